package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// A piece is a segment in the making, of cases that are indexed anew. It comes
// into being whole: what is fresh is read by every question, and is written
// twice.
type piece struct {
	rows     []docRow // without numbers
	versions []int    // of the cases as they were read
	words    *index.Builder
}

func newPiece() *piece { return &piece{words: index.NewBuilder()} }

func (p *piece) add(c *indexedCase) {
	tags := tagsOf(&c.caseRow, c.tied)
	p.rows = append(p.rows, docRow{ID: c.ID, Filer: c.Filer, Analyzer: search.AnalyzerVersion, Stamp: stampOf(&c.caseRow, tags)})
	p.versions = append(p.versions, c.Version)
	p.words.Add(c.entry(tags))
}

// levelOfPiece is that of a segment merged of what was fresh: a piece is as big.
const levelOfPiece = 1

// casesOfPiece is how many cases make a piece.
func (z upkeepSizes) casesOfPiece() int { return z.fold * z.fanout }

// writePiece puts a piece in the place of what was kept of its cases, and tells
// of how many: not of those that changed since they were read.
func (s *Store) writePiece(ctx context.Context, p *piece) (n int, err error) {
	for wrote := false; !wrote && err == nil; {
		_, err = s.oneStep(ctx, func(tx *gorm.DB) (step, error) {
			segments, err := allSegments(tx)
			if err != nil {
				return nil, err
			}
			segment := segmentRow{ID: nextID(segments), Level: levelOfPiece, State: live}
			words := p.words.Words(segment.ID)
			return func(tx *gorm.DB) (err error) {
				n, err = s.insertPiece(tx, p, segment, words)
				wrote = err == nil
				return err
			}, nil
		})
	}
	if err != nil {
		return 0, fmt.Errorf("write cases that were indexed anew: %w", err)
	}
	return n, nil
}

func (s *Store) insertPiece(tx *gorm.DB, p *piece, segment segmentRow, words []index.Part) (n int, err error) {
	numbers, err := s.dialect.reserve(tx, len(p.rows))
	if err != nil {
		return 0, fmt.Errorf("reserve numbers for cases: %w", err)
	}
	var gone []int64
	for from := 0; from < len(p.rows); from += maxArgs {
		left, in, err := p.renumber(tx, from, min(from+maxArgs, len(p.rows)), numbers, s.dialect.forUpd)
		if err != nil {
			return 0, err
		}
		gone, n = append(gone, left...), n+in
	}
	if err := insertSegment(tx, segment); err != nil {
		return 0, err
	}
	return n, insertParts(tx, append(p.words.Cases(segment.ID, numbers, gone), words...))
}

// renumber gives those of the cases from one to before another that have not
// changed their new numbers. It tells which numbers count no more, and how many
// cases have new ones.
func (p *piece) renumber(tx *gorm.DB, from, before int, numbers []int64, forUpd string) (gone []int64, n int, err error) {
	var ids []cases.CaseID
	for _, row := range p.rows[from:before] {
		ids = append(ids, row.ID)
	}
	now, err := versionsOf(tx, ids, forUpd)
	if err != nil {
		return nil, 0, err
	}
	var same []docRow
	ids = nil
	for i := from; i < before; i++ {
		row := p.rows[i]
		row.Doc = numbers[i]
		if now[row.ID] == p.versions[i] {
			same, ids = append(same, row), append(ids, row.ID)
		} else {
			gone = append(gone, row.Doc)
		}
	}
	if len(same) == 0 {
		return gone, 0, nil
	}
	old, err := list[int64](tx, "SELECT doc FROM search_docs WHERE id IN ?", ids)
	if err != nil {
		return nil, 0, fmt.Errorf("look for the numbers of cases: %w", err)
	}
	replaced, err := forget(tx, old)
	if err != nil {
		return nil, 0, err
	}
	gone = append(gone, old...)
	for _, earlier := range replaced {
		gone = append(gone, earlier...)
	}
	return gone, len(same), insert(tx, "search_docs", same...)
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
