package cases

import (
	"context"
	"fmt"
)

// MostExported is how many cases of a list leave the casebook in one file: as
// many as are ever counted.
const MostExported = CountCap

// ExportFormat names a kind of file.
type ExportFormat string

// The kinds.
const (
	ExportCSV  ExportFormat = "csv"
	ExportXLSX ExportFormat = "xlsx"
)

// ExportFormats lists them.
func ExportFormats() []ExportFormat { return []ExportFormat{ExportCSV, ExportXLSX} }

// ParseExportFormat reads a kind's code.
func ParseExportFormat(s string) (ExportFormat, bool) { return parse(ExportFormats(), s) }

// Export is a list as it leaves the casebook.
type Export struct {
	Cases []Hit
	More  bool // there are more than the file holds
	// Mark names the file. It is the salt of what the ledger keeps of the
	// question: who has the file can show which entry is of it, and what was
	// asked; who has only the ledger can test no guess.
	Mark string
}

// Export gives the first cases that a question finds, in lines without
// passages, for a file. That a list left, in which form and of how many cases,
// is in the ledger before it does; what for stands there only as a digest.
// Advisors only.
func (b *Book) Export(ctx context.Context, u User, q Query, f ExportFormat) (Export, error) {
	if !u.IsAdvisor() {
		return Export{}, refuse(Forbidden, "error.forbidden")
	}
	mark, err := newID[string](b.random)
	if err != nil {
		return Export{}, err
	}
	q.Page, q.Size, q.Lines = 1, MostExported, true
	found, err := b.store.Search(ctx, u, q)
	if err != nil {
		return Export{}, err
	}
	e := Event{At: b.now(), Actor: u.ID, As: AsAdvisor, Act: ExportList,
		Target: fmt.Sprintf("%s/%d", f, len(found.Hits)), Digest: digest([]byte(mark), q)}
	return Export{Cases: found.Hits, More: found.Total > len(found.Hits), Mark: mark}, b.store.Record(ctx, e)
}
