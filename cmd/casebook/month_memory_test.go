//go:build e2e

package main

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/sheet"
)

// What the office remembers: precedents, citations, searches that are kept, lists
// that leave, and what words stand for.

// A word that some situations have, and one that no case has until the thesaurus
// says that it stands for the first.
const (
	rareWord  = "tuvelon"
	otherWord = "zorvak"
)

// keptAs is the name under which an advisor keeps a search.
const keptAs = "Précédents du mois"

func (m *month) markPrecedent(d *dossier) {
	a := cases.MarkPrecedent
	if d.precedent {
		a = cases.UnmarkPrecedent
	}
	m.act(d.handler, d, "/precedent", typed{"precedent_why": one(d.forOffice("why others should read it"))}, func() {
		m.did(d.handler, d, a)
		d.precedent = !d.precedent
	})
}

// cite cites the first of the similar cases that come after the page of a case,
// of whose reading they are part.
func (m *month) cite(d *dossier) {
	m.visit(d.handler, d)
	f := m.get(d.handler, d.path()+"/similar").form("/cite")
	if f == nil {
		return // none is like it yet
	}
	i := slices.IndexFunc(m.dossiers, func(other *dossier) bool { return other.ref == f.fields.Get("reference") })
	if i < 0 || !m.dossiers[i].sees(d.handler) || m.dossiers[i] == d {
		m.Fatalf("%s is offered %q to cite in %s", d.handler.id, f.fields, d.ref)
	}
	s := m.submit(d.handler, f, "", nil)
	m.did(d.handler, d, cases.Cite)
	d.cites = append(d.cites, m.dossiers[i])
	m.shown(d.handler, d, s)
}

// search asks for a page of the search, which the ledger tells.
func (m *month) search(p *someone, address string) *page {
	s := m.get(p, address)
	as := cases.AsEmployee
	if p.isAdvisor() {
		as = cases.AsAdvisor
	}
	m.enter(p, as, cases.SearchAct, "–")
	if s.status != http.StatusOK || s.path != "/search" {
		m.Fatalf("%s asks %s: got %d at %s", p.id, address, s.status, s.path)
	}
	return s
}

func asking(words string) string { return "/search?" + url.Values{"q": {words}}.Encode() }

// finds searches for words and compares what is found with the books.
func (m *month) finds(p *someone, words string, in func(*dossier) bool) {
	m.Helper()
	m.holds(p, m.search(p, asking(words)), words, in)
}

const searchPage = 20

func (m *month) holds(p *someone, s *page, words string, in func(*dossier) bool) {
	m.Helper()
	want := m.refs(in)
	var got []string
	for _, hit := range s.class("hit") {
		got = append(got, first(classes(hit, "reference")))
	}
	slices.Sort(got)
	said := ""
	for _, h := range tags(s.doc, "h2") {
		if attr(h, "id") == "found" {
			said = text(h)
		}
	}
	number, _, _ := strings.Cut(said, " ")
	if n, err := strconv.Atoi(number); err == nil && n != len(want) {
		m.Errorf("%s: %s searches for %s: it says %q, want %d", m.today(), p.id, words, said, len(want))
	}
	if len(got) != min(len(want), searchPage) || len(want) <= searchPage && !slices.Equal(got, want) {
		m.Errorf("%s: %s searches for %s: got %q, want %q", m.today(), p.id, words, got, want)
	}
}

// refs are the references of some cases, in order.
func (m *month) refs(in func(*dossier) bool) (all []string) {
	for _, d := range m.dossiers {
		if in(d) {
			all = append(all, d.ref)
		}
	}
	slices.Sort(all)
	return all
}

// precedentTo are the cases that an advisor finds among the precedents.
func precedentTo(a *someone) func(*dossier) bool {
	return func(d *dossier) bool { return d.precedent && d.sees(a) }
}

func anyTo(p *someone) func(*dossier) bool {
	return func(d *dossier) bool { return d.filer == p || d.sees(p) }
}

// rememberOn does what the advisors and the administrator do for the memory of
// the office on a day.
func (m *month) rememberOn(d cases.Date) {
	a, b := m.advisors[0], m.advisors[1]
	switch d.String() {
	case searchSaved:
		m.saveSearch(a, "precedent:yes")
	case listTaken:
		m.export(b, "csv", "precedent:yes", precedentTo(b))
	case wordTaught:
		m.finds(b, otherWord, func(*dossier) bool { return false })
		m.teach()
		m.finds(b, otherWord, m.rareTo(b))
	}
}

func (m *month) rareTo(p *someone) func(*dossier) bool {
	return func(d *dossier) bool { return strings.Contains(d.Situation, rareWord) && anyTo(p)(d) }
}

