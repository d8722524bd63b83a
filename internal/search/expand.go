package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// An Expansion is what a query may be widened by. The zero value adds nothing,
// and every part may be missing.
type Expansion struct {
	Thesaurus  *Thesaurus      // of the department
	Everyday   bool            // the general dictionary that is shipped
	Lexicon    bool            // the likely translations that are shipped
	Names      Names           // of obligations, outcomes and platforms, beside those known here
	Vocabulary *Vocabulary     // of the index: for derived words, and to know what is in no case
	Without    map[string]bool // the keys of what was left out
	Reader     string          // the language of who asks: what both write alike but for accents is offered as hers has it

	// Seen is in how many cases that the person may see a term of the Vocabulary
	// is, for one from whom any is withheld: to her there are no others. Nil for
	// who sees all.
	Seen func(term string) int
}

// cases is in how many cases a term is, of those that the person may see.
func (by *Expansion) cases(term string) int {
	n := by.Vocabulary.Cases(term)
	if n == 0 || by.Seen == nil {
		return n
	}
	return by.Seen(term)
}

// What an added term weighs at most, by where it comes from. The figures are
// round ones from the middle of broad plains: each could be a third more or less
// without changing nDCG on either set by more than 0.01.
const (
	conceptSynonym      = 0.5
	conceptTranslation  = 0.6
	everydaySynonym     = 0.3
	everydayTranslation = 0.4
	lexiconTranslation  = 0.5
	familyMember        = 0.25
	namedCode           = 0.4
	correctedSpelling   = 0.8
	evenTyped           = 0.7 // of the best in a language: see evenOut
)

// Each group has at most so many terms and phrases: the heaviest.
const (
	maxGroupTerms = 16
	maxGroupUnits = 6
)

// Expand gives what is looked up for a query: a group for each typed word, those
// of quoted phrases too, which are not widened. What stands in quotes is meant so.
//
// What was left out is added on no other account either: that another dictionary
// has the word too is nothing to who does not want it.
func Expand(q Query, by Expansion) Lookup {
	if len(by.Without) == 0 {
		return expand(q, by)
	}
	without := by.Without
	by.Without = nil
	whole := expand(q, by)
	by.Without = whole.emptied(without)
	l := expand(q, by)
	l.leaveOut(whole, by.Without)
	return l
}

// emptied adds to the keys of what is left out those of additions that have no
// other words.
func (l Lookup) emptied(keys map[string]bool) map[string]bool {
	all := maps.Clone(keys)
	for _, g := range l.Groups {
		var gone []AddedWord
		for _, a := range g.Added {
			if keys[a.Key] {
				gone = append(gone, a.Words...)
			}
		}
		isGone := func(w AddedWord) bool {
			return slices.ContainsFunc(gone, func(o AddedWord) bool { return slices.Equal(o.terms, w.terms) })
		}
		for _, a := range g.Added {
			if !slices.ContainsFunc(a.Words, func(w AddedWord) bool { return !isGone(w) }) {
				all[a.Key] = true
			}
		}
	}
	return all
}

// leaveOut drops from each group the words of the additions with these keys, as
// the whole expansion has them.
func (l *Lookup) leaveOut(whole Lookup, keys map[string]bool) {
	for i := range l.Groups {
		for _, a := range whole.Groups[i].Added {
			if !keys[a.Key] {
				continue
			}
			for _, w := range a.Words {
				l.Groups[i].drop(w.terms)
			}
		}
		l.Groups[i].tellOnly()
	}
}

// drop takes an added term, or phrase, away.
func (l *Looked) drop(terms []string) {
	l.Terms = slices.DeleteFunc(l.Terms, func(t Weighted) bool { return t.Weight < Whole && len(terms) == 1 && t.Term == terms[0] })
	l.Units = slices.DeleteFunc(l.Units, func(u Unit) bool { return slices.Equal(u.Terms, terms) })
}

