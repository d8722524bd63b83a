package index

import (
	"errors"
	"sync"

	"example.org/casebook/internal/search"
)

// A Group is one word of a question: all that may stand for it counts as one.
type Group struct {
	search.Looked
	Prefixed []string // the terms that its prefixes stand for
}

func (g Group) terms() (all []string) {
	for _, t := range g.Terms {
		all = append(all, t.Term)
	}
	for _, u := range g.Units {
		all = append(all, u.Terms...)
	}
	return append(all, g.Prefixed...)
}

// A Question is asked by one person, of all that is kept as if it were one
// segment. It is for one goroutine.
type Question struct {
	sections []*section
	fetch    Fetch
	lists    *Lists
	room     *workspace // of all sections
	scorer   *search.Scorer
	today    int            // in days since 1970
	cases    map[string]int // that each term is in, of those seen
	weights  []float32      // of each group
	seesAll  bool           // the person, whatever there is

	of    *Index
	fresh *Fresh
}

// stats describe the cases that are seen.
func (q *Question) stats() (st search.Stats) {
	terms := 0
	for _, s := range q.sections {
		st.Docs += s.docs
		terms += s.terms
	}
	st.AverageLength = float64(terms) / float64(max(st.Docs, 1))
	return st
}

// Cases is how many cases are seen.
func (q *Question) Cases() int { return q.stats().Docs }

// Of gives what is asked: its segments as one, and what is fresh.
func (q *Question) Of() (*Index, *Fresh) { return q.of, q.fresh }

// SeesAll reports that nothing of the index is withheld from the person.
func (q *Question) SeesAll() bool { return q.seesAll }

// CasesWith is in how many of the cases that the person sees a term is.
func (q *Question) CasesWith(term string) (int, error) {
	if err := q.read([]string{term}); err != nil {
		return 0, err
	}
	cases := 0
	for _, s := range q.sections {
		n, err := s.countCases(s.lists[term])
		if err != nil {
			return 0, err
		}
		cases += n
	}
	return cases, nil
}

// End gives back what the question took; nothing may be asked of it any more.
func (q *Question) End() {
	if q.room == nil {
		return
	}
	for _, s := range q.sections {
		s.clear()
		s.workspace = nil
	}
	q.room.giveBack()
	q.room = nil
}

// Rank adds up what the groups bring each case. The age of advice counts as of
// the day, in days since 1970.
func (q *Question) Rank(groups []Group, today int) error {
	var terms []string
	for _, g := range groups {
		terms = append(terms, g.terms()...)
	}
	if err := q.read(terms); err != nil {
		return err
	}
	st := q.stats()
	q.scorer, q.today, q.cases, q.weights = search.NewScorer(st), today, map[string]int{}, nil
	q.End() // of what was ranked before
	q.begin()
	for i, g := range groups {
		if err := q.add(g, i, st.Docs); err != nil {
			return err
		}
	}
	return nil
}

// Weight is what a group of Rank counts: its rarity among the cases seen, times
// its own weight.
func (q *Question) Weight(group int) float64 { return float64(q.weights[group]) }

func (q *Question) add(g Group, n, docs int) error {
	for _, t := range g.Terms {
		if err := q.count(t.Term, t.Weight); err != nil {
			return err
		}
	}
	prefixed := 0
	for _, t := range g.Prefixed {
		if err := q.count(t, search.Whole); err != nil {
			return err
		}
		prefixed += q.cases[t]
	}
	for _, u := range g.Units {
		if err := q.countUnit(u); err != nil {
			return err
		}
	}
	weight := q.scorer.Group(g.Frequency(docs, func(term string) int { return q.cases[term] }, prefixed), g.Weight)
	q.weights = append(q.weights, weight)
	return q.each(func(_ int, s *section) error {
		s.add(q.scorer, weight, n)
		return nil
	})
}

// count counts a term of the group.
func (q *Question) count(term string, weight int) error {
	cases := make([]int, len(q.sections))
	err := q.each(func(i int, s *section) (err error) {
		cases[i], err = s.count(s.lists[term], uint32(weight)) // #nosec G115 -- at most a hundred
		return err
	})
	q.cases[term] = 0
	for _, n := range cases {
		q.cases[term] += n
	}
	return err
}

// worthHelp is how many cases a section has that is worth a goroutine.
const worthHelp = 1 << 15

// each does something in all sections, in the great ones at the same time.
func (q *Question) each(do func(i int, s *section) error) error {
	errs := make([]error, len(q.sections))
	var great sync.WaitGroup
	for i, s := range q.sections {
		if s.Len() >= worthHelp {
			great.Go(func() { errs[i] = do(i, s) })
		} else {
			errs[i] = do(i, s)
		}
	}
	great.Wait()
	return errors.Join(errs...)
}

// countUnit counts a phrase.
func (q *Question) countUnit(u search.Unit) error {
	for _, term := range u.Terms {
		if _, known := q.cases[term]; known {
			continue
		}
		for _, s := range q.sections {
			n, err := s.countCases(s.lists[term])
			if err != nil {
				return err
			}
			q.cases[term] += n
		}
	}
	for _, s := range q.sections {
		if err := s.countUnit(u); err != nil {
			return err
		}
	}
	return nil
}
