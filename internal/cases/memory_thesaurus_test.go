package cases

import (
	"context"
	"maps"
	"slices"
)

// The first thesaurus of the tests is small.
var shippedForTests = []Concept{
	{ID: "sign", Group: "politics", En: []string{"sign", "lawn sign"}, Fr: []string{"pancarte"}},
	{ID: "retweet", Group: "platform", En: []string{"RT", "retweet"}, Fr: []string{"partager"}},
}

func (m *memory) Thesaurus(context.Context) (int, []ConceptVersion, error) {
	latest := map[string]ConceptVersion{}
	revision := ShippedRevision
	for _, v := range m.concepts {
		latest[v.ID], revision = v, v.Revision
	}
	return revision, OverShipped(shippedForTests, slices.Collect(maps.Values(latest))), nil
}

// ChangeThesaurus calls decide twice, as a database that retries would.
func (m *memory) ChangeThesaurus(ctx context.Context, r Receipt, decide func(int, []ConceptVersion) ([]ConceptVersion, Event, error)) error {
	if first, repeated := m.receiptOf(r); repeated {
		if first != (taken{"", r.Content}) {
			return ErrFormUsed()
		}
		return nil
	}
	revision, latest, _ := m.Thesaurus(ctx)
	_, _, _ = decide(revision, latest)
	kept, e, err := decide(revision, latest)
	if err != nil || len(kept) == 0 {
		return err
	}
	for _, v := range kept {
		v.Revision = revision + 1
		m.concepts = append(m.concepts, v)
	}
	m.seal(e)
	if r != (Receipt{}) {
		m.receipts[Receipt{Owner: r.Owner, Key: r.Key}] = taken{"", r.Content}
	}
	return nil
}

func (m *memory) ConceptVersions(_ context.Context, id string) (out []ConceptVersion, _ error) {
	for _, v := range slices.Backward(m.concepts) {
		if id == "" || v.ID == id {
			out = append(out, v)
		}
	}
	for _, c := range shippedForTests {
		if c.ID == id {
			out = append(out, Shipped(c))
		}
	}
	return out, nil
}

// Widening adds the other words of a concept to each of its words of more than
// two letters.
func (m *memory) Widening(concepts []Concept, questions []string) [][]Widened {
	out := make([][]Widened, len(questions))
	for i, q := range questions {
		for _, c := range concepts {
			if slices.Contains(c.Words(), q) && len(q) > 2 {
				out[i] = append(out[i], Widened{Typed: q, Added: []Added{{Key: "t." + c.ID, ID: c.ID}}})
			}
		}
	}
	return out
}
