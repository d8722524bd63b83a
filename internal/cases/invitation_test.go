package cases

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
)

// wrongSpoken is six digits that are not the spoken code.
func wrongSpoken(c *Case) string {
	if c.spoken() == "000000" {
		return "111111"
	}
	return "000000"
}

func unverified(u User) User { u.Verified = false; return u }

func TestTwoProofsOfThreeMakeACaseHers(t *testing.T) {
	for _, tt := range []struct {
		sentence               string
		u                      User
		code, spoken, accepted bool
		refusal                Kind
	}{
		{"the letter and a verified address", newcomer, true, false, true, 0},
		{"the letter and the spoken code", namesake, true, true, true, 0},
		{"a verified address and the spoken code", newcomer, false, true, true, 0},
		{"all three", newcomer, true, true, true, 0},
		{"an address that nobody vouches for, with the letter", unverified(newcomer), true, false, false, Invalid},
		{"the letter alone", namesake, true, false, false, Invalid},
		{"a verified address alone", newcomer, false, false, false, Invalid},
		{"the spoken code alone", namesake, false, true, false, NotFound},
		{"the spoken code and an address that nobody vouches for", unverified(newcomer), false, true, false, NotFound},
		{"nothing", stranger, false, false, false, NotFound},
		{"who logged it", delphine, true, true, false, NotFound},
		{"nobody", User{}, true, true, false, NotFound},
		{"somebody disabled", disabled(newcomer), true, true, false, NotFound},
	} {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			c, code := o.logged(t, goodCall())
			var p Proof
			if tt.code {
				p.Code = code
			}
			if tt.spoken {
				p.Spoken = c.spoken()[:3] + " " + c.spoken()[3:]
			}
			id, err := o.Accept(ctx, tt.u, c.Invitation.ID, p)
			wantKind(t, err, tt.refusal)
			after := o.load(t, c.ID)
			want(t, "linked", after.Filer == tt.u.ID && tt.u.ID != "", tt.accepted)
			if tt.accepted {
				want(t, "case", id, c.ID)
				want(t, "state", after.Invitation.State, InvitationAccepted)
				want(t, "address kept", after.Invitation.Email+after.Invitation.Code, "")
				want(t, "side", after.SideOf(tt.u), FilerSide)
			} else {
				want(t, "wrong guesses", after.Invitation.Guesses, 0)
			}
		})
	}
}

// TestADeadInvitationLooksLikeNone goes through everything that can be wrong
// with an invitation: the answer is always that there is none.
func TestADeadInvitationLooksLikeNone(t *testing.T) {
	for _, tt := range []struct {
		sentence string
		kill     func(t *testing.T, o *office, c *Case, p *Proof)
	}{
		{"used by another", func(t *testing.T, o *office, c *Case, p *Proof) {
			_, err := o.Accept(ctx, namesake, c.Invitation.ID, *p)
			wantKind(t, err, 0)
		}},
		{"declined", func(t *testing.T, o *office, c *Case, p *Proof) {
			wantKind(t, o.Decline(ctx, newcomer, c.Invitation.ID, p.Code), 0)
		}},
		{"revoked", func(t *testing.T, o *office, c *Case, _ *Proof) {
			wantKind(t, o.Revoke(ctx, edmund, c.ID, Stamp{Version: c.Version}), 0)
		}},
		{"replaced", func(t *testing.T, o *office, c *Case, _ *Proof) {
			wantKind(t, o.Invite(ctx, edmund, c.ID, Stamp{Version: c.Version}, "zoe.lachapelle@example.org", "fr"), 0)
		}},
		{"expired", func(_ *testing.T, o *office, c *Case, _ *Proof) { o.at = c.Invitation.ExpiresAt }},
		{"expired and swept", func(t *testing.T, o *office, c *Case, _ *Proof) {
			o.at = c.Invitation.ExpiresAt
			wantKind(t, o.ExpireInvitations(ctx), 0)
			k := o.load(t, c.ID)
			want(t, "state", k.Invitation.State, InvitationExpired)
			want(t, "address kept", k.Invitation.Email+k.Invitation.Code, "")
		}},
		{"she handles it", func(_ *testing.T, o *office, c *Case, _ *Proof) { o.store.cases[c.ID].Advisor = newcomer.ID }},
		{"she is excluded", func(_ *testing.T, o *office, c *Case, _ *Proof) { o.store.cases[c.ID].Excluded = []UserID{newcomer.ID} }},
	} {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			c, code := o.logged(t, goodCall())
			p := Proof{Code: code, Spoken: c.spoken()}
			tt.kill(t, o, c, &p)
			before, entries := o.load(t, c.ID), len(o.store.ledger)
			_, err := o.Accept(ctx, newcomer, c.Invitation.ID, p)
			want(t, "accept", fmt.Sprint(err), fmt.Sprint(ErrNotFound()))
			want(t, "decline", fmt.Sprint(o.Decline(ctx, newcomer, c.Invitation.ID, code)), fmt.Sprint(ErrNotFound()))
			_, _, err = o.ToAnswer(ctx, newcomer, c.Invitation.ID, code)
			want(t, "show", fmt.Sprint(err), fmt.Sprint(ErrNotFound()))
			want(t, "unchanged", reflect.DeepEqual(o.load(t, c.ID), before), true)
			want(t, "entries", len(o.store.ledger), entries)
		})
	}
}

