package modeltest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"example.org/casebook/internal/store"
)

// memory is a folder that is kept in memory, where the machine has one. What
// reaches the disk is tested where the store is.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

var empty struct {
	sync.Once
	file []byte
	err  error
}

// emptyFile is a casebook's file without anything in it: made once, copied for
// each life.
func emptyFile(t testing.TB) []byte {
	t.Helper()
	empty.Do(func() {
		name := filepath.Join(t.TempDir(), "casebook.db")
		s, err := store.Open(t.Context(), store.Options{Path: name})
		if err == nil {
			err = s.Migrate(t.Context())
		}
		if err == nil {
			err = s.Close()
		}
		if empty.err = err; err == nil {
			empty.file, empty.err = os.ReadFile(name)
		}
	})
	if empty.err != nil {
		t.Fatal(empty.err)
	}
	return empty.file
}

func onSQLite(t testing.TB) (func(store.Options) *store.Store, func()) {
	t.Helper()
	home, err := os.MkdirTemp(memory(), "casebook-model-")
	if err != nil {
		t.Fatal(err)
	}
	return func(o store.Options) *store.Store {
		o.Path = filepath.Join(home, "casebook.db")
		if err := os.WriteFile(o.Path, emptyFile(t), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, func() { _ = os.RemoveAll(home) }
}

func TestLivesOnSQLiteAreThoseOfTheModel(t *testing.T) {
	t.Parallel()
	playLives(t, onSQLite)
}
