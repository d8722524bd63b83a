package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// Every connection of a pool is held at once, so that each is asked.
func TestEveryConnectionHasItsSettings(t *testing.T) {
	s := openFile(t, store.Options{})
	want := store.Settings()
	if want["synchronous"] != "2" || want["recursive_triggers"] != "1" {
		t.Fatalf("got %v, want FULL and recursive triggers among the settings", want)
	}
	for _, pool := range []struct {
		name      string
		db        *sql.DB
		size      int
		queryOnly string
	}{{"writer", store.DBOf(s), 1, "0"}, {"readers", store.ReaderOf(s), max(2, runtime.NumCPU()), "1"}} {
		if got := pool.db.Stats().MaxOpenConnections; got != pool.size {
			t.Errorf("%s: got %d connections, want %d", pool.name, got, pool.size)
		}
		want["query_only"] = pool.queryOnly
		for range pool.size {
			conn, err := pool.db.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close() //nolint:errcheck // a test's
			for name, value := range want {
				if got := pragma(t, conn, name); got != value {
					t.Errorf("%s: got %s = %s, want %s", pool.name, name, got, value)
				}
			}
		}
	}
}

func pragma(t *testing.T, conn *sql.Conn, name string) string {
	t.Helper()
	var v string
	if err := conn.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAReaderCannotWrite(t *testing.T) {
	s := openFile(t, store.Options{})
	if _, err := store.ReaderOf(s).ExecContext(t.Context(), "UPDATE probe SET n = 9"); err == nil {
		t.Fatal("a reader wrote")
	}
}

func TestReplacingAnEntryIsRefused(t *testing.T) {
	s := openFile(t, store.Options{})
	if err := s.Record(t.Context(), cases.Event{At: time.Unix(1, 0), Act: cases.SignIn}); err != nil {
		t.Fatal(err)
	}
	_, err := store.DBOf(s).ExecContext(t.Context(), `REPLACE INTO ledger
		SELECT seq, prev, at, 'x', capacity, act, case_id, target, digest, hash FROM ledger`)
	if err == nil || !strings.Contains(err.Error(), "only appended") {
		t.Fatalf("got %v, want a refusal", err)
	}
}

func TestOnlyTheOwnerCanReadTheFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b é %41 #1?", "casebook.db")
	s := openFile(t, store.Options{Path: path, Serving: true})
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600,
		path + "-shm": 0o600, path + ".lock": 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: got %o, want %o", filepath.Base(name), got, want)
		}
	}
}

func TestOneProgramServesAFileAndCommandsRunBesideIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	first := openFile(t, store.Options{Path: path, Serving: true})
	if _, err := store.Open(t.Context(), store.Options{Path: path, Serving: true}); !errors.Is(err, store.ErrServing) {
		t.Fatalf("got %v, want that another serves", err)
	}
	command := openFile(t, store.Options{Path: path})
	if err := errors.Join(first.Check(t.Context()), command.Check(t.Context())); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	openFile(t, store.Options{Path: path, Serving: true})
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	s := openFile(t, store.Options{Path: path})
	if _, err := store.DBOf(s).ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), store.Options{Path: path}); !errors.Is(err, store.ErrNewer) {
		t.Fatalf("got %v, want that it is newer", err)
	}
}

// An older casebook is made by taking the last step back.
func TestMigratingCopiesWhatIsThere(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "casebook.db")
	s := openFile(t, store.Options{Path: path})
	current, target, err := s.Version(t.Context())
	if err != nil || current != target {
		t.Fatalf("got version %d of %d, %v", current, target, err)
	}
	if err := store.StepBack(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	before, _, err := s.Version(t.Context())
	if err != nil || before >= target {
		t.Fatalf("got version %d after a step back, %v, want an older one", before, err)
	}
	at := func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	openFile(t, store.Options{Path: path, Now: at})

	copied := filepath.Join(folder, fmt.Sprintf("casebook-v%d-20260102T030405.db", before))
	info, err := os.Stat(copied)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("got %v, %v, want a copy for its owner", info, err)
	}
	old := openFile(t, store.Options{Path: copied})
	if err := old.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, _ := filepath.Glob(filepath.Join(folder, "casebook-v*.db")); len(all) != 2 { // the copy's own migration copied too
		t.Errorf("got the copies %v, want one for each migration", all)
	}
}

func TestAWaitingWriterHonoursItsDeadline(t *testing.T) {
	s := openFile(t, store.Options{})
	err := s.Together(t.Context(), func(cases.Store) error {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := s.SetLang(ctx, "x", cases.French); !errors.Is(err, store.ErrBusy) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want busy, at the deadline", err)
		}
		if err := s.Record(ctx, cases.Event{}); !errors.Is(err, store.ErrBusy) {
			t.Errorf("got %v, want busy", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnotherProgramsLockIsBusy(t *testing.T) {
	t.Parallel() // it waits as long as SQLite does
	path := filepath.Join(t.TempDir(), "casebook.db")
	s, other := openFile(t, store.Options{Path: path}), openFile(t, store.Options{Path: path})
	err := other.Together(t.Context(), func(cases.Store) error {
		if err := s.Check(t.Context()); !errors.Is(err, store.ErrBusy) {
			t.Errorf("got %v, want busy", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAFullDiskIsToldAndReadingGoesOn(t *testing.T) {
	s := openFile(t, store.Options{})
	db := store.DBOf(s)
	var pages int
	if err := db.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Create(t.Context(), cases.Receipt{}, 2026, func(int) (*cases.Case, cases.Change, error) {
		return &cases.Case{ID: "c", SubmittedAt: time.Unix(1, 0), Situation: strings.Repeat("long ", 100_000)}, cases.Change{}, nil
	})
	if !errors.Is(err, store.ErrFull) {
		t.Fatalf("got %v, want full", err)
	}
	if _, err := s.Case(t.Context(), "c"); cases.KindOf(err) != cases.NotFound {
		t.Fatalf("got %v, want not found", err)
	}
}

func TestWhatComesAfterClosingIsRefused(t *testing.T) {
	s := openFile(t, store.Options{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Record(t.Context(), cases.Event{}); err == nil {
		t.Fatal("a closed casebook took an entry")
	}
}

func TestAFolderThatCannotBeMadeIsToldPlainly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), store.Options{Path: filepath.Join(file, "casebook.db")}); err == nil {
		t.Fatal("a file became a folder")
	}
}
