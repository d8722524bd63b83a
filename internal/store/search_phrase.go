package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
		a.which = all(a.which, oneOf(docs))
	}
	for _, p := range a.q.ExcludedPhrases {
		docs, err := a.docsWith(p)
		if err != nil {
			return err
		}
		a.which = all(a.which, not(oneOf(docs)))
	}
	return nil
}

// oneOf is that a case is one of those. Their numbers are written out, since
// there may be more of them than a statement takes values.
func oneOf(docs []int64) where {
	if len(docs) == 0 {
		return nothing
	}
	list := make([]string, len(docs))
	for i, d := range docs {
		list[i] = strconv.FormatInt(d, 10)
	}
	return cond("d.doc IN (" + strings.Join(list, ",") + ")")
}

// docsWith are those of the cases that may be found that have a phrase.
func (a *asked) docsWith(p search.Phrase) ([]int64, error) {
	which := all(a.which, visible(a.user, func(side cases.Side) where { return mayHave(p, side) }))
	found, err := a.candidates(" WHERE "+which.sql, which.args...)
	if err != nil {
		return nil, fmt.Errorf("look for a phrase: %w", err)
	}
	var docs []int64
	for some := range slices.Chunk(found, maxArgs) {
		texts, err := loadTexts(a.tx, some)
		if err != nil {
			return nil, fmt.Errorf("read the texts for a phrase: %w", err)
		}
		for _, c := range some {
			if slices.ContainsFunc(texts[c.CaseID], func(t fieldText) bool { return t.hasPhrase(p.Text) }) {
				docs = append(docs, c.Doc)
			}
		}
	}
	return docs, nil
}

// mayHave is that a case has every word of a phrase in one of the languages.
func mayHave(p search.Phrase, side cases.Side) where {
	var ways []where
	for _, lang := range search.Langs() {
		var words []where
		for _, w := range p.In(lang) {
			words = append(words, has(w, side))
		}
		if len(words) > 0 {
			ways = append(ways, all(words...))
		}
	}
	return either(ways...)
}

func (t fieldText) hasPhrase(phrase string) bool {
	return slices.ContainsFunc(t.langs, func(lang string) bool { return search.MatchPhrase(lang, t.text, phrase) })
}
