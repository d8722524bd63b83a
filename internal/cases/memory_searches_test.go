package cases

import (
	"context"
	"slices"
)

func (m *memory) SavedSearches(_ context.Context, owner UserID) (out []SavedSearch, _ error) {
	for _, s := range m.searches {
		if s.Owner == owner {
			out = append(out, s)
		}
	}
	return out, nil
}

// ChangeSavedSearches calls decide twice, as a database that retries would.
func (m *memory) ChangeSavedSearches(ctx context.Context, r Receipt, owner UserID, decide func([]SavedSearch) (SavedSearch, Event, error)) error {
	if first, repeated := m.receiptOf(r); repeated {
		if first != (taken{"", r.Content}) {
			return ErrFormUsed()
		}
		return nil
	}
	all, _ := m.SavedSearches(ctx, owner)
	_, _, _ = decide(slices.Clone(all))
	one, e, err := decide(all)
	if err != nil {
		return err
	}
	m.searches = slices.DeleteFunc(m.searches, func(s SavedSearch) bool { return s.ID == one.ID })
	if one.Version > 0 {
		m.searches = append(m.searches, one)
	}
	m.seal(e)
	if r != (Receipt{}) {
		m.receipts[Receipt{Owner: r.Owner, Key: r.Key}] = taken{"", r.Content}
	}
	return nil
}
