package search

import (
	"slices"
	"strings"
)

// Through tells by what a text was found that has none of the typed words: of
// each group the additions that the text has, with the words that it has. Nil
// when it has a typed word after all. The terms are all those of the text.
func (l Lookup) Through(terms map[string]bool) []Looked {
	var through []Looked
	for _, g := range l.Groups {
		if g.typedIn(terms) {
			return nil
		}
		if added := g.addedIn(terms); len(added) > 0 {
			through = append(through, Looked{Text: g.Text, Added: added})
		}
	}
	return through
}

// HasTyped reports whether one of the terms is of a typed word.
func (l Lookup) HasTyped(terms map[string]bool) bool {
	return slices.ContainsFunc(l.Groups, func(g Looked) bool { return g.typedIn(terms) })
}

func (l Looked) typedIn(terms map[string]bool) bool {
	for _, t := range l.Terms {
		if t.Weight == Whole && terms[t.Term] {
			return true
		}
	}
	for term := range terms {
		if slices.ContainsFunc(l.Prefixes, func(p string) bool { return strings.HasPrefix(term, p) }) {
			return true
		}
	}
	return false
}

// addedIn gives the additions whose terms are all there; of a phrase, whether in
// a row is not known here, as it is not known to the index.
func (l Looked) addedIn(terms map[string]bool) (out []Added) {
	for _, a := range l.Added {
		found := a
		found.Words = slices.DeleteFunc(slices.Clone(a.Words), func(w AddedWord) bool {
			return len(w.terms) == 0 || slices.ContainsFunc(w.terms, func(t string) bool { return !terms[t] })
		})
		if len(found.Words) > 0 {
			out = append(out, found)
		}
	}
	return out
}
