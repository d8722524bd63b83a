//go:build cgo

package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

// Where there is a C compiler SQLite itself is compiled in.
const sqliteDriver = "sqlite3"

// sqliteParams keep prepared statements with the connection: statements are
// used inside transactions, where database/sql would prepare each anew.
const sqliteParams = "&_stmt_cache_size=200"

func sqliteCode(err error) (int, bool) {
	var e sqlite3.Error
	if errors.As(err, &e) {
		return int(e.ExtendedCode), true
	}
	return 0, false
}
