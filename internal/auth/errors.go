package auth

import "errors"

// What can go wrong at sign-in, as kinds a page can word; compare with
// errors.Is. The text of a wrapped error is for the operator's log and never for
// the person: it may quote what the provider said.
var (
	// ErrUnavailable: the identity provider does not answer, or answers nonsense.
	// Trying again later may help; signed-in people are not concerned.
	ErrUnavailable = errors.New("identity provider unavailable")
	// ErrDenied: the provider, or the person herself, said no.
	ErrDenied = errors.New("sign-in denied")
	// ErrExpired: the attempt is too old, was used already, or belongs to another
	// browser. Starting again helps.
	ErrExpired = errors.New("sign-in attempt expired")
	// ErrRejected: the answer failed a check. Starting again will not help; the
	// operator must look.
	ErrRejected = errors.New("sign-in rejected")
)

// ErrReplayed: the logout token was heeded before.
var ErrReplayed = errors.New("logout token heeded before")

// ErrNoSession: the token names no session that is alive.
var ErrNoSession = errors.New("no such session")

// ErrSessionExpired: the session existed and ran into a limit. It is also an
// ErrNoSession; the difference lets a page say why she must sign in again.
var ErrSessionExpired = expired{}

type expired struct{}

func (expired) Error() string        { return "session expired" }
func (expired) Is(target error) bool { return target == ErrNoSession }
