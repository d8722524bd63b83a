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

// A known word is all that reading a text asks of a folded word, found at once.
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

// knownWords remembers the words of texts.
var knownWords = struct {
	sync.RWMutex
	by map[string]*knownWord
}{by: map[string]*knownWord{}}

// know looks a folded word up. Its bytes are copied for a word that is new.
func know(folded []byte) *knownWord {
	knownWords.RLock()
	w := knownWords.by[string(folded)]
	knownWords.RUnlock()
	if w != nil {
		return w
	}
	word := string(folded)
	w = &knownWord{word, reading{term(English, word), isStop(English, word)}, reading{term(French, word), isStop(French, word)}}
	knownWords.Lock()
	defer knownWords.Unlock()
	if len(knownWords.by) >= maxRemembered {
		clear(knownWords.by)
	}
	knownWords.by[word] = w
	return w
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
