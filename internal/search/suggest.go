package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A spelled word is one that a person may have meant.
type spelled struct {
	folded  string
	sound   string // as soundOf gives it
	letters uint32 // of sound
	text    string
	lang    string
}

// spelledWords are the words of the dictionaries, each as it is written; one that
// both languages write alike but for accents is there once.
var spelledWords = sync.OnceValue(func() []spelled {
	var all []spelled
	seen := map[string]bool{}
	eachSpelled(func(lang, folded, text string) {
		if !seen[folded] {
			seen[folded] = true
			sound := soundOf(folded)
			all = append(all, spelled{folded, sound, letters(sound), text, lang})
		}
	})
	return all
})

func eachSpelled(take func(lang, folded, text string)) {
	add := func(lang, text string) {
		folded := Fold(text)
		if len(folded) >= minRoot && isLatinWord(folded) && !strings.ContainsAny(text, " -'’") {
			take(lang, folded, text)
		}
	}
	for _, t := range []*Thesaurus{shippedThesaurus(), everyday()} {
		for _, e := range t.entries {
			for _, word := range strings.Fields(e.text) {
				add(e.lang, word)
			}
		}
	}
	for _, p := range readPairs(lexiconFile) {
		add(English, p.text[0])
		add(French, p.text[1])
	}
}

// spellings are how each language writes a folded word: presence and présence.
var spellings = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	eachSpelled(func(lang, folded, text string) {
		if all[folded] == nil {
			all[folded] = map[string]string{}
		}
		if all[folded][lang] == "" {
			all[folded][lang] = text
		}
	})
	return all
})

// spelt writes a guess as whoever typed the word would: with accents when she
// typed some, otherwise as the language that she reads does.
func (by *Expansion) spelt(g guess, typed string) guess {
	langs := []string{by.Reader}
	if hasAccents(typed) {
		langs = append(langs, French, English)
	}
	for _, lang := range langs {
		if text := spellings()[Fold(g.text)][lang]; text != "" && (hasAccents(text) || !hasAccents(typed)) {
			g.text, g.lang = text, lang
			break
		}
	}
	return g
}

func hasAccents(word string) bool { return Fold(word) != strings.ToLower(word) }

// knownTerms are those of all words of the dictionaries, also of the words of
// their phrases.
var knownTerms = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, w := range spelledWords() {
		known[term(w.lang, w.folded)] = true
	}
	for t := range writtenForms() {
		known[t] = true
	}
	return known
})

// isKnown reports a word that a dictionary has, or whose term one has.
func isKnown(w Word) bool {
	return slices.ContainsFunc(w.Terms, func(t string) bool { return knownTerms()[t] })
}

// A guess is a word that may have been meant.
type guess struct {
	text  string // as it is written; empty when only its stem is known
	lang  string
	terms []string
	typos int
	cases int
}

// Suggest gives up to n words that somebody may have meant who typed this one,
// as one writes them, the likeliest first: fewest typing errors on folded forms,
// those that sound alike counting half, then those in most cases. Each is in a case.
// They come from the dictionaries of both languages and from the index, as far as it
// is known how its words are written. None for a word that is too short to tell.
func (v *Vocabulary) Suggest(word string, n int) []string {
	return textsOf((&Expansion{Vocabulary: v}).guesses(word), n)
}

func textsOf(all []guess, n int) []string {
	var texts []string
	for _, g := range all {
		if g.text != "" && len(texts) < n && !slices.Contains(texts, g.text) {
			texts = append(texts, g.text)
		}
	}
	return texts
}

func (by *Expansion) guesses(typed string) []guess {
	folded := Fold(typed)
	limit := anError * maxTypos(utf8.RuneCountInString(folded))
	if limit == 0 || len(folded) > maxSpelled || !isLatinWord(folded) {
		return nil
	}
	all := append(by.guessWords(folded, limit), by.guessTerms(folded)...)
	for i, g := range all {
		all[i] = by.spelt(g, typed)
	}
	slices.SortStableFunc(all, func(a, b guess) int {
		return cmp.Or(cmp.Compare(a.typos, b.typos), cmp.Compare(b.cases, a.cases),
			cmp.Compare(unlike(a, folded), unlike(b, folded)), cmp.Compare(a.text, b.text))
	})
	return all
}

