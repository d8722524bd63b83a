package web_test

import (
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// admit lets somebody see a case again that was hidden from her.
func (h *house) admit(id cases.CaseID) {
	h.Helper()
	err := h.store.Update(h.Context(), cases.Receipt{}, id, func(c *cases.Case) (cases.Change, error) {
		c.Excluded = nil
		return cases.Change{}, nil
	})
	h.must(err, "admit")
}

func TestAnAdvisorMarksAPrecedentAndTakesTheMarkAway(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	h.advise(id)
	at := "/cases/" + string(id)
	b := h.as(marion)

	form := b.get(at + "/precedent").is(200).form(at + "/precedent")
	b.post(at+"/precedent", form).is(422).holds(`aria-invalid="true"`)
	form.Set("precedent_why", "It weighs both duties.")
	b.post(at+"/precedent", form).is(303)
	b.get(at).is(200).holds("Marked as a precedent by Marion Modelblanc", "It weighs both duties.", `<span class="flag">Precedent</span>`,
		"You marked the case as a precedent", "Why it is a precedent:")
	b.get("/queue?view=answered").is(200).holds(`<span class="flag">Precedent</span>`)
	if n := len(b.get("/search?q=precedent:yes").is(200).all("li", "class", "hit")); n != 1 {
		t.Errorf("precedent:yes finds %d, want 1", n)
	}
	b.get("/search?precedent=yes").is(200).holds(`<span class="flag">Precedent</span>`)

	form = b.get(at + "/precedent").is(200).holds("No longer a precedent").form(at + "/precedent")
	b.post(at+"/precedent", form).is(303)
	b.get(at).is(200).holds("You took the mark of a precedent away").holdsNone(`<span class="flag">Precedent</span>`)
}

func TestACaseWithoutAdviceIsSaidToBeTooEarlyForAPrecedent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	at := "/cases/" + string(h.at(noor, cases.InReview))
	b := h.as(marion)
	for lang, said := range map[cases.Lang]string{cases.English: "No advice has been sent in this case yet", cases.French: "Aucun avis n’a encore été donné dans ce dossier"} {
		moved := map[cases.Lang]string{cases.English: "moved on", cases.French: "Le dossier a changé"}[lang]
		b.reading(lang).get(at + "/precedent").is(422).holds(said).holdsNone(moved)
		form := b.reading(lang).get(at).is(200).form(at + "/release")
		form.Set("precedent_why", "It weighs both duties.")
		b.reading(lang).post(at+"/precedent", form).is(422).holds(said, "It weighs both duties.").holdsNone(moved)
		form.Set("version", "1")
		b.reading(lang).post(at+"/precedent", form).is(422).holds(said).holdsNone(moved)
	}
}

func TestACitationIsShownAtBothEndsAndRemovedAtOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.file(noor, "one")
	other := h.example()
	reference, at := h.stored(other).Reference, "/cases/"+string(id)
	b := h.as(marion)

	form := b.get(at + "/cite").is(200).form(at + "/cite")
	for typed, sentence := range map[string]string{"": "Write the reference number", "VE-1999-0001": "No case that you can see",
		h.stored(id).Reference: "the case you are in", "nonsense": "No case that you can see"} {
		form.Set("reference", typed)
		b.post(at+"/cite", form).is(422).holds(sentence, `value="`+typed+`"`)
	}
	form.Set("reference", strings.ToLower(strings.ReplaceAll(reference, "-", " ")))
	b.get(at + "?said=cited").is(200).holdsNone("The citation is kept") // not before there is one
	b.post(at+"/cite", form).is(303).leadsTo(at + "?said=cited")
	b.get(at+"?said=cited").is(200).holds(`role="status"`, "The citation is kept")
	b.get(at).is(200).holdsNone("The citation is kept")
	b.post(at+"/cite", form).is(303) // twice is once
	form.Set("key", "another")
	b.post(at+"/cite", form).is(303)
	if got := len(h.stored(id).Citations); got != 1 {
		t.Fatalf("it holds %d citations, want 1", got)
	}
	here := b.get(at).is(200).holds("This case cites", reference, citedCanary, "You cited "+reference)
	b.get("/cases/"+string(other)).is(200).holds("Cited by", h.stored(id).Reference, "q=cites%3A"+reference)
	if n := len(b.get("/search?q=cites:"+reference).is(200).all("li", "class", "hit")); n != 1 {
		t.Errorf("cites: finds %d, want 1", n)
	}

	remove := at + "/citations/" + string(h.stored(id).Citations[0].ID) + "/remove"
	b.post(remove, here.form(remove)).is(303)
	b.get(at).is(200).holds("cites no other", "You removed the citation of "+reference)
	b.get("/cases/" + string(other)).is(200).holdsNone(h.stored(id).Reference)
}

