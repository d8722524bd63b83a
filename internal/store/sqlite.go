package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"maragu.dev/goqite"
)

// settings are what every connection to SQLite must have, in the order in which
// they are made. Each is read back as the connection opens: a setting that did
// not take is a reason not to begin.
//
// The driver's default in WAL mode, synchronous=NORMAL, lost acknowledged
// filings in simulated power cuts; FULL lost none. recursive_triggers lets the
// ledger refuse REPLACE. secure_delete overwrites what was erased; temp_store
// keeps what SQLite puts aside, people's words too, out of files that it would
// not, and spares each part of a shared transaction the writing of them.
var settings = []setting{
	{"busy_timeout", busyTimeout, busyTimeout},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "ON", "1"},
	{"secure_delete", "ON", "1"},
	{"temp_store", "MEMORY", "2"},
	{"trusted_schema", "OFF", "0"},
	{"cell_size_check", "ON", "1"},
	{"recursive_triggers", "ON", "1"},
}

const busyTimeout = "5000" // milliseconds

type setting struct{ name, set, reads string }

// The two pools: one connection that writes, and as many readers as there are
// processors. A reader can write nothing, whatever it is asked.
var (
	writerSettings = append(slices.Clone(settings), setting{"query_only", "OFF", "0"})
	readerSettings = append(slices.Clone(settings), setting{"query_only", "ON", "1"})
)

var sqliteDialect = dialect{
	name:    "sqlite",
	letters: goqite.SQLFlavorSQLite,
	shares:  true,
	reserve: reserveSQLite,
	merged:  func(queries []string, _ string) string { return strings.Join(queries, " UNION ALL ") },
}

// reserveSQLite moves on the number that AUTOINCREMENT gave last; before the
// first there is none.
func reserveSQLite(tx *gorm.DB, n int) ([]int64, error) {
	_, err := exec(tx, `INSERT INTO sqlite_sequence (name, seq)
		SELECT 'search_docs', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'search_docs')`)
	if err != nil {
		return nil, err
	}
	last, _, err := find[int64](tx, "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'search_docs' RETURNING seq", n)
	numbers := make([]int64, n)
	for i := range numbers {
		numbers[i] = last - int64(n-1-i)
	}
	return numbers, err
}

func (s *Store) openSQLite(ctx context.Context, o Options) (err error) {
	if s.files, err = openFiles(o.Path, o.Serving); err != nil {
		return err
	}
	s.dialect = sqliteDialect
	s.turn = make(chan struct{}, 1)
	writer := sql.OpenDB(connector{dsn(s.files.path, "immediate"), writerSettings})
	writer.SetMaxOpenConns(1)
	if s.writer, err = runner(sqlite.New(sqlite.Config{Conn: writer})); err != nil {
		return errors.Join(fmt.Errorf("open %s: %w", o.Path, err), writer.Close())
	}
	reader := sql.OpenDB(connector{dsn(s.files.path, "deferred"), readerSettings})
	reader.SetMaxOpenConns(max(2, runtime.NumCPU()))
	reader.SetMaxIdleConns(max(2, runtime.NumCPU()))
	if s.reader, err = runner(sqlite.New(sqlite.Config{Conn: reader})); err != nil {
		return errors.Join(fmt.Errorf("open %s: %w", o.Path, err), reader.Close())
	}
	return writer.PingContext(ctx)
}

// dsn says how transactions begin: one that writes takes the lock at once, for
// one that reads first and then writes fails as soon as two do it.
func dsn(path, lock string) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: "_txlock=" + lock + sqliteParams}
	return u.String()
}

// connector opens connections of either driver and sees to their settings.
type connector struct {
	dsn      string
	settings []setting
}

// theDriver is the one compiled in; opening its pool opens no connection.
var theDriver = sync.OnceValue(func() driver.Driver {
	db, err := sql.Open(sqliteDriver, "file:none?mode=memory")
	if err != nil {
		panic(err) // it registered itself
	}
	d := db.Driver()
	_ = db.Close() // it holds nothing
	return d
})

func (c connector) Driver() driver.Driver { return theDriver() }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Driver().Open(c.dsn)
	if err != nil {
		return nil, fmt.Errorf("open a connection: %w", err)
	}
	for _, s := range c.settings {
		if err := s.apply(ctx, conn); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

func (s setting) apply(ctx context.Context, conn driver.Conn) error {
	if _, err := pragma(ctx, conn, s.name+" = "+s.set); err != nil {
		return fmt.Errorf("set %s: %w", s.name, err)
	}
	got, err := pragma(ctx, conn, s.name)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.name, err)
	}
	if got != s.reads {
		return fmt.Errorf("the database does not take %s = %s: it reads %q", s.name, s.set, got)
	}
	return nil
}

// pragma runs one and gives its first value, if it has any.
func pragma(ctx context.Context, conn driver.Conn, text string) (string, error) {
	rows, err := conn.(driver.QueryerContext).QueryContext(ctx, "PRAGMA "+text, nil)
	if err != nil {
		return "", err
	}
	defer rows.Close() //nolint:errcheck // only read
	values := make([]driver.Value, len(rows.Columns()))
	if len(values) == 0 {
		return "", nil
	}
	if err := rows.Next(values); err != nil {
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		return "", err
	}
	if b, ok := values[0].([]byte); ok {
		return string(b), nil
	}
	return fmt.Sprint(values[0]), nil
}

// emptyJournal moves what the write-ahead log holds into the file, where
// erased words are overwritten, and empties it. A reader at work may keep a
// part of it until the next time: that is no failure, and nobody waits for it.
func (s *Store) emptyJournal(ctx context.Context) error {
	if s.files == nil || s.tx != nil {
		return nil
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
	// The turn is ours, and so is the one connection that writes.
	w := s.writer.WithContext(context.WithoutCancel(ctx))
	err := errors.Join(
		w.Exec("PRAGMA busy_timeout = 100").Error, // most who read are done by then, and who writes waits with us
		s.writer.WithContext(ctx).Exec("PRAGMA wal_checkpoint(TRUNCATE)").Error,
		w.Exec("PRAGMA busy_timeout = "+busyTimeout).Error)
	if err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", fault(ctx, err))
	}
	return nil
}
