package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// Case loads a case whole, whoever asks.
func (s *Store) Case(ctx context.Context, id cases.CaseID) (c *cases.Case, err error) {
	err = s.peek(ctx, func(tx *gorm.DB) error {
		c, err = loadCase(tx, "c.id = ?", id)
		return err
	})
	if err == nil && c == nil {
		err = cases.ErrNotFound()
	}
	if err != nil {
		return nil, fmt.Errorf("get case %s: %w", id, err)
	}
	return c, nil
}

// Imported finds a case by its external id; nil when there is none.
func (s *Store) Imported(ctx context.Context, externalID string) (c *cases.Case, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		c, err = loadCase(tx, "c.external_id = ?", externalID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("get imported case: %w", err)
	}
	return c, nil
}

// loadCase reads a case with all that belongs to it; nil when there is none.
func loadCase(tx *gorm.DB, which string, key any) (*cases.Case, error) {
	row, found, err := find[loadedRow](tx, `SELECT c.*, s.salt FROM cases AS c
		LEFT JOIN case_salts AS s ON s.case_id = c.id WHERE `+which, key)
	if err != nil || !found {
		return nil, err
	}
	c, err := row.toCase()
	if err != nil {
		return nil, err
	}
	return c, loadParts(tx, c)
}

func loadParts(tx *gorm.DB, c *cases.Case) (err error) {
	const inOrder = " WHERE case_id = ? ORDER BY n"
	if c.Messages, err = parts(tx, "SELECT * FROM messages"+inOrder, c.ID, messageRow.toMessage); err != nil {
		return fmt.Errorf("read messages: %w", err)
	}
	if c.Annotations, err = parts(tx, "SELECT * FROM annotations"+inOrder, c.ID, annotationRow.toAnnotation); err != nil {
		return fmt.Errorf("read annotations: %w", err)
	}
	if c.Notes, err = parts(tx, "SELECT * FROM notes"+inOrder, c.ID, noteRow.toNote); err != nil {
		return fmt.Errorf("read notes: %w", err)
	}
	if c.Citations, err = parts(tx, "SELECT * FROM citations"+inOrder, c.ID, citationRow.toCitation); err != nil {
		return fmt.Errorf("read citations: %w", err)
	}
	if err = loadCall(tx, c); err != nil {
		return err
	}
	c.Excluded, err = list[cases.UserID](tx, "SELECT person FROM exclusions WHERE case_id = ? ORDER BY person", c.ID)
	return err
}

// parts reads rows that belong to a case; nil when there are none.
func parts[R, P any](tx *gorm.DB, query string, id cases.CaseID, to func(R) P) ([]P, error) {
	rows, err := list[R](tx, query, id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	out := make([]P, len(rows))
	for i, r := range rows {
		out[i] = to(r)
	}
	return out, nil
}