// unlike is how many letters more or less than what was typed a guess has.
func unlike(g guess, folded string) int {
	n := len(Fold(g.text)) - len(folded)
	return max(n, -n)
}

// guessWords looks in the dictionaries for words that are in a case: any other
// would find nothing, and nobody here has written it.
func (by *Expansion) guessWords(folded string, limit int) []guess {
	var all []guess
	sound := soundOf(folded)
	set := letters(sound)
	for _, w := range spelledWords() {
		if bits.OnesCount32(w.letters^set) > limit+1 {
			continue
		}
		n := misspellings(folded, sound, w, limit)
		if n > limit {
			continue
		}
		g := guess{text: w.text, lang: w.lang, typos: n, terms: words(w.text)[0].Terms}
		for _, t := range g.terms {
			g.cases += by.cases(t)
		}
		if g.cases > 0 {
			all = append(all, g)
		}
	}
	return all
}

// misspellings is the cost of the errors between what was typed and a word, as
// they are written or, for a little, as they sound.
func misspellings(folded, sound string, w spelled, limit int) int {
	n := typos(folded, w.folded, limit)
	if sound != folded || w.sound != w.folded {
		n = min(n, soundsSo+typos(sound, w.sound, limit-soundsSo))
	}
	return n
}

// guessTerms looks in the index, whose terms are stems, among those with the same
// first letter, which people get right. A term that is in a single case may be a
// typing error itself.
func (by *Expansion) guessTerms(folded string) []guess {
	var all []guess
	for _, lang := range Langs() {
		stem := stemOf(term(lang, folded))
		limit, set := anError*maxTypos(len(stem)), letters(stem)
		if limit == 0 {
			continue
		}
		i := len(lang) + 1
		for _, t := range by.Vocabulary.beginning(lang + ":" + stem[:1]) {
			if bits.OnesCount32(letters(t[i:])^set) > limit+1 {
				continue
			}
			n := typos(stem, t[i:], limit)
			if n > limit {
				continue
			}
			if in := by.cases(t); in > 1 {
				all = append(all, guess{text: writtenForms()[t], lang: lang, terms: []string{t}, typos: n, cases: in})
			}
		}
	}
	return all
}

// maxSuggestions is how many words a page offers for one that is unknown.
const maxSuggestions = 3

// correct looks for the words that are in no case and in no dictionary, and takes
// the best guess beside what was typed. A stop word of either language is left as
// it is: no index has it, though cases do.
func (x *expanding) correct() {
	for i, w := range x.words {
		if x.by.Vocabulary == nil || !x.isTyped(i) || !x.inNoCase(w.Terms...) || isKnown(w) || isStopOfAny(Fold(w.Text)) {
			continue
		}
		all := x.by.guesses(w.Text)
		unknown := Unknown{Text: w.Text, Suggestions: textsOf(all, maxSuggestions)}
		key := "s." + Fold(w.Text)
		if len(all) > 0 && !x.leftOut(key) {
			unknown.Used = x.mean(i, key, all[0])
		}
		x.lookup.Unknown = append(x.lookup.Unknown, unknown)
	}
}

// mean widens a word by what was probably meant, and so by all that stands for
// that.
func (x *expanding) mean(i int, key string, g guess) string {
	text := cmp.Or(g.text, written(g.terms[0]))
	l := &x.lookup.Groups[x.group[i]]
	for _, t := range g.terms {
		l.add(t, hundredths(correctedSpelling))
	}
	l.report(Added{Key: key, Source: FromSpelling, Words: []AddedWord{{Text: text, Lang: g.lang, terms: g.terms}}})
	x.words[i].Terms = append(slices.Clone(x.words[i].Terms), g.terms...)
	return text
}
