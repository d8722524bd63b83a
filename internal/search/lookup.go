package search

import "slices"

// Whole is the weight of a term that was typed; what is added weighs less. A
// weight says how much one occurrence counts, in hundredths.
const Whole = 100

// A Lookup is what is looked up for a query: groups, of which a case has some.
type Lookup struct {
	Groups  []Looked
	Unknown []Unknown // words that are in no case
}

// An Unknown is a typed word that is in no case, and what else may have been
// meant.
type Unknown struct {
	Text        string
	Suggestions []string // as one would write them, the best first
	Used        string   // the one that was looked up instead; empty: none
}

// A Looked group is one typed word and all that may stand for it; it counts as
// one word, however much of it a case has.
type Looked struct {
	Text     string     // as typed
	Terms    []Weighted // typed ones first; each once
	Units    []Unit     // phrases that were added
	Prefixes []string   // the case has the word when a term of it begins so: counts Whole
	Weight   float64    // how much the group counts in the query: 1 for a typed word
	Added    []Added    // for the page
}

// A Weighted is a term of the index with its weight, 1 to Whole.
type Weighted struct {
	Term   string
	Weight int
}

// A Unit is a phrase that was added. The index has no places: a case has it as
// often as it has the rarest of its words.
type Unit struct {
	Terms  []string
	Weight int
}

// A Source says where an addition comes from.
type Source string

// The sources.
const (
	FromThesaurus Source = "thesaurus" // ID is the concept's
	FromEveryday  Source = "everyday"  // ID is the meaning's, in the general dictionary
	FromLexicon   Source = "lexicon"
	FromFamily    Source = "family"   // derived from, or cognate with, what was typed
	FromSpelling  Source = "spelling" // the word was unknown
	FromCode      Source = "code"     // ID is field:code of an obligation, outcome or platform that is named
)

// Added is something that a group has beside what was typed. A query that
// carries its Key among those left out does without it.
type Added struct {
	Key    string
	Source Source
	ID     string
	Words  []AddedWord
}

// An AddedWord is a word or phrase as a person would write it.
type AddedWord struct {
	Text, Lang string // no Lang: the name of a code
	terms      []string
}

// report tells the page of an addition, once, unless nothing came of it.
func (l *Looked) report(a Added) {
	if len(a.Words) == 0 {
		return
	}
	i := slices.IndexFunc(l.Added, func(b Added) bool { return b.Key == a.Key })
	if i < 0 {
		l.Added = append(l.Added, a)
		return
	}
	for _, w := range a.Words {
		if !slices.ContainsFunc(l.Added[i].Words, func(o AddedWord) bool { return slices.Equal(o.terms, w.terms) }) {
			l.Added[i].Words = append(l.Added[i].Words, w)
		}
	}
}

// add takes a term. One that is there already weighs more for being named by
// another source too, as of two witnesses; what was typed stays whole.
func (l *Looked) add(term string, weight int) {
	for i, t := range l.Terms {
		if t.Term == term {
			l.Terms[i].Weight = both(t.Weight, weight)
			return
		}
	}
	l.Terms = append(l.Terms, Weighted{term, weight})
}

func both(x, y int) int {
	if x == Whole || y == Whole {
		return Whole
	}
	return hundredths(1 - float64((Whole-x)*(Whole-y))/(Whole*Whole))
}

// has reports a term that is there already.
func (l *Looked) has(term string) bool {
	return slices.ContainsFunc(l.Terms, func(w Weighted) bool { return w.Term == term })
}

// addUnit takes a phrase of any length.
func (l *Looked) addUnit(terms []string, weight int) {
	if len(terms) == 1 {
		l.add(terms[0], weight)
		return
	}
	l.Units = append(l.Units, Unit{terms, weight})
}

// SourceOf is where a term, or a phrase, of the group comes from: of several
// sources the surest; empty for what was typed.
func (l Looked) SourceOf(terms ...string) Source {
	var from []Source
	for _, a := range l.Added {
		if slices.ContainsFunc(a.Words, func(w AddedWord) bool { return slices.Equal(w.terms, terms) }) {
			from = append(from, a.Source)
		}
	}
	for _, s := range []Source{FromThesaurus, FromEveryday, FromFamily} {
		if slices.Contains(from, s) {
			return s
		}
	}
	if len(from) > 0 {
		return from[0]
	}
	return ""
}

// Shown gives what is marked in a text, for Highlight and Snippets: what stands
// for the words that were typed alone, and the phrases. That the words of a
// phrase rank apart too is no reason to mark them apart.
func (l Lookup) Shown(q Query) Query {
	alone := len(Query{Words: q.Words}.Ranked())
	return Query{Words: wordsOf(l.Groups[:min(alone, len(l.Groups))]), Phrases: q.Phrases}
}

func wordsOf(groups []Looked) []Word {
	words := make([]Word, 0, len(groups))
	for _, g := range groups {
		w := Word{Text: g.Text, Prefixes: g.Prefixes}
		for _, t := range g.Terms {
			w.Terms = append(w.Terms, t.Term)
		}
		for _, u := range g.Units {
			w.Terms = append(w.Terms, u.Terms...)
		}
		words = append(words, w)
	}
	return words
}
