package storetest

import (
	"fmt"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

var visibilityTests = []test{
	{"lists, counts and searches show exactly what the one rule shows", sameRule},
	{"a filer's list shows nothing that only the office knows", filerSummary},
}

// sameRule compares the SQL with Case.SideOf over a grid of people and cases.
func sameRule(w *world) {
	disabled := w.signIn("eve", "Eve Example", cases.Advisor)
	w.disable(disabled)
	disabled.Disabled = true
	clerk := w.signIn("fay", "Fay Example", cases.Administrator, cases.Auditor)
	disabledFiler := w.basile
	disabledFiler.Disabled = true
	people := []cases.User{w.amira, w.basile, w.chloe, w.dan, disabled, clerk, disabledFiler, {}, {Roles: cases.NewRoles(cases.Advisor)},
		{ID: cases.Operator, Roles: cases.NewRoles(cases.Advisor)}}
	capitals := w.dan
	capitals.Email = " " + strings.ToUpper(w.dan.Email)
	nowhere := w.dan
	nowhere.Email = ""
	people = append(people, capitals, nowhere)

	filers := []cases.UserID{"", w.amira.ID, w.basile.ID, w.chloe.ID, disabled.ID, clerk.ID}
	excluded := [][]cases.UserID{nil, {w.amira.ID}, {w.chloe.ID}, {w.dan.ID, w.basile.ID}, {w.chloe.ID, w.dan.ID}}
	pending, revoked := cases.InvitationPending, cases.InvitationRevoked
	invitations := []*cases.Invitation{nil, {State: pending, Email: w.chloe.Email}, {State: pending, Email: w.amira.Email},
		{State: pending}, {State: revoked, Email: w.dan.Email}, {State: pending, Email: w.dan.Email}, {State: pending, Email: "new@example.org"}}
	var all []*cases.Case
	for i, filer := range filers {
		for j, out := range excluded {
			c := plainCase(i*len(excluded) + j + 1)
			c.Filer, c.Excluded = filer, out
			c.Invitation = invitations[(i+j)%len(invitations)]
			if c.Invitation != nil {
				hers := *c.Invitation
				hers.ID, hers.At, hers.ExpiresAt = cases.InvitationID(c.ID), c.SubmittedAt, c.SubmittedAt.AddDate(0, 0, 60)
				c.Channel, c.Invitation = cases.Phone, &hers
			}
			w.keep(c)
			all = append(all, c)
		}
	}
	for i, u := range people {
		w.compareSides(fmt.Sprintf("person %d", i), u, all)
	}
}

// plainCase is a new case with the least that a case has.
func plainCase(n int) *cases.Case {
	at := newClock().now()
	return &cases.Case{ID: cases.CaseID(fmt.Sprintf("case%03d", n)), Reference: cases.Reference(2026, n), Version: 1, Shared: 1,
		Status: cases.New, Channel: cases.Web, Subject: "Common", Situation: "Common words", Lang: cases.English,
		AnswerLang: cases.English, Facts: cases.Facts{Platform: "x", Stage: cases.Posted}, Priority: cases.Normal,
		SubmittedAt: at, Salt: []byte("salt")}
}

func (w *world) compareSides(who string, u cases.User, all []*cases.Case) {
	w.Helper()
	var own, office []cases.CaseID
	for _, c := range all {
		switch c.SideOf(u) {
		case cases.FilerSide:
			own = append(own, c.ID)
		case cases.OfficeSide:
			office = append(office, c.ID)
		}
	}
	mine, err := w.Store.Mine(w.ctx, u)
	w.must(err)
	page, err := w.Store.Queue(w.ctx, u, cases.QueueQuery{View: cases.ViewNew})
	w.must(err)
	found, err := w.Store.Search(w.ctx, u, cases.Query{Text: "common", Page: 1, Size: 100})
	w.must(err)
	listed, err := w.Store.Search(w.ctx, u, cases.Query{Page: 1, Size: 100})
	w.must(err)

	w.sameIDs(who+": mine", ids(mine), own)
	w.sameIDs(who+": queue", ids(page.Cases), office)
	w.sameIDs(who+": found", hitIDs(found), slices.Concat(own, office))
	w.sameIDs(who+": listed", hitIDs(listed), slices.Concat(own, office))
	if got, want := page.Count[cases.ViewNew], len(office); got != want {
		w.Errorf("%s: got a count of %d, want %d", who, got, want)
	}
	if got, want := []int{found.Total, listed.Total}, len(own)+len(office); got[0] != want || got[1] != want {
		w.Errorf("%s: got totals of %v, want %d", who, got, want)
	}
}

func (w *world) sameIDs(what string, got, want []cases.CaseID) {
	w.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func ids(list []cases.Summary) (out []cases.CaseID) {
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
}

func hitIDs(r cases.Results) (out []cases.CaseID) {
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func filerSummary(w *world) {
	c := fullCase()
	c.Filer, c.Excluded = w.chloe.ID, nil
	w.keep(c)
	mine, err := w.Store.Mine(w.ctx, w.chloe)
	w.must(err)
	found, err := w.Store.Search(w.ctx, w.chloe, cases.Query{})
	w.must(err)
	for _, s := range []cases.Summary{mine[0], found.Hits[0].Summary} {
		if s.Priority != "" || s.Political || s.Precedent {
			w.Errorf("got priority %q, political %t, precedent %t, want none", s.Priority, s.Political, s.Precedent)
		}
	}
	if found.Hits[0].ExternalID != "" {
		w.Error("the filer is told the external id")
	}
	seen, err := w.Store.Search(w.ctx, w.dan, cases.Query{})
	w.must(err)
	if got, want := found.Hits[0].Obligations, []cases.EntryCode{"TRUST", "LOYALTY"}; !slices.Equal(got, want) {
		w.Errorf("got %v, want %v", got, want)
	}
	h := seen.Hits[0]
	if h.ExternalID != "ext-1" || h.Priority != cases.Urgent || !h.Political || !h.Precedent || !h.Election || h.Outcome != cases.Referred {
		w.Errorf("the office sees %+v", h.Summary)
	}
}
