package search

import (
	"slices"
	"strings"
	"unicode"
)

// What a query may hold. The rest is left out and Query.Cut says so.
const (
	MaxQuery = 1000 // runes
	MaxTerms = 32   // words, those of phrases and the excluded too, and filters
)

// Parse reads a query. Anything a person can type has a meaning, if only that
// of its plain words; there is no error.
//
//	words  "a phrase"  « une phrase »  -excluded  -"not this"  prefix*  field:value
func Parse(text string) Query { return ParseNaming(text, nil) }

// ParseNaming is Parse where the values of a field may go by further names.
func ParseNaming(text string, more Names) Query {
	p := parser{names: more}
	p.rs, p.q.Cut = head([]rune(strings.ToValidUTF8(text, " ")), MaxQuery)
	p.q.Text = string(p.rs)
	for p.skipSpace(); p.i < len(p.rs); p.skipSpace() {
		p.next()
	}
	p.q.Words = append(keepMeant(p.typed), p.prefixed...)
	p.q.Small = p.isSmall()
	return p.q
}

type parser struct {
	rs       []rune
	i        int
	q        Query
	typed    []typed // kept until all words are known: see keepMeant
	prefixed []Word
	terms    int
	names    Names
	quotes   []typed // the words of phrases
}

// isSmall reports that words were typed and each is grammar in some language.
func (p *parser) isSmall() bool {
	all := append(slices.Clone(p.typed), p.quotes...)
	isWord := func(w typed) bool { return !w.stop[English] && !w.stop[French] }
	return len(all) > 0 && len(p.prefixed) == 0 && !slices.ContainsFunc(all, isWord)
}

func head(rs []rune, n int) ([]rune, bool) {
	if len(rs) <= n {
		return rs, false
	}
	return rs[:n], true
}

func (p *parser) skipSpace() {
	for p.i < len(p.rs) && (unicode.IsSpace(p.rs[p.i]) || unicode.IsControl(p.rs[p.i])) {
		p.i++
	}
}

func (p *parser) next() {
	start := p.i
	not := p.minus()
	if closing := closes(p.rs[p.i]); closing != "" {
		p.phrase(p.quoted(closing), not)
		return
	}
	chunk := p.chunk()
	before := len(p.q.Filters)
	if p.filter(chunk, not) || p.longFilter(chunk, not) {
		for i := range p.q.Filters[before:] {
			p.q.Filters[before+i].Typed = strings.TrimSpace(string(p.rs[start:p.i]))
		}
		return
	}
	if p.i == start { // never stand still
		p.i++
	}
	p.plain(chunk, not)
}

// minus passes a minus that something follows; several are one.
func (p *parser) minus() bool {
	at := p.i
	for at < len(p.rs) && strings.ContainsRune("-−–‑", p.rs[at]) {
		at++
	}
	if at == p.i || at == len(p.rs) || unicode.IsSpace(p.rs[at]) {
		return false
	}
	p.i = at
	return true
}

// closes gives what may end a quotation that r opens; empty when r opens none.
func closes(r rune) string {
	switch r {
	case '"', '“', '”', '„', '＂':
		return `"“”＂`
	case '«':
		return "»"
	}
	return ""
}

// quoted passes a quotation; an unclosed one ends with the query.
func (p *parser) quoted(closing string) string {
	p.i++
	from := p.i
	for p.i < len(p.rs) && !strings.ContainsRune(closing, p.rs[p.i]) {
		p.i++
	}
	text := string(p.rs[from:p.i])
	p.i = min(p.i+1, len(p.rs))
	return strings.TrimSpace(text)
}

// chunk passes what stands between spaces and quotations.
func (p *parser) chunk() string {
	from := p.i
	for p.i < len(p.rs) && !unicode.IsSpace(p.rs[p.i]) && closes(p.rs[p.i]) == "" {
		p.i++
	}
	return string(p.rs[from:p.i])
}

// room reports whether one more term may be taken.
func (p *parser) room() bool {
	if p.terms == MaxTerms {
		p.q.Cut = true
		return false
	}
	p.terms++
	return true
}

func (p *parser) plain(chunk string, not bool) {
	if stem, ok := strings.CutSuffix(chunk, "*"); ok {
		p.prefix(strings.TrimRight(stem, "*"), not)
		return
	}
	if not {
		p.exclude(chunk)
		return
	}
	for _, w := range words(chunk) {
		if !p.room() {
			return
		}
		p.typed = append(p.typed, w)
	}
}

// exclude takes a compound as a phrase: -sous-ministre spares the other
// ministers.
func (p *parser) exclude(chunk string) {
	all := words(chunk)
	if len(all) > 1 {
		p.phrase(chunk, true)
		return
	}
	if len(all) == 1 && !all[0].isEmpty() && p.room() {
		p.q.Excluded = append(p.q.Excluded, all[0].Word)
	}
}

func (p *parser) phrase(text string, not bool) {
	phrase := Phrase{Text: text}
	for _, w := range words(text) {
		if !not {
			p.quotes = append(p.quotes, w)
		}
		if w.isEmpty() {
			continue
		}
		if !p.room() {
			break
		}
		phrase.Words = append(phrase.Words, w.Word)
	}
	switch {
	case len(phrase.Words) == 0:
	case not:
		p.q.ExcludedPhrases = append(p.q.ExcludedPhrases, phrase)
	default:
		p.q.Phrases = append(p.q.Phrases, phrase)
	}
}

// prefix takes the last word of a chunk as a beginning. The stem is there too:
// elections* would otherwise miss the term of elections, which is shorter.
func (p *parser) prefix(chunk string, not bool) {
	all := words(chunk)
	if len(all) == 0 {
		return
	}
	last := &all[len(all)-1].Word
	pieces := scan(chunk)
	for _, lang := range Langs() {
		begin := cut(pieces[len(pieces)-1].word, MaxTerm-len("en:"))
		last.Prefixes = append(last.Prefixes, lang+":"+begin)
	}
	for _, w := range all {
		switch {
		case w.isEmpty() || !p.room():
		case not:
			p.q.Excluded = append(p.q.Excluded, w.Word)
		default:
			p.prefixed = append(p.prefixed, w.Word)
		}
	}
}