func expand(q Query, by Expansion) Lookup {
	x := newExpanding(q, by)
	x.correct()
	x.widen()
	if by.Vocabulary != nil {
		x.families()
		x.compounds()
	}
	x.codes()
	for i := range x.lookup.Groups {
		x.evenOut(&x.lookup.Groups[i], evenTyped)
		x.discount(i)
		x.lookup.Groups[i].trim()
	}
	return x.lookup
}

// widen adds what the dictionaries have.
func (x *expanding) widen() {
	if x.by.Thesaurus != nil {
		x.concepts(x.by.Thesaurus, reach{FromThesaurus, conceptSynonym, conceptTranslation})
	}
	if x.by.Everyday {
		x.concepts(everyday(), reach{FromEveryday, everydaySynonym, everydayTranslation})
	}
	if x.by.Lexicon {
		x.translations()
	}
}

// expanding is an expansion under way.
type expanding struct {
	by     Expansion
	lookup Lookup
	words  []Word             // as they were typed, in a row: those that may be widened
	group  []int              // the group of each
	said   map[string]float64 // how likely the query is in a language; the likelier is 1
	text   string
	doubts map[addition]int // how many meanings a word has that was added for one of them
}

func newExpanding(q Query, by Expansion) *expanding {
	x := &expanding{by: by, text: q.Text, doubts: map[addition]int{}}
	place := map[string]int{}
	for i, w := range q.Ranked() {
		place[w.key()] = i
		x.lookup.Groups = append(x.lookup.Groups, newLooked(w))
	}
	for _, w := range q.Words {
		x.words = append(x.words, w)
		x.group = append(x.group, place[w.key()])
	}
	x.said = likelyLanguages(q.Text, x.words)
	return x
}

func newLooked(w Word) Looked {
	l := Looked{Text: w.Text, Prefixes: w.Prefixes, Weight: 1}
	for _, t := range w.Terms {
		l.add(t, Whole)
	}
	return l
}

// leftOut reports an addition that the person does without.
func (x *expanding) leftOut(key string) bool { return x.by.Without[key] }

// isTyped reports that the word number i is one that may be widened: a beginning
// (prefix*) is wide enough.
func (x *expanding) isTyped(i int) bool { return len(x.words[i].Prefixes) == 0 }

// inNoCase reports that the index lacks a term; false when it is not known.
func (x *expanding) inNoCase(terms ...string) bool {
	return x.by.Vocabulary != nil && !slices.ContainsFunc(terms, func(t string) bool { return x.by.cases(t) > 0 })
}

// hundredths is a weight as the index sums it.
func hundredths(w float64) int { return max(1, min(Whole-1, int(math.Round(w*Whole)))) }

// trim keeps the heaviest.
func (l *Looked) trim() { l.trimTo(maxGroupTerms, maxGroupUnits) }

// trimTo keeps so many of the heaviest; typed terms are heavier than any that was
// added.
func (l *Looked) trimTo(terms, units int) {
	slices.SortStableFunc(l.Terms, func(a, b Weighted) int { return cmp.Compare(b.Weight, a.Weight) })
	slices.SortStableFunc(l.Units, func(a, b Unit) int { return cmp.Compare(b.Weight, a.Weight) })
	typed := 0
	for typed < len(l.Terms) && l.Terms[typed].Weight == Whole {
		typed++
	}
	l.Terms = l.Terms[:min(len(l.Terms), max(typed, terms))]
	l.Units = l.Units[:min(len(l.Units), units)]
	l.tellOnly()
}

// tellOnly takes out of what is reported what is not looked up after all.
func (l *Looked) tellOnly() {
	for i := range l.Added {
		l.Added[i].Words = slices.DeleteFunc(l.Added[i].Words, func(w AddedWord) bool { return !l.looksUp(w.terms) })
	}
	l.Added = slices.DeleteFunc(l.Added, func(a Added) bool { return len(a.Words) == 0 })
}

func (l *Looked) looksUp(terms []string) bool {
	return !slices.ContainsFunc(terms, func(t string) bool { return !l.has(t) }) ||
		slices.ContainsFunc(l.Units, func(u Unit) bool { return slices.Equal(u.Terms, terms) })
}
