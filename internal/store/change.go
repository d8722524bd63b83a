package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// Create keeps a new case under the next number of the year. A repeated receipt
// answers with the first case and makes nothing, or refuses what it says anew.
func (s *Store) Create(ctx context.Context, r cases.Receipt, year int, make func(int) (*cases.Case, cases.Change, error)) (id cases.CaseID, err error) {
	read := s.readAhead(make)
	err = s.write(ctx, func(tx *gorm.DB) error {
		first, repeated, err := receiptOf(tx, r)
		if err != nil {
			return err
		}
		if repeated {
			if first.Content != r.Content {
				return cases.ErrFormUsed()
			}
			id = first.CaseID
			return nil
		}
		number, err := nextNumber(tx, year)
		if err != nil {
			return err
		}
		c, change, err := make(number)
		if err != nil {
			return err
		}
		if err := insertCase(tx, c); err != nil {
			return err
		}
		id = c.ID
		return s.keep(tx, r, known{}, c, change, read)
	})
	if err != nil {
		return "", fmt.Errorf("create a case: %w", err)
	}
	return id, nil
}

// readAhead reads the words of a case that is not made yet, while others have
// their turn to write: it takes longer than to write them. A refusal will come
// again; inside of Together the turn is ours already.
func (s *Store) readAhead(make func(int) (*cases.Case, cases.Change, error)) *words {
	if s.tx != nil {
		return nil
	}
	c, _, err := make(0)
	if err != nil {
		return nil
	}
	return wordsOf(c)
}

// Update keeps what a decision makes of a case. On PostgreSQL the decision may
// be asked again, of the case as it is then.
func (s *Store) Update(ctx context.Context, r cases.Receipt, id cases.CaseID, decide func(*cases.Case) (cases.Change, error)) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		c, err := s.lockCase(tx, id)
		if err != nil {
			return err
		}
		first, repeated, err := receiptOf(tx, r)
		if err != nil {
			return err
		}
		before := knownOf(c)
		change, err := decide(c)
		if repeated {
			return cases.AnswerAgain(first == receipt{id, r.Content}, err)
		}
		if err != nil {
			return err
		}
		if err := updateCase(tx, before, c); err != nil {
			return err
		}
		return s.keep(tx, r, before, c, change, nil)
	})
	if err != nil {
		return fmt.Errorf("update case %s: %w", id, err)
	}
	return nil
}

// lockCase loads a case that nobody else changes until the transaction ends.
func (s *Store) lockCase(tx *gorm.DB, id cases.CaseID) (*cases.Case, error) {
	if s.dialect.forUpd != "" {
		// Apart from the reading, which then sees what was waited for.
		if _, err := exec(tx, "SELECT 1 FROM cases WHERE id = ?"+s.dialect.forUpd, id); err != nil {
			return nil, fmt.Errorf("lock the case: %w", err)
		}
	}
	c, err := loadCase(tx, "c.id = ?", id)
	if err == nil && c == nil {
		err = cases.ErrNotFound()
	}
	return c, err
}

// keep writes what a decision left beside the case. The ledger comes last: its
// head is what all writers wait for on PostgreSQL.
func (s *Store) keep(tx *gorm.DB, r cases.Receipt, before known, c *cases.Case, change cases.Change, read *words) error {
	if err := s.indexCase(tx, before, c, read); err != nil {
		return fmt.Errorf("index the case: %w", err)
	}
	if err := s.post(tx, change.Letters); err != nil {
		return fmt.Errorf("put down the letters: %w", err)
	}
	if err := s.keepReceipt(tx, r, c.ID); err != nil {
		return err
	}
	if err := sawOwn(tx, before, c, change.Events); err != nil {
		return err
	}
	if err := leaveBehind(tx, before, c); err != nil {
		return err
	}
	return s.append(tx, change.Events...)
}

// receipt is what a form was taken for.
type receipt struct {
	CaseID  cases.CaseID
	Content string
}

// receiptOf tells what a form was taken for, if it was taken before.
func receiptOf(tx *gorm.DB, r cases.Receipt) (receipt, bool, error) {
	if r.Key == "" {
		return receipt{}, false, nil
	}
	first, found, err := find[receipt](tx, "SELECT case_id, content FROM receipts WHERE owner = ? AND key = ?", r.Owner, r.Key)
	if err != nil {
		return receipt{}, false, fmt.Errorf("look for the receipt: %w", err)
	}
	return first, found, nil
}

// isDone reports that a form about no case was taken before. Its key with
// something else in the form is an error of whoever sent it.
func isDone(tx *gorm.DB, r cases.Receipt) (bool, error) {
	first, repeated, err := receiptOf(tx, r)
	if err == nil && repeated && first != (receipt{"", r.Content}) {
		err = cases.ErrFormUsed()
	}
	return repeated, err
}

func (s *Store) keepReceipt(tx *gorm.DB, r cases.Receipt, id cases.CaseID) error {
	if r.Key == "" {
		return nil
	}
	if err := s.consumeDraft(tx, r); err != nil {
		return err
	}
	_, err := exec(tx, "INSERT INTO receipts (owner, key, case_id, content, at) VALUES (?, ?, ?, ?, ?)",
		r.Owner, r.Key, id, r.Content, moment{s.now()})
	if troubleOf(err) == duplicate {
		// The same form in another transaction, which has now committed.
		return errors.Join(errAgain, err)
	}
	if err != nil {
		return fmt.Errorf("keep the receipt: %w", err)
	}
	return nil
}

// nextNumber draws the next number of a year. Whoever draws after waits until
// this transaction ends, so that no number is lost when it fails.
func nextNumber(tx *gorm.DB, year int) (int, error) {
	n, _, err := find[int](tx, `INSERT INTO sequences (year, last) VALUES (?, 1)
		ON CONFLICT (year) DO UPDATE SET last = sequences.last + 1 RETURNING last`, year)
	if err != nil {
		return 0, fmt.Errorf("draw a number of %d: %w", year, err)
	}
	return n, nil
}
