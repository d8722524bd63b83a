package cases

import (
	"context"
	"time"
)

// Receipt makes a repeated form one act: the same person sending the same key
// again changes nothing and is answered as the first time, if it says the same;
// if not, it is refused with ErrFormUsed. The zero Receipt is never repeated.
type Receipt struct {
	Owner   UserID
	Key     string
	Content string // hex digest of what the form said
}

// AnswerAgain is the answer to a form that changed a case before, given what is
// decided on it now: done, when it says the same of the same case, or
// ErrFormUsed. What hides or forbids the case comes first, so that the answer
// tells nothing of a case that she may no longer see. The conflicts do not: the
// first sending may be what the case moved on by.
func AnswerAgain(same bool, decided error) error {
	switch k := KindOf(decided); {
	case k == NotFound, k == Forbidden, k == 0 && decided != nil:
		return decided
	case same:
		return nil
	case k == Invalid:
		return decided
	}
	return ErrFormUsed()
}

// Change is what a decision leaves to be kept with the case.
type Change struct {
	Events  []Event
	Letters []Letter
}

// Store keeps the casebook. Every method that changes something does it in one
// transaction: the change, its ledger entries, its letters, its search terms.
// Refusals come back as *Error, faults as anything else.
type Store interface {
	CaseStore
	PeopleStore
	LedgerStore
	SettingsStore
	CodeStore
	ThesaurusStore
	DraftStore
	SavedSearchStore

	// Together runs several calls in one transaction; a failing one undoes all.
	Together(ctx context.Context, do func(Store) error) error
}

// CaseStore keeps the cases.
type CaseStore interface {
	// Create keeps a new case. It draws the next number of the year, lets the
	// function make the case of it, and saves what it left. A repeated receipt
	// answers with the first case's id and makes nothing; ErrFormUsed when it
	// says something else. The function may run more than once, at first with
	// the number 0 and to no effect.
	Create(ctx context.Context, r Receipt, year int, make func(number int) (*Case, Change, error)) (CaseID, error)

	// Update loads a case, lets the function decide, and saves what the
	// decision left; when it refuses, nothing is written. The function may run
	// twice. A repeated receipt changes nothing, and is answered by AnswerAgain
	// from what is decided now. NotFound when there is no such case.
	Update(ctx context.Context, r Receipt, id CaseID, decide func(*Case) (Change, error)) error

	// Case loads a case whole, whoever asks. NotFound when there is none.
	Case(ctx context.Context, id CaseID) (*Case, error)

	// Imported finds a case by its external id; nil when there is none.
	Imported(ctx context.Context, externalID string) (*Case, error)

	// Mine lists the cases that the person filed, newest first.
	Mine(ctx context.Context, u User) ([]Summary, error)

	// Linked lists, oldest first, the cases that go on from this one and the one
	// from which it goes on, of those the person may see.
	Linked(ctx context.Context, u User, c *Case) ([]Summary, error)

	// ByReference finds the case that a reference names as people type it, if
	// the person is on the office's side of it; NotFound otherwise.
	ByReference(ctx context.Context, u User, typed string) (CaseID, error)
	// Cited lists, oldest first, the citations that a case holds, with the
	// removed ones, and the latest hundred that stand of it in other cases; each only where
	// the person is on the office's side of the case at its other end.
	Cited(ctx context.Context, u User, c *Case) (cites, citedBy []Cited, err error)

	// Queue lists cases of which the person is on the office's side.
	Queue(ctx context.Context, u User, q QueueQuery) (QueuePage, error)

	// Invitation finds the case of an invitation. NotFound when there is none.
	Invitation(ctx context.Context, id InvitationID) (CaseID, error)
	// Offers lists the invitations to a normalised address that are pending at
	// that moment, oldest first; at most ten.
	Offers(ctx context.Context, email string, at time.Time) ([]Offer, error)
	// Overdue lists at most a hundred cases whose invitation is pending and
	// has expired by that moment.
	Overdue(ctx context.Context, at time.Time) ([]CaseID, error)

	// Search finds among the cases the person may see, each matched only by
	// what she may see of it.
	Search(ctx context.Context, u User, q Query) (Results, error)

	// Similar lists the past cases nearest to one, the nearest first, duplicates
	// before all: of those of which the person is on the office's side, each with
	// what both share. Those without advice come only as duplicates. What is
	// written of its answer so far counts as if it stood in the case.
	Similar(ctx context.Context, u User, c *Case, draft AdviceDraft, size int) ([]SimilarCase, error)
}

// PeopleStore keeps the accounts.
type PeopleStore interface {
	// People loads those of the accounts that exist.
	People(ctx context.Context, ids ...UserID) (map[UserID]User, error)
	// Advisors lists the enabled advisors by name.
	Advisors(ctx context.Context) ([]User, error)
	// FindPeople lists at most limit enabled accounts by name: those of that
	// normalised address, or of whose name each word begins a word.
	FindPeople(ctx context.Context, email string, words []string, limit int) ([]User, error)

	// Accounts lists at most limit accounts by name: those whose name has each
	// of the words as the beginning of a word, accents and case aside; without
	// a word, those with a role beyond employee and the disabled.
	Accounts(ctx context.Context, words string, limit int) ([]Account, error)
	// Account loads an account. NotFound when there is none.
	Account(ctx context.Context, id UserID) (Account, error)
	// WithheldGroups counts the enabled accounts whose last sign-in came
	// without their groups.
	WithheldGroups(ctx context.Context) (int, error)
	// ChangeAccount loads an account, lets the function decide, knowing who are
	// the enabled administrators, and saves what it left with its event; of an
	// account that is disabled then, every session ends in the same
	// transaction. The function may run twice. A repeated receipt changes
	// nothing; when it says something else, ErrFormUsed. NotFound when there is
	// no such account.
	ChangeAccount(ctx context.Context, r Receipt, id UserID, decide func(a *Account, administrators []UserID) (Event, error)) error
}

