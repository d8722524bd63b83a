package web_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// answeredLongAgo is a case of Noor's whose window of a follow-up is over.
func (h *house) answeredLongAgo() cases.CaseID {
	h.Helper()
	id := h.at(noor, cases.Answered)
	h.now = h.now.AddDate(0, 0, h.book.FollowUpDays()+1)
	return id
}

func TestAfterTheWindowTheFormBeginsWithTheFactsOfTheOldCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	old := h.answeredLongAgo()
	b := h.as(noor)
	if links := b.get("/cases/"+string(old)).is(200).all("a", "href", "/cases/"+string(old)+"/follow"); len(links) != 1 {
		t.Fatalf("%d links lead on from the old case, want one", len(links))
	}
	p := b.get("/cases/" + string(old) + "/follow").is(200)
	form := p.form("/ask")
	for name, want := range map[string]string{"follows": string(old), "platform": "facebook", "audience": factCanary,
		"situation": "", "stage": "", "answer_lang": "en"} {
		if got := form.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}

	form.Set("stage", "posted")
	refused := b.post("/ask", form).is(http.StatusUnprocessableEntity)
	if got := refused.form("/ask").Get("follows"); got != string(old) {
		t.Errorf("the refused form follows %q, want %q", got, old)
	}
	form.Set("situation", "It went further.")
	to := b.post("/ask", form).is(http.StatusSeeOther).header.Get("Location")
	id := cases.CaseID(strings.Split(to, "/")[2])
	for _, person := range []string{noor, marion} {
		for of, other := range map[cases.CaseID]cases.CaseID{id: old, old: id} {
			p := h.as(person).get("/cases/" + string(of)).is(200)
			if links := p.all("a", "href", "/cases/"+string(other)); len(links) != 1 {
				t.Errorf("%s finds %d links from one case to the other, want one", person, len(links))
			}
		}
	}
	h.as(zelda).get("/cases/" + string(id)).is(http.StatusNotFound)
}

func TestATieOfSomebodyElsesCaseIsNotFound(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	old := h.answeredLongAgo()
	for _, follows := range []string{string(old), "00000000000000000000000000", "'; --"} {
		x := h.fill("/ask", forms(h)["/ask"], cases.English)
		x.browser = h.as(priya)
		x.fields = x.get("/ask").form("/ask")
		for name, values := range forms(h)["/ask"].filled {
			x.fields[name] = values
		}
		x.fields.Set("follows", follows)
		p := x.send().is(http.StatusNotFound)
		p.holdsNone(h.stored(old).Reference, subjectCanary)
		x.fields.Set("switch", "fr")
		x.send().is(http.StatusOK).holdsNone(h.stored(old).Reference)
	}
	if got := len(h.referencesOf(priya)); got != 0 {
		t.Errorf("%d cases were filed, want none", got)
	}
}

func TestInTheWindowTheCaseItselfIsWhereSheAsksAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.Answered)
	b := h.as(noor)
	b.get("/cases/" + string(id) + "/follow").is(http.StatusSeeOther).leadsTo("/cases/" + string(id) + "/write")
	until := h.book.FollowUpUntil(h.stored(id))
	for _, l := range cases.Langs() {
		day := i18n.For(l).Date(cases.DateOf(until, zone(t)))
		if got := b.reading(l).get("/cases/" + string(id)).text("main"); !strings.Contains(got, day) {
			t.Errorf("the page does not say that she can ask again until %s", day)
		}
	}
}

func TestWithdrawingTwiceSaysThatItIsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, l := range cases.Langs() {
		x := h.fill("/cases/:id/withdraw", forms(h)["/cases/:id/withdraw"], l)
		x.send().is(http.StatusSeeOther)
		for _, person := range []string{noor, marion} {
			if got := h.as(person).get("/cases/" + string(x.id)).is(200).text("main"); !strings.Contains(got, "It is settled.") {
				t.Errorf("%s does not read why", person)
			}
		}
		x.fields.Set("key", "another-key")
		x.fields.Set("withdraw_why", "It is settled, really.")
		p := x.send().is(http.StatusConflict)
		p.keeps(x)
		if got := p.text("main"); !strings.Contains(got, i18n.For(l).T("error.withdrawn")) {
			t.Errorf("the page does not say that it is over: %s", got)
		}
	}
}

func TestAnAdviceSaysWhatWouldChangeIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/cases/:id/advise", forms(h)["/cases/:id/advise"], cases.English)
	x.fields.Set("step", "preview")
	if got := x.send().is(200).form(x.address).Get("would_change"); got != "If you were on duty." {
		t.Errorf("the preview holds %q", got)
	}
	x.fields.Set("step", "send")
	x.send().is(http.StatusSeeOther)
	p := h.as(noor).get("/cases/" + string(x.id)).is(200)
	if got := p.text("section", "class", "would-change"); !strings.Contains(got, "If you were on duty.") {
		t.Errorf("the advice says %q", got)
	}
	for _, q := range []string{"duty"} {
		if hits := h.as(noor).get("/search?q="+q).is(200).all("li", "class", "hit"); len(hits) != 1 {
			t.Errorf("%d cases are found by it, want one", len(hits))
		}
	}
}
