package web

import (
	"strings"
	"unicode"

	"example.org/casebook/internal/cases"
)

// meantLine tells of a typed word that is in no case, and offers others.
type meantLine struct {
	Said   string
	Asking string // what stands before the offers; empty without another word
	Offers []link
	Only   *link // without the other word that was looked for; nil: there is none
}

func newMeantLines(v *visit, q cases.Query, found cases.Results, n *narrowing) (out []meantLine) {
	for _, m := range found.Misspelt {
		out = append(out, newMeantLine(v, q, found, m, n))
	}
	return out
}

func newMeantLine(v *visit, q cases.Query, found cases.Results, m cases.Misspelt, n *narrowing) meantLine {
	line := meantLine{Said: v.words.T("meant.unknown", "Typed", cut(m.Typed, longestSaid))}
	if m.Used != "" {
		line.Said = v.words.T("meant.used", "Typed", cut(m.Typed, longestSaid), "Used", m.Used)
	}
	for _, other := range m.Meant {
		if other != m.Used {
			line.Offers = append(line.Offers, link{n.with("q", replaceWord(q.Text, m.Typed, other)), other})
		}
	}
	if len(line.Offers) > 0 {
		line.Asking = v.words.T("meant.or")
		if m.Used == "" {
			line.Asking = v.words.T("meant.ask")
		}
	}
	if key := spellingKey(found, m); key != "" {
		line.Only = &link{n.withAll("without", withKey(q.Without, key)...), v.words.T("meant.only", "Typed", cut(m.Typed, longestSaid))}
	}
	return line
}

// longestSaid is how much of a typed word a sentence repeats, in characters: more
// than any word has, and less than a page.
const longestSaid = 60

// spellingKey is the key of the correction that was looked for.
func spellingKey(found cases.Results, m cases.Misspelt) string {
	for _, w := range found.Widened {
		for _, a := range w.Added {
			if w.Typed == m.Typed && a.Source == cases.FromSpelling {
				return a.Key
			}
		}
	}
	return ""
}

// replaceWord puts another word where one was typed, and leaves parts of longer
// words alone.
func replaceWord(text, word, other string) string {
	for from := 0; word != ""; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			break
		}
		i += from
		before, after := []rune(text[:i]), []rune(text[i+len(word):])
		if (len(before) == 0 || !unicode.IsLetter(before[len(before)-1])) && (len(after) == 0 || !unicode.IsLetter(after[0])) {
			return text[:i] + other + text[i+len(word):]
		}
		from = i + len(word)
	}
	return text
}
