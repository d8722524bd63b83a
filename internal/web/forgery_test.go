package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// forgeries are requests that no page of ours makes.
var forgeries = map[string]struct {
	csrf func(string) string
	with []with
}{
	"without a token":        {func(string) string { return "" }, nil},
	"with a wrong token":     {func(s string) string { return strings.ToUpper(s) + "x" }, nil},
	"from another site":      {same, []with{header("Sec-Fetch-Site", "cross-site"), header("Origin", "https://evil.example")}},
	"from a neighbour":       {same, []with{header("Sec-Fetch-Site", "same-site"), header("Origin", "http://x.localhost:8080")}},
	"of an old browser":      {same, []with{without("Sec-Fetch-Site"), header("Origin", "https://evil.example")}},
	"of an origin it hides":  {same, []with{without("Sec-Fetch-Site"), header("Origin", "null")}},
	"of a port beside":       {same, []with{without("Sec-Fetch-Site"), header("Origin", "http://localhost:8081")}},
	"that claims to be both": {same, []with{header("Sec-Fetch-Site", "cross-site"), header("Origin", base)}},
}

func same(s string) string { return s }

func without(name string) with { return func(r *http.Request) { r.Header.Del(name) } }

func TestNoForgedRequestChangesAnything(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	before := h.stored(id).Version
	for what, f := range forgeries {
		for route := range matrix {
			path, isPost := strings.CutPrefix(route, "POST ")
			if !isPost || path == auth.BackChannelPath { // there no browser counts, and no cookie
				continue
			}
			b := h.as(marion)
			form := url.Values{"csrf": {f.csrf(b.csrf)}, "version": {"6"}, "text": {"forged"}}
			if p := b.post(h.address(path, id), form, f.with...); p.status != http.StatusForbidden {
				t.Errorf("%s %s: %d, want 403", path, what, p.status)
			}
			b.get("/").is(200) // she is still signed in
		}
	}
	if got := h.stored(id).Version; got != before {
		t.Errorf("the case is at version %d, want %d", got, before)
	}
}

func TestAForgeryIsToldInHerLanguage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, l := range cases.Langs() {
		p := h.as(noor).reading(l).post("/ask", url.Values{"csrf": {"no"}}).is(http.StatusForbidden)
		if got, want := p.text("h1"), i18n.For(l).T("refusal.forgery.title"); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
	}
}

func TestAChangeWithoutASessionGivesBackWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.stranger()
	b.lang = "fr-CA,fr;q=0.9,en;q=0.5"
	p := b.post("/ask", url.Values{"situation": {"Une <b>pancarte</b> & moi"}}).is(http.StatusUnauthorized)
	if got, want := p.text("div", "class", "refusal"), i18n.For(cases.French).T("refusal.session_ended.todo"); !strings.Contains(got, want) {
		t.Errorf("the page says %q", got)
	}
	if got, want := p.text("textarea", "id", "kept-situation"), "Une <b>pancarte</b> & moi"; got != want {
		t.Errorf("got back %q, want %q", got, want)
	}
	if len(p.all("a", "href", "/sign-in")) == 0 {
		t.Error("the page does not lead to sign-in")
	}
}

func TestATextOfTheOfficeComesBackWhenTheSessionHasEnded(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	typed := map[string]string{"summary_fr": "Pourquoi nous demandons cela.", "section_1_text_en": "We keep it ten years."}
	fields := url.Values{"section_1_title_en": {""}}
	for name, text := range typed {
		fields.Set(name, text)
	}
	p := h.stranger().post("/office/notice", fields).is(http.StatusUnauthorized)
	for name, want := range typed {
		if got := p.text("textarea", "id", "kept-"+name); got != want {
			t.Errorf("%s: got back %q, want %q", name, got, want)
		}
	}
	if got := len(p.all("textarea")); got != len(typed) {
		t.Errorf("got %d texts, want %d", got, len(typed))
	}
}

func TestAForgedFormGivesBackWhatWasTypedAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.as(noor).post("/ask", url.Values{"csrf": {"old"}, "situation": {"typed"}, "switch": {"fr"}}).is(http.StatusForbidden)
	if got := p.text("textarea", "id", "kept-situation"); got != "typed" {
		t.Errorf("got back %q", got)
	}
	if got, want := h.as(noor).get("/").text("h2", "id", "cases"), i18n.For(cases.English).T("home.cases"); got != want {
		t.Errorf("a forged switch changed her language: %q", got)
	}
}

func TestTheNoticeShownMustBeTheOneInForce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/ask", forms(h)["/ask"], cases.English)
	x.fields.Set("notice", "forged-99")
	p := x.send().is(http.StatusUnprocessableEntity)
	if !strings.Contains(p.text("main"), i18n.For(cases.English).T("problem.notice")) {
		t.Error("the page does not say that the notice changed")
	}
}
