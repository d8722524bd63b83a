package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// citationRow is a row of the table citations.
type citationRow struct {
	CaseID    cases.CaseID
	N         int
	ID        cases.CitationID
	Cited     cases.CaseID
	Author    cases.UserID
	At        moment
	RemovedBy cases.UserID
	RemovedAt moment
}

func fromCitation(id cases.CaseID, n int, z cases.Citation) citationRow {
	return citationRow{CaseID: id, N: n, ID: z.ID, Cited: z.Cited, Author: z.By, At: moment{z.At},
		RemovedBy: z.RemovedBy, RemovedAt: moment{z.RemovedAt}}
}

func (r citationRow) toCitation() cases.Citation {
	return cases.Citation{ID: r.ID, Cited: r.Cited, By: r.Author, At: r.At.Time, RemovedBy: r.RemovedBy, RemovedAt: r.RemovedAt.Time}
}

// strikeCitations dates the removal of those that stood and do no more.
func strikeCitations(tx *gorm.DB, before known, c *cases.Case) error {
	for i, stood := range before.citing {
		z := c.Citations[i]
		if !stood || z.RemovedAt.IsZero() {
			continue
		}
		_, err := exec(tx, "UPDATE citations SET removed_by = ?, removed_at = ? WHERE id = ?", z.RemovedBy, moment{z.RemovedAt}, z.ID)
		if err != nil {
			return fmt.Errorf("strike citation %s: %w", z.ID, err)
		}
	}
	return nil
}

// ByReference finds the case that a reference names as people type it, if the
// person is on the office's side of it.
func (s *Store) ByReference(ctx context.Context, u cases.User, typed string) (id cases.CaseID, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		id, err = referred(tx, u, typed)
		return err
	})
	if err == nil && id == "" {
		err = cases.ErrNotFound()
	}
	if err != nil {
		return "", fmt.Errorf("find a case by its reference: %w", err)
	}
	return id, nil
}

// referred is the case that a reference names, of those of which the person is
// on the office's side; empty for none.
func referred(tx *gorm.DB, u cases.User, typed string) (cases.CaseID, error) {
	reference, ok := search.Reference(typed)
	if !ok {
		return "", nil
	}
	hers := all(cond("c.reference = ?", reference), officeCases(u))
	id, _, err := find[cases.CaseID](tx, "SELECT c.id FROM cases AS c WHERE "+hers.sql, hers.args...)
	return id, err
}

// mostCiting bounds how many of the cases that cite one are listed.
const mostCiting = 100

// Cited lists the citations that a case holds and those of it in other cases,
// where the person is on the office's side of the case at the other end.
func (s *Store) Cited(ctx context.Context, u cases.User, c *cases.Case) (cites, citedBy []cases.Cited, err error) {
	citing, err := s.citing(ctx, c.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("list what cites case %s: %w", c.ID, err)
	}
	if len(citing)+len(c.Citations) == 0 { // most cases
		return nil, nil, nil
	}
	var ids []cases.CaseID
	for _, z := range c.Citations {
		ids = append(ids, z.Cited)
	}
	for _, r := range citing {
		ids = append(ids, r.CaseID)
	}
	seen, err := s.officeOf(ctx, u, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("list the citations of case %s: %w", c.ID, err)
	}
	for _, z := range c.Citations {
		if other, sees := seen[z.Cited]; sees {
			cites = append(cites, cases.Cited{Citation: z, Other: other})
		}
	}
	for _, r := range citing {
		if other, sees := seen[r.CaseID]; sees {
			citedBy = append(citedBy, cases.Cited{Citation: r.toCitation(), Other: other})
		}
	}
	return cites, citedBy, nil
}

// citing are the latest citations of a case that stand, oldest first, whoever
// may see where they are.
func (s *Store) citing(ctx context.Context, id cases.CaseID) (rows []citationRow, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		rows, err = list[citationRow](tx, fmt.Sprintf(`SELECT case_id, id, cited, author, at, removed_by, removed_at FROM citations
			WHERE cited = ? AND removed_at IS NULL ORDER BY at DESC, id LIMIT %d`, mostCiting), id)
		return err
	})
	slices.Reverse(rows)
	return rows, err
}

// officeOf gives those of the cases of which the person is on the office's side.
func (s *Store) officeOf(ctx context.Context, u cases.User, ids []cases.CaseID) (map[cases.CaseID]cases.Summary, error) {
	seen := map[cases.CaseID]cases.Summary{}
	err := s.peek(ctx, func(tx *gorm.DB) error {
		for some := range slices.Chunk(ids, maxArgs) {
			hers := all(cond("c.id IN ?", some), officeCases(u))
			rows, err := list[summaryRow](tx, summaryColumns+hers.sql, hers.args...)
			if err != nil {
				return err
			}
			found, err := summaries(tx, u, rows)
			if err != nil {
				return err
			}
			for _, c := range found {
				seen[c.ID] = c
			}
		}
		return nil
	})
	return seen, err
}

// numbersCiting are the indexed numbers of the cases that cite one, and
// numbersCitedBy of those that it cites. They are the office's: of her own case
// nobody learns what was read beside it.
func (a *asked) numbersCiting(id cases.CaseID) ([]int64, error) {
	return a.numbersAt("case_id", "cited", id)
}

func (a *asked) numbersCitedBy(id cases.CaseID) ([]int64, error) {
	return a.numbersAt("cited", "case_id", id)
}

func (a *asked) numbersAt(end, other string, id cases.CaseID) ([]int64, error) {
	hers := all(cond("z."+other+" = ?", id), cond("z.removed_at IS NULL"), officeCases(a.user))
	numbers, err := list[int64](a.tx, "SELECT DISTINCT d.doc FROM citations AS z JOIN cases AS c ON c.id = z."+end+
		" JOIN search_docs AS d ON d.id = c.id WHERE "+hers.sql, hers.args...)
	if err != nil {
		return nil, fmt.Errorf("look for the citations of case %s: %w", id, err)
	}
	return numbers, nil
}