func (m *month) saveSearch(a *someone, words string) {
	link := m.search(a, asking(words)).link("^/search/save")
	s := m.submit(a, m.get(a, link).form("/search/save"), "", typed{"search_name": one(keptAs)})
	m.enter(a, cases.AsAdvisor, cases.SaveSearch, "–")
	m.enter(a, cases.AsAdvisor, cases.SearchAct, "–") // she is led back to it
	if got := texts(s.class("saved-searches")); len(got) != 1 || !strings.Contains(got[0], keptAs) {
		m.Errorf("%s saved a search: got %q", a.id, got)
	}
}

// teach adds a concept to the thesaurus, as the administrator.
func (m *month) teach() {
	f := m.get(m.administrator, "/office/thesaurus/add").form("/office/thesaurus/add")
	s := m.submit(m.administrator, f, "", typed{"group": f.offers["group"][1:2], "words_en": one(otherWord + "\n" + rareWord), "words_fr": one(rareWord)})
	if s.status != http.StatusOK {
		m.Fatalf("the administrator adds a concept: got %d\n%s", s.status, text(s.doc))
	}
	m.enter(m.administrator, cases.AsAdministrator, cases.SetConcept, "–")
}

// export takes a list along and compares every row of it with the books.
func (m *month) export(a *someone, format, words string, in func(*dossier) bool) {
	address := "/search"
	if words != "" {
		address = asking(words)
	}
	f := m.search(a, address).form("/search/export")
	if f == nil {
		m.Fatalf("%s: nothing is to be exported at %s", m.today(), address)
	}
	s := m.submit(a, f, "format="+format, nil)
	m.enter(a, cases.AsAdvisor, cases.ExportList, "–")
	m.files++
	if format != "csv" {
		if s.status != http.StatusOK || !strings.HasPrefix(s.body, "PK") {
			m.Errorf("%s exports %s: got %d, and no workbook", a.id, format, s.status)
		}
		return
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.body, "\uFEFF"))).ReadAll()
	m.must(err, "read the file")
	m.checkFile(a, rows, in)
}

func (m *month) checkFile(a *someone, rows [][]string, in func(*dossier) bool) {
	type line struct{ ref, subject, day, status, marking string }
	var got, want []line
	for _, r := range rows[1:] {
		got = append(got, line{r[0], r[1], r[2], r[3], r[len(r)-1]})
	}
	for _, d := range m.dossiers {
		if !in(d) {
			continue
		}
		status := "status."
		marking := map[cases.Lang]string{cases.English: monthOffice.MarkingEn, cases.French: monthOffice.MarkingFr}[a.lang]
		want = append(want, line{d.ref, sheet.Harmless(d.Subject), d.came.String(), a.words().T(status + string(d.status)), marking})
	}
	if diff := differences(got, want); diff != "" {
		m.Errorf("%s: the file of %s differs (+ there, - expected):\n%s", m.today(), a.id, diff)
	}
}

// citedAsked is of how many cases it is asked what cites them.
const citedAsked = 6

// checkMemory holds at the end what the office remembers against the books.
func (m *month) checkMemory() {
	for i, a := range m.advisors {
		m.finds(a, "precedent:yes", precedentTo(a))
		m.finds(a, otherWord, m.rareTo(a))
		m.export(a, []string{"csv", "xlsx", "csv"}[i], "", anyTo(a))
		m.checkKept(a, i == 0)
	}
	cited := map[*dossier]bool{}
	for _, d := range m.dossiers {
		for _, other := range d.cites {
			cited[other] = true
		}
	}
	asked := 0
	for _, other := range m.dossiers {
		if a := m.advisors[asked%len(m.advisors)]; cited[other] && other.sees(a) && asked < citedAsked {
			asked++
			m.finds(a, "cites:"+other.ref, func(d *dossier) bool { return slices.Contains(d.cites, other) && d.sees(a) })
		}
	}
	if n := len(m.refs(func(d *dossier) bool { return d.precedent })); n == 0 || len(cited) == 0 {
		m.Errorf("got %d precedents and %d cases cited, want some of each", n, len(cited))
	}
	p := m.enabled(3)
	m.finds(p, "precedent:yes", func(*dossier) bool { return false })
	m.holds(p, m.search(p, "/search"), "nothing", func(d *dossier) bool { return d.filer == p })
}

// checkKept asks the search that is kept again; nobody else is shown it.
func (m *month) checkKept(a *someone, hers bool) {
	s := m.search(a, "/search")
	if got := strings.Contains(s.body, keptAs); got != hers {
		m.Errorf("%s is shown the search that is kept: %v, want %v", a.id, got, hers)
	}
	if hers {
		link := attr(tags(s.class("saved-searches")[0], "a")[0], "href")
		m.holds(a, m.search(a, link), keptAs, precedentTo(a))
	}
}

// remembered says what the memory of the office came to.
func (m *month) remembered() string {
	citations := 0
	for _, d := range m.dossiers {
		citations += len(d.cites)
	}
	return fmt.Sprintf("\nmemory    precedents %d · citations %d · files %d ·",
		len(m.refs(func(d *dossier) bool { return d.precedent })), citations, m.files)
}
