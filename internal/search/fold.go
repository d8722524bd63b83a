package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is how much of a written word is looked at: more than a term can
// hold, and little enough that a megabyte without a space costs nothing.
const maxWord = 128

// Fold gives the form in which words are compared: NFKC, lower case, without
// accents, ligatures spelt out. It keeps letters and digits only.
//
// Folding comes before stemming, for texts and for queries: so a query typed
// without accents is the same query.
func Fold(word string) string {
	if folded, ok := foldASCII(word); ok {
		return folded
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(word, "")) {
		foldRune(&b, r)
	}
	return norm.NFKC.String(b.String())
}

func foldASCII(word string) (string, bool) {
	plain := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			return "", false
		}
		plain = plain && ('a' <= c && c <= 'z' || '0' <= c && c <= '9')
	}
	if plain {
		return word, true
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word), true
}

// unfoldable holds the letters that Unicode does not decompose.
var unfoldable = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

func foldRune(b *strings.Builder, r rune) {
	r = unicode.ToLower(r)
	if spelt, ok := unfoldable[r]; ok {
		b.WriteString(spelt)
		return
	}
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mc, r) {
		b.WriteRune(r)
	}
}

func foldRunes(rs []rune) string {
	out := make([]byte, 0, 2*maxWord)
	if folded, ok := foldLatin(out, rs); ok {
		return string(folded)
	}
	return Fold(string(rs[:min(len(rs), maxWord)]))
}

// foldLatin appends what letters that fold each by itself fold to; false when
// there are others.
func foldLatin(out []byte, rs []rune) ([]byte, bool) {
	for _, r := range rs[:min(len(rs), maxWord)] {
		if int(r) >= len(foldedLatin) || foldedLatin[r] == unknownFold {
			return out, false
		}
		out = append(out, foldedLatin[r]...)
	}
	return out, true
}

// foldedLatin has what the letters of both languages fold to, each by itself:
// nearly every word is of these, and folding is most of reading one.
var foldedLatin = func() (all [0x180]string) {
	for r := range all {
		all[r] = Fold(string(rune(r)))
		if _, plain := foldASCII(all[r]); !plain { // it may join with what comes next
			all[r] = unknownFold
		}
	}
	return all
}()

const unknownFold = "?"

func cut(s string, runes int) string {
	if len(s) <= runes {
		return s
	}
	for i := range s {
		if runes == 0 {
			return s[:i]
		}
		runes--
	}
	return s
}
