//go:build e2e

package e2e_test

import (
	"fmt"
	"net/http"
	"testing"

	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/e2e/browser"
	"example.org/casebook/internal/e2e/program"
)

// site is a running demonstration with a fresh database.
type site struct {
	*program.Program
	base string // http://localhost:port
	data string // its folder
}

// serve runs the demonstration until the test ends. It must end by itself when
// asked to, and must not have logged a fault.
func serve(t *testing.T) *site {
	t.Helper()
	s := &site{data: t.TempDir()}
	s.Program = program.New(t, "--data", s.data)
	s.base = s.Base
	s.Start("demo", "--fresh", "--port", s.Port())
	t.Cleanup(func() {
		s.Stop()
		s.HasNoFault()
	})
	return s
}

// signIn signs a person in through the provider's page, in the language, and
// ends on the page of that path.
func (s *site) signIn(t *testing.T, p *browser.Page, person, lang, path string) {
	t.Helper()
	p.Visit(t, s.base+"/auth/sign-in?lang="+lang)
	p.Click(t, fmt.Sprintf("button[value=%q]", person))
	// The account keeps its own language; this chooses another, and leads home.
	got := p.Visit(t, s.base+"/?switch="+lang)
	if path != "/" {
		got = p.Visit(t, s.base+path)
	}
	if got != http.StatusOK {
		t.Fatalf("%s opens %s: got status %d, want 200", person, path, got)
	}
}

// signOut signs out by the menu.
func signOut(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Tick(t, ".menu summary")
	p.Click(t, `form[action="/sign-out"] button`)
}

// addresses finds the cases of the demonstration's stories, by the number of
// the situation ("s64"), as an advisor finds them: on the queue.
func (s *site) addresses(t *testing.T, advisor *browser.Page) map[string]string {
	t.Helper()
	bySubject := map[string]string{}
	for _, view := range []string{"waiting", "employee", "answered"} {
		advisor.Visit(t, s.base+"/queue?view="+view)
		for subject, href := range browser.Read[map[string]string](t, advisor, queueLinks) {
			bySubject[subject] = href
		}
	}
	found := map[string]string{}
	for _, line := range demo.Situations() {
		if href := bySubject[line.Subject]; href != "" {
			found[line.ExternalID] = href
		}
	}
	return found
}

const queueLinks = `Object.fromEntries([...document.querySelectorAll(".q-subject a")].map(a => [a.textContent, a.getAttribute("href")]))`
