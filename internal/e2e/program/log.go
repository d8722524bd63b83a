//go:build e2e

package program

import (
	"bytes"
	"sync"
)

// Log is what the program writes; the test reads it while it runs.
type Log struct {
	mu  sync.Mutex
	all bytes.Buffer
}

// Write keeps some more.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(b)
}

// String is all that was written so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// end is the last bytes of it.
func (l *Log) end(bytes int) string {
	all := l.String()
	return all[max(0, len(all)-bytes):]
}
