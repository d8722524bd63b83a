package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// userRow is what is read of the table users.
type userRow struct {
	ID       cases.UserID
	Name     string
	Email    string
	Verified bool
	Lang     cases.Lang
	Roles    string
	Disabled bool
}

const userColumns = "SELECT id, name, email, email_verified AS verified, lang, roles, disabled FROM users"

// worksForOffice is the condition of the index of those who are more than
// employees.
const worksForOffice = "roles <> 'employee'"

func (r userRow) toUser() cases.User {
	return cases.User{ID: r.ID, Name: r.Name, Email: r.Email, Verified: r.Verified, Lang: r.Lang,
		Roles: cases.ParseRoles(r.Roles), Disabled: r.Disabled}
}

// SignedIn keeps who the provider says somebody is, as an account, and gives
// that account. Its key is issuer and subject. Name, address and roles are as
// the provider says now; the language too, unless she chose one here. Disabled
// stays disabled: it is for the caller to refuse her.
func (s *Store) SignedIn(ctx context.Context, id auth.Identity) (u cases.User, err error) {
	fresh, err := cases.NewUserID(s.random)
	if err != nil {
		return cases.User{}, err
	}
	lang, known := cases.ParseLang(string(id.Locale))
	if !known {
		lang = cases.English
	}
	now := moment{s.now()}
	err = s.write(ctx, func(tx *gorm.DB) error {
		row, _, err := find[userRow](tx, `INSERT INTO users
				(id, iss, sub, name, email, email_verified, lang, lang_chosen, roles, disabled, created, last_seen,
				groups_withheld)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (iss, sub) DO UPDATE SET name = excluded.name, email = excluded.email,
				email_verified = excluded.email_verified, roles = excluded.roles,
				last_seen = excluded.last_seen, groups_withheld = excluded.groups_withheld,
				lang = CASE WHEN users.lang_chosen OR ? THEN users.lang ELSE excluded.lang END
			RETURNING id, name, email, email_verified AS verified, lang, roles, disabled`,
			fresh, id.Issuer, id.Subject, id.Name, id.Email, id.EmailVerified, lang, false, id.Roles.String(), false, now, now,
			id.GroupsWithheld, !known)
		u = row.toUser()
		return err
	})
	if err != nil {
		return cases.User{}, fmt.Errorf("keep the account: %w", err)
	}
	return u, nil
}

// User loads an account. NotFound when there is none.
func (s *Store) User(ctx context.Context, id cases.UserID) (cases.User, error) {
	people, err := s.People(ctx, id)
	if err != nil {
		return cases.User{}, err
	}
	u, found := people[id]
	if !found {
		return cases.User{}, fmt.Errorf("get account %s: %w", id, cases.ErrNotFound())
	}
	return u, nil
}

// People loads those of the accounts that exist.
func (s *Store) People(ctx context.Context, ids ...cases.UserID) (map[cases.UserID]cases.User, error) {
	people := make(map[cases.UserID]cases.User, len(ids))
	look := s.glance
	if len(ids) > maxArgs {
		look = s.view
	}
	err := look(ctx, func(tx *gorm.DB) error {
		for some := range slices.Chunk(ids, maxArgs) {
			rows, err := list[userRow](tx, userColumns+" WHERE id IN ?", some)
			if err != nil {
				return err
			}
			for _, r := range rows {
				people[r.ID] = r.toUser()
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("get accounts: %w", err)
	}
	return people, nil
}

// Advisors lists the enabled advisors by name, accents and case aside.
func (s *Store) Advisors(ctx context.Context) (advisors []cases.User, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		rows, err := list[userRow](tx, userColumns+" WHERE "+worksForOffice+" AND disabled = ? AND roles LIKE '%advisor%'", false)
		for _, r := range rows {
			if u := r.toUser(); u.IsAdvisor() {
				advisors = append(advisors, u)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list advisors: %w", err)
	}
	byName(advisors)
	return advisors, nil
}

// byName sorts people by name, accents and case aside.
func byName(people []cases.User) {
	slices.SortFunc(people, func(a, b cases.User) int {
		return cmp.Or(cmp.Compare(search.Fold(a.Name), search.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
}

// SetLang keeps the language a person chose; the provider no longer changes it.
func (s *Store) SetLang(ctx context.Context, id cases.UserID, lang cases.Lang) error {
	return s.setUser(ctx, id, "UPDATE users SET lang = ?, lang_chosen = ? WHERE id = ?", lang, true, id)
}

func (s *Store) setUser(ctx context.Context, id cases.UserID, statement string, args ...any) error {
	n, err := s.change(ctx, statement, args...)
	if err == nil && n == 0 {
		err = cases.ErrNotFound()
	}
	if err != nil {
		return fmt.Errorf("change account %s: %w", id, err)
	}
	return nil
}
