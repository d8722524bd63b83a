package store

import (
	"context"
	"database/sql"
	"testing"
)

// SetUpkeep makes segments of so many cases, merges so many of a level, and
// bounds a step to so many bytes.
func SetUpkeep(s *Store, fold, fanout, bytes int) {
	s.upkeep.sizes = upkeepSizes{fold, fanout, bytes}
}

// UpkeepStep does one step; false when there is none to do.
func UpkeepStep(ctx context.Context, s *Store) (bool, error) {
	return s.upkeepStep(ctx, s.upkeep.sizes)
}

// Segments counts those that the index ever had.
func Segments(ctx context.Context, t *testing.T, s *Store) (n int) {
	t.Helper()
	if err := DBOf(s).QueryRowContext(ctx, "SELECT max(id) FROM search_segments").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Exec runs a statement behind the rules.
func Exec(ctx context.Context, t testing.TB, s *Store, statement string) {
	t.Helper()
	if _, err := DBOf(s).ExecContext(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

// StepBack undoes the last migration.
func StepBack(ctx context.Context, s *Store) error {
	return s.alone(ctx, func(db *sql.DB) error {
		steps, err := s.steps(db)
		if err == nil {
			_, err = steps.Down(ctx)
		}
		return err
	})
}

// DBOf lends the pool that writes, for tests that look behind the rules.
func DBOf(s *Store) *sql.DB { return mustDB(s.writer.DB()) }

// ReaderOf lends the pool that reads.
func ReaderOf(s *Store) *sql.DB { return mustDB(s.reader.DB()) }

func mustDB(db *sql.DB, err error) *sql.DB {
	if err != nil {
		panic(err)
	}
	return db
}

// Settings are name and value of what each connection must have.
func Settings() map[string]string {
	all := map[string]string{}
	for _, s := range settings {
		all[s.name] = s.reads
	}
	return all
}
