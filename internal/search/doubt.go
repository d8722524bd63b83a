package search

import "slices"

// An addition is a term that a group has beside what was typed.
type addition struct {
	group int
	term  string
}

// doubt notes of how many meanings a word is that is added for one of them: lawn
// is cour, and so are a court of law and a course. Nothing is doubtful that another
// word of the query hints at, or that is there on another account. A whole case hints
// at all it says: Similar notes nothing.
func (x *expanding) doubt(group int, t *Thesaurus, s sighting, e entry) {
	if x.doubts == nil || len(e.terms) > 1 {
		return
	}
	k := addition{group, e.terms[0]}
	if s.hinted || x.lookup.Groups[group].has(k.term) {
		x.doubts[k] = 1
		return
	}
	x.doubts[k] = t.meanings(e)
}

// discount takes from a doubtful word all but the share of one of its meanings.
// It comes after evenOut, which would make the best of a language of it however
// doubtful it is.
func (x *expanding) discount(group int) {
	terms := x.lookup.Groups[group].Terms
	for i, t := range terms {
		if n := x.doubts[addition{group, t.Term}]; n > 1 && t.Weight < Whole {
			terms[i].Weight = max(1, t.Weight/n)
		}
	}
}

// meanings counts the concepts that have the word, or another with its term: to
// the index they are one. It is 1 for a word that is itself in no other concept.
func (t *Thesaurus) meanings(e entry) int {
	written, all := 0, 0
	for _, i := range t.byFirst[e.terms[0]] {
		if other := t.entries[i]; len(other.terms) == 1 {
			all++
			if Fold(other.text) == Fold(e.text) {
				written++
			}
		}
	}
	if written == 1 {
		return 1
	}
	return all
}

// isHinted reports that other words of the query say the same concept, or one of
// its group.
func (t *Thesaurus) isHinted(all []sighting, s sighting) bool {
	group := t.concepts[s.concept].Group
	return slices.ContainsFunc(all, func(o sighting) bool {
		return (o.to <= s.at || s.to <= o.at) && t.concepts[o.concept].Group == group
	})
}
