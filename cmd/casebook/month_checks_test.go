//go:build e2e

package main

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// checkDay compares what changes by the day: the queues, some first pages, the
// letters.
func (m *month) checkDay(d cases.Date) {
	for _, a := range m.advisors {
		m.checkQueue(a)
	}
	for i := range 3 {
		m.checkHome(m.enabled(d.Day + i*5))
	}
	if got, want := len(m.letters.await(len(m.posts))), len(m.posts); got != want {
		m.Errorf("%s: got %d letters, want %d", d, got, want)
	}
}

func (m *month) checkQueue(a *someone) {
	s, got := m.get(a, "/queue"), map[string]int{}
	for _, l := range where(s.doc, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "href"), "/queue?view=") }) {
		n, err := strconv.Atoi(first(classes(l, "count")))
		if err != nil {
			continue
		}
		got[strings.TrimPrefix(attr(l, "href"), "/queue?view=")] = n
	}
	want := m.counts(a)
	for _, v := range cases.Views() {
		if n, found := got[string(v)]; !found || n != want[string(v)] {
			m.Errorf("%s: the queue of %s has %d in %s (shown: %v), want %d: %q", m.today(), a.id, n, v, found, want[string(v)],
				texts(m.get(a, "/queue?view="+string(v)).class("q-ref"))[1:])
		}
	}
}

// checkHome compares somebody's first page with all her cases.
func (m *month) checkHome(p *someone) {
	type line struct{ ref, status, next string }
	var got, want []line
	s := m.get(p, "/")
	if shown := len(s.class("period")) > 0; shown != m.inElection(m.today()) {
		m.Errorf("%s: %s is told of an election period: %v", m.today(), p.id, shown)
	}
	for _, li := range tags(s.doc, "li") {
		if ref := first(classes(li, "reference")); ref != "" {
			got = append(got, line{ref, attr(classes(li, "status")[0], "class"), first(classes(li, "case-list-next"))})
		}
	}
	for _, d := range m.dossiers {
		if d.filer == p {
			want = append(want, line{d.ref, "status status-" + string(d.status), d.nextIn(p.words())})
		}
	}
	if diff := differences(got, want); diff != "" {
		m.Errorf("%s: the first page of %s differs (+ shown, - expected):\n%s", m.today(), p.id, diff)
	}
}

// settle compares everything at the end of the month.
func (m *month) settle() {
	for _, p := range m.people {
		if !p.disabled {
			m.checkHome(p)
			m.prowl(p)
		}
	}
	for _, d := range m.dossiers {
		m.checkCase(d)
	}
	m.checkMemory()
	m.checkLetters()
	m.checkLedger()
	for line := range strings.Lines(m.log.String()) {
		if strings.Contains(line, `"level":"ERROR"`) || strings.Contains(line, `"level":"WARN"`) || caseMark.MatchString(line) || officeMark.MatchString(line) {
			m.Errorf("the program logged: %s", line)
		}
	}
}

// prowl is somebody who tries the addresses of others' cases.
func (m *month) prowl(p *someone) {
	for i := range 3 {
		d := m.dossiers[(len(p.id)*31+i*97+m.requests)%len(m.dossiers)]
		if d.filer == p || d.sees(p) {
			continue
		}
		for _, path := range []string{"", "/letter", "/write", "/received"} {
			if s := m.get(p, d.path()+path); s.status != http.StatusNotFound {
				m.Errorf("%s tries %s%s: got %d, want 404", p.id, d.ref, path, s.status)
			}
		}
	}
}

// checkCase compares the page that the filer reads with the books.
func (m *month) checkCase(d *dossier) {
	if d.filer == nil || d.filer.disabled {
		return
	}
	s := m.visit(d.filer, d)
	var lines []string
	for _, list := range classes(s.doc, "history") {
		for _, li := range tags(list, "li") {
			said := text(li)
			for _, t := range tags(li, "time") {
				said = plainSpaces(strings.TrimPrefix(said, text(t)))
			}
			lines = append(lines, said)
		}
	}
	if diff := differences(lines, d.tells()); diff != "" {
		m.Errorf("%s: its history differs (+ shown, - expected):\n%s", d.ref, diff)
	}
	m.checkAdvices(d, s)
	var ties []string
	if d.follows != nil {
		ties = append(ties, d.follows.ref)
	}
	for _, c := range d.followed {
		ties = append(ties, c.ref)
	}
	if got := texts(classes(s.doc, "ties")); len(got) != min(1, len(ties)) || len(ties) > 0 && !strings.Contains(got[0], ties[0]) {
		m.Errorf("%s is tied to %q, want %q", d.ref, got, ties)
	}
	election := english.T("fact.election_period")
	if d.filer.lang == cases.French {
		election = i18n.For(cases.French).T("fact.election_period")
	}
	if shown := strings.Contains(text(s.doc), plainSpaces(election)); shown != d.election {
		m.Errorf("%s, filed on %s, tells of an election period: %v", d.ref, d.came, shown)
	}
}

