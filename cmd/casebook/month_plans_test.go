//go:build e2e

package main

import (
	"strings"

	"example.org/casebook/internal/cases"
)

// Plans of cases: what happens to each, step after step; "|" ends the day.
var (
	webPlans = []string{
		"take annotate advise:no_concern read precedent",
		"take ask | answer advise:with_precautions read close:answered",
		"take note assign | cite advise:not_recommended read",
		"take advise:not_consistent | follow | advise:not_consistent read",
		"take advise:with_precautions correct:not_recommended read",
		"take close:information_only | reopen advise:no_concern read",
		"withdraw",
		"take advise:no_concern | | | | | | | | | late",
		"take | withdraw",
		"take ask | | | | close:no_reply",
		"add take classify annotate reword unmark advise:referred read",
		"take release | other advise:no_concern precedent cite | precedent",
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
	"precedent": {true, always1((*month).markPrecedent)}, // or no longer
	"cite":      {true, always1((*month).cite)},
	"ask":       {true, always1((*month).ask)},
	"advise":    {true, func(m *month, d *dossier, outcome string) bool { m.advise(d, cases.Advise, outcome); return true }},
	"correct":   {true, func(m *month, d *dossier, outcome string) bool { m.advise(d, cases.Correct, outcome); return true }},
	"close":     {true, func(m *month, d *dossier, reason string) bool { m.shut(d, reason); return true }},
	"reopen":    {true, always1((*month).reopen)},
	"invite":    {true, always1((*month).inviteAgain)},
	"revoke":    {true, always1((*month).revoke)},
	"read":      {false, filers(func(m *month, d *dossier) { m.visit(d.filer, d) })},
	"add":       {false, filers(func(m *month, d *dossier) { m.write(d, cases.Add) })},
	"answer":    {false, filers(func(m *month, d *dossier) { m.write(d, cases.Answer) })},
	"follow":    {false, filers(func(m *month, d *dossier) { m.write(d, cases.FollowUp) })},
	"withdraw":  {false, filers((*month).withdraw)},
	"confirm":   {false, filers((*month).confirm)},
	"putright":  {false, filers((*month).putRight)},
	"late":      {false, (*month).goOn},
	"accept":    {false, always1((*month).accept)},
	"spoken":    {false, always1((*month).acceptBySpokenCode)},
	"decline":   {false, always1((*month).decline)},
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
