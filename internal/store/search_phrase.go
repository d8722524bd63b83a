package store

import (
	"fmt"
	"slices"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// lookUpPhrases narrows a question to the cases that have every word of its
// phrases, in one of the languages. Whether in a row the text decides.
func (a *asked) lookUpPhrases() error {
	for _, p := range a.q.Phrases {
		words, err := a.wordsOf(p)
		if err != nil {
			return err
		}
		if err := a.index.WithAll(words); err != nil {
			return err
		}
	}
	return nil
}

// wordsOf are the words of a phrase in each language, and the terms of each.
func (a *asked) wordsOf(p search.Phrase) (words [][][]string, err error) {
	for _, lang := range search.Langs() {
		var of [][]string
		for _, w := range p.In(lang) {
			terms, err := a.termsOf(w)
			if err != nil {
				return nil, err
			}
			of = append(of, terms)
		}
		for _, pair := range p.PairsIn(lang) {
			of = append(of, []string{pair})
		}
		words = append(words, of)
	}
	return words, nil
}

// Texts are read until a case more than the page shows is known to have the
// phrase. Of words that are common in many cases the likeliest are read and no
// more. What was not read is said with the count.
const (
	mostRead   = 1000
	readAtOnce = 32
)

// withPhrases are the first of the cases found whose texts have the phrases, and
// have not those that were excluded.
func (a *asked) withPhrases(clauses []index.Clause) (out firsts, err error) {
	enough := a.query.Page*a.query.Size + 1
	may := a.best(clauses, mostRead)
	read := 0
	for some := range slices.Chunk(may.found, readAtOnce) {
		candidates, err := a.candidates(some)
		if err != nil {
			return out, err
		}
		texts, err := loadTexts(a.tx, candidates)
		if err != nil {
			return out, fmt.Errorf("read the texts for a phrase: %w", err)
		}
		has := make([]bool, len(candidates))
		spread(len(has), allReaders(), func(i int) { has[i] = a.hasPhrases(texts[candidates[i].CaseID]) })
		for i, f := range some {
			if has[i] {
				out.found = append(out.found, f)
			}
		}
		if read += len(some); len(out.found) >= enough {
			break
		}
	}
	out.total, out.more = len(out.found), read < may.total
	return out, nil
}

func (a *asked) hasPhrases(texts []fieldText) bool {
	has := func(p search.Phrase) bool {
		return slices.ContainsFunc(texts, func(t fieldText) bool { return t.hasPhrase(p.Text) })
	}
	return !slices.ContainsFunc(a.q.Phrases, func(p search.Phrase) bool { return !has(p) }) &&
		!slices.ContainsFunc(a.q.ExcludedPhrases, has)
}

func (t fieldText) hasPhrase(phrase string) bool {
	return slices.ContainsFunc(t.langs, func(lang string) bool { return search.MatchPhrase(lang, t.text, phrase) })
}

// candidate is a case that was found.
type candidate struct {
	Doc    int64
	CaseID cases.CaseID
	Own    bool
	Score  float64
}

// candidates are the cases of numbers, in the same order.
func (a *asked) candidates(found []index.Found) ([]candidate, error) {
	docs := make([]int64, len(found))
	for i, f := range found {
		docs[i] = f.Number
	}
	rows, err := list[docRow](a.tx, "SELECT doc, id FROM search_docs WHERE doc IN "+numbersOf(a.tx), numbers(docs))
	if err != nil {
		return nil, fmt.Errorf("read which cases were found: %w", err)
	}
	ids := make(map[int64]cases.CaseID, len(rows))
	for _, r := range rows {
		ids[r.Doc] = r.ID
	}
	out := make([]candidate, len(found))
	for i, f := range found {
		out[i] = candidate{Doc: f.Number, CaseID: ids[f.Number], Own: f.Own, Score: f.Score}
	}
	return out, nil
}
