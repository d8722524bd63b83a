package web_test

import (
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

func TestWhoOpenedACaseIsToldOnceADay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	for range 3 {
		for _, person := range []string{daniel, marion} {
			h.as(person).get("/cases/" + string(id)).is(200)
		}
	}
	p := h.as(noor).get("/cases/" + string(id)).is(200)
	lines := p.all("ol", "class", "history")
	if len(lines) != 1 {
		t.Fatalf("%d histories, want one", len(lines))
	}
	told := p.text("ol", "class", "history")
	for _, person := range []string{daniel, marion} {
		if got := strings.Count(told, h.people[person].Name+" (advisor) opened the case"); got != 1 {
			t.Errorf("%s is told %d times, want once: %s", person, got, told)
		}
	}
	cut := i18n.For(cases.English).T("history.cut")
	if strings.Contains(p.text("main"), cut) {
		t.Error("the page says that some are left out")
	}
	for i := range 201 {
		h.must(h.store.Record(t.Context(), cases.Event{At: h.now.AddDate(0, 0, -i), Actor: h.people[marion].ID,
			As: cases.AsAdvisor, Act: cases.Read, Case: id}), "read")
	}
	if p := h.as(noor).get("/cases/" + string(id)).is(200); !strings.Contains(p.text("main"), cut) {
		t.Error("the page does not say that some are left out")
	}
}

func TestTheFilersHistoryTellsNothingOfTheOffice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.Answered)
	h.must(h.book.Assign(h.Context(), h.people[marion], id, h.stamp(marion, id), h.people[daniel].ID, ""), "assign")
	for _, l := range cases.Langs() {
		w := i18n.For(l)
		hers := h.as(noor).reading(l).get("/cases/"+string(id)).is(200).text("ol", "class", "history")
		office := h.as(daniel).reading(l).get("/cases/"+string(id)).is(200).text("ol", "class", "history")
		name := h.people[marion].Name
		for _, act := range []string{"note", "classify", "annotate", "edit_annotation", "assign"} {
			said := w.T("history."+act+".named", "Who", name, "To", h.people[daniel].Name)
			if !strings.Contains(office, said) {
				t.Errorf("the office is not told that %q: %s", said, office)
			}
			if _, what, _ := strings.Cut(said, name); strings.Contains(hers, what) {
				t.Errorf("the filer is told that %q", said)
			}
		}
		for _, said := range []string{w.T("history.submit.mine"), w.T("capacity.advisor")} {
			if !strings.Contains(hers, said) {
				t.Errorf("the filer is not told %q: %s", said, hers)
			}
		}
	}
}
