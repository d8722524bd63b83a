package search

import "strings"

// A Query is what a person asked, ready to be looked up: nothing in it can fail.
type Query struct {
	Text            string   // as typed, cut to MaxQuery runes
	Words           []Word   // all preferred, none required
	Phrases         []Phrase // required
	Excluded        []Word
	ExcludedPhrases []Phrase
	Filters         []Filter // of one field: any of them; of several: each
	Cut             bool     // something was left out: too long, or too many terms
	Small           bool     // words were typed, and all of them are mere grammar: the, of, le
}

// A Word is one typed word and the terms it stands for in both languages. A
// text has the word when it has one of Terms, or a term that begins with one of
// Prefixes.
type Word struct {
	Text     string
	Terms    []string
	Prefixes []string
}

// In gives the word as a text of one language can have it.
func (w Word) In(lang string) Word {
	return Word{Text: w.Text, Terms: ofLang(lang, w.Terms), Prefixes: ofLang(lang, w.Prefixes)}
}

// Matches reports whether a term of the index is one of the word's.
func (w Word) Matches(term string) bool {
	for _, t := range w.Terms {
		if t == term {
			return true
		}
	}
	for _, p := range w.Prefixes {
		if strings.HasPrefix(term, p) {
			return true
		}
	}
	return false
}

func (w Word) isEmpty() bool { return len(w.Terms)+len(w.Prefixes) == 0 }

// key is the same for words that ask the same.
func (w Word) key() string {
	return strings.Join(w.Terms, " ") + "|" + strings.Join(w.Prefixes, " ")
}

// A Phrase is words in a row. The index only finds texts that may hold it; the
// text itself decides, by MatchPhrase.
type Phrase struct {
	Text  string
	Words []Word
}

// In gives the words that a text of this language must have before MatchPhrase
// is worth asking; none when the phrase cannot be in such a text.
func (p Phrase) In(lang string) []Word {
	var words []Word
	for _, w := range p.Words {
		if w = w.In(lang); !w.isEmpty() {
			words = append(words, w)
		}
	}
	return words
}

// PairsIn gives the terms of Pairs that such a text must have too.
func (p Phrase) PairsIn(lang string) []string { return pairsIn(newPattern(lang, p.Text)) }

// A Filter narrows by a field of the case. Field and Value are canonical codes;
// Typed is the filter as the person wrote it, its field too. A value that is none
// of the field's is not Known: it is for the page to say so, kindly.
type Filter struct {
	Field, Value string
	Typed        string
	Known        bool
	Not          bool // written with a minus before it
}

// IsEmpty reports that the query asks for nothing: neither words nor filters.
func (q Query) IsEmpty() bool { return !q.HasWords() && len(q.Filters) == 0 }

// HasWords reports that there are words or phrases to look for, so that results
// have a rank.
func (q Query) HasWords() bool { return len(q.Ranked()) > 0 }

// Ranked gives the words that rank: those typed alone and those of phrases,
// each once.
func (q Query) Ranked() []Word {
	seen := map[string]bool{}
	var words []Word
	add := func(all []Word) {
		for _, w := range all {
			if k := w.key(); !seen[k] {
				seen[k] = true
				words = append(words, w)
			}
		}
	}
	add(q.Words)
	for _, p := range q.Phrases {
		add(p.Words)
	}
	return words
}

func ofLang(lang string, terms []string) []string {
	var of []string
	for _, t := range terms {
		if strings.HasPrefix(t, known(lang)+":") {
			of = append(of, t)
		}
	}
	return of
}
