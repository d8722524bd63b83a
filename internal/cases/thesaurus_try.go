package cases

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// ConceptTrial is what a concept would do to questions, and what there is to
// know about its words before it is kept.
type ConceptTrial struct {
	Questions []AskedFor // its first word in each language
	Alone     []string   // words that add nothing unless another word hints
	Shared    []Homonym  // words that other concepts have too
}

// AskedFor is what would be asked, and what would be looked for beside it.
type AskedFor struct {
	Text  string
	Added []Added
}

// TryConcept tells what a concept would do, if it were kept as it was typed;
// id is empty for a new one. Invalid when it could not be kept.
func (b *Book) TryConcept(ctx context.Context, u User, id string, d ConceptDraft) (ConceptTrial, error) {
	now, err := b.Thesaurus(ctx, u)
	if err != nil {
		return ConceptTrial{}, err
	}
	c := b.tidyConcept(id, d)
	var ps problems
	ps.checkConcept(c)
	if err := ps.err(); err != nil {
		return ConceptTrial{}, err
	}
	if c.ID == "" {
		c.ID = now.nameFor(c)
	}
	trial := ConceptTrial{Shared: now.Shared(c)}
	for i, widened := range b.store.Widening(now.with(c), c.Words()) {
		q := AskedFor{Text: c.Words()[i], Added: ofConcept(widened, c.ID)}
		if len(q.Added) == 0 {
			trial.Alone = append(trial.Alone, q.Text)
		} else if i == 0 || i == len(c.En) {
			trial.Questions = append(trial.Questions, q)
		}
	}
	slices.Sort(trial.Alone)
	trial.Alone = slices.Compact(trial.Alone)
	return trial, nil
}

func ofConcept(all []Widened, id string) (out []Added) {
	for _, w := range all {
		out = append(out, keepIf(w.Added, func(a Added) bool { return a.ID == id })...)
	}
	return slices.CompactFunc(out, func(a, b Added) bool { return a.Key == b.Key })
}

// TryThesaurus tells what the thesaurus adds to a question.
func (b *Book) TryThesaurus(ctx context.Context, u User, question string) ([]Widened, error) {
	now, err := b.Thesaurus(ctx, u)
	if err != nil {
		return nil, err
	}
	return b.store.Widening(now.Concepts(), []string{question})[0], nil
}

// byLine puts problems in the order of the lines that they name.
func byLine(a, b Problem) int {
	n, _ := strconv.Atoi(a.Field) // 0 for the file as a whole
	m, _ := strconv.Atoi(b.Field)
	return cmp.Compare(n, m)
}
