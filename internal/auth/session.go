package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"example.org/casebook/internal/cases"
)

// Limits are how long a session may live. A zero field takes its default.
type Limits struct {
	Idle     time.Duration // without a request; 30 minutes
	Absolute time.Duration // since sign-in; 10 hours, a long working day
}

// touchEvery is how exact SeenAt is: once a minute, so that reading a page does
// not cost a durable write. The idle limit can therefore strike up to a minute
// early, never late.
const touchEvery = time.Minute

// Sessions begins, recognises and ends sessions.
type Sessions struct {
	store  SessionStore
	limits Limits
	random io.Reader
}

// NewSessions keeps sessions in the store. A nil random is crypto/rand.
func NewSessions(store SessionStore, limits Limits, random io.Reader) *Sessions {
	if limits.Idle <= 0 {
		limits.Idle = 30 * time.Minute
	}
	if limits.Absolute <= 0 {
		limits.Absolute = 10 * time.Hour
	}
	if random == nil {
		random = rand.Reader
	}
	return &Sessions{store: store, limits: limits, random: random}
}

// Limits are how long sessions live, with the defaults filled in.
func (s *Sessions) Limits() Limits { return s.limits }

// Arrival is somebody who has just proved who she is.
type Arrival struct {
	User    cases.UserID
	Who     Identity
	Browser Browser
	// Before is the session that she had in this browser, when she only proved
	// again who she is: forms that she left open stay good. Another person's
	// is not looked at.
	Before Session
}

// Begin starts a session for somebody who has just proved who she is, and
// returns the token for her cookie. The token is always new: whatever the
// browser held before sign-in is worth nothing after it.
func (s *Sessions) Begin(ctx context.Context, a Arrival, now time.Time) (string, Session, error) {
	token, err := newToken(s.random)
	if err != nil {
		return "", Session{}, err
	}
	csrf, err := newToken(s.random)
	if err != nil {
		return "", Session{}, err
	}
	if a.Before.CSRF != "" && a.Before.User == a.User {
		csrf = a.Before.CSRF
	}
	now = moment(now)
	session := Session{
		Hash: hashOf(token), User: a.User, CSRF: csrf, IDToken: a.Who.IDToken, SID: a.Who.SID,
		Browser: a.Browser, AuthTime: a.Who.AuthTime, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(s.limits.Absolute),
	}
	if err := s.store.AddSession(ctx, session); err != nil {
		return "", Session{}, fmt.Errorf("begin session: %w", err)
	}
	return token, session, nil
}

// Remembered is how long a session that ran into a limit is still known, for
// one purpose: a form that was drawn in it is kept for the person whose session
// it was. A long weekend with the lid closed.
const Remembered = 4 * 24 * time.Hour

// Authenticate recognises the token of a cookie. It is ErrNoSession for a token
// that was never given out or whose session has ended, and ErrSessionExpired for
// one shown past a limit, until it is swept.
func (s *Sessions) Authenticate(ctx context.Context, token string, now time.Time) (Session, error) {
	if !isToken(token) {
		return Session{}, ErrNoSession
	}
	session, err := s.store.FindSession(ctx, hashOf(token))
	if err != nil {
		return Session{}, fmt.Errorf("find session: %w", err)
	}
	now = moment(now)
	switch {
	case s.isForgotten(session, now):
		return Session{}, ErrNoSession
	case s.isOver(session, now):
		return Session{}, ErrSessionExpired
	}
	return s.touch(ctx, session, now), nil
}

// WhoseExpired tells whose session it was that ran into a limit, when the form
// carries that session's own token. It gives no rights: what is known by it is
// only for whom a form is to be kept until she signs in again. ErrNoSession for
// a session that was signed out or revoked, and for one that is alive.
func (s *Sessions) WhoseExpired(ctx context.Context, token, csrf string, now time.Time) (cases.UserID, error) {
	if !isToken(token) {
		return "", ErrNoSession
	}
	session, err := s.store.FindSession(ctx, hashOf(token))
	if err != nil {
		return "", fmt.Errorf("find session: %w", err)
	}
	now = moment(now)
	if !s.isOver(session, now) || s.isForgotten(session, now) || !session.HasCSRF(csrf) {
		return "", ErrNoSession
	}
	return session.User, nil
}

func (s *Sessions) isOver(session Session, now time.Time) bool {
	return !now.Before(session.ExpiresAt) || now.Sub(session.SeenAt) >= s.limits.Idle
}

func (s *Sessions) isForgotten(session Session, now time.Time) bool {
	return !now.Before(session.ExpiresAt.Add(Remembered)) || now.Sub(session.SeenAt) >= s.limits.Idle+Remembered
}

// touch notes the visit. A store that cannot write (a full disk, a lock) must
// not keep a signed-in person from reading: the note is tried again at her next
// request, and without it the session only ends sooner. A session that was last
// seen under a clock that was ahead of this one has its limits from now on.
func (s *Sessions) touch(ctx context.Context, session Session, now time.Time) Session {
	if now.Sub(session.SeenAt).Abs() < touchEvery {
		return session
	}
	end := now.Add(s.limits.Absolute)
	if err := s.store.TouchSession(ctx, session.Hash, now, end); err == nil {
		session.SeenAt = now
		if end.Before(session.ExpiresAt) {
			session.ExpiresAt = end
		}
	}
	return session
}

// End signs out the session of a token. Ending what has ended is no error.
func (s *Sessions) End(ctx context.Context, token string) error {
	if !isToken(token) {
		return nil
	}
	if err := s.store.EndSession(ctx, hashOf(token)); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Sweep removes sessions that are no longer remembered and sign-in attempts past
// their limit, and returns how many. Nothing depends on it but the size of the
// tables.
func (s *Sessions) Sweep(ctx context.Context, now time.Time) (int, error) {
	now = moment(now)
	n, err := s.store.Sweep(ctx, now, now.Add(-Remembered), now.Add(-s.limits.Idle-Remembered), now.Add(-AttemptLife))
	if err != nil {
		return n, fmt.Errorf("sweep sessions: %w", err)
	}
	return n, nil
}

// HasCSRF reports whether a form carries the token of this session.
func (s Session) HasCSRF(token string) bool { return same(token, s.CSRF) }

const tokenBytes = 32

func newToken(random io.Reader) (string, error) {
	var b [tokenBytes]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// isToken keeps what cannot be a token from reaching the database.
func isToken(s string) bool {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return err == nil && len(b) == tokenBytes
}

func hashOf(secret string) Hash {
	sum := sha256.Sum256([]byte(secret))
	return Hash(hex.EncodeToString(sum[:]))
}

func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
