package search

import "sync"

// termRunes is what a term has for the word beside its language.
const termRunes = MaxTerm - len("en:")

// term gives the term of a folded word in a language.
func term(lang, word string) string {
	word = cut(word, termRunes)
	if !isLatinWord(word) { // it is kept as it is, and there is no end of numbers
		return lang + ":" + word
	}
	return terms[lang].of(word)
}

// terms remembers the terms of words, by language: to stem a word costs more
// than to read it, and most words of a text are those of any other.
var terms = map[string]*memory{English: stemmed(English), French: stemmed(French)}

func stemmed(lang string) *memory {
	return newMemory(func(word string) string { return lang + ":" + cut(stem(lang, word), termRunes) })
}

// maxRemembered is how many answers are remembered: more than there are words
// that the texts of an office use every day.
const maxRemembered = 1 << 15

// A memory remembers what was made of words.
type memory struct {
	make  func(word string) string
	mu    sync.RWMutex
	known map[string]string
}

func newMemory(of func(word string) string) *memory {
	return &memory{make: of, known: map[string]string{}}
}

// of gives what is made of a word. When there are too many all are forgotten:
// those in use are soon met again, and no order of use need be kept.
func (m *memory) of(word string) string {
	m.mu.RLock()
	made, known := m.known[word]
	m.mu.RUnlock()
	if known {
		return made
	}
	made = m.make(word)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= maxRemembered {
		clear(m.known)
	}
	m.known[word] = made
	return made
}
