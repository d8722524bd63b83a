package store

import (
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// leftOut are the additions that the person does without, for her to see what
// they are and to take them back.
func (s *Store) leftOut(tx *gorm.DB, u cases.User, q cases.Query, read search.Query, asks *index.Question) ([]cases.Widened, error) {
	if len(q.Without) == 0 || q.Plain {
		return nil, nil
	}
	without := map[string]bool{}
	for _, key := range q.Without {
		without[key] = true
	}
	q.Without = nil
	whole, err := s.expansion(tx, u, q, asks)
	if err != nil {
		return nil, fmt.Errorf("look up what is left out: %w", err)
	}
	var out []cases.Widened
	for _, w := range widened(search.Expand(read, whole)) {
		left := cases.Widened{Typed: w.Typed}
		for _, a := range w.Added {
			if without[a.Key] {
				left.Added = append(left.Added, a)
			}
		}
		if len(left.Added) > 0 {
			out = append(out, left)
		}
	}
	return out, nil
}

// through tells by what a case was found that has none of the typed words: nil
// for every other. The passages shown are looked at first, since they have a
// typed word as a rule.
func (a *asked) through(hit cases.Hit, texts []fieldText) []cases.Widened {
	if len(a.q.Phrases) > 0 || a.wide.HasTyped(termsShown(hit.Excerpts)) {
		return nil
	}
	terms := map[string]bool{}
	for _, t := range texts {
		for _, lang := range t.langs {
			addTerms(terms, lang, t.text)
		}
	}
	for _, code := range codesOf(hit.Summary) {
		terms[code] = true
	}
	return widened(search.Lookup{Groups: a.wide.Through(terms)})
}

// termsShown are the terms of the words that are marked.
func termsShown(excerpts []cases.Excerpt) map[string]bool {
	terms := map[string]bool{}
	for _, e := range excerpts {
		for _, s := range e.Segments {
			if s.Found {
				addTerms(terms, string(e.Lang), s.Text)
			}
		}
	}
	return terms
}

func addTerms(to map[string]bool, lang, text string) {
	for _, t := range search.Analyze(lang, text) {
		to[t.Term] = true
	}
}

// codesOf are the terms of the codes that a line of the case shows.
func codesOf(s cases.Summary) []string {
	terms := []string{search.CodeTerm(search.ByPlatform, string(s.Platform)), search.CodeTerm(search.ByOutcome, string(s.Outcome))}
	for _, code := range s.Obligations {
		terms = append(terms, search.CodeTerm(search.ByObligation, string(code)))
	}
	return terms
}
