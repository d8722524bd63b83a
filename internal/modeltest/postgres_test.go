//go:build e2e

package modeltest

import (
	"database/sql"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"example.org/casebook/internal/e2e/pgtest"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// wiped is one database that is emptied before each life: to make a new one
// each time would take longer than the life.
var wiped struct {
	sync.Once
	address string
	db      *sql.DB
	wipe    string
	err     error
}

// prepare makes the database and the statement that brings it back to what
// migrating left. Triggers are put aside for it: the ledger refuses otherwise.
func prepare(t testing.TB) error {
	t.Helper()
	wiped.address = pgtest.NewDatabase(t)
	err := storetest.Migrate(t, store.Options{DatabaseURL: wiped.address})
	if err != nil {
		return err
	}
	if wiped.db, err = sql.Open("pgx", wiped.address); err != nil {
		return err
	}
	rows, err := wiped.db.QueryContext(t.Context(), `SELECT tablename FROM pg_tables
		WHERE schemaname = 'public' AND tablename NOT LIKE '%goose%'`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	parts := []string{"BEGIN", "SET LOCAL session_replication_role = replica"}
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return err
		}
		if _, err := wiped.db.ExecContext(t.Context(), fmt.Sprintf("CREATE TABLE kept_%[1]s AS SELECT * FROM %[1]s", table)); err != nil {
			return err
		}
		parts = append(parts, "DELETE FROM "+table, fmt.Sprintf("INSERT INTO %[1]s SELECT * FROM kept_%[1]s", table))
	}
	wiped.wipe = strings.Join(append(parts, "COMMIT"), ";")
	return rows.Err()
}

func onPostgres(t testing.TB) (func(store.Options) *store.Store, func()) {
	t.Helper()
	wiped.Do(func() { wiped.err = prepare(t) })
	if wiped.err != nil {
		t.Fatal(wiped.err)
	}
	if _, err := wiped.db.ExecContext(t.Context(), wiped.wipe); err != nil {
		t.Fatal(err)
	}
	return func(o store.Options) *store.Store {
		o.DatabaseURL = wiped.address
		s, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, func() {}
}

func TestLivesOnPostgreSQLAreThoseOfTheModel(t *testing.T) {
	t.Parallel()
	playLives(t, onPostgres)
}
