package web_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

func TestTheLogHoldsNoWordOfAnybody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	for route := range matrix {
		for _, person := range []string{nobody, noor, marion, zelda, auditor} {
			h.walk(route, person, id, url.Values{"text": {noteCanary}, "subject": {subjectCanary}, "q": {searchCanary}})
		}
	}
	for _, person := range []string{noor, marion} {
		h.as(person).get("/search?q=" + searchCanary + "&obligation=x&advisor=Zquery").is(200)
		h.as(person).get("/nowhere/" + situationCanary + "?to=" + searchCanary)
		h.as(person).get("/auth/callback?state=Zstate&code=Zcode&error_description=Zquery")
	}
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		x.fields.Set("text", adviceCanary)
		x.send()
	}
	h.logsNone(append(anything(), searchCanary, "Zquery", "Zstate", "Zcode", "@example.org", "?", "q=", string(id))...)
	for _, p := range peopleOfTheHouse {
		h.logsNone(p.name)
	}
	if !strings.Contains(h.logged.String(), `"route":"/cases/:id"`) {
		t.Error("the log does not name routes: the test is blind")
	}
}

func (h *house) logsNone(words ...string) {
	h.Helper()
	all := h.logged.String()
	for _, w := range words {
		if at := strings.Index(all, w); at >= 0 {
			h.Errorf("the log holds %q: %.120s", w, all[max(0, at-60):])
		}
	}
}

func TestAFaultIsLoggedOnceWithTheNumberSheIsTold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(p *web.Parts) {
		p.Demo.Letters = func() []web.DemoLetter { panic(errors.New("the drawer is stuck")) }
	})
	p := h.as(noor).get("/demo/letters").is(500)
	p.isGuarded("a panic")
	p.holdsNone("drawer", "panic", "goroutine", ".go:")
	number := p.header.Get("X-Request-Id")
	if !strings.Contains(p.text("main"), number) {
		t.Error("the page does not tell the number")
	}
	if n := strings.Count(h.logged.String(), "drawer is stuck"); n != 1 {
		t.Errorf("the fault is logged %d times, want once", n)
	}
}

func TestWhatWasTypedComesBackWhenNotEvenTheSessionCanBeLookedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		if f.filled.Get("text") == "" {
			continue
		}
		x := h.fill(route, f, cases.English)
		defer func() {
			if p := x.send().is(500); !strings.Contains(p.body, f.filled.Get("text")) {
				t.Errorf("%s: the page does not give the text back: %s", route, p.text("main"))
			}
		}()
	}
	h.must(h.store.Close(), "close the casebook")
}

func TestAStoreThatIsFullOrBusyIsToldSo(t *testing.T) {
	t.Parallel()
	full, busy := errors.New("disk full"), errors.New("locked")
	for _, c := range []struct {
		err        error
		status     int
		name, wait string
	}{{full, 507, "full_reading", ""}, {busy, 503, "busy", "30"}, {errors.New("unsure"), 503, "unsure", "30"},
		{errors.New("else"), 500, "internal", ""}} {
		h := newHouse(t, func(p *web.Parts) {
			p.Demo.Letters = func() []web.DemoLetter { panic(c.err) }
			p.IsFull = func(err error) bool { return strings.Contains(err.Error(), full.Error()) }
			p.IsUnsure = func(err error) bool { return strings.Contains(err.Error(), "unsure") }
			p.IsBusy = func(err error) bool { return strings.Contains(err.Error(), busy.Error()) }
		})
		p := h.as(noor).get("/demo/letters").is(c.status)
		if got := p.text("h1"); got != i18n.For(cases.English).T("refusal."+c.name+".title") {
			t.Errorf("%v: the page is called %q", c.err, got)
		}
		if got := p.header.Get("Retry-After"); got != c.wait {
			t.Errorf("%v: Retry-After is %q, want %q", c.err, got, c.wait)
		}
	}
}
