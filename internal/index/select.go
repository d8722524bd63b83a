package index

import (
	"math"
	"slices"

	"example.org/casebook/internal/search"
)

// A Clause narrows what is found: to cases with one of the tags, or filed in one
// of the spans, or of one of the numbers; or to all others.
type Clause struct {
	Tags    []string
	Spans   []Span
	Numbers []int64
	Not     bool
}

// A Span is of moments in microseconds since 1970: from the first, until before
// the last.
type Span struct{ From, Before int64 }

// Forever is the span of all moments.
func Forever() Span { return Span{math.MinInt64, math.MaxInt64} }

// A Found is a case that was found.
type Found struct {
	Number int64
	Own    bool
	Filed  int64
	Score  float64
	Groups uint64 // which groups it has, a bit each; from the 64th on all are one
	of     *section
	place  uint32
}

// Tags are those of the case that the person sees.
func (f Found) Tags() []string {
	numbers := f.of.tagsOf(f.place, f.Own)
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = f.of.Names[n]
	}
	return out
}

// EachTag gives what each tag that the person sees of the cases found stands
// for, by the place of the case in the list. A tag is read once, however many
// cases have it.
func EachTag[T any](found []Found, read func(tag string) T, take func(i int, means T)) {
	means := map[*section][]*T{}
	for i, f := range found {
		known := means[f.of]
		if known == nil {
			known = make([]*T, len(f.of.Names))
			means[f.of] = known
		}
		for _, n := range f.of.tagsOf(f.place, f.Own) {
			if known[n] == nil {
				one := read(f.of.Names[n])
				known[n] = &one
			}
			take(i, *known[n])
		}
	}
}

// Best gives the first of the cases with any of the groups that were ranked, and
// how many there are.
func (q *Question) Best(clauses []Clause, byAge bool, limit int) ([]Found, int) {
	t := top{of: q.sections, limit: limit, byAge: byAge}
	for n, s := range q.sections {
		passes := s.narrowed(clauses)
		precedent := s.tagged(Precedent)
		for _, place := range s.found {
			if passes != nil && !passes(place) {
				continue
			}
			a := &s.sums[place]
			if t.isBelow(a.score) {
				t.all++
				continue
			}
			t.offer(pick{q.scorer.Score(a.score, a.has, precedent(place), q.today-int(s.days[place])), place, n})
		}
	}
	return t.found(), t.all
}

// Precedent is the tag of the cases that an advisor marked as such.
const Precedent = "precedent=yes"

// tagged gives the test whether a case has a tag, whoever asks.
func (s *section) tagged(name string) func(place uint32) bool {
	n, known := uint16(0), false
	for i, other := range s.Names {
		if other == name {
			n, known = uint16(i), true // #nosec G115 -- there are fewer
		}
	}
	if !known {
		return func(uint32) bool { return false }
	}
	return func(place uint32) bool { return slices.Contains(s.tagsOf(place, s.isOwn(place)), n) }
}

// Newest gives the first of all cases by age, and how many there are.
func (q *Question) Newest(clauses []Clause, limit int) ([]Found, int) {
	t := top{of: q.sections, limit: limit, byAge: true}
	for n, s := range q.sections {
		passes := s.narrowed(clauses)
		s.seen.each(func(place uint32) {
			if passes == nil || passes(place) {
				t.offer(pick{0, place, n})
			}
		})
	}
	return t.found(), t.all
}

// narrowed gives the test whether a case passes all clauses; nil when every
// case does.
func (s *section) narrowed(clauses []Clause) func(place uint32) bool {
	var tests []func(uint32) bool
	if s.must != nil {
		tests = append(tests, s.must.has)
	}
	for _, c := range clauses {
		tests = append(tests, s.test(c))
	}
	switch len(tests) {
	case 0:
		return nil
	case 1:
		return tests[0]
	}
	return func(place uint32) bool {
		for _, passes := range tests {
			if !passes(place) {
				return false
			}
		}
		return true
	}
}

func (s *section) test(c Clause) func(uint32) bool {
	wanted := make([]bool, len(s.Names))
	for i, name := range s.Names {
		wanted[i] = slices.Contains(c.Tags, name)
	}
	var numbered Bits
	if len(c.Numbers) > 0 {
		numbered = newBits(s.Len(), false)
		for _, place := range s.Columns.within(c.Numbers) {
			numbered.set(place)
		}
	}
	return func(place uint32) bool {
		for _, t := range s.tagsOf(place, s.isOwn(place)) {
			if wanted[t] {
				return !c.Not
			}
		}
		for _, span := range c.Spans {
			if filed := s.Filed[place]; filed >= span.From && filed < span.Before {
				return !c.Not
			}
		}
		return (numbered != nil && numbered.has(place)) != c.Not
	}
}

// A pick is a case that may be one of the first, in as few bytes as will do: a
// question that meets every case moves many.
type pick struct {
	score   float32
	place   uint32
	section int
}

// top keeps the first of the cases it is offered.
type top struct {
	of         []*section
	limit, all int
	byAge      bool
	kept       []pick // a heap, the last on top
}

// offer counts a case, and takes it when it is one of the first so far.
func (t *top) offer(p pick) {
	t.all++
	switch {
	case len(t.kept) < t.limit:
		t.kept = append(t.kept, p)
		t.rise(len(t.kept) - 1)
	case t.limit > 0 && t.isBefore(p, t.kept[0]):
		t.kept[0] = p
		t.sink()
	}
}

// isBelow reports that no lift brings a sum among the first.
func (t *top) isBelow(sum float32) bool {
	return !t.byAge && len(t.kept) == t.limit && t.limit > 0 && sum*search.MaxLift < t.kept[0].score
}

// isBefore reports that a comes before b. Of equals the newer does.
func (t *top) isBefore(a, b pick) bool {
	if !t.byAge && a.score != b.score {
		return a.score > b.score
	}
	x, y := t.of[a.section], t.of[b.section]
	if p, q := x.Filed[a.place], y.Filed[b.place]; p != q {
		return p > q
	}
	return x.Numbers[a.place] < y.Numbers[b.place]
}

// rise and sink put the last and the first of the heap where they belong. The
// heap of the standard library asks by an interface at each step, and took a
// tenth of what a search cost.
func (t *top) rise(i int) {
	for i > 0 {
		up := (i - 1) / 2
		if !t.isBefore(t.kept[up], t.kept[i]) {
			return
		}
		t.kept[up], t.kept[i] = t.kept[i], t.kept[up]
		i = up
	}
}

func (t *top) sink() {
	for i, down := 0, 1; down < len(t.kept); i, down = down, 2*down+1 {
		if next := down + 1; next < len(t.kept) && t.isBefore(t.kept[down], t.kept[next]) {
			down = next
		}
		if !t.isBefore(t.kept[i], t.kept[down]) {
			return
		}
		t.kept[i], t.kept[down] = t.kept[down], t.kept[i]
	}
}

// found gives what was kept, in order.
func (t *top) found() []Found {
	slices.SortFunc(t.kept, func(a, b pick) int {
		switch {
		case t.isBefore(a, b):
			return -1
		case t.isBefore(b, a):
			return 1
		}
		return 0
	})
	out := make([]Found, len(t.kept))
	for i, p := range t.kept {
		s := t.of[p.section]
		out[i] = Found{Number: s.Numbers[p.place], Own: s.isOwn(p.place), Filed: s.Filed[p.place], Score: float64(p.score), of: s, place: p.place}
		if s.workspace != nil {
			out[i].Groups = s.sums[p.place].groups
		}
	}
	return out
}
