package cases

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// memory is the smallest store that keeps the contract of Store, so that the
// rules are tested without a database. The real stores are tested against the
// contract itself.
type memory struct {
	people   map[UserID]User
	accounts map[UserID]Account // those that were changed
	cases    map[CaseID]*Case
	numbers  map[int]int
	receipts map[Receipt]taken // by owner and key
	drafts   map[Receipt]SavedDraft
	ledger   []Sealed
	letters  []Letter
	codes    []Code
	looks    map[Look]Look    // by person and case
	settings []SettingVersion // oldest first
	searches []SavedSearch
	concepts []ConceptVersion
	deaf     error // when set, nothing can be recorded
}

// taken is what a form was taken for.
type taken struct {
	id      CaseID
	content string
}

func (m *memory) receiptOf(r Receipt) (taken, bool) {
	r.Content = ""
	t, repeated := m.receipts[r]
	return t, repeated
}

func newMemory(people ...User) *memory {
	m := &memory{people: map[UserID]User{}, accounts: map[UserID]Account{}, cases: map[CaseID]*Case{}, numbers: map[int]int{}, receipts: map[Receipt]taken{},
		drafts: map[Receipt]SavedDraft{}, codes: []Code{FirstCode()}, looks: map[Look]Look{}}
	for _, u := range people {
		m.people[u.ID] = u
	}
	return m
}

// copyOf is a deep copy: what a decision does to it is not kept by accident.
func copyOf(c *Case) *Case {
	j, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	var out Case
	if err := json.Unmarshal(j, &out); err != nil {
		panic(err)
	}
	return &out
}

func (m *memory) keep(c *Case, r Receipt, ch Change) {
	if old := m.cases[c.ID]; old != nil && len(ch.Events) > 0 {
		m.sawOwn(ch.Events[0].Actor, old.Version, c)
	}
	m.cases[c.ID] = copyOf(c)
	m.letters = append(m.letters, ch.Letters...)
	for _, e := range ch.Events {
		m.seal(e)
	}
	if r != (Receipt{}) {
		m.receipts[Receipt{Owner: r.Owner, Key: r.Key}] = taken{c.ID, r.Content}
		delete(m.drafts, Receipt{Owner: r.Owner, Key: r.Key})
	}
}

// Create calls make twice, as a database that retries would.
func (m *memory) Create(_ context.Context, r Receipt, year int, make func(int) (*Case, Change, error)) (CaseID, error) {
	if first, repeated := m.receiptOf(r); repeated {
		if first.content != r.Content {
			return "", ErrFormUsed()
		}
		return first.id, nil
	}
	_, _, _ = make(m.numbers[year] + 7)
	c, ch, err := make(m.numbers[year] + 1)
	if err != nil {
		return "", err
	}
	m.numbers[year]++
	m.keep(c, r, ch)
	return c.ID, nil
}

// Update calls decide twice, as a database that retries would.
func (m *memory) Update(ctx context.Context, r Receipt, id CaseID, decide func(*Case) (Change, error)) error {
	c, err := m.Case(ctx, id)
	if err != nil {
		return err
	}
	first, repeated := m.receiptOf(r)
	_, _ = decide(copyOf(c))
	ch, err := decide(c)
	if repeated {
		return AnswerAgain(first == taken{id, r.Content}, err)
	}
	if err != nil {
		return err
	}
	m.keep(c, r, ch)
	return nil
}

func (m *memory) Case(_ context.Context, id CaseID) (*Case, error) {
	c, found := m.cases[id]
	if !found {
		return nil, ErrNotFound()
	}
	return copyOf(c), nil
}

func (m *memory) Imported(_ context.Context, externalID string) (*Case, error) {
	for _, c := range m.cases {
		if c.ExternalID == externalID {
			return copyOf(c), nil
		}
	}
	return nil, nil
}

func (m *memory) Invitation(_ context.Context, id InvitationID) (CaseID, error) {
	for _, c := range m.cases {
		if c.Invitation != nil && c.Invitation.ID == id {
			return c.ID, nil
		}
	}
	return "", ErrNotFound()
}

