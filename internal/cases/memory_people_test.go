package cases

import (
	"context"
	"slices"
	"strings"
	"time"
)

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
