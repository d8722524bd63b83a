package cases

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// proven counts the proofs that a person gives. Whether she may look at the
// invitation turns on the first two; the spoken code alone opens nothing, so
// it can only be guessed at by who has another proof.
func (c *Case) proven(u User, p Proof) (looks bool, proofs int) {
	i := c.Invitation
	if i.Code != "" && p.Code != "" && subtle.ConstantTimeCompare([]byte(codeHash(p.Code)), []byte(i.Code)) == 1 {
		proofs++
	}
	if u.Verified && i.Email != "" && NormalEmail(u.Email) == i.Email {
		proofs++
	}
	looks = proofs > 0
	if c.isSpoken(p.Spoken) {
		proofs++
	}
	return looks, proofs
}

func (c *Case) isSpoken(typed string) bool {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, typed)
	return !c.Invitation.IsBlocked() && len(c.Salt) > 0 &&
		subtle.ConstantTimeCompare([]byte(digits), []byte(c.spoken())) == 1
}

func codeHash(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

// meets says whether the person may answer the invitation. Whatever is wrong
// with it, expired, used, revoked, somebody else's, looks the same: not there.
func (c *Case) meets(u User, id InvitationID, p Proof, at time.Time) (proofs int, err error) {
	if u.ID == "" || u.Disabled || !c.Invitation.isOpen(at) || c.Invitation.ID != id || c.isBarred(u) {
		return 0, ErrNotFound()
	}
	looks, proofs := c.proven(u, p)
	if !looks {
		return 0, ErrNotFound()
	}
	return proofs, nil
}

// isBarred keeps who recorded or handles a case, or is excluded from it, from
// making it her own.
func (c *Case) isBarred(u User) bool {
	return c.Call == nil || c.Call.LoggedBy == u.ID || c.Advisor == u.ID || slices.Contains(c.Excluded, u.ID)
}

// ToAnswer shows an invitation to who may answer it. NeedsSpoken tells that the
// spoken code is wanted before she can accept.
func (b *Book) ToAnswer(ctx context.Context, u User, id InvitationID, code string) (o Offer, needsSpoken bool, err error) {
	c, err := b.invitedCase(ctx, id)
	if err != nil {
		return Offer{}, false, err
	}
	proofs, err := c.meets(u, id, Proof{Code: code}, b.now())
	if err != nil {
		return Offer{}, false, err
	}
	return Offer{ID: id, Reference: c.Reference, Channel: c.Channel, CameAt: c.SubmittedAt}, proofs < 2, nil
}

func (b *Book) invitedCase(ctx context.Context, id InvitationID) (*Case, error) {
	of, err := b.store.Invitation(ctx, id)
	if err != nil {
		return nil, err
	}
	return b.store.Case(ctx, of)
}

// Offers lists the invitations that may be the person's, by the address that
// her provider vouches for. They are offered; nothing is linked by it.
func (b *Book) Offers(ctx context.Context, u User) ([]Offer, error) {
	if u.ID == "" || u.Disabled || !u.Verified || u.Email == "" {
		return nil, nil
	}
	all, err := b.store.Offers(ctx, NormalEmail(u.Email), b.now())
	if err != nil {
		return nil, fmt.Errorf("list offers: %w", err)
	}
	return all, nil
}

// Accept makes the case hers. The same person accepting again is answered as
// the first time.
func (b *Book) Accept(ctx context.Context, u User, id InvitationID, p Proof) (CaseID, error) {
	return b.reply(ctx, u, id, p, func(x *act, proofs int, _ []User) error {
		if proofs < 2 {
			return x.guess(p)
		}
		x.c.Filer = u.ID
		x.c.endInvitation(InvitationAccepted, x.at)
		x.c.Shared++
		return nil
	})
}

// Decline says that the conversation was not hers. An advisor who declines, and
// one to whose address the invitation went, is kept out of the case all the
// same: whose it is nobody has proved.
func (b *Book) Decline(ctx context.Context, u User, id InvitationID, code string) error {
	_, err := b.reply(ctx, u, id, Proof{Code: code}, func(x *act, _ int, advisors []User) error {
		x.c.keepInvitedOut(advisors)
		x.c.endInvitation(InvitationDeclined, x.at)
		if u.IsAdvisor() {
			x.c.keepOut(u)
		}
		return nil
	})
	return err
}

// reply is what accepting and declining share. A wrong guess is kept although
// it is refused: otherwise guessing would cost nothing.
func (b *Book) reply(ctx context.Context, u User, id InvitationID, p Proof, do func(*act, int, []User) error) (CaseID, error) {
	of, err := b.store.Invitation(ctx, id)
	if err != nil {
		return "", err
	}
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return "", err
	}
	var refused error
	err = b.store.Update(ctx, Receipt{}, of, func(c *Case) (ch Change, err error) {
		refused = nil
		at := b.now()
		if i := c.Invitation; i != nil && i.ID == id && i.State == InvitationAccepted && c.Filer == u.ID {
			return Change{}, nil
		}
		proofs, err := c.meets(u, id, p, at)
		if err != nil {
			return Change{}, err
		}
		x := &act{book: b, user: u, at: at, c: c}
		before := c.Invitation.Guesses
		refused = do(x, proofs, advisors)
		return x.answered(id, c.Invitation.Guesses > before, advisors), nil
	})
	if err == nil {
		err = refused
	}
	return of, err
}

// answered is what an answer leaves in the ledger and in the outbox; guessed
// says that a wrong code was counted, and not merely none given.
func (x *act) answered(id InvitationID, guessed bool, advisors []User) Change {
	e := Event{At: x.at, Actor: x.user.ID, As: AsEmployee, Case: x.c.ID, Target: string(id)}
	switch x.c.Invitation.State {
	case InvitationAccepted:
		e.Act, e.As = Accept, AsFiler
	case InvitationDeclined:
		e.Act = Decline
	default:
		if !guessed {
			return Change{}
		}
		e.Act = Guess
		return Change{Events: []Event{e}}
	}
	x.c.Version++
	return Change{Events: []Event{e}, Letters: lettersTo(InvitationAnswered, x.c, advisorsOf(x.c, advisors)...)}
}

// guess refuses an answer without the spoken code, or with a wrong one, which
// it counts.
func (x *act) guess(p Proof) error {
	var ps problems
	switch i := *x.c.Invitation; {
	case i.IsBlocked():
		ps.add("spoken", "problem.spoken.blocked")
	case strings.TrimSpace(p.Spoken) == "":
		ps.add("spoken", "problem.spoken.missing")
	default:
		i.Guesses++
		x.c.Invitation = &i
		ps.add("spoken", "problem.spoken.wrong")
	}
	return ps.err()
}
