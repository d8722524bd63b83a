package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// lookRow is a row of the table looks.
type lookRow struct {
	Person      cases.UserID
	CaseID      cases.CaseID
	At          moment
	Version     int
	Messages    int
	Notes       int
	Annotations int
}

func (r lookRow) toLook() cases.Look {
	return cases.Look{By: r.Person, Case: r.CaseID, At: r.At.Time, Version: r.Version,
		Messages: r.Messages, Notes: r.Notes, Annotations: r.Annotations}
}

// Looked tells how far a person has seen a case.
func (s *Store) Looked(ctx context.Context, u cases.UserID, id cases.CaseID) (l cases.Look, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		row, _, err := find[lookRow](tx, "SELECT * FROM looks WHERE person = ? AND case_id = ? AND version > 0", u, id)
		l = row.toLook()
		return err
	})
	if err != nil {
		return cases.Look{}, fmt.Errorf("read how far case %s was seen: %w", id, err)
	}
	return l, nil
}

// RecordLook appends a reading with how far the case was seen, in one of the
// journal's transactions.
func (s *Store) RecordLook(ctx context.Context, e cases.Event, l cases.Look) error {
	var err error
	if s.tx != nil {
		tx := s.tx.WithContext(ctx)
		if err = s.keepLooks(tx, []cases.Look{l}); err == nil {
			err = s.append(tx, e)
		}
	} else {
		err = s.journal.record(ctx, e, &l)
	}
	if err != nil {
		return fmt.Errorf("record %s: %w", e.Act, err)
	}
	return nil
}

// keepLooks keeps how far cases were seen, and whether one has moved on since
// it was read: on PostgreSQL who changes it now is waited for. They come in one
// order, so that two instances never wait for one another; a slow page takes
// nothing back.
func (s *Store) keepLooks(tx *gorm.DB, looks []cases.Look) error {
	slices.SortStableFunc(looks, func(a, b cases.Look) int {
		return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Case, b.Case))
	})
	for _, l := range looks {
		_, err := exec(tx, `INSERT INTO looks (person, case_id, at, version, messages, notes, annotations, behind)
			SELECT ?, c.id, ?, ?, ?, ?, ?, c.version > ? AND c.status IN ? FROM cases AS c WHERE c.id = ?`+s.dialect.forShare+`
			ON CONFLICT (person, case_id) DO UPDATE SET at = excluded.at, version = excluded.version, behind = excluded.behind,
				messages = excluded.messages, notes = excluded.notes, annotations = excluded.annotations
			WHERE excluded.version >= looks.version`,
			l.By, moment{l.At}, l.Version, l.Messages, l.Notes, l.Annotations, l.Version, openStatuses, l.Case)
		if err != nil {
			return fmt.Errorf("keep how far a case was seen: %w", err)
		}
	}
	return nil
}

// sawOwn keeps who changed a case up with her own change, if she had seen all
// that was there before.
func sawOwn(tx *gorm.DB, before known, c *cases.Case, events []cases.Event) error {
	if len(events) == 0 || events[0].As != cases.AsAdvisor {
		return nil
	}
	_, err := exec(tx, `UPDATE looks SET version = ?, messages = ?, notes = ?, annotations = ?
		WHERE person = ? AND case_id = ? AND version = ?`,
		c.Version, len(c.Messages), len(c.Notes), len(c.Annotations), events[0].Actor, c.ID, before.version)
	if err != nil {
		return fmt.Errorf("keep that she saw her own change: %w", err)
	}
	return nil
}

// leaveBehind marks who has not seen an open case as a change leaves it. It is
// written by the change, which is rare, so that the queue need not compare
// every open case with what was seen of it.
func leaveBehind(tx *gorm.DB, before known, c *cases.Case) error {
	if before.version > 0 {
		change, args := "UPDATE looks SET behind = FALSE WHERE case_id = ? AND behind", []any{c.ID}
		if c.Status.IsOpen() {
			change, args = "UPDATE looks SET behind = TRUE WHERE case_id = ? AND version < ? AND NOT behind", []any{c.ID, c.Version}
		}
		if _, err := exec(tx, change, args...); err != nil {
			return fmt.Errorf("mark who has not seen the change: %w", err)
		}
	}
	if before.desk != deskOf(c) {
		return layOn(tx, before.desk, deskOf(c), c)
	}
	return nil
}

// deskOf is on whose desk a case lies; on nobody's once it is over.
func deskOf(c *cases.Case) cases.UserID {
	if c.Status.IsOpen() {
		return c.Advisor
	}
	return ""
}

// layOn keeps of a case given to someone who never looked at it that she has
// seen version 0 of it, for as long as it is hers.
func layOn(tx *gorm.DB, from, to cases.UserID, c *cases.Case) error {
	if from != "" {
		if _, err := exec(tx, "DELETE FROM looks WHERE person = ? AND case_id = ? AND version = 0", from, c.ID); err != nil {
			return fmt.Errorf("take the case off a desk: %w", err)
		}
	}
	if to == "" {
		return nil
	}
	_, err := exec(tx, `INSERT INTO looks (person, case_id, at, version, messages, notes, annotations, behind)
		VALUES (?, ?, ?, 0, 0, 0, 0, TRUE) ON CONFLICT (person, case_id) DO NOTHING`, to, c.ID, moment{c.SubmittedAt})
	if err != nil {
		return fmt.Errorf("lay the case on a desk: %w", err)
	}
	return nil
}

// changedFor are the open cases that somebody else changed since the person
// looked, and those given to her at which she has not looked yet.
func changedFor(u cases.User) where {
	return cond("SELECT k.case_id FROM looks AS k WHERE k.person = ? AND k.behind", u.ID)
}

// sights tells how the open cases of a page stand to what the person has seen;
// one statement reads it for all.
func sights(tx *gorm.DB, u cases.User, rows []summaryRow, page []cases.Summary) error {
	ids := make([]cases.CaseID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := list[lookRow](tx, "SELECT case_id, version FROM looks WHERE person = ? AND case_id IN ?", u.ID, ids)
	if err != nil {
		return fmt.Errorf("read what was seen of the queue: %w", err)
	}
	seen := map[cases.CaseID]int{}
	for _, l := range found {
		seen[l.CaseID] = l.Version
	}
	for i, r := range rows {
		if r.Status.IsOpen() {
			page[i].Sight = cases.SightOf(seen[r.ID], r.Version)
		}
	}
	return nil
}
