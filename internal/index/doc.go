// Package index keeps the words of cases so that a question costs little,
// however many cases there are: what a case says becomes an entry, entries are
// folded into segments, segments are merged into greater ones, and a question
// is evaluated over all of them as if they were one.
//
// It works on values and bytes alone. Whoever has a place to keep them (rows of
// a table, written in the transaction that changes a case) hands them out and
// takes them in. Terms, fields and what a case's score is are of package search.
package index

import "errors"

// ErrFormat: what was kept is not what this program writes; the index must be
// made anew from the cases.
var ErrFormat = errors.New("the search index cannot be read: it must be rebuilt from the cases")
