// Package authtest helps to test what stands on auth: a session store in memory,
// and the contract that every session store must pass. Only tests import it.
package authtest

import (
	"context"
	"errors"
	"maps"
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
	touches  int
}

// NewMemory is an empty store.
func NewMemory() *Memory {
	return &Memory{sessions: map[auth.Hash]auth.Session{}, attempts: map[auth.Hash]auth.StoredAttempt{}}
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
func (m *Memory) TouchSession(_ context.Context, h auth.Hash, seen time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.touches++
	if s, ok := m.sessions[h]; ok && seen.After(s.SeenAt) {
		s.SeenAt = seen
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

// EndSessionsOf is auth.SessionStore's.
func (m *Memory) EndSessionsOf(_ context.Context, user cases.UserID) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.sessions)
	maps.DeleteFunc(m.sessions, func(_ auth.Hash, s auth.Session) bool { return s.User == user })
	return before - len(m.sessions), nil
}

// Sweep is auth.SessionStore's.
func (m *Memory) Sweep(_ context.Context, now, seenBefore, begunBefore time.Time) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.sessions) + len(m.attempts)
	maps.DeleteFunc(m.sessions, func(_ auth.Hash, s auth.Session) bool {
		return !s.SeenAt.After(seenBefore) || !s.ExpiresAt.After(now)
	})
	maps.DeleteFunc(m.attempts, func(_ auth.Hash, a auth.StoredAttempt) bool {
		return !a.CreatedAt.After(begunBefore)
	})
	return before - len(m.sessions) - len(m.attempts), nil
}
