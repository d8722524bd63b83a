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

// NewThesaurus makes concepts ready. Entries without a word are passed over;
// nothing in it fails.
func NewThesaurus(concepts []Concept) *Thesaurus {
	t := &Thesaurus{concepts: slices.Clone(concepts), byFirst: map[string][]int{}}
	for i, c := range concepts {
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
	if len(e.terms) == 0 || len(e.terms) > maxEntryWords || slices.ContainsFunc(t.entries, e.same) {
		return
	}
	t.byFirst[e.terms[0]] = append(t.byFirst[e.terms[0]], len(t.entries))
	t.entries = append(t.entries, e)
}

func (e entry) same(other entry) bool {
	return e.concept == other.concept && slices.Equal(e.terms, other.terms)
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
