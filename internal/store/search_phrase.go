package store

import (
	"fmt"
	"slices"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// checkPhrases narrows a question to the cases whose texts have its phrases in
// a row. The index says which may; the text decides.
func (a *asked) checkPhrases() error {
	for _, p := range a.q.Phrases {
		docs, err := a.docsWith(p)
		if err != nil {
			return err
		}
		a.which = all(a.which, a.oneOf(docs))
	}
	for _, p := range a.q.ExcludedPhrases {
		docs, err := a.docsWith(p)
		if err != nil {
			return err
		}
		a.which = all(a.which, not(a.oneOf(docs)))
	}
	return nil
}

// docsWith are those of the cases that may be found that have a phrase.
func (a *asked) docsWith(p search.Phrase) (map[int64]bool, error) {
	may, err := a.mayHave(p)
	if err != nil {
		return nil, err
	}
	which := all(a.which, visible(a.user, func(side cases.Side) where { return a.oneOf(may[side]) }))
	found, err := a.candidates(which, "")
	if err != nil {
		return nil, fmt.Errorf("look for a phrase: %w", err)
	}
	docs := map[int64]bool{}
	for some := range slices.Chunk(found, maxArgs) {
		texts, err := loadTexts(a.tx, some)
		if err != nil {
			return nil, fmt.Errorf("read the texts for a phrase: %w", err)
		}
		for _, c := range some {
			if slices.ContainsFunc(texts[c.CaseID], func(t fieldText) bool { return t.hasPhrase(p.Text) }) {
				docs[c.Doc] = true
			}
		}
	}
	return docs, nil
}

// mayHave are the numbers with every word of a phrase in one of the languages,
// in what each side sees.
func (a *asked) mayHave(p search.Phrase) (map[cases.Side]map[int64]bool, error) {
	may := map[cases.Side]map[int64]bool{cases.FilerSide: {}, cases.OfficeSide: {}}
	for _, lang := range search.Langs() {
		var words []found
		for _, w := range p.In(lang) {
			f, err := a.lookUp(w)
			if err != nil {
				return nil, fmt.Errorf("look up a word of a phrase: %w", err)
			}
			words = append(words, f)
		}
		if len(words) == 0 {
			continue
		}
		for side, docs := range may {
			for doc := range words[0].docs(side) {
				if !slices.ContainsFunc(words[1:], func(f found) bool { return !f.seenBy(doc, side) }) {
					docs[doc] = true
				}
			}
		}
	}
	return may, nil
}

func (t fieldText) hasPhrase(phrase string) bool {
	return slices.ContainsFunc(t.langs, func(lang string) bool { return search.MatchPhrase(lang, t.text, phrase) })
}
