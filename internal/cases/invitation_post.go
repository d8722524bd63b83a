package cases

import (
	"context"
	"fmt"
)

// Addressee is to whom an Invited letter goes, and with what code.
type Addressee struct {
	Email      string
	Lang       Lang
	Invitation InvitationID
	Code       string
}

// Address draws the code of an Invited letter at the moment it is sent, so that
// neither code nor address lie in the outbox. A letter that is sent again
// carries a new code, and the one before is worth nothing. NotFound when the
// invitation is no longer pending, or another took its place.
func (b *Book) Address(ctx context.Context, l Letter) (to Addressee, err error) {
	err = b.store.Update(ctx, Receipt{}, l.Case, func(c *Case) (Change, error) {
		i := c.Invitation
		if !i.isOpen(b.now()) || i.ID != l.Invitation || i.Email == "" {
			return Change{}, ErrNotFound()
		}
		code, err := newID[string](b.random)
		if err != nil {
			return Change{}, err
		}
		next := *i
		next.Code = codeHash(code)
		c.Invitation = &next
		to = Addressee{Email: i.Email, Lang: i.Lang, Invitation: i.ID, Code: code}
		return Change{}, nil
	})
	if err != nil {
		return Addressee{}, fmt.Errorf("address an invitation: %w", err)
	}
	return to, nil
}

// ExpireInvitations ends those whose time is over and forgets their addresses.
// An advisor who was hidden from a case by her address stays so by exclusion.
func (b *Book) ExpireInvitations(ctx context.Context) error {
	overdue, err := b.store.Overdue(ctx, b.now())
	if err != nil {
		return err
	}
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return err
	}
	for _, id := range overdue {
		if err := b.expire(ctx, id, advisors); err != nil {
			return fmt.Errorf("expire the invitation of case %s: %w", id, err)
		}
	}
	return nil
}

func (b *Book) expire(ctx context.Context, id CaseID, advisors []User) error {
	return b.store.Update(ctx, Receipt{}, id, func(c *Case) (Change, error) {
		at := b.now()
		if c.Invitation == nil || c.Invitation.State != InvitationPending || c.Invitation.isOpen(at) {
			return Change{}, nil
		}
		c.keepInvitedOut(advisors)
		c.endInvitation(InvitationExpired, at)
		c.Version++
		e := Event{At: at, Actor: Operator, As: AsOperator, Act: Expire, Case: c.ID, Target: string(c.Invitation.ID)}
		return Change{Events: []Event{e}}, nil
	})
}
