package search

import (
	"strings"
	"unicode"
)

// filter takes a chunk such as platform:x, or Plateforme : x with the spaces of
// French; false when its field is unknown, and it is plain words.
func (p *parser) filter(chunk string, not bool) bool {
	name, value, ok := strings.Cut(strings.ReplaceAll(chunk, "：", ":"), ":")
	field := fieldNames[foldName(name)]
	if !ok {
		return field != "" && p.spaced(field, not)
	}
	if field == "" {
		return false
	}
	if value == "" && p.i < len(p.rs) && closes(p.rs[p.i]) != "" {
		value = p.quoted(closes(p.rs[p.i]))
	}
	if value == "" {
		return p.valueAfterSpace(field, not) || p.atEnd()
	}
	p.addFilter(field, value, not)
	return true
}

// longFilter takes a chunk that begins a field's name of two words, such as
// activité politique:oui.
func (p *parser) longFilter(chunk string, not bool) bool {
	at := p.i
	p.skipSpace()
	rest := p.chunk()
	name, _, _ := strings.Cut(rest, ":")
	if name != "" && longNames[foldName(chunk+name)] != "" && p.filter(chunk+rest, not) {
		return true
	}
	p.i = at
	return false
}

// spaced takes the colon and the value that stand apart from a field's name,
// when the value is one of the field's: otherwise they are words.
func (p *parser) spaced(field string, not bool) bool {
	at := p.i
	p.skipSpace()
	if p.i >= len(p.rs) || p.rs[p.i] != ':' {
		p.i = at
		return false
	}
	p.i++
	if p.i < len(p.rs) && !unicode.IsSpace(p.rs[p.i]) && p.addKnown(field, p.chunk(), not) {
		return true
	}
	if p.valueAfterSpace(field, not) {
		return true
	}
	p.i = at
	return false
}

func (p *parser) valueAfterSpace(field string, not bool) bool {
	at := p.i
	p.skipSpace()
	if p.i < len(p.rs) && p.addKnown(field, p.chunkOrQuoted(), not) {
		return true
	}
	p.i = at
	return false
}

// atEnd reports that nothing follows: the value is still to be typed.
func (p *parser) atEnd() bool {
	p.skipSpace()
	return p.i == len(p.rs)
}

func (p *parser) chunkOrQuoted() string {
	if closing := closes(p.rs[p.i]); closing != "" {
		return p.quoted(closing)
	}
	return p.chunk()
}

func (p *parser) addKnown(field, value string, not bool) bool {
	if _, ok := p.canonical(field, value); !ok {
		return false
	}
	p.addFilter(field, value, not)
	return true
}

func (p *parser) addFilter(field, value string, not bool) {
	if !p.room() {
		return
	}
	f := Filter{Field: field, Not: not}
	f.Value, f.Known = p.canonical(field, value)
	p.q.Filters = append(p.q.Filters, f)
}
