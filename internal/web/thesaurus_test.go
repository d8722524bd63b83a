package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

// thesaurusPages are the administrator's pages of the thesaurus.
var thesaurusPages = []string{"/office/thesaurus", "/office/thesaurus?group=law", "/office/thesaurus?word=petition",
	"/office/thesaurus?hint=yes", "/office/thesaurus?try=petition+sign", "/office/thesaurus/add", "/office/thesaurus/concepts/retweet",
	"/office/thesaurus/concepts/retweet/remove", "/office/thesaurus/load"}

// freshConcept adds a concept that no other test changes.
func (h *house) freshConcept() string {
	h.Helper()
	now, err := h.book.Thesaurus(h.Context(), h.people[administrator])
	h.must(err, "read the thesaurus")
	id, err := h.book.AddConcept(h.Context(), h.people[administrator], cases.Stamp{Version: now.Revision},
		cases.ConceptDraft{Group: "action", Words: cases.Text{En: "bassoon\nkazoo", Fr: "basson"}})
	h.must(err, "add a concept")
	return id
}

func TestTheThesaurusIsReadByGroupAndByWord(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, w := h.as(administrator), i18n.For(cases.English)
	p := b.get("/office/thesaurus").is(200).holds(w.T("thesaurus.hinted"))
	if got := len(p.all("a", "href", "/office/thesaurus?group=law")); got != 1 {
		t.Errorf("got %d links to the law, want 1", got)
	}
	b.get("/office/thesaurus?group=law").is(200).holds("Law")
	// Accents and capitals aside, in either language.
	for _, typed := range []string{"POLICE MONTEE", "gendarmerie royale"} {
		b.get("/office/thesaurus?" + url.Values{"word": {typed}}.Encode()).is(200)
	}
	p = b.get("/office/thesaurus?word=RETWEET").is(200)
	if len(p.all("a", "href", "/office/thesaurus/concepts/retweet")) != 1 {
		t.Error("the concept is not found by its word")
	}
	b.get("/office/thesaurus?word=zzzz").is(200).holds(w.T("thesaurus.none"))
	hint := w.T("thesaurus.needs_hint", "Words", "RT")
	b.get("/office/thesaurus?hint=yes").is(200).holds(hint)
	if p := b.get("/office/thesaurus?word=petition").is(200); strings.Contains(p.text("main"), hint) {
		t.Error("a word that needs no hint is said to need one")
	}
	b.get("/office/thesaurus?try=retweet").is(200).holds(w.T("thesaurus.also", "Word", "retweet"))
	b.get("/office/thesaurus?try=zzzz").is(200).holds(w.T("thesaurus.try_nothing", "Word", "zzzz"))
	for _, none := range []string{"nobody", "retweet%00", "..", "RETWEET"} {
		b.get("/office/thesaurus/concepts/" + none).is(http.StatusNotFound)
	}
}

func TestTheHistoryOfAConceptSaysWhenInEveryLine(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	for lang, want := range map[cases.Lang]string{cases.English: "from the start", cases.French: "dès le départ"} {
		p := b.reading(lang).get("/office/thesaurus/concepts/retweet").is(200).holds(want)
		if strings.Contains(p.body, `datetime=""`) || strings.Contains(p.body, `<td role="cell"></td>`) {
			t.Errorf("%s: a line of the history does not say when", lang)
		}
	}
}

