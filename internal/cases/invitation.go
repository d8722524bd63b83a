package cases

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// Invitation asks somebody who is not yet known whether a recorded conversation
// was hers. An address alone never makes it hers: addresses are reassigned and
// mistyped. Who accepts it gives two proofs of three: the code of the letter,
// an address that her provider vouches for, the code told in the conversation.
type Invitation struct {
	ID         InvitationID
	Name       string // as she said it; may be empty
	Email      string // normalised; kept only while the invitation is pending
	Lang       Lang   // of the letter
	By         UserID
	At         time.Time
	ExpiresAt  time.Time
	State      InvitationState
	AnsweredAt time.Time // when it stopped being pending; zero before
	Code       string    // hex SHA-256 of the letter's code; empty before a letter left
	Guesses    int       // wrong spoken codes
}

// InvitationState is what became of an invitation.
type InvitationState string

// The states of an invitation.
const (
	InvitationPending  InvitationState = "pending"
	InvitationAccepted InvitationState = "accepted"
	InvitationDeclined InvitationState = "declined"
	InvitationRevoked  InvitationState = "revoked"
	InvitationExpired  InvitationState = "expired"
)

// Limits of an invitation.
const (
	invitationDays = 60
	spokenShown    = time.Hour // how long who invites can read the spoken code
	maxGuesses     = 5         // of a spoken code of six digits
	MaxName        = 200
	MaxEmail       = 254 // RFC 5321, 4.5.3.1.3
)

// Offer is an invitation as it is shown to who may not be its person: nothing
// of what was said.
type Offer struct {
	ID        InvitationID
	Reference string
	Channel   Channel
	CameAt    time.Time
}

// Proof is what somebody gives beside who she is.
type Proof struct {
	Code   string // of the letter
	Spoken string // told in the conversation
}

// NormalEmail is an address as it is compared: without white space around it,
// in small letters.
func NormalEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// isAddress reports whether it is one address of an e-mail, and nothing besides.
func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && !strings.ContainsAny(s, "\r\n\x00")
}

// ParseInvitationID reads an id as it stands in an address.
func ParseInvitationID(s string) (InvitationID, error) {
	if !idShape.MatchString(s) {
		return "", ErrNotFound()
	}
	return InvitationID(s), nil
}

// IsBlocked reports whether too many spoken codes were wrong.
func (i *Invitation) IsBlocked() bool { return i.Guesses >= maxGuesses }

func (i *Invitation) isOpen(at time.Time) bool {
	return i != nil && i.State == InvitationPending && at.Before(i.ExpiresAt)
}

func (i *Invitation) withoutCode() *Invitation {
	if i == nil {
		return nil
	}
	seen := *i
	seen.Code = ""
	return &seen
}

// isInvited reports whether an invitation to the person's address is pending,
// verified or not: what only hides needs no proof.
func (c *Case) isInvited(u User) bool {
	i := c.Invitation
	return i != nil && i.State == InvitationPending && i.Email != "" && i.Email == NormalEmail(u.Email)
}

// spoken is the code of six digits that is told in the conversation. It follows
// from the case's salt, so it is kept nowhere.
func (c *Case) spoken() string {
	mac := hmac.New(sha256.New, c.Salt)
	mac.Write([]byte("spoken code of invitation " + c.Invitation.ID))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(mac.Sum(nil))%1_000_000)
}

func (c *Case) spokenFor(u User, at time.Time) string {
	i := c.Invitation
	if !i.isOpen(at) || i.By != u.ID || at.Sub(i.At) >= spokenShown || len(c.Salt) == 0 || c.SideOf(u) != OfficeSide {
		return ""
	}
	return c.spoken()
}

// checkInvitee checks who is invited. Without an address she can be invited
// later, when the office has it.
func (ps *problems) checkInvitee(u User, name, email string) {
	ps.fit("caller_name", name, MaxName)
	ps.fit("invite_email", email, MaxEmail)
	email = NormalEmail(email)
	if email == "" {
		return
	}
	if !isAddress(email) {
		ps.add("invite_email", "problem.email")
	}
	if email == NormalEmail(u.Email) {
		ps.add("invite_email", "problem.own_call")
	}
}

// invite begins an invitation, and with an address the letter of it. What was
// sent before is worth nothing after it.
func (x *act) invite(i Invitation) error {
	id, err := newID[InvitationID](x.book.random)
	if err != nil {
		return err
	}
	i.ID, i.By, i.At, i.State = id, x.user.ID, x.at, InvitationPending
	i.ExpiresAt = x.at.AddDate(0, 0, invitationDays)
	x.c.Invitation, x.target = &i, string(id)
	if i.Email != "" {
		x.letters = append(x.letters, Letter{Kind: Invited, Case: x.c.ID, Reference: x.c.Reference, Invitation: id})
	}
	return nil
}

// allowInviting refuses what does not fit the invitation as it stands.
func (c *Case) allowInviting(a Action) error {
	switch i := c.Invitation; {
	case i == nil || i.State == InvitationAccepted:
		return refuse(Conflict, "error.nobody_to_invite")
	case a == Revoke && i.State != InvitationPending:
		return refuse(Conflict, "error.nobody_to_invite")
	}
	return nil
}

// Invite sends the invitation anew, to the address and in the language given.
func (b *Book) Invite(ctx context.Context, u User, id CaseID, s Stamp, email, lang string) error {
	return b.change(ctx, u, id, s.saying(email, lang), Invite, func(x *act) error {
		var ps problems
		if NormalEmail(email) == "" {
			ps.add("invite_email", "problem.email")
		}
		ps.checkInvitee(u, "", email)
		l := choose(&ps, "letter_lang", lang, ParseLang)
		if err := ps.err(); err != nil {
			return err
		}
		x.content = map[string]any{"email": NormalEmail(email)}
		return x.invite(Invitation{Name: x.c.Invitation.Name, Email: NormalEmail(email), Lang: l})
	})
}

// Revoke takes the invitation back.
func (b *Book) Revoke(ctx context.Context, u User, id CaseID, s Stamp) error {
	return b.change(ctx, u, id, s, Revoke, func(x *act) error {
		x.c.endInvitation(InvitationRevoked, x.at)
		return nil
	})
}

// keepInvitedOut excludes the advisors from whom the invitation's address hides
// the case, before that address is forgotten.
func (c *Case) keepInvitedOut(advisors []User) {
	for _, a := range advisors {
		if c.isInvited(a) {
			c.keepOut(a)
		}
	}
}

func (c *Case) keepOut(u User) {
	if !slices.Contains(c.Excluded, u.ID) {
		c.Excluded = append(c.Excluded, u.ID)
	}
}

// endInvitation keeps of an invitation only that there was one.
func (c *Case) endInvitation(st InvitationState, at time.Time) {
	i := *c.Invitation
	i.State, i.AnsweredAt, i.Email, i.Code = st, at, "", ""
	c.Invitation = &i
}
