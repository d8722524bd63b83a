package store

import (
	"fmt"
	"slices"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// How much of a case's texts a hit shows.
const (
	excerpts     = 2
	excerptRunes = 180
)

// hits completes what was found with what the page shows of it.
func (a *asked) hits(found []index.Found) ([]cases.Hit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	candidates, err := a.candidates(found)
	if err != nil {
		return nil, err
	}
	rows, list, err := a.summariesOf(candidates, visible(a.user, func(cases.Side) where { return everything }))
	if err != nil {
		return nil, err
	}
	texts, err := a.textsShown(candidates)
	if err != nil {
		return nil, err
	}
	byID := map[cases.CaseID]cases.Hit{}
	for i, r := range rows {
		byID[r.ID] = cases.Hit{Summary: list[i], ExternalID: externalID(r, a.user)}
	}
	var hits []cases.Hit
	for _, c := range candidates {
		hit, seen := byID[c.CaseID]
		if !seen {
			continue
		}
		hit.Score = c.Score
		hits = append(hits, hit)
	}
	if !a.query.Lines {
		a.explain(hits, texts)
	}
	return hits, nil
}

// explain adds to each hit why it was found. The texts are read anew for it,
// with all processors: it is most of the work of a page.
func (a *asked) explain(hits []cases.Hit, texts map[cases.CaseID][]fieldText) {
	spread(len(hits), allReaders(), func(i int) {
		hits[i].Excerpts = a.excerpts(texts[hits[i].ID])
		hits[i].Through = a.through(hits[i], texts[hits[i].ID])
	})
}

// summariesOf gives those of the candidates that the rule shows, as lists show
// them. The index has let through what she may see; this is the rule itself.
func (a *asked) summariesOf(found []candidate, rule where) ([]summaryRow, []cases.Summary, error) {
	ids := make([]cases.CaseID, len(found))
	for i, c := range found {
		ids[i] = c.CaseID
	}
	which := all(cond("c.id IN ?", ids), rule)
	rows, err := list[summaryRow](a.tx, summaryColumns+which.sql, which.args...)
	if err != nil {
		return nil, nil, fmt.Errorf("read the cases found: %w", err)
	}
	out, err := summaries(a.tx, a.user, rows)
	return rows, out, err
}

// textsShown are the texts that the passages are cut from; none of a list of
// lines.
func (a *asked) textsShown(found []candidate) (map[cases.CaseID][]fieldText, error) {
	if a.query.Lines {
		return nil, nil
	}
	texts, err := loadTexts(a.tx, found)
	if err != nil {
		return nil, fmt.Errorf("read the texts found: %w", err)
	}
	return texts, nil
}

func externalID(r summaryRow, u cases.User) string {
	if r.ExternalID == nil || r.Filer == u.ID {
		return ""
	}
	return *r.ExternalID
}

// excerpts are the passages that show why a case was found; the beginning of
// the situation when no text shows it. A marked passage stands in another text,
// and the subject is on the page anyway.
func (a *asked) excerpts(texts []fieldText) []cases.Excerpt {
	var out []cases.Excerpt
	for _, t := range texts {
		if t.field == search.Subject || t.field == search.Passage {
			continue
		}
		out = append(out, a.marked(t, excerpts-len(out))...)
		if len(out) == excerpts {
			return out
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, t := range texts {
		if t.field == search.Situation {
			for _, s := range search.Snippets(t.langs[0], t.text, search.Query{}, 1, excerptRunes) {
				out = append(out, toExcerpt(t.langs[0], s))
			}
		}
	}
	return out
}

// marked are the passages of a text with a word that was looked for.
func (a *asked) marked(t fieldText, limit int) (out []cases.Excerpt) {
	for _, lang := range t.langs {
		for _, s := range search.Snippets(lang, t.text, a.shown, limit, excerptRunes) {
			if slices.ContainsFunc(s.Segments, func(g search.Segment) bool { return g.Mark }) {
				out = append(out, toExcerpt(lang, s))
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func toExcerpt(lang string, s search.Snippet) cases.Excerpt {
	e := cases.Excerpt{Lang: cases.Lang(lang), Before: s.CutStart, After: s.CutEnd}
	for _, g := range s.Segments {
		e.Segments = append(e.Segments, cases.Segment{Text: g.Text, Found: g.Mark})
	}
	return e
}
