package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/web"
)

// entries are those of the ledger by a person, newest last.
func (h *house) entries(person string) []cases.Sealed {
	h.Helper()
	all, err := h.store.Ledger(h.Context(), 0, 10_000)
	h.must(err, "read the ledger")
	return slices.DeleteFunc(all, func(e cases.Sealed) bool { return e.Actor != h.people[person].ID })
}

func (h *house) acts(person string) (acts []cases.Action) {
	h.Helper()
	for _, e := range h.entries(person) {
		acts = append(acts, e.Act)
	}
	return acts
}

func (h *house) hasActs(person string, want ...cases.Action) {
	h.Helper()
	if got := h.acts(person); !slices.Equal(got, want) {
		h.Errorf("the ledger holds %v of %s, want %v", got, person, want)
	}
}

func TestTheSessionsPageSaysTheLimitThatHolds(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(p *web.Parts) {
		p.Sessions = auth.NewSessions(p.People.(auth.SessionStore), auth.Limits{Idle: 20 * time.Minute}, nil)
	})
	for lang, want := range map[cases.Lang]string{
		cases.English: "after 20 minutes without use", cases.French: "après 20 minutes sans utilisation",
	} {
		if p := h.as(noor).reading(lang).get("/sessions"); !strings.Contains(p.body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// names are the sessions that the page offers to end.
func names(p *page) (out []string) {
	for _, n := range p.all("input", "name", "session") {
		v, _ := attr(n, "value")
		out = append(out, v)
	}
	return out
}

func TestTheSessionsPageTellsThisOneFromTheOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(noor)
	h.as(priya)
	h.now = h.now.Add(5 * time.Minute)
	p := h.as(noor).get("/sessions").is(http.StatusOK)
	if got := names(p); len(got) != 1 {
		t.Errorf("got %d others, want the one of hers", len(got))
	}
	for _, want := range []string{"Firefox", "November 18, 2026, 10:04", "November 18, 2026, 10:09", "after 30 minutes without use"} {
		if !strings.Contains(strings.ReplaceAll(p.body, "\u00a0", " "), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestEndingASessionSignsThatBrowserOutAndNoOther(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	stolen, other, mine := h.as(noor), h.as(noor), h.as(noor)
	others := names(mine.get("/sessions"))
	if len(others) != 2 {
		t.Fatalf("got %d others, want 2", len(others))
	}
	form := url.Values{"csrf": {mine.csrf}, "session": {others[0]}}
	for range 2 { // sending it twice is one act
		mine.post("/sessions/end", form).is(http.StatusSeeOther)
	}
	out := 0
	for _, b := range []*browser{stolen, other} {
		if b.get("/").status == http.StatusSeeOther {
			out++
		}
	}
	if out != 1 {
		t.Errorf("%d of the two others are signed out, want 1", out)
	}
	mine.get("/").is(http.StatusOK)
	h.hasActs(noor, cases.EndSession)
}

func TestNobodyEndsAnothersSession(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	hers := h.as(noor)
	h.as(noor)
	session := names(hers.get("/sessions"))[0]
	b := h.as(priya)
	b.post("/sessions/end", url.Values{"csrf": {b.csrf}, "session": {session}}).is(http.StatusSeeOther)
	if got := names(hers.get("/sessions")); len(got) != 1 {
		t.Errorf("got %d others, want hers still there", len(got))
	}
	h.hasActs(priya)
}

func TestEndingTheOthersKeepsThisOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first, second, mine, priyas := h.as(noor), h.as(noor), h.as(noor), h.as(priya)
	mine.post("/sessions/end-others", url.Values{"csrf": {mine.csrf}}).is(http.StatusSeeOther)
	for _, b := range []*browser{first, second} {
		b.get("/").is(http.StatusSeeOther)
	}
	mine.get("/").is(http.StatusOK)
	priyas.get("/").is(http.StatusOK)
	mine.post("/sessions/end-others", url.Values{"csrf": {mine.csrf}}).is(http.StatusSeeOther)
	h.hasActs(noor, cases.EndSessions)
}

func TestSigningOutEverywhereSignsOutHereToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other, mine := h.as(noor), h.as(noor)
	p := mine.post("/sessions/end-all", url.Values{"csrf": {mine.csrf}}).is(http.StatusOK)
	if !strings.Contains(p.body, "/signed-out/clear.css") {
		t.Error("the page does not clear the browser's cache")
	}
	for _, b := range []*browser{other, mine} {
		b.get("/").is(http.StatusSeeOther)
	}
	h.hasActs(noor, cases.EndSessions)
}

func TestASessionKeepsOnlyTheFamilyOfItsBrowser(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	b.get(b.picked(b.toProvider("/sign-in", cases.English), noor),
		header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; canaryagent) Gecko/20100101 Firefox/143.0")).is(http.StatusSeeOther)
	all, err := h.sessions.Of(t.Context(), h.people[noor].ID, h.now)
	h.must(err, "list the sessions")
	if len(all) != 1 || all[0].Browser != auth.Firefox {
		t.Errorf("got %+v, want one of Firefox", all)
	}
	h.hasActs(noor, cases.SignIn)
	if strings.Contains(h.logged.String(), "canaryagent") {
		t.Error("the log holds what the browser says of itself")
	}
}

func TestTheLedgerNamesTheOfficeInWhichAPersonBeginsAndEndsHerSessions(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	for person, want := range map[string]cases.Capacity{noor: cases.AsEmployee, marion: cases.AsAdvisor,
		administrator: cases.AsAdministrator, auditor: cases.AsAuditor} {
		b := h.stranger()
		b.get(b.picked(b.toProvider("/sign-in", cases.English), person)).is(http.StatusSeeOther)
		b = h.as(person)
		b.post("/sign-out", url.Values{"csrf": {b.csrf}})
		entries := h.entries(person)
		if first := slices.IndexFunc(entries, func(e cases.Sealed) bool { return e.Act == cases.SignIn }); first < 0 ||
			entries[len(entries)-1].Act != cases.SignOut {
			t.Errorf("the ledger does not hold that %s came and went", person)
		}
		for _, e := range entries {
			if e.As != want {
				t.Errorf("%s did %s as %s, want as %s", person, e.Act, e.As, want)
			}
		}
	}
}
