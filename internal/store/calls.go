package store

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// callRow is a row of the table calls.
type callRow struct {
	CaseID    cases.CaseID
	LoggedBy  cases.UserID
	Logged    moment
	Confirmed moment
	Corrected moment
}

func (r callRow) toCall() *cases.Call {
	return &cases.Call{LoggedBy: r.LoggedBy, LoggedAt: r.Logged.Time, ConfirmedAt: r.Confirmed.Time, CorrectedAt: r.Corrected.Time}
}

// invitationRow is a row of the table invitations.
type invitationRow struct {
	CaseID   cases.CaseID
	ID       cases.InvitationID
	Name     string
	Email    string
	Lang     cases.Lang
	Inviter  cases.UserID
	At       moment
	Expires  moment
	State    cases.InvitationState
	Answered moment
	Code     string
	Guesses  int
}

func (r invitationRow) toInvitation() *cases.Invitation {
	return &cases.Invitation{ID: r.ID, Name: r.Name, Email: r.Email, Lang: r.Lang, By: r.Inviter, At: r.At.Time,
		ExpiresAt: r.Expires.Time, State: r.State, AnsweredAt: r.Answered.Time, Code: r.Code, Guesses: r.Guesses}
}

// loadCall reads how a case was recorded. What was written here has neither.
func loadCall(tx *gorm.DB, c *cases.Case) error {
	if c.Channel == cases.Web {
		return nil
	}
	call, found, err := find[callRow](tx, "SELECT * FROM calls WHERE case_id = ?", c.ID)
	if err != nil {
		return fmt.Errorf("read the call: %w", err)
	}
	if found {
		c.Call = call.toCall()
	}
	i, found, err := find[invitationRow](tx, "SELECT * FROM invitations WHERE case_id = ?", c.ID)
	if err != nil {
		return fmt.Errorf("read the invitation: %w", err)
	}
	if found {
		c.Invitation = i.toInvitation()
	}
	return nil
}

// saveCall keeps how a case was recorded, when that is new or changed.
func saveCall(tx *gorm.DB, before known, c *cases.Case) error {
	if k := c.Call; k != nil && !reflect.DeepEqual(before.call, k) {
		_, err := exec(tx, `INSERT INTO calls (case_id, logged_by, logged, confirmed, corrected) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (case_id) DO UPDATE SET confirmed = excluded.confirmed, corrected = excluded.corrected`,
			c.ID, k.LoggedBy, moment{k.LoggedAt}, moment{k.ConfirmedAt}, moment{k.CorrectedAt})
		if err != nil {
			return fmt.Errorf("keep the call: %w", err)
		}
	}
	if i := c.Invitation; i != nil && !reflect.DeepEqual(before.invitation, i) {
		return saveInvitation(tx, c.ID, i)
	}
	return nil
}

func saveInvitation(tx *gorm.DB, id cases.CaseID, i *cases.Invitation) error {
	_, err := exec(tx, `INSERT INTO invitations
			(case_id, id, name, email, lang, inviter, at, expires, state, answered, code, guesses)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (case_id) DO UPDATE SET id = excluded.id, name = excluded.name, email = excluded.email,
			lang = excluded.lang, inviter = excluded.inviter, at = excluded.at, expires = excluded.expires,
			state = excluded.state, answered = excluded.answered, code = excluded.code, guesses = excluded.guesses`,
		id, i.ID, i.Name, i.Email, i.Lang, i.By, moment{i.At}, moment{i.ExpiresAt}, i.State, moment{i.AnsweredAt},
		i.Code, i.Guesses)
	if err != nil {
		return fmt.Errorf("keep the invitation: %w", err)
	}
	return nil
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

// Invitation finds the case of an invitation.
func (s *Store) Invitation(ctx context.Context, id cases.InvitationID) (of cases.CaseID, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		found := false
		of, found, err = find[cases.CaseID](tx, "SELECT case_id FROM invitations WHERE id = ?", id)
		if err == nil && !found {
			err = cases.ErrNotFound()
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("find an invitation: %w", err)
	}
	return of, nil
}

// offerRow is an invitation as it is offered.
type offerRow struct {
	ID        cases.InvitationID
	Reference string
	Channel   cases.Channel
	Submitted moment
}

// Offers lists the pending invitations to an address.
func (s *Store) Offers(ctx context.Context, email string, at time.Time) (out []cases.Offer, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		rows, err := list[offerRow](tx, `SELECT i.id, c.reference, c.channel, c.submitted FROM invitations AS i
			JOIN cases AS c ON c.id = i.case_id
			WHERE i.email = ? AND i.state = ? AND i.expires > ? ORDER BY i.at, i.id LIMIT 10`,
			storable(email), cases.InvitationPending, moment{at})
		for _, r := range rows {
			out = append(out, cases.Offer{ID: r.ID, Reference: r.Reference, Channel: r.Channel, CameAt: r.Submitted.Time})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return out, nil
}

// Overdue lists cases whose pending invitation has expired.
func (s *Store) Overdue(ctx context.Context, at time.Time) (ids []cases.CaseID, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		ids, err = list[cases.CaseID](tx, `SELECT case_id FROM invitations WHERE state = ? AND expires <= ?
			ORDER BY expires, case_id LIMIT 100`, cases.InvitationPending, moment{at})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list overdue invitations: %w", err)
	}
	return ids, nil
}

// FindPeople lists enabled accounts by address, or by the beginnings of names.
// Names are compared here: no database folds accents as the search does, and
// advisors look people up a few times a day.
func (s *Store) FindPeople(ctx context.Context, email string, words []string, limit int) (found []cases.User, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		query, args := userColumns+" WHERE disabled = ?", []any{false}
		if email != "" {
			query, args = query+" AND lower(email) = ?", append(args, storable(email))
		}
		rows, err := list[userRow](tx, query, args...)
		for _, r := range rows {
			if email != "" || isNamed(r.Name, words) {
				found = append(found, r.toUser())
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	byName(found)
	return found[:min(len(found), limit)], nil
}

// isNamed reports whether each word begins a word of the name, accents and case
// aside.
func isNamed(name string, words []string) bool {
	parts := foldedWords(name)
	looked := foldedWords(strings.Join(words, " "))
	for _, begin := range looked {
		if !begins(parts, begin) {
			return false
		}
	}
	return len(looked) > 0
}

func begins(parts []string, begin string) bool {
	for _, p := range parts {
		if strings.HasPrefix(p, begin) {
			return true
		}
	}
	return false
}

func foldedWords(s string) (out []string) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' || r == ',' }) {
		if f := search.Fold(w); f != "" {
			out = append(out, f)
		}
	}
	return out
}
