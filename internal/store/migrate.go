package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"example.org/casebook/migrations"
)

// Migrate brings the schema up to the program's. A SQLite casebook that is
// there already is first copied beside itself; the name says its version. When
// cases are indexed as an older program read them they are indexed anew.
func (s *Store) Migrate(ctx context.Context) error {
	err := s.alone(ctx, func(db *sql.DB) error {
		steps, err := s.steps(db)
		if err != nil {
			return err
		}
		if err := s.backUpBefore(ctx, db, steps); err != nil {
			return err
		}
		if _, err := steps.Up(ctx); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.seedCode(ctx); err != nil {
		return err
	}
	return s.settleNew(ctx)
}

// Version gives the schema's version and the one this program wants.
func (s *Store) Version(ctx context.Context) (current, target int64, err error) {
	err = s.alone(ctx, func(db *sql.DB) error {
		steps, err := s.steps(db)
		if err != nil {
			return err
		}
		if current, target, err = steps.GetVersions(ctx); err != nil {
			return fmt.Errorf("read the schema's version: %w", err)
		}
		return nil
	})
	return current, target, err
}

// alone lends the pool that writes, when it is nobody else's turn.
func (s *Store) alone(ctx context.Context, do func(*sql.DB) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
	db, err := s.writer.DB()
	if err != nil {
		return err
	}
	return fault(ctx, do(db))
}

func (s *Store) refuseNewer(ctx context.Context) error {
	current, target, err := s.Version(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("%w (its schema is %d, this program's %d)", ErrNewer, current, target)
	}
	return nil
}

// steps are the migrations of this database. On PostgreSQL instances that start
// together wait for one another.
func (s *Store) steps(db *sql.DB) (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger())}
	dialect := goose.DialectSQLite3
	if s.files == nil {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
		if err != nil {
			return nil, fmt.Errorf("make the lock of the migrations: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, db, only{migrations.Files, s.dialect.name}, options...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return p, nil
}

// only shows of the migrations those for one database.
type only struct {
	fs.FS
	dialect string
}

// Glob is how the migrations are looked for.
func (o only) Glob(pattern string) ([]string, error) {
	all, err := fs.Glob(o.FS, pattern)
	var mine []string
	for _, name := range all {
		if o.has(name) {
			mine = append(mine, name)
		}
	}
	return mine, err
}

func (o only) has(name string) bool {
	for _, d := range []string{sqliteDialect.name, postgresDialect.name} {
		if strings.HasSuffix(name, "_"+d+".sql") {
			return d == o.dialect
		}
	}
	return true
}

// backUpBefore copies a SQLite casebook that is about to change.
func (s *Store) backUpBefore(ctx context.Context, db *sql.DB, steps *goose.Provider) error {
	if s.files == nil || !s.files.old {
		return nil
	}
	current, target, err := steps.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if current == 0 || current >= target {
		return nil
	}
	stem := strings.TrimSuffix(s.files.path, filepath.Ext(s.files.path))
	name := fmt.Sprintf("%s-v%d-%s.db", stem, current, s.moment().Format("20060102T150405"))
	return backUp(ctx, db, name)
}

// backUp writes a whole copy as of one moment, on the disk when it returns.
func backUp(ctx context.Context, db *sql.DB, name string) error {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- beside the casebook
	if err != nil {
		return fmt.Errorf("make the backup before migrating: %w", err)
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", name)
	if err = errors.Join(err, file.Sync(), file.Close(), syncFolder(filepath.Dir(name))); err != nil {
		return fmt.Errorf("back up before migrating: %w", err)
	}
	return nil
}

// syncFolder makes a new name in a folder last through a power cut.
func syncFolder(folder string) error {
	f, err := os.Open(folder) // #nosec G304 -- the folder of the casebook, from the configuration
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
