package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"

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

// reindexOnce goes through the cases that are not indexed as they should be: some
// are read from the tables, some analysed, some written and some merged at one
// time. It tells whether it missed any.
func (s *Store) reindexOnce(ctx context.Context, readers int, wrote func(int)) (missed bool, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var merging errgroup.Group // beside the rest, one at a time
	merging.SetLimit(1)
	defer func() {
		if err != nil {
			stop()
		}
		err = errors.Join(err, merging.Wait())
	}()
	p := newPiece()
	flush := func() error {
		n, err := s.writePiece(ctx, p)
		missed = missed || n < len(p.rows)
		p = newPiece()
		wrote(n)
		merging.TryGo(func() error { return s.settleBy(ctx, s.upkeep.sizes.whileReindexing()) })
		return err
	}
	for b := range s.unread(ctx, readers) {
		if b.err != nil {
			return false, b.err
		}
		for i := range b.cases {
			p.add(&b.cases[i])
			if len(p.rows) < s.upkeep.sizes.casesOfPiece() {
				continue
			}
			if err := flush(); err != nil {
				return false, err
			}
		}
	}
	if len(p.rows) > 0 && ctx.Err() == nil {
		if err := flush(); err != nil {
			return false, err
		}
	}
	return missed, ctx.Err()
}

// whileReindexing: fewer and greater steps, and merges of more segments at a
// time. Each merge writes all that it merges once more, and in the end all is
// made one anyway.
func (z upkeepSizes) whileReindexing() upkeepSizes {
	z.fanout *= 4
	z.bytes *= 4
	return z
}

// unread brings the cases that are not indexed as they should be, with their
// words; so many readers each read some, and analyse them.
func (s *Store) unread(ctx context.Context, readers int) <-chan batch {
	some, out := make(chan batch), make(chan batch)
	go func() {
		defer close(some)
		s.nameUnread(ctx, some)
	}()
	go func() {
		defer close(out)
		var reading sync.WaitGroup
		for range readers {
			reading.Go(func() {
				for b := range some {
					s.loadCases(ctx, &b)
					b.readWords(1)
					if !handOn(ctx, out, b) {
						return
					}
				}
			})
		}
		reading.Wait()
	}()
	return out
}

// nameUnread tells which they are, some at a time.
func (s *Store) nameUnread(ctx context.Context, out chan<- batch) {
	for after := ""; ; {
		b := s.nextCases(ctx, isUnread(), after)
		if len(b.cases) == 0 && b.err == nil {
			return
		}
		if !handOn(ctx, out, b) || b.err != nil {
			return
		}
		after = b.cases[len(b.cases)-1].Reference
	}
}

func handOn(ctx context.Context, out chan<- batch, b batch) bool {
	select {
	case out <- b:
		return true
	case <-ctx.Done():
		return false
	}
}

// compact makes one segment of all there is, and leaves out what stands for no
// case. A merge that was interrupted is ended first.
func (s *Store) compact(ctx context.Context) error {
	sizes := s.upkeep.sizes.whileReindexing()
	all := sizes
	err := s.view(ctx, func(tx *gorm.DB) error {
		fresh, _, err := find[int](tx, "SELECT count(*) FROM search_fresh")
		if fresh > 0 {
			all.fold = fresh
		}
		return err
	})
	if err == nil {
		err = s.settleBy(ctx, all)
	}
	if err != nil {
		return fmt.Errorf("fold what is fresh: %w", err)
	}
	if _, err := s.oneStep(ctx, beginMergeOfAll); err != nil {
		return fmt.Errorf("begin one segment of all: %w", err)
	}
	return s.settleBy(ctx, sizes)
}

func beginMergeOfAll(tx *gorm.DB) (step, error) {
	segments, err := allSegments(tx)
	if err != nil {
		return nil, err
	}
	target := segmentRow{ID: nextID(segments), Level: 1, State: building}
	var of []int64
	for _, g := range segments {
		if g.State == live && g.IntoSegment == 0 {
			target.Level = max(target.Level, g.Level+1)
			of = append(of, g.ID)
		}
	}
	if len(of) < 2 {
		return nil, nil
	}
	return mergeInto(target, of), nil
}
