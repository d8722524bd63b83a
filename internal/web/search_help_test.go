package web_test

import (
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

func TestEveryExampleOfTheSearchHelpIsUnderstood(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, l := range cases.Langs() {
		for person, fields := range map[string]int{marion: 16, noor: 11} {
			help := h.as(person).reading(l).get("/search/help").is(200)
			if got, want := len(help.all("th", "scope", "row")), 5+fields; got != want {
				t.Errorf("%s reads of %d things in %s, want %d", person, got, l, want)
			}
			for _, code := range help.all("code") {
				isUnderstood(t, textOf(code))
			}
			for _, a := range help.all("a") {
				if href, _ := attr(a, "href"); strings.HasPrefix(href, "/search?") {
					h.as(person).reading(l).get(href).is(200)
				}
			}
		}
	}
}

// isUnderstood expects of a field's name that it is one, and of an example that
// each filter in it is known.
func isUnderstood(t *testing.T, typed string) {
	t.Helper()
	if name, isName := strings.CutSuffix(typed, ":"); isName {
		if q := search.Parse(name + ":2026"); len(q.Filters) != 1 {
			t.Errorf("%q is the name of no field", typed)
		}
		return
	}
	q := search.Parse(typed)
	if strings.Contains(typed, ":") != (len(q.Filters) == 1) {
		t.Errorf("%q has %d filters", typed, len(q.Filters))
	}
	for _, f := range q.Filters {
		if !f.Known {
			t.Errorf("%q names no value", typed)
		}
	}
}
