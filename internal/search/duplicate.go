package search

import "strings"

// Duplicate is from which Resemblance on two cases are one case told twice: a form
// sent again, a text pasted with another greeting.
const Duplicate = 0.7

// shingle is how many words in a row are compared.
const shingle = 3

// Resemblance is the share of what is said in either of two texts, in rows of
// three words, that is said in both (Broder, 1997): 1 for the same words, accents
// and inflection aside, next to 0 for others on the same subject. Texts without
// three words resemble nothing.
func Resemblance(a, b []Part) float64 {
	x, y := shingles(a), shingles(b)
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	if either := len(x) + len(y) - both; either > 0 {
		return float64(both) / float64(either)
	}
	return 0
}

func shingles(parts []Part) map[string]bool {
	set := map[string]bool{}
	for _, p := range parts {
		tokens := Analyze(p.Lang, p.Text)
		terms := make([]string, len(tokens))
		for i, t := range tokens {
			terms[i] = t.Term
		}
		for i := 0; i+shingle <= len(terms); i++ {
			set[strings.Join(terms[i:i+shingle], " ")] = true
		}
	}
	return set
}
