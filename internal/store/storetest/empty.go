package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"example.org/casebook/internal/store"
)

var empty struct {
	sync.Once
	file []byte
	err  error
}

// EmptyFile is what the file of a casebook holds in which there is nothing yet.
// The steps of the schema are taken once for all the tests of a package: to take
// them is half of what a small test would do.
func EmptyFile(t testing.TB) []byte {
	t.Helper()
	empty.Do(func() {
		name := filepath.Join(t.TempDir(), "casebook.db")
		if empty.err = Migrate(t, store.Options{Path: name}); empty.err == nil {
			empty.file, empty.err = os.ReadFile(name)
		}
	})
	if empty.err != nil {
		t.Fatal(empty.err)
	}
	return empty.file
}

// NewFile keeps an empty casebook in a folder of the test's own.
func NewFile(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "casebook.db")
	if err := os.WriteFile(path, EmptyFile(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Migrate makes an empty casebook and leaves it closed.
func Migrate(t testing.TB, o store.Options) error {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		return err
	}
	return errors.Join(s.Migrate(t.Context()), s.Close())
}
