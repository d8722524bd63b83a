package i18n

import (
	"regexp"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// faultsOfTypesetting is by the Guide du rédacteur: in Canada the colon and the
// quotation marks take a hard space, the semicolon and ! and ? none. Where one
// was written all the same, it must be hard.
//
// It is what a careful typist would not leave in a sentence.
var faultsOfTypesetting = map[cases.Lang]map[string]*regexp.Regexp{
	cases.French: {
		"a plain space before a double mark": regexp.MustCompile(`[ ][:;!?»%$]`),
		"no hard space before a colon or »":  regexp.MustCompile(`[^\x{a0}](:( |$)|»)`),
		"a plain space after «":              regexp.MustCompile(`«([ ]|[^\x{a0}\x{202f}])`),
		"a straight apostrophe":              regexp.MustCompile(`'`),
		"English quotation marks":            regexp.MustCompile(`[“”"]`),
		"two spaces":                         regexp.MustCompile(`  `),
		"three points":                       regexp.MustCompile(`\.\.\.`),
	},
	cases.English: {
		"a straight apostrophe": regexp.MustCompile(`'`),
		"a straight quote":      regexp.MustCompile(`"`),
		"a space before a mark": regexp.MustCompile(`\s[:;!?,.]( |$)`),
		"French quotation":      regexp.MustCompile(`[«»]`),
		"two spaces":            regexp.MustCompile(`  `),
		"three points":          regexp.MustCompile(`\.\.\.`),
	},
}

func checkTypesetting(t *testing.T, l cases.Lang, where, s string) {
	t.Helper()
	s = placeholder.ReplaceAllString(s, "x")
	for what, pattern := range faultsOfTypesetting[l] {
		if at := pattern.FindString(s); at != "" {
			t.Errorf("%s in %s has %s: %q in %q", where, l, what, at, s)
		}
	}
}

func TestEverySentenceIsTypeset(t *testing.T) {
	for _, l := range cases.Langs() {
		for key, forms := range sentences(t, l) {
			for _, s := range forms {
				if key == "search.hint" && l == cases.English {
					s = strings.ReplaceAll(s, `"`, "") // what is to be typed, not a quotation
				}
				checkTypesetting(t, l, key, Typeset(l, s))
			}
		}
	}
}

func TestThePrivacyNoticeIsTypeset(t *testing.T) {
	n := DefaultNotice()
	for _, l := range cases.Langs() {
		checkTypesetting(t, l, "the summary", n.Summary.In(l))
		for _, s := range n.Sections {
			checkTypesetting(t, l, "a title", s.Title.In(l))
			checkTypesetting(t, l, s.Title.In(l), s.Text.In(l))
		}
	}
}
