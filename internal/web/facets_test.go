package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// facet is what a page offers of a facet: each value's line, as it is read.
func (p *page) facet(name string) []string {
	p.Helper()
	var out []string
	for _, section := range p.all("section", "aria-labelledby", "facet-"+name) {
		for _, a := range elements(section, "a") {
			out = append(out, strings.Join(strings.Fields(textOf(a)), " "))
		}
	}
	return out
}

// hits are the cases that a search found.
func (p *page) hits() []string {
	p.Helper()
	var out []string
	for _, hit := range p.all("li", "class", "hit") {
		href, _ := attr(elements(hit, "a")[0], "href")
		out = append(out, href)
	}
	return out
}

// hrefOf is where the last link leads whose words begin so.
func (p *page) hrefOf(words string) string {
	p.Helper()
	for _, a := range slices.Backward(p.all("a")) {
		if strings.HasPrefix(strings.TrimSpace(textOf(a)), words) {
			href, _ := attr(a, "href")
			return href
		}
	}
	p.Fatalf("no link says %q: %s", words, p.text("main"))
	return ""
}

func TestFacetsAreAddedAndRemovedByLinks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.atEveryStatus(noor)
	b := h.as(marion)
	p := b.get("/queue").is(http.StatusOK)
	if got, want := p.facet("status"), []string{"New 1", "In review 1"}; !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	p = b.get(p.hrefOf("In review")).is(http.StatusOK)
	if got := len(p.all("th", "class", "q-subject")); got != 2 { // with the head of the column
		t.Errorf("got %d rows, want 1 and the head", got)
	}
	if got, want := p.facet("status"), []string{"New 1", "In review 1 (chosen, remove)"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	p = b.get(p.hrefOf("New 1")).is(http.StatusOK)
	if got, want := p.hrefOf("Status: New"), "/queue?status=in_review&view=waiting"; got != want {
		t.Errorf("the chip leads to %s, want %s", got, want)
	}
	if got, want := p.hrefOf("Remove all"), "/queue?view=waiting"; got != want {
		t.Errorf("clearing leads to %s, want %s", got, want)
	}
	if got, want := p.hrefOf("Reference"), "/queue?sort=newest&status=new&status=in_review&view=waiting"; got != want {
		t.Errorf("the order leads to %s, want %s", got, want)
	}
}

func TestAnAddressOfAListIsTidyAndKeepsItsChoices(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.atEveryStatus(noor)
	b := h.as(marion)
	b.get("/search?q=&platform=&status=new").leadsTo("/search?status=new")
	b.get("/queue?view=mine&advisor=").leadsTo("/queue?view=mine")
	p := b.get("/search?year=2026&q=" + strings.ToLower(subjectCanary) + "&status=answered&status=new&status=new").is(http.StatusOK)
	kept := p.form("/search")
	if got, want := kept["status"], []string{"new", "answered"}; !slices.Equal(got, want) {
		t.Errorf("the form keeps %q, want %q", got, want)
	}
	lang, _ := attr(p.all("a", "class", "language")[0], "href")
	for _, part := range []string{"status=answered&status=new", "year=2026", "q="} {
		if !strings.Contains(lang, part) {
			t.Errorf("the other language leads to %s, without %s", lang, part)
		}
	}
}

func TestWhatIsNoValueIsLeftOutInWords(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.atEveryStatus(noor)
	for _, l := range cases.Langs() {
		for _, person := range []string{noor, marion} {
			b := h.as(person).reading(l)
			for _, query := range []string{"platform=zzz", "status=%00", "year=%27%3B--", "lang=en&lang=xx", "obligation=%ff%fe",
				"outcome=" + strings.Repeat("x", 2000), "year=1", "year=99999999999999999999",
				"from=2026-02-30", "to=zzz", "from=%00"} {
				p := b.get("/search?" + query).is(http.StatusOK)
				if !strings.Contains(p.text("main"), i18n.For(l).T("facet.mistaken")) || strings.Contains(p.text("main"), "zzz") {
					t.Errorf("%s for %s: %s", query, person, p.text("main"))
				}
			}
		}
	}
	h.as(marion).get("/queue?view=zzz&sort=zzz&advisor=" + url.QueryEscape(string(h.people[noor].ID)) + "&after=zzz").is(http.StatusOK)
}

func TestAnEmptyListSaysWhyAndWhatToTry(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := i18n.For(cases.English)
	said := func(path, why string, ways ...string) {
		t.Helper()
		p := h.as(marion).get(path).is(http.StatusOK)
		nothing := p.text("div", "class", "nothing")
		if nothing == "" {
			nothing = p.text("div", "class", "nothing empty")
		}
		if !strings.HasPrefix(nothing, w.T(why)) {
			t.Errorf("%s: got %q, want %q", path, nothing, w.T(why))
		}
		for _, way := range ways {
			if !strings.Contains(nothing, way) {
				t.Errorf("%s: %q does not offer %q", path, nothing, way)
			}
		}
	}
	said("/search", "search.nothing.yet")
	said("/queue", "queue.empty.waiting")
	h.atEveryStatus(noor)
	said("/search?q=zzzz", "search.nothing.words", "Show every case")
	said("/search?q=zzzz&lang=fr", "search.nothing.both", "Remove “Language: French”", "Show every case")
	said("/search?channel=phone&lang=fr", "search.nothing.chosen", "Remove “Language: French”", "Remove all")
	said("/search?page=9", "search.nothing.page", "first page")
	said("/search?page=9223372036854775807&q="+strings.ToLower(subjectCanary), "search.nothing.page", "first page")
	said("/search?page=9223372036854775807", "search.nothing.page", "first page")
	said("/search?from=2030-01-01", "search.nothing.chosen", "Remove “Submitted from January\u00a01, 2030”", "Show every case")
	said("/queue?lang=fr", "queue.empty.filtered", "Remove “Language: French”")
	said("/search?q=du:2025+au:2024", "search.nothing.backwards", "Show every case")
	said("/search?from=2025-01-01&to=2024-12-31", "search.nothing.backwards", "Remove “Submitted from January\u00a01, 2025”")
	said("/queue?from=2025-01-01&to=2024-12-31", "search.nothing.backwards", "Remove “Submitted from January\u00a01, 2025”")
}

