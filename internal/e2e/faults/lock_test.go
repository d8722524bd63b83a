//go:build e2e

package faults_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// lock holds the database as another process does, until release is called.
func (h *house) lock() (release func()) {
	h.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.data(), "casebook.db")+"?_pragma=busy_timeout(5000)&_txlock=immediate")
	if err != nil {
		h.Fatal(err)
	}
	tx, err := db.BeginTx(h.Context(), nil)
	if err != nil {
		h.Fatal(err)
	}
	return sync.OnceFunc(func() {
		if err := tx.Rollback(); err != nil {
			h.Errorf("let the database go: %v", err)
		}
		_ = db.Close()
	})
}

func TestADatabaseLockedForThreeSecondsIsWaitedFor(t *testing.T) {
	h := begin(t)
	luc := h.signIn("luc", "fr")
	release := h.lock()
	began := time.Now()
	time.AfterFunc(3*time.Second, release)
	a, err := luc.file("patient", wordOf("patient"))
	if took := time.Since(began); err != nil || a.status != http.StatusSeeOther || took < 2900*time.Millisecond {
		t.Errorf("got %d after %s, %v; want it taken once the lock is gone", a.status, took, err)
	}
	t.Logf("locked 3 s: answered %d after %s", a.status, time.Since(began).Round(10*time.Millisecond))
	h.ledgerIsIntact()
	h.stop()
}

// The lock lasts twice as long as a request may take, so everybody is told of it
// before it is gone.
func TestADatabaseLockedForThirtySecondsIsToldAndForgotten(t *testing.T) {
	h := begin(t)
	var people []*person
	for _, who := range []string{"luc", "noor", "luc", "noor"} {
		people = append(people, h.signIn(who, map[string]string{"luc": "fr", "noor": "en"}[who]))
	}
	release := h.lock()
	unlocked := make(chan struct{})
	time.AfterFunc(30*time.Second, func() { release(); close(unlocked) })
	var kept filings
	var all sync.WaitGroup
	var mu sync.Mutex
	refused, slowest, toldMeanwhile := 0, time.Duration(0), map[int]bool{}
	for i, p := range people {
		all.Go(func() {
			for key := fmt.Sprintf("stubborn-%d", i); ; {
				began := time.Now()
				a, err := p.file(key, wordOf(key))
				if err != nil {
					t.Errorf("no answer: %v", err)
					return
				}
				if a.status == http.StatusSeeOther {
					_ = kept.keep(key, a.location)
					return
				}
				mu.Lock()
				refused, slowest = refused+1, max(slowest, time.Since(began))
				select {
				case <-unlocked:
				default:
					toldMeanwhile[i] = true
				}
				mu.Unlock()
				p.isTold(a, http.StatusServiceUnavailable, wordOf(key))
			}
		})
	}
	people[0].sees("/", http.StatusOK) // reading what no ledger counts goes on
	all.Wait()
	<-unlocked
	if len(toldMeanwhile) != len(people) {
		t.Errorf("%d of %d were told while the lock lasted; the slowest answer took %s", len(toldMeanwhile), len(people), slowest)
	}
	t.Logf("locked 30 s: %d answers of 503, the slowest after %s; all %d filed after", refused, slowest.Round(10*time.Millisecond), kept.count())
	if kept.count() != len(people) {
		t.Errorf("%d of %d were filed in the end", kept.count(), len(people))
	}
	h.ledgerIsIntact()
	h.stop()
}

// isTold says what the page of a fault must have: the status, when to try
// again, and what was typed.
func (p *person) isTold(a answer, status int, text string) {
	p.h.Helper()
	if a.status != status || !strings.Contains(a.body, text) || !strings.Contains(a.body, `lang="`+p.lang) {
		p.h.Errorf("got %d; want %d with the text, in %s: %s", a.status, status, p.lang, a.body)
	}
	if wait, err := strconv.Atoi(a.header.Get("Retry-After")); status == http.StatusServiceUnavailable && (err != nil || wait < 1) {
		p.h.Errorf("Retry-After: got %q", a.header.Get("Retry-After"))
	}
}
