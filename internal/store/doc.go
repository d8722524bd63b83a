// Package store keeps the casebook in SQL: SQLite inside the program, or
// PostgreSQL where several instances share one. It knows tables, transactions
// and the index of the search, and it is the only room that does. It refuses to
// know what may happen to a case: the decisions come in as functions, and are
// kept whole (the change, its ledger entries, its letters, its search terms) or
// not at all.
package store
