package web

import (
	"net/url"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// widenedPart tells what was looked for beside the typed words, and leads to
// the same question without some of it, or without all.
type widenedPart struct {
	First     []wordView // of what was added, for the line that is always there
	More      string     // how many are not in that line; empty for none
	Lines     []widenedLine
	LeftOut   []additionView // each with the way back
	OnlyTyped string         // address of the question with only the typed words; empty when nothing was added
	WithAll   string         // address of the way back from there
}

// Asks reports whether there is anything to tell.
func (p widenedPart) Asks() bool {
	return len(p.Lines)+len(p.LeftOut) > 0 || p.WithAll != ""
}

// widenedLine is a typed word with what stands for it.
type widenedLine struct {
	Typed string
	Added []additionView
}

// additionView is an addition, with the address that changes it.
type additionView struct {
	Words  []wordView
	Source string
	Href   string
	About  string // its words in a row, for who does not see the line
}

type wordView struct{ Text, Lang string }

// firstWords is how many of the added words the line that is always there has.
const firstWords = 4

func newWidenedPart(v *visit, q cases.Query, found cases.Results, n *narrowing) (p widenedPart) {
	if q.Plain {
		p.WithAll = n.with("plain", "")
		return p
	}
	for _, w := range found.Widened {
		if line := newWidenedLine(v, w, func(key string) string { return n.withAll("without", withKey(q.Without, key)...) }); len(line.Added) > 0 {
			p.Lines = append(p.Lines, line)
		}
	}
	for _, w := range found.LeftOut {
		line := newWidenedLine(v, w, func(key string) string { return n.withAll("without", withoutKey(q.Without, key)...) })
		p.LeftOut = append(p.LeftOut, line.Added...)
	}
	p.tellFirst(v)
	if len(p.Lines) > 0 {
		p.OnlyTyped = n.with("plain", "1")
	}
	return p
}

// tellFirst chooses the words that are told at once: of each typed word one, then
// another of each.
func (p *widenedPart) tellFirst(v *visit) {
	var all [][]wordView
	total := 0
	for _, line := range p.Lines {
		var words []wordView
		for _, a := range line.Added {
			words = append(words, a.Words...)
		}
		words = distinctWords(words)
		all, total = append(all, words), total+len(words)
	}
	for round := 0; len(p.First) < min(firstWords, total); round++ {
		for _, words := range all {
			if round < len(words) && len(p.First) < firstWords {
				p.First = append(p.First, words[round])
			}
		}
	}
	if more := total - len(p.First); more > 0 {
		p.More = v.words.T("count.and_more", "Count", more)
	}
}

func distinctWords(words []wordView) (out []wordView) {
	for _, w := range words {
		if !slices.ContainsFunc(out, func(o wordView) bool { return o.Text == w.Text }) {
			out = append(out, w)
		}
	}
	return out
}

// newWidenedLine leaves out corrected spellings, which are told of elsewhere.
func newWidenedLine(v *visit, w cases.Widened, href func(key string) string) widenedLine {
	line := widenedLine{Typed: w.Typed}
	for _, a := range w.Added {
		if a.Source != cases.FromSpelling {
			line.Added = append(line.Added, newAdditionView(v, a, href(a.Key)))
		}
	}
	return line
}

func newAdditionView(v *visit, a cases.Added, href string) additionView {
	view := additionView{Source: v.words.T("added_from." + string(a.Source)), Href: href}
	if a.Source == cases.FromCode {
		field, code := codeOf(a.ID)
		view.Words = []wordView{{Text: codeInWords(v, field, code)}}
		view.Source = v.words.T("added_from.code." + field)
	} else {
		for _, w := range a.Words {
			view.Words = append(view.Words, wordView{w.Text, string(w.Lang)})
		}
	}
	for _, w := range view.Words {
		view.About = joinWords(view.About, w.Text)
	}
	return view
}

func joinWords(before, next string) string {
	if before == "" {
		return next
	}
	return before + ", " + next
}

// throughLine is a typed word and the words of a case that stand for it.
type throughLine struct {
	Typed string
	Words []wordView
}

func newThroughLines(v *visit, through []cases.Widened) (out []throughLine) {
	for _, w := range through {
		line := throughLine{Typed: w.Typed}
		for _, a := range w.Added {
			line.Words = append(line.Words, newAdditionView(v, a, "").Words...)
		}
		line.Words = distinctWords(line.Words)
		out = append(out, line)
	}
	return out
}

// Which of the additions the address goes without.
const (
	mostWithout   = 60  // keys
	longestOfKeys = 100 // bytes
)

func isPlain(v *visit) bool { return v.get("plain") != "" }

// withoutOf are the keys that an address leaves out, each once.
func withoutOf(v *visit) (out []string) {
	for _, key := range v.all("without") {
		if key != "" && len(key) <= longestOfKeys && len(out) < mostWithout && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

func withKey(keys []string, key string) []string {
	return append(withoutKey(keys, key), key)
}

func withoutKey(keys []string, key string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return k == key })
}

// keepWidening puts what the address says of additions into the links of the page.
func keepWidening(v *visit, plain url.Values) {
	if isPlain(v) {
		plain.Set("plain", "1")
	}
	if keys := withoutOf(v); len(keys) > 0 {
		plain["without"] = keys
	}
}

// keptWidening are the fields of the box for what is still left out: a key of
// words that are asked no more is forgotten.
func keptWidening(q cases.Query, found cases.Results) (out []hiddenField) {
	if q.Plain {
		return []hiddenField{{"plain", "1"}}
	}
	for _, w := range found.LeftOut {
		for _, a := range w.Added {
			out = append(out, hiddenField{"without", a.Key})
		}
	}
	return out
}

// codeOf reads field:code.
func codeOf(id string) (field, code string) {
	field, code, _ = strings.Cut(id, ":")
	return field, code
}

// codeInWords is what the pages call a code of a field that may be named.
func codeInWords(v *visit, field, code string) string {
	switch field {
	case cases.ByOutcome.String():
		return v.words.T("outcome_office." + code)
	case cases.ByPlatform.String():
		return v.words.T("platform." + code)
	}
	return entryName(v, cases.EntryCode(code))
}
