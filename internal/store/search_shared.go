package store

import (
	"cmp"
	"slices"
	"unicode"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// maxSharedWords is how many words are given as a reason.
const maxSharedWords = 4

// tooWeak is which share of the strongest reason is none beside it.
const tooWeak = 0.3

// aside is how many cases a word may be in beside a twentieth of all and still
// tell what a case is about: a casebook with few has few rare words.
const aside = 3

// isTelling reports whether a word of the case is a reason by itself: neither one
// that many cases have nor one of time, size and degree.
func (k *likened) isTelling(group int) bool {
	l, docs := k.wide.Groups[group], k.index.Cases()
	return k.index.Weight(group) >= l.Weight*search.Rarity(docs, aside+docs/20) && !search.IsVague(string(k.c.Lang), l)
}

// reasons are what both cases share, and whether that is enough to show the other.
func (k *likened) reasons(f likeness, other cases.Summary, texts []fieldText) (r cases.Reasons, shows bool) {
	for _, e := range k.entries {
		if slices.Contains(other.Obligations, e) {
			r.Obligations = append(r.Obligations, e)
		}
	}
	if p := k.c.Facts.Platform; p == other.Platform && p != cases.PlatformOther {
		r.Platform = p
	}
	r.Election = k.c.Facts.TouchesElection() && other.Election
	if k.outcome == other.Outcome {
		r.Outcome = k.outcome
	}
	r.Words, shows = k.telling(f, r, readTexts(texts))
	return r, shows
}

// telling gives the words to name and whether the case is to be shown: what both
// have must be worth a look, and one word or fact of it tell enough. A case that is
// very near is shown for words that tell little, which are named then.
func (k *likened) telling(f likeness, r cases.Reasons, read *standingText) ([]cases.SharedWord, bool) {
	telling := k.sharedWords(f, read, k.isTelling)
	r.Words = k.sharedWords(f, read, func(int) bool { return true })
	if len(telling) > 0 || len(r.Obligations) > 0 {
		return telling, isReason(r)
	}
	return r.Words, isReason(r) && f.Score >= k.nearestScore*veryNear
}

// sharedWords are the most telling words that the other case has too, as they
// stand there, of those that may be named. A translation that is only likely is a
// weak reason, and an unlikely one is none.
func (k *likened) sharedWords(f likeness, read *standingText, may func(group int) bool) (out []cases.SharedWord) {
	type shared struct {
		cases.SharedWord
		worth float64
	}
	var all []shared
	for g := range k.words {
		l := k.wide.Groups[g]
		if !f.has(g) || !saysSomething(l.Text) || !may(g) {
			continue
		}
		if there, sure := read.standsFor(l); sure > 0 {
			all = append(all, shared{cases.SharedWord{Here: l.Text, There: there}, k.index.Weight(g) * sure})
		}
	}
	slices.SortStableFunc(all, func(a, b shared) int { return cmp.Compare(b.worth, a.worth) })
	said := map[string]bool{}
	for _, s := range all {
		as := search.Fold(cmp.Or(s.There, s.Here))
		if said[as] || s.worth < all[0].worth*tooWeak || len(out) == maxSharedWords {
			continue
		}
		said[as] = true
		out = append(out, s.SharedWord)
	}
	return out
}

// saysSomething reports whether a word alone tells a reader what a case is about:
// a number or a letter does not.
func saysSomething(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

// standingText finds words by their terms in the texts of a case.
type standingText struct {
	texts []fieldText
	runes [][]rune
	at    map[string]place // where each term stands first
}

// place is of a token in a text.
type place struct {
	text int
	search.Token
}

func readTexts(texts []fieldText) *standingText {
	r := &standingText{texts: texts, at: map[string]place{}}
	for i, t := range texts {
		r.runes = append(r.runes, []rune(t.text))
		for _, lang := range t.langs {
			for _, token := range search.Analyze(lang, t.text) {
				if _, known := r.at[token.Term]; !known {
					r.at[token.Term] = place{i, token}
				}
			}
		}
	}
	return r
}

// sureOf is how far what comes from there is a reason to a reader.
var sureOf = map[search.Source]float64{"": 1, search.FromThesaurus: 1, search.FromEveryday: 0.8, search.FromFamily: 0.5, search.FromLexicon: 0.4}

// unlikely is what a likely translation weighs at least, in hundredths.
const unlikely = 60

// standsFor gives what stands for a group in the texts and how sure that is:
// nothing for the word itself, not sure at all for what is not there.
func (r *standingText) standsFor(l search.Looked) (words string, sure float64) {
	take := func(said string, weight int, source search.Source) {
		if source == search.FromLexicon && weight < unlikely {
			return
		}
		if s := sureOf[source] * float64(weight) / search.Whole; s > sure {
			words, sure = said, s
		}
	}
	for _, t := range l.Terms {
		at, here := r.at[t.Term]
		switch {
		case here && t.Weight == search.Whole:
			return "", 1
		case here:
			take(r.written(at), t.Weight, l.SourceOf(t.Term))
		}
	}
	for _, u := range l.Units {
		if said, here := r.phrase(u.Terms); here {
			take(said, u.Weight, l.SourceOf(u.Terms...))
		}
	}
	return words, sure
}

func (r *standingText) written(p place) string { return string(r.runes[p.text][p.From:p.To]) }

// maxWritten bounds a phrase that is given as it is written, with what stands
// between its words.
const maxWritten = 60

// phrase gives what is written of a phrase, from its first word to its last.
// Words of it that stand apart say something else as a rule.
func (r *standingText) phrase(terms []string) (string, bool) {
	var first, last place
	for i, term := range terms {
		p, here := r.at[term]
		if !here {
			return "", false
		}
		if i == 0 {
			first = p
		}
		last = p
	}
	if first.text == last.text && first.From < last.To && last.To-first.From <= maxWritten && last.Pos-first.Pos < 2*len(terms) {
		return string(r.runes[first.text][first.From:last.To]), true
	}
	return "", false
}
