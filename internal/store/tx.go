package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// maxArgs is how many values one statement lists at most.
const maxArgs = 500

// attempts is how often a transaction that PostgreSQL rolled back is begun
// again, or one that met the same form in another transaction.
const attempts = 5

// errAgain asks for the transaction to be tried again from its beginning.
var errAgain = errors.New("another transaction came first")

// write runs do in a transaction that may write. Inside of Together it is a
// part of that transaction, undone alone when it fails. On SQLite, where one
// writes at a time, those who wait share the next transaction. Do may run more
// than once.
func (s *Store) write(ctx context.Context, do func(*gorm.DB) error) error {
	switch {
	case s.tx != nil:
		return nested(ctx, s.tx, do)
	case s.dialect.shares:
		return s.journal.write(ctx, do)
	}
	return s.writeAlone(ctx, do)
}

// writeAlone runs do in a transaction of its own.
func (s *Store) writeAlone(ctx context.Context, do func(*gorm.DB) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
	var err error
	for range attempts {
		err = s.transact(ctx, s.writer, nil, do)
		if !errors.Is(err, errAgain) && troubleOf(err) != rolledBack {
			return fault(ctx, err)
		}
	}
	return fmt.Errorf("%w: %w", ErrBusy, err)
}

// view runs do in a transaction that only reads: all it reads is of one moment.
func (s *Store) view(ctx context.Context, do func(*gorm.DB) error) error {
	if s.tx != nil {
		return do(s.tx.WithContext(ctx))
	}
	return fault(ctx, s.transact(ctx, s.reader, s.dialect.snapshot, do))
}

// glance runs one statement that only reads a few rows: by itself it is of one
// moment, and needs no transaction to be begun and ended around it.
func (s *Store) glance(ctx context.Context, do func(*gorm.DB) error) error {
	switch {
	case s.tx != nil:
		return do(s.tx.WithContext(ctx))
	case s.dialect.shares:
		return fault(ctx, s.unwatched(ctx, do))
	}
	return fault(ctx, do(s.reader.WithContext(ctx)))
}

// peek is a view of a few rows that indexes find, for the pages that are asked
// for all day.
func (s *Store) peek(ctx context.Context, do func(*gorm.DB) error) error {
	if s.tx != nil || !s.dialect.shares {
		return s.view(ctx, do)
	}
	return fault(ctx, s.unwatched(ctx, func(tx *gorm.DB) (err error) {
		if _, err = exec(tx, "BEGIN"); err != nil {
			return fmt.Errorf("begin to read: %w", err)
		}
		defer func() { // also when do panics
			if _, ended := exec(tx, "ROLLBACK"); ended != nil {
				err = errors.Join(err, errStuck, ended)
			}
		}()
		return do(tx)
	}))
}

// errStuck: a connection that does not end what it began is not used again.
var errStuck = errors.New("the transaction does not end")

// unwatched reads by a connection of SQLite on which nobody's patience is
// watched once it is had: what is read so ends before anyone could give it up,
// and both database/sql and the driver would start a goroutine for each
// statement to watch, which costs more than the statement.
func (s *Store) unwatched(ctx context.Context, do func(*gorm.DB) error) (err error) {
	pool := s.reader.Statement.ConnPool.(*sql.DB)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("wait for a connection: %w", err)
	}
	defer func() {
		if errors.Is(err, errStuck) {
			_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // the pool lets go of it
		}
		_ = conn.Close() // it goes back to the pool
	}()
	tx := s.reader.WithContext(context.WithoutCancel(ctx))
	tx.Statement.ConnPool = conn
	return do(tx)
}

func (s *Store) transact(ctx context.Context, g *gorm.DB, how *sql.TxOptions, do func(*gorm.DB) error) error {
	tx := g.WithContext(ctx).Begin(how)
	if tx.Error != nil {
		return fmt.Errorf("begin a transaction: %w", tx.Error)
	}
	done := false
	defer func() {
		if !done { // also when do panics
			tx.Rollback()
		}
	}()
	if err := do(tx); err != nil {
		return err
	}
	done = true
	if err := tx.Commit().Error; err != nil {
		tx.Rollback()
		if troubleOf(err) == lost {
			return fmt.Errorf("%w: %w", ErrUnsure, err)
		}
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// nested gives a part of a transaction its own undoing.
func nested(ctx context.Context, tx *gorm.DB, do func(*gorm.DB) error) error {
	tx = tx.WithContext(ctx)
	if _, err := exec(tx, "SAVEPOINT part"); err != nil {
		return fmt.Errorf("begin a part: %w", err)
	}
	failure := do(tx)
	if failure != nil {
		if _, err := exec(tx, "ROLLBACK TO SAVEPOINT part"); err != nil {
			return errors.Join(errBroken, failure, err)
		}
	}
	if _, err := exec(tx, "RELEASE SAVEPOINT part"); err != nil {
		return errors.Join(errBroken, failure, err)
	}
	return failure
}

// Together runs several calls in one transaction; a failing one that do
// returns undoes all. On PostgreSQL do may run more than once.
func (s *Store) Together(ctx context.Context, do func(cases.Store) error) error {
	together := func(tx *gorm.DB) error {
		return do(&Store{base: s.base, tx: tx})
	}
	if s.tx != nil {
		return s.write(ctx, together)
	}
	return s.writeAlone(ctx, together)
}

// sqlTx is the transaction as database/sql knows it.
func sqlTx(tx *gorm.DB) *sql.Tx { return tx.Statement.ConnPool.(*sql.Tx) }
