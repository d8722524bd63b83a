package index

import (
	"cmp"
	"container/heap"
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

// Best gives the first of the cases with any of the groups that were ranked, and
// how many there are.
func (q *Question) Best(clauses []Clause, byAge bool, limit int) ([]Found, int) {
	t := top{limit: limit, byAge: byAge}
	for _, s := range q.sections {
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
			t.offer(s, place, q.scorer.Score(a.score, a.has, precedent(place), q.today-int(s.days[place])))
		}
	}
	return t.sorted(), t.all
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
	t := top{limit: limit, byAge: true}
	for _, s := range q.sections {
		passes := s.narrowed(clauses)
		s.seen.each(func(place uint32) {
			if passes == nil || passes(place) {
				t.offer(s, place, 0)
			}
		})
	}
	return t.sorted(), t.all
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

// top keeps the first of those it takes.
type top struct {
	limit, all int
	byAge      bool
	kept       []Found // a heap, the last on top
}

// offer counts a case, and takes it when it may be one of the first.
func (t *top) offer(s *section, place uint32, score float32) {
	t.all++
	if len(t.kept) == t.limit && (t.limit == 0 || !t.byAge && float64(score) < t.kept[0].Score) {
		return
	}
	f := Found{Number: s.Numbers[place], Own: s.isOwn(place), Filed: s.Filed[place], Score: float64(score), of: s, place: place}
	if s.workspace != nil {
		f.Groups = s.sums[place].groups
	}
	if len(t.kept) < t.limit {
		heap.Push(t, f)
	} else if t.compare(&f, &t.kept[0]) < 0 {
		t.kept[0] = f
		heap.Fix(t, 0)
	}
}

// isBelow reports that no lift brings a sum among the first.
func (t *top) isBelow(sum float32) bool {
	return !t.byAge && len(t.kept) == t.limit && t.limit > 0 && float64(sum)*search.MaxLift < t.kept[0].Score
}

// compare is below 0 when a comes before b. Of equals the newer does.
func (t *top) compare(a, b *Found) int {
	if !t.byAge && a.Score != b.Score {
		return cmp.Compare(b.Score, a.Score)
	}
	return cmp.Or(cmp.Compare(b.Filed, a.Filed), cmp.Compare(a.Number, b.Number))
}

func (t *top) sorted() []Found {
	slices.SortFunc(t.kept, func(a, b Found) int { return t.compare(&a, &b) })
	return t.kept
}

// Len, Less, Swap, Push and Pop are those of container/heap.
func (t *top) Len() int           { return len(t.kept) }
func (t *top) Less(i, j int) bool { return t.compare(&t.kept[i], &t.kept[j]) > 0 }
func (t *top) Swap(i, j int)      { t.kept[i], t.kept[j] = t.kept[j], t.kept[i] }
func (t *top) Push(x any)         { t.kept = append(t.kept, x.(Found)) }
func (t *top) Pop() any {
	last := t.kept[len(t.kept)-1]
	t.kept = t.kept[:len(t.kept)-1]
	return last
}
