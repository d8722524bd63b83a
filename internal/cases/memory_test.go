package cases

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
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
	deaf     error            // when set, nothing can be recorded
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

func (m *memory) seal(e Event) {
	var last Sealed
	if n := len(m.ledger); n > 0 {
		last = m.ledger[n-1]
	}
	m.ledger = append(m.ledger, Seal(last, e))
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

func (m *memory) FindPeople(_ context.Context, email string, words []string, limit int) (out []User, err error) {
	for _, u := range m.people {
		fits := len(words) > 0
		for _, w := range words {
			fits = fits && strings.Contains(" "+strings.ToLower(u.Name), " "+strings.ToLower(w))
		}
		if !u.Disabled && (fits || email != "" && NormalEmail(u.Email) == email) && len(out) < limit {
			out = append(out, u)
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

func (m *memory) Queue(context.Context, User, QueueQuery) (QueuePage, error) { return QueuePage{}, nil }

func (m *memory) Search(_ context.Context, _ User, q Query) (Results, error) {
	return Results{Total: q.Size}, nil
}

func (m *memory) People(_ context.Context, ids ...UserID) (map[UserID]User, error) {
	out := map[UserID]User{}
	for _, id := range ids {
		if u, found := m.people[id]; found {
			out[id] = u
		}
	}
	return out, nil
}

func (m *memory) Advisors(context.Context) ([]User, error) {
	var out []User
	for _, u := range m.people {
		if u.IsAdvisor() && !u.Disabled {
			out = append(out, u)
		}
	}
	slices.SortFunc(out, func(a, b User) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func (m *memory) Accounts(_ context.Context, words string, limit int) (out []Account, err error) {
	for _, u := range m.people {
		a := m.account(u.ID)
		office := u.Roles != 0 && u.Roles != NewRoles() || a.Disabled
		if words == "" && office || words != "" && strings.Contains(u.Name, words) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b Account) int { return strings.Compare(a.Name, b.Name) })
	return out[:min(limit, len(out))], nil
}

func (m *memory) account(id UserID) Account {
	a, changed := m.accounts[id]
	if !changed {
		a = Account{User: m.people[id], Version: 1, SignedInAt: time.Date(2026, 11, 16, 13, 0, 0, 0, time.UTC)}
	}
	return a
}

func (m *memory) Account(_ context.Context, id UserID) (Account, error) {
	if _, found := m.people[id]; !found {
		return Account{}, ErrNotFound()
	}
	return m.account(id), nil
}

func (m *memory) WithheldGroups(context.Context) (int, error) { return 0, nil }

// ChangeAccount calls decide twice, as a database that retries would.
func (m *memory) ChangeAccount(ctx context.Context, r Receipt, id UserID, decide func(*Account, []UserID) (Event, error)) error {
	a, err := m.Account(ctx, id)
	if err != nil {
		return err
	}
	if first, repeated := m.receiptOf(r); repeated && first == (taken{"", r.Content}) {
		return nil
	} else if repeated {
		return ErrFormUsed()
	}
	var administrators []UserID
	for id, u := range m.people {
		if u.administers() {
			administrators = append(administrators, id)
		}
	}
	again := a
	_, _ = decide(&again, administrators)
	e, err := decide(&a, administrators)
	if err != nil {
		return err
	}
	m.accounts[id], m.people[id] = a, a.User
	m.seal(e)
	if r != (Receipt{}) {
		m.receipts[Receipt{Owner: r.Owner, Key: r.Key}] = taken{"", r.Content}
	}
	return nil
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

func (m *memory) Codes(context.Context) ([]Code, error) { return slices.Clone(m.codes), nil }

func (m *memory) KeepCode(_ context.Context, c Code, _ time.Time, e Event) error {
	m.codes = append(m.codes, c)
	m.seal(e)
	return nil
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

func (m *memory) Settings(_ context.Context, known int) (int, []SettingVersion, error) {
	if known == len(m.settings) {
		return known, nil, nil
	}
	return len(m.settings), m.settings, nil // later ones win
}

// ChangeSetting calls decide twice, as a database that retries would.
func (m *memory) ChangeSetting(_ context.Context, r Receipt, k Setting, decide func(SettingVersion) ([]SettingVersion, Event, error)) error {
	if first, repeated := m.receiptOf(r); repeated {
		if first != (taken{"", r.Content}) {
			return ErrFormUsed()
		}
		return nil
	}
	var latest SettingVersion
	for _, v := range m.settings {
		if v.Setting == k {
			latest = v
		}
	}
	_, _, _ = decide(latest)
	kept, e, err := decide(latest)
	if err != nil || len(kept) == 0 {
		return err
	}
	m.settings = append(m.settings, kept...)
	m.seal(e)
	if r != (Receipt{}) {
		m.receipts[Receipt{Owner: r.Owner, Key: r.Key}] = taken{"", r.Content}
	}
	return nil
}

func (m *memory) SettingVersions(_ context.Context, k Setting) ([]SettingVersion, error) {
	var out []SettingVersion
	for _, v := range slices.Backward(m.settings) {
		if k == "" || v.Setting == k {
			out = append(out, v)
		}
	}
	return out, nil
}

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