func TestAnotherInvitationsCodeOpensNothing(t *testing.T) {
	o := newOffice()
	mine, _ := o.logged(t, goodCall())
	d := goodCall()
	d.Key, d.Email = "second", "somebody@example.org"
	_, other := o.logged(t, d)
	for _, code := range []string{other, "", "00000000000000000000000000", mine.Invitation.Code, mine.Reference} {
		_, _, err := o.ToAnswer(ctx, namesake, mine.Invitation.ID, code)
		wantKind(t, err, NotFound)
	}
}

func TestASpokenCodeIsGuessedAtFiveTimes(t *testing.T) {
	o := newOffice()
	c, _ := o.logged(t, goodCall())
	for i := range maxGuesses {
		_, err := o.Accept(ctx, newcomer, c.Invitation.ID, Proof{Spoken: wrongSpoken(c)})
		wantKind(t, err, Invalid)
		want(t, "guesses", o.load(t, c.ID).Invitation.Guesses, i+1)
	}
	_, err := o.Accept(ctx, newcomer, c.Invitation.ID, Proof{Spoken: c.spoken()})
	wantKind(t, err, Invalid)
	want(t, "the sentence", err.(*Error).Problems[0].Key, "problem.spoken.blocked")
	k := o.load(t, c.ID)
	want(t, "linked", k.Filer, "")
	want(t, "guesses", k.Invitation.Guesses, maxGuesses)
	guesses := 0
	for _, e := range o.store.ledger {
		if e.Act == Guess {
			guesses++
			want(t, "as", e.As, AsEmployee)
		}
	}
	want(t, "guesses in the ledger", guesses, maxGuesses)

	code := o.posted(t, k) // the letter still works
	_, err = o.Accept(ctx, newcomer, c.Invitation.ID, Proof{Code: code})
	wantKind(t, err, 0)
}

func TestAcceptingTwiceIsOneAct(t *testing.T) {
	o := newOffice()
	c, code := o.logged(t, goodCall())
	for range 2 {
		id, err := o.Accept(ctx, newcomer, c.Invitation.ID, Proof{Code: code})
		wantKind(t, err, 0)
		want(t, "case", id, c.ID)
	}
	accepted := 0
	for _, e := range o.store.ledger {
		if e.Act == Accept {
			accepted++
			want(t, "as", e.As, AsFiler)
		}
	}
	want(t, "entries", accepted, 1)
}

