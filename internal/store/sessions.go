package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

var _ auth.SessionStore = (*Store)(nil)

// sessionRow is a row of the table sessions.
type sessionRow struct {
	Hash    auth.Hash
	Person  cases.UserID
	Csrf    string
	IDToken string
	Sid     string
	Created moment
	Seen    moment
	Expires moment

	Browser  auth.Browser
	AuthTime moment
}

const sessionColumns = `SELECT hash, person, csrf, id_token, sid, created, seen, expires, browser, auth_time FROM sessions`

func (r sessionRow) toSession() auth.Session {
	return auth.Session{Hash: r.Hash, User: r.Person, CSRF: r.Csrf, IDToken: r.IDToken, SID: r.Sid,
		Browser: r.Browser, AuthTime: r.AuthTime.Time,
		CreatedAt: r.Created.Time, SeenAt: r.Seen.Time, ExpiresAt: r.Expires.Time}
}

// attemptRow is a row of the table sign_in_attempts.
type attemptRow struct {
	State        auth.Hash
	Browser      auth.Hash
	Nonce        string
	CodeVerifier string
	ReturnTo     string
	MaxAge       int64
	Created      moment
}

func (r attemptRow) toAttempt() auth.StoredAttempt {
	return auth.StoredAttempt{State: r.State, Browser: r.Browser, Nonce: r.Nonce, Verifier: r.CodeVerifier,
		ReturnTo: r.ReturnTo, MaxAge: time.Duration(r.MaxAge) * time.Second, CreatedAt: r.Created.Time}
}

// AddAttempt keeps a sign-in under way.
func (s *Store) AddAttempt(ctx context.Context, a auth.StoredAttempt) error {
	_, err := s.change(ctx, `INSERT INTO sign_in_attempts
		(state, browser, nonce, code_verifier, return_to, max_age, created) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		a.State, a.Browser, a.Nonce, a.Verifier, a.ReturnTo, int64(a.MaxAge/time.Second), moment{a.CreatedAt})
	if err != nil {
		return fmt.Errorf("add a sign-in attempt: %w", err)
	}
	return nil
}

// TakeAttempt takes a sign-in out: of several calls at once exactly one has it.
func (s *Store) TakeAttempt(ctx context.Context, state, browser auth.Hash) (a auth.StoredAttempt, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		row, found, err := find[attemptRow](tx, `DELETE FROM sign_in_attempts WHERE state = ? AND browser = ?
			RETURNING state, browser, nonce, code_verifier, return_to, max_age, created`, state, browser)
		if err == nil && !found {
			err = auth.ErrExpired
		}
		a = row.toAttempt()
		return err
	})
	if err != nil {
		return auth.StoredAttempt{}, fmt.Errorf("take a sign-in attempt: %w", err)
	}
	return a, nil
}

// AddSession keeps a session.
func (s *Store) AddSession(ctx context.Context, x auth.Session) error {
	_, err := s.change(ctx, `INSERT INTO sessions
		(hash, person, csrf, id_token, sid, created, seen, expires, browser, auth_time)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, x.Hash, x.User, x.CSRF, x.IDToken, x.SID,
		moment{x.CreatedAt}, moment{x.SeenAt}, moment{x.ExpiresAt}, x.Browser, moment{x.AuthTime})
	if err != nil {
		return fmt.Errorf("add a session: %w", err)
	}
	return nil
}

// FindSession gives a session as stored, whatever its limits.
func (s *Store) FindSession(ctx context.Context, h auth.Hash) (x auth.Session, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		row, found, err := find[sessionRow](tx, sessionColumns+" WHERE hash = ?", h)
		if err == nil && !found {
			err = auth.ErrNoSession
		}
		x = row.toSession()
		return err
	})
	if err != nil {
		return auth.Session{}, fmt.Errorf("find a session: %w", err)
	}
	return x, nil
}

// TouchSession notes the last visit and bounds the end; it brings no session
// back.
func (s *Store) TouchSession(ctx context.Context, h auth.Hash, seen, end time.Time) error {
	_, err := s.change(ctx, "UPDATE sessions SET seen = ?, expires = CASE WHEN expires > ? THEN ? ELSE expires END WHERE hash = ?",
		moment{seen}, moment{end}, moment{end}, h)
	if err != nil {
		return fmt.Errorf("touch a session: %w", err)
	}
	return nil
}

// EndSession removes a session, if it is there.
func (s *Store) EndSession(ctx context.Context, h auth.Hash) error {
	if _, err := s.change(ctx, "DELETE FROM sessions WHERE hash = ?", h); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// Sweep removes what is older than that and tells how many rows that were.
func (s *Store) Sweep(ctx context.Context, now, expiredBefore, seenBefore, begunBefore time.Time) (int, error) {
	sessions, err := s.change(ctx, "DELETE FROM sessions WHERE seen <= ? OR expires <= ?", moment{seenBefore}, moment{expiredBefore})
	if err != nil {
		return 0, fmt.Errorf("sweep sessions: %w", err)
	}
	attempts, err := s.change(ctx, "DELETE FROM sign_in_attempts WHERE created <= ?", moment{begunBefore})
	if err != nil {
		return sessions, fmt.Errorf("sweep sign-in attempts: %w", err)
	}
	tokens, err := s.change(ctx, "DELETE FROM logout_tokens WHERE expires <= ?", moment{now})
	if err != nil {
		return sessions + attempts, fmt.Errorf("sweep logout tokens: %w", err)
	}
	return sessions + attempts + tokens, nil
}

// change runs one statement that writes and tells how many rows it changed.
func (s *Store) change(ctx context.Context, statement string, args ...any) (int, error) {
	var n int64
	err := s.write(ctx, func(tx *gorm.DB) (err error) {
		n, err = exec(tx, statement, args...)
		return err
	})
	return int(n), err
}
