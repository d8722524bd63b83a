package auth_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/auth/authtest"
)

func newSessions(limits auth.Limits) (*auth.Sessions, *authtest.Memory) {
	store := authtest.NewMemory()
	return auth.NewSessions(store, limits, nil), store
}

func begin(t *testing.T, s *auth.Sessions, now time.Time) (string, auth.Session) {
	t.Helper()
	token, session, err := s.Begin(t.Context(), auth.Arrival{User: "emp-1", Who: auth.Identity{IDToken: "id-token", SID: "sid"}}, now)
	if err != nil {
		t.Fatal(err)
	}
	return token, session
}

func TestASessionIsRecognisedByItsToken(t *testing.T) {
	s, _ := newSessions(auth.Limits{})
	token, begun := begin(t, s, start)
	got, err := s.Authenticate(t.Context(), token, start.Add(time.Second))
	if err != nil || got != begun {
		t.Errorf("got %+v, %v, want %+v", got, err, begun)
	}
	if got.User != "emp-1" || got.IDToken != "id-token" || got.SID != "sid" || got.ExpiresAt != start.Add(10*time.Hour) {
		t.Errorf("got %+v", got)
	}
}

func TestTheStoreNeverSeesTheToken(t *testing.T) {
	s, _ := newSessions(auth.Limits{})
	token, session := begin(t, s, start)
	if len(token) != 43 || len(session.Hash) != 64 || strings.Contains(string(session.Hash), token) {
		t.Errorf("got token %q, hash %q", token, session.Hash)
	}
	if _, err := s.Authenticate(t.Context(), string(session.Hash), start); !errors.Is(err, auth.ErrNoSession) {
		t.Errorf("the stored hash opens the session: %v", err)
	}
}

func TestEverySignInMakesANewToken(t *testing.T) {
	s, _ := newSessions(auth.Limits{})
	one, first := begin(t, s, start)
	two, second := begin(t, s, start)
	if one == two || first.CSRF == second.CSRF || first.CSRF == one {
		t.Error("got a secret twice")
	}
}

func TestASessionEnds(t *testing.T) {
	limits := auth.Limits{Idle: 30 * time.Minute, Absolute: 2 * time.Hour}
	for name, c := range map[string]struct {
		visits []time.Duration // since sign-in; all but the last succeed
		want   error
	}{
		"not within the idle limit":           {[]time.Duration{29 * time.Minute}, nil},
		"at the idle limit":                   {[]time.Duration{30 * time.Minute}, auth.ErrSessionExpired},
		"not while she works":                 {[]time.Duration{25 * time.Minute, 50 * time.Minute, 75 * time.Minute}, nil},
		"idle after work":                     {[]time.Duration{25 * time.Minute, 56 * time.Minute}, auth.ErrSessionExpired},
		"at the absolute limit, work or not":  {[]time.Duration{25 * time.Minute, 50 * time.Minute, 75 * time.Minute, 100 * time.Minute, 119 * time.Minute, 120 * time.Minute}, auth.ErrSessionExpired},
		"once expired, it stays so":           {[]time.Duration{30 * time.Minute, 31 * time.Minute}, auth.ErrSessionExpired},
		"and is forgotten after a while":      {[]time.Duration{auth.Remembered + 30*time.Minute}, auth.ErrNoSession},
		"not when the clock was set back":     {[]time.Duration{-time.Hour}, nil},
		"a visit within the minute is unseen": {[]time.Duration{59 * time.Second, 30 * time.Minute}, auth.ErrSessionExpired},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := newSessions(limits)
			token, _ := begin(t, s, start)
			var err error
			for _, at := range c.visits {
				_, err = s.Authenticate(t.Context(), token, start.Add(at))
			}
			if !errors.Is(err, c.want) {
				t.Errorf("got error %v, want %v", err, c.want)
			}
		})
	}
}

func TestASessionBegunUnderAClockThatWasAheadHasItsLimitsOnceTheClockIsRight(t *testing.T) {
	ahead := 24 * time.Hour
	for name, c := range map[string]struct {
		visits []time.Duration // since the clock is right; all but the last succeed
		want   error
	}{
		"she goes on":                  {[]time.Duration{0, 29 * time.Minute}, nil},
		"to the idle limit":            {[]time.Duration{0, 30 * time.Minute}, auth.ErrSessionExpired},
		"and to the absolute one":      {[]time.Duration{0, 25 * time.Minute, 50 * time.Minute, time.Hour}, auth.ErrSessionExpired},
		"whenever she is seen at last": {[]time.Duration{23 * time.Hour, 23*time.Hour + 30*time.Minute}, auth.ErrSessionExpired},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := newSessions(auth.Limits{Idle: 30 * time.Minute, Absolute: time.Hour})
			token, _ := begin(t, s, start.Add(ahead))
			for i, at := range c.visits {
				_, err := s.Authenticate(t.Context(), token, start.Add(at))
				if last := i == len(c.visits)-1; last && !errors.Is(err, c.want) || !last && err != nil {
					t.Errorf("after %v got error %v", at, err)
				}
			}
		})
	}
}

func TestAnExpiredSessionIsAlsoNoSession(t *testing.T) {
	if !errors.Is(auth.ErrSessionExpired, auth.ErrNoSession) || errors.Is(auth.ErrNoSession, auth.ErrSessionExpired) {
		t.Error("ErrSessionExpired must be an ErrNoSession, and not the other way round")
	}
}

