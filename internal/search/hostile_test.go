//go:build !race

// What is here is one goroutine and megabytes of text: nothing for the race
// detector, under which it takes a minute. It runs with the tests without it.

package search

import (
	"strings"
	"testing"
)

func TestHostileTextsNeverPanicAndTermsStayShort(t *testing.T) {
	const mebi = 1 << 20
	for name, text := range map[string]string{
		"empty": "", "broken UTF-8": "\xff\xfe\xc3(", "NUL": "a\x00b", "no spaces": strings.Repeat("a", mebi),
		"accents only": strings.Repeat("\u0301", mebi/2), "one letter, many accents": "e" + strings.Repeat("\u0301", mebi/2),
		"apostrophes": strings.Repeat("l'", mebi/2), "hyphens": strings.Repeat("a-", mebi/2),
		"points": strings.Repeat("a.", mebi/2), "parentheses": strings.Repeat("1(1)", mebi/4),
		"hashtag": "#" + strings.Repeat("Ab", mebi/2), "underscores": "#" + strings.Repeat("_", mebi),
		"digits": strings.Repeat("1,", mebi/2), "right to left": "\u202eשלום עולם مرحبا", "emoji": "👩‍👩‍👧‍👦🇨🇦",
		"inclusive": strings.Repeat("abc·e", mebi/6), "ideographs": strings.Repeat("選", mebi/8),
		"joiners": "a" + strings.Repeat("\u200d", mebi/3),
	} {
		t.Run(name, func(t *testing.T) {
			for _, lang := range Langs() {
				checkTokens(t, text, Analyze(lang, text))
			}
		})
	}
}
