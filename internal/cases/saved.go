package cases

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

// SavedDraft is a form as somebody has typed it so far, kept until she sends
// or discards it. A draft is not a case. It is its owner's alone: nobody else
// may read it or learn that it exists, so no act on it stands in the ledger,
// which others read.
type SavedDraft struct {
	Owner   UserID
	Key     string // of the form: sending the form consumes the draft
	Form    DraftForm
	Case    CaseID // empty when the form belongs to no case
	Version int    // grows with every saving; 0 before the first
	Fields  Fields // as typed, whatever it is
	SavedAt time.Time
	// Apart says that it was saved beside another state of the same form, from
	// another window, which is kept too. Only Book.SaveDraft sets it.
	Apart bool
	// Reference is the case's, for people. Only listed drafts have it.
	Reference string
}

// Fields are the fields of a form by name, each with its values.
type Fields map[string][]string

// DraftForm names a form whose text is kept.
type DraftForm string

// The forms in which people write at length.
const (
	DraftOfAsk      DraftForm = "ask"
	DraftOfWrite    DraftForm = "write"
	DraftOfNote     DraftForm = "note"
	DraftOfQuestion DraftForm = "question"
	DraftOfAdvice   DraftForm = "advise"
	DraftOfCall     DraftForm = "log"
)

// draftSides says from which side of a case a form is written; Outside for
// those that belong to no case.
var draftSides = map[DraftForm]Side{
	DraftOfAsk: Outside, DraftOfCall: Outside, DraftOfWrite: FilerSide,
	DraftOfNote: OfficeSide, DraftOfQuestion: OfficeSide, DraftOfAdvice: OfficeSide,
}

// isFor reports whether the form is one that the person could send: only an
// advisor logs a call.
func (f DraftForm) isFor(u User) bool { return f != DraftOfCall || u.IsAdvisor() }

// Limits of what is kept. They are wide: a text that is too long to be sent is
// kept all the same.
const (
	MaxDrafts      = 20      // of one person
	MaxDraftBytes  = 1 << 20 // of one draft, names and values
	maxDraftFields = 200     // values of one draft
)

// DraftQuery narrows a person's drafts; a zero field does not narrow.
type DraftQuery struct {
	Key  string
	Form DraftForm
	Case CaseID
}

// DraftStore keeps the drafts.
type DraftStore interface {
	// SaveDraft lets the function decide what is kept under an owner's key, in
	// one transaction in which nobody else writes that owner's drafts or forms.
	SaveDraft(ctx context.Context, owner User, key string, decide func(DraftState) (SavedDraft, error)) error
	// Drafts lists the person's drafts, the latest saved first: those of no
	// case, and those of cases that she may see.
	Drafts(ctx context.Context, owner User, q DraftQuery) ([]SavedDraft, error)
	// DiscardDraft erases a draft; NotFound when Drafts does not list it, and
	// Conflict when it has another version.
	DiscardDraft(ctx context.Context, owner User, key string, version int) error
}

// DraftState is what a saving finds.
type DraftState struct {
	There *SavedDraft       // under that key; nil when there is none
	Sent  bool              // the form with that key was taken
	Count map[DraftForm]int // of the person's drafts, as DraftStore.Drafts lists them
}

// isFull reports whether the person has as many drafts as are kept. What is
// hidden from her takes no room: she could not discard it.
func (st DraftState) isFull(u User) bool {
	n := 0
	for form, count := range st.Count {
		if form.isFor(u) {
			n += count
		}
	}
	return n >= MaxDrafts
}

// SaveDraft keeps a form as it is typed. It carries the version that it was
// typed from: when another window has saved the form since, both are kept, this
// one under a new key. Saving the same again changes nothing. A form that was
// sent is not kept again, however late its saving arrives.
func (b *Book) SaveDraft(ctx context.Context, u User, d SavedDraft) (SavedDraft, error) {
	if err := b.admitDraft(ctx, u, d); err != nil {
		return SavedDraft{}, err
	}
	fresh, err := newID[string](b.random)
	if err != nil {
		return SavedDraft{}, err
	}
	if !keyShape.MatchString(d.Key) {
		d.Key, d.Version = fresh, 0
	}
	d.Owner, d.SavedAt = u.ID, b.now()
	var kept SavedDraft
	err = b.store.SaveDraft(ctx, u, d.Key, func(st DraftState) (_ SavedDraft, err error) {
		kept, err = d.after(st, u, fresh)
		return kept, err
	})
	return kept, err
}

