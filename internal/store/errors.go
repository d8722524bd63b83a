package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"

	"example.org/casebook/internal/cases"
)

// What a page or a command can tell apart; compare with errors.Is. Nothing was
// written when one of them comes back.
var (
	// ErrBusy: somebody else holds the database; trying again helps.
	ErrBusy = errors.New("the database is busy")
	// ErrUnsure: the connection was lost while a transaction was committed.
	// Alone among these it does not tell that nothing was written; the same
	// form, sent again, is taken once.
	ErrUnsure = errors.New("the database was lost in the middle of a commit")
	// ErrFull: there is no room left to write; reading still works.
	ErrFull = errors.New("the disk of the database is full")
	// ErrNewer: a later version of the program wrote this database.
	ErrNewer = errors.New("the database was written by a newer casebook: start that version, or restore a backup made before it ran")
	// ErrServing: another program serves this SQLite file.
	ErrServing = errors.New("another casebook already serves this file")
	// ErrRemote: the folder is on a file system that cannot keep SQLite's locks.
	ErrRemote = errors.New("the folder is on a network or user-space file system, which cannot keep the locks of SQLite: choose a local disk, or PostgreSQL")
)

// trouble sorts what the drivers report, which each says in its own way.
type trouble uint8

const (
	other trouble = iota
	busy
	full
	duplicate
	rolledBack // by the server, to be tried again
	lost       // the connection to the server
)

// postgresTrouble holds the codes of appendix A of the PostgreSQL manual.
var postgresTrouble = map[string]trouble{
	"23505": duplicate,
	"40001": rolledBack, // serialization failure
	"40P01": rolledBack, // deadlock
	"55P03": busy,       // lock not available
	"53300": busy,       // too many connections
	"57P03": busy,       // starting up
	"57P01": lost,       // shut down by its administrator
	"57P02": lost,       // shut down at once
	"57P05": lost,       // idle for too long
	"25P03": lost,       // idle in a transaction for too long
	"53100": full,
	"53200": busy, // out of memory
}

func troubleOf(err error) trouble {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return postgresTrouble[pg.Code]
	}
	if isLost(err) {
		return lost
	}
	if code, ok := sqliteCode(err); ok {
		return sqliteTrouble(code)
	}
	return other
}

// isLost recognises a connection that ended, or could not be made. Only the
// driver of PostgreSQL has any.
func isLost(err error) bool {
	var connecting *pgconn.ConnectError
	var network *net.OpError
	return errors.As(err, &connecting) || errors.As(err, &network) || pgconn.SafeToRetry(err) || pgconn.Timeout(err) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}

// sqliteTrouble reads an extended result code (sqlite.org/rescode.html), whose
// lowest byte is the primary one.
func sqliteTrouble(code int) trouble {
	switch {
	case code == 1555 || code == 2067: // primary key, unique
		return duplicate
	case code&0xff == 5 || code&0xff == 6: // busy, locked
		return busy
	case code&0xff == 13: // full
		return full
	}
	return other
}

// fault puts our word before the driver's. Refusals and the caller's own
// context pass unchanged.
func fault(ctx context.Context, err error) error {
	if err == nil || cases.KindOf(err) != 0 {
		return err
	}
	switch troubleOf(err) {
	case busy, rolledBack, lost:
		if errors.Is(err, ErrUnsure) {
			return err
		}
		return fmt.Errorf("%w: %w", ErrBusy, err)
	case full:
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	if cause := ctx.Err(); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w: %w", cause, err) // an interrupted driver does not say why
	}
	return err
}

// moved refuses what was decided on a state that is no more.
func moved() error { return &cases.Error{Kind: cases.Conflict, Key: "error.case_moved_on"} }
