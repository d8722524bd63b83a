//go:build e2e

package faults_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// signInIsDown is what the page says in each language.
var signInIsDown = map[string]string{"en": "Sign-in is not available right now", "fr": "L’ouverture de session n’est pas disponible"}

func TestAProviderThatIsDownKeepsNobodyOutForLonger(t *testing.T) {
	h := newHouse(t, "--data", t.TempDir())
	h.start() // though nobody can be asked who people are
	h.signInIsRefused()
	h.idp.start(t)
	h.await("sign-in works again", time.Minute, func() bool { return h.stranger("en").trySignIn("luc").status == http.StatusOK })

	luc := h.signIn("luc", "fr")
	late := h.stranger("fr")
	login := late.land(h.base() + "/auth/sign-in?lang=fr")
	form := hidden.FindStringSubmatch(login.body)
	callback := late.callback(form[2], "noor")
	h.idp.stop()

	a, err := luc.file("while-it-is-down", wordOf("down"))
	if err != nil || a.status != http.StatusSeeOther {
		t.Errorf("somebody signed in files: got %d, %v; want it taken", a.status, err)
	}
	a, err = late.send(http.MethodGet, callback, nil)
	if err != nil || a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, signInIsDown["fr"]) || a.header.Get("Retry-After") == "" {
		t.Errorf("somebody signs in: got %d, %v, %s; want the page that says sign-in is down", a.status, err, a.body)
	}
	h.idp.start(t)
	if a := late.trySignIn("noor"); a.status != http.StatusOK {
		t.Errorf("once the provider is back, sign-in is answered %d", a.status)
	}
	h.stop()
}

// signInIsRefused says what people see before the provider was ever reached.
func (h *house) signInIsRefused() {
	h.Helper()
	for lang, says := range signInIsDown {
		a := h.stranger(lang).land(h.base() + "/auth/sign-in?lang=" + lang)
		if a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, says) || a.header.Get("Retry-After") == "" {
			h.Errorf("%s: got %d, Retry-After %q; want 503 and %q", lang, a.status, a.header.Get("Retry-After"), says)
		}
	}
}

// callback picks a person and goes as far as the address of our callback.
func (p *person) callback(id, who string) string {
	p.h.Helper()
	a, err := p.send(http.MethodPost, p.h.idp.issuer+"/login", map[string][]string{"id": {id}, "person": {who}})
	for err == nil && !strings.HasPrefix(a.location, p.h.base()) {
		a, err = p.send(http.MethodGet, a.location, nil)
	}
	if err != nil {
		p.h.Fatal(err)
	}
	return a.location
}
