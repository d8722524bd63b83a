package store

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// reindexAtOnce is how many cases are indexed in one transaction.
const reindexAtOnce = 128

func (s *Store) reindexIfDue(ctx context.Context) error {
	var version int
	err := s.view(ctx, func(tx *gorm.DB) (err error) {
		version, _, err = find[int](tx, "SELECT analyzer FROM search_state WHERE id = 1")
		return err
	})
	if err != nil {
		return fmt.Errorf("read the state of the search index: %w", err)
	}
	if version == search.AnalyzerVersion {
		return nil
	}
	return s.Reindex(ctx, func(int) {})
}

// Reindex indexes every case that is not indexed as this program reads it, and
// tells from time to time how many it has done. People may work meanwhile; begun
// again after an interruption, it goes on where it was.
func (s *Store) Reindex(ctx context.Context, progress func(done int)) error {
	done := 0
	var after cases.CaseID
	for {
		found, err := s.unread(ctx, after)
		if err != nil {
			return fmt.Errorf("find what is not indexed: %w", err)
		}
		if len(found) == 0 {
			break
		}
		whole, err := s.indexAnew(ctx, found)
		if err != nil {
			return fmt.Errorf("index cases anew: %w", err)
		}
		if err := s.settleBy(ctx, foldAll); err != nil {
			return err
		}
		if whole { // else some changed in the meantime, and are found again
			after = found[len(found)-1].row.ID
			done += len(found)
		}
		progress(done)
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		_, err := exec(tx, "UPDATE search_state SET analyzer = ? WHERE id = 1", search.AnalyzerVersion)
		return err
	})
}

// foldAll is how many fresh entries become a segment while all are written anew:
// more at once have to be merged less often.
const foldAll = 4096

// unreadCase is a case that has to be indexed.
type unreadCase struct {
	row   caseRow
	tied  []obligationRow
	words *words
}

// unread are the next cases that are not indexed as they should be, and their
// words.
func (s *Store) unread(ctx context.Context, after cases.CaseID) (found []unreadCase, err error) {
	loaded := map[cases.CaseID]*cases.Case{}
	err = s.view(ctx, func(tx *gorm.DB) error {
		rows, err := list[caseRow](tx, `SELECT c.id, c.version, c.filer, c.submitted, c.answered, c.status, c.outcome, c.platform, c.lang,
				c.channel, c.election, c.election_period, c.political, c.advisor FROM cases AS c
			LEFT JOIN search_docs AS d ON d.id = c.id AND d.analyzer = ?
			WHERE d.doc IS NULL AND c.id > ? ORDER BY c.id LIMIT ?`, search.AnalyzerVersion, after, reindexAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		some := make([]candidate, len(rows))
		ids := make([]cases.CaseID, len(rows))
		for i, r := range rows {
			found = append(found, unreadCase{row: r})
			ids[i], some[i].CaseID = r.ID, r.ID
		}
		tied, err := list[obligationRow](tx, "SELECT case_id, code, source, n FROM case_obligations WHERE case_id IN ? ORDER BY case_id, n", ids)
		if err != nil {
			return err
		}
		for _, o := range tied {
			i, _ := slices.BinarySearch(ids, o.CaseID)
			found[i].tied = append(found[i].tied, o)
		}
		loaded, err = loadWords(tx, some)
		return err
	})
	readWords(found, loaded)
	return found, err
}

// readWords reads with all processors: it is most of the work.
func readWords(all []unreadCase, loaded map[cases.CaseID]*cases.Case) {
	var readers sync.WaitGroup
	next := make(chan *unreadCase)
	for range runtime.NumCPU() {
		readers.Go(func() {
			for c := range next {
				c.words = wordsOf(loaded[c.row.ID])
			}
		})
	}
	for i := range all {
		next <- &all[i]
	}
	close(next)
	readers.Wait()
}

// indexAnew writes the words of cases that have not changed since they were
// read, and tells whether these were all.
func (s *Store) indexAnew(ctx context.Context, all []unreadCase) (whole bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		whole = true
		for _, c := range all {
			_, same, err := find[int](tx, "SELECT version FROM cases WHERE id = ? AND version = ?"+s.dialect.forUpd, c.row.ID, c.row.Version)
			if err != nil {
				return fmt.Errorf("look at case %s again: %w", c.row.ID, err)
			}
			if !same {
				whole = false
				continue
			}
			if err := s.indexOneAnew(tx, &c); err != nil {
				return err
			}
		}
		return nil
	})
	return whole, err
}

func (s *Store) indexOneAnew(tx *gorm.DB, c *unreadCase) error {
	old, err := numbered(tx, known{version: c.row.Version}, c.row.ID)
	if err != nil {
		return err
	}
	tags := tagsOf(&c.row, c.tied)
	return s.renumber(tx, old, docRow{ID: c.row.ID, Filer: c.row.Filer, Analyzer: search.AnalyzerVersion, Stamp: stampOf(&c.row, tags)},
		c.words.entry(&c.row, c.tied, tags))
}
