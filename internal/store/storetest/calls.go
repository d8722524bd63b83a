package storetest

import (
	"slices"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

var callTests = []test{
	{"an invitation is found by its id, and no other", invitationFound},
	{"offers are those pending to one address", offersListed},
	{"overdue are those pending past their time", overdueListed},
	{"people are found by their whole address or the beginnings of their names", peopleFound},
	{"that an address is verified is as the provider says now", verifiedNow},
}

// invited keeps a logged case with an invitation.
func (w *world) invited(n int, bend func(*cases.Invitation)) *cases.Case {
	w.Helper()
	c := plainCase(n)
	c.Channel = cases.Phone
	c.Call = &cases.Call{LoggedBy: w.chloe.ID, LoggedAt: c.SubmittedAt}
	c.Invitation = &cases.Invitation{ID: cases.InvitationID(c.ID + "i"), Email: "zoe@example.org", Lang: cases.French, By: w.chloe.ID,
		At: c.SubmittedAt.Add(time.Duration(n) * time.Minute), ExpiresAt: c.SubmittedAt.AddDate(0, 0, 60), State: cases.InvitationPending}
	bend(c.Invitation)
	w.keep(c)
	return c
}

func asIs(*cases.Invitation) {}

func invitationFound(w *world) {
	c := w.invited(1, asIs)
	w.invited(2, asIs)
	of, err := w.Store.Invitation(w.ctx, c.Invitation.ID)
	w.must(err)
	if of != c.ID {
		w.Errorf("got %s, want %s", of, c.ID)
	}
	_, err = w.Store.Invitation(w.ctx, "nowhere")
	w.refused(err, cases.NotFound)
	w.edit(c.ID, func(c *cases.Case) {
		c.Invitation = &cases.Invitation{ID: "next", By: "b", At: c.SubmittedAt, ExpiresAt: c.SubmittedAt}
	})
	_, err = w.Store.Invitation(w.ctx, c.Invitation.ID)
	w.refused(err, cases.NotFound)
}

func offersListed(w *world) {
	later := w.invited(2, asIs)
	first := w.invited(1, asIs)
	w.invited(3, func(i *cases.Invitation) { i.Email = "other@example.org" })
	w.invited(4, func(i *cases.Invitation) { i.State = cases.InvitationRevoked })
	w.invited(5, func(i *cases.Invitation) { i.ExpiresAt = i.At })
	got, err := w.Store.Offers(w.ctx, "zoe@example.org", first.SubmittedAt.AddDate(0, 0, 1))
	w.must(err)
	want := []cases.Offer{{ID: first.Invitation.ID, Reference: first.Reference, Channel: cases.Phone, CameAt: first.SubmittedAt},
		{ID: later.Invitation.ID, Reference: later.Reference, Channel: cases.Phone, CameAt: later.SubmittedAt}}
	if !slices.Equal(got, want) {
		w.Errorf("got %+v, want %+v", got, want)
	}
}

func overdueListed(w *world) {
	c := w.invited(1, asIs)
	w.invited(2, func(i *cases.Invitation) { i.State = cases.InvitationDeclined })
	for _, at := range []struct {
		moment time.Time
		want   int
	}{{c.Invitation.ExpiresAt.Add(-time.Second), 0}, {c.Invitation.ExpiresAt, 1}} {
		got, err := w.Store.Overdue(w.ctx, at.moment)
		w.must(err)
		if len(got) != at.want {
			w.Errorf("got %v, want %d", got, at.want)
		}
	}
}

func peopleFound(w *world) {
	eve := w.signIn("eve", "Éve Disabled")
	w.disable(eve)
	for _, tt := range []struct {
		email string
		words []string
		limit int
		want  []cases.User
	}{
		{"basile@example.org", nil, 5, []cases.User{w.basile}},
		{"basile@example.or", nil, 5, nil},
		{"", []string{"chloe"}, 5, []cases.User{w.chloe}},
		{"", []string{"EXEMPLE", "bas"}, 5, []cases.User{w.basile}},
		{"", []string{"exempl"}, 5, []cases.User{w.basile, w.chloe}},
		{"", []string{"exempl"}, 1, []cases.User{w.basile}},
		{"", []string{"xample"}, 5, nil},
		{"", []string{"eve"}, 5, nil},
		{"", []string{"%"}, 5, nil},
		{"", []string{"zz\x00\xff"}, 5, nil},
		{"a\x00\xff@example.org", nil, 5, nil},
		{"", nil, 5, nil},
	} {
		got, err := w.Store.FindPeople(w.ctx, tt.email, tt.words, tt.limit)
		w.must(err)
		if !slices.Equal(got, tt.want) {
			w.Errorf("%q %q: got %v, want %v", tt.email, tt.words, got, tt.want)
		}
	}
}

func verifiedNow(w *world) {
	id := auth.Identity{Issuer: "https://id.example.org", Subject: "v", Email: "v@example.org", EmailVerified: true, Roles: cases.NewRoles()}
	if u := w.comes(id); !u.Verified {
		w.Error("the address is not verified")
	}
	id.EmailVerified = false
	if u := w.comes(id); u.Verified {
		w.Error("the address is still verified")
	}
}
