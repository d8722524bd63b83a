package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"maragu.dev/goqite"
)

// postgresName is what gorm calls it too.
const postgresName = "postgres"

// The number of the advisory lock stands for the head of the ledger; it is one
// that nothing else in the database uses.
var postgresDialect = dialect{
	name:     postgresName,
	forUpd:   " FOR UPDATE",
	forShare: " FOR SHARE",
	snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	lockHead: "SELECT pg_advisory_xact_lock(726410933)",
	letters:  goqite.SQLFlavorPostgreSQL,
	reserve: func(tx *gorm.DB, n int) ([]int64, error) {
		return list[int64](tx, "SELECT nextval(pg_get_serial_sequence('search_docs', 'doc')) FROM generate_series(1, ?)", n)
	},
	merged: func(queries []string, end string) string {
		if len(queries) == 1 { // which may not say it twice
			return queries[0]
		}
		return "(" + strings.Join(queries, end+") UNION ALL (") + end + ")"
	},
}

// postgresSettings are sent as each connection begins. A lock is waited for as
// long as SQLite would; whoever forgets a transaction does not hold the others.
var postgresSettings = map[string]string{
	"timezone":                            "UTC",
	"synchronous_commit":                  "on",
	"lock_timeout":                        "5s",
	"application_name":                    "casebook",
	"idle_in_transaction_session_timeout": "60s",
	"max_parallel_workers_per_gather":     "0", // to start helpers takes longer than any page may
}

func (s *Store) openPostgres(ctx context.Context, url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("read the database's address: %w", err)
	}
	for name, value := range postgresSettings {
		config.RuntimeParams[name] = value
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(4 * runtime.NumCPU())
	db.SetMaxIdleConns(4 * runtime.NumCPU())
	s.dialect = postgresDialect
	s.turn = make(chan struct{}, 2*runtime.NumCPU())
	if s.writer, err = runner(postgres.New(postgres.Config{Conn: db})); err != nil {
		return errors.Join(fmt.Errorf("open the database: %w", err), db.Close())
	}
	s.reader = s.writer
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}
