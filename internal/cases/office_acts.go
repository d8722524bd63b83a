package cases

import (
	"context"
	"slices"
	"time"
)

// TakeUp makes the case hers to work on.
func (b *Book) TakeUp(ctx context.Context, u User, id CaseID, s Stamp) error {
	return b.change(ctx, u, id, s, TakeUp, func(x *act) error {
		x.c.Advisor = u.ID
		return nil
	})
}

// Assign gives the case to an advisor who may see it, with a word to her that
// may be empty: it is a note like any other, and may be obtained by an access
// request. A letter tells her that a case was given to her.
func (b *Book) Assign(ctx context.Context, u User, id CaseID, s Stamp, to UserID, word string) error {
	word = b.tidyOptional(word)
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return err
	}
	return b.change(ctx, u, id, s.saying(to, word), Assign, func(x *act) error {
		var ps problems
		i := slices.IndexFunc(advisors, func(a User) bool { return a.ID == to })
		if i < 0 || x.c.SideOf(advisors[i]) != OfficeSide {
			ps.add("advisor", "problem.advisor")
		}
		ps.fit("word", word, MaxNote)
		if err := ps.err(); err != nil {
			return err
		}
		x.c.Advisor, x.target = to, string(to)
		if to != u.ID {
			x.letters = lettersTo(CaseGiven, x.c, advisors[i])
		}
		return x.note(Note{To: to, Text: word})
	})
}

// note keeps the word that goes with an act, if there is one.
func (x *act) note(n Note) error {
	if n.Text == "" {
		return nil
	}
	id, err := newID[NoteID](x.book.random)
	if err != nil {
		return err
	}
	n.ID, n.By, n.At = id, x.user.ID, x.at
	x.c.Notes = append(x.c.Notes, n)
	x.content = map[string]any{"note": id, "text": n.Text}
	return nil
}

// Release gives the case back to the queue.
func (b *Book) Release(ctx context.Context, u User, id CaseID, s Stamp) error {
	return b.change(ctx, u, id, s, Release, func(x *act) error {
		x.c.Advisor = ""
		return nil
	})
}

// Classify sets the priority and whether Part 7 of the Public Service
// Employment Act may apply. Both are a person's judgement, never computed.
func (b *Book) Classify(ctx context.Context, u User, id CaseID, s Stamp, priority, political string) error {
	return b.change(ctx, u, id, s.saying(priority, political), Classify, func(x *act) error {
		var ps problems
		p := choose(&ps, "priority", priority, ParsePriority)
		option(&ps, "political", YesNo(political), YesNos())
		if err := ps.err(); err != nil {
			return err
		}
		x.c.Priority, x.c.PoliticalActivity = p, YesNo(political) == Yes
		x.content = map[string]any{"priority": p, "political": political}
		return nil
	})
}

// WriteNote adds a note that only advisors see.
func (b *Book) WriteNote(ctx context.Context, u User, id CaseID, s Stamp, text string) error {
	text = b.tidy(text)
	return b.change(ctx, u, id, s.saying(text), WriteNote, func(x *act) error {
		var ps problems
		ps.need("text", text, MaxNote)
		if err := ps.err(); err != nil {
			return err
		}
		note, err := newID[NoteID](b.random)
		if err != nil {
			return err
		}
		x.c.Notes = append(x.c.Notes, Note{ID: note, By: u.ID, Text: text, At: x.at})
		x.target, x.content = string(note), map[string]any{"text": text}
		return nil
	})
}

// Ask asks the employee a question; until she answers the case waits for her.
func (b *Book) Ask(ctx context.Context, u User, id CaseID, s Stamp, text, lang string) error {
	text = b.tidy(text)
	return b.change(ctx, u, id, s.saying(text, lang), Ask, func(x *act) error {
		var ps problems
		ps.need("text", text, MaxMessage)
		l := choose(&ps, "lang", lang, ParseLang)
		if err := ps.err(); err != nil {
			return err
		}
		x.takeIfNobodys()
		x.tellFiler()
		return x.say(Question, l, text, nil)
	})
}

// takeIfNobodys makes her the case's advisor when it has none: who writes to
// the employee has the case.
func (x *act) takeIfNobodys() {
	if x.c.Advisor == "" {
		x.c.Advisor = x.user.ID
	}
}

// Close ends a case, with or without advice, for a reason.
func (b *Book) Close(ctx context.Context, u User, id CaseID, s Stamp, reason string) error {
	return b.change(ctx, u, id, s.saying(reason), Close, func(x *act) error {
		var ps problems
		r := choose(&ps, "reason", reason, ParseCloseReason)
		if r == CloseAnswered && x.c.CurrentAdvice() == nil {
			ps.add("reason", "problem.reason.not_answered")
		}
		if err := ps.err(); err != nil {
			return err
		}
		x.c.CloseReason, x.c.EndedAt, x.c.Promised = r, x.at, Date{}
		x.content = map[string]any{"reason": r}
		x.tellFiler()
		return nil
	})
}

// Reopen takes an answered or closed case back into review; the promise begins
// anew.
func (b *Book) Reopen(ctx context.Context, u User, id CaseID, s Stamp) error {
	return b.change(ctx, u, id, s, Reopen, func(x *act) error {
		x.c.EndedAt, x.c.CloseReason = time.Time{}, ""
		x.promise()
		x.tellFiler()
		return nil
	})
}
