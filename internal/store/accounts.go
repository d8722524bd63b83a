package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// accountRow is what an administrator manages of the table users.
type accountRow struct {
	Person         userRow `gorm:"embedded"`
	Version        int
	DisabledWhy    cases.DisableReason
	DisabledAt     moment
	LastSeen       moment
	GroupsWithheld bool
}

const accountColumns = `SELECT id, name, email, email_verified AS verified, lang, roles, disabled, version, disabled_why, disabled_at, last_seen,
	groups_withheld FROM users`

func (r accountRow) toAccount() cases.Account {
	return cases.Account{User: r.Person.toUser(), Version: r.Version, Why: r.DisabledWhy, DisabledAt: r.DisabledAt.Time,
		SignedInAt: r.LastSeen.Time, GroupsWithheld: r.GroupsWithheld}
}

// Accounts lists accounts by name. Names are compared here and not by the
// database, which knows neither accents nor case: a department's are few.
func (s *Store) Accounts(ctx context.Context, words string, limit int) (out []cases.Account, err error) {
	where, args := "", []any(nil)
	if words == "" {
		where, args = " WHERE roles <> ? OR disabled = ?", []any{cases.NewRoles().String(), true}
	}
	err = s.view(ctx, func(tx *gorm.DB) error {
		rows, err := list[accountRow](tx, accountColumns+where, args...)
		for _, r := range rows {
			if words == "" || isNamed(r.Person.Name, strings.Fields(words)) {
				out = append(out, r.toAccount())
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	slices.SortFunc(out, func(a, b cases.Account) int {
		return cmp.Or(cmp.Compare(search.Fold(a.Name), search.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(limit, len(out))], nil
}

// Account loads an account. NotFound when there is none.
func (s *Store) Account(ctx context.Context, id cases.UserID) (a cases.Account, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		a, err = accountOf(tx, id)
		return err
	})
	if err != nil {
		return cases.Account{}, fmt.Errorf("get account %s: %w", id, err)
	}
	return a, nil
}

func accountOf(tx *gorm.DB, id cases.UserID) (cases.Account, error) {
	row, found, err := find[accountRow](tx, accountColumns+" WHERE id = ?", id)
	if err == nil && !found {
		err = cases.ErrNotFound()
	}
	return row.toAccount(), err
}

// WithheldGroups counts the enabled accounts that came without their groups.
func (s *Store) WithheldGroups(ctx context.Context) (n int, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		n, _, err = find[int](tx, "SELECT COUNT(*) FROM users WHERE groups_withheld = ? AND disabled = ?", true, false)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("count accounts without their groups: %w", err)
	}
	return n, nil
}

// ChangeAccount keeps what an administrator decides about an account. The locks
// come first: on PostgreSQL two administrators who decide at once then see one
// another's decision, and somebody who files at that moment, who has her account
// and waits for the ledger, is not waited for by who has the ledger.
func (s *Store) ChangeAccount(ctx context.Context, r cases.Receipt, id cases.UserID, decide func(*cases.Account, []cases.UserID) (cases.Event, error)) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := s.lockForms(tx, r.Owner, id); err != nil {
			return err
		}
		if err := s.lockLedger(tx); err != nil {
			return err
		}
		if done, err := isDone(tx, r); err != nil || done {
			return err
		}
		a, err := accountOf(tx, id)
		if err != nil {
			return err
		}
		administrators, err := enabledAdministrators(tx)
		if err != nil {
			return err
		}
		event, err := decide(&a, administrators)
		if err != nil {
			return err
		}
		return s.keepAccount(tx, r, a, event)
	})
	if err != nil {
		return fmt.Errorf("change account %s: %w", id, err)
	}
	return nil
}

func (s *Store) keepAccount(tx *gorm.DB, r cases.Receipt, a cases.Account, event cases.Event) error {
	_, err := exec(tx, "UPDATE users SET disabled = ?, disabled_why = ?, disabled_at = ?, version = ? WHERE id = ?",
		a.Disabled, a.Why, moment{a.DisabledAt}, a.Version, a.ID)
	if err != nil {
		return err
	}
	if a.Disabled {
		if _, err := exec(tx, "DELETE FROM sessions WHERE person = ?", a.ID); err != nil {
			return fmt.Errorf("end its sessions: %w", err)
		}
	}
	if err := s.keepReceipt(tx, r, ""); err != nil {
		return err
	}
	return s.append(tx, event)
}

func enabledAdministrators(tx *gorm.DB) (ids []cases.UserID, err error) {
	rows, err := list[userRow](tx, userColumns+" WHERE disabled = ? AND roles LIKE '%administrator%'", false)
	for _, r := range rows {
		if r.toUser().Roles.Has(cases.Administrator) {
			ids = append(ids, r.ID)
		}
	}
	return ids, err
}
