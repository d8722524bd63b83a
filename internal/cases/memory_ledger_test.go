package cases

import (
	"context"
	"slices"
)

func (m *memory) seal(e Event) {
	var last Sealed
	if n := len(m.ledger); n > 0 {
		last = m.ledger[n-1]
	}
	m.ledger = append(m.ledger, Seal(last, e))
}

func (m *memory) Record(_ context.Context, e Event) error {
	if m.deaf != nil {
		return m.deaf
	}
	m.seal(e)
	return nil
}

func (m *memory) RecordLook(ctx context.Context, e Event, l Look) error {
	if err := m.Record(ctx, e); err != nil {
		return err
	}
	m.looks[Look{By: l.By, Case: l.Case}] = l
	return nil
}

func (m *memory) Looked(_ context.Context, u UserID, id CaseID) (Look, error) {
	return m.looks[Look{By: u, Case: id}], nil
}

// sawOwn keeps a person up with her own change.
func (m *memory) sawOwn(u UserID, before int, c *Case) {
	key := Look{By: u, Case: c.ID}
	if l := m.looks[key]; l.Version > 0 && l.Version == before {
		m.looks[key] = LookOf(User{ID: u}, c, l.At)
	}
}

func (m *memory) Readings(_ context.Context, id CaseID, except UserID, limit int) (out []ReadingDay, cut bool, err error) {
	for _, s := range slices.Backward(m.ledger) {
		if s.Case != id || s.Act != Read || s.Actor == except {
			continue
		}
		i := slices.IndexFunc(out, func(d ReadingDay) bool {
			return d.Actor == s.Actor && d.As == s.As && DateOf(d.Last, eastern) == DateOf(s.At, eastern)
		})
		if i < 0 {
			i, out = len(out), append(out, ReadingDay{s.Actor, s.As, s.At, s.At})
		}
		out[i].First = s.At
	}
	n := min(limit, len(out))
	return out[:n], n < len(out), nil
}

func (m *memory) Acts(_ context.Context, id CaseID, limit int) (acts []Event, cut bool, err error) {
	for _, s := range slices.Backward(m.ledger) {
		if s.Case == id && s.Act != Read {
			acts = append(acts, s.Event)
		}
	}
	n := min(limit, len(acts))
	return acts[:n], n < len(acts), nil
}

func (m *memory) Ledger(_ context.Context, after int64, limit int) ([]Sealed, error) {
	var out []Sealed
	for _, s := range m.ledger {
		if s.Seq > after && len(out) < limit {
			out = append(out, s)
		}
	}
	return out, nil
}

func (m *memory) Latest(_ context.Context, below int64, limit int) ([]Sealed, error) {
	var out []Sealed
	for _, s := range slices.Backward(m.ledger) {
		if (below == 0 || s.Seq < below) && len(out) < limit {
			out = append(out, s)
		}
	}
	return out, nil
}

func (m *memory) References(_ context.Context, ids []CaseID) (map[CaseID]string, error) {
	out := map[CaseID]string{}
	for _, id := range ids {
		if c, found := m.cases[id]; found {
			out[id] = c.Reference
		}
	}
	return out, nil
}
