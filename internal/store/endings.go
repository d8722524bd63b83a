package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// SessionsOf lists the sessions of a person as stored, the last seen first.
func (s *Store) SessionsOf(ctx context.Context, user cases.UserID) (all []auth.Session, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		rows, err := list[sessionRow](tx, sessionColumns+" WHERE person = ? ORDER BY seen DESC, hash", user)
		for _, r := range rows {
			all = append(all, r.toSession())
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the sessions of %s: %w", user, err)
	}
	return all, nil
}

// EndSessions removes sessions of a person, with their entry in the ledger.
func (s *Store) EndSessions(ctx context.Context, e auth.Ending) (int, error) {
	statement, args := "DELETE FROM sessions WHERE person = ? AND hash <> ?", []any{e.User, e.Except}
	if e.Only != "" {
		statement, args = statement+" AND hash = ?", append(args, e.Only)
	}
	var n int64
	err := s.write(ctx, func(tx *gorm.DB) (err error) {
		if n, err = exec(tx, statement, args...); err != nil || n == 0 || e.Event.Act == "" {
			return err
		}
		return s.append(tx, e.Event)
	})
	if err != nil {
		return 0, fmt.Errorf("end sessions of %s: %w", e.User, err)
	}
	return int(n), nil
}

// LogOut removes the sessions that the provider says are over, and remembers
// the token.
func (s *Store) LogOut(ctx context.Context, l auth.Logout, now time.Time) (n int, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		heeded, err := exec(tx, "INSERT INTO logout_tokens (id, expires) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", l.Key(), moment{l.Until})
		if err != nil {
			return err
		}
		if heeded == 0 {
			return auth.ErrReplayed
		}
		people, err := endAtProvider(tx, l)
		n = len(people)
		if err != nil {
			return err
		}
		return s.append(tx, l.Events(people, now)...)
	})
	if err != nil {
		return 0, fmt.Errorf("end sessions at the provider's word: %w", err)
	}
	return n, nil
}

// endAtProvider tells whose sessions ended. Of a subject, sessions that the
// provider never named may be the one that is meant: they end too.
func endAtProvider(tx *gorm.DB, l auth.Logout) ([]cases.UserID, error) {
	statement, args := "DELETE FROM sessions WHERE person IN (SELECT id FROM users WHERE iss = ?", []any{l.Issuer}
	if l.Subject != "" {
		statement, args = statement+" AND sub = ?", append(args, l.Subject)
	}
	statement += ")"
	switch {
	case l.SID != "" && l.Subject != "":
		statement, args = statement+" AND sid IN (?, '')", append(args, l.SID)
	case l.SID != "":
		statement, args = statement+" AND sid = ?", append(args, l.SID)
	}
	return list[cases.UserID](tx, statement+" RETURNING person", args...)
}
