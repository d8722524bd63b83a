//go:build e2e

package storetest

import (
	"testing"

	"example.org/casebook/internal/e2e/pgtest"
	"example.org/casebook/internal/store"
)

var emptyDatabase = pgtest.Template{Ready: func(t testing.TB, address string) error {
	return Migrate(t, store.Options{DatabaseURL: address})
}}

// NewDatabase keeps an empty casebook in a database of its own on PostgreSQL.
func NewDatabase(t testing.TB) (address string) {
	t.Helper()
	return emptyDatabase.NewDatabase(t)
}
