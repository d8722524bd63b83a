package cases

import (
	"context"
	"slices"
	"time"
)

// Submit files a situation. It answers with the case's id; the same key sent
// again answers with the same id and files nothing, even when by then it could
// not be filed any more.
func (b *Book) Submit(ctx context.Context, u User, d Draft) (CaseID, error) {
	if u.Disabled || u.ID == "" {
		return "", refuse(Forbidden, "error.forbidden")
	}
	at := b.now()
	now, err := b.Settings(ctx)
	if err != nil {
		return "", err
	}
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return "", err
	}
	first, invalid := b.checkFiled(d, now.Notice, at)
	first.Channel, first.Filer = Web, u.ID
	if err := b.follow(ctx, u, first, d.Follows); err != nil {
		return "", err
	}
	year := b.calendar.DateOf(at).Year
	return b.store.Create(ctx, Stamp{Key: d.Key}.saying(d).receipt(u, Submit), year, func(number int) (*Case, Change, error) {
		if invalid != nil {
			return nil, Change{}, invalid
		}
		c := *first
		if err := b.begin(&c, at, Reference(year, number)); err != nil {
			return nil, Change{}, err
		}
		e := c.event(u, at, Submit, string(c.Follows), map[string]any{"subject": c.Subject, "situation": c.Situation, "facts": c.Facts})
		return &c, Change{Events: []Event{e}, Letters: lettersTo(NewCase, &c, advisorsOf(&c, advisors)...)}, nil
	})
}

// begin gives a case what only its beginning decides.
func (b *Book) begin(c *Case, at time.Time, reference string) (err error) {
	if c.ID, err = newID[CaseID](b.random); err != nil {
		return err
	}
	if c.Salt, err = b.newSalt(); err != nil {
		return err
	}
	c.Reference, c.Version, c.Shared = reference, 1, 1
	c.Status, c.Priority, c.SubmittedAt = New, Normal, at
	c.Promised = b.calendar.PromiseFor(at)
	c.Facts.ElectionPeriod = c.Facts.ElectionPeriod || b.inElectionPeriod(at)
	return nil
}

// follow ties a new case to the filer's earlier one. Whoever is kept from the
// earlier case is kept from what goes on from it: it is about the same people.
func (b *Book) follow(ctx context.Context, u User, c *Case, earlier string) error {
	if earlier == "" {
		return nil
	}
	id, err := ParseCaseID(earlier)
	if err != nil {
		return err
	}
	before, err := b.store.Case(ctx, id)
	if err != nil {
		return err
	}
	if before.SideOf(u) != FilerSide {
		return ErrNotFound()
	}
	c.Follows, c.Excluded = before.ID, slices.Clone(before.Excluded)
	return nil
}

// Add adds something the employee wants the office to know.
func (b *Book) Add(ctx context.Context, u User, id CaseID, s Stamp, text, lang string) error {
	return b.write(ctx, u, id, s, Add, Addition, text, lang)
}

// Answer answers the office's question; the promise begins anew.
func (b *Book) Answer(ctx context.Context, u User, id CaseID, s Stamp, text, lang string) error {
	return b.write(ctx, u, id, s, Answer, Reply, text, lang)
}

// FollowUp asks again about an answered case, within the window.
func (b *Book) FollowUp(ctx context.Context, u User, id CaseID, s Stamp, text, lang string) error {
	return b.write(ctx, u, id, s, FollowUp, FollowUpAsked, text, lang)
}

// write is what the employee's ways of writing share.
func (b *Book) write(ctx context.Context, u User, id CaseID, s Stamp, a Action, k MessageKind, text, lang string) error {
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return err
	}
	text = b.tidy(text)
	return b.change(ctx, u, id, s.saying(text, lang), a, func(x *act) error {
		var ps problems
		ps.need("text", text, MaxMessage)
		l := choose(&ps, "lang", lang, ParseLang)
		if err := ps.err(); err != nil {
			return err
		}
		if a == FollowUp && !b.inWindow(x.c, x.at) {
			return refuse(Conflict, "error.window_over")
		}
		if !x.c.Status.WaitsForOffice() {
			x.promise()
			x.c.EndedAt, x.c.CloseReason = time.Time{}, ""
		}
		if a == CorrectFacts {
			x.settle().CorrectedAt = x.at
		}
		x.letters = lettersTo(EmployeeAnswered, x.c, advisorsOf(x.c, advisors)...)
		return x.say(k, l, text, nil)
	})
}

// inWindow reports whether a follow-up still reopens the case.
func (b *Book) inWindow(c *Case, at time.Time) bool { return !at.After(b.windowEnd(c)) }

func (b *Book) windowEnd(c *Case) time.Time {
	since := c.AnsweredAt
	if c.EndedAt.After(since) {
		since = c.EndedAt
	}
	return since.AddDate(0, 0, b.FollowUpDays())
}

// FollowUpDays is for how many days after an answer a follow-up reopens a case.
func (b *Book) FollowUpDays() int { return b.standing.now.Load().Standard.FollowUpDays }

// FollowUpUntil is the last moment at which a follow-up reopens the answered or
// closed case; after it, a new case goes on from it. Zero while it is open.
func (b *Book) FollowUpUntil(c *Case) time.Time {
	if _, possible := moves[FollowUp].to[c.Status]; !possible {
		return time.Time{}
	}
	return b.windowEnd(c)
}

// CanFollowUp reports whether a follow-up would be taken now.
func (b *Book) CanFollowUp(c *Case, u User) bool {
	return c.Can(u, FollowUp) && b.inWindow(c, b.now())
}

// CanContinue reports whether the person would go on from her case with a new
// one: it was answered, and the window of a follow-up is over.
func (b *Book) CanContinue(c *Case, u User) bool {
	return c.Can(u, FollowUp) && !b.inWindow(c, b.now())
}

// Withdraw takes the question back; why is hers to say or not, and its language
// matters only when she does. What was written stays, for the office's records
// and hers.
func (b *Book) Withdraw(ctx context.Context, u User, id CaseID, s Stamp, why, lang string) error {
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return err
	}
	why = b.tidyOptional(why)
	return b.change(ctx, u, id, s.saying(why, lang), Withdraw, func(x *act) error {
		x.c.EndedAt, x.c.Promised = x.at, Date{}
		x.letters = lettersTo(EmployeeAnswered, x.c, advisorsOf(x.c, advisors)...)
		if why == "" {
			return nil
		}
		var ps problems
		ps.fit("withdraw_why", why, MaxMessage)
		l := choose(&ps, "lang", lang, ParseLang)
		if err := ps.err(); err != nil {
			return err
		}
		return x.say(Withdrawal, l, why, nil)
	})
}