// admitDraft refuses a form that is not hers to write, or more than is kept.
func (b *Book) admitDraft(ctx context.Context, u User, d SavedDraft) error {
	side, known := draftSides[d.Form]
	if u.Disabled || u.ID == "" || !known || (side == Outside) != (d.Case == "") || !d.Form.isFor(u) {
		return refuse(Forbidden, "error.forbidden")
	}
	if !d.Fields.fit() {
		return refuse(Conflict, "error.draft_too_long")
	}
	if side == Outside {
		return nil
	}
	c, err := b.store.Case(ctx, d.Case)
	if err != nil {
		return err
	}
	switch c.SideOf(u) {
	case Outside:
		return ErrNotFound()
	case side:
		return nil
	}
	return refuse(Forbidden, "error.forbidden")
}

// after is the draft as it is to be kept, given what is there.
func (d SavedDraft) after(st DraftState, u User, fresh string) (SavedDraft, error) {
	if st.Sent {
		return SavedDraft{}, refuse(Conflict, "error.draft_sent")
	}
	there := st.There
	if there != nil && there.says(d) { // repeated: the answer was lost
		return *there, nil
	}
	isNext := there != nil && there.Version == d.Version && there.Form == d.Form && there.Case == d.Case
	if !isNext && st.isFull(u) {
		return SavedDraft{}, refuse(Conflict, "error.drafts_full")
	}
	if !isNext && (there != nil || d.Version > 0) {
		d.Key, d.Version, d.Apart = fresh, 0, true
	}
	d.Version++
	return d, nil
}

func (d SavedDraft) says(other SavedDraft) bool {
	return d.Form == other.Form && d.Case == other.Case &&
		maps.EqualFunc(d.Fields, other.Fields, slices.Equal[[]string])
}

func (f Fields) fit() bool {
	values, size := 0, 0
	for name, all := range f {
		size += len(name)
		for _, v := range all {
			size += len(v)
		}
		values += len(all)
	}
	return values <= maxDraftFields && size <= MaxDraftBytes
}

// Drafts lists what she has typed and not sent, the latest first. Drafts of a
// case that she may no longer see are not among them: they may hold its words;
// nor are calls, once she is no advisor: they hold somebody else's.
func (b *Book) Drafts(ctx context.Context, u User, q DraftQuery) ([]SavedDraft, error) {
	if u.Disabled || u.ID == "" {
		return nil, nil
	}
	all, err := b.store.Drafts(ctx, u, q)
	return slices.DeleteFunc(all, func(d SavedDraft) bool { return !d.Form.isFor(u) }), err
}

// Draft is the one with that key; NotFound for anybody but its owner.
func (b *Book) Draft(ctx context.Context, u User, key string) (SavedDraft, error) {
	if !keyShape.MatchString(key) {
		return SavedDraft{}, ErrNotFound()
	}
	found, err := b.Drafts(ctx, u, DraftQuery{Key: key})
	if err != nil || len(found) == 0 {
		return SavedDraft{}, orNotFound(err)
	}
	return found[0], nil
}

// DiscardDraft erases a draft as she saw it: nothing of it is kept. When it was
// saved again since, in another window, it stays.
func (b *Book) DiscardDraft(ctx context.Context, u User, key string, version int) error {
	if _, err := b.Draft(ctx, u, key); err != nil {
		return err
	}
	return b.store.DiscardDraft(ctx, u, key, version)
}

// ErrDraftMovedOn is the answer to discarding a draft that was saved since.
func ErrDraftMovedOn() error { return refuse(Conflict, "error.draft_moved_on") }

func orNotFound(err error) error {
	if err == nil {
		err = ErrNotFound()
	}
	return err
}

// Get is a field's first value; empty when it was left out.
func (f Fields) Get(name string) string {
	if all := f[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// IsBlank reports whether nothing at all was typed in the fields of that name.
func (f Fields) IsBlank(names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return strings.TrimSpace(f.Get(n)) != "" })
}