func TestAnInvitationIsOfferedToAVerifiedAddressAlone(t *testing.T) {
	o := newOffice()
	c, _ := o.logged(t, goodCall())
	for _, tt := range []struct {
		u     User
		after time.Duration
		want  int
	}{{newcomer, 0, 1}, {unverified(newcomer), 0, 0}, {disabled(newcomer), 0, 0}, {namesake, 0, 0}, {User{}, 0, 0},
		{newcomer, 61 * 24 * time.Hour, 0}} {
		at := o.at
		o.at = at.Add(tt.after)
		offers, err := o.Offers(ctx, tt.u)
		wantKind(t, err, 0)
		want(t, "offers", len(offers), tt.want)
		want(t, "side", o.load(t, c.ID).SideOf(tt.u), Outside)
		o.at = at
	}
}

func TestAnInvitedAdvisorNeverLooksFromTheOfficesSide(t *testing.T) {
	invited := User{ID: "u-invited", Name: "Ivo Advisor", Email: "IVO@example.org", Roles: NewRoles(Advisor)}
	d := goodCall()
	d.Email = "ivo@example.org"
	o := newOffice()
	o.store.people[invited.ID] = invited
	c, code := o.logged(t, d)
	want(t, "while it is pending", c.SideOf(invited), Outside)
	for _, l := range o.store.letters {
		if l.To == invited.ID {
			t.Errorf("got the letter %v", l)
		}
	}

	declined := copyOf(c)
	o.store.cases[c.ID] = declined
	wantKind(t, o.Decline(ctx, invited, c.Invitation.ID, code), 0)
	want(t, "when declined", o.load(t, c.ID).SideOf(invited), Outside)

	o.store.cases[c.ID] = copyOf(c)
	wantKind(t, o.Decline(ctx, newcomer, c.Invitation.ID, code), 0)
	want(t, "when somebody else declined", o.load(t, c.ID).SideOf(invited), Outside)

	o.store.cases[c.ID] = copyOf(c)
	o.at = c.Invitation.ExpiresAt
	wantKind(t, o.ExpireInvitations(ctx), 0)
	want(t, "when expired", o.load(t, c.ID).SideOf(invited), Outside)
}

func TestTheLetterOfAReplacedInvitationIsNotSent(t *testing.T) {
	o := newOffice()
	c, _ := o.logged(t, goodCall())
	old := Letter{Kind: Invited, Case: c.ID, Invitation: c.Invitation.ID}
	wantKind(t, o.Invite(ctx, edmund, c.ID, Stamp{Version: c.Version}, "Other@Example.org", "en"), 0)
	_, err := o.Address(ctx, old)
	wantKind(t, err, NotFound)
	k := o.load(t, c.ID)
	to, err := o.Address(ctx, Letter{Kind: Invited, Case: c.ID, Invitation: k.Invitation.ID})
	wantKind(t, err, 0)
	want(t, "address", to.Email, "other@example.org")
	want(t, "language", to.Lang, English)
	want(t, "name", k.Invitation.Name, "Zoé")
	if to.Code == "" || o.load(t, c.ID).Invitation.Code == to.Code {
		t.Error("the code is kept as it is sent")
	}
}

func TestWhoAcceptedIsToldToTheOffice(t *testing.T) {
	o := newOffice()
	c, code := o.logged(t, goodCall())
	o.store.letters = nil
	_, err := o.Accept(ctx, newcomer, c.Invitation.ID, Proof{Code: code})
	wantKind(t, err, 0)
	wantLetters(t, o.store.letters, lettersTo(InvitationAnswered, c, delphine, edmund, recused))
}

func TestWhoAcceptedReadsItInTheHistoryOfHerCase(t *testing.T) {
	o := newOffice()
	c, code := o.logged(t, goodCall())
	_, err := o.Accept(ctx, newcomer, c.Invitation.ID, Proof{Code: code})
	wantKind(t, err, 0)
	opened, err := o.Open(ctx, newcomer, c.ID)
	wantKind(t, err, 0)
	h, err := o.History(ctx, opened)
	wantKind(t, err, 0)
	want(t, "that she accepted is told", slices.Contains(actsIn(h), Accept), true)
}
