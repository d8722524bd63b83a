package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// ledgerRow is a row of the table ledger.
type ledgerRow struct {
	Seq      int64
	Prev     string
	At       moment
	Actor    cases.UserID
	Capacity cases.Capacity
	Act      cases.Action
	CaseID   cases.CaseID
	Target   string
	Digest   string
	Hash     string
}

func fromSealed(e cases.Sealed) ledgerRow {
	return ledgerRow{Seq: e.Seq, Prev: e.Prev, At: moment{e.At}, Actor: e.Actor, Capacity: e.As, Act: e.Act,
		CaseID: e.Case, Target: e.Target, Digest: e.Digest, Hash: e.Hash}
}

func (r ledgerRow) toSealed() cases.Sealed {
	return cases.Sealed{Seq: r.Seq, Prev: r.Prev, Hash: r.Hash, Event: cases.Event{At: r.At.Time, Actor: r.Actor,
		As: r.Capacity, Act: r.Act, Case: r.CaseID, Target: r.Target, Digest: r.Digest}}
}

const ledgerColumns = "SELECT seq, prev, at, actor, capacity, act, case_id, target, digest, hash FROM ledger"

// append seals events after the last one. Nobody else can append until the
// transaction ends: on SQLite it holds the only lock, on PostgreSQL the head's.
func (s *Store) append(tx *gorm.DB, events ...cases.Event) error {
	if len(events) == 0 {
		return nil
	}
	if err := s.lockLedger(tx); err != nil {
		return err
	}
	last, _, err := find[ledgerRow](tx, ledgerColumns+" ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return fmt.Errorf("read the ledger's head: %w", err)
	}
	rows := make([]ledgerRow, len(events))
	for i, e := range events {
		rows[i] = fromSealed(cases.Seal(last.toSealed(), atStored(e)))
		last = rows[i]
	}
	if err := insert(tx, "ledger", rows...); err != nil {
		return fmt.Errorf("write the ledger: %w", err)
	}
	return nil
}

// lockLedger makes those who append queue up, where several write at once.
func (s *Store) lockLedger(tx *gorm.DB) error {
	if s.dialect.lockHead == "" {
		return nil
	}
	if _, err := exec(tx, s.dialect.lockHead); err != nil {
		return fmt.Errorf("lock the ledger: %w", err)
	}
	return nil
}

// atStored gives an event the moment that will be read back, since the moment
// is sealed.
func atStored(e cases.Event) cases.Event {
	e.At = e.At.UTC().Truncate(time.Microsecond)
	return e
}

// Record appends an event alone; it is durable when Record returns. Several
// that come at once share a transaction.
func (s *Store) Record(ctx context.Context, e cases.Event) error {
	var err error
	if s.tx != nil {
		err = s.append(s.tx.WithContext(ctx), e)
	} else {
		err = s.journal.record(ctx, e, nil)
	}
	if err != nil {
		return fmt.Errorf("record %s: %w", e.Act, err)
	}
	return nil
}

// Ledger lists entries after the number, oldest first.
func (s *Store) Ledger(ctx context.Context, after int64, limit int) ([]cases.Sealed, error) {
	return s.entries(ctx, " WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
}

// Latest lists entries below the number, newest first; 0 stands for the end.
func (s *Store) Latest(ctx context.Context, below int64, limit int) ([]cases.Sealed, error) {
	if below <= 0 {
		return s.entries(ctx, " ORDER BY seq DESC LIMIT ?", limit)
	}
	return s.entries(ctx, " WHERE seq < ? ORDER BY seq DESC LIMIT ?", below, limit)
}

func (s *Store) entries(ctx context.Context, which string, args ...any) (out []cases.Sealed, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		rows, err := list[ledgerRow](tx, ledgerColumns+which, args...)
		for _, r := range rows {
			out = append(out, r.toSealed())
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return out, nil
}

// References gives the reference of each case that exists.
func (s *Store) References(ctx context.Context, ids []cases.CaseID) (map[cases.CaseID]string, error) {
	refs := make(map[cases.CaseID]string, len(ids))
	err := s.view(ctx, func(tx *gorm.DB) error {
		type row struct {
			ID        cases.CaseID
			Reference string
		}
		for some := range slices.Chunk(ids, maxArgs) {
			rows, err := list[row](tx, "SELECT id, reference FROM cases WHERE id IN ?", some)
			if err != nil {
				return err
			}
			for _, r := range rows {
				refs[r.ID] = r.Reference
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read references: %w", err)
	}
	return refs, nil
}
