package i18n

import (
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"example.org/casebook/internal/cases"
)

// The catalogues are written with plain spaces and straight apostrophes; here
// they become what a careful typist would have set (French spacing as in the
// Translation Bureau's Guide du rédacteur).

const (
	nbsp  = "\u00a0" // no-break space
	nnbsp = "\u202f" // narrow no-break space
)

var frenchSpaces = strings.NewReplacer(
	nnbsp+";", nnbsp+";", // set already: setting twice is setting once
	" :", nbsp+":", " ;", nnbsp+";", ";", nnbsp+";", " !", nnbsp+"!", " ?", nnbsp+"?", " %", nbsp+"%", " $", nbsp+"$",
	"« ", "«"+nbsp, " »", nbsp+"»", "'", "’",
)

var englishMarks = strings.NewReplacer("'", "’")

// Typeset sets the marks of a sentence as the language does.
func Typeset(l cases.Lang, s string) string {
	if l == cases.French {
		return frenchSpaces.Replace(s)
	}
	return englishMarks.Replace(s)
}

func typesetMessage(l cases.Lang, m *i18n.Message) {
	m.One, m.Many, m.Other = Typeset(l, m.One), Typeset(l, m.Many), Typeset(l, m.Other)
}
