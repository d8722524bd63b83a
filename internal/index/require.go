package index

import (
	"maps"
	"slices"
)

// Without leaves out the cases with any of the terms in what the person sees of
// them.
func (q *Question) Without(terms []string) error {
	return q.require(terms, func(s *section, has Bits) { s.must.without(has) })
}

// WithAll leaves only cases that have, for one of the alternatives, every one
// of its words: a word is the terms that may stand for it. Whether the words are
// a phrase there the text has to say.
func (q *Question) WithAll(alternatives [][][]string) error {
	either := make([]Bits, len(q.sections))
	for i, s := range q.sections {
		either[i] = newBits(s.Len(), false)
	}
	for _, words := range alternatives {
		if len(words) == 0 {
			continue
		}
		for _, terms := range words {
			if err := q.read(terms); err != nil {
				return err
			}
		}
		for i, s := range q.sections {
			both := newBits(s.Len(), true)
			for _, terms := range words {
				has, err := s.set(s.listsOf(terms))
				if err != nil {
					return err
				}
				both.within(has)
			}
			either[i].with(both)
		}
	}
	for i, s := range q.sections {
		s.restrict()
		s.must.within(either[i])
	}
	return nil
}

func (q *Question) require(terms []string, apply func(*section, Bits)) error {
	if err := q.read(terms); err != nil {
		return err
	}
	for _, s := range q.sections {
		has, err := s.set(s.listsOf(terms))
		if err != nil {
			return err
		}
		s.restrict()
		apply(s, has)
	}
	return nil
}

func (s *section) restrict() {
	if s.must == nil {
		s.must = newBits(s.Len(), true)
	}
}

func (s *section) listsOf(terms []string) (lists []list) {
	for _, t := range terms {
		if l := s.lists[t]; len(l) > 0 {
			lists = append(lists, l)
		}
	}
	return lists
}

// mostLooked bounds the terms that are looked through for those in what a person
// sees, who does not see all.
const mostLooked = 1 << 14

// Terms gives the terms from low to high, both included, that are in a case the
// person sees: the first of them, in order, and whether there are more.
func (q *Question) Terms(low, high string, limit int) (terms []string, more bool, err error) {
	some := limit + 1
	if !q.seesAll {
		some = mostLooked
	}
	all, err := q.between(low, high, some)
	if err == nil && !q.seesAll {
		all, err = q.seen(all)
	}
	return all[:min(limit, len(all))], len(all) > limit, err
}

// between gives the first terms from low to high that any section has, whoever
// sees them.
func (q *Question) between(low, high string, limit int) ([]string, error) {
	all := map[string]bool{}
	for _, s := range q.sections {
		if s.segment == nil {
			s.fresh.terms(low, high, func(term string) { all[term] = true })
			continue
		}
		n := 0
		err := s.segment.find(low, high, func(w word) bool {
			all[string(w.term)] = true
			n++
			return n < limit
		})
		if err != nil {
			return nil, err
		}
	}
	out := slices.Sorted(maps.Keys(all))
	return out[:min(limit, len(out))], nil
}

// seen keeps the terms that are in a case the person sees.
func (q *Question) seen(terms []string) ([]string, error) {
	if err := q.read(terms); err != nil {
		return nil, err
	}
	kept := terms[:0]
	for _, t := range terms {
		n, err := q.CasesWith(t)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			kept = append(kept, t)
		}
	}
	return kept, nil
}
