package search

import "slices"

// words gives the typed words of a text, in both languages. The whole of a
// compound is another way to say each of its parts: e-mail finds email.
func words(text string) []typed {
	var all []typed
	var wholes []piece
	at := map[int]int{}
	rs := []rune(text)
	for _, p := range scan(text) {
		if p.broad {
			continue
		}
		if p.span > 1 {
			wholes = append(wholes, p)
			continue
		}
		if _, ok := at[p.pos]; !ok {
			at[p.pos] = len(all)
			all = append(all, newTyped(string(rs[p.from:p.to]), p))
		}
		all[at[p.pos]].add(p.word)
	}
	for _, whole := range wholes {
		parts := all[at[whole.pos] : at[whole.pos+whole.span-1]+1]
		addWhole(parts, whole.word)
	}
	return all
}

// addWhole leaves parts that are stop words aside, unless there are no others
// (#MeToo).
func addWhole(parts []typed, word string) {
	said := false
	for i := range parts {
		if !parts[i].isEmpty() {
			parts[i].addWhole(word)
			said = true
		}
	}
	if !said {
		parts[0].addWhole(word)
	}
}

// A typed word also knows in which languages it is a stop word.
type typed struct {
	Word
	pos  int
	stop map[string]bool
}

func newTyped(written string, p piece) typed {
	return typed{
		Word: Word{Text: written},
		pos:  p.pos,
		stop: map[string]bool{English: isStop(English, p.stopForm), French: isStop(French, p.stopForm)},
	}
}

func (w *typed) add(word string) {
	for _, lang := range Langs() {
		if t := term(lang, word); !w.stop[lang] && !slices.Contains(w.Terms, t) {
			w.Terms = append(w.Terms, t)
		}
	}
}

// addWhole adds a compound, which is no stop word whatever its parts are.
func (w *typed) addWhole(word string) {
	w.stop = map[string]bool{}
	w.add(word)
}

// keepMeant drops the words that are mere grammar in the language of the query.
// A stop word of one language can be a word of the other (son, but): the other
// words say which it is, and where they say nothing it stays.
func keepMeant(all []typed) []Word {
	grammar := map[string]int{}
	for _, w := range all {
		for _, lang := range Langs() {
			if w.stop[lang] && !w.stop[other(lang)] {
				grammar[lang]++
			}
		}
	}
	var meant []Word
	for _, w := range all {
		if !w.isEmpty() && !w.isGrammar(grammar) {
			meant = append(meant, w.Word)
		}
	}
	return meant
}

// isGrammar asks the other words: the word itself is one of those counted.
func (w typed) isGrammar(grammar map[string]int) bool {
	for _, lang := range Langs() {
		if w.stop[lang] && !w.stop[other(lang)] {
			return grammar[lang]-1 > 0 && grammar[lang]-1 >= grammar[other(lang)]
		}
	}
	return false
}

func other(lang string) string {
	if lang == French {
		return English
	}
	return French
}
