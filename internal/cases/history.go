package cases

import (
	"context"
	"maps"
	"slices"
	"time"
)

// Happening is a line of a case's history: an act, or that somebody opened the
// case on a day of the office.
type Happening struct {
	Act   Action
	By    User // without a name when no account did it, or none that is left
	As    Capacity
	At    time.Time // of openings, the last of the day
	Wrote MessageID // the message that both sides can read; empty for most
	To    User      // to whom the case was given; zero for most
	Cited string    // the reference of the case that was cited; empty for most
}

// History is what happened to a case, as far as its viewer may know, oldest
// first.
type History struct {
	Lines []Happening
	Cut   bool // some are left out, the oldest
}

// maxActs bounds the acts on a page.
const maxActs = 300

// isFilersToKnow says which acts stand in the history that the filer reads:
// what she did herself, what was recorded for her, and what changed something
// she sees. Annotations, notes, the priority and who was asked to take the case
// are the office's.
func (a Action) isFilersToKnow() bool {
	return a == Submit || a == LogCall || a == Accept || a == ImportAct || a.IsShared()
}

// History tells what happened to a case that was opened. The filer's own
// openings are in it for nobody: when she reads an answer is her affair.
func (b *Book) History(ctx context.Context, o *Opening) (History, error) {
	acts, cut, err := b.store.Acts(ctx, o.Case.ID, maxActs)
	if err != nil {
		return History{}, err
	}
	read, readCut, err := b.store.Readings(ctx, o.Case.ID, o.Case.Filer, maxReadings)
	if err != nil {
		return History{}, err
	}
	h := History{Cut: cut || readCut}
	for _, e := range acts {
		if o.tells(e) {
			h.Lines = append(h.Lines, o.happening(e))
		}
	}
	for _, d := range read {
		h.Lines = append(h.Lines, Happening{Act: Read, By: User{ID: d.Actor}, As: d.As, At: d.Last})
	}
	slices.Reverse(h.Lines)
	slices.SortStableFunc(h.Lines, func(a, b Happening) int { return a.At.Compare(b.At) })
	return h, b.name(ctx, o, h.Lines)
}

// tells reports whether an act stands in the history that the viewer reads. A
// citation of a case that she may not see is not there.
func (o *Opening) tells(e Event) bool {
	switch {
	case o.Side != OfficeSide:
		return e.Act.isFilersToKnow()
	case e.Act == Cite || e.Act == RemoveCitation:
		return o.references[e.Target] != ""
	}
	return true
}

func (o *Opening) happening(e Event) Happening {
	h := Happening{Act: e.Act, By: User{ID: e.Actor}, As: e.As, At: e.At, Cited: o.references[e.Target]}
	if m, found := o.Case.Message(MessageID(e.Target)); found {
		h.Wrote = m.ID
	}
	if e.Act == Assign {
		h.To = User{ID: UserID(e.Target)}
	}
	return h
}

// name gives those who acted their names. Most of them appear in the case: only
// the others are asked for.
func (b *Book) name(ctx context.Context, o *Opening, lines []Happening) error {
	people := map[UserID]User{}
	maps.Copy(people, o.People)
	var ids []UserID
	for _, l := range lines {
		ids = append(ids, l.By.ID, l.To.ID)
	}
	if err := b.meetOthers(ctx, people, ids); err != nil {
		return err
	}
	for i, l := range lines {
		if u, known := people[l.By.ID]; known {
			lines[i].By = u
		}
		if u, known := people[l.To.ID]; known {
			lines[i].To = u
		}
	}
	return nil
}
