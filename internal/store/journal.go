package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// together is how many writers share one transaction of the journal at most.
const together = 64

// errClosed: the program is stopping; the one that comes after it is not.
var errClosed = fmt.Errorf("%w: the casebook is closed", ErrBusy)

// errBroken: the database gave the whole transaction up with one part of it.
var errBroken = errors.New("the shared transaction was given up")

// journal commits what comes at once together. Each commit costs a flush of the
// disk, so those that wait while one is under way share the next; what one of
// them refuses is undone alone.
type journal struct {
	store *Store
	in    chan *waiter
	stop  chan struct{}
	done  chan struct{}
	once  sync.Once
}

// waiter is an event that waits, or a part of a transaction.
type waiter struct {
	ctx    context.Context
	event  cases.Event
	look   *cases.Look          // kept with the event; nil for none
	do     func(*gorm.DB) error // nil for an event
	taken  atomic.Bool          // by the journal, or back by the caller
	err    error
	raised any // what do panicked with
	kept   chan struct{}
}

func newJournal(s *Store) *journal {
	j := &journal{store: s, in: make(chan *waiter), stop: make(chan struct{}), done: make(chan struct{})}
	go j.run()
	return j
}

// record waits until the event is durable or the caller gives up.
func (j *journal) record(ctx context.Context, e cases.Event, l *cases.Look) error {
	return j.keep(&waiter{ctx: ctx, event: e, look: l})
}

// write waits until what do writes is durable, refused, or given up. Once it is
// under way nobody gives up: do and its caller know the same variables.
func (j *journal) write(ctx context.Context, do func(*gorm.DB) error) error {
	return j.keep(&waiter{ctx: ctx, do: do})
}

func (j *journal) keep(e *waiter) error {
	e.kept = make(chan struct{})
	select {
	case j.in <- e:
	case <-j.stop:
		return errClosed
	case <-e.ctx.Done():
		return fmt.Errorf("%w: %w", ErrBusy, e.ctx.Err())
	}
	select {
	case <-e.kept:
	case <-e.ctx.Done():
		if e.taken.CompareAndSwap(false, true) {
			return fmt.Errorf("%w: %w", ErrBusy, e.ctx.Err())
		}
		<-e.kept
	}
	if e.raised != nil {
		panic(e.raised)
	}
	return e.err
}

func (j *journal) run() {
	defer close(j.done)
	for {
		select {
		case first := <-j.in:
			j.commit(first)
		case <-j.stop:
			return
		}
	}
}

// commit waits for the turn to write, and writes what those want who came in
// the meantime and still wait.
func (j *journal) commit(first *waiter) {
	j.store.turn <- struct{}{}
	defer func() { <-j.store.turn }()
	var taken []*waiter
	for _, e := range j.gather(first) {
		if e.taken.CompareAndSwap(false, true) {
			taken = append(taken, e)
		}
	}
	j.share(taken)
	for _, e := range taken {
		close(e.kept)
	}
}

// gather takes those that wait by now; it waits for nobody.
func (j *journal) gather(first *waiter) []*waiter {
	all := []*waiter{first}
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

// share writes all in one transaction. When that fails as a whole each is
// written alone, so that nobody's trouble is another's; only a database that
// somebody else holds is not asked again.
func (j *journal) share(all []*waiter) {
	if len(all) == 0 {
		return
	}
	err := j.transact(all)
	if err == nil {
		return
	}
	if len(all) == 1 || troubleOf(err) == busy {
		for _, e := range all {
			e.err = fault(e.ctx, err)
		}
		return
	}
	for e := range slices.Chunk(all, 1) {
		j.share(e)
	}
}

// transact is one transaction of the journal. Nobody's deadline may undo what
// the others wait for, so it has none: the lock it waits for is bounded by the
// database.
func (j *journal) transact(all []*waiter) error {
	var err error
	for range attempts {
		err = j.store.transact(context.Background(), j.store.writer, nil, func(tx *gorm.DB) error {
			return j.parts(tx, all)
		})
		if troubleOf(err) != rolledBack {
			return err
		}
	}
	return err
}

func (j *journal) parts(tx *gorm.DB, all []*waiter) error {
	var events []cases.Event
	var looks []cases.Look
	for _, e := range all {
		if e.do == nil {
			events = append(events, e.event)
			if e.look != nil {
				looks = append(looks, *e.look)
			}
			continue
		}
		if e.err = e.part(tx); errors.Is(e.err, errBroken) {
			return e.err
		}
	}
	if err := j.store.keepLooks(tx, looks); err != nil {
		return err
	}
	return j.store.append(tx, events...)
}

// part runs what one writer wants; its refusal, and its panic, are its own.
func (e *waiter) part(tx *gorm.DB) error {
	ctx := context.WithoutCancel(e.ctx)
	err := nested(ctx, tx, func(tx *gorm.DB) (err error) {
		defer func() {
			if e.raised = recover(); e.raised != nil {
				err = errors.New("panicked")
			}
		}()
		return e.do(tx)
	})
	return fault(ctx, err)
}

// close writes what is under way and stops.
func (j *journal) close() {
	j.once.Do(func() { close(j.stop) })
	<-j.done
}
