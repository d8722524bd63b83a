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

// maxTerms is how many words of a language are remembered: more than the texts
// of an office use every day.
const maxTerms = 1 << 15

// terms remembers the terms of words, by language: to stem a word costs more
// than to read it, and most words of a text are those of any other.
var terms = map[string]*termMemory{English: newTermMemory(English), French: newTermMemory(French)}

type termMemory struct {
	lang  string
	mu    sync.RWMutex
	known map[string]string
}

func newTermMemory(lang string) *termMemory {
	return &termMemory{lang: lang, known: map[string]string{}}
}

// of gives the term of a word. When there are too many all are forgotten: those
// in use are soon met again, and no order of use need be kept.
func (m *termMemory) of(word string) string {
	m.mu.RLock()
	t, known := m.known[word]
	m.mu.RUnlock()
	if known {
		return t
	}
	t = m.lang + ":" + cut(stem(m.lang, word), termRunes)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= maxTerms {
		clear(m.known)
	}
	m.known[word] = t
	return t
}
