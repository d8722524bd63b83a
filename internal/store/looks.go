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
		row, _, err := find[lookRow](tx, "SELECT * FROM looks WHERE person = ? AND case_id = ?", u, id)
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
		if err = keepLooks(tx, []cases.Look{l}); err == nil {
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

// keepLooks keeps how far cases were seen. They come in one order, so that two
// instances never wait for one another; a slow page takes nothing back.
func keepLooks(tx *gorm.DB, looks []cases.Look) error {
	slices.SortStableFunc(looks, func(a, b cases.Look) int {
		return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Case, b.Case))
	})
	for _, l := range looks {
		_, err := exec(tx, `INSERT INTO looks (person, case_id, at, version, messages, notes, annotations)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (person, case_id) DO UPDATE SET at = excluded.at, version = excluded.version,
				messages = excluded.messages, notes = excluded.notes, annotations = excluded.annotations
			WHERE excluded.version >= looks.version`,
			l.By, l.Case, moment{l.At}, l.Version, l.Messages, l.Notes, l.Annotations)
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

// changedFor are the cases that somebody else changed since the person looked,
// and those given to her at which she has not looked yet.
func changedFor(u cases.User) where {
	return either(
		cond("EXISTS (SELECT 1 FROM looks AS k WHERE k.person = ? AND k.case_id = c.id AND k.version < c.version)", u.ID),
		cond("c.advisor = ? AND NOT EXISTS (SELECT 1 FROM looks AS k WHERE k.person = ? AND k.case_id = c.id)", u.ID, u.ID))
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
