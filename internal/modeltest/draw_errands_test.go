package modeltest

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Errands are drawn by a chance of their own and take no time: so the lives of
// cases are what they would be without them. Some lives have many.
const (
	errandEvery = 3 // lives
	errandsEach = 5 // between two looks
)

var errandDeeds = strings.Fields(strings.Repeat("save_search ", 4) + strings.Repeat("rename_search export_list find ", 3) +
	strings.Repeat("add_concept delete_search list_searches remove_concept change_concept ", 2) + "load_thesaurus export_thesaurus")

func newErrands(m *model, seed uint64) *draw {
	return &draw{Rand: rand.New(rand.NewPCG(seed, 4)), m: m}
}

func (d *draw) errands(n int) (out []step) {
	for i := range errandsEach {
		s := step{N: n*100 + i, Do: d.of(errandDeeds...)}
		if again, found := d.errandAgain(s.N); found && d.IntN(10) == 0 {
			s = again
		} else {
			d.fillErrand(&s)
		}
		d.done = append(d.done, s)
		d.m.play(s)
		out = append(out, s)
	}
	return out
}

// errandAgain sends a form that was sent before, now and then with another name.
func (d *draw) errandAgain(n int) (step, bool) {
	i := slices.IndexFunc(d.done, func(s step) bool { return s.Key != "" })
	if i < 0 {
		return step{}, false
	}
	s := d.done[i+d.IntN(len(d.done)-i)]
	s.N, s.Stale = n, 0
	if d.IntN(3) == 0 && s.Key != "" {
		s.Text, s.Pick = "other", "brinole"
	}
	return s, s.Key != ""
}

func (d *draw) fillErrand(s *step) {
	role := d.m.rules.errands[s.Do]
	for s.Who = ""; s.Who == ""; {
		s.Who = d.someone(func(p *person) bool { return p.is(role) })
	}
	if d.IntN(12) == 0 {
		s.Stale = 1
	}
	switch s.Do {
	case "save_search":
		s.Text = d.of("good", "other", "good", "other", d.text())
	case "rename_search", "delete_search":
		d.fillSearch(s)
	case "find":
		s.Pick = d.of("zorvak", "brinole")
	case "export_list":
		s.Pick, s.Also = d.of("csv", "xlsx"), d.of("", "new", "in_review", "answered", "withdrawn", "precedent", "cites")
		if s.Also == "cites" {
			s.Part = d.caseOf()
		}
	case "load_thesaurus":
		s.Pick, s.Part = d.of("same", "less", "less", "nonsense"), d.conceptOf()
	case "add_concept", "change_concept", "remove_concept":
		s.Pick, s.Also, s.Part = d.of("zorvak", "brinole", "zorvak", "brinole", ""), d.of("boats", "boats", "boats", "boats", "No Group"), d.conceptOf()
	}
	if d.IntN(3) == 0 && !isOne("load_thesaurus export_thesaurus find list_searches export_list", s.Do) {
		s.Key = "e" + strconv.Itoa(s.N)
	}
}

// fillSearch names a saved search and, mostly, its owner.
func (d *draw) fillSearch(s *step) {
	var all []int
	for n := range d.m.searches {
		all = append(all, n)
	}
	s.Part, s.Text = d.oneOf(all), d.text()
	if one := d.m.searches[s.Part]; one != nil && d.IntN(4) > 0 {
		s.Who = one.owner
	}
}

// conceptOf is a concept that scripts know; 0 for none.
func (d *draw) conceptOf() int {
	var all []int
	for n := range d.m.concepts {
		all = append(all, n)
	}
	return d.oneOf(all)
}

func (d *draw) oneOf(all []int) int {
	if len(all) == 0 || d.IntN(12) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[d.IntN(len(all))]
}
