package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

// signInHouse is a house by the system's clock: the provider's library dates
// its tokens by it.
func signInHouse(t *testing.T, changes ...change) *house {
	t.Helper()
	h := newHouse(t, changes...)
	h.now = time.Now().UTC().Truncate(time.Microsecond)
	return h
}

// follow goes where an answer leads, on this site.
func (b *browser) follow(p *page) *page {
	b.h.Helper()
	p.is(http.StatusSeeOther)
	return b.get(strings.TrimPrefix(p.header.Get("Location"), base))
}

// toProvider goes from our sign-in page to the provider's page of people.
func (b *browser) toProvider(from string, l cases.Lang) *page {
	b.h.Helper()
	p := b.get(from)
	if p.status == http.StatusSeeOther {
		p = b.follow(p)
	}
	p.is(200)
	for _, a := range p.all("a", "class", "button") {
		href, _ := attr(a, "href")
		if strings.Contains(href, "lang="+string(l)) {
			return b.land(b.get(href))
		}
	}
	b.h.Fatalf("no button for %s", l)
	return nil
}

// land follows every redirect.
func (b *browser) land(p *page) *page {
	b.h.Helper()
	for p.status/100 == 3 {
		p = b.get(strings.TrimPrefix(p.header.Get("Location"), base))
	}
	return p
}

// pick picks a person on the provider's page; the answer is the callback's.
func (b *browser) pick(p *page, person string) *page {
	b.h.Helper()
	return b.get(b.picked(p, person))
}

// picked is the address of our callback with which the provider answers.
func (b *browser) picked(p *page, person string) string {
	b.h.Helper()
	id, _ := attr(p.is(200).all("input", "name", "id")[0], "value")
	p = b.post(provider.DefaultPrefix+"/login", url.Values{"id": {id}, "person": {person}})
	for !strings.Contains(p.header.Get("Location"), auth.CallbackPath+"?") {
		p = b.follow(p)
	}
	return strings.TrimPrefix(p.header.Get("Location"), base)
}

func TestADeepLinkSurvivesSignIn(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	path := "/cases/" + string(h.file(noor, "deep")) + "?x=1"
	b := h.stranger()
	b.pick(b.toProvider(path, cases.English), noor).leadsTo(path)
	b.get(path).is(200)
}

func TestSignInLeadsWhereTheRoleBegins(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	for person, path := range map[string]string{noor: "/", marion: "/queue", administrator: "/ledger", auditor: "/ledger"} {
		b := h.stranger()
		b.pick(b.toProvider("/", cases.English), person).leadsTo(path)
		b.get(path).is(200)
	}
}

func TestTheButtonChoosesTheLanguageOfSignIn(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	for _, l := range cases.Langs() {
		p := h.stranger().toProvider("/", l)
		if got, _ := attr(p.all("html")[0], "lang"); !strings.HasPrefix(got, string(l)) {
			t.Errorf("the provider's page is in %q, want %q", got, l)
		}
	}
}

func TestTheLanguageOfTheAccountIsHonouredUntilSheChooses(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	p := b.land(b.pick(b.toProvider("/", cases.English), luc))
	if got, _ := attr(p.all("html")[0], "lang"); got != "fr" {
		t.Fatalf("his first page is in %q, want fr", got)
	}
	b.get("/search?q=x&switch=en").leadsTo("/search?q=x")
	again := h.stranger()
	p = again.land(again.pick(again.toProvider("/", cases.French), luc))
	if got, _ := attr(p.all("html")[0], "lang"); got != "en" {
		t.Errorf("after he chose English his page is in %q", got)
	}
}

func TestSignInMakesANewSessionAndTheOldOneIsWorthless(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	b.cookies["casebook"] = strings.Repeat("A", 43) // planted by somebody else
	b.pick(b.toProvider("/", cases.English), noor).is(http.StatusSeeOther)
	if b.cookies["casebook"] == strings.Repeat("A", 43) || len(b.cookies["casebook"]) != 43 {
		t.Error("the planted cookie was kept")
	}
	old := b.copied()
	b.pick(b.land(b.get("/auth/sign-in?lang=en")), noor).is(http.StatusSeeOther)
	if b.cookies["casebook"] == old.cookies["casebook"] {
		t.Error("a second sign-in kept the token of the first")
	}
	old.get("/").leadsTo("/sign-in")
}

