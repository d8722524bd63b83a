package web_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

var protected = func(p *web.Parts) { p.Marking = cases.Text{En: "Protected Z", Fr: "Protégé Z"} }

// inFrench files a case of Noor's that is to be answered in French, and
// answers it.
func (h *house) inFrench() cases.CaseID {
	h.Helper()
	id, err := h.book.Submit(h.Context(), h.people[noor], cases.Draft{Subject: subjectCanary, Situation: situationCanary + " here.", Notice: h.book.SettingsLastRead().Notice.Version,
		Lang: "en", AnswerLang: "fr", Facts: cases.Facts{Platform: "facebook", Stage: cases.Planned}})
	h.must(err, "file")
	h.takeUp(id)
	h.must(h.book.Advise(h.Context(), h.people[marion], id, h.stamp(marion, id), cases.AdviceDraft{Outcome: "with_precautions",
		Obligations: []string{h.entry(0)}, Text: adviceCanary, WouldChange: "Si vous étiez en congé."}), "advise")
	return id
}

func TestTheLetterIsInTheLanguageOfTheAnswerWhoeverReadsIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t, protected)
	id := h.inFrench()
	fr := i18n.For(cases.French)
	for _, person := range []string{noor, marion} {
		for _, l := range cases.Langs() {
			p := h.as(person).reading(l).get("/cases/" + string(id) + "/letter").is(200)
			if lang, _ := attr(p.all("article", "class", "sheet")[0], "lang"); lang != "fr" {
				t.Errorf("the letter is in %q", lang)
			}
			sheet := p.text("article", "class", "sheet")
			for _, want := range []string{"Protégé Z", h.stored(id).Reference, h.people[noor].Name, h.people[marion].Name, adviceCanary,
				situationCanary, subjectCanary, "Si vous étiez en congé.", fr.T("letter.relied"), testOffice.Name.Fr, testOffice.Phone,
				fr.T("outcome.with_precautions"), h.entryText(0, cases.French)} {
				if !strings.Contains(sheet, want) {
					t.Errorf("the letter to %s does not say %q: %s", person, want, sheet)
				}
			}
			if got := p.text("h1"); got != i18n.For(l).T("letter.title") {
				t.Errorf("the page is headed %q", got)
			}
		}
	}
}

// entryText is the title of the entry of the Code at that place.
func (h *house) entryText(i int, l cases.Lang) string {
	h.Helper()
	code, err := h.book.Code(h.Context())
	h.must(err, "read the Code")
	return code.Entries[i].Title.In(l)
}

func TestAReplacedAdviceSaysSoInItsLetter(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.Answered)
	first := h.stored(id).CurrentAdvice().ID
	h.must(h.book.Correct(h.Context(), h.people[marion], id, h.stamp(marion, id), cases.AdviceDraft{Outcome: "no_concern",
		Obligations: []string{h.entry(0)}, Text: "A second look."}), "correct")
	b := h.as(noor)
	current := b.get("/cases/" + string(id) + "/letter").is(200)
	old := b.get("/cases/" + string(id) + "/letter?advice=" + string(first)).is(200)
	if got := current.text("article", "class", "sheet"); !strings.Contains(got, "A second look.") || strings.Contains(got, adviceCanary) {
		t.Errorf("without a name the letter is not the current advice: %s", got)
	}
	if got := old.text("article", "class", "sheet"); !strings.Contains(got, adviceCanary) || !strings.Contains(got, "This advice has been replaced") {
		t.Errorf("the letter does not say that it was replaced: %s", got)
	}
	for _, none := range []string{"x", "%27%3B", string(id)} {
		b.get("/cases/" + string(id) + "/letter?advice=" + none).is(http.StatusNotFound)
	}
}

func TestALetterThatIsNotYetThereIsNotCalledAChange(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	for _, person := range []string{noor, marion} {
		for _, l := range cases.Langs() {
			p := h.as(person).reading(l).get("/cases/" + string(id) + "/letter").is(http.StatusConflict)
			if got, want := p.text("h1"), i18n.For(l).T("refusal.no_letter.title"); got != want {
				t.Errorf("the page is headed %q, want %q", got, want)
			}
			if len(p.all("a", "href", "/cases/"+string(id))) == 0 {
				t.Error("there is no way back to the case")
			}
		}
	}
}

func TestWithoutAMarkingTheLetterHasNone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.as(noor).get("/cases/" + string(h.at(noor, cases.Answered)) + "/letter").is(200)
	if len(p.all("p", "class", "sheet-marking")) > 0 {
		t.Error("the letter carries a marking")
	}
}

func TestOpeningALetterIsAReading(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.Answered)
	h.as(daniel).get("/cases/" + string(id) + "/letter").is(200)
	if got := h.as(noor).get("/cases/" + string(id)).text("main"); !strings.Contains(got, h.people[daniel].Name) {
		t.Error("the filer is not told who opened the letter")
	}
}

func TestNoLetterHoldsWhatOnlyTheOfficeSees(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.as(marion).get("/cases/" + string(h.at(noor, cases.Answered)) + "/letter").is(200)
	sheet := p.text("article", "class", "sheet")
	for _, w := range officeOnly() {
		if strings.Contains(sheet, w) {
			t.Errorf("the letter that an advisor prints holds %s", w)
		}
	}
}
