package store

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// casesAtOnce is how many cases are read, and indexed in one transaction.
const casesAtOnce = 128

// indexedCase is a case with all that is indexed of it, as its rows say.
type indexedCase struct {
	caseRow
	Doc      int64 // that it has now; 0 for none
	Analyzer int   // of what is kept under it

	tied  []obligationRow
	words *words
}

const indexedColumns = `SELECT c.id, c.version, c.reference, c.filer, c.submitted, c.answered, c.status, c.outcome, c.platform, c.lang,
		c.channel, c.election, c.election_period, c.political, c.precedent, c.advisor,
		COALESCE(d.doc, 0) AS doc, COALESCE(d.analyzer, 0) AS analyzer
	FROM cases AS c LEFT JOIN search_docs AS d ON d.id = c.id WHERE `

// isUnread are the cases that are not indexed as this program reads them.
func isUnread() where {
	return cond("(d.doc IS NULL OR d.analyzer <> ?)", search.AnalyzerVersion)
}

// batch is some cases with what the tables say of them.
type batch struct {
	cases []indexedCase
	texts map[cases.CaseID]*cases.Case
	err   error
}

// readCases reads the next cases and their words, by so many readers at once.
func (s *Store) readCases(ctx context.Context, which where, after cases.CaseID, readers int) ([]indexedCase, error) {
	b := s.loadCases(ctx, which, after)
	b.readWords(readers)
	return b.cases, b.err
}

// loadCases reads the next cases, without their words. Of one that cannot be read
// whole nothing is given.
func (s *Store) loadCases(ctx context.Context, which where, after cases.CaseID) (b batch) {
	next := all(which, cond("c.id > ?", after))
	b.err = s.view(ctx, func(tx *gorm.DB) (err error) {
		found, err := list[indexedCase](tx, indexedColumns+next.sql+" ORDER BY c.id LIMIT ?", append(next.args, casesAtOnce)...)
		if err != nil || len(found) == 0 {
			return err
		}
		some := make([]candidate, len(found))
		ids := make([]cases.CaseID, len(found))
		for i, c := range found {
			ids[i], some[i].CaseID = c.ID, c.ID
		}
		tied, err := list[obligationRow](tx, "SELECT case_id, code, source, n FROM case_obligations WHERE case_id IN ? ORDER BY case_id, n", ids)
		if err != nil {
			return err
		}
		for _, o := range tied {
			i, _ := slices.BinarySearch(ids, o.CaseID)
			found[i].tied = append(found[i].tied, o)
		}
		b.texts, err = loadWords(tx, some)
		if err == nil {
			b.cases = found
		}
		return err
	})
	return b
}

// allReaders is one for each processor: reading is most of the work.
func allReaders() int { return runtime.NumCPU() }

func (b *batch) readWords(readers int) {
	spread(len(b.cases), readers, func(i int) { b.cases[i].words = wordsOf(b.texts[b.cases[i].ID]) })
}

// spread does so many things with so many workers.
func spread(things, workers int, do func(i int)) {
	var working sync.WaitGroup
	var next atomic.Int64
	for range min(workers, things) {
		working.Go(func() {
			for i := int(next.Add(1)) - 1; i < things; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	working.Wait()
}

func (c *indexedCase) entry(tags index.Tags) *index.Entry {
	return c.words.entry(&c.caseRow, c.tied, tags)
}
