package cases

import (
	"context"
	"slices"
)

func (m *memory) SaveDraft(ctx context.Context, u User, key string, decide func(DraftState) (SavedDraft, error)) error {
	var st DraftState
	if d, found := m.drafts[Receipt{Owner: u.ID, Key: key}]; found {
		st.There = &d
	}
	_, st.Sent = m.receipts[Receipt{Owner: u.ID, Key: key}]
	all, _ := m.Drafts(ctx, u, DraftQuery{})
	st.Count = map[DraftForm]int{}
	for _, d := range all {
		st.Count[d.Form]++
	}
	d, err := decide(st)
	if err == nil {
		d.Apart = false
		m.drafts[Receipt{Owner: u.ID, Key: d.Key}] = d
	}
	return err
}

func (m *memory) Drafts(_ context.Context, u User, q DraftQuery) ([]SavedDraft, error) {
	var out []SavedDraft
	for _, d := range m.drafts {
		c, known := m.cases[d.Case]
		hidden := d.Case != "" && (!known || c.SideOf(u) == Outside)
		if d.Owner == u.ID && !hidden && (q.Key == "" || q.Key == d.Key) && (q.Form == "" || q.Form == d.Form) &&
			(q.Case == "" || q.Case == d.Case) {
			if known {
				d.Reference = c.Reference
			}
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b SavedDraft) int { return b.SavedAt.Compare(a.SavedAt) })
	return out, nil
}

func (m *memory) DiscardDraft(ctx context.Context, u User, key string, version int) error {
	found, _ := m.Drafts(ctx, u, DraftQuery{Key: key})
	if len(found) == 0 {
		return ErrNotFound()
	}
	if found[0].Version != version {
		return ErrDraftMovedOn()
	}
	delete(m.drafts, Receipt{Owner: u.ID, Key: key})
	return nil
}
