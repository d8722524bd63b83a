package search

// Beside its words a text is indexed by pairs of them: which stand next to one
// another, or with one word between, which in a phrase may be a stop word. So a
// phrase of common words is looked for in the few texts that may have it. Many
// pairs share a term: a pair says what may be, the text what is.

// pairMark begins the terms of pairs, and no other.
const pairMark = 2

// farthest is how many places there may be between the two of a pair.
const farthest = 1

// Pairs gives the terms of the pairs in a text, some more than once.
func Pairs(tokens []Token) []string {
	terms := make([]string, 0, (farthest+1)*len(tokens))
	at := byPosition(tokens)
	for _, first := range tokens {
		end := first.Pos + first.Span
		for between := 0; between <= farthest && end+between < len(at); between++ {
			for _, second := range at[end+between] {
				terms = append(terms, pairTerm(first.Term, second.Term, between))
			}
		}
	}
	return terms
}

// pairTerm is one of 65,536: with a few thousand cases for each pair of words a
// million cases have little more of them than of words.
func pairTerm(first, second string, between int) string {
	sum := uint32(2166136261) // FNV-1a, without anything to be made for it
	for _, part := range [...]string{first, "\x00", second} {
		for i := range len(part) {
			sum = (sum ^ uint32(part[i])) * 16777619
		}
	}
	sum = (sum ^ uint32(between)) * 16777619 // #nosec G115 -- 0 or 1
	sum ^= sum >> 16
	return string([]byte{pairMark, byte(sum >> 8), byte(sum)})
}

func isPair(term string) bool { return len(term) > 0 && term[0] == pairMark }

// pairsIn gives the pairs that a text with the phrase has for certain: of words
// that every way through the phrase meets, with nothing but a stop word between.
func pairsIn(pattern []step) (terms []string) {
	sure := surely(pattern)
	for i := range pattern {
		for between := range farthest + 1 {
			j := i + 1 + between
			if j < len(pattern) && sure[i] && sure[j] && (between == 0 || len(pattern[i+1]) == 0) {
				terms = append(terms, pairTerm(pattern[i][0].Term, pattern[j][0].Term, between))
			}
		}
	}
	return terms
}

// surely tells the steps that are one term and part of no compound.
func surely(pattern []step) []bool {
	sure := make([]bool, len(pattern))
	for i, s := range pattern {
		sure[i] = len(s) == 1 && s[0].Span == 1
	}
	for i, s := range pattern {
		for _, t := range s {
			for covered := i + 1; covered < i+t.Span; covered++ {
				sure[covered] = false
			}
		}
	}
	return sure
}
