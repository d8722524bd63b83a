package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"maragu.dev/goqite"

	"example.org/casebook/internal/cases"
)

// The queues of letters: those to be delivered, and those given up.
const (
	letterQueue = "letters"
	buriedQueue = "letters-buried"
)

// letterLease is how long a letter that was lent is not lent again, longer than
// an attempt to deliver it may take.
const letterLease = 2 * time.Minute

// newQueue never gives a letter up by itself: that is the delivery's to decide.
func (b *base) newQueue() *goqite.Queue {
	db, err := b.writer.DB()
	if err != nil {
		panic(err) // it was just made of one
	}
	return goqite.New(goqite.NewOpts{DB: db, Name: letterQueue, MaxReceive: 1 << 30,
		Timeout: letterLease, SQLFlavor: b.dialect.letters})
}

// letterRow is a letter as the queue's library keeps a message; what is not
// named here has a default. A priority of 0 is that of every letter.
type letterRow struct {
	Queue string
	Body  []byte
}

// post puts letters down in the transaction of the change that caused them, all
// by one statement, which the library has none for.
func (b *base) post(tx *gorm.DB, letters []cases.Letter) error {
	if len(letters) == 0 {
		return nil
	}
	rows := make([]letterRow, len(letters))
	for i, l := range letters {
		body, err := json.Marshal(l)
		if err != nil {
			return err
		}
		rows[i] = letterRow{letterQueue, body}
	}
	return insert(tx, "goqite", rows...)
}

// Receive lends the next letter that is due; nil when there is none.
func (s *Store) Receive(ctx context.Context) (p *cases.Parcel, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		m, err := s.letters.ReceiveTx(tx.Statement.Context, sqlTx(tx))
		if err != nil || m == nil {
			p = nil
			return err
		}
		p = &cases.Parcel{ID: string(m.ID)}
		if err := json.Unmarshal(m.Body, &p.Letter); err != nil {
			return fmt.Errorf("read letter %s: %w", m.ID, err)
		}
		p.Attempts, _, err = find[int](tx, "SELECT received FROM goqite WHERE id = ?", p.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("receive a letter: %w", err)
	}
	return p, nil
}

// Done removes a letter.
func (s *Store) Done(ctx context.Context, id string) error {
	return s.settle(ctx, id, func(ctx context.Context, tx *sql.Tx) error {
		return s.letters.DeleteTx(ctx, tx, goqite.ID(id))
	})
}

// Later makes a letter due again after the delay.
func (s *Store) Later(ctx context.Context, id string, delay time.Duration) error {
	return s.settle(ctx, id, func(ctx context.Context, tx *sql.Tx) error {
		return s.letters.ExtendTx(ctx, tx, goqite.ID(id), max(delay, 0))
	})
}

// Bury keeps a letter and never lends it again.
func (s *Store) Bury(ctx context.Context, id string) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		_, err := exec(tx, "UPDATE goqite SET queue = ? WHERE id = ?", buriedQueue, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("bury letter %s: %w", id, err)
	}
	return nil
}

// settle gives the library the transaction's own context: the caller's, given
// up halfway, would make SQLite undo what others share the transaction for.
func (s *Store) settle(ctx context.Context, id string, do func(context.Context, *sql.Tx) error) error {
	err := s.write(ctx, func(tx *gorm.DB) error { return do(tx.Statement.Context, sqlTx(tx)) })
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("settle letter %s: %w", id, err)
	}
	return err
}
