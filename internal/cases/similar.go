package cases

import (
	"context"
	"slices"
)

// How many similar cases are shown beside one, and may be asked for.
const (
	ShownSimilar = 6
	MaxSimilar   = 20
)

// SimilarCase is a case like another, and why it is taken for one. Nothing is
// weighed about a person and no answer is foretold: it is there to be read.
type SimilarCase struct {
	Summary
	ExternalID string
	Reasons    Reasons
	Duplicate  bool // the same told twice, whether it was answered or not
}

// Reasons are what two cases share. What only one of them has is no reason.
type Reasons struct {
	Obligations []EntryCode // that both were marked with, or that both answers rest on
	Words       []SharedWord
	Platform    Platform // empty: another, or one that says nothing
	Election    bool     // an election is part of the facts of both
	Outcome     Outcome  // empty: another, or one of them has none
}

// SharedWord is a telling word that stands in both cases.
type SharedWord struct {
	Here  string // as it is written in this case
	There string // as what stands for it is written in the other; empty when it is the same word
}

// Similar finds the past cases nearest to one that was opened on the office's
// side, in either language: those with advice, and whatever looks like the same
// case told twice. What she has written of an answer so far counts too; the zero
// draft stands for none. Cases that are tied to it are left out. The opening is in the ledger, and what it shows beside
// the case with it. NotFound from any side but the office's.
func (b *Book) Similar(ctx context.Context, o *Opening, draft AdviceDraft, size int) ([]SimilarCase, error) {
	if o.Side != OfficeSide {
		return nil, ErrNotFound()
	}
	codes, err := b.Codes(ctx)
	if err != nil {
		return nil, err
	}
	size, tied := boundedSimilar(size), o.tied()
	found, err := b.store.Similar(ctx, o.Viewer, o.Case, b.soFar(codes, draft), size+len(tied))
	found = keepIf(found, func(s SimilarCase) bool { return !slices.Contains(tied, s.ID) })
	return found[:min(len(found), size)], err
}

// tied are the cases that stand above this one already: from which it goes on,
// and that go on from it.
func (o *Opening) tied() (ids []CaseID) {
	if o.Follows != nil {
		ids = append(ids, o.Follows.ID)
	}
	for _, s := range o.Followed {
		ids = append(ids, s.ID)
	}
	return ids
}

// SimilarTo finds the past cases nearest to a text that is no case; advisors
// only. That she searched is in the ledger; what for is not.
func (b *Book) SimilarTo(ctx context.Context, u User, lang Lang, text string, size int) ([]SimilarCase, error) {
	if !u.IsAdvisor() {
		return nil, refuse(Forbidden, "error.forbidden")
	}
	if err := b.store.Record(ctx, Event{At: b.now(), Actor: u.ID, As: searcher(u), Act: SearchAct}); err != nil {
		return nil, err
	}
	told := &Case{Lang: lang, AnswerLang: lang, Situation: cut(b.tidy(text), MaxSituation)}
	return b.store.Similar(ctx, u, told, AdviceDraft{}, boundedSimilar(size))
}

func boundedSimilar(size int) int { return min(max(size, 1), MaxSimilar) }

// OpenNamed opens the case that a reference names, as people type it.
func (b *Book) OpenNamed(ctx context.Context, u User, reference string) (*Opening, error) {
	id, err := b.store.ByReference(ctx, u, b.tidyLine(reference))
	if err != nil {
		return nil, err
	}
	return b.Open(ctx, u, id)
}

// OpenImported opens the case that was imported under that external id.
func (b *Book) OpenImported(ctx context.Context, u User, externalID string) (*Opening, error) {
	c, err := b.store.Imported(ctx, externalID)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, ErrNotFound()
	}
	return b.Open(ctx, u, c.ID)
}

// soFar is an unfinished answer as far as it can be read. Nothing of it is
// refused: nothing of it is kept.
func (b *Book) soFar(codes Codes, d AdviceDraft) AdviceDraft {
	read := AdviceDraft{Text: cut(b.tidy(d.Text), MaxMessage)}
	if o, known := ParseOutcome(d.Outcome); known {
		read.Outcome = string(o)
	}
	for _, code := range distinct(d.Obligations) {
		if _, known := codes.Entry(EntryCode(code)); known {
			read.Obligations = append(read.Obligations, code)
		}
	}
	return read
}

// cut keeps the first runes of a text.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
