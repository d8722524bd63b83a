//go:build !cgo

package store

import (
	"errors"

	"modernc.org/sqlite"
)

// Where there is no C compiler SQLite translated into Go is compiled in.
const sqliteDriver = "sqlite"

// sqliteParams make it write moments as the other driver does, so that a file
// can go from one to the other.
const sqliteParams = "&_time_format=sqlite"

func sqliteCode(err error) (int, bool) {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code(), true
	}
	return 0, false
}
