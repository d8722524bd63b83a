package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

// officeOnly is what only advisors may see of a case.
func officeOnly() []string {
	out := []string{whyCanary, oldWhyCanary, noteCanary, followCanary}
	for _, l := range cases.Langs() {
		w := i18n.For(l)
		out = append(out, w.T("priority.urgent"), w.T("flag.political"))
	}
	return out
}

// anything is what nobody outside a case may see of it.
func anything() []string {
	return append(officeOnly(), subjectCanary, situationCanary, questionCanary, adviceCanary, factCanary)
}

// lists are the pages that list or count cases, and searches for every canary.
// The words are searched in small letters: the page shows them again, and so
// they are not taken for a find.
func lists(h *house) []string {
	out := []string{"/", "/search", "/search?page=2", "/queue", "/ledger", "/demo/letters", "/queue?sort=newest"}
	for _, v := range cases.Views() {
		out = append(out, "/queue?view="+string(v))
	}
	for _, f := range []string{"obligation=" + h.entry(1), "political=yes", "political=no", "precedent=yes", "precedent=no", "election=yes", "status=new",
		"outcome=with_precautions", "platform=facebook", "year=2026", "advisor=" + string(h.people[marion].ID)} {
		out = append(out, "/search?"+f, "/queue?"+f)
	}
	for _, w := range anything() {
		out = append(out, "/search?q="+url.QueryEscape(strings.ToLower(w)))
	}
	for _, w := range []string{"cites:" + h.stored(h.example()).Reference, "citedby:VE-2026-0001", "precedent:yes", "VE-2026-0001", "tag:" + h.entry(1), `"second one"`, "petition"} {
		out = append(out, "/search?q="+url.QueryEscape(w))
	}
	return out
}

// casePages are all pages of a case.
func casePages(h *house, id cases.CaseID) []string {
	var out []string
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet && strings.Contains(r.Path, ":id") {
			out = append(out, h.address(r.Path, id))
		}
	}
	return out
}

func TestNoPageOfTheFilerHoldsWhatOnlyTheOfficeSees(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	pages := lists(h)
	for _, id := range h.atEveryStatus(noor) {
		pages = append(pages, casePages(h, id)...)
	}
	for _, l := range cases.Langs() {
		b := h.as(noor).reading(l)
		for _, p := range pages {
			b.get(p).holdsNone(append(officeOnly(), citedCanary)...)
		}
	}
}

func TestRefusedActsOfTheFilerShowNothingOfTheOffice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	b := h.as(noor)
	for _, form := range []url.Values{{}, {"switch": {"fr"}}, {"step": {"edit"}}, {"switch": {"en"}, "step": {"send"}},
		{"version": {"6"}}, {"version": {"2"}, "step": {"preview"}}} {
		form.Set("csrf", b.csrf)
		for route := range matrix {
			if path, isPost := strings.CutPrefix(route, "POST "); isPost && strings.Contains(path, ":id") {
				b.post(h.address(path, id), form).holdsNone(officeOnly()...)
			}
		}
	}
}

func TestTheFilerFindsNothingByWhatOnlyTheOfficeSees(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.at(noor, cases.InReview)
	hits := func(q string) int { return len(h.as(noor).get("/search?"+q).is(200).all("li", "class", "hit")) }
	for _, q := range []string{"q=" + strings.ToLower(whyCanary), "q=" + strings.ToLower(noteCanary), "obligation=" + h.entry(1),
		"q=tag:" + h.entry(1), "q=political:yes", "q=political:no",
		"q=precedent:yes", "q=precedent:no", "q=cites:VE-2026-0002", "q=citedby:VE-2026-0001", "q=" + strings.ToLower(followCanary)} {
		if n := hits(q); n > 0 {
			t.Errorf("%s finds %d of her cases", q, n)
		}
	}
	for _, q := range []string{"political=yes", "political=no", "precedent=yes", "precedent=no", "priority=urgent"} { // not hers to ask: left out
		if got, want := hits(q), hits(""); got != want {
			t.Errorf("%s finds %d of her cases, want all %d", q, got, want)
		}
	}
	if len(h.as(noor).get("/search?q="+strings.ToLower(subjectCanary)).all("li", "class", "hit")) != 1 {
		t.Error("her own words do not find her case: the test is blind")
	}
}

func TestOutsidersMeetNothingOfACase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	pages := lists(h)
	hidden := append(anything(), citedCanary)
	for _, id := range h.atEveryStatus(noor) {
		pages = append(pages, casePages(h, id)...)
		hidden = append(hidden, string(id), h.stored(id).Reference)
	}
	for _, person := range []string{priya, zelda} {
		b := h.as(person)
		for _, path := range pages {
			p := b.get(path)
			p.holdsNone(withoutAsked(hidden, path)...)
		}
	}
}

// withoutAsked leaves out what the address itself holds: the page may show it
// again. What an advisor chose of the flags is named as chosen.
func withoutAsked(words []string, path string) []string {
	asked, _ := url.QueryUnescape(path)
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		isFilter := strings.Contains(path, "political=") && w == i18n.For(cases.English).T("flag.political")
		return strings.Contains(asked, w) || isFilter
	})
}

func TestCountsOfTheQueueLeaveOutWhatIsHidden(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.atEveryStatus(noor)
	for person, want := range map[string]string{zelda: "0", marion: "2"} {
		p := h.as(person).get("/queue").is(200)
		if got := p.text("span", "class", "count"); got != want {
			t.Errorf("%s counts %q waiting, want %s", person, got, want)
		}
	}
	for _, c := range h.as(zelda).get("/queue").all("span", "class", "count") {
		if got := textOf(c); got != "0" {
			t.Errorf("a count is %q, want 0", got)
		}
	}
}

func TestTheLedgerHoldsActsAndNoContent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.atEveryStatus(noor)
	h.as(noor).get("/search?q=" + searchCanary).is(200)
	for _, person := range []string{administrator, auditor} {
		p := h.as(person).get("/ledger").is(200)
		p.holdsNone(append(anything(), searchCanary, h.people[noor].Name, h.people[noor].Email)...)
		if !strings.Contains(p.body, h.people[marion].Name) {
			t.Error("the ledger does not name who acted for the office: the test is blind")
		}
	}
}

func TestAnAdvisorMeetsEveryCanary(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.as(marion).get("/cases/" + string(h.at(noor, cases.Answered))).is(200)
	for _, w := range []string{whyCanary, oldWhyCanary, noteCanary, followCanary, citedCanary, subjectCanary, situationCanary, adviceCanary, factCanary} {
		if !strings.Contains(p.body, w) {
			t.Errorf("%s is not there: the crawls are blind", w)
		}
	}
}
