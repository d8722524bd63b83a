package store_test

import (
	"testing"

	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
)

// openFile opens a casebook, and migrates it when it is not an empty one in a
// folder of its own.
func openFile(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	isNew := o.Path == ""
	if isNew {
		o.Path = storetest.NewFile(t)
	}
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if isNew {
		return s
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSQLiteKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, o store.Options) storetest.Opened {
		o.Path = storetest.NewFile(t)
		s := openFile(t, o)
		return storetest.Opened{Store: s, SQL: store.DBOf(s), Another: func() *store.Store { return openFile(t, o) },
			BreakLedger: []string{"CREATE TRIGGER ledger_broken BEFORE INSERT ON ledger BEGIN SELECT raise(ABORT, 'broken'); END"},
			FreeLedger:  []string{"DROP TRIGGER ledger_keeps", "DROP TRIGGER ledger_stays"}}
	})
}
