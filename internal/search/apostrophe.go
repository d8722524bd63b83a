package search

import (
	"slices"
	"strings"
)

// elided are the French words that lose their vowel before another: they are
// stop words, and take no place of their own.
var elided = setOf("l d qu jusqu lorsqu puisqu quoiqu c j m n s t")

// trailing are the English endings after an apostrophe: Minister's, they'll.
var trailing = setOf("s ll re ve")

// apostrophes reads the word between from and to, whatever its language: both
// occur in texts of both (Tim Horton's in French, d'accord in English).
func (s *scanner) apostrophes(from, to int) piece {
	if !slices.ContainsFunc(s.rs[from:to], isApostrophe) { // as most words
		w := s.known(from, to)
		return piece{word: w.word, stopForm: w.word, known: w, from: from, to: to}
	}
	parts, starts := s.split(from, to)
	for len(parts) > 1 && elided[parts[0]] {
		parts, starts = parts[1:], starts[1:]
	}
	written := strings.Join(parts, "'")
	if n := len(parts); n > 1 && trailing[parts[n-1]] {
		parts = parts[:n-1]
		written = strings.Join(parts, "'")
	}
	return piece{word: strings.Join(parts, ""), stopForm: written, from: starts[0], to: to}
}

// known is the word between from and to.
func (s *scanner) known(from, to int) *knownWord {
	var room [2 * maxWord]byte
	folded, ok := foldLatin(room[:0], s.rs[from:to])
	if !ok {
		folded = []byte(foldRunes(s.rs[from:to]))
	}
	return knownWords.ofBytes(folded)
}

// split cuts at apostrophes into folded parts and says where each begins.
func (s *scanner) split(from, to int) (parts []string, starts []int) {
	begin := from
	for i := from; i <= to && len(parts) < maxWord; i++ {
		if i == to || isApostrophe(s.rs[i]) {
			parts = append(parts, foldRunes(s.rs[begin:i]))
			starts = append(starts, begin)
			begin = i + 1
		}
	}
	return parts, starts
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
