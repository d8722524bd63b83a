//go:build e2e

package store_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
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

// The server gives a transaction up when another came between; it is begun
// again, and nobody hears of it.
func TestWhatPostgreSQLRollsBackIsTriedAgain(t *testing.T) {
	s := openPostgres(t, store.Options{})
	for _, statement := range []string{
		"CREATE SEQUENCE tries",
		`CREATE FUNCTION refuses_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF nextval('tries') = 1 THEN RAISE EXCEPTION 'another came first' USING ERRCODE = '40001'; END IF;
			RETURN NEW;
		END; $$`,
		"CREATE TRIGGER refuses BEFORE INSERT ON search_fresh FOR EACH ROW EXECUTE FUNCTION refuses_once()",
	} {
		store.Exec(t.Context(), t, s, statement)
	}
	asked := 0
	if err := fileOne(t.Context(), s, "c", func() error { asked++; return nil }); err != nil {
		t.Fatal(err)
	}
	c, err := s.Case(t.Context(), "c")
	if err != nil || c.Reference != cases.Reference(2026, 1) || asked != 2 {
		t.Errorf("got %v, %v, decided %d times; want the first number at the second time", c, err, asked)
	}
}

// A connection that ends before the commit has written nothing; one that ends
// in the middle of it leaves the question open, and the same form settles it.
func TestALostConnectionIsAPassingTrouble(t *testing.T) {
	s := openPostgres(t, store.Options{})
	store.Exec(t.Context(), t, s, `CREATE FUNCTION falls() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END; $$`)
	for when, want := range map[string]error{
		"TRIGGER falls AFTER INSERT ON cases FOR EACH ROW":                                          store.ErrBusy,
		"CONSTRAINT TRIGGER falls AFTER INSERT ON cases DEFERRABLE INITIALLY DEFERRED FOR EACH ROW": store.ErrUnsure,
	} {
		store.Exec(t.Context(), t, s, "CREATE "+when+" EXECUTE FUNCTION falls()")
		if err := fileOne(t.Context(), s, "c", func() error { return nil }); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", when, err, want)
		}
		store.Exec(t.Context(), t, s, "DROP TRIGGER falls ON cases")
	}
	if err := fileOne(t.Context(), s, "c", func() error { return nil }); err != nil {
		t.Errorf("once the server is back: got %v, want it filed", err)
	}
}
