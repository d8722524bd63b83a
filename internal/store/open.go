package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"maragu.dev/goqite"

	"example.org/casebook/internal/cases"
)

// Options say where the casebook is kept.
type Options struct {
	Path        string // of the SQLite file; made with its folder when missing
	DatabaseURL string // postgres://…; when set, Path is not read

	// Serving: this program answers people. A second one on the same SQLite
	// file is refused with ErrServing; commands run beside it.
	Serving bool

	Now    func() time.Time // nil stands for the system's clock
	Random io.Reader        // for the ids of accounts; nil stands for crypto/rand
	Zone   *time.Location   // in which the days of filters begin; nil stands for UTC
}

// Store keeps the casebook; it is a cases.Store, an auth.SessionStore and the
// outbox of the letters. It is safe for concurrent use.
type Store struct {
	*base
	tx *gorm.DB // the transaction that Together began; nil outside of one
}

var _ cases.Store = (*Store)(nil)

// base is what a store and the one handed out by Together share.
type base struct {
	dialect  dialect
	writer   *gorm.DB
	reader   *gorm.DB
	turn     chan struct{} // holds as many tokens as may write at once
	letters  *goqite.Queue
	journal  *journal
	codes    codeCache
	concepts thesaurusCache
	counts   keptCounts
	upkeep   *upkeep // of the search's index
	files    *files  // of SQLite; nil otherwise
	now      func() time.Time
	random   io.Reader
	zone     *time.Location
}

// dialect is where the two databases differ; everything else is one SQL.
type dialect struct {
	name     string // as migrations name their files
	forUpd   string // locks the rows read; on SQLite the whole transaction is the lock
	forShare string // keeps the rows read from being changed meanwhile; there it is the same
	snapshot *sql.TxOptions
	lockHead string // makes writers of the ledger queue up
	letters  goqite.SQLFlavor
	shares   bool // one writes at a time, so those who wait share a transaction

	// reserve takes the next so many numbers of cases in the index, ascending.
	reserve func(tx *gorm.DB, n int) ([]int64, error)

	// merged joins queries whose whole has the given order and limit at its
	// end. SQLite reads them in that order as far as the whole goes; PostgreSQL
	// reads each to its end unless it is told so itself.
	merged func(queries []string, end string) string
}

// Open opens the casebook, and makes an empty SQLite file when there is none.
// The schema is Migrate's to make; a newer one is refused with ErrNewer.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{base: &base{upkeep: newUpkeep(), now: o.Now, random: o.Random, zone: o.Zone}}
	s.setDefaults()
	open := func() error { return s.openSQLite(ctx, o) }
	if o.DatabaseURL != "" {
		open = func() error { return s.openPostgres(ctx, o.DatabaseURL) }
	}
	if err := open(); err != nil {
		return nil, errors.Join(fault(ctx, err), s.Close())
	}
	s.letters = s.newQueue()
	s.journal = newJournal(s)
	if err := s.refuseNewer(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (b *base) setDefaults() {
	if b.now == nil {
		b.now = time.Now
	}
	if b.random == nil {
		b.random = rand.Reader
	}
	if b.zone == nil {
		b.zone = time.UTC
	}
}

// IsPostgres reports whether a DATABASE setting names a PostgreSQL database.
func IsPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// Close ends the work under way and closes the database.
func (s *Store) Close() error {
	if s.journal != nil {
		s.journal.close()
	}
	var all []error
	for _, g := range []*gorm.DB{s.reader, s.writer} {
		if g == nil {
			continue
		}
		db, err := g.DB()
		if err == nil {
			err = db.Close()
		}
		all = append(all, err)
	}
	if s.files != nil {
		all = append(all, s.files.close())
	}
	return errors.Join(all...)
}

// runner makes gorm what we want of it: something that runs our SQL. It logs
// nothing, for what it would log are people's words.
func runner(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
		Logger:                 logger.Discard,
	})
}

func (b *base) moment() time.Time { return b.now().UTC().Truncate(time.Microsecond) }

// Check reads and writes a row that nothing depends on: nil when the casebook
// can be used.
func (s *Store) Check(ctx context.Context) error {
	err := s.view(ctx, func(tx *gorm.DB) error {
		_, _, err := find[int](tx, "SELECT 1 FROM cases LIMIT 1")
		return err
	})
	if err != nil {
		return fmt.Errorf("read the database: %w", err)
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		_, err := exec(tx, "UPDATE probe SET n = n + 1 WHERE id = 1")
		return err
	})
	if err != nil {
		return fmt.Errorf("write to the database: %w", err)
	}
	return nil
}
