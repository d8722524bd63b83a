//go:build e2e

package main

import (
	"net/http"
	"regexp"
	"strings"

	"example.org/casebook/internal/cases"
)

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
