package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
)

var now = time.Date(2026, 11, 22, 15, 4, 5, 0, time.UTC)

func clerk(sender Sender, u cases.User, err error) Clerk {
	return Clerk{
		Office: func(context.Context) (Office, error) { return office, nil }, Sender: sender,
		Now:    func() time.Time { return now },
		Reader: func(context.Context, cases.Letter) (cases.User, error) { return u, err },
	}
}

func TestAClerkWritesOnlyToWhoMayStillKnow(t *testing.T) {
	disabled, mute := reader(cases.English), reader(cases.English)
	disabled.Disabled = true
	mute.Email = ""
	locked := errors.New("database is locked")
	tests := []struct {
		name   string
		reader cases.User
		err    error
		sent   int
		want   error
	}{
		{"the person of the letter gets it", reader(cases.English), nil, 1, nil},
		{"who may no longer see the case gets none, and that is no fault", cases.User{}, cases.ErrNotFound(), 0, nil},
		{"who is disabled gets none, and that is no fault", disabled, nil, 0, nil},
		{"who has no address can never get it", mute, nil, 0, ErrRefused},
		{"when nobody can tell, it is tried again", cases.User{}, locked, 0, locked},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sender := NewLog(logTo(new(bytes.Buffer)))
			err := clerk(sender, tt.reader, tt.err).Post(t.Context(), cases.Parcel{ID: "p1", Letter: letter(cases.SomethingNew)})
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if got := len(sender.Recent()); got != tt.sent {
				t.Errorf("got %d letters, want %d", got, tt.sent)
			}
		})
	}
}

func TestAnInvitationGoesToItsAddressWhileItIsWanted(t *testing.T) {
	locked := errors.New("database is locked")
	for _, tt := range []struct {
		err  error
		sent int
		want error
	}{{nil, 1, nil}, {cases.ErrNotFound(), 0, nil}, {locked, 0, locked}} {
		sender := NewLog(logTo(new(bytes.Buffer)))
		c := clerk(sender, cases.User{}, errors.New("nobody's account was to be asked for"))
		c.Address = func(context.Context, cases.Letter) (cases.Addressee, error) { return invited, tt.err }
		err := c.Post(t.Context(), cases.Parcel{ID: "p1", Letter: letter(cases.Invited)})
		if !errors.Is(err, tt.want) {
			t.Errorf("got %v, want %v", err, tt.want)
		}
		if got := len(sender.Recent()); got != tt.sent {
			t.Errorf("got %d letters, want %d", got, tt.sent)
		}
	}
}

func TestTheLogShowsALetterWithoutItsAddress(t *testing.T) {
	var out bytes.Buffer
	sender := NewLog(logTo(&out))
	p := cases.Parcel{ID: "p1", Letter: letter(cases.NewCase)}
	if err := clerk(sender, reader(cases.French), nil).Post(t.Context(), p); err != nil {
		t.Fatal(err)
	}

	if strings.Contains(out.String(), "okafor") || !strings.Contains(out.String(), "VE-2026-0042") {
		t.Errorf("got %s, want the reference and no address", out.String())
	}
	if got := sender.Recent()[0]; got.ID != "p1" || got.At != now || got.To != "maxime.tremblay-okafor@example.org" {
		t.Errorf("got %+v, want the envelope with its id, time and address", got)
	}
}

func TestTheLogRemembersTheLastTwoHundredNewestFirst(t *testing.T) {
	sender := NewLog(logTo(new(bytes.Buffer)))
	for i := range 205 {
		if err := sender.Send(t.Context(), Envelope{ID: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	recent := sender.Recent()
	if got, want := fmt.Sprintf("%d, %s to %s", len(recent), recent[0].ID, recent[len(recent)-1].ID), "200, 204 to 5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
