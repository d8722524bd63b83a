package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
)

// box is an outbox in memory whose clock only its test moves.
type box struct {
	mu      sync.Mutex
	now     time.Duration
	parcels []*lying
	broken  error
}

type lying struct {
	cases.Parcel
	due    time.Duration
	buried bool
}

func (b *box) put(l cases.Letter) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.parcels = append(b.parcels, &lying{Parcel: cases.Parcel{ID: fmt.Sprintf("p%d", len(b.parcels)+1), Letter: l}, due: b.now})
}

func (b *box) Receive(context.Context) (*cases.Parcel, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.parcels {
		if b.broken == nil && !p.buried && p.due <= b.now {
			p.Attempts++
			p.due = b.now + Lease
			lent := p.Parcel
			return &lent, nil
		}
	}
	return nil, b.broken
}

func (b *box) change(id string, do func(p *lying)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.parcels {
		if p.ID == id {
			do(p)
		}
	}
	return nil
}

func (b *box) Done(_ context.Context, id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, p := range b.parcels {
		if p.ID == id {
			b.parcels = append(b.parcels[:i], b.parcels[i+1:]...)
			return nil
		}
	}
	return fmt.Errorf("no parcel %s", id)
}

func (b *box) Later(_ context.Context, id string, delay time.Duration) error {
	return b.change(id, func(p *lying) { p.due = b.now + delay })
}

func (b *box) Bury(_ context.Context, id string) error {
	return b.change(id, func(p *lying) { p.buried = true })
}

// never is a clock that stands still: only Wake starts another round.
func never(time.Duration) <-chan time.Time { return nil }

func logTo(b *bytes.Buffer) *slog.Logger { return slog.New(slog.NewTextHandler(b, nil)) }

func TestALetterIsTriedAfterGrowingWaitsAndGivenUpAfterThreeDays(t *testing.T) {
	var out bytes.Buffer
	outbox := new(box)
	outbox.put(letter(cases.SomethingNew))
	var tried []time.Duration
	d := NewDelivery(outbox, func(context.Context, cases.Parcel) error {
		tried = append(tried, outbox.now)
		return errors.New("the mail server does not answer")
	}, logTo(&out), never)

	p := outbox.parcels[0]
	for !p.buried {
		outbox.now = p.due
		if err := d.empty(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	got := fmt.Sprint(tried)
	want := "[0s 1m0s 6m0s 36m0s 2h36m0s 6h36m0s 14h36m0s 22h36m0s 30h36m0s 38h36m0s 46h36m0s 54h36m0s 62h36m0s 70h36m0s]"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !strings.Contains(out.String(), "letter given up") {
		t.Errorf("got the log\n%s\nwant it to say that the letter was given up", out.String())
	}
}

func TestWhatBecomesOfALetterFollowsFromItsPost(t *testing.T) {
	tests := []struct {
		name    string
		failure error
		left    int
		buried  bool
		due     time.Duration
	}{
		{"a delivered letter is gone", nil, 0, false, 0},
		{"a letter refused for good is buried at once", fmt.Errorf("no such mailbox: %w", ErrRefused), 1, true, Lease},
		{"any other failure is tried again in a minute", errors.New("try again"), 1, false, time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			outbox := new(box)
			outbox.put(letter(cases.NewCase))
			d := NewDelivery(outbox, func(context.Context, cases.Parcel) error { return tt.failure }, logTo(new(bytes.Buffer)), never)
			if err := d.empty(t.Context()); err != nil {
				t.Fatal(err)
			}

			if len(outbox.parcels) != tt.left {
				t.Fatalf("got %d parcels left, want %d", len(outbox.parcels), tt.left)
			}
			for _, p := range outbox.parcels {
				if p.buried != tt.buried || p.due != tt.due {
					t.Errorf("got buried %v, due %s; want %v, %s", p.buried, p.due, tt.buried, tt.due)
				}
			}
		})
	}
}

func TestOneBadLetterDoesNotHoldUpTheOthers(t *testing.T) {
	outbox := new(box)
	for range 3 {
		outbox.put(letter(cases.NewCase))
	}
	var posted []string
	d := NewDelivery(outbox, func(_ context.Context, p cases.Parcel) error {
		posted = append(posted, p.ID)
		if p.ID == "p1" {
			return errors.New("not this one")
		}
		return nil
	}, logTo(new(bytes.Buffer)), never)

	if err := d.empty(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(posted), "[p1 p2 p3]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWakingDeliversAtOnceThoughTheClockStandsStill(t *testing.T) {
	outbox := new(box)
	posted := make(chan string)
	d := NewDelivery(outbox, func(_ context.Context, p cases.Parcel) error {
		posted <- p.ID
		return nil
	}, logTo(new(bytes.Buffer)), never)
	stop := start(t, d)

	outbox.put(letter(cases.NewCase))
	d.Wake()
	d.Wake() // A second call while the first waits is no second delivery.
	if got, want := <-posted, "p1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	stop()
}

func TestTheOutboxIsLookedIntoWithoutWaking(t *testing.T) {
	outbox := new(box)
	posted := make(chan string, 1)
	ticks := make(chan time.Time)
	waits := make(chan time.Duration, 8)
	d := NewDelivery(outbox, func(_ context.Context, p cases.Parcel) error {
		posted <- p.ID
		return nil
	}, logTo(new(bytes.Buffer)), func(wait time.Duration) <-chan time.Time {
		waits <- wait
		return ticks
	})
	stop := start(t, d)

	if got := <-waits; got != Every {
		t.Errorf("got a wait of %s, want %s", got, Every)
	}
	outbox.put(letter(cases.NewCase))
	ticks <- time.Time{}
	if got, want := <-posted, "p1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	stop()
}

func TestAnOutboxThatDoesNotAnswerIsAskedAgain(t *testing.T) {
	var out bytes.Buffer
	outbox := &box{broken: errors.New("database is locked")}
	ticks := make(chan time.Time)
	waits := make(chan time.Duration, 8)
	d := NewDelivery(outbox, nil, logTo(&out), func(wait time.Duration) <-chan time.Time {
		waits <- wait
		return ticks
	})
	stop := start(t, d)

	<-waits
	ticks <- time.Time{}
	<-waits
	stop()
	if got, want := strings.Count(out.String(), "database is locked"), 2; got != want {
		t.Errorf("got %d complaints, want %d:\n%s", got, want, out.String())
	}
}

func TestALetterInterruptedByStoppingIsDueAtOnceAgain(t *testing.T) {
	outbox := new(box)
	outbox.put(letter(cases.NewCase))
	trying := make(chan bool)
	d := NewDelivery(outbox, func(ctx context.Context, _ cases.Parcel) error {
		close(trying)
		<-ctx.Done()
		return ctx.Err()
	}, logTo(new(bytes.Buffer)), never)
	stop := start(t, d)

	<-trying
	stop()
	if p := outbox.parcels[0]; p.due != 0 || p.buried {
		t.Errorf("got due %s, buried %v; want it due at once", p.due, p.buried)
	}
}

// start runs the delivery; what it gives back stops it and waits for its end.
func start(t *testing.T, d *Delivery) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan bool)
	go func() {
		d.Run(ctx)
		close(ended)
	}()
	return func() {
		cancel()
		<-ended
	}
}
