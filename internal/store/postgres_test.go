//go:build e2e

package store_test

import (
	"os"
	"strings"
	"testing"

	"example.org/casebook/internal/e2e/pgtest"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func openPostgres(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	o.DatabaseURL = pgtest.NewDatabase(t)
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPostgreSQLKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, o store.Options) storetest.Opened {
		s := openPostgres(t, o)
		return storetest.Opened{Store: s, SQL: store.DBOf(s),
			BreakLedger: []string{"CREATE TRIGGER ledger_broken BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_refuses()"},
			FreeLedger:  []string{"DROP TRIGGER ledger_keeps ON ledger", "DROP TRIGGER ledger_stays ON ledger"}}
	})
}

func TestPostgreSQLRefusesToTruncateTheLedger(t *testing.T) {
	s := openPostgres(t, store.Options{})
	_, err := store.DBOf(s).ExecContext(t.Context(), "TRUNCATE ledger")
	if err == nil || !strings.Contains(err.Error(), "only appended") {
		t.Fatalf("got %v, want a refusal", err)
	}
}
