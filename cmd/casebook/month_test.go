//go:build e2e

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
)

// month is a month of casework under way.
type month struct {
	*running
	books
	people, advisors       []*someone
	administrator, auditor *someone
	dossiers               []*dossier
	byMark                 map[string]*dossier
	drafts                 map[string]*someone // whose text it is before it is a case
	pending                []func()            // of tomorrow

	requests, turns, sent, told, filed, entries, files int
}

// Days of the month on which something else happens.
const (
	firstDay    = "2026-10-13"
	lastDay     = "2026-11-13"
	closureSet  = "2026-10-19"
	searchSaved = "2026-10-20"
	electionSet = "2026-10-21"
	disabledOn  = "2026-10-23"
	closure     = "2026-10-26"
	codeLoaded  = "2026-10-28"
	wordTaught  = "2026-10-29"
	codeChanges = "2026-11-02"
	listTaken   = "2026-11-05"
)

// turn is true every nth time that something is sent.
func (m *month) turn(n int) bool { m.sent++; return m.sent%n == 0 }

// A month of casework, played against the program as it serves people: hundreds
// of cases by every channel and in both languages, an election period, a
// closure, a change of the Code, somebody who is disabled, the end of daylight
// saving time, a word that the search learns. Whatever is promised, written, counted and recorded is kept
// apart in the test's own books, and adds up.
func TestAMonthOfCaseworkAddsUp(t *testing.T) {
	began := time.Now()
	cast := castOf()
	m := &month{running: start(t, accountsOf(cast), at(firstDay, "08:30")), people: cast[:employees],
		advisors: cast[employees : employees+advisors], byMark: map[string]*dossier{}, drafts: map[string]*someone{}}
	m.closures = map[cases.Date]bool{}
	m.administrator, m.auditor = cast[employees+advisors], cast[employees+advisors+1]
	for _, p := range cast {
		p.browse = newBrowse(m.running, &m.requests)
	}
	for _, a := range m.advisors {
		m.get(a, "/queue")
	}
	for d := day(firstDay); !day(lastDay).Before(d); d = d.AddDays(1) {
		m.play(d)
	}
	m.settle()
	m.tellOfIt(time.Since(began))
}

// play is a day: what the administrator does, what is filed, what goes on, and
// in the afternoon a look at the books.
func (m *month) play(d cases.Date) {
	m.clock.set(at(d.String(), "09:00"))
	m.administer(d)
	for _, do := range m.takePending() {
		do()
	}
	n := onDaysOff
	if m.works(d) {
		n = onWorkingDays
	}
	for range min(n, filings-m.filed) {
		m.fileOne(d)
	}
	for _, c := range slices.Clone(m.dossiers) {
		m.goThrough(c)
	}
	if weekday(d) == time.Friday { // late in the evening it is tomorrow in Greenwich, not here
		m.clock.set(at(d.String(), "23:40"))
		m.file(m.enabled(m.filed), m.anew(), "take advise:no_concern")
	}
	m.checkDay(d)
}

func (m *month) takePending() []func() {
	all := m.pending
	m.pending = nil
	return all
}

func (m *month) anew() told {
	m.told++
	return tell(m.told)
}

// enabled is an employee who may sign in.
func (m *month) enabled(n int) *someone {
	for {
		if p := m.people[n*11%employees]; !p.disabled {
			return p
		}
		n++
	}
}

// fileOne files the next case, by the channel whose turn it is. On days on
// which the office is closed there is only the page.
func (m *month) fileOne(d cases.Date) {
	n := m.filed
	m.filed++
	p, t := m.enabled(n), m.anew()
	plan := webPlans[n%len(webPlans)]
	channels := map[int]cases.Channel{3: cases.Phone, 6: cases.Email, 9: cases.InPerson}
	channel, called := channels[n%10]
	switch {
	case called && m.works(d):
		m.record(n, p, t, channel, d)
	case n%50 == 25: // an advisor asks about something of her own
		m.file(m.advisors[n/50%advisors], t, plan)
	case n%17 == 5:
		m.keepDraft(p, t)
		m.pending = append(m.pending, func() {
			if !p.disabled {
				m.continueDraft(p, t, plan)
			}
		})
	case n%29 == 11:
		m.fileTooLate(p, t, plan)
	case n%23 == 7:
		other := m.anew()
		m.keepDraft(p, other)
		m.discardDraft(p, other)
		m.file(p, t, plan)
	default:
		m.file(p, t, plan)
	}
}

