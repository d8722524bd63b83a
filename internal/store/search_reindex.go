package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// isReindexDue reports whether cases may be indexed as an older program read
// them: until they are indexed anew a search may miss them.
func isReindexDue(tx *gorm.DB) (bool, error) {
	version, _, err := find[int](tx, "SELECT analyzer FROM search_state WHERE id = 1")
	if err != nil {
		return false, fmt.Errorf("read the state of the search index: %w", err)
	}
	return version != search.AnalyzerVersion, nil
}

// ReindexDue counts the cases that a reindex has to index anew: 0 when none is
// due.
func (s *Store) ReindexDue(ctx context.Context) (n int, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		due, err := isReindexDue(tx)
		if err != nil || !due {
			return err
		}
		n, err = countUnread(tx)
		return err
	})
	return n, err
}

func countUnread(tx *gorm.DB) (n int, err error) {
	unread := isUnread()
	n, _, err = find[int](tx, "SELECT count(*) FROM cases AS c LEFT JOIN search_docs AS d ON d.id = c.id WHERE "+unread.sql, unread.args...)
	if err != nil {
		return 0, fmt.Errorf("count what is not indexed: %w", err)
	}
	return n, nil
}

// settleNew says of an index with nothing to index anew that it is as this
// program reads: of a casebook that was just made.
func (s *Store) settleNew(ctx context.Context) error {
	n, err := s.ReindexDue(ctx)
	if err != nil || n > 0 {
		return err
	}
	return s.write(ctx, indexedBy(search.AnalyzerVersion))
}

func indexedBy(version int) func(*gorm.DB) error {
	return func(tx *gorm.DB) error {
		_, err := exec(tx, "UPDATE search_state SET analyzer = ? WHERE id = 1 AND analyzer <> ?", version, version)
		return err
	}
}

// ReindexAll has every case indexed anew. It is what mends an index that a check
// found wrong. Begun again after an interruption, Reindex goes on with it.
func (s *Store) ReindexAll(ctx context.Context, progress func(done, of int)) error {
	if err := s.forgetAnalyzer(ctx); err != nil {
		return fmt.Errorf("call every case unread: %w", err)
	}
	return s.Reindex(ctx, progress)
}

// docsAtOnce bounds how long one statement keeps others from writing.
const docsAtOnce = 10_000

// forgetAnalyzer says of all that is kept that no program's analyser wrote it.
func (s *Store) forgetAnalyzer(ctx context.Context) error {
	if err := s.write(ctx, indexedBy(0)); err != nil {
		return err
	}
	for n := int64(docsAtOnce); n == docsAtOnce; {
		err := s.write(ctx, func(tx *gorm.DB) (err error) {
			n, err = exec(tx, `UPDATE search_docs SET analyzer = 0 WHERE doc IN
				(SELECT doc FROM search_docs WHERE analyzer <> 0 ORDER BY doc LIMIT ?)`, docsAtOnce)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Reindex indexes every case that is not indexed as this program reads it, and
// tells from time to time how many it has done. Then it makes the index one
// piece: what the cases said before stands in it too until then, and would make
// every question read twice as much. People may work meanwhile; begun again after
// an interruption, it goes on where it was.
func (s *Store) Reindex(ctx context.Context, progress func(done, of int)) error {
	return s.reindex(ctx, allReaders(), progress)
}

// catchUp reindexes when that is due, with one reader, so that the people who
// work meanwhile keep the other processors.
func (s *Store) catchUp(ctx context.Context) error { return s.reindex(ctx, 1, func(int, int) {}) }

func (s *Store) reindex(ctx context.Context, readers int, progress func(done, of int)) error {
	due := false
	err := s.view(ctx, func(tx *gorm.DB) (err error) {
		due, err = isReindexDue(tx)
		return err
	})
	if err != nil || !due {
		return err
	}
	if err := s.indexUnread(ctx, readers, progress); err != nil {
		return err
	}
	if err := s.compact(ctx); err != nil {
		return err
	}
	return s.write(ctx, indexedBy(search.AnalyzerVersion))
}

func (s *Store) indexUnread(ctx context.Context, readers int, progress func(done, of int)) error {
	total, err := s.ReindexDue(ctx)
	if err != nil {
		return err
	}
	for done, missed := 0, true; missed; { // some may change in the meantime, and are read again
		if missed, err = s.reindexOnce(ctx, readers, func(n int) {
			done += n
			progress(min(done, total), total)
		}); err != nil {
			return fmt.Errorf("index the cases anew: %w", err)
		}
	}
	return nil
}

// reindexOnce goes through the cases that are not indexed as they should be: the
// next ones are read while some are written. It tells whether it missed any.
func (s *Store) reindexOnce(ctx context.Context, readers int, wrote func(int)) (missed bool, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type batch struct {
		cases []indexedCase
		err   error
	}
	ahead := make(chan batch)
	go func() {
		defer close(ahead)
		var b batch
		for after := cases.CaseID(""); ; after = b.cases[len(b.cases)-1].ID {
			b.cases, b.err = s.readCases(ctx, isUnread(), after, readers)
			select {
			case ahead <- b:
			case <-ctx.Done():
				return
			}
			if b.err != nil || len(b.cases) == 0 {
				return
			}
		}
	}()
	for b := range ahead {
		if b.err != nil {
			return false, b.err
		}
		n, err := s.indexAnew(ctx, b.cases)
		if err == nil {
			err = s.settleBy(ctx, foldAll)
		}
		if err != nil {
			return false, err
		}
		missed = missed || n < len(b.cases)
		wrote(n)
	}
	return missed, ctx.Err()
}

// foldAll is how many fresh entries become a segment while all are written anew:
// more at once have to be merged less often.
const foldAll = 4096

// indexAnew writes the words of cases that have not changed since they were
// read, and tells how many these were.
func (s *Store) indexAnew(ctx context.Context, all []indexedCase) (n int, err error) {
	ids := make([]cases.CaseID, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		now, err := versionsOf(tx, ids, s.dialect.forUpd)
		if err != nil || len(ids) == 0 {
			return err
		}
		docs, err := list[docRow](tx, "SELECT doc, id FROM search_docs WHERE id IN ?", ids)
		if err != nil {
			return err
		}
		old := map[cases.CaseID]int64{}
		for _, d := range docs {
			old[d.ID] = d.Doc
		}
		var same []numbering
		for i := range all {
			if c := &all[i]; now[c.ID] == c.Version {
				same = append(same, c.numbering(old[c.ID]))
			}
		}
		if n = len(same); n == 0 {
			return nil
		}
		return s.renumber(tx, same...)
	})
	return n, err
}

// versionsOf gives the versions of cases, which nobody changes until it is
// written.
func versionsOf(tx *gorm.DB, ids []cases.CaseID, forUpd string) (map[cases.CaseID]int, error) {
	rows, err := list[caseRow](tx, "SELECT id, version FROM cases WHERE id IN ? ORDER BY id"+forUpd, ids)
	if err != nil {
		return nil, fmt.Errorf("look at cases again: %w", err)
	}
	versions := map[cases.CaseID]int{}
	for _, r := range rows {
		versions[r.ID] = r.Version
	}
	return versions, nil
}

func (c *indexedCase) numbering(old int64) numbering {
	tags := tagsOf(&c.caseRow, c.tied)
	row := docRow{ID: c.ID, Filer: c.Filer, Analyzer: search.AnalyzerVersion, Stamp: stampOf(&c.caseRow, tags)}
	return numbering{old, row, c.entry(tags)}
}
