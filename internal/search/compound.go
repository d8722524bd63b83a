package search

// What a compound weighs that is written together in the index and apart in the
// query, or the reverse.
const (
	writtenTogether = 0.6
	writtenApart    = 0.4
	minPart         = 3 // letters of a part
	minCompound     = 7 // letters of the whole
)

// compounds adds screenshot to screen shot, and, as a phrase, group chat to
// groupchat when no case has that. Hyphens need neither: see scanner.compound.
func (x *expanding) compounds() {
	for i := range x.words {
		if !x.isTyped(i) {
			continue
		}
		if i+1 < len(x.words) && x.isTyped(i+1) {
			x.join(i)
		}
		if x.inNoCase(x.words[i].Terms...) {
			x.split(i)
		}
	}
}

// join adds the two words written as one, if the index has it, to both.
func (x *expanding) join(i int) {
	first, second := Fold(x.words[i].Text), Fold(x.words[i+1].Text)
	if len(first) < minPart || len(second) < minPart || len(first)+len(second) < minCompound {
		return
	}
	for _, lang := range Langs() {
		if whole := term(lang, first+second); !x.inNoCase(whole) {
			x.addForm(i, lang, first+second, []string{whole}, writtenTogether)
			x.addForm(i+1, lang, first+second, []string{whole}, writtenTogether)
		}
	}
}

// split adds the two words that a word may be written from, when both are in a
// dictionary and in the index.
func (x *expanding) split(i int) {
	whole := Fold(x.words[i].Text)
	if len(whole) < minCompound || !isLatinWord(whole) {
		return
	}
	for at := range whole {
		if at < minPart || len(whole)-at < minPart {
			continue
		}
		for _, lang := range Langs() {
			parts := []string{term(lang, whole[:at]), term(lang, whole[at:])}
			if x.isWord(lang, whole[:at]) && x.isWord(lang, whole[at:]) {
				x.addForm(i, lang, whole[:at]+" "+whole[at:], parts, writtenApart)
			}
		}
	}
}

// isWord reports a word that a dictionary and the index have.
func (x *expanding) isWord(lang, folded string) bool {
	t := term(lang, folded)
	_, known := writtenForms()[t]
	return known && !isStop(lang, folded) && !x.inNoCase(t)
}

func (x *expanding) addForm(i int, lang, text string, terms []string, weight float64) {
	l := &x.lookup.Groups[x.group[i]]
	key := "f." + Fold(text)
	if len(terms) == 1 && l.has(terms[0]) || x.leftOut(key) {
		return
	}
	l.addUnit(terms, hundredths(weight))
	l.report(Added{Key: key, Source: FromFamily, Words: []AddedWord{{Text: text, Lang: lang, terms: terms}}})
}