// LedgerStore keeps the ledger.
type LedgerStore interface {
	// Record appends an event alone; it is durable when Record returns.
	Record(ctx context.Context, e Event) error
	// RecordLook is Record together with how far an advisor has seen the case;
	// both are durable when it returns. Who saw less later has seen no less.
	RecordLook(ctx context.Context, e Event, l Look) error
	// Looked tells how far a person has seen a case; the zero Look when she has
	// not. What she changes herself, where she had seen all before, she has seen.
	Looked(ctx context.Context, u UserID, id CaseID) (Look, error)
	// Readings lists who opened the case, except one person: by person,
	// capacity and day of the office, newest first. At most limit of them come;
	// cut tells whether there are more.
	Readings(ctx context.Context, id CaseID, except UserID, limit int) (days []ReadingDay, cut bool, err error)
	// Acts lists what was done to a case, readings aside, newest first. At most
	// limit of them come; cut tells whether there are more.
	Acts(ctx context.Context, id CaseID, limit int) (acts []Event, cut bool, err error)
	// Ledger lists at most limit entries after the number, oldest first.
	Ledger(ctx context.Context, after int64, limit int) ([]Sealed, error)
	// Latest lists at most limit entries below the number, newest first; 0
	// stands for the end of the ledger.
	Latest(ctx context.Context, below int64, limit int) ([]Sealed, error)
	// References gives the reference of each case that exists.
	References(ctx context.Context, ids []CaseID) (map[CaseID]string, error)
}

// SettingsStore keeps what the office decided about itself: every version of
// every setting.
type SettingsStore interface {
	// Settings tells the revision, which every change of any setting moves on,
	// and the latest version of each setting kept; of one moment. When the
	// revision is still the one known, no version comes.
	Settings(ctx context.Context, known int) (revision int, latest []SettingVersion, err error)

	// ChangeSetting lets the function decide on the latest version of a
	// setting, the zero one when none was kept, and keeps the versions and the
	// event that it left; nothing when it left no version. The function may run
	// twice. A repeated receipt changes nothing; when it says something else,
	// ErrFormUsed.
	ChangeSetting(ctx context.Context, r Receipt, k Setting, decide func(latest SettingVersion) ([]SettingVersion, Event, error)) error

	// SettingVersions lists at most 200 versions of a setting, or of all for
	// the empty one, newest first.
	SettingVersions(ctx context.Context, k Setting) ([]SettingVersion, error)
}

// SavedSearchStore keeps the searches that advisors saved.
type SavedSearchStore interface {
	// SavedSearches lists somebody's, oldest first.
	SavedSearches(ctx context.Context, owner UserID) ([]SavedSearch, error)
	// ChangeSavedSearches lets the function decide on all that somebody saved,
	// and keeps the one that it left with its event; at version 0 it takes that
	// away instead. The function may run twice. A repeated receipt changes
	// nothing; when it says something else, ErrFormUsed.
	ChangeSavedSearches(ctx context.Context, r Receipt, owner UserID, decide func(all []SavedSearch) (SavedSearch, Event, error)) error
}

// CodeStore keeps the versions of the Code.
type CodeStore interface {
	// Codes lists the versions, oldest first; the first is always there. They
	// are not to be changed.
	Codes(ctx context.Context) ([]Code, error)
	// KeepCode adds a version with its entry in the ledger. Conflict when the
	// version is there already.
	KeepCode(ctx context.Context, c Code, at time.Time, e Event) error
}

// ThesaurusStore keeps what the department says that words stand for: every
// version of every concept.
type ThesaurusStore interface {
	// Thesaurus tells the revision and the latest version of each concept, the
	// removed ones too, of one moment: OverShipped of what the office kept.
	Thesaurus(ctx context.Context) (revision int, latest []ConceptVersion, err error)

	// ChangeThesaurus lets the function decide on what holds, and keeps the
	// versions and the event that it left under the next revision; nothing when
	// it left no version. The next question is widened by what holds then. The
	// function may run twice. A repeated receipt changes nothing; when it says
	// something else, ErrFormUsed.
	ChangeThesaurus(ctx context.Context, r Receipt, decide func(revision int, latest []ConceptVersion) ([]ConceptVersion, Event, error)) error

	// ConceptVersions lists at most 200 versions of a concept, newest first; of
	// all concepts for the empty id. Of one concept, the shipped version is the
	// last; of all, shipped ones are left out.
	ConceptVersions(ctx context.Context, id string) ([]ConceptVersion, error)

	// Widening tells what such concepts would add to each question.
	Widening(concepts []Concept, questions []string) [][]Widened
}
