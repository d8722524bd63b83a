//go:build e2e

package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

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
		as := cases.AsEmployee
		if p.isAdvisor() {
			as = cases.AsAdvisor
		}
		m.enter(p, as, cases.SignIn, "–")
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

// situation is what somebody puts into the form of a situation.
func (s told) situation(answer cases.Lang) typed {
	return typed{"subject": one(s.Subject), "situation": one(s.Situation), "platform": one(s.Platform), "stage": one(s.Stage),
		"lang": one(s.Lang), "answer_lang": one(string(answer)), "platform_detail": one(s.PlatformDetail)}
}

// file files a situation on the page.
func (m *month) file(p *someone, t told, plan string) {
	m.Helper()
	s := m.get(p, "/ask")
	if got := len(tags(s.doc, "section")); m.inElection(m.today()) != (s.form("/ask") != nil && strings.Contains(s.body, `aria-labelledby="election"`)) {
		m.Errorf("the form on %s, with %d sections: asks of an election when none runs, or not when one does", m.today(), got)
	}
	m.send(p, t, s.form("/ask"), t.situation(p.lang), plan, nil)
}

// send sends the form of a situation and books the case.
func (m *month) send(p *someone, t told, f *formOn, say typed, plan string, follows *dossier) *dossier {
	m.Helper()
	m.drafts[t.mark] = p
	fields := p.fill(f, say)
	s := m.submit(p, f, "", say)
	d := m.receipt(p, t, s, plan, follows)
	if m.turn(31) { // a second click sends the same again
		if again := p.post(f.action, fields); again.path != s.path {
			m.Errorf("%s sent %s twice: got %s, want %s", p.id, d.ref, again.path, s.path)
		}
		m.opened(p, d)
	}
	return d
}

func (m *month) receipt(p *someone, t told, s *page, plan string, follows *dossier) *dossier {
	m.Helper()
	id, ok := strings.CutSuffix(strings.TrimPrefix(s.path, "/cases/"), "/received")
	if !ok || s.status != http.StatusOK {
		m.Fatalf("%s files %s: got %d at %s\n%s", p.id, t.mark, s.status, s.path, text(s.doc))
	}
	ref := first(classes(s.class("receipt-reference")[0], "reference"))
	d := &dossier{told: t, id: id, ref: ref, channel: cases.Web, filer: p, plan: strings.Fields(plan), answerLang: p.lang, follows: follows}
	m.byMark[t.mark] = d
	m.begins(d, m.today())
	m.did(p, d, cases.Submit)
	m.opened(p, d)
	m.tellOffice(cases.NewCase, d, p)
	if got := first(s.class("lead")); got != d.nextIn(p.words()) {
		m.Errorf("the receipt of %s says %q, want %q", ref, got, d.nextIn(p.words()))
	}
	if follows != nil {
		follows.followed = append(follows.followed, d)
	}
	d.handler = m.freeAdvisor(d, nil)
	return d
}

// freeAdvisor is the next advisor in turn who may work on a case.
func (m *month) freeAdvisor(d *dossier, but *someone) *someone {
	for {
		m.turns++
		if a := m.advisors[m.turns%len(m.advisors)]; d.sees(a) && a != but {
			return a
		}
	}
}

