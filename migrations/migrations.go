// Package migrations holds the steps of the schema as written SQL. A file whose
// name ends in _sqlite or _postgres is for that database; any other serves
// both. A step is never edited after it shipped.
package migrations

import "embed"

// Files are the steps, in the order of their numbers.
//
//go:embed *.sql
var Files embed.FS
