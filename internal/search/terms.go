package search

// termRunes is what a term has for the word beside its language.
const termRunes = MaxTerm - len("en:")

// term gives the term of a folded word in a language.
func term(lang, word string) string { return knownWords.of(word).in(lang).term }

// A knownWord is all that reading a text asks of a folded word, found at once.
type knownWord struct {
	word            string
	english, french reading
}

// reading is what a word is in a language.
type reading struct {
	term string
	stop bool
}

func (w *knownWord) in(lang string) *reading {
	if lang == French {
		return &w.french
	}
	return &w.english
}

func (w *knownWord) isStopOfAny() bool { return w.english.stop || w.french.stop }

// knownWords remembers words: to stem one costs more than to read it, and most
// words of a text are those of any other.
var knownWords = newMemory(func(word string) *knownWord {
	return &knownWord{word, readIn(English, word), readIn(French, word)}
})

func readIn(lang, word string) reading {
	is := cut(word, termRunes)
	if isLatinWord(is) { // others are kept as they are
		is = cut(stem(lang, is), termRunes)
	}
	return reading{lang + ":" + is, isStop(lang, word)}
}