func TestAnExpiredSessionTellsWhoseItWasToItsOwnFormsOnly(t *testing.T) {
	limits := auth.Limits{Idle: 30 * time.Minute}
	for name, c := range map[string]struct {
		after  time.Duration
		forged bool
		end    bool
		want   error
	}{
		"to its own form":                        {after: time.Hour},
		"to a form of the long weekend":          {after: auth.Remembered},
		"not once it is forgotten, swept or not": {after: auth.Remembered + 30*time.Minute, want: auth.ErrNoSession},
		"not while it is alive":                  {after: time.Minute, want: auth.ErrNoSession},
		"not to another's form":                  {after: time.Hour, forged: true, want: auth.ErrNoSession},
		"not once it was signed out everywhere":  {after: time.Hour, end: true, want: auth.ErrNoSession},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := newSessions(limits)
			token, session := begin(t, s, start)
			csrf := session.CSRF
			if c.forged {
				csrf = ""
			}
			if c.end {
				if _, err := s.EndSome(t.Context(), auth.Ending{User: "emp-1"}); err != nil {
					t.Fatal(err)
				}
			}
			who, err := s.WhoseExpired(t.Context(), token, csrf, start.Add(c.after))
			if !errors.Is(err, c.want) || (err == nil) != (who == "emp-1") {
				t.Errorf("got %q, %v, want error %v", who, err, c.want)
			}
			if _, err := s.Authenticate(t.Context(), token, start.Add(c.after)); (err == nil) != (c.after == time.Minute) {
				t.Errorf("asking whose it was made it %v", err)
			}
		})
	}
}

func TestReadingIsNotWriting(t *testing.T) {
	s, store := newSessions(auth.Limits{})
	token, _ := begin(t, s, start)
	for i := range 180 { // a request a second, for three minutes
		if _, err := s.Authenticate(t.Context(), token, start.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if got := store.Touches(); got != 2 {
		t.Errorf("got %d writes in three minutes, want 2", got)
	}
}

func TestASignedInPersonReadsOnWhenTheDiskIsFull(t *testing.T) {
	s := auth.NewSessions(fullDisk{authtest.NewMemory()}, auth.Limits{}, nil)
	token, _ := begin(t, s, start)
	if _, err := s.Authenticate(t.Context(), token, start.Add(5*time.Minute)); err != nil {
		t.Errorf("got %v, want none", err)
	}
}

func TestSignOutRevokes(t *testing.T) {
	s, store := newSessions(auth.Limits{})
	token, _ := begin(t, s, start)
	for range 2 {
		if err := s.End(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Authenticate(t.Context(), token, start); !errors.Is(err, auth.ErrNoSession) || store.Sessions() != 0 {
		t.Errorf("got error %v and %d sessions, want %v and 0", err, store.Sessions(), auth.ErrNoSession)
	}
}

func TestSignOutEverywhere(t *testing.T) {
	s, store := newSessions(auth.Limits{})
	begin(t, s, start)
	begin(t, s, start)
	if n, err := s.EndSome(t.Context(), auth.Ending{User: "emp-1"}); err != nil || n != 2 || store.Sessions() != 0 {
		t.Errorf("got %d, %v, %d left", n, err, store.Sessions())
	}
}

func TestSweepFollowsTheLimits(t *testing.T) {
	s, store := newSessions(auth.Limits{})
	begin(t, s, start)
	if _, err := s.KeepAttempt(t.Context(), auth.Attempt{State: "s", CreatedAt: start}, ""); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{9 * time.Minute, 0}, {10 * time.Minute, 1}, {30 * time.Minute, 0},
		{auth.Remembered + 29*time.Minute, 0}, {auth.Remembered + 30*time.Minute, 1}} {
		if n, err := s.Sweep(t.Context(), start.Add(step.after)); err != nil || n != step.want {
			t.Errorf("after %s: got %d, %v, want %d", step.after, n, err, step.want)
		}
	}
	if store.Sessions() != 0 {
		t.Error("the session is still there")
	}
}

func TestWhatIsNoTokenDoesNotReachTheStore(t *testing.T) {
	s := auth.NewSessions(nil, auth.Limits{}, nil) // a call to it would panic
	for _, token := range []string{"", "x", strings.Repeat("A", 42), strings.Repeat("A", 44), strings.Repeat("!", 43), strings.Repeat("A", 1<<20)} {
		if _, err := s.Authenticate(t.Context(), token, start); !errors.Is(err, auth.ErrNoSession) {
			t.Errorf("%.10q: got %v", token, err)
		}
		if err := s.End(t.Context(), token); err != nil {
			t.Errorf("%.10q: got %v", token, err)
		}
	}
}

func TestNoSessionWithoutRandomness(t *testing.T) {
	s := auth.NewSessions(authtest.NewMemory(), auth.Limits{}, io.LimitReader(strings.NewReader(""), 0))
	if _, _, err := s.Begin(t.Context(), auth.Arrival{User: "emp-1"}, start); err == nil {
		t.Error("got a session with no randomness in its token")
	}
}

func TestAFormsTokenMustBeTheSessions(t *testing.T) {
	s, _ := newSessions(auth.Limits{})
	_, session := begin(t, s, start)
	for token, want := range map[string]bool{session.CSRF: true, "": false, "x": false, session.CSRF + "x": false} {
		if got := session.HasCSRF(token); got != want {
			t.Errorf("%q: got %t, want %t", token, got, want)
		}
	}
	if (auth.Session{}).HasCSRF("") {
		t.Error("no token matches no session")
	}
}

// fullDisk can be read and added to, but no visit can be noted.
type fullDisk struct{ *authtest.Memory }

func (fullDisk) TouchSession(context.Context, auth.Hash, time.Time, time.Time) error {
	return errors.New("disk full")
}
