package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"example.org/casebook/internal/cases"
)

// Outbox keeps the letters until they are delivered. A letter is put in with
// the change that caused it, in the same transaction; here it only leaves.
type Outbox interface {
	// Receive lends the next parcel that is due; nil when there is none. It is
	// not lent again for Lease. A parcel neither done, put off nor buried by
	// then (the program died) is lent again, and its reader may get it twice:
	// better twice than never.
	Receive(ctx context.Context) (*cases.Parcel, error)
	// Done removes a parcel.
	Done(ctx context.Context, id string) error
	// Later makes the parcel due again after the delay.
	Later(ctx context.Context, id string, delay time.Duration) error
	// Bury keeps the parcel and never lends it again: an operator looks.
	Bury(ctx context.Context, id string) error
}

// Lease is how long a received parcel is ours, longer than one attempt may
// take.
const Lease = 2 * time.Minute

// attempt bounds one attempt to deliver a parcel.
const attempt = 90 * time.Second

// Every is how often the outbox is looked into when nobody wakes the delivery.
const Every = 20 * time.Second

// ErrRefused marks a letter that no further attempt will deliver.
var ErrRefused = errors.New("refused for good")

// Post takes one parcel to its reader: nil when it is delivered, an error that
// wraps ErrRefused when it never will be, any other error to try again. Errors
// are logged, so they must not name a person or an address.
type Post func(ctx context.Context, p cases.Parcel) error

// Delivery takes letters from the outbox to the post until it is told to stop.
type Delivery struct {
	outbox Outbox
	post   Post
	log    *slog.Logger
	after  func(time.Duration) <-chan time.Time
	wake   chan struct{}
}

// NewDelivery is a delivery that has not started. The clock is after, as in
// time.After.
func NewDelivery(outbox Outbox, post Post, log *slog.Logger, after func(time.Duration) <-chan time.Time) *Delivery {
	return &Delivery{outbox: outbox, post: post, log: log, after: after, wake: make(chan struct{}, 1)}
}

// Wake says that a letter was put into the outbox. It never blocks, and it may
// be called at any time, from anywhere.
func (d *Delivery) Wake() {
	select {
	case d.wake <- struct{}{}:
	default: // One call is already waiting, and it will find this letter too.
	}
}

// Run delivers until the context ends. Whatever goes wrong with the outbox is
// logged and tried again: letters wait, the program goes on.
func (d *Delivery) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := d.empty(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("outbox does not answer", "error", err)
		}

		select {
		case <-ctx.Done():
		case <-d.wake:
		case <-d.after(Every):
		}
	}
}

// empty delivers everything that is due.
func (d *Delivery) empty(ctx context.Context) error {
	for ctx.Err() == nil {
		p, err := d.outbox.Receive(ctx)
		if err != nil {
			return fmt.Errorf("receive a letter: %w", err)
		}
		if p == nil {
			return nil
		}
		if err := d.deliver(ctx, *p); err != nil {
			return fmt.Errorf("letter %s: %w", p.ID, err)
		}
	}
	return nil
}

// deliver makes one attempt and settles what becomes of the parcel.
func (d *Delivery) deliver(ctx context.Context, p cases.Parcel) error {
	trying, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	err := d.post(trying, p)

	if ctx.Err() != nil && err != nil {
		// We are stopping, which is not the letter's fault.
		return d.outbox.Later(context.WithoutCancel(ctx), p.ID, 0)
	}
	return d.settle(context.WithoutCancel(ctx), p, err)
}

// settle is not cancelled with the delivery: a letter that left must be
// recorded as gone, or its reader gets it twice.
func (d *Delivery) settle(ctx context.Context, p cases.Parcel, failure error) error {
	log := d.log.With("letter", p.ID, "kind", p.Letter.Kind, "attempts", p.Attempts)
	if failure == nil {
		return d.outbox.Done(ctx, p.ID)
	}

	delay, again := backoff(p.Attempts)
	if !again || errors.Is(failure, ErrRefused) {
		log.Error("letter given up", "error", failure)
		return d.outbox.Bury(ctx, p.ID)
	}
	log.Warn("letter put off", "error", failure, "delay", delay)
	return d.outbox.Later(ctx, p.ID, delay)
}

// delays come after the first, second … failed attempt; the last one is
// repeated until a letter is given up.
var delays = []time.Duration{
	time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour,
}

// lastAttempt comes 2 days, 22 hours and 36 minutes after the first: a mail
// server that is down over a weekend loses no letter.
const lastAttempt = 14

// backoff is the wait after so many attempts; false when there is no next.
func backoff(attempts int) (time.Duration, bool) {
	if attempts >= lastAttempt {
		return 0, false
	}
	return delays[min(max(attempts, 1), len(delays))-1], true
}
