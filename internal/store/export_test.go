package store

import (
	"context"
	"database/sql"
)

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