func (m *memory) Offers(_ context.Context, email string, at time.Time) (out []Offer, err error) {
	for _, c := range m.cases {
		if i := c.Invitation; i.isOpen(at) && i.Email == email {
			out = append(out, Offer{i.ID, c.Reference, c.Channel, c.SubmittedAt})
		}
	}
	return out, nil
}

func (m *memory) Overdue(_ context.Context, at time.Time) (out []CaseID, err error) {
	for _, c := range m.cases {
		if i := c.Invitation; i != nil && i.State == InvitationPending && !i.isOpen(at) {
			out = append(out, c.ID)
		}
	}
	return out, nil
}

func (m *memory) Mine(_ context.Context, u User) ([]Summary, error) {
	var out []Summary
	for _, c := range m.cases {
		if c.SideOf(u) == FilerSide {
			out = append(out, Summary{ID: c.ID, Reference: c.Reference})
		}
	}
	return out, nil
}

func (m *memory) Linked(_ context.Context, u User, c *Case) ([]Summary, error) {
	var out []Summary
	for _, x := range m.cases {
		if (x.Follows == c.ID || x.ID == c.Follows) && x.SideOf(u) != Outside {
			out = append(out, Summary{ID: x.ID, Reference: x.Reference, SubmittedAt: x.SubmittedAt})
		}
	}
	slices.SortFunc(out, func(a, b Summary) int { return a.SubmittedAt.Compare(b.SubmittedAt) })
	return out, nil
}

func (m *memory) ByReference(_ context.Context, u User, typed string) (CaseID, error) {
	for _, c := range m.cases {
		if c.Reference == typed && c.SideOf(u) == OfficeSide {
			return c.ID, nil
		}
	}
	return "", ErrNotFound()
}

func (m *memory) Cited(_ context.Context, u User, c *Case) (cites, citedBy []Cited, err error) {
	for _, z := range c.Citations {
		if x := m.cases[z.Cited]; x.SideOf(u) == OfficeSide {
			cites = append(cites, Cited{z, Summary{ID: x.ID, Reference: x.Reference}})
		}
	}
	for _, x := range m.cases {
		for _, z := range x.Citations {
			if z.Cited == c.ID && z.RemovedAt.IsZero() && x.SideOf(u) == OfficeSide {
				citedBy = append(citedBy, Cited{z, Summary{ID: x.ID, Reference: x.Reference}})
			}
		}
	}
	return cites, citedBy, nil
}

func (m *memory) Queue(context.Context, User, QueueQuery) (QueuePage, error) { return QueuePage{}, nil }

func (m *memory) Search(_ context.Context, _ User, q Query) (Results, error) {
	return Results{Total: q.Size, Hits: make([]Hit, 2)}, nil
}

// Similar takes every other case with advice for similar.
func (m *memory) Similar(_ context.Context, u User, c *Case, d AdviceDraft, _ int) (out []SimilarCase, err error) {
	for _, x := range m.cases {
		if x.ID != c.ID && x.SideOf(u) == OfficeSide && x.CurrentAdvice() != nil {
			out = append(out, SimilarCase{Summary: Summary{ID: x.ID, Reference: x.Reference},
				Reasons: Reasons{Words: []SharedWord{{Here: d.Text}}, Obligations: entryCodes(d.Obligations), Outcome: Outcome(d.Outcome)}})
		}
	}
	return out, nil
}

func entryCodes(all []string) (out []EntryCode) {
	for _, code := range all {
		out = append(out, EntryCode(code))
	}
	return out
}

func (m *memory) Together(_ context.Context, do func(Store) error) error {
	before := *m
	before.cases, before.numbers, before.receipts = maps.Clone(m.cases), maps.Clone(m.numbers), maps.Clone(m.receipts)
	if err := do(m); err != nil {
		*m = before
		return err
	}
	return nil
}
