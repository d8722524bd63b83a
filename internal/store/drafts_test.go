package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

var drafter = cases.User{ID: "u"}

// save keeps a version of the draft "k".
func save(t *testing.T, s *store.Store, version int, text string) {
	t.Helper()
	err := s.SaveDraft(t.Context(), drafter, "k", func(cases.DraftState) (cases.SavedDraft, error) {
		return cases.SavedDraft{Owner: drafter.ID, Key: "k", Form: cases.DraftOfAsk, Version: version,
			Fields: cases.Fields{"situation": {text}}, SavedAt: time.Unix(0, 0)}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADiscardedDraftLeavesNoByteInTheFiles(t *testing.T) {
	const canary = "Zdraftcanary"
	folder := t.TempDir()
	s := openFile(t, store.Options{Path: filepath.Join(folder, "casebook.db")})
	for version := 1; version < 4; version++ {
		save(t, s, version, strings.Repeat(canary+" ", 800*version))
	}
	if !holds(t, folder, canary) {
		t.Fatal("the draft is not in the files: the test is blind")
	}
	if err := s.DiscardDraft(t.Context(), drafter, "k", 3); err != nil {
		t.Fatal(err)
	}
	if holds(t, folder, canary) {
		t.Error("the files still hold the words of a draft that was discarded")
	}
}

func TestADiscardedDraftWaitsForNoReader(t *testing.T) {
	s := openFile(t, store.Options{})
	save(t, s, 1, "text")
	reader, err := store.ReaderOf(s).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Rollback() //nolint:errcheck // it only reads
	var n int
	if err := reader.QueryRowContext(t.Context(), "SELECT count(*) FROM drafts").Scan(&n); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := s.DiscardDraft(t.Context(), drafter, "k", 1); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %s, want it done while a reader is at work", took)
	}
	if err := store.DBOf(s).QueryRowContext(t.Context(), "PRAGMA busy_timeout").Scan(&n); err != nil || n != 5000 {
		t.Errorf("afterwards the writer waits %d ms for a lock, %v; want 5000 as before", n, err)
	}
}

// holds looks at the raw bytes of every file.
func holds(t *testing.T, folder, words string) bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(words)) {
			return true
		}
	}
	return false
}