func TestAConceptIsAddedChangedRemovedAndAddedAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	add := b.get("/office/thesaurus/add").is(200).form("/office/thesaurus/add")
	add["group"], add["words_en"], add["words_fr"] = []string{"action"}, []string{"kazoo\r\nmirliton"}, []string{"flûtiau"}
	for range 2 { // sent twice it is one act
		b.post("/office/thesaurus/add", add).leadsTo("/office/thesaurus?group=action&said=saved")
	}
	const path = "/office/thesaurus/concepts/kazoo"
	w := i18n.For(cases.English)
	p := b.get(path+"?said=saved").is(200).holds(w.T("thesaurus.saved"), w.T("thesaurus.also", "Word", "kazoo"), "mirliton")
	change := p.form(path)
	change["words_fr"] = []string{"flûtiau\r\nbigophone"}
	b.post(path, change).leadsTo(path + "?said=saved")
	b.get(path).is(200).holds("bigophone")
	b.post(path+"/remove", b.get(path+"/remove").is(200).form(path+"/remove")).leadsTo(path)
	b.get(path + "/remove").leadsTo(path)
	p = b.get(path).is(200).holds(w.T("thesaurus.gone"), w.T("thesaurus.add_again"))
	b.get("/office/thesaurus?word=kazoo").is(200).holds(w.T("thesaurus.none"))
	b.post(path, p.form(path)).leadsTo(path + "?said=saved")
	b.get("/office/thesaurus?word=kazoo").is(200).holds("bigophone")
	b.get("/ledger").is(200).holds(w.T("ledger_act.set_concept"), w.T("ledger_act.remove_concept"))
}

func TestAConceptShowsWhatItWouldDoBeforeItIsKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	w := i18n.For(cases.English)
	x := h.fill("/office/thesaurus/add", forms(h)["/office/thesaurus/add"], cases.English)
	x.fields["words_en"] = []string{"kazoo\nQX\nretweet"}
	x.fields.Set("step", "preview")
	x.send().is(http.StatusOK).keeps(x)
	x.send().is(http.StatusOK).holds(w.T("thesaurus.would"), w.T("thesaurus.also", "Word", "kazoo"), w.T("thesaurus.alone", "Word", "QX"),
		w.T("thesaurus.shared", "Word", "retweet", "Name", "retweet / gazouillis partagé"))
	b.get("/office/thesaurus?word=kazoo").is(200).holds(w.T("thesaurus.none"))
}

func TestAConceptThatCannotBeKeptSaysWhyAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, tt := range map[string]struct{ field, typed, key string }{
		"nothing in English": {"words_en", " \n ", "problem.words_en.missing"},
		"nothing in French":  {"words_fr", "", "problem.words_fr.missing"},
		"no group":           {"group", "", "problem.concept_group.missing"},
		"a formula":          {"words_en", "=1", "problem.concept_word.sign"},
		"no letter":          {"words_en", "…", "problem.concept_word.mute"},
		"a long word":        {"words_en", strings.Repeat("a", 81), "problem.concept_word.long"},
		"a long phrase":      {"words_fr", "a b c d e f g h i", "problem.concept_word.phrase"},
		"many words":         {"words_fr", many(41), "problem.concept_words.many"},
	} {
		for _, step := range []string{"", "preview"} {
			x := h.fill("/office/thesaurus/add", forms(h)["/office/thesaurus/add"], cases.French)
			x.fields[tt.field], x.fields["step"] = []string{tt.typed}, []string{step}
			p := x.send().is(http.StatusUnprocessableEntity)
			p.keeps(x)
			want := i18n.For(cases.French).T(tt.key, "Word", tt.typed, "Max", map[string]int{"problem.concept_word.long": 80,
				"problem.concept_word.phrase": 8, "problem.concept_words.many": 40}[tt.key], "Count", 41)
			if !strings.Contains(p.text("main"), want) {
				t.Errorf("%s: the page does not say %q", name, want)
			}
		}
	}
}

func many(n int) string {
	var lines []string
	for i := range n {
		lines = append(lines, strings.Repeat("x", i+1))
	}
	return strings.Join(lines, "\n")
}

func TestAStaleFormOfTheThesaurusKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	concept := "/office/thesaurus/concepts/" + h.freshConcept()
	for path, filled := range map[string]url.Values{concept: {"words_en": {"bassoon\nfife"}}, concept + "/remove": {},
		"/office/thesaurus/load": forms(h)["/office/thesaurus/load"].filled} {
		for _, l := range cases.Langs() {
			b := h.as(administrator).reading(l)
			x := filling{browser: b, address: path, fields: b.get(path).is(200).form(path)}
			for name, values := range filled {
				x.fields[name] = values
			}
			other := b.get(concept).is(200).form(concept)
			other["words_fr"] = []string{"basson\n" + string(l) + strings.Repeat("x", len(path))}
			b.post(concept, other).is(http.StatusSeeOther)
			p := x.send().is(http.StatusConflict)
			p.keeps(x)
			if !strings.Contains(p.text("main"), i18n.For(l).T("error.setting_moved_on")) {
				t.Errorf("%s in %s does not say that it moved on", path, l)
			}
		}
	}
}

func TestWhatIsExportedIsLoadedAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	h.freshConcept()
	w := i18n.For(cases.English)
	for as, kind := range map[string]string{"json": "application/json", "csv": "text/csv"} {
		take := b.get("/office/thesaurus").is(200).form("/office/thesaurus/export")
		take.Set("format", as)
		p := b.post("/office/thesaurus/export", take).is(200)
		if got := p.header.Get("Content-Type"); !strings.HasPrefix(got, kind) {
			t.Errorf("%s: got %s, want %s", as, got, kind)
		}
		f := b.get("/office/thesaurus/load").is(200).form("/office/thesaurus/load")
		f.Set("text", strings.ReplaceAll(p.body, "\n", "\r\n")) // as browsers send it
		b.post("/office/thesaurus/load", f).leadsTo("/office/thesaurus?said=loaded")
		f.Set("text", strings.ReplaceAll(p.body, "bassoon", "bombarde"))
		f.Set("step", "check")
		b.post("/office/thesaurus/load", f).is(200).holds(w.T("thesaurus.load.good"))
		if as == "csv" {
			f.Set("step", "")
			f.Set("key", "another-key")
			b.post("/office/thesaurus/load", f).is(http.StatusSeeOther)
		}
	}
	b.get("/office/thesaurus/export").is(http.StatusNotFound) // a link writes nothing into the ledger
	b.post("/office/thesaurus/export", url.Values{}).is(http.StatusForbidden)
	b.get("/office/thesaurus?word=bombarde").is(200)
	b.get("/ledger").is(200).holds(w.T("ledger_act.export_thesaurus"), w.T("ledger_act.load_thesaurus"))
}

func TestAFileWithFaultsNamesTheirLinesAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/office/thesaurus/load", forms(h)["/office/thesaurus/load"], cases.English)
	x.fields.Set("text", "[\n {\"concept\": \"kazoo\", \"group\": \"action\", \"en\": [\"kazoo\"], \"fr\": []},\n {\"word\": 1}\n]")
	p := x.send().is(http.StatusUnprocessableEntity)
	p.keeps(x)
	p.holds("Line 2: Write at least one French word", "Line 3: ")
	x.fields.Set("text", many(1_000))
	x.send().is(http.StatusUnprocessableEntity)
	x.get("/office/thesaurus?word=retweet").is(200).holds("retweet")
}

func TestAChangedConceptActsOnTheNextSearchAlsoElsewhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other, err := web.New(h.parts())
	h.must(err, "open a second server")
	hits := func() int { return len(h.as(noor).get("/search?q=zygotuba").is(200).all("li", "class", "hit")) }
	h.file(noor, "plain")
	if n := hits(); n != 0 {
		t.Fatalf("%d hits before", n)
	}
	first := h.server
	h.server = other
	x := h.fill("/office/thesaurus/add", forms(h)["/office/thesaurus/add"], cases.English)
	x.fields["words_en"], x.fields["words_fr"] = []string{"zygotuba\n" + strings.ToLower(situationCanary)}, []string{"zygotube"}
	x.send().is(http.StatusSeeOther)
	h.server = first
	if n := hits(); n != 1 {
		t.Errorf("%d hits after, want 1", n)
	}
}