func TestAPageBeyondTheLastLeadsBackToTheList(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for n := range 22 {
		h.fileWords(noor, fmt.Sprint("Kite ", n), "A red kite.", cases.English)
	}
	h.fileWords(noor, "Lamp", "A lamp.", cases.English)
	const first, last = "/search?q=kite", "/search?page=2&q=kite"
	for _, lang := range cases.Langs() {
		w, b := i18n.For(lang), h.as(marion).reading(lang)
		for asked, want := range map[string][]string{"/search?q=kite&page=99": {first, last}, "/search?q=kite&page=1000000": {first, last},
			"/search?q=lamp&page=99": {"/search?q=lamp"}} {
			p := b.get(asked).is(http.StatusOK).holds(w.T("search.nothing.page"))
			var got []string
			for _, a := range elements(p.all("div", "class", "nothing")[0], "a") {
				if href, _ := attr(a, "href"); !strings.HasPrefix(href, "/search/save") {
					got = append(got, href)
				}
			}
			if !slices.Equal(got, want) || len(p.all("a", "rel", "prev")) > 0 {
				t.Errorf("%s: leads back to %q, want %q alone", asked, got, want)
			}
		}
	}
	p := h.as(marion).get(last).is(http.StatusOK)
	if got := len(p.all("a", "rel", "prev")); got != 1 || len(p.hits()) != 2 {
		t.Errorf("got %d links back and %d cases, want 1 and 2", got, len(p.hits()))
	}
}

func TestAListSaysByWhatItIsSorted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	for _, lang := range cases.Langs() {
		w, b := i18n.For(lang), h.as(marion)
		for asked, ranks := range map[string]bool{"/search?q=sign": true, "/search?q=-zzzz": false, "/search?lang=en": false, "/search?q=lang:en": false} {
			got := textOf(b.reading(lang).get(asked).is(http.StatusOK).all("section", "class", "results")[0])
			if strings.Contains(got, w.T("search.sorted")) != ranks || strings.Contains(got, w.T("search.by_age")) == ranks {
				t.Errorf("%s, %s: got %q", asked, lang, got)
			}
		}
	}
}

func TestFacetsCountNothingThatIsHidden(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.atEveryStatus(noor)
	h.at(daniel, cases.Answered)
	for _, path := range []string{"/queue?view=answered", "/search", "/search?q=" + strings.ToLower(subjectCanary), "/search?status=new"} {
		for _, name := range []string{"status", "obligation", "outcome", "platform", "lang", "year", "channel", "election", "political"} {
			for _, line := range h.as(zelda).get(path).is(http.StatusOK).facet(name) {
				if strings.HasSuffix(line, " 0 (chosen, remove)") {
					continue // what she chose herself
				}
				if path == "/search?status=new" || !strings.HasSuffix(line, " 1") {
					t.Errorf("%s: an excluded advisor reads %q", path, line)
				}
			}
		}
	}
	own := h.as(noor).get("/search").is(http.StatusOK)
	for _, name := range []string{"political", "advisor", "channel"} {
		if got := own.facet(name); len(got) > 0 {
			t.Errorf("the filer is offered %q", got)
		}
	}
	if hidden, ok := h.entryTitle(1), slices.ContainsFunc(own.facet("obligation"), func(s string) bool {
		return strings.HasPrefix(s, h.entryTitle(1))
	}); ok {
		t.Errorf("the filer is offered the annotated %q", hidden)
	}
}

// entryTitle is what an entry of the Code is called in English.
func (h *house) entryTitle(i int) string { return h.entryText(i, cases.English) }

func TestAListIsNarrowedToTheDaysOfSubmission(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first := h.file(noor, "an old case")
	day := cases.DateOf(h.now, zone(t))
	h.now = h.now.AddDate(0, 0, 3)
	second := h.file(noor, "a new case")
	later := cases.DateOf(h.now, zone(t)).String()
	for _, person := range []string{noor, marion} {
		p := h.as(person).get("/search?from=" + later).is(http.StatusOK)
		if got, want := p.hits(), []string{"/cases/" + string(second)}; !slices.Equal(got, want) {
			t.Errorf("from: got %q, want %q", got, want)
		}
		if got, want := p.hrefOf("Submitted from"), "/search"; got != want {
			t.Errorf("the chip leads to %s, want %s", got, want)
		}
		p = h.as(person).get("/search?lang=en&to=" + day.String()).is(http.StatusOK)
		if got, want := p.hits(), []string{"/cases/" + string(first)}; !slices.Equal(got, want) {
			t.Errorf("to: got %q, want %q", got, want)
		}
		if got, want := p.hrefOf("Submitted until"), "/search?lang=en"; got != want {
			t.Errorf("the chip leads to %s, want %s", got, want)
		}
	}
}
