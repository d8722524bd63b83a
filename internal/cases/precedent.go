package cases

import (
	"context"
	"slices"
)

// MarkPrecedent marks an answered case as one to be followed, with a word why
// for colleagues. The word is a note like any other, found by the search and
// given out on an access request; the filer is told nothing of the mark.
func (b *Book) MarkPrecedent(ctx context.Context, u User, id CaseID, s Stamp, why string) error {
	return b.precedent(ctx, u, id, s, MarkPrecedent, why)
}

// UnmarkPrecedent takes the mark away, with a word why that may be empty. What
// was said when it was made stays among the notes.
func (b *Book) UnmarkPrecedent(ctx context.Context, u User, id CaseID, s Stamp, why string) error {
	return b.precedent(ctx, u, id, s, UnmarkPrecedent, why)
}

func (b *Book) precedent(ctx context.Context, u User, id CaseID, s Stamp, a Action, why string) error {
	why = b.tidyOptional(why)
	return b.change(ctx, u, id, s.saying(why), a, func(x *act) error {
		var ps problems
		if a == MarkPrecedent && why == "" {
			ps.add("precedent_why", "problem.precedent_why.missing")
		}
		ps.fit("precedent_why", why, MaxWhy)
		if err := ps.err(); err != nil {
			return err
		}
		x.c.Precedent = a == MarkPrecedent
		return x.note(Note{About: a, Text: why})
	})
}

// allowPrecedent refuses a mark that has nothing to rest on, and to take away
// what is not there. To mark it again is to give another reason.
func (c *Case) allowPrecedent(a Action) error {
	switch {
	case a == UnmarkPrecedent && !c.Precedent:
		return refuse(Conflict, "error.no_precedent")
	case a == MarkPrecedent && c.CurrentAdvice() == nil:
		return refuse(Early, "error.no_advice_to_follow")
	}
	return nil
}

// PrecedentNote is the word with which the case was marked as a precedent;
// false when it is none, or was marked without a person's word.
func (c *Case) PrecedentNote() (Note, bool) {
	if !c.Precedent {
		return Note{}, false
	}
	for _, n := range slices.Backward(c.Notes) {
		if n.About == MarkPrecedent {
			return n, true
		}
	}
	return Note{}, false
}
