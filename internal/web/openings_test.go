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
	lines := p.all("ul", "class", "openings")
	if len(lines) != 1 {
		t.Fatalf("%d lists of openings, want one", len(lines))
	}
	told := p.text("ul", "class", "openings")
	for _, person := range []string{daniel, marion} {
		if got := strings.Count(told, h.people[person].Name); got != 1 {
			t.Errorf("%s is told %d times, want once: %s", person, got, told)
		}
	}
	cut := i18n.For(cases.English).T("filer.openings_cut")
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