func TestWhileTheProviderIsDownSignedInPeopleGoOn(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	h.outside.down = errors.New("no route")
	for _, l := range cases.Langs() {
		p := h.stranger().get("/auth/sign-in?lang=" + string(l)).is(http.StatusServiceUnavailable)
		p.isGuarded("down")
		if got, want := p.text("h1"), i18n.For(l).T("refusal.sign_in_unavailable.title"); got != want {
			t.Errorf("the page is titled %q, want %q", got, want)
		}
		p.holdsNone("no route")
	}
	b := h.as(noor)
	b.get("/").is(200)
	b.post("/sign-out", url.Values{"csrf": {b.csrf}}).is(200)
	b.get("/").leadsTo("/sign-in")
}

func TestADeniedSignInIsToldKindly(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	callback := b.picked(b.toProvider("/", cases.French), noor)
	q, _ := url.ParseQuery(callback[strings.Index(callback, "?")+1:])
	p := b.get(auth.CallbackPath + "?" + url.Values{"state": q["state"], "error": {"access_denied"},
		"error_description": {"<script>zmark"}}.Encode()).is(http.StatusForbidden)
	p.holdsNone("<script>zmark")
	if got, want := p.text("h1"), i18n.For(cases.French).T("refusal.sign_in_denied.title"); got != want {
		t.Errorf("the page is titled %q, want %q", got, want)
	}
}

func TestASignInIsGoodOnceInOneBrowserForTenMinutes(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	callback := b.picked(b.toProvider("/", cases.English), noor)
	h.stranger().get(callback).is(http.StatusBadRequest) // somebody else's browser
	late := b.copied()
	b.get(callback).is(http.StatusSeeOther)
	late.get(callback).is(http.StatusBadRequest) // a second time

	b = h.stranger()
	callback = b.picked(b.toProvider("/", cases.English), noor)
	h.now = h.now.Add(auth.AttemptLife)
	b.get(callback).is(http.StatusBadRequest)
}

func TestADisabledAccountGetsNoSession(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	p := b.pick(b.toProvider("/", cases.English), ines).is(http.StatusForbidden)
	if got, want := p.text("h1"), i18n.For(cases.English).T("refusal.disabled.title"); got != want {
		t.Errorf("the page is titled %q, want %q", got, want)
	}
	if b.cookies["casebook"] != "" {
		t.Error("a session was begun")
	}
}

func TestDisablingEndsWhatASignedInPersonMayDo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(marion)
	b.get("/queue").is(200)
	h.disable(marion)
	b.get("/queue").is(http.StatusSeeOther)
}

func TestASessionEndsWhenIdleAndAfterALongDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	idle, busy := h.as(noor), h.as(noor)
	for range 21 {
		h.now = h.now.Add(28 * time.Minute)
		if h.now.Sub(time.Date(2026, 11, 18, 15, 4, 0, 0, time.UTC)) < 10*time.Hour {
			busy.get("/").is(200)
		}
	}
	idle.get("/").leadsTo("/sign-in")
	h.now = h.now.Add(20 * time.Minute)
	busy.get("/").leadsTo("/sign-in")
	h.now = h.now.Add(auth.Remembered)
	busy.get("/").leadsTo("/sign-in")
	if busy.cookies["casebook"] != "" {
		t.Error("the cookie of a session that is forgotten was kept")
	}
}

func TestSignOutEndsTheSessionAndOffersTheProviders(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	home := b.land(b.pick(b.toProvider("/", cases.English), noor))
	old := b.copied()
	p := b.post("/sign-out", home.form("/sign-out")).is(200)
	if got := p.header.Get("Location"); got != "" {
		t.Errorf("sign-out leads to %q; our policy lets forms lead nowhere", got)
	}
	link, _ := attr(p.all("a", "class", "button")[0], "href")
	if !strings.HasPrefix(link, base+provider.DefaultPrefix+"/") || !strings.Contains(link, "id_token_hint=") {
		t.Errorf("the page offers %q", link)
	}
	old.get("/").leadsTo("/sign-in")
	sheet, _ := attr(p.all("link", "href", "/signed-out/clear.css")[0], "href")
	if got := b.get(sheet).header.Get("Clear-Site-Data"); got != `"cache"` {
		t.Errorf("Clear-Site-Data is %s", got)
	}
}

func TestSignOutWorksWithoutTheProvidersSignOut(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	h.outside.without = true
	b := h.as(noor)
	p := b.post("/sign-out", url.Values{"csrf": {b.csrf}}).is(200)
	if got, _ := attr(p.all("a", "class", "button")[0], "href"); got != "/sign-in" {
		t.Errorf("the page offers %q, want our own sign-in", got)
	}
}

func TestOnlyTheDemonstrationServesAProvider(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(p *web.Parts) { p.Demo = nil })
	h.stranger().get(provider.DefaultPrefix + "/login").is(http.StatusNotFound)
	h.as(noor).get("/demo/letters").is(http.StatusNotFound)
}
