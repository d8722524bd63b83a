package store

import (
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// expansion is what a person's question is widened by. Which words there are in
// the casebook at all only the office may learn, and of that each what she may
// see.
func (s *Store) expansion(tx *gorm.DB, u cases.User, q cases.Query, asks *index.Question) (search.Expansion, error) {
	if q.Plain {
		return search.Expansion{}, nil
	}
	words, err := s.thesaurus(tx)
	if err != nil {
		return search.Expansion{}, err
	}
	by := search.Expansion{Thesaurus: words, Everyday: true, Lexicon: true, Names: s.codes.names(), Without: map[string]bool{},
		Reader: string(q.Reader)}
	for _, key := range q.Without {
		by.Without[key] = true
	}
	if !u.IsAdvisor() || s.tx != nil {
		return by, nil
	}
	by.Vocabulary, err = s.upkeep.kept.vocabularyOf(asks)
	if !asks.SeesAll() {
		by.Seen = seenOf(asks)
	}
	return by, err
}

// seenOf counts for one person in how many cases each word is, once: a case
// that is hidden must not tell by the order of what is offered, nor by which
// words tell most, that it has a word.
func seenOf(asks *index.Question) func(term string) int {
	counted := map[string]int{}
	return func(term string) int {
		n, known := counted[term]
		if !known {
			n, _ = asks.CasesWith(term) // what fails here fails the question too
			counted[term] = n
		}
		return n
	}
}

// Words that are made in no time are those of the moment. Others may be some
// seconds old, and are made anew beside the questions, in a small part of the
// time.
const (
	noTime    = 5 * time.Millisecond
	wordsRest = 20 // times what they took
)

// vocabularyOf gives the words of the index, maybe as they were a little while
// ago.
func (k *kept) vocabularyOf(asks *index.Question) (*search.Vocabulary, error) {
	x, fresh := asks.Of()
	k.mu.Lock()
	held := k.words
	k.mu.Unlock()
	switch {
	case held.Vocabulary != nil && held.of == x && held.with == fresh && held.fresh == fresh.Len():
		return held.Vocabulary, nil
	case held.Vocabulary == nil || held.took < noTime:
		k.building.Lock()
		defer k.building.Unlock()
		return k.readWords(x, fresh)
	case time.Since(held.built) > wordsRest*held.took && k.building.TryLock():
		go func() {
			defer k.building.Unlock()
			_, _ = k.readWords(x, fresh) // what cannot be read fails the next question
		}()
	}
	return held.Vocabulary, nil
}

// readWords makes the words, for whoever has the lock of building.
func (k *kept) readWords(x *index.Index, fresh *index.Fresh) (*search.Vocabulary, error) {
	began, entries := time.Now(), fresh.Len()
	terms, err := index.Vocabulary(x, fresh)
	if err != nil {
		return nil, err
	}
	made := vocabulary{search.NewVocabulary(maps.All(terms)), x, fresh, entries, time.Now(), time.Since(began)}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.words = made
	return made.Vocabulary, nil
}

// widened is what was looked up beside the typed words.
func widened(l search.Lookup) (out []cases.Widened) {
	for _, g := range l.Groups {
		if len(g.Added) == 0 {
			continue
		}
		w := cases.Widened{Typed: g.Text}
		for _, a := range g.Added {
			added := cases.Added{Key: a.Key, Source: cases.AddedFrom(a.Source), ID: a.ID}
			for _, word := range a.Words {
				if !slices.ContainsFunc(added.Words, func(w cases.AddedWord) bool { return w.Text == word.Text }) { // it may be a word of both languages
					added.Words = append(added.Words, cases.AddedWord{Text: word.Text, Lang: cases.Lang(word.Lang)})
				}
			}
			w.Added = append(w.Added, added)
		}
		out = append(out, w)
	}
	return out
}

// misspelt are the words that are in no case.
func misspelt(l search.Lookup) (out []cases.Misspelt) {
	for _, u := range l.Unknown {
		// What differs by an accent alone finds the same cases.
		meant := slices.DeleteFunc(slices.Clone(u.Suggestions), func(s string) bool { return s != u.Used && search.Fold(s) == search.Fold(u.Used) })
		out = append(out, cases.Misspelt{Typed: u.Text, Meant: meant, Used: u.Used})
	}
	return out
}
