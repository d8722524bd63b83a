package storetest

import (
	"errors"
	"slices"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

var accountTests = []test{
	{"an account keeps what an administrator decided", decidedAccount},
	{"disabling ends the sessions of that person at once", disablingEndsSessions},
	{"an account whose act cannot be recorded is not disabled", noDecisionWithoutLedger},
	{"a decision that is refused changes nothing", refusedDecision},
	{"a form about an account sent twice is one act", accountFormTwice},
	{"of administrators who disable each other at once one remains", mutualDisabling},
	{"accounts are found by the beginnings of their names' words", accountsByName},
	{"without a name come the office and the disabled", officeAccounts},
	{"accounts that came without their groups are counted", withheldGroups},
}

// decide changes an account as an administrator would.
func (w *world) decide(u cases.User, r cases.Receipt, do func(*cases.Account)) error {
	return w.Store.ChangeAccount(w.ctx, r, u.ID, func(a *cases.Account, _ []cases.UserID) (cases.Event, error) {
		do(a)
		a.Version++
		return cases.Event{At: w.clock.now(), Actor: "u-admin", As: cases.AsAdministrator, Act: cases.DisableAccount, Target: string(a.ID)}, nil
	})
}

func (w *world) disable(u cases.User) {
	w.Helper()
	w.must(w.decide(u, cases.Receipt{}, func(a *cases.Account) { a.Disabled, a.Why = true, "left" }))
}

func (w *world) enable(u cases.User) {
	w.Helper()
	w.must(w.decide(u, cases.Receipt{}, func(a *cases.Account) { a.Disabled, a.Why = false, "" }))
}

func (w *world) account(u cases.User) cases.Account {
	w.Helper()
	a, err := w.Store.Account(w.ctx, u.ID)
	w.must(err)
	return a
}

func decidedAccount(w *world) {
	before := w.account(w.dan)
	if before.User != w.dan || before.Version != 1 || before.SignedInAt.IsZero() || !before.DisabledAt.IsZero() || before.Why != "" {
		w.Fatalf("got %+v", before)
	}
	at := time.Date(2026, 11, 23, 12, 0, 0, 123456000, time.UTC)
	w.must(w.decide(w.dan, cases.Receipt{}, func(a *cases.Account) { a.Disabled, a.Why, a.DisabledAt = true, "incident", at }))
	want := before
	want.Disabled, want.Why, want.DisabledAt, want.Version = true, "incident", at, 2
	if got := w.account(w.dan); got != want {
		w.Errorf("got %+v, want %+v", got, want)
	}
	last, err := w.Store.Latest(w.ctx, 0, 1)
	if err != nil || last[0].Act != cases.DisableAccount || last[0].Target != string(w.dan.ID) {
		w.Errorf("got the entry %+v, %v", last, err)
	}
	_, err = w.Store.Account(w.ctx, "nobody")
	w.refused(err, cases.NotFound)
	w.refused(w.decide(cases.User{ID: "nobody"}, cases.Receipt{}, func(*cases.Account) {}), cases.NotFound)
}

// session begins one of a person.
func (w *world) session(u cases.User, name byte) auth.Hash {
	w.Helper()
	h := auth.Hash(slices.Repeat([]byte{name}, 64))
	now := w.clock.now()
	w.must(w.Store.AddSession(w.ctx, auth.Session{Hash: h, User: u.ID, CSRF: "c", CreatedAt: now, SeenAt: now, ExpiresAt: now}))
	return h
}

func disablingEndsSessions(w *world) {
	hers, also, others := w.session(w.dan, 'a'), w.session(w.dan, 'b'), w.session(w.chloe, 'c')
	w.disable(w.dan)
	for _, h := range []auth.Hash{hers, also} {
		if _, err := w.Store.FindSession(w.ctx, h); !errors.Is(err, auth.ErrNoSession) {
			w.Errorf("got %v, want no session", err)
		}
	}
	_, err := w.Store.FindSession(w.ctx, others)
	w.must(err)
}

func noDecisionWithoutLedger(w *world) {
	session := w.session(w.dan, 'a')
	for _, statement := range w.BreakLedger {
		w.exec(statement)
	}
	if err := w.decide(w.dan, cases.Receipt{}, func(a *cases.Account) { a.Disabled = true }); err == nil {
		w.Error("got no error without a ledger")
	}
	if a := w.account(w.dan); a.Disabled || a.Version != 1 {
		w.Errorf("got %+v, want it unchanged", a)
	}
	_, err := w.Store.FindSession(w.ctx, session)
	w.must(err)
}

func refusedDecision(w *world) {
	err := w.Store.ChangeAccount(w.ctx, cases.Receipt{}, w.dan.ID, func(a *cases.Account, _ []cases.UserID) (cases.Event, error) {
		a.Disabled = true
		return cases.Event{}, cases.ErrFormUsed()
	})
	w.refused(err, cases.Conflict)
	if w.account(w.dan).Disabled {
		w.Error("she is disabled")
	}
}

func accountFormTwice(w *world) {
	r := cases.Receipt{Owner: "u-admin", Key: "key", Content: "said"}
	for range 2 {
		w.must(w.decide(w.dan, r, func(a *cases.Account) { a.Disabled = true }))
	}
	if got := w.account(w.dan).Version; got != 2 {
		w.Errorf("got version %d, want 2", got)
	}
	r.Content = "other"
	w.refused(w.decide(w.chloe, r, func(a *cases.Account) { a.Disabled = true }), cases.Conflict)
}

func mutualDisabling(w *world) {
	two := []cases.User{w.signIn("ada", "Ada Example", cases.Administrator), w.signIn("ben", "Ben Example", cases.Administrator)}
	refusals := 0
	for _, err := range atOnce(2, func(i int) error {
		return w.book.Disable(w.ctx, two[i], two[1-i].ID, cases.Stamp{Version: 1}, "incident")
	}) {
		if cases.KindOf(err) == cases.Forbidden {
			refusals++
		} else {
			w.must(err)
		}
	}
	if a, b := w.account(two[0]), w.account(two[1]); refusals != 1 || a.Disabled == b.Disabled {
		w.Errorf("got %d refused, disabled %t and %t; want one of each", refusals, a.Disabled, b.Disabled)
	}
}

func (w *world) found(words string, limit int) (names []string) {
	w.Helper()
	all, err := w.Store.Accounts(w.ctx, words, limit)
	w.must(err)
	for _, a := range all {
		names = append(names, a.Name)
	}
	return names
}

func accountsByName(w *world) {
	w.signIn("zoe", "Zoé D'Exemple-Tremblay")
	for words, want := range map[string][]string{
		"chloe":          {"Chloé Exemple"},
		"CHLOÉ exemp":    {"Chloé Exemple"},
		"exemple":        {"Basile Exemple", "Chloé Exemple", "Zoé D'Exemple-Tremblay"},
		"tremb zo":       {"Zoé D'Exemple-Tremblay"},
		"xample":         nil,
		"%":              nil,
		"exemple nobody": nil,
	} {
		if got := w.found(words, 10); !slices.Equal(got, want) {
			w.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
	if got := w.found("exemple", 2); len(got) != 2 {
		w.Errorf("got %q, want two", got)
	}
}

func officeAccounts(w *world) {
	w.disable(w.basile)
	w.signIn("ada", "Ada Example", cases.Administrator)
	if got, want := w.found("", 10), []string{"Ada Example", "Basile Exemple", "Chloé Exemple", "Dan Example"}; !slices.Equal(got, want) {
		w.Errorf("got %q, want %q", got, want)
	}
}

func withheldGroups(w *world) {
	id := identity("s")
	id.GroupsWithheld = true
	u := w.comes(id)
	n, err := w.Store.WithheldGroups(w.ctx)
	if err != nil || n != 1 || !w.account(u).GroupsWithheld {
		w.Errorf("got %d, %v, want 1", n, err)
	}
	id.GroupsWithheld = false
	w.comes(id)
	if n, err = w.Store.WithheldGroups(w.ctx); err != nil || n != 0 {
		w.Errorf("got %d, %v after a sign-in with groups, want 0", n, err)
	}
}
