package modeltest

import (
	"bytes"
	"context"
	"strings"

	"example.org/casebook/internal/cases"
)

func (b *book) changeAccount(s step) error {
	u, to := b.user(s.Who), b.userID(s.To)
	st := cases.Stamp{Key: s.Key, Version: -s.Stale}
	if a, err := b.store.Account(b.ctx, to); err == nil {
		st.Version += a.Version
	}
	err := b.book.Enable
	if s.Do == "disable_account" {
		err = func(ctx context.Context, u cases.User, to cases.UserID, st cases.Stamp) error {
			return b.book.Disable(ctx, u, to, st, s.Pick)
		}
	}
	if err := err(b.ctx, u, to, st); err != nil {
		return err
	}
	fresh, e := b.store.User(b.ctx, to)
	b.must(e)
	b.people[s.To] = fresh
	return nil
}

// loadCode loads the first version again under another number and day, with an
// entry more for each number.
func (b *book) loadCode(s step) error {
	code := cases.FirstCode()
	code.Version = s.Part
	from, err := cases.ParseDate(b.date(s.Days))
	b.must(err)
	code.InForce = from
	for _, extra := range []cases.EntryCode{"EXTRA-2", "EXTRA-3"}[:min(max(s.Part-1, 0), 2)] {
		e := code.Entries[0]
		e.Code, e.Order = extra, 1000
		code.Entries = append(code.Entries, e)
	}
	_, err = b.book.LoadCode(b.ctx, b.user(s.Who), bytes.NewReader(code.File()), false)
	return err
}

// set changes a setting as the administrator's pages do.
func (b *book) set(s step) error {
	u := b.user(s.Who)
	now, err := b.book.Settings(b.ctx)
	b.must(err)
	name := cases.Text{En: "Decided by the office", Fr: "Décidé par le bureau"}
	st := cases.Stamp{Key: s.Key, Version: -s.Stale}
	switch s.Do {
	case "set_standard":
		st.Version += now.VersionOf(cases.StandardSetting)
		days, window, _ := strings.Cut(s.Pick, "/")
		return b.book.SetStandard(b.ctx, u, st, cases.StandardDraft{Days: days, FollowUpDays: window})
	case "set_day":
		st.Version += now.VersionOf(cases.DaysSetting)
		return b.book.SetDay(b.ctx, u, st, cases.OfficeDayDraft{Date: b.date(s.Days), Kind: s.Pick, Name: name})
	case "clear_day":
		st.Version += now.VersionOf(cases.DaysSetting)
		return b.book.ClearDay(b.ctx, u, st, b.date(s.Days))
	case "set_election":
		st.Version += now.VersionOf(cases.ElectionsSetting)
		err := b.book.SetElection(b.ctx, u, st, cases.ElectionDraft{Name: name, Level: s.Pick, From: b.date(s.Days), To: b.date(s.Days + 36)})
		b.nameElection(s)
		return err
	case "remove_election":
		st.Version += now.VersionOf(cases.ElectionsSetting)
		return b.book.RemoveElection(b.ctx, u, st, b.polls[s.Part])
	}
	panic("the casebook knows no " + s.Do)
}

// nameElection finds the period that a step set, if it set one.
func (b *book) nameElection(s step) {
	now, err := b.book.Settings(b.ctx)
	b.must(err)
	known := map[string]bool{}
	for _, id := range b.polls {
		known[id] = true
	}
	for _, e := range now.Elections {
		if !known[e.ID] {
			b.polls[s.N] = e.ID
		}
	}
}