func TestWhoIsKeptFromOneEndOfACitationMeetsItAtNeither(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	citing := h.at(noor, cases.Answered) // hidden from Zelda
	own := h.at(daniel, cases.Answered)  // Daniel's own
	other := h.example()
	h.admit(other)
	there := h.stored(other).Reference
	for person, hidden := range map[string]cases.CaseID{zelda: citing, daniel: own} {
		b := h.as(person)
		b.get("/cases/"+string(other)).is(200).holds("What happened", "Citations").holdsNone(h.stored(hidden).Reference, string(hidden))
		p := b.get("/search?q=cites:" + there).is(200)
		for _, hit := range p.all("li", "class", "hit") {
			if strings.Contains(textOf(hit), h.stored(hidden).Reference) {
				t.Errorf("%s finds %s by what it cites", person, h.stored(hidden).Reference)
			}
		}
		unseen := strings.ReplaceAll(b.get("/search?q=citedby:"+h.stored(hidden).Reference).is(200).body, h.stored(hidden).Reference, "REF")
		if !strings.Contains(unseen, "citedby:REF") || strings.Contains(unseen, citedCanary) {
			t.Errorf("%s finds what %s cites", person, hidden)
		}
	}
	h.exclude(zelda, other)
	h.admit(citing)
	h.as(zelda).get("/cases/"+string(citing)).is(200).holds("cites no other").holdsNone(there, citedCanary, string(other), "cited ")
}

// answering is the form of an answer, with an outcome chosen and a text typed.
func answering(b *browser, at string) url.Values {
	form := b.get(at + "/advise").is(200).form(at + "/advise")
	form.Set("outcome", string(cases.WithPrecautions))
	form.Set("obligations", "LOYALTY")
	form.Set("text", adviceCanary+" mine.")
	form.Set("would_change", "Another platform.")
	return form
}

func TestTheAdviceOfAnotherCaseIsInsertedAndEverythingTypedIsKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.file(noor, "one")
	h.takeUp(id)
	reference, at := h.stored(h.example()).Reference, "/cases/"+string(id)
	b := h.as(marion)
	form := answering(b, at)
	form.Set("reference", reference)
	form.Set("step", "copy")
	p := b.post(at+"/advise", form).is(200)
	const want = adviceCanary + " mine.\n\nRien ne s'y oppose; M. [ … ] peut le publier."
	p.holds("The advice of "+reference+" now stands at the end", "It is written in French", "In 1 place", "greeting and closing were left out", "Saved at")
	again := p.form(at + "/advise")
	for name, value := range map[string]string{"text": want, "would_change": "Another platform.", "outcome": "with_precautions",
		"obligations": "LOYALTY", "reference": "", "draft_version": "1"} {
		if got := again.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if !h.stored(id).Cites(h.example()) {
		t.Error("the case is not cited")
	}
	b.get(at+"/advise").is(200).holds("Insert the advice of "+reference, "M. [ … ] peut le publier.") // the draft goes on

	again.Set("step", "preview")
	b.post(at+"/advise", again).is(200).holds("The text still shows [ … ]")
	again.Set("step", "send")
	b.post(at+"/advise", again).is(303)
	if m := h.stored(id).CurrentAdvice(); m == nil || m.Text != want {
		t.Errorf("got the advice %+v, want %q", m, want)
	}
	h.as(noor).get(at).is(200).holdsNone(reference, citedCanary, "Essaimarchand")
	h.as(noor).get(at+"/letter").is(200).holdsNone(reference, citedCanary, "Essaimarchand")
	h.as(luc).get("/cases/" + string(h.example())).is(200).holds(h.people[marion].Name).holdsNone(h.stored(id).Reference)
}

