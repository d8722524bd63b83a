package search

import (
	"math"
	"strings"
)

// doubtful is how little the less likely language of a query counts: it is the
// root that is taken of the share it has. Words that both languages write alike
// (comment, chat) are translated from both, from the likelier more.
const doubtful = 0.25

// likelyLanguages weighs the languages that a query may be in: by its grammar,
// and the words that the lexicon knows in one language only. Its accents say
// nothing: a query without them is the same query.
func likelyLanguages(text string, words []Word) map[string]float64 {
	points := map[string]float64{English: 1, French: 1}
	for _, p := range scan(text) {
		vote(points, isStop(English, p.stopForm), isStop(French, p.stopForm))
	}
	for _, w := range words {
		vote(points, isTranslated(w, English), isTranslated(w, French))
	}
	most := max(points[English], points[French])
	for lang, n := range points {
		points[lang] = math.Pow(n/most, doubtful)
	}
	return points
}

func vote(points map[string]float64, english, french bool) {
	switch {
	case english && !french:
		points[English]++
	case french && !english:
		points[French]++
	}
}

func isTranslated(w Word, lang string) bool {
	for _, t := range w.In(lang).Terms {
		if len(shippedLexicon()[t]) > 0 {
			return true
		}
	}
	return false
}

// langOf is the language of a term, stemOf what stands after it.
func langOf(term string) string { lang, _, _ := strings.Cut(term, ":"); return lang }
func stemOf(term string) string { _, stem, _ := strings.Cut(term, ":"); return stem }
