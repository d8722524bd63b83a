//go:build e2e

package main

import (
	"net/http"
	"regexp"
	"strings"

	"example.org/casebook/internal/cases"
)

// Plans of cases: what happens to each, step after step; "|" ends the day.
var (
	webPlans = []string{
		"take annotate advise:no_concern read",
		"take ask | answer advise:with_precautions read close:answered",
		"take note assign | advise:not_recommended read",
		"take advise:not_consistent | follow | advise:not_consistent read",
		"take advise:with_precautions correct:not_recommended read",
		"take close:information_only | reopen advise:no_concern read",
		"withdraw",
		"take advise:no_concern | | | | | | | | | late",
		"take | withdraw",
		"take ask | | | | close:no_reply",
		"add take classify annotate reword unmark advise:referred read",
		"take release | other advise:no_concern",
		"stale advise:with_precautions read",
		"take ask answer ask | answer advise:referred read | close:answered | follow | advise:no_concern",
		"take close:duplicate",
		"take advise:referred close:answered | follow | withdraw",
		"",
		"take advise:with_precautions close:answered | | | | | | | | | late",
		"take",
		"take ask",
		"take advise:no_concern close:withdrawn read",
	}
	knownPlans = []string{
		"confirm take advise:with_precautions read",
		"take ask | putright advise:no_concern read",
		"take | putright advise:referred",
		"take advise:no_concern confirm read",
		"",
	}
	invitedPlans = []string{
		"| accept confirm take advise:with_precautions read",
		"take advise:no_concern spoken read",
		"| decline take close:duplicate",
		"take advise:with_precautions close:information_only",
		"| invite | accept take advise:not_recommended",
		"revoke take close:information_only",
		"take ask | accept answer advise:no_concern",
	}
)

// steps are what a plan is made of; who does it, and how.
var steps = map[string]struct {
	office bool // done by the advisor, on a working day
	do     func(m *month, d *dossier, arg string) (done bool)
}{
	"take": {true, always1(func(m *month, d *dossier) { m.take(d, d.handler) })},
	"other": {true, always1(func(m *month, d *dossier) {
		d.handler = m.freeAdvisor(d, d.handler)
		m.take(d, d.handler)
	})},
	"stale":    {true, always1((*month).takeAtOnce)},
	"release":  {true, always1((*month).release)},
	"assign":   {true, always1((*month).assign)},
	"classify": {true, always1((*month).classify)},
	"annotate": {true, always1((*month).annotate)},
	"reword":   {true, always1((*month).reword)},
	"unmark":   {true, always1((*month).unmark)},
	"note": {true, always1(func(m *month, d *dossier) {
		m.act(d.handler, d, "/note", typed{"text": one(d.forOffice("a word for the office"))}, func() { m.did(d.handler, d, cases.WriteNote) })
	})},
	"ask":      {true, always1((*month).ask)},
	"advise":   {true, func(m *month, d *dossier, outcome string) bool { m.advise(d, cases.Advise, outcome); return true }},
	"correct":  {true, func(m *month, d *dossier, outcome string) bool { m.advise(d, cases.Correct, outcome); return true }},
	"close":    {true, func(m *month, d *dossier, reason string) bool { m.shut(d, reason); return true }},
	"reopen":   {true, always1((*month).reopen)},
	"invite":   {true, always1((*month).inviteAgain)},
	"revoke":   {true, always1((*month).revoke)},
	"read":     {false, filers(func(m *month, d *dossier) { m.visit(d.filer, d) })},
	"add":      {false, filers(func(m *month, d *dossier) { m.write(d, cases.Add) })},
	"answer":   {false, filers(func(m *month, d *dossier) { m.write(d, cases.Answer) })},
	"follow":   {false, filers(func(m *month, d *dossier) { m.write(d, cases.FollowUp) })},
	"withdraw": {false, filers((*month).withdraw)},
	"confirm":  {false, filers((*month).confirm)},
	"putright": {false, filers((*month).putRight)},
	"late":     {false, (*month).goOn},
	"accept":   {false, always1((*month).accept)},
	"spoken":   {false, always1((*month).acceptBySpokenCode)},
	"decline":  {false, always1((*month).decline)},
}

func always1(do func(*month, *dossier)) func(*month, *dossier, string) bool {
	return func(m *month, d *dossier, _ string) bool { do(m, d); return true }
}

// filers are steps that fall away when there is nobody to do them.
func filers(do func(*month, *dossier)) func(*month, *dossier, string) bool {
	return func(m *month, d *dossier, _ string) bool {
		if d.filer != nil && !d.filer.disabled {
			do(m, d)
		}
		return true
	}
}

// goThrough does what is to be done about a case today.
func (m *month) goThrough(d *dossier) {
	for len(d.plan) > 0 {
		name, arg, _ := strings.Cut(d.plan[0], ":")
		if name == "|" {
			d.plan = d.plan[1:]
			return
		}
		step, known := steps[name]
		if !known {
			m.Fatalf("no step is called %q", name)
		}
		if d.needs(name) {
			d.plan = nil // what it waited for cannot come any more
			return
		}
		if step.office && !m.works(m.today()) || !step.do(m, d, arg) {
			return
		}
		d.plan = d.plan[1:]
	}
}

