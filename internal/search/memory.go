package search

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// remembered is how many answers a memory holds: more than there are words that
// the texts of an office use every day.
const remembered = 1 << 15

// longest is how many bytes a word has at most that is remembered: what is
// longer is met once.
const longest = 64

// A memory remembers what was made of words, without a lock: each has one place,
// by its bytes, and of those with the same place the last stays.
type memory[T any] struct {
	make   func(word string) T
	seed   maphash.Seed
	places []atomic.Pointer[answer[T]]
}

type answer[T any] struct {
	word string
	is   T
}

func newMemory[T any](of func(word string) T) *memory[T] {
	return &memory[T]{make: of, seed: maphash.MakeSeed(), places: make([]atomic.Pointer[answer[T]], remembered)}
}

// of gives what is made of a word.
func (m *memory[T]) of(word string) T {
	place := &m.places[maphash.String(m.seed, word)%remembered]
	if a := place.Load(); a != nil && a.word == word {
		return a.is
	}
	return m.keep(place, word)
}

// ofBytes is of, and copies the bytes only of what is new.
func (m *memory[T]) ofBytes(word []byte) T {
	place := &m.places[maphash.Bytes(m.seed, word)%remembered]
	if a := place.Load(); a != nil && a.word == string(word) {
		return a.is
	}
	return m.keep(place, string(word))
}

func (m *memory[T]) keep(place *atomic.Pointer[answer[T]], word string) T {
	if len(word) > longest {
		return m.make(word)
	}
	word = strings.Clone(word) // it may be a piece of something long
	a := &answer[T]{word, m.make(word)}
	place.Store(a)
	return a.is
}
