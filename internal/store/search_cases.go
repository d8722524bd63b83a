package store

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// casesAtOnce is how many cases are read in one transaction.
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
		COALESCE(d.doc, 0) AS doc, COALESCE(d.analyzer, 0) AS analyzer` + numberedCases

// numberedCases are all cases with the numbers they have, before a condition.
const numberedCases = ` FROM cases AS c LEFT JOIN search_docs AS d ON d.id = c.id WHERE `

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
func (s *Store) readCases(ctx context.Context, which where, after string, readers int) ([]indexedCase, error) {
	b := s.nextCases(ctx, which, after)
	s.loadCases(ctx, &b)
	b.readWords(readers)
	return b.cases, b.err
}

// nextCases names the next cases, in the order of their references: as they were
// filed they lie together in the tables.
func (s *Store) nextCases(ctx context.Context, which where, after string) (b batch) {
	next := all(which, cond("c.reference > ?", after))
	b.err = s.view(ctx, func(tx *gorm.DB) (err error) {
		b.cases, err = list[indexedCase](tx, "SELECT c.id, c.reference"+numberedCases+next.sql+" ORDER BY c.reference LIMIT ?",
			append(next.args, casesAtOnce)...)
		return err
	})
	return b
}

// loadCases reads cases that were named, anew and without their words. When one
// cannot be read whole none is given.
func (s *Store) loadCases(ctx context.Context, b *batch) {
	if b.err != nil || len(b.cases) == 0 {
		return
	}
	some := make([]candidate, len(b.cases))
	ids := make([]cases.CaseID, len(b.cases))
	for i, c := range b.cases {
		ids[i], some[i].CaseID = c.ID, c.ID
	}
	b.err = s.view(ctx, func(tx *gorm.DB) error {
		found, err := list[indexedCase](tx, indexedColumns+"c.id IN ? ORDER BY c.reference", ids)
		if err != nil {
			return err
		}
		tied, err := list[obligationRow](tx, "SELECT case_id, code, source, n FROM case_obligations WHERE case_id IN ? ORDER BY case_id, n", ids)
		if err != nil {
			return err
		}
		place := make(map[cases.CaseID]int, len(found))
		for i := range found {
			place[found[i].ID] = i
		}
		for _, o := range tied {
			c := &found[place[o.CaseID]]
			c.tied = append(c.tied, o)
		}
		b.cases = found
		b.texts, err = loadWords(tx, some)
		return err
	})
	if b.err != nil {
		b.cases = nil
	}
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