// checkAdvices compares the answers with how the Code stood when each was given.
func (m *month) checkAdvices(d *dossier, s *page) {
	letters := s.class("letter-advice")
	if len(letters) != len(d.advices) {
		m.Errorf("%s has %d answers, want %d", d.ref, len(letters), len(d.advices))
		return
	}
	w := i18n.For(d.answerLang)
	from := map[int]cases.Date{1: cases.FirstCode().InForce, 2: day(codeChanges)}
	for i, a := range d.advices {
		code := plainSpaces(w.T("advice.code", "Version", fmt.Sprint(a.code), "Day", w.Date(from[a.code])))
		outcome := plainSpaces(w.T("outcome." + a.outcome))
		if got := text(letters[i]); !strings.Contains(got, code) || !strings.Contains(got, outcome) {
			m.Errorf("%s, answer %d: want %q and %q in %q", d.ref, i+1, code, outcome, got)
		}
		if got := len(classes(letters[i], "superseded")) > 0; got != a.replaced {
			m.Errorf("%s, answer %d is replaced: %v, want %v", d.ref, i+1, got, a.replaced)
		}
	}
}

var caseReference = regexp.MustCompile(`VE-2026-\d{4}`)

// checkLetters compares every letter by person, kind and reference; none holds
// a word of a case.
func (m *month) checkLetters() {
	var got, want []post
	for _, l := range m.letters.await(len(m.posts)) {
		got = append(got, post{l.To, l.Subject, caseReference.FindString(l.Text)})
		if caseMark.MatchString(l.Subject+l.Text) || officeMark.MatchString(l.Subject+l.Text) {
			m.Errorf("a letter to %s tells of the case: %s", l.To, l.Text)
		}
	}
	langs := map[string]cases.Lang{}
	for _, p := range slices.Concat(m.people, m.advisors) {
		langs[p.email] = p.lang
	}
	for _, p := range m.posts {
		first, other := i18n.For(langs[p.to]), i18n.For(langs[p.to].Other())
		key := "letter.subject." + p.kind
		want = append(want, post{p.to, "Casebook – " + p.ref + " – " + first.T(key) + " / " + other.T(key), p.ref})
	}
	if diff := differences(got, want); diff != "" {
		m.Errorf("the letters differ (+ came, - expected):\n%s", diff)
	}
}

// checkLedger reads the whole ledger as the auditor, and compares every line in
// its order; the operator verifies the chain.
func (m *month) checkLedger() {
	want := slices.Clone(m.ledger)
	m.ledger = nil
	s := m.get(m.auditor, "/ledger")
	want = append(want, m.ledger...) // she signed in
	m.enter(m.auditor, cases.AsAuditor, cases.ReadLedger, "–")
	want = append(want, m.ledger[len(m.ledger)-1])
	var got []entry
	for {
		for _, row := range tags(s.doc, "tr")[1:] {
			cells := texts(tags(row, "td"))
			got = append(got, entry{cells[2], cells[3], cells[4]})
		}
		older := where(s.doc, func(n *html.Node) bool { return attr(n, "rel") == "next" })
		if len(older) == 0 {
			break
		}
		s = m.get(m.auditor, attr(older[0], "href"))
	}
	slices.Reverse(got)
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			m.Errorf("the ledger differs at entry %d of %d (want %d):\ngot  %v\nwant %v", i+1, len(got), len(want), around(got, i), around(want, i))
			break
		}
	}
	if len(got) != len(want) {
		m.Errorf("the ledger has %d entries, want %d", len(got), len(want))
	}
	m.entries = len(got)
	verified := casebook(m.T, "ledger", "verify", "--data", m.folder)
	if pages := (len(got)+49)/50 - 1; verified.status != 0 || !strings.HasPrefix(verified.out, fmt.Sprintf("intact: %d entries", len(got)+pages)) {
		m.Errorf("ledger verify: got %+v, want %d entries", verified, len(got)+pages)
	}
}

func around(all []entry, i int) []entry {
	return all[max(0, min(i-3, len(all))):min(i+4, len(all))]
}
