//go:build e2e

package main

import (
	"net/http"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// get asks for a page as somebody, who signs in when she is asked to.
func (m *month) get(p *someone, address string) *page {
	m.Helper()
	s := p.get(address)
	if s.path == "/sign-in" {
		s = m.signIn(p, s)
	}
	m.look(p, address, s)
	return s
}

// signsInAs is what the ledger says of who signs in, by her role.
var signsInAs = map[cases.Role]cases.Capacity{0: cases.AsEmployee, cases.Advisor: cases.AsAdvisor,
	cases.Administrator: cases.AsAdministrator, cases.Auditor: cases.AsAuditor}

// signIn goes from the sign-in page through the provider's to where she was
// going.
func (m *month) signIn(p *someone, s *page) *page {
	m.Helper()
	login := p.get(s.link("^/auth/sign-in.*lang=" + string(p.lang)))
	f := login.form("")
	if f == nil || login.status != http.StatusOK {
		m.Fatalf("%s: the provider shows no form at %s: %d %s", p.id, login.path, login.status, login.body)
	}
	f.action = login.path + "?" + login.query.Encode()
	there := p.submit(f, "person="+p.id, nil)
	if !p.disabled {
		m.enter(p, signsInAs[p.role], cases.SignIn, "–")
		p.hasAccount = true
	}
	return there
}

// look holds every page against what its reader may know.
func (m *month) look(p *someone, address string, s *page) {
	m.Helper()
	if s.status >= 500 {
		m.Fatalf("%s at %s: got status %d\n%s", p.id, address, s.status, text(s.doc))
	}
	for _, mark := range caseMark.FindAllString(s.body, -1) {
		if d := m.byMark[mark]; m.drafts[mark] != p && (d == nil || d.filer != p && !d.sees(p)) {
			m.Errorf("%s at %s reads of %s, which is not hers to know", p.id, address, mark)
		}
	}
	for _, mark := range officeMark.FindAllString(s.body, -1) {
		if d := m.byMark[strings.ReplaceAll(mark, "n", "q")]; !d.sees(p) {
			m.Errorf("%s at %s reads %s, which is the office's", p.id, address, mark)
		}
	}
}

// submit sends a form as somebody.
func (m *month) submit(p *someone, f *formOn, button string, say typed) *page {
	m.Helper()
	s := p.submit(f, button, say)
	m.look(p, f.action, s)
	return s
}

func (d *dossier) path() string { return "/cases/" + d.id }

// visit opens the page of a case and holds it against the books.
func (m *month) visit(p *someone, d *dossier) *page {
	m.Helper()
	s := m.get(p, d.path())
	m.shown(p, d, s)
	return s
}

// shown books that the page of a case was shown to somebody, and looks at it.
func (m *month) shown(p *someone, d *dossier, s *page) {
	m.Helper()
	if s.status != http.StatusOK || s.path != d.path() {
		m.Fatalf("%s opens %s (%s, %s): got %d at %s\n%s", p.id, d.ref, d.mark, d.status, s.status, s.path, text(s.doc))
	}
	m.opened(p, d)
	if d.sees(p) {
		d.looked[p] = d.version
	}
	if len(s.class("status-"+string(d.status))) == 0 {
		m.Errorf("%s opens %s: got %q, want the status %s", p.id, d.ref, texts(s.class("status")), d.status)
	}
	if lead := first(s.class("lead")); d.filer == p && lead != d.nextIn(p.words()) {
		m.Errorf("%s reads of %s %q, want %q", p.id, d.ref, lead, d.nextIn(p.words()))
	}
}

// formOf goes from the page of a case to the form of an act.
func (m *month) formOf(p *someone, d *dossier, path string) *formOn {
	m.Helper()
	s := m.visit(p, d)
	link := s.link("^" + d.path() + path + "$")
	if link == "" {
		m.Fatalf("%s: the page of %s (%s) does not lead to %s", p.id, d.ref, d.status, path)
	}
	s = m.get(p, link)
	m.opened(p, d)
	f := s.form(strings.TrimSuffix(link[strings.LastIndex(link, "/"):], "/"))
	if s.status != http.StatusOK || f == nil {
		m.Fatalf("%s: no form at %s: %d", p.id, link, s.status)
	}
	return f
}

// act does an act that has a form of its own; booked is what it changes.
func (m *month) act(p *someone, d *dossier, path string, say typed, booked func()) {
	m.Helper()
	f := m.formOf(p, d, path)
	s := m.submit(p, f, "", say)
	booked()
	m.shown(p, d, s)
}

// button does an act by a button on the page of a case.
func (m *month) button(p *someone, d *dossier, path string, booked func()) {
	m.Helper()
	f := m.visit(p, d).form(path)
	if f == nil {
		m.Fatalf("%s: the page of %s (%s) has no button %s", p.id, d.ref, d.status, path)
	}
	s := m.submit(p, f, "", nil)
	booked()
	m.shown(p, d, s)
}

func one(s string) []string { return []string{s} }

// entriesOffered chooses entries of the Code for a case among those that a form
// offers.
func (d *dossier) entriesOffered(f *formOn) (chosen []string) {
	for _, code := range d.entries() {
		if slices.Contains(f.offers["obligations"], code) {
			chosen = append(chosen, code)
		}
	}
	if len(chosen) == 0 {
		chosen = f.offers["obligations"][:1]
	}
	return chosen
}
