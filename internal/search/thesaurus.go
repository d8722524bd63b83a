package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Concept is what several words of both languages say. The first of each
// language is the one to show.
type Concept struct {
	ID      string // stable: what is left out of a query is left out by it
	Group   string // concepts of one group hint at one another
	English []string
	French  []string
}

// In gives the entries of a language.
func (c Concept) In(lang string) []string {
	if lang == French {
		return c.French
	}
	return c.English
}

// A Thesaurus is concepts made ready to be found in a query. It never changes:
// an edited one is made anew, which takes a few milliseconds.
type Thesaurus struct {
	concepts []Concept
	entries  []entry
	of       [][]int          // the entries of each concept
	byFirst  map[string][]int // entries by the term of their first word
}

// An entry is one word or phrase of a concept, as the index has it.
type entry struct {
	concept int
	lang    string
	text    string
	terms   []string // a term for each word that is not mere grammar
	short   bool     // PM, RT, X: means little alone
}

// maxEntryWords is how long a phrase is recognised; a longer entry is passed
// over.
const maxEntryWords = 8

// NewThesaurus makes concepts ready, to the same effect in whatever order they
// come. Entries without a word are passed over; nothing in it fails.
func NewThesaurus(concepts []Concept) *Thesaurus {
	t := &Thesaurus{concepts: slices.Clone(concepts), of: make([][]int, len(concepts)), byFirst: map[string][]int{}}
	slices.SortStableFunc(t.concepts, func(a, b Concept) int { return strings.Compare(a.ID, b.ID) })
	for i, c := range t.concepts {
		for _, lang := range Langs() {
			for _, text := range c.In(lang) {
				t.add(i, lang, text)
			}
		}
	}
	return t
}

func (t *Thesaurus) add(concept int, lang, text string) {
	e := entry{concept: concept, lang: lang, text: text, terms: termsOfEntry(lang, text), short: isShortKey(text)}
	if len(e.terms) == 0 || len(e.terms) > maxEntryWords || t.hasEntry(e) {
		return
	}
	t.of[concept] = append(t.of[concept], len(t.entries))
	t.byFirst[e.terms[0]] = append(t.byFirst[e.terms[0]], len(t.entries))
	t.entries = append(t.entries, e)
}

// hasEntry reports an entry that is the same to the index (employé, employée).
func (t *Thesaurus) hasEntry(e entry) bool {
	return slices.ContainsFunc(t.of[e.concept], func(n int) bool { return slices.Equal(t.entries[n].terms, e.terms) })
}

// termsOfEntry gives a term a place: of a compound its parts, which a text that
// has the whole has too.
func termsOfEntry(lang, text string) []string {
	var terms []string
	at := -1
	for _, t := range Analyze(lang, text) {
		if t.Span == 1 && t.Pos != at {
			terms = append(terms, t.Term)
			at = t.Pos
		}
	}
	return terms
}

// isShortKey reports a key of one or two letters: it has other readings than
// any list could know.
func isShortKey(text string) bool {
	return utf8.RuneCountInString(strings.TrimSpace(text)) <= 2
}
