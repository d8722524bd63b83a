package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// Readings lists who opened the case, except one person, by person, capacity
// and day of the office, newest first. Only the days are held, however often a
// page was loaded.
func (s *Store) Readings(ctx context.Context, id cases.CaseID, except cases.UserID, limit int) ([]cases.ReadingDay, bool, error) {
	found := readings{zone: s.zone, limit: limit, place: map[readingKey]int{}}
	err := s.glance(ctx, func(tx *gorm.DB) error {
		rows, err := ask(tx, "SELECT actor, capacity, at FROM ledger WHERE case_id = ? AND act = ? AND actor <> ? ORDER BY seq DESC",
			id, cases.Read, except)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var d cases.ReadingDay
			var at moment
			if err := rows.Scan(&d.Actor, &d.As, &at); err != nil {
				return err
			}
			d.First, d.Last = at.Time, at.Time
			found.add(d)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, false, fmt.Errorf("read who opened a case: %w", err)
	}
	slices.SortStableFunc(found.days, func(a, b cases.ReadingDay) int { return b.Last.Compare(a.Last) })
	return found.days, found.cut, nil
}

// Acts lists what was done to a case, readings aside, newest first. What chains
// the entries, most of their bytes, is not read.
func (s *Store) Acts(ctx context.Context, id cases.CaseID, limit int) (acts []cases.Event, cut bool, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		rows, err := list[ledgerRow](tx, `SELECT at, actor, capacity, act, case_id, target, digest FROM ledger
			WHERE case_id = ? AND act <> ? ORDER BY seq DESC LIMIT ?`, id, cases.Read, limit+1)
		for _, r := range rows[:min(limit, len(rows))] {
			acts = append(acts, r.toSealed().Event)
		}
		cut = len(rows) > limit
		return err
	})
	if err != nil {
		return nil, false, fmt.Errorf("read what was done to a case: %w", err)
	}
	return acts, cut, nil
}

// readings puts what one person opened in one capacity on one day together.
type readings struct {
	zone  *time.Location
	limit int
	days  []cases.ReadingDay
	place map[readingKey]int // in days
	cut   bool
}

type readingKey struct {
	actor cases.UserID
	as    cases.Capacity
	on    cases.Date
}

// add takes the readings newest first: a day that no longer fits is older than
// those that are kept.
func (r *readings) add(d cases.ReadingDay) {
	key := readingKey{d.Actor, d.As, cases.DateOf(d.Last, r.zone)}
	i, known := r.place[key]
	switch {
	case known:
		kept := &r.days[i]
		if d.First.Before(kept.First) {
			kept.First = d.First
		}
		if d.Last.After(kept.Last) { // they came at once
			kept.Last = d.Last
		}
	case len(r.days) == r.limit:
		r.cut = true
	default:
		r.place[key] = len(r.days)
		r.days = append(r.days, d)
	}
}
