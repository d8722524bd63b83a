package cases

import (
	"context"
	"slices"
	"time"
)

// AnnotationDraft is an annotation as it was typed: the passage, or several,
// that an entry of the Code meets, and why.
type AnnotationDraft struct {
	Entries  []string  // codes of the Code; each makes an annotation of its own
	Passages []Passage // Quote is not read; none stands for the whole case
	Why      string
}

// Annotate ties entries of the Code to passages of the case.
func (b *Book) Annotate(ctx context.Context, u User, id CaseID, s Stamp, d AnnotationDraft) error {
	why := b.tidyOptional(d.Why)
	code, err := b.Code(ctx)
	if err != nil {
		return err
	}
	return b.change(ctx, u, id, s.saying(d), Annotate, func(x *act) error {
		if err := s.underCode(code); err != nil {
			return err
		}
		entries, passages, err := code.checkAnnotation(x.c, d, why)
		if err != nil {
			return err
		}
		for _, e := range entries {
			for _, p := range passages {
				if err := x.mark(Annotation{Entry: e, CodeVersion: code.Version, Passage: p, Why: why}); err != nil {
					return err
				}
			}
		}
		x.content = map[string]any{"entries": entries, "passages": passages, "why": why}
		return nil
	})
}

func (code Code) checkAnnotation(c *Case, d AnnotationDraft, why string) ([]EntryCode, []Passage, error) {
	var ps problems
	entries := code.entries(&ps, d.Entries)
	ps.fit("why", why, MaxWhy)
	var cut []Passage
	for _, p := range d.Passages {
		q, err := c.CutPassage(p.Source, p.From, p.To)
		if err != nil {
			ps.add("passage", "problem.passage")
			break
		}
		cut = append(cut, q)
	}
	if len(d.Passages) == 0 {
		cut = []Passage{{}}
	}
	c.checkRepeated(&ps, entries, cut, "")
	return entries, cut, ps.err()
}

// checkRepeated refuses an entry that the whole case is tied to already by
// another annotation than that one: a second says nothing, and its why would
// stand apart from the first.
func (c *Case) checkRepeated(ps *problems, entries []EntryCode, passages []Passage, besides AnnotationID) {
	if !slices.ContainsFunc(passages, Passage.isWholeCase) {
		return
	}
	for _, a := range c.CurrentAnnotations() {
		if a.ID != besides && a.Passage.isWholeCase() && slices.Contains(entries, a.Entry) {
			ps.add("obligations", "problem.obligations.repeated")
			return
		}
	}
}

func (x *act) mark(a Annotation) error {
	id, err := newID[AnnotationID](x.book.random)
	if err != nil {
		return err
	}
	a.ID, a.By, a.At = id, x.user.ID, x.at
	x.c.Annotations = append(x.c.Annotations, a)
	x.target = string(id)
	return nil
}

// EditAnnotation gives an annotation another entry or another why. The old
// words are kept as its history.
func (b *Book) EditAnnotation(ctx context.Context, u User, id CaseID, s Stamp, a AnnotationID, entry, why string) error {
	why = b.tidyOptional(why)
	code, err := b.Code(ctx)
	if err != nil {
		return err
	}
	return b.change(ctx, u, id, s.saying(a, entry, why), Reword, func(x *act) error {
		old, found := x.c.Annotation(a)
		if !found {
			return refuse(Conflict, "error.case_moved_on")
		}
		if err := s.underCode(code); err != nil {
			return err
		}
		var ps problems
		codes := code.entries(&ps, []string{entry})
		ps.fit("why", why, MaxWhy)
		x.c.checkRepeated(&ps, codes, []Passage{old.Passage}, old.ID)
		if err := ps.err(); err != nil {
			return err
		}
		x.c.strike(a, u.ID, x.at)
		x.content = map[string]any{"entry": entry, "why": why}
		return x.mark(Annotation{Entry: codes[0], CodeVersion: code.Version, Passage: old.Passage, Why: why, Replaces: old.ID})
	})
}

// RemoveAnnotation takes an annotation away. It is kept as history.
func (b *Book) RemoveAnnotation(ctx context.Context, u User, id CaseID, s Stamp, a AnnotationID) error {
	return b.change(ctx, u, id, s.saying(a), Unmark, func(x *act) error {
		if _, found := x.c.Annotation(a); !found {
			return refuse(Conflict, "error.case_moved_on")
		}
		x.c.strike(a, u.ID, x.at)
		x.target = string(a)
		return nil
	})
}

func (c *Case) strike(id AnnotationID, by UserID, at time.Time) {
	for i := range c.Annotations {
		if c.Annotations[i].ID == id {
			c.Annotations[i].RemovedBy, c.Annotations[i].RemovedAt = by, at
		}
	}
}
