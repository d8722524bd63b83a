// Package authtest helps to test what stands on auth: a session store in memory,
// and the contract that every session store must pass. Only tests import it.
package authtest

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// Memory is an auth.SessionStore that forgets everything with the program.
type Memory struct {
	mu       sync.Mutex
	sessions map[auth.Hash]auth.Session
	attempts map[auth.Hash]auth.StoredAttempt
	heeded   map[auth.Hash]time.Time
	events   []cases.Event
	touches  int
}

// NewMemory is an empty store.
func NewMemory() *Memory {
	return &Memory{sessions: map[auth.Hash]auth.Session{}, attempts: map[auth.Hash]auth.StoredAttempt{},
		heeded: map[auth.Hash]time.Time{}}
}

// Acts is what the ledger would hold.
func (m *Memory) Acts() (acts []cases.Action) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range m.events {
		acts = append(acts, e.Act)
	}
	return acts
}

// Sessions is how many sessions are kept.
func (m *Memory) Sessions() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.sessions)
}

// Touches is how often TouchSession was called.
func (m *Memory) Touches() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.touches
}

var errTwice = errors.New("there is one already")

// AddAttempt is auth.SessionStore's.
func (m *Memory) AddAttempt(_ context.Context, a auth.StoredAttempt) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.attempts[a.State]; ok {
		return errTwice
	}
	m.attempts[a.State] = a
	return nil
}

// TakeAttempt is auth.SessionStore's.
func (m *Memory) TakeAttempt(_ context.Context, state, browser auth.Hash) (auth.StoredAttempt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.attempts[state]
	if !ok || a.Browser != browser {
		return auth.StoredAttempt{}, auth.ErrExpired
	}
	delete(m.attempts, state)
	return a, nil
}

// AddSession is auth.SessionStore's.
func (m *Memory) AddSession(_ context.Context, s auth.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.sessions[s.Hash]; ok {
		return errTwice
	}
	m.sessions[s.Hash] = s
	return nil
}

// FindSession is auth.SessionStore's.
func (m *Memory) FindSession(_ context.Context, h auth.Hash) (auth.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.sessions[h]
	if !ok {
		return auth.Session{}, auth.ErrNoSession
	}
	return s, nil
}

// TouchSession is auth.SessionStore's.
func (m *Memory) TouchSession(_ context.Context, h auth.Hash, seen, end time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.touches++
	if s, ok := m.sessions[h]; ok {
		s.SeenAt = seen
		if end.Before(s.ExpiresAt) {
			s.ExpiresAt = end
		}
		m.sessions[h] = s
	}
	return nil
}

// EndSession is auth.SessionStore's.
func (m *Memory) EndSession(_ context.Context, h auth.Hash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, h)
	return nil
}

// SessionsOf is auth.SessionStore's.
func (m *Memory) SessionsOf(_ context.Context, user cases.UserID) (out []auth.Session, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		if s.User == user {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b auth.Session) int {
		return cmp.Or(b.SeenAt.Compare(a.SeenAt), cmp.Compare(a.Hash, b.Hash))
	})
	return out, nil
}

// EndSessions is auth.SessionStore's.
func (m *Memory) EndSessions(_ context.Context, e auth.Ending) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	ended := m.end(func(s auth.Session) bool {
		return s.User == e.User && (e.Only == "" || s.Hash == e.Only) && s.Hash != e.Except
	})
	if len(ended) > 0 && e.Event.Act != "" {
		m.events = append(m.events, e.Event)
	}
	return len(ended), nil
}

// LogOut is auth.SessionStore's. The subject of a user's account is her id.
func (m *Memory) LogOut(_ context.Context, l auth.Logout, now time.Time) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, twice := m.heeded[l.Key()]; twice {
		return 0, auth.ErrReplayed
	}
	m.heeded[l.Key()] = l.Until
	ended := m.end(func(s auth.Session) bool {
		isHers := l.Subject == "" || string(s.User) == l.Subject
		return isHers && (l.SID == "" || s.SID == l.SID || s.SID == "" && l.Subject != "")
	})
	m.events = append(m.events, l.Events(ended, now)...)
	return len(ended), nil
}

// end removes sessions and tells whose they were.
func (m *Memory) end(which func(auth.Session) bool) (users []cases.UserID) {
	for h, s := range m.sessions {
		if which(s) {
			delete(m.sessions, h)
			users = append(users, s.User)
		}
	}
	return users
}

// Sweep is auth.SessionStore's.
func (m *Memory) Sweep(_ context.Context, now, expiredBefore, seenBefore, begunBefore time.Time) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.sessions) + len(m.attempts) + len(m.heeded)
	maps.DeleteFunc(m.sessions, func(_ auth.Hash, s auth.Session) bool {
		return !s.SeenAt.After(seenBefore) || !s.ExpiresAt.After(expiredBefore)
	})
	maps.DeleteFunc(m.attempts, func(_ auth.Hash, a auth.StoredAttempt) bool {
		return !a.CreatedAt.After(begunBefore)
	})
	maps.DeleteFunc(m.heeded, func(_ auth.Hash, until time.Time) bool { return !until.After(now) })
	return before - len(m.sessions) - len(m.attempts) - len(m.heeded), nil
}
