package search

import "sync"

// writtenForms gives a way to write each term that the shipped words have: an
// index keeps stems, which nobody would recognise.
var writtenForms = sync.OnceValue(func() map[string]string {
	forms := map[string]string{}
	take := func(term, text string) {
		other, known := forms[term]
		if !known || len(text) < len(other) || len(text) == len(other) && text < other {
			forms[term] = text
		}
	}
	for _, all := range shippedLexicon() {
		for _, t := range all {
			take(t.term, t.text)
		}
	}
	for _, t := range []*Thesaurus{everyday(), shippedThesaurus()} {
		for _, e := range t.entries {
			if len(e.terms) == 1 {
				take(e.terms[0], e.text)
			}
		}
	}
	return forms
})

// written gives a word of a term; of one that no shipped word has, its stem.
func written(term string) string {
	if text, known := writtenForms()[term]; known {
		return text
	}
	return stemOf(term) + "…"
}
