//go:build e2e

package main

import (
	"net/http"

	"example.org/casebook/internal/cases"
)

func (m *month) take(d *dossier, a *someone) {
	m.button(a, d, "/take-up", func() { m.tookUp(d, a) })
}

func (m *month) tookUp(d *dossier, a *someone) {
	m.did(a, d, cases.TakeUp)
	d.advisor = a
	if d.status == cases.New {
		d.status = cases.InReview
	}
}

// takeAtOnce is two advisors who reach for the same case: the second hears
// that it moved on.
func (m *month) takeAtOnce(d *dossier) {
	late := m.freeAdvisor(d, d.handler)
	f := m.visit(late, d).form("/take-up")
	m.take(d, d.handler)
	if s := m.submit(late, f, "", nil); s.status != http.StatusConflict {
		m.Errorf("%s takes up %s, which moved on: got %d, want 409", late.id, d.ref, s.status)
	}
}

func (m *month) release(d *dossier) {
	m.button(d.handler, d, "/release", func() {
		m.did(d.handler, d, cases.Release)
		d.advisor = nil
	})
}

func (m *month) assign(d *dossier) {
	from, to := d.handler, m.freeAdvisor(d, d.handler)
	f := m.formOf(from, d, "/assign")
	chosen := ""
	for _, o := range tags(f.node, "option") {
		if text(o) == to.name {
			chosen = attr(o, "value")
		}
	}
	s := m.submit(from, f, "", typed{"advisor": one(chosen), "word": one(d.forOffice("a word with the case"))})
	m.did(from, d, cases.Assign, to)
	d.advisor, d.handler = to, to
	m.tell(cases.CaseGiven, d, to)
	m.shown(from, d, s)
}

func (m *month) classify(d *dossier) {
	m.act(d.handler, d, "/classify", typed{"priority": one("urgent"), "political": one("yes")}, func() { m.did(d.handler, d, cases.Classify) })
}

func (m *month) annotate(d *dossier) {
	f := m.formOf(d.handler, d, "/annotate")
	s := m.submit(d.handler, f, "", typed{"passage": f.offers["passage"][:1], "obligations": d.entriesOffered(f)[:1],
		"why": one(d.forOffice("why it touches this"))})
	m.did(d.handler, d, cases.Annotate)
	m.shown(d.handler, d, s)
}

func (m *month) reword(d *dossier) {
	m.act(d.handler, d, "/annotations/[^/]+", typed{"why": one(d.forOffice("said better"))}, func() { m.did(d.handler, d, cases.Reword) })
}

func (m *month) unmark(d *dossier) {
	m.button(d.handler, d, "/remove", func() { m.did(d.handler, d, cases.Unmark) })
}

func (m *month) ask(d *dossier) {
	m.act(d.handler, d, "/question", typed{"text": one(d.mark + " What was in the picture? Qu'y avait-il sur la photo?")}, func() {
		m.did(d.handler, d, cases.Ask)
		d.status = cases.AwaitingEmployee
		m.tellFiler(cases.SomethingNew, d)
	})
}

// advise answers a case in three steps: write, look at it, send.
func (m *month) advise(d *dossier, a cases.Action, outcome string) {
	f := m.formOf(d.handler, d, "/advise")
	say := typed{"outcome": one(outcome), "destination": one(""), "obligations": d.entriesOffered(f), "text": one(d.mark + " " + d.Reply),
		"would_change": one("")}
	if outcome == "referred" {
		say["destination"] = one("COMMS")
	}
	s := m.submit(d.handler, f, "step=preview", say)
	m.opened(d.handler, d)
	if len(s.class("preview")) == 0 {
		m.Fatalf("%s looks at her advice of %s before sending it: got %d\n%s", d.handler.id, d.ref, s.status, text(s.doc))
	}
	s = m.submit(d.handler, s.form("/advise"), "step=send", nil)
	m.did(d.handler, d, a)
	if a == cases.Correct {
		d.advices[len(d.advices)-1].replaced = true
	} else {
		d.status = cases.Answered
	}
	d.advices = append(d.advices, advice{outcome: outcome, code: m.codeOn(m.today())})
	d.promised, d.answered = cases.Date{}, m.clock.now()
	m.tellFiler(cases.SomethingNew, d)
	m.shown(d.handler, d, s)
}

func (m *month) shut(d *dossier, reason string) {
	m.act(d.handler, d, "/close", typed{"reason": one(reason)}, func() {
		m.did(d.handler, d, cases.Close)
		d.status, d.promised, d.ended = cases.Closed, cases.Date{}, m.clock.now()
		m.tellFiler(cases.SomethingNew, d)
	})
}

func (m *month) reopen(d *dossier) {
	m.button(d.handler, d, "/reopen", func() {
		m.did(d.handler, d, cases.Reopen)
		d.status, d.promised = cases.InReview, m.promise(m.today())
		m.tellFiler(cases.SomethingNew, d)
	})
}

func (m *month) inviteAgain(d *dossier) {
	m.act(d.handler, d, "/invite", typed{"invite_email": one(d.invited.email)}, func() {
		m.did(d.handler, d, cases.Invite)
		m.tell(cases.Invited, d, d.invited)
	})
}

func (m *month) revoke(d *dossier) {
	m.button(d.handler, d, "/revoke-invitation", func() {
		m.did(d.handler, d, cases.Revoke)
		d.invited = nil
	})
}
