package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"time"
)

// AttemptLife is how long somebody may take at the provider (security.md:
// one-time, ten minutes).
const AttemptLife = 10 * time.Minute

// Attempt is one sign-in under way: what we sent to the provider and must find
// in its answer. It is used once, by the browser that began it.
type Attempt struct {
	State     string        // comes back in the address of the callback
	Nonce     string        // comes back inside the ID token
	Verifier  string        // proves to the token endpoint that we began (RFC 7636)
	ReturnTo  string        // a path of this site, as LocalPath gave it
	MaxAge    time.Duration // oldest sign-in at the provider accepted; 0 is any
	CreatedAt time.Time
}

// KeepAttempt stores the attempt and binds it to a browser. The argument is the
// value of the pre-session cookie, or empty; the result is the value the cookie
// must have now, for AttemptLife. Attempts in several tabs share one cookie.
func (s *Sessions) KeepAttempt(ctx context.Context, a Attempt, browser string) (string, error) {
	if !isToken(browser) {
		var err error
		if browser, err = newToken(s.random); err != nil {
			return "", err
		}
	}
	kept := StoredAttempt{
		State: hashOf(a.State), Browser: hashOf(browser),
		Nonce: a.Nonce, Verifier: a.Verifier, ReturnTo: a.ReturnTo,
		MaxAge: a.MaxAge, CreatedAt: moment(a.CreatedAt),
	}
	if err := s.store.AddAttempt(ctx, kept); err != nil {
		return "", fmt.Errorf("keep sign-in attempt: %w", err)
	}
	return browser, nil
}

// TakeAttempt gives back the attempt that the state of a callback names, once,
// and only to the browser that began it. It is ErrExpired when there is none,
// when it was taken before, and when it is older than AttemptLife.
func (s *Sessions) TakeAttempt(ctx context.Context, state, browser string, now time.Time) (Attempt, error) {
	if state == "" || !isToken(browser) {
		return Attempt{}, fmt.Errorf("%w: callback without state or without its cookie", ErrExpired)
	}
	kept, err := s.store.TakeAttempt(ctx, hashOf(state), hashOf(browser))
	if err != nil {
		return Attempt{}, fmt.Errorf("take sign-in attempt: %w", err)
	}
	a := Attempt{
		State: state, Nonce: kept.Nonce, Verifier: kept.Verifier,
		ReturnTo: kept.ReturnTo, MaxAge: kept.MaxAge, CreatedAt: kept.CreatedAt,
	}
	if err := a.checkAge(now); err != nil {
		return Attempt{}, err
	}
	return a, nil
}

func (a Attempt) checkAge(now time.Time) error {
	age := now.Sub(a.CreatedAt)
	if age >= AttemptLife || age < -clockSkew {
		return fmt.Errorf("%w: begun %s ago", ErrExpired, age.Round(time.Second))
	}
	return nil
}

// same compares secrets in constant time. Two empty ones are not the same:
// "nothing was sent" must never match "nothing was kept".
func same(got, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}
