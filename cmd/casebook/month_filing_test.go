//go:build e2e

package main

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
)

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
