package store

import (
	"context"
	"fmt"
	"runtime"
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
		if err := s.Settle(ctx); err != nil {
			return err
		}
		if whole { // else some changed in the meantime, and are found again
			after = found[len(found)-1].ID
			done += len(found)
		}
		progress(done)
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		_, err := exec(tx, "UPDATE search_state SET analyzer = ? WHERE id = 1", search.AnalyzerVersion)
		return err
	})
}

// unreadCase is a case whose words have to be read.
type unreadCase struct {
	ID        cases.CaseID
	Version   int
	Filer     cases.UserID
	Submitted moment
	words     *words
}

// unread are the next cases that are not indexed as they should be, and their
// words.
func (s *Store) unread(ctx context.Context, after cases.CaseID) (found []unreadCase, err error) {
	loaded := map[cases.CaseID]*cases.Case{}
	err = s.view(ctx, func(tx *gorm.DB) error {
		found, err = list[unreadCase](tx, `SELECT c.id, c.version, c.filer, c.submitted FROM cases AS c
			LEFT JOIN search_docs AS d ON d.id = c.id AND d.analyzer = ?
			WHERE d.doc IS NULL AND c.id > ? ORDER BY c.id LIMIT ?`, search.AnalyzerVersion, after, reindexAtOnce)
		if err != nil || len(found) == 0 {
			return err
		}
		some := make([]candidate, len(found))
		for i, c := range found {
			some[i].CaseID = c.ID
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
				c.words = wordsOf(loaded[c.ID])
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
			_, same, err := find[int](tx, "SELECT version FROM cases WHERE id = ? AND version = ?"+s.dialect.forUpd, c.ID, c.Version)
			if err != nil {
				return fmt.Errorf("look at case %s again: %w", c.ID, err)
			}
			if !same {
				whole = false
				continue
			}
			if err := forget(tx, c.ID); err != nil {
				return err
			}
			row := docRow{c.ID, c.Filer, c.Submitted.UnixMicro(), c.words.shared, c.words.office, search.AnalyzerVersion}
			if err := s.insertDoc(tx, row, c.words); err != nil {
				return err
			}
		}
		return nil
	})
	return whole, err
}
