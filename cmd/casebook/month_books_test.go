//go:build e2e

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// What the office promises in the month, and for how long a follow-up reopens.
const (
	promiseDays  = 5
	followUpDays = 7
)

// dossier is a case as a clerk with a pencil would keep it: nothing in it is
// read from the program but id and reference.
type dossier struct {
	told
	id, ref string
	channel cases.Channel
	filer   *someone // nil while she is not known
	invited *someone // who may be its filer; nil when nobody is asked any more
	logged  *someone // the advisor who recorded it; nil when its filer wrote it
	handler *someone // who is to work on it
	advisor *someone // who has it
	status  cases.Status

	answerLang         cases.Lang
	came, promised     cases.Date
	answered, ended    time.Time
	election           bool
	version            int
	looked             map[*someone]int // the version that an advisor saw last
	deeds              []deed
	advices            []advice
	reads              []deed
	follows            *dossier
	followed           []*dossier
	precedent          bool
	cites              []*dossier
	spoken, invitation string

	plan []string
}

// deed is what somebody did to a case.
type deed struct {
	act cases.Action
	by  *someone
	as  cases.Capacity
	to  *someone
	day cases.Date
}

// advice is an answer as it was given.
type advice struct {
	outcome  string
	code     int // version of the Code
	replaced bool
}

// entry is a line of the ledger as the auditor reads it.
type entry struct{ who, act, ref string }

// post is a letter that somebody must have got.
type post struct{ to, kind, ref string }

// books are what the month must have come to.
type books struct {
	ledger   []entry
	posts    []post
	closures map[cases.Date]bool
	election struct{ from, to cases.Date }
	code     struct {
		version int // that comes
		from    cases.Date
	}
}

var holidays = map[cases.Date]bool{{Year: 2026, Month: 10, Day: 12}: true, {Year: 2026, Month: 11, Day: 11}: true,
	{Year: 2026, Month: 12, Day: 25}: true}

