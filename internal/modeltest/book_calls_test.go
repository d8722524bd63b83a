package modeltest

import "example.org/casebook/internal/cases"

// invitation is the id of the case's invitation; of an earlier one when the
// step is stale.
func (b *book) invitation(s step) cases.InvitationID {
	c := b.whole(s.On)
	if c == nil || c.Invitation == nil || s.Stale > 0 {
		return noCase
	}
	return c.Invitation.ID
}

func (b *book) reply(s step) error {
	id, code := b.invitation(s), b.letters[s.Part]
	if s.Do == "decline_invitation" {
		return b.book.Decline(b.ctx, b.user(s.Who), id, code)
	}
	spoken := ""
	switch s.Also {
	case "right":
		spoken = b.spoken[s.On]
	case "wrong":
		spoken = "0000000"
	}
	_, err := b.book.Accept(b.ctx, b.user(s.Who), id, cases.Proof{Code: code, Spoken: spoken})
	return err
}

func (b *book) post(s step) error {
	to, err := b.book.Address(b.ctx, cases.Letter{Case: b.idOf(s.On), Invitation: b.invitation(s)})
	if err == nil {
		b.letters[s.N] = to.Code
	}
	return err
}

// exclude is an act of nobody yet. Like all others it is in the ledger, by which
// the store knows what it may still hold.
func (b *book) exclude(s step) error {
	return b.store.Update(b.ctx, cases.Receipt{}, b.idOf(s.On), func(c *cases.Case) (cases.Change, error) {
		c.Excluded = append(c.Excluded, b.userID(s.To))
		c.Version++
		return cases.Change{Events: []cases.Event{{At: b.clock.now(), Case: c.ID, Actor: cases.Operator, As: cases.AsOperator, Act: "exclude"}}}, nil
	})
}
