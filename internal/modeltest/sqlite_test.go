package modeltest

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
)

// memory is a folder that is kept in memory, where the machine has one. What
// reaches the disk is tested where the store is.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func onSQLite(t testing.TB) (func(store.Options) *store.Store, func()) {
	t.Helper()
	home, err := os.MkdirTemp(memory(), "casebook-model-")
	if err != nil {
		t.Fatal(err)
	}
	return func(o store.Options) *store.Store {
		o.Path = filepath.Join(home, "casebook.db")
		if err := os.WriteFile(o.Path, storetest.EmptyFile(t), 0o600); err != nil {
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