func day(s string) cases.Date {
	d, err := cases.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func weekday(d cases.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// works tells whether the office works on that day, as far as it knows today.
func (b *books) works(d cases.Date) bool {
	w := weekday(d)
	return w != time.Saturday && w != time.Sunday && !holidays[d] && !b.closures[d]
}

// promise is the fifth working day after that one.
func (b *books) promise(from cases.Date) cases.Date {
	for n := promiseDays; n > 0; {
		from = from.AddDays(1)
		if b.works(from) {
			n--
		}
	}
	return from
}

func (b *books) inElection(d cases.Date) bool {
	e := b.election
	return !e.from.IsZero() && !d.Before(e.from) && !e.to.Before(d)
}

// codeOn is the version of the Code in force on a day.
func (b *books) codeOn(d cases.Date) int {
	if b.code.version > 0 && !d.Before(b.code.from) {
		return b.code.version
	}
	return 1
}

var english = i18n.For(cases.English)

// enter writes a line that the ledger must have.
func (b *books) enter(p *someone, as cases.Capacity, a cases.Action, ref string) {
	who := english.T("capacity." + string(as))
	if as != cases.AsFiler && as != cases.AsEmployee && p != nil {
		who = p.name + " (" + who + ")"
	}
	b.ledger = append(b.ledger, entry{plainSpaces(who), plainSpaces(english.T("ledger_act." + string(a))), ref})
}

func (m *month) today() cases.Date { return cases.DateOf(m.clock.now(), toronto) }

// as is in which capacity somebody meets a case.
func (d *dossier) as(p *someone) cases.Capacity {
	switch {
	case d.filer == p:
		return cases.AsFiler
	case p.isAdvisor():
		return cases.AsAdvisor
	}
	return cases.AsEmployee
}

// did books an act to a case: ledger, history, version.
func (m *month) did(p *someone, d *dossier, a cases.Action, to ...*someone) {
	m.enter(p, d.as(p), a, d.ref)
	x := deed{act: a, by: p, as: d.as(p), day: m.today()}
	if len(to) > 0 {
		x.to = to[0]
	}
	d.deeds = append(d.deeds, x)
	d.version++
}

// opened books that somebody opened a case.
func (m *month) opened(p *someone, d *dossier) {
	m.enter(p, d.as(p), cases.Read, d.ref)
	d.reads = append(d.reads, deed{act: cases.Read, by: p, as: d.as(p), day: m.today()})
}

// sees tells whether somebody is on the office's side of a case.
func (d *dossier) sees(p *someone) bool { return p.isAdvisor() && d.filer != p && d.invited != p }

// tell books a letter; who is disabled gets none.
func (m *month) tell(k cases.LetterKind, d *dossier, to ...*someone) {
	for _, p := range to {
		if !p.disabled {
			m.posts = append(m.posts, post{p.email, string(k), d.ref})
		}
	}
}

func (m *month) tellFiler(k cases.LetterKind, d *dossier) {
	if d.filer != nil {
		m.tell(k, d, d.filer)
	}
}

// tellOffice books a letter to who has the case, else to all who may see it,
// but for somebody.
func (m *month) tellOffice(k cases.LetterKind, d *dossier, but *someone) {
	if d.advisor != nil {
		m.tell(k, d, d.advisor)
		return
	}
	for _, a := range m.advisors {
		if d.sees(a) && a != but {
			m.tell(k, d, a)
		}
	}
}

// begins books what every new case has in common.
func (m *month) begins(d *dossier, came cases.Date) {
	d.came, d.status, d.version, d.looked = came, cases.New, 0, map[*someone]int{}
	d.promised, d.election = m.promise(came), m.inElection(came)
	m.dossiers = append(m.dossiers, d)
	want := fmt.Sprintf("VE-2026-%04d", len(m.dossiers))
	if d.ref != want {
		m.Errorf("the case %s got the reference %s, want %s", d.mark, d.ref, want)
	}
}

// next is the sentence by which its filer knows what to expect.
func (d *dossier) nextIn(w *i18n.Words) string {
	return plainSpaces(w.T("next."+string(d.status), "Day", w.Day(d.promised)))
}

func isOpen(s cases.Status) bool {
	return s == cases.New || s == cases.InReview || s == cases.AwaitingEmployee
}

// counts are how many cases each view of an advisor's queue must have.
func (m *month) counts(p *someone) map[string]int {
	n := map[string]int{}
	for _, d := range m.dossiers {
		if !d.sees(p) {
			continue
		}
		for view, in := range map[string]bool{
			"waiting": d.status == cases.New || d.status == cases.InReview,
			"new":     d.status == cases.New, "employee": d.status == cases.AwaitingEmployee,
			"answered": d.status == cases.Answered, "mine": isOpen(d.status) && d.advisor == p,
			"unassigned": isOpen(d.status) && d.advisor == nil,
			"changed":    isOpen(d.status) && d.looked[p] < d.version && (d.looked[p] > 0 || d.advisor == p),
		} {
			if in {
				n[view]++
			}
		}
	}
	return n
}

// filersActs are those whose effect the filer sees.
var filersActs = []cases.Action{cases.Submit, cases.LogCall, cases.Add, cases.Answer, cases.FollowUp, cases.Withdraw, cases.TakeUp, cases.Ask,
	cases.Advise, cases.Correct, cases.Close, cases.Reopen, cases.Accept, cases.ConfirmFacts, cases.CorrectFacts}

// tells lists the sentences of the history that its filer must find.
func (d *dossier) tells() (lines []string) {
	w := d.filer.words()
	for _, x := range d.deeds {
		if slices.Contains(filersActs, x.act) {
			lines = append(lines, d.sentence(w, x))
		}
	}
	seen := map[string]bool{}
	for _, x := range d.reads {
		key := fmt.Sprint(x.by.id, x.as, x.day)
		if x.by != d.filer && !seen[key] {
			seen[key] = true
			lines = append(lines, d.sentence(w, x))
		}
	}
	slices.Sort(lines)
	return lines
}

func (d *dossier) sentence(w *i18n.Words, x deed) string {
	who, key := x.by.name, "history."+string(x.act)
	if x.as != cases.AsFiler {
		who = w.T("history.in_capacity", "Name", who, "Capacity", w.T("capacity."+string(x.as)))
	}
	switch {
	case !w.Has(key + ".named"):
		return plainSpaces(w.T("history.otherwise", "Who", who, "What", w.T("ledger_act."+string(x.act))))
	case x.by == d.filer:
		return plainSpaces(w.T(key+".mine", "To", ""))
	}
	return plainSpaces(w.T(key+".named", "Who", who, "To", ""))
}

// differences says what two lists have that the other has not.
func differences[T comparable](got, want []T) string {
	n := map[T]int{}
	for _, g := range got {
		n[g]++
	}
	for _, w := range want {
		n[w]--
	}
	var lines []string
	for x, k := range n {
		if k != 0 {
			lines = append(lines, fmt.Sprintf("%+d × %+v", k, x))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines[:min(len(lines), 20)], "\n")
}
