//go:build !race

// What is here is a thousand requests, one after the other: nothing for the race
// detector, under which it takes minutes. It runs with the tests without it.

package web_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

func TestNoValueInAnyFieldBreaksAForm(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		for i, field := range slices.Sorted(maps.Keys(x.fields)) {
			for j, what := range slices.Sorted(maps.Keys(hostile)) {
				if (i+j)%4 > 0 {
					continue // each value meets every fourth field: all of them would take minutes
				}
				value := hostile[what]
				if x.id != "" && h.stored(x.id).Status != f.status || strings.Contains(route, ":annotation") {
					x = h.fill(route, f, cases.English)
				}
				was := x.fields[field]
				x.fields[field] = []string{value}
				p := x.send()
				x.fields[field] = was
				h.calm(p, route+" "+field+" "+what)
				if p.status == http.StatusSeeOther {
					x.fields.Set("key", value+field+what)
					x = h.refresh(x)
				}
			}
		}
	}
}

func TestRepeatedAndMissingFieldsAreCalm(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		for name, values := range x.fields {
			was := values
			x.fields[name] = append([]string{"zrepeated"}, was...)
			h.calm(x.send(), route+" repeats "+name)
			delete(x.fields, name)
			h.calm(x.send(), route+" lacks "+name)
			x.fields[name] = was
		}
	}
}

func TestNoPageShowsAKeyInsteadOfASentence(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	pages := lists(h)
	for _, id := range h.atEveryStatus(noor) {
		pages = append(pages, casePages(h, id)...)
	}
	for route := range matrix {
		if path, isGet := strings.CutPrefix(route, "GET "); isGet && !strings.Contains(path, ":") && !strings.Contains(path, "*") {
			pages = append(pages, path)
		}
	}
	for _, l := range cases.Langs() {
		for _, person := range []string{noor, marion, auditor} {
			b := h.as(person).reading(l)
			for _, path := range pages {
				p := b.get(path)
				if at := brokenAt(p.body); at != "" {
					t.Errorf("%s in %s for %s shows %q", path, l, person, at)
				}
				if p.status >= 500 {
					t.Errorf("%s in %s for %s: %d", path, l, person, p.status)
				}
				p.speaks(l, path)
			}
		}
	}
}
