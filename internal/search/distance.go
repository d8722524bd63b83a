package search

import "strings"

// maxTypos is how many typing errors a word of that many letters may have.
func maxTypos(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	}
	return 2
}

// A typing error costs 2; half of it where both spellings sound alike, which is
// how words are misspelt rather than mistyped.
const (
	anError   = 2
	soundsSo  = 1
	wrongHead = 1 // beside the error: people get the first letter right
)

// typos is the cost of what was added, left out, changed or swapped with its
// neighbour between two folded words (Damerau and Levenshtein; no letter is edited
// twice); more than limit when it is more than limit.
func typos(a, b string, limit int) int {
	if (len(a)-len(b))*soundsSo > limit || (len(b)-len(a))*soundsSo > limit || len(b) > maxSpelled {
		return limit + 1
	}
	var rows [3][maxSpelled + 1]int
	before, last, row := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range b {
		last[j+1] = last[j] + oneLetter(b, j)
	}
	for i := range len(a) {
		row[0] = last[0] + oneLetter(a, i)
		least := row[0]
		for j := range len(b) {
			row[j+1] = min(last[j+1]+oneLetter(a, i), row[j]+oneLetter(b, j), last[j]+change(a[i], b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] && a[i] != b[j] {
				row[j+1] = min(row[j+1], before[j-1]+anError)
			}
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	if cost := last[len(b)]; cost == 0 || a != "" && b != "" && a[0] == b[0] {
		return cost
	}
	return last[len(b)] + wrongHead
}

// maxSpelled is the length of the longest word that is compared.
const maxSpelled = 64

// oneLetter is the cost of a letter too many or too few: little for the second of
// two, for an h and for an e at the end, which nobody hears.
func oneLetter(word string, i int) int {
	if i > 0 && word[i] == word[i-1] || word[i] == 'h' || i > 0 && i == len(word)-1 && word[i] == 'e' {
		return soundsSo
	}
	return anError
}

// alike are letters that stand for one sound in some words of either language.
var alike = func() (is [256][256]bool) {
	for _, pair := range []string{"cs", "sz", "ck", "kq", "cq", "iy", "gj", "mn", "ae", "ei", "fv"} {
		is[pair[0]][pair[1]], is[pair[1]][pair[0]] = true, true
	}
	return is
}()

// soundOf writes the vowels and consonants of several letters with one: bureau and
// buro, photo and foto.
func soundOf(folded string) string {
	if !strings.Contains(folded, "au") && !strings.Contains(folded, "ph") {
		return folded
	}
	return severalLetters.Replace(folded)
}

var severalLetters = strings.NewReplacer("eau", "o", "au", "o", "ph", "f")

func change(x, y byte) int {
	switch {
	case x == y:
		return 0
	case alike[x][y]:
		return soundsSo
	}
	return anError
}

// letters has a bit for each letter of a word: one error changes two at most.
func letters(word string) uint32 {
	var set uint32
	for i := range len(word) {
		if c := word[i]; 'a' <= c && c <= 'z' {
			set |= 1 << (c - 'a')
		} else {
			set |= 1 << 26
		}
	}
	return set
}
