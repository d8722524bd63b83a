package store

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// maxTwins is how many of the very nearest are looked at for the same case told
// twice, with advice or without.
const maxTwins = 3

// tooFar is which share of the nearest case's score is not near beside it.
const tooFar = 0.5

// veryNear is from which share on a case is shown for words that alone tell too
// little.
const veryNear = 0.8

// Similar lists the past cases nearest to one. It asks the index as a search
// does, for the telling words of the case and its codes, and reads only what it
// shows.
func (s *Store) Similar(ctx context.Context, u cases.User, c *cases.Case, draft cases.AdviceDraft, size int) (out []cases.SimilarCase, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		k, err := s.liken(tx, u, c, draft)
		if err != nil {
			return err
		}
		defer k.index.End()
		k.size = size
		out, err = k.nearest()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find cases similar to %s: %w", c.ID, err)
	}
	return out, nil
}

// likened is a case while others like it are looked for, for one person.
type likened struct {
	asked
	c       *cases.Case
	size    int           // how many are wanted
	told    []search.Part // as its filer told it
	entries []cases.EntryCode
	outcome cases.Outcome
	words   int // how many of the groups are words; the rest are codes

	nearestScore float64 // of those with advice that are no twins; 0 before it is known
}

func (s *Store) liken(tx *gorm.DB, u cases.User, c *cases.Case, draft cases.AdviceDraft) (*likened, error) {
	if _, err := s.codesIn(tx); err != nil { // names of entries widen words
		return nil, err
	}
	k := &likened{asked: asked{store: s, tx: tx, user: u}, c: c, told: toldIn(c), entries: c.Obligations()}
	for _, code := range draft.Obligations {
		if !slices.Contains(k.entries, cases.EntryCode(code)) {
			k.entries = append(k.entries, cases.EntryCode(code))
		}
	}
	parts := slices.Clone(k.told)
	if m := c.CurrentAdvice(); m != nil {
		k.outcome = m.Advice.Outcome
		parts = append(parts, search.Part{Field: search.Advice, Lang: string(m.Lang), Text: m.Text})
	}
	k.outcome = cmp.Or(cases.Outcome(draft.Outcome), k.outcome)
	if draft.Text != "" {
		parts = append(parts, search.Part{Field: search.Advice, Lang: string(c.AnswerLang), Text: draft.Text})
	}
	var err error
	if k.index, err = s.questionOfOffice(tx, u); err != nil {
		return nil, err
	}
	if err = k.lookUpLike(parts); err != nil {
		k.index.End()
		return nil, err
	}
	return k, nil
}

// toldIn is what a filer told of a case.
func toldIn(c *cases.Case) []search.Part {
	return []search.Part{{Field: search.Subject, Lang: string(c.Lang), Text: c.Subject},
		{Field: search.Situation, Lang: string(c.Lang), Text: c.Situation}}
}

// questionOfOffice asks only of the cases of which she is on the office's side:
// a case that she filed herself is not hers to work from.
func (s *Store) questionOfOffice(tx *gorm.DB, u cases.User) (*index.Question, error) {
	p, err := personOf(tx, u)
	if err != nil {
		return nil, err
	}
	p.Hidden = append(p.Hidden, p.Own...)
	return s.questionOf(tx, p)
}

// lookUpLike tells the index which words and codes rank.
func (k *likened) lookUpLike(parts []search.Part) error {
	by, err := k.store.expansion(k.tx, k.user, cases.Query{}, k.index)
	if err != nil {
		return err
	}
	codes := k.codes()
	docs := k.index.Cases()
	k.wide = search.Similar(parts, codes, docs, by)
	k.words = len(k.wide.Groups) - len(codes)
	groups := make([]index.Group, len(k.wide.Groups))
	for i, l := range k.wide.Groups {
		groups[i].Looked = l
	}
	if err := k.index.Rank(groups, dayNumber(k.store.now())); err != nil {
		return fmt.Errorf("look up the words: %w", err)
	}
	return nil
}

// codes are the terms of what people chose for the case. A platform that is not
// named tells nothing.
func (k *likened) codes() (terms []string) {
	for _, e := range k.entries {
		terms = append(terms, search.CodeTerm(search.ByObligation, string(e)))
	}
	if k.outcome != "" {
		terms = append(terms, search.CodeTerm(search.ByOutcome, string(k.outcome)))
	}
	if p := k.c.Facts.Platform; p != "" && p != cases.PlatformOther {
		terms = append(terms, search.CodeTerm(search.ByPlatform, string(p)))
	}
	return terms
}

