package web_test

import (
	"net/url"
	"testing"

	"example.org/casebook/internal/cases"
)

// alike files a case of Noor's about what the example is about.
func (h *house) alike(key string) cases.CaseID {
	h.Helper()
	now, err := h.book.Settings(h.Context())
	h.must(err, "read the settings")
	id, err := h.book.Submit(h.Context(), h.people[noor], cases.Draft{Key: key, Subject: "Au chalet", Situation: "Un drapeau se voit sur une photo du chalet que je publierais demain.",
		Lang: "fr", AnswerLang: "fr", Notice: now.Notice.Version, Facts: cases.Facts{Platform: "linkedin", Stage: cases.Planned}})
	h.must(err, "file "+key)
	return id
}

func TestSimilarCasesStandBesideACaseWithTheirReasonsAndAreCitedByAButton(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, other := h.alike("alike"), h.example()
	at, reference := "/cases/"+string(id), h.stored(other).Reference
	b := h.as(marion)

	b.get(at).is(200).holds("Similar cases", `href="`+at+`/similar"`).holdsNone(citedCanary)
	p := b.get(at+"/similar").is(200).holds("Similar cases", citedCanary, "Same platform: LinkedIn", "Both about:", ">drapeau<", "No concern")
	b.post(at+"/cite", p.form(at+"/cite")).is(303)
	b.get(at).is(200).holds("You cited " + reference)
	b.get(at + "/similar").is(200).holds("Cited in this case")
	h.as(marion).reading(cases.French).get(at+"/similar").is(200).holds("Dossiers semblables", "Même plateforme", "Mots en commun")
	// The one that it is like has advice itself; this one has none to be read.
	b.get("/cases/" + string(other) + "/similar").is(200).holds("Aucun avis déjà donné ne ressemble à ce dossier")
}

func TestWhatIsWrittenOfAnAnswerFindsSimilarCasesAndIsKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.file(noor, "one")
	h.takeUp(id)
	reference, at := h.stored(h.example()).Reference, "/cases/"+string(id)
	b := h.as(marion)
	form := answering(b, at)
	b.get(at + "/advise").is(200).holds("No past advice is like this case").holdsNone(reference)

	const typed = "Le drapeau sur la photo peut rester."
	form.Set("text", typed)
	form.Set("obligations", h.entry(0))
	form.Set("step", "similar")
	p := b.post(at+"/advise", form).is(200).holds("Cite "+reference, "Insert the advice of "+reference, "Same obligation: ")
	form = p.form(at + "/advise")
	form.Set("cite", reference)
	p = b.post(at+"/advise", form).is(200).holds(reference+" is now cited", "Cited in this case").holdsNone("Cite " + reference + "<")
	if !h.stored(id).Cites(h.example()) {
		t.Error("the case is not cited")
	}
	again := p.form(at + "/advise")
	for name, want := range map[string]string{"text": typed, "would_change": "Another platform.", "outcome": "with_precautions", "obligations": h.entry(0)} {
		if got := again.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	again.Set("step", "preview")
	b.post(at+"/advise", again).is(200)
	again.Set("step", "send")
	b.post(at+"/advise", again).is(303)
	if m := h.stored(id).CurrentAdvice(); m == nil || m.Text != typed {
		t.Errorf("got the advice %+v, want %q", m, typed)
	}
}

func TestAStaleFormOfAnAnswerCitesNothingAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.file(noor, "one")
	h.takeUp(id)
	at := "/cases/" + string(id)
	b := h.as(marion)
	form := answering(b, at)
	h.annotate(id, whyCanary)
	form.Set("cite", h.stored(h.example()).Reference)
	p := b.post(at+"/advise", form).is(409).holds(adviceCanary + " mine.")
	form = p.form(at + "/advise")
	form.Set("cite", "VE-1999-0001")
	b.post(at+"/advise", form).is(422).holds("No case that you can see", adviceCanary+" mine.")
	if h.stored(id).Cites(h.example()) {
		t.Error("the case is cited")
	}
}

func TestWhoIsKeptFromACaseMeetsItAmongNoSimilarOnes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, other := h.alike("alike"), h.example() // hidden from Zelda
	at, reference := "/cases/"+string(id), h.stored(other).Reference
	h.takeUp(id)
	for _, path := range []string{at + "/similar", at + "/advise"} {
		h.as(marion).get(path).is(200).holds(reference, citedCanary)
		h.as(zelda).get(path).is(200).holds("No past advice is like this case").holdsNone(reference, citedCanary, string(other))
	}
	b := h.as(zelda)
	typed := url.Values{"csrf": {b.csrf}, "text": {"Un drapeau sur ma photo."}, "step": {"similar"}}
	b.post(at+"/advise", typed).is(200).holdsNone(reference, citedCanary, string(other))
	filer := h.as(noor)
	filer.get(at).is(200).holdsNone("Similar cases", at+"/similar", reference, citedCanary)
	filer.get(at+"/similar").is(403).holdsNone("Similar cases", reference, citedCanary)
	for _, form := range []url.Values{{"step": {"similar"}}, {"cite": {reference}}} {
		form.Set("csrf", filer.csrf)
		filer.post(at+"/advise", form).is(403).holdsNone("Similar cases", reference+"<", citedCanary)
	}
	if h.stored(id).Cites(other) {
		t.Error("the filer cited a case in hers")
	}
}
