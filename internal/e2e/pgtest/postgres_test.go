//go:build e2e

package pgtest

import (
	"database/sql"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func open(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestEveryDatabaseIsEmptyAndOnesOwn(t *testing.T) {
	first, second := open(t, NewDatabase(t)), open(t, NewDatabase(t))
	if _, err := first.ExecContext(t.Context(), "create table cases (id text)"); err != nil {
		t.Fatal(err)
	}

	var got int
	err := second.QueryRowContext(t.Context(), "select count(*) from pg_tables where schemaname = 'public'").Scan(&got)
	if err != nil {
		t.Fatal(err)
	}
	if got != 0 {
		t.Errorf("tables in the second database: got %d, want 0", got)
	}
}

func TestAReasonIsGivenWhenMainWasNotCalled(t *testing.T) {
	shared.serving = false
	defer func() { shared.serving = true }()
	if _, err := server(); err == nil {
		t.Error("got no error, want one that names pgtest.Main")
	}
}