// nearest gives the cases with advice that are nearest, and before them those
// that look like this one told twice.
func (k *likened) nearest() ([]cases.SimilarCase, error) {
	found, err := k.candidatesLike()
	if err != nil || len(found) == 0 {
		return nil, err
	}
	rows, texts, err := k.read(found)
	if err != nil {
		return nil, err
	}
	var out []cases.SimilarCase
	for _, f := range found {
		row, seen := rows[f.CaseID]
		if !seen {
			continue
		}
		like := cases.SimilarCase{Summary: row.Summary, ExternalID: row.externalID, Duplicate: k.isTwin(f, texts[f.CaseID])}
		if !like.Duplicate && k.nearestScore == 0 && like.Outcome != "" {
			k.nearestScore = f.Score
		}
		var shows bool
		like.Reasons, shows = k.reasons(f, like.Summary, texts[f.CaseID])
		if like.Duplicate || like.Outcome != "" && shows && f.Score >= k.nearestScore*tooFar {
			out = append(out, like)
		}
	}
	slices.SortStableFunc(out, func(a, b cases.SimilarCase) int { return cmp.Compare(rankOfTwin(a), rankOfTwin(b)) })
	return out[:min(len(out), k.size)], nil
}

func rankOfTwin(s cases.SimilarCase) int {
	if s.Duplicate {
		return 0
	}
	return 1
}

// isReason reports whether what two cases share is worth a look: one word, or
// one fact, many cases share.
func isReason(r cases.Reasons) bool {
	return len(r.Words) > 1 || len(r.Words) == 1 && len(r.Obligations) > 0
}

// deep is how many of the nearest are looked through for those with advice
// before the index is asked for these alone, which costs a look at each case.
const deep = 64

// candidatesLike are the first of the cases with advice, and the very first of
// all, which may be twins without.
func (k *likened) candidatesLike() ([]likeness, error) {
	itself, err := list[int64](k.tx, "SELECT doc FROM search_docs WHERE id = ?", k.c.ID)
	if err != nil {
		return nil, fmt.Errorf("look for the number of the case: %w", err)
	}
	outcomes := tagged(tagOutcome, texts(cases.Outcomes()))
	nearest, all := k.index.Best(nil, false, deep+len(itself))
	others := without(itself, nearest)
	found := keepFound(others, func(f index.Found) bool { return sharesAny(f.Tags(), outcomes) })
	if len(found) < k.size && all > len(nearest) {
		found, _ = k.index.Best([]index.Clause{{Tags: outcomes}}, false, k.size+len(itself))
		found = without(itself, found)
	}
	found = found[:min(len(found), k.size)]
	for _, f := range others[:min(len(others), maxTwins)] {
		if !slices.ContainsFunc(found, func(g index.Found) bool { return g.Number == f.Number }) {
			found = append(found, f)
		}
	}
	return k.likenesses(found)
}

func (k *likened) likenesses(found []index.Found) ([]likeness, error) {
	known, err := k.candidates(found)
	if err != nil {
		return nil, err
	}
	var out []likeness
	for i, c := range known {
		out = append(out, likeness{c, found[i].Groups})
	}
	return out, nil
}

func sharesAny(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}

func without(numbers []int64, found []index.Found) []index.Found {
	return keepFound(found, func(f index.Found) bool { return !slices.Contains(numbers, f.Number) })
}

func keepFound(found []index.Found, keep func(index.Found) bool) (out []index.Found) {
	for _, f := range found {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// read reads of those that she may see what is shown.
func (k *likened) read(found []likeness) (map[cases.CaseID]shown, map[cases.CaseID][]fieldText, error) {
	var some []candidate
	for _, f := range found {
		some = append(some, f.candidate)
	}
	rows, list, err := k.summariesOf(some, officeCases(k.user))
	if err != nil {
		return nil, nil, err
	}
	byID := map[cases.CaseID]shown{}
	for i, r := range rows {
		byID[r.ID] = shown{list[i], externalID(r, k.user)}
	}
	texts, err := loadTexts(k.tx, some)
	if err != nil {
		return nil, nil, fmt.Errorf("read the texts found: %w", err)
	}
	return byID, texts, nil
}

// shown is a case as the list shows it.
type shown struct {
	cases.Summary
	externalID string
}

// likeness is a case that was found, and by which groups.
type likeness struct {
	candidate
	groups uint64
}

func (l likeness) has(group int) bool { return l.groups&(1<<min(group, 63)) != 0 }

// isTwin compares the texts of a case that has most of the telling words.
func (k *likened) isTwin(f likeness, texts []fieldText) bool {
	ofWords := uint64(1)<<k.words - 1
	if 2*bits.OnesCount64(f.groups&ofWords) < k.words {
		return false
	}
	return search.Resemblance(k.told, toldBy(texts)) >= search.Duplicate
}

func toldBy(texts []fieldText) (parts []search.Part) {
	for _, t := range texts {
		if t.field == search.Subject || t.field == search.Situation {
			parts = append(parts, search.Part{Field: t.field, Lang: t.langs[0], Text: t.text})
		}
	}
	return parts
}
