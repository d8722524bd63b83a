package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// together is how many events one transaction of the journal holds at most.
const together = 64

// errClosed: the program is stopping.
var errClosed = errors.New("the casebook is closed")

// journal commits events that come alone. Each costs a flush of the disk, so
// those that wait while one is under way share the next.
type journal struct {
	store *Store
	in    chan *entry
	stop  chan struct{}
	done  chan struct{}
	once  sync.Once
}

// entry is an event that waits.
type entry struct {
	ctx   context.Context
	event cases.Event
	kept  chan error // takes one answer
}

func newJournal(s *Store) *journal {
	j := &journal{store: s, in: make(chan *entry), stop: make(chan struct{}), done: make(chan struct{})}
	go j.run()
	return j
}

// record waits until the event is durable or the caller gives up. An event
// given up while it is being written may be in the ledger all the same.
func (j *journal) record(ctx context.Context, e cases.Event) error {
	w := &entry{ctx, e, make(chan error, 1)}
	select {
	case j.in <- w:
	case <-j.stop:
		return errClosed
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
	select {
	case err := <-w.kept:
		return err
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
}

func (j *journal) run() {
	defer close(j.done)
	for {
		select {
		case first := <-j.in:
			j.commit(j.gather(first))
		case <-j.stop:
			return
		}
	}
}

// gather takes those that wait by now; it waits for nobody.
func (j *journal) gather(first *entry) []*entry {
	all := []*entry{first}
	for len(all) < together {
		select {
		case next := <-j.in:
			all = append(all, next)
		default:
			return all
		}
	}
	return all
}

// commit writes the events of those who still wait. Nobody's deadline may undo
// what the others wait for, so the transaction has none of its own: the lock it
// waits for is bounded by the database.
func (j *journal) commit(all []*entry) {
	var waiting []*entry
	var events []cases.Event
	for _, w := range all {
		if w.ctx.Err() == nil {
			waiting, events = append(waiting, w), append(events, w.event)
		}
	}
	if len(waiting) == 0 {
		return
	}
	err := j.store.write(context.Background(), func(tx *gorm.DB) error {
		return j.store.append(tx, events...)
	})
	for _, w := range waiting {
		w.kept <- err
	}
}

// close writes what is under way and stops.
func (j *journal) close() {
	j.once.Do(func() { close(j.stop) })
	<-j.done
}