// logCall records a conversation: with somebody who has an account, or with
// somebody who is to be invited.
func (m *month) logCall(a *someone, p *someone, t told, channel cases.Channel, known bool, came cases.Date, plan string) {
	m.Helper()
	m.drafts[t.mark] = a
	say := t.situation(p.lang)
	say["channel"], say["came_on"], say["told"] = one(string(channel)), one(came.String()), one("yes")
	f := m.get(a, "/log").form("/log")
	if known {
		say["who"], say["caller"] = one(p.email), one("known")
		s := m.submit(a, f, "step=find", say)
		m.enter(a, cases.AsAdvisor, cases.FindPerson, "–")
		if f = s.form("/log"); len(f.fields["person"]) != 1 {
			m.Fatalf("%s looks for %s: got %q", a.id, p.id, f.offers["person"])
		}
		say = typed{}
	} else {
		say["caller"], say["invite_email"], say["caller_name"] = one("new"), one(p.email), one(p.name)
	}
	s := m.submit(a, f, "", say)
	d := &dossier{told: t, id: strings.TrimPrefix(s.path, "/cases/"), ref: first(s.class("reference")), channel: channel, logged: a,
		handler: a, answerLang: p.lang, plan: strings.Fields(plan)}
	m.byMark[t.mark] = d
	delete(m.drafts, t.mark)
	m.begins(d, came)
	if known {
		d.filer = p
		m.tell(cases.CallLogged, d, p)
	} else {
		d.invited = p
		d.spoken = digitsOf(s)
		m.tell(cases.Invited, d, p)
	}
	m.did(a, d, cases.LogCall)
	m.tellOffice(cases.NewCase, d, a)
	m.shown(a, d, s)
}

// digitsOf is the spoken code that the page of a recorded case shows.
func digitsOf(s *page) string {
	for _, n := range tags(s.doc, "strong") {
		if digits := strings.ReplaceAll(text(n), " ", ""); len(digits) == 6 {
			return digits
		}
	}
	return ""
}

// keepDraft saves a form by its button, without sending it.
func (m *month) keepDraft(p *someone, t told) {
	m.Helper()
	m.drafts[t.mark] = p
	f := m.get(p, "/ask").form("/ask")
	s := m.submit(p, f, "save=later", t.situation(p.lang))
	if f = s.form("/ask"); s.status != http.StatusOK || f.fields.Get("subject") != t.Subject {
		m.Fatalf("%s keeps a draft: got %d with %q", p.id, s.status, f.fields.Get("subject"))
	}
}

// draftOn leads from somebody's first page to the draft with that mark.
func (m *month) draftOn(p *someone, t told) (goOn, discard string) {
	m.Helper()
	for _, li := range tags(m.get(p, "/").doc, "li") {
		if a := tags(li, "a"); len(a) == 3 && strings.Contains(text(a[0]), t.mark) {
			return attr(a[1], "href"), attr(a[2], "href")
		}
	}
	m.Fatalf("%s finds no draft of %s", p.id, t.mark)
	return "", ""
}

func (m *month) continueDraft(p *someone, t told, plan string) {
	m.Helper()
	goOn, _ := m.draftOn(p, t)
	f := m.get(p, goOn).form("/ask")
	if got := f.fields; got.Get("situation") != t.Situation || got.Get("platform") != t.Platform {
		m.Errorf("%s goes on with her draft: got %q, want %q", p.id, got.Get("situation"), t.Situation)
	}
	m.send(p, t, f, nil, plan, nil)
}

func (m *month) discardDraft(p *someone, t told) {
	m.Helper()
	_, discard := m.draftOn(p, t)
	u, err := url.Parse(discard)
	m.must(err, "read the address of a draft")
	if s := m.submit(p, m.get(p, discard).form(u.Path), "", nil); s.path != "/" || strings.Contains(s.body, t.mark) {
		m.Errorf("%s discarded her draft: got %d at %s, with it still there", p.id, s.status, s.path)
	}
}

// fileTooLate sends a form after its session ran into a limit: what was typed
// is kept, and found again after sign-in.
func (m *month) fileTooLate(p *someone, t told, plan string) {
	m.Helper()
	m.drafts[t.mark] = p
	f := m.get(p, "/ask").form("/ask")
	m.clock.move(45 * time.Minute)
	if s := m.submit(p, f, "", t.situation(p.lang)); s.status != http.StatusUnauthorized {
		m.Errorf("%s sends a form of a session that has ended: got %d", p.id, s.status)
	}
	m.continueDraft(p, t, plan)
}

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
