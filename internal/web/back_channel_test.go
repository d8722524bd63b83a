package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// fromProvider is a request as a provider's server sends it: no cookie, no
// origin.
func fromProvider(r *http.Request) {
	r.Header.Del("Cookie")
	r.Header.Del("Origin")
	r.Header.Del("Sec-Fetch-Site")
}

func (h *house) logoutToken(person string) url.Values {
	h.Helper()
	token, err := h.outside.provider.LogoutToken(person)
	h.must(err, "sign a logout token")
	return url.Values{"logout_token": {token}}
}

func TestTheProvidersWordEndsEverySessionOfThePerson(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	first, second, priyas := h.as(noor), h.as(noor), h.as(priya)
	form := h.logoutToken(noor)
	p := h.stranger().post(auth.BackChannelPath, form, fromProvider).is(http.StatusOK)
	if got := p.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("got Cache-Control %q, want no-store", got)
	}
	for _, b := range []*browser{first, second} {
		b.get("/").is(http.StatusSeeOther)
	}
	priyas.get("/").is(http.StatusOK)
	h.hasActs(noor, cases.ProviderSignOut)

	third := h.as(noor)
	p = h.stranger().post(auth.BackChannelPath, form, fromProvider).is(http.StatusBadRequest)
	if !strings.Contains(p.body, `"invalid_request"`) || p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %s for the same token again", p.body)
	}
	third.get("/").is(http.StatusOK)
}

func TestALogoutIsTakenFromAnybodysServerAndNobodysBrowserMatters(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.as(priya)
	crossSite := func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Origin", "https://elsewhere.example.org")
	}
	b.post(auth.BackChannelPath, h.logoutToken(noor), crossSite).is(http.StatusOK)
	b.get("/").is(http.StatusOK)
}

func TestWhatIsNoLogoutTokenIsRefused(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	mine := h.as(noor)
	good := h.logoutToken(noor).Get("logout_token")
	for name, form := range map[string]url.Values{
		"nothing":        {},
		"empty":          {"logout_token": {""}},
		"twice":          {"logout_token": {good, good}},
		"nonsense":       {"logout_token": {"a.b.c"}},
		"without end":    {"logout_token": {strings.Repeat("x", 1<<20)}},
		"changed":        {"logout_token": {good[:len(good)-6] + "AAAAAA"}},
		"under id_token": {"id_token": {good}},
	} {
		if p := h.stranger().post(auth.BackChannelPath, form, fromProvider); p.status != http.StatusBadRequest {
			t.Errorf("%s: got %d, want 400", name, p.status)
		}
	}
	h.stranger().get(auth.BackChannelPath + "?logout_token=" + good).is(http.StatusNotFound)
	mine.get("/").is(http.StatusOK)
	fresh := newHouse(t)
	fresh.outside.down = http.ErrServerClosed
	fresh.stranger().post(auth.BackChannelPath, url.Values{"logout_token": {good}}, fromProvider).is(http.StatusBadRequest)
	if strings.Contains(h.logged.String(), good) {
		t.Error("the log holds a token")
	}
}