func (m *month) record(n int, p *someone, t told, channel cases.Channel, today cases.Date) {
	came, a := today, m.advisors[n%advisors]
	if n%4 == 1 {
		came = today.AddDays(-1 - n%3)
	}
	if n%2 == 0 {
		m.logCall(a, p, t, channel, false, came, invitedPlans[n/2%len(invitedPlans)])
		return
	}
	if !p.hasAccount {
		m.get(p, "/")
	}
	m.logCall(a, p, t, channel, true, came, knownPlans[n/5%len(knownPlans)])
}

// administer does what the administrator and the operator do on a day.
func (m *month) administer(d cases.Date) {
	switch d.String() {
	case closureSet:
		m.set("/office/days", typed{"date": one(closure), "kind": one("closed"), "name_en": one("Moving day"), "name_fr": one("Déménagement")}, cases.SetDays)
		m.closures[day(closure)] = true
	case electionSet:
		m.election.from, m.election.to = day("2026-10-24"), day("2026-11-06")
		m.set("/office/elections", typed{"name_en": one("An election"), "name_fr": one("Une élection"), "level_of": one("provincial"),
			"from": one(m.election.from.String()), "to": one(m.election.to.String())}, cases.SetElections)
	case disabledOn:
		m.disable(m.people[7])
	case codeLoaded:
		m.loadCode()
	}
	m.rememberOn(d)
}

func (m *month) set(address string, say typed, a cases.Action) {
	f := m.get(m.administrator, address).form(address)
	if s := m.submit(m.administrator, f, "", say); s.status != http.StatusOK || s.path != address {
		m.Fatalf("the administrator changes %s: got %d\n%s", address, s.status, text(s.doc))
	}
	m.enter(m.administrator, cases.AsAdministrator, a, "–")
}

// disable takes somebody's rights: her session ends with it, and she gets no
// letter any more.
func (m *month) disable(p *someone) {
	m.get(p, "/")
	m.letters.await(len(m.posts))
	s := m.get(m.administrator, "/people?name="+strings.Fields(p.name)[0])
	m.enter(m.administrator, cases.AsAdministrator, cases.ReadAccounts, "–")
	link := ""
	for _, row := range tags(s.doc, "tr") {
		if a := tags(row, "a"); len(a) == 1 && strings.Contains(text(row), p.email) {
			link = attr(a[0], "href")
		}
	}
	s = m.get(m.administrator, link)
	m.enter(m.administrator, cases.AsAdministrator, cases.ReadAccounts, "–")
	f := s.form("/disable")
	m.submit(m.administrator, f, "", typed{"disable_reason": f.offers["disable_reason"][:1]})
	m.enter(m.administrator, cases.AsAdministrator, cases.DisableAccount, "–")
	m.enter(m.administrator, cases.AsAdministrator, cases.ReadAccounts, "–")
	p.disabled = true
	for range 2 {
		if s := m.get(p, "/"); s.status == http.StatusOK || len(classes(s.doc, "case-list")) > 0 {
			m.Errorf("%s is disabled and reads %s: %d", p.id, s.path, s.status)
		}
	}
}

// loadCode is the operator's command, beside the program that serves.
func (m *month) loadCode() {
	whole, err := os.ReadFile(secondCode)
	m.must(err, "read the next version of the Code")
	file := filepath.Join(m.folder, "code2.json")
	m.must(os.WriteFile(file, []byte(strings.Replace(string(whole), "2027-04-01", codeChanges, 1)), 0o600), "write it")
	if got := casebook(m.T, "code", "load", "--lang", "en", "--data", m.folder, file); got.status != 0 {
		m.Fatalf("load the Code: %+v", got)
	}
	m.code.version, m.code.from = 2, day(codeChanges)
	m.enter(nil, cases.AsOperator, cases.LoadCode, "–")
}