func TestACitedCaseIsInsertedByItsButtonTwiceIfSheWants(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview) // cites the example
	reference, at := h.stored(h.example()).Reference, "/cases/"+string(id)
	b := h.as(marion)
	form := answering(b, at)
	form.Set("copy", reference)
	version := h.stored(id).Version
	form = b.post(at+"/advise", form).is(200).form(at + "/advise")
	form.Set("copy", reference)
	form = b.post(at+"/advise", form).is(200).form(at + "/advise")
	if got := strings.Count(form.Get("text"), "Rien ne s'y oppose"); got != 2 {
		t.Errorf("the text holds it %d times, want 2", got)
	}
	if got := form.Get("draft_version"); got != "2" {
		t.Errorf("the draft is at version %s, want 2", got)
	}
	if got := h.stored(id).Version; got != version {
		t.Errorf("the case is at version %d, want %d: it was cited before", got, version)
	}
}

func TestWhatCannotBeInsertedLeavesTheTextAsItWas(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.file(noor, "one")
	h.takeUp(id)
	unanswered := h.stored(h.file(luc, "two")).Reference
	at := "/cases/" + string(id)
	b := h.as(marion)
	for typed, sentence := range map[string]string{"": "Write the reference number", "VE-1999-0001": "No case that you can see",
		unanswered: "no advice yet that could be inserted", h.stored(id).Reference: "the case you are in"} {
		form := answering(b, at)
		form.Set("reference", typed)
		form.Set("step", "copy")
		p := b.post(at+"/advise", form).is(422).holds(sentence, `href="#f-reference"`)
		if got := p.form(at + "/advise"); got.Get("text") != adviceCanary+" mine." || got.Get("reference") != typed {
			t.Errorf("%q: got the text %q and the reference %q", typed, got.Get("text"), got.Get("reference"))
		}
	}
	form := answering(b, at)
	form.Set("reference", h.stored(h.example()).Reference)
	form.Set("version", "1")
	b.post(at+"/advise", form).is(409).holds(adviceCanary + " mine.")
	if len(h.stored(id).Citations) != 0 {
		t.Error("it was cited all the same")
	}
}

func TestAFoundCaseIsCitedByAButtonBesideIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, other := h.file(noor, "one"), h.example()
	own := h.at(daniel, cases.InReview)
	at := "/cases/" + string(id)
	b := h.as(marion)
	b.get(at+"/cite").is(200).holds("/search?cite="+string(id), "Search for a case to cite")
	if got := b.get("/search?cite=" + string(id)).is(200).form("/search").Get("cite"); got != string(id) {
		t.Errorf("asking anew looks for what to cite in %q, want %s", got, id)
	}
	p := b.get("/search?cite="+string(id)+"&q=drapeau").is(200).holds("Find a case to cite in", h.stored(id).Reference)
	b.post(at+"/cite", p.form(at+"/cite")).leadsTo(at + "?said=cited")
	if !h.stored(id).Cites(other) {
		t.Error("the case found is not cited")
	}
	for person, into := range map[string]cases.CaseID{marion: id, noor: id, priya: id, daniel: own, zelda: own} {
		p := h.as(person).get("/search?cite=" + string(into)).is(200)
		if n := len(p.all("form", "action", "/cases/"+string(into)+"/cite")); n > 0 && person != marion {
			t.Errorf("%s is offered %d citations in %s", person, n, into)
		}
	}
	for _, into := range []string{"nonsense", "00000000000000000000000000", string(own)} {
		h.as(daniel).get("/search?cite=" + into).is(200).holdsNone("Find a case to cite in")
	}
}