// needs tells that a step is out of the question: an answer that somebody
// disabled never gave.
func (d *dossier) needs(step string) bool {
	switch step {
	case "advise", "ask":
		return d.status != cases.InReview && d.status != cases.AwaitingEmployee
	case "answer":
		return d.status != cases.AwaitingEmployee
	}
	return false
}

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

// write is how a filer writes: she adds, answers, or asks again.
func (m *month) write(d *dossier, a cases.Action) {
	m.act(d.filer, d, "/write", typed{"text": one(d.mark + " Voici la suite; here is more.")}, func() {
		m.did(d.filer, d, a)
		if a != cases.Add {
			d.status, d.promised = cases.InReview, m.promise(m.today())
		}
		m.tellOffice(cases.EmployeeAnswered, d, nil)
	})
}

func (m *month) withdraw(d *dossier) {
	m.act(d.filer, d, "/withdraw", typed{"withdraw_why": one(d.mark + " it is settled")}, func() {
		m.did(d.filer, d, cases.Withdraw)
		d.status, d.promised = cases.Withdrawn, cases.Date{}
		m.tellOffice(cases.EmployeeAnswered, d, nil)
	})
}

func (m *month) confirm(d *dossier) {
	m.button(d.filer, d, "/confirm-facts", func() { m.did(d.filer, d, cases.ConfirmFacts) })
}

func (m *month) putRight(d *dossier) {
	m.act(d.filer, d, "/correct-facts", typed{"text": one(d.mark + " It was not quite so.")}, func() {
		m.did(d.filer, d, cases.CorrectFacts)
		if d.status == cases.AwaitingEmployee {
			d.status, d.promised = cases.InReview, m.promise(m.today())
		}
		m.tellOffice(cases.EmployeeAnswered, d, nil)
	})
}

// goOn follows up after the window: a new case goes on from the old one.
func (m *month) goOn(d *dossier, _ string) bool {
	since := d.answered
	if d.ended.After(since) {
		since = d.ended
	}
	if d.filer.disabled || !m.clock.now().After(since.AddDate(0, 0, followUpDays)) {
		return d.filer.disabled
	}
	m.told++
	t := tell(m.told)
	f := m.formOfFollowing(d)
	if f.fields.Get("follows") != d.id || f.fields.Get("subject") != d.Subject {
		m.Errorf("the form that goes on from %s: got %q after %q", d.ref, f.fields.Get("subject"), f.fields.Get("follows"))
	}
	m.send(d.filer, t, f, typed{"subject": one(t.Subject), "situation": one(t.Situation), "stage": one("posted")}, "take advise:no_concern read", d)
	return true
}

func (m *month) formOfFollowing(d *dossier) *formOn {
	link := m.visit(d.filer, d).link("^" + d.path() + "/follow$")
	s := m.get(d.filer, link)
	m.opened(d.filer, d)
	return s.form("/ask")
}

var invitationLink = regexp.MustCompile(`http://[^ \n]+/invitations/[^ \n]+`)

// letterTo is the invitation of a case as it lies in somebody's mailbox.
func (m *month) letterTo(p *someone, d *dossier) string {
	for _, l := range m.letters.await(len(m.posts)) {
		if l.To == p.email && strings.Contains(l.Subject, d.ref) {
			if found := invitationLink.FindString(l.Text); found != "" {
				d.invitation = found
			}
		}
	}
	return strings.TrimPrefix(d.invitation, m.base)
}

func (m *month) accept(d *dossier) {
	p := d.invited
	s := m.get(p, m.letterTo(p, d))
	if strings.Contains(s.body, d.mark) {
		m.Errorf("the invitation of %s tells what was said", d.ref)
	}
	f := s.form("/accept")
	if _, needs := f.fields["spoken"]; needs {
		m.Errorf("the letter of %s and an address that is vouched for do not suffice", d.ref)
	}
	m.accepted(p, d, f, nil)
}

func (m *month) accepted(p *someone, d *dossier, f *formOn, say typed) {
	s := p.submit(f, "", say)
	d.filer, d.invited = p, nil
	m.look(p, f.action, s)
	m.did(p, d, cases.Accept)
	m.tellOffice(cases.InvitationAnswered, d, nil)
	m.shown(p, d, s)
}

// acceptBySpokenCode is somebody who has no letter at hand, and mishears once.
func (m *month) acceptBySpokenCode(d *dossier) {
	p := d.invited
	var s *page
	for _, address := range m.get(p, "/").links() {
		if strings.HasPrefix(address, "/invitations/") {
			if s = m.get(p, address); strings.Contains(s.body, d.ref) {
				break
			}
		}
	}
	s = m.submit(p, s.form("/accept"), "", typed{"spoken": one("000 000")})
	m.enter(p, cases.AsEmployee, cases.Guess, d.ref)
	if s.status != http.StatusUnprocessableEntity {
		m.Errorf("a wrong spoken code of %s: got %d, want 422", d.ref, s.status)
	}
	m.accepted(p, d, s.form("/accept"), typed{"spoken": one(d.spoken)})
}

func (m *month) decline(d *dossier) {
	p := d.invited
	s := m.submit(p, m.get(p, m.letterTo(p, d)).form("/accept"), "/decline", nil)
	if s.path != "/invitation-declined" {
		m.Errorf("%s declines %s: got %d at %s", p.id, d.ref, s.status, s.path)
	}
	m.did(p, d, cases.Decline)
	d.invited = nil
	m.tellOffice(cases.InvitationAnswered, d, nil)
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
