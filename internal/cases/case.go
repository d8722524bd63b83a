package cases

import (
	"slices"
	"time"
)

// Case is one situation and all that happened about it.
type Case struct {
	ID        CaseID
	Reference string // VE-2026-0042: for people, never an address
	Version   int    // grows with every change
	Shared    int    // grows with every change that the filer can see

	Status     Status
	Channel    Channel
	Filer      UserID      // empty when imported, or logged for someone not yet known
	Call       *Call       // how it was recorded; nil when its filer wrote it herself, or it was imported
	Invitation *Invitation // to whom it was logged for, while she is not known; nil otherwise
	Advisor    UserID      // who works on it; empty when nobody does
	Excluded   []UserID

	Subject    string
	Situation  string // her words; never edited by anyone else
	Lang       Lang   // of the situation
	AnswerLang Lang   // of the answer, her choice
	Facts      Facts
	NeededBy   Date   // when she needs an answer; zero when she did not say
	Notice     string // version of the privacy notice she was shown
	Follows    CaseID // the filer's earlier case that it goes on from; empty for most

	Promised          Date // the day by which she will hear; zero when nothing is owed
	Priority          Priority
	PoliticalActivity bool // Public Service Employment Act, Part 7, may apply
	CloseReason       CloseReason
	Precedent         bool // marked by an advisor as one to follow

	SubmittedAt time.Time
	AnsweredAt  time.Time // of the latest advice; zero before
	EndedAt     time.Time // closed or withdrawn; zero while it lives

	Messages    []Message    // oldest first
	Annotations []Annotation // oldest first, with the replaced and removed ones
	Notes       []Note       // oldest first
	Citations   []Citation   // of other cases, oldest first, with the removed ones

	ExternalID     string // of an imported case
	ExternalDigest string // of what was imported, to know a repeated line from a changed one
	Salt           []byte // of the digests in the ledger; erasing it makes them mute
}

// Facts is the fact pattern: what the advice often turns on. All but platform
// and stage are optional.
type Facts struct {
	Platform        Platform
	PlatformDetail  string
	Stage           Stage
	Link            string // kept as text, never fetched
	Audience        string
	Identity        Identity
	EmployerVisible YesNo
	Level           Level
	PublicFacing    YesNo
	Supervises      YesNo
	CloseToSubject  YesNo
	Election        Election
	ElectionPeriod  bool // an election period ran when it was filed
	WorkInformation YesNo
	OthersInvolved  YesNo
	MediaContact    YesNo
	OutsideIncome   YesNo
	UnionCapacity   YesNo
}

// TouchesElection reports whether an election is part of the facts.
func (f Facts) TouchesElection() bool {
	return f.ElectionPeriod || (f.Election != "" && f.Election != NoElection)
}

// MessageKind says what a message does in the conversation.
type MessageKind string

// The kinds of message. The first four and the correction are the employee's.
const (
	Addition      MessageKind = "addition"
	Reply         MessageKind = "reply"
	FollowUpAsked MessageKind = "follow_up"
	Withdrawal    MessageKind = "withdrawal" // why she took the question back
	Question      MessageKind = "question"
	Advised       MessageKind = "advice"
	Correction    MessageKind = "correction" // by the employee, of what the office recorded
)

// IsFromOffice reports whether an advisor wrote it.
func (k MessageKind) IsFromOffice() bool { return k == Question || k == Advised }

// Message is one text of the conversation; both sides see it.
type Message struct {
	ID     MessageID
	Kind   MessageKind
	From   UserID
	Lang   Lang
	Text   string
	At     time.Time
	Advice *Advice // of an advice; nil otherwise
}

// Advice is what makes a message an answer. Once sent it is never edited: a
// later advice supersedes it, and both are kept.
type Advice struct {
	Outcome     Outcome
	Destination Destination // always there when referred; may be empty otherwise
	Obligations []EntryCode // that it rests on
	CodeVersion int         // whose words it rests on
	Supersedes  MessageID   // empty for a first answer
	WouldChange string      // which other facts would change the answer; may be empty
}

// Note is a text that only advisors see. It may be obtained by an access
// request: in law there are no private notes.
type Note struct {
	ID    NoteID
	By    UserID
	To    UserID // the colleague to whom it was given with the case; empty as a rule
	About Action // the act that it gives the reason of; empty as a rule
	Text  string
	At    time.Time
}

// CurrentAdvice is the latest advice of the case; nil before there is one.
func (c *Case) CurrentAdvice() *Message {
	for _, m := range slices.Backward(c.Messages) {
		if m.Kind == Advised {
			return &m
		}
	}
	return nil
}

// Message finds a message of the conversation.
func (c *Case) Message(id MessageID) (Message, bool) {
	for _, m := range c.Messages {
		if m.ID == id {
			return m, true
		}
	}
	return Message{}, false
}

// SupersededBy is the advice that replaced this one; false while it stands.
func (c *Case) SupersededBy(id MessageID) (Message, bool) {
	for _, m := range c.Messages {
		if m.Advice != nil && m.Advice.Supersedes == id {
			return m, true
		}
	}
	return Message{}, false
}

// Due is the day the queue sorts by: the earlier of the promise and the day on
// which the employee needs an answer. Zero when nothing is owed.
func (c *Case) Due() Date { return dueOf(c.Status, c.Promised, c.NeededBy) }

func dueOf(st Status, promised, neededBy Date) Date {
	if !st.IsOpen() {
		return Date{}
	}
	if neededBy.IsZero() || (!promised.IsZero() && promised.Before(neededBy)) {
		return promised
	}
	return neededBy
}

// Obligations lists the entries the office tied to the case, by annotation or
// by advice, each once, in the order in which they came.
func (c *Case) Obligations() []EntryCode {
	var codes []EntryCode
	for _, a := range c.CurrentAnnotations() {
		codes = append(codes, a.Entry)
	}
	if m := c.CurrentAdvice(); m != nil {
		codes = append(codes, m.Advice.Obligations...)
	}
	return distinct(codes)
}

func distinct[T comparable](all []T) []T {
	var out []T
	for _, x := range all {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
