package cases

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what can be typed, in characters.
const (
	MaxSubject   = 200
	MaxSituation = 20_000
	MaxMessage   = 20_000
	MaxNote      = 10_000
	MaxWhy       = 2_000
	MaxDetail    = 100
	MaxLink      = 2_000
	MaxAudience  = 500
)

// tidy writes a text the one way in which it is kept: valid, line breaks as
// LF, no control characters, no white space around it. It is done once, before
// the text is kept; passages count its characters, so it never changes again.
func (b *Book) tidy(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.Map(dropControl, s)
	return strings.TrimFunc(b.nfc(s), unicode.IsSpace)
}

// tidyOptional is tidy for a text that may be left out: one in which nothing
// can be seen was.
func (b *Book) tidyOptional(s string) string {
	if s = b.tidy(s); !isSeen(s) {
		return ""
	}
	return s
}

// tidyLine is tidy for what has one line.
func (b *Book) tidyLine(s string) string {
	return strings.Join(strings.Fields(b.tidy(s)), " ")
}

func dropControl(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' {
		return -1
	}
	return r
}

// need checks a text that must be there.
func (ps *problems) need(field, text string, max int) {
	if !isSeen(text) {
		ps.add(field, "problem."+field+".missing")
		return
	}
	ps.fit(field, text, max)
}

// isSeen reports whether a reader sees anything of it: a subject of joiners
// alone would be a link without a name.
func isSeen(s string) bool { return strings.ContainsFunc(s, isVisible) }

func isVisible(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// fit checks the length of a text.
func (ps *problems) fit(field, text string, max int) {
	if n := utf8.RuneCountInString(text); n > max {
		ps.add(field, "problem.too_long", "Max", max, "Count", n)
	}
}
