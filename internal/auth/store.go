package auth

import (
	"context"
	"time"

	"example.org/casebook/internal/cases"
)

// Hash is the SHA-256 of a secret that a browser holds, as 64 lower-case
// hexadecimal digits. What is stored cannot be replayed.
type Hash string

// Session is somebody signed in, as it is stored. All moments are UTC, in whole
// microseconds.
type Session struct {
	Hash      Hash         // of the token in the cookie; the key
	User      cases.UserID // who; her rights are read anew on every request
	CSRF      string       // 43 characters that every form of the session carries
	IDToken   string       // for sign-out at the provider; may be empty, or some kilobytes
	SID       string       // the provider's name for its own session; may be empty
	Browser   Browser      // its family alone; empty when not known
	AuthTime  time.Time    // when she proved to the provider who she is; zero when it did not say
	CreatedAt time.Time    // when she signed in
	SeenAt    time.Time    // last request, to the minute
	ExpiresAt time.Time    // the absolute limit; activity does not move it
}

// StoredAttempt is an Attempt as it is stored: the state only as its hash, and
// the hash of the cookie that must come with it.
type StoredAttempt struct {
	State     Hash // the key
	Browser   Hash
	Nonce     string
	Verifier  string
	ReturnTo  string
	MaxAge    time.Duration // whole seconds
	CreatedAt time.Time     // UTC, whole microseconds
}

// SessionStore keeps sessions and sign-in attempts. Every method is safe for
// concurrent use and returns only what was durably written. authtest.Contract
// states the following in tests; both databases must pass it.
type SessionStore interface {
	// AddAttempt inserts. An attempt with the same State is an error.
	AddAttempt(ctx context.Context, a StoredAttempt) error

	// TakeAttempt removes the attempt whose State and Browser are both as given
	// and returns what it was, in one statement (DELETE … RETURNING): of several
	// calls at once exactly one succeeds. When there is none, and also when the
	// State is there with another Browser (that attempt stays), it returns an
	// error that is ErrExpired. It does not look at the clock.
	TakeAttempt(ctx context.Context, state, browser Hash) (StoredAttempt, error)

	// AddSession inserts. A session with the same Hash is an error.
	AddSession(ctx context.Context, s Session) error

	// FindSession returns the session as stored, alive or past its limits, or an
	// error that is ErrNoSession.
	FindSession(ctx context.Context, h Hash) (Session, error)

	// TouchSession sets SeenAt, and lets the session live no longer than until
	// that end. It does nothing, and returns nil, when there is no such session:
	// a request that overlaps a sign-out must not bring the session back to life.
	TouchSession(ctx context.Context, h Hash, seen, end time.Time) error

	// EndSession removes one session; nil also when there is none.
	EndSession(ctx context.Context, h Hash) error

	// SessionsOf returns every session of the user as stored, the last seen
	// first.
	SessionsOf(ctx context.Context, user cases.UserID) ([]Session, error)

	// EndSessions removes the sessions that the ending names and returns how
	// many. Its event goes into the ledger in the same transaction, if there was
	// any session to end.
	EndSessions(ctx context.Context, e Ending) (int, error)

	// LogOut removes the sessions that the provider says are over and returns
	// how many, with an event for each person in the same transaction. A token
	// that was heeded before is an error that is ErrReplayed, and changes
	// nothing; of several calls at once exactly one heeds it.
	LogOut(ctx context.Context, l Logout, now time.Time) (int, error)

	// Sweep removes sessions with SeenAt at or before seenBefore, sessions with
	// ExpiresAt at or before expiredBefore, logout tokens with ExpiresAt at or
	// before now, and attempts with CreatedAt at or before begunBefore. It returns
	// how many rows it removed.
	Sweep(ctx context.Context, now, expiredBefore, seenBefore, begunBefore time.Time) (int, error)
}
