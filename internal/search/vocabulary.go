package search

import (
	"iter"
	"slices"
	"sort"
	"strings"
)

// A Vocabulary is the terms of an index and in how many cases each is, as of
// some moment: what it lacks is at most a little less well found. It never
// changes and is safe for concurrent use.
type Vocabulary struct {
	terms []string // sorted
	cases []int32
}

// NewVocabulary takes the terms of an index in any order, each once.
func NewVocabulary(terms iter.Seq2[string, int]) *Vocabulary {
	v := &Vocabulary{}
	for t, n := range terms {
		if isPair(t) {
			continue
		}
		v.terms = append(v.terms, t)
		v.cases = append(v.cases, int32(min(n, 1<<30)))
	}
	sort.Sort(v)
	return v
}

// Len, Less and Swap sort terms and their cases together.
func (v *Vocabulary) Len() int           { return len(v.terms) }
func (v *Vocabulary) Less(i, j int) bool { return v.terms[i] < v.terms[j] }
func (v *Vocabulary) Swap(i, j int) {
	v.terms[i], v.terms[j] = v.terms[j], v.terms[i]
	v.cases[i], v.cases[j] = v.cases[j], v.cases[i]
}

// Cases is in how many cases a term is.
func (v *Vocabulary) Cases(term string) int {
	if i, ok := slices.BinarySearch(v.terms, term); ok {
		return int(v.cases[i])
	}
	return 0
}

// beginning gives the terms that begin so.
func (v *Vocabulary) beginning(prefix string) []string {
	from, _ := slices.BinarySearch(v.terms, prefix)
	to := from + sort.Search(len(v.terms)-from, func(i int) bool { return !strings.HasPrefix(v.terms[from+i], prefix) })
	return v.terms[from:to]
}
