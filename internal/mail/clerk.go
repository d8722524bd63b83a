package mail

import (
	"context"
	"fmt"
	"time"

	"example.org/casebook/internal/cases"
)

// Sender hands an envelope to whoever carries it. Its errors follow the rules
// of Post: ErrRefused when trying again is of no use, and no address in any.
type Sender interface {
	Send(ctx context.Context, e Envelope) error
}

// Clerk writes each letter for the person it is for and gives it to the sender.
type Clerk struct {
	// Office is who writes, as the office is named at that moment.
	Office func(context.Context) (Office, error)
	Sender Sender
	Now    func() time.Time

	// Reader is the person of the letter, as she is now. It refuses with
	// NotFound when the case is no longer hers to know of.
	Reader func(ctx context.Context, l cases.Letter) (cases.User, error)
	// Address is to whom a letter to nobody's account goes. It refuses with
	// NotFound when what the letter carries is no longer wanted.
	Address func(ctx context.Context, l cases.Letter) (cases.Addressee, error)
}

// Post writes and sends one letter; it is a Post of a Delivery. Who was
// disabled or lost sight of the case since the letter was put down gets none:
// that it exists is itself a thing of the case.
func (c Clerk) Post(ctx context.Context, p cases.Parcel) error {
	if p.Letter.Kind == cases.Invited {
		return c.invite(ctx, p)
	}
	reader, err := c.Reader(ctx, p.Letter)
	switch {
	case cases.KindOf(err) == cases.NotFound, err == nil && reader.Disabled:
		return nil
	case err != nil:
		return fmt.Errorf("find the reader: %w", err)
	case reader.Email == "":
		return fmt.Errorf("the reader has no address: %w", ErrRefused)
	}

	return c.send(ctx, p, func(o Office) Envelope { return Compose(p.Letter, reader, o) })
}

func (c Clerk) invite(ctx context.Context, p cases.Parcel) error {
	to, err := c.Address(ctx, p.Letter)
	switch {
	case cases.KindOf(err) == cases.NotFound:
		return nil
	case err != nil:
		return fmt.Errorf("find whom to invite: %w", err)
	}
	return c.send(ctx, p, func(o Office) Envelope { return ComposeInvitation(p.Letter, to, o) })
}

func (c Clerk) send(ctx context.Context, p cases.Parcel, compose func(Office) Envelope) error {
	office, err := c.Office(ctx)
	if err != nil {
		return fmt.Errorf("find the office's name: %w", err)
	}
	e := compose(office)
	e.ID, e.At = p.ID, c.Now()
	return c.Sender.Send(ctx, e)
}
