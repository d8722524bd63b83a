package search

import "strings"

// CodeTerm is the term of a code in the index, in the field Coded: an obligation,
// an outcome, a platform, a fact. It is of no language.
func CodeTerm(field, code string) string { return noLanguage + ":" + field + ":" + code }

const noLanguage = "is"

// pivots are the fields whose names in a query find the cases that carry the
// code, in whichever language they are written.
var pivots = []string{ByObligation, ByOutcome, ByPlatform}

// maxName is how many words the name of a code may have to be recognised.
const maxName = 8

// codes adds the codes that the query names, to each word of the name.
func (x *expanding) codes() {
	places := namedPlaces(x.text)
	groups := x.groupsByText()
	for i := range places {
		name := ""
		for j := i; j < min(i+maxName, len(places)); j++ {
			name += places[j]
			for _, field := range pivots {
				if code, ok := x.codeOf(field, name); ok {
					x.addCode(groups, places[i:j+1], field, code)
				}
			}
		}
	}
}

// namedPlaces gives the folded words of a query, grammar included, since names
// have it: obligation de loyaute.
func namedPlaces(text string) []string {
	var places []string
	at := -1
	for _, p := range scan(text) {
		if p.pos != at && p.span == 1 {
			places = append(places, p.word)
			at = p.pos
		}
	}
	return places
}

func (x *expanding) groupsByText() map[string]*Looked {
	groups := map[string]*Looked{}
	for i, w := range x.words {
		if x.isTyped(i) {
			groups[Fold(w.Text)] = &x.lookup.Groups[x.group[i]]
		}
	}
	return groups
}

// codeOf passes over the codes that say nothing: another platform, no outcome.
func (x *expanding) codeOf(field, name string) (string, bool) {
	code, ok := x.by.Names[field][name]
	if !ok {
		code, ok = valueNames[field][name]
	}
	return code, ok && code != "other" && code != "none"
}

func (x *expanding) addCode(groups map[string]*Looked, name []string, field, code string) {
	id := field + ":" + code
	term := CodeTerm(field, code)
	if x.leftOut("k."+id) || x.inNoCase(term) {
		return
	}
	for _, word := range name {
		if l := groups[word]; l != nil {
			l.add(term, hundredths(namedCode))
			l.report(Added{Key: "k." + id, Source: FromCode, ID: id, Words: []AddedWord{{Text: strings.Join(name, " "), terms: []string{term}}}})
		}
	}
}
