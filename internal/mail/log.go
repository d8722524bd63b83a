package mail

import (
	"context"
	"log/slog"
	"slices"
	"sync"
)

// kept is how many letters Log remembers.
const kept = 200

// Log is the sender of the demo and of development: it writes the letters to
// the log, without the address, and remembers the last 200 for a page.
type Log struct {
	log    *slog.Logger
	mu     sync.Mutex
	recent []Envelope // oldest first
}

// NewLog is a Log that has sent nothing yet.
func NewLog(log *slog.Logger) *Log { return &Log{log: log} }

// Send never fails.
func (s *Log) Send(ctx context.Context, e Envelope) error {
	s.log.InfoContext(ctx, "letter", "letter", e.ID, "kind", e.Kind, "subject", e.Subject)

	s.mu.Lock()
	defer s.mu.Unlock()
	s.recent = append(s.recent, e)
	if over := len(s.recent) - kept; over > 0 {
		s.recent = slices.Delete(s.recent, 0, over)
	}
	return nil
}

// Recent is what was sent last, newest first, 200 letters at most.
func (s *Log) Recent() []Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	recent := slices.Clone(s.recent)
	slices.Reverse(recent)
	return recent
}
