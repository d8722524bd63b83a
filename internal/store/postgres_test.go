//go:build e2e

package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/e2e/pgtest"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func openPostgres(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	if o.DatabaseURL == "" {
		o.DatabaseURL = storetest.NewDatabase(t)
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
	return s
}

func TestPostgreSQLKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, o store.Options) storetest.Opened {
		o.DatabaseURL = storetest.NewDatabase(t)
		s := openPostgres(t, o)
		return storetest.Opened{Store: s, SQL: store.DBOf(s), Another: func() *store.Store { return openPostgres(t, o) },
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

// The same form, sent twice at once: what the first sending changed must not
// refuse the second, wherever between its statements the first is kept.
func TestASettingKeptMeanwhileByTheSameFormIsNoConflict(t *testing.T) {
	s := openPostgres(t, store.Options{})
	first, err := store.DBOf(s).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	execIn(t, first, "LOCK TABLE settings IN ACCESS EXCLUSIVE MODE")
	second := make(chan error)
	go func() {
		r := cases.Receipt{Owner: "admin", Key: "k", Content: "said"}
		second <- s.ChangeSetting(t.Context(), r, cases.StandardSetting, func(latest cases.SettingVersion) ([]cases.SettingVersion, cases.Event, error) {
			return nil, cases.Event{}, fmt.Errorf("asked to decide on version %d, which the form has left itself", latest.Version)
		})
	}()
	awaitLock(t, s)
	execIn(t, first, `INSERT INTO settings (revision, setting, version, value, author, at)
		VALUES (1, 'standard', 1, '{}', 'admin', '2026-11-23 12:00:00')`)
	execIn(t, first, `INSERT INTO receipts (owner, key, case_id, content, at)
		VALUES ('admin', 'k', '', 'said', '2026-11-23 12:00:00')`)
	if err := errors.Join(first.Commit(), <-second); err != nil {
		t.Error(err)
	}
}

// Who files has her account and then waits for the ledger: whoever disables her
// at that moment must not have the ledger and wait for her account.
func TestDisablingWhoFilesDoesNotHoldTheLedgerUp(t *testing.T) {
	s := openPostgres(t, store.Options{})
	u, err := s.SignedIn(t.Context(), auth.Identity{Issuer: "https://id.example.org", Subject: "amira", Name: "Amira"})
	if err != nil {
		t.Fatal(err)
	}
	filing, err := store.DBOf(s).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	execIn(t, filing, "SELECT 1 FROM users WHERE id = '"+string(u.ID)+"' FOR UPDATE")
	disabled := make(chan error)
	go func() {
		disabled <- s.ChangeAccount(t.Context(), cases.Receipt{Owner: "admin", Key: "k"}, u.ID,
			func(a *cases.Account, _ []cases.UserID) (cases.Event, error) {
				a.Disabled = true
				return cases.Event{At: time.Unix(1, 0), Act: cases.DisableAccount}, nil
			})
	}()
	awaitLock(t, s)
	var free bool
	if err := filing.QueryRowContext(t.Context(), "SELECT pg_try_advisory_xact_lock(726410933)").Scan(&free); err != nil || !free {
		t.Errorf("the ledger is free: got %v, %v", free, err)
	}
	if err := errors.Join(filing.Commit(), <-disabled); err != nil {
		t.Error(err)
	}
}

func execIn(t *testing.T, tx *sql.Tx, statement string) {
	t.Helper()
	if _, err := tx.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// awaitLock returns once somebody waits for a lock of this database.
func awaitLock(t *testing.T, s *store.Store) {
	t.Helper()
	for waiting := false; !waiting; {
		if err := store.DBOf(s).QueryRowContext(t.Context(), `SELECT EXISTS (SELECT FROM pg_stat_activity
			WHERE wait_event_type = 'Lock' AND datname = current_database())`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
	}
}
