package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

func TestADiscardedDraftLeavesNoByteInTheFiles(t *testing.T) {
	const canary = "Zdraftcanary"
	folder := t.TempDir()
	s := openFile(t, store.Options{Path: filepath.Join(folder, "casebook.db")})
	u := cases.User{ID: "u"}
	for version := 1; version < 4; version++ {
		save := func(cases.DraftState) (cases.SavedDraft, error) {
			text := string(bytes.Repeat([]byte(canary+" "), 800*version))
			return cases.SavedDraft{Owner: u.ID, Key: "k", Form: cases.DraftOfAsk, Version: version,
				Fields: cases.Fields{"situation": {text}}, SavedAt: time.Unix(0, 0)}, nil
		}
		if err := s.SaveDraft(t.Context(), u, "k", save); err != nil {
			t.Fatal(err)
		}
	}
	if !holds(t, folder, canary) {
		t.Fatal("the draft is not in the files: the test is blind")
	}
	if err := s.DiscardDraft(t.Context(), u, "k", 3); err != nil {
		t.Fatal(err)
	}
	if holds(t, folder, canary) {
		t.Error("the files still hold the words of a draft that was discarded")
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
