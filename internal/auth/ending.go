package auth

import (
	"context"
	"fmt"
	"slices"
	"time"

	"example.org/casebook/internal/cases"
)

// Ending says which sessions of a person end, and what the ledger keeps of it.
type Ending struct {
	User   cases.UserID
	Only   Hash        // that one alone; empty is every one
	Except Hash        // that one goes on; empty spares none
	Event  cases.Event // kept in the same transaction as the ending; without an act, nothing is kept
}

// Logout is what a provider's logout token says is over (OpenID Connect
// Back-Channel Logout 1.0, 2.4).
type Logout struct {
	Issuer  string
	Subject string    // empty: whoever has the session
	SID     string    // empty: every session of the subject
	TokenID string    // heeded once
	Until   time.Time // after it the token is worth nothing
}

// Key is under which a store remembers that the token was heeded.
func (l Logout) Key() Hash { return hashOf(l.Issuer + "\x00" + l.TokenID) }

// Events words what the ledger keeps of a logout, one for each person whose
// sessions ended.
func (l Logout) Events(people []cases.UserID, now time.Time) []cases.Event {
	people = slices.Clone(people)
	slices.Sort(people)
	var events []cases.Event
	for _, u := range slices.Compact(people) {
		events = append(events, cases.Event{At: moment(now), Actor: u, As: cases.AsEmployee, Act: cases.ProviderSignOut})
	}
	return events
}

// Of lists the sessions of a person that are alive, the last seen first.
func (s *Sessions) Of(ctx context.Context, user cases.UserID, now time.Time) ([]Session, error) {
	all, err := s.store.SessionsOf(ctx, user)
	if err != nil {
		return nil, fmt.Errorf("list sessions of %s: %w", user, err)
	}
	now = moment(now)
	return slices.DeleteFunc(all, func(x Session) bool { return s.isOver(x, now) }), nil
}

// EndSome ends sessions of one person and returns how many.
func (s *Sessions) EndSome(ctx context.Context, e Ending) (int, error) {
	n, err := s.store.EndSessions(ctx, e)
	if err != nil {
		return 0, fmt.Errorf("end sessions of %s: %w", e.User, err)
	}
	return n, nil
}

// LogOut ends the sessions that the provider says are over and returns how
// many; none is no error. ErrReplayed for a token that was heeded before.
func (s *Sessions) LogOut(ctx context.Context, l Logout, now time.Time) (int, error) {
	n, err := s.store.LogOut(ctx, l, moment(now))
	if err != nil {
		return 0, fmt.Errorf("heed a logout token: %w", err)
	}
	return n, nil
}

// ParseHash reads what a form names a session by; false when it is no hash.
func ParseHash(s string) (Hash, bool) {
	if len(s) != 64 {
		return "", false
	}
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return "", false
		}
	}
	return Hash(s), true
}

// IsFresh reports whether she proved to the provider who she is no longer ago
// than that. A provider that did not say when makes no session fresh.
func (s Session) IsFresh(now time.Time, within time.Duration) bool {
	return !s.AuthTime.IsZero() && now.Sub(s.AuthTime) <= within
}
