package web_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// A machine whose clock is a day off cannot tell whether what the provider
// says is fresh, so nobody new comes in; nothing of it outlives the fault.
func TestAClockADayOffKeepsNobodyOutOnceItIsRight(t *testing.T) {
	t.Parallel()
	for _, days := range []int{1, -1} {
		h := signInHouse(t)
		right := h.now
		x := h.fill("/ask", forms(h)["/ask"], cases.French)
		h.now = right.AddDate(0, 0, days)
		h.signInIs(http.StatusForbidden)
		if p := x.send(); days > 0 {
			p.is(http.StatusUnauthorized) // her session is a day old, by this clock
		} else {
			p.is(http.StatusSeeOther)
		}
		h.now = right
		h.signInIs(http.StatusSeeOther)
		if days < 0 { // her session was last seen a day ago: its idle limit is over
			x.get("/").leadsTo("/sign-in")
			x.browser = h.as(noor)
			x.fields.Set("csrf", x.csrf)
		}
		x.get("/").is(http.StatusOK)
		x.send().is(http.StatusSeeOther)
		if got := len(h.referencesOf(noor)); got != 1 {
			t.Errorf("%+d day: %d cases, want 1", days, got)
		}
		h.ledgerIsIntact()
	}
}

// signInIs lets somebody sign in, and says how that must end.
func (h *house) signInIs(status int) {
	h.Helper()
	b := h.stranger()
	p := b.pick(b.toProvider("/sign-in", cases.French), luc).is(status)
	if want := i18n.For(cases.French).T("refusal.sign_in_rejected.title"); status == http.StatusForbidden && p.text("h1") != want {
		h.Errorf("the page is called %q, want %q", p.text("h1"), want)
	}
}

func TestWhatWasDoneWhileTheClockWasADayOffIsReadAsItWasDone(t *testing.T) {
	t.Parallel()
	for _, days := range []int{1, -1} {
		h := newHouse(t)
		right := h.now
		id := h.at(noor, cases.New)
		h.now = right.AddDate(0, 0, days)
		h.takeUp(id)
		h.ask(id)
		h.now = right
		for person, page := range map[string]string{noor: "/cases/" + string(id), marion: "/cases/" + string(id),
			auditor: "/ledger", daniel: "/queue"} {
			h.as(person).get(page).is(http.StatusOK)
		}
		h.must(h.book.Add(h.Context(), h.people[noor], id, h.stamp(noor, id), "As it was.", "en"), "answer")
		acts, _, err := h.store.Acts(h.Context(), id, 1)
		h.must(err, "read the ledger")
		if acts[0].Act != cases.Add {
			t.Errorf("%+d day: the newest act is %s, want what was done last", days, acts[0].Act)
		}
		h.ledgerIsIntact()
	}
}
