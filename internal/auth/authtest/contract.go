package authtest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// noon is when the contract's sessions begin; with microseconds, to see that
// they are kept.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 123456000, time.UTC)

func hash(c string) auth.Hash { return auth.Hash(strings.Repeat(c, 64)) }

func session(c string, user cases.UserID) auth.Session {
	return auth.Session{
		Hash: hash(c), User: user, CSRF: strings.Repeat("c", 43),
		IDToken: strings.Repeat("header.payload.", 300), SID: "sid-" + c,
		Browser: auth.Firefox, AuthTime: noon.Add(-time.Minute), CreatedAt: noon, SeenAt: noon, ExpiresAt: noon.Add(10 * time.Hour),
	}
}

func attempt(state, browser string) auth.StoredAttempt {
	return auth.StoredAttempt{
		State: hash(state), Browser: hash(browser), Nonce: "nonce", Verifier: "verifier",
		ReturnTo: "/cases/1?q=élection", MaxAge: 5 * time.Minute, CreatedAt: noon,
	}
}

// Issuer is the provider of the contract's accounts.
const Issuer = "https://id.example.org"

// Contract tests a session store against the words of auth.SessionStore. Each
// call of open returns an empty store. It knows the users "emp-1" and "emp-2",
// which open must create: accounts at Issuer whose subject is their id.
func Contract(t *testing.T, open func(t *testing.T) auth.SessionStore) {
	for name, test := range map[string]func(*testing.T, auth.SessionStore){
		"a session comes back as it was stored":               sessionRoundTrip,
		"a session that is not there is ErrNoSession":         noSession,
		"the same session is not added twice":                 sessionTwice,
		"seeing a session is noted, and bounds its end":       touch,
		"seeing an ended session does not revive it":          touchEnded,
		"ending a session twice is no error":                  endTwice,
		"all sessions of one user end, and nobody else's":     endAll,
		"her sessions come with the last seen first":          listed,
		"one session ends, if it is hers":                     endOne,
		"all others end and this one goes on":                 endOthers,
		"a logout ends the sessions it names":                 logOut,
		"a logout token is heeded once":                       logOutTwice,
		"of a token sent many times at once one is heeded":    logOutRace,
		"an attempt comes back as it was stored, once":        attemptRoundTrip,
		"an attempt of another browser stays":                 attemptOtherBrowser,
		"the same attempt is not added twice":                 attemptTwice,
		"of many who take an attempt at once exactly one may": attemptRace,
		"sweeping removes what is past its limits":            sweep,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func isKind(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func sessionRoundTrip(t *testing.T, s auth.SessionStore) {
	want := session("a", "emp-1")
	must(t, s.AddSession(t.Context(), want))
	got, err := s.FindSession(t.Context(), want.Hash)
	must(t, err)
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	silent := session("b", "emp-1")
	silent.AuthTime, silent.Browser, silent.SID = time.Time{}, "", ""
	must(t, s.AddSession(t.Context(), silent))
	if got, err = s.FindSession(t.Context(), silent.Hash); err != nil || got != silent {
		t.Errorf("got %+v, %v, want %+v", got, err, silent)
	}
}

func noSession(t *testing.T, s auth.SessionStore) {
	_, err := s.FindSession(t.Context(), hash("a"))
	isKind(t, err, auth.ErrNoSession)
}

func sessionTwice(t *testing.T, s auth.SessionStore) {
	must(t, s.AddSession(t.Context(), session("a", "emp-1")))
	if err := s.AddSession(t.Context(), session("a", "emp-2")); err == nil {
		t.Error("got no error for a second session with the same hash")
	}
	got, err := s.FindSession(t.Context(), hash("a"))
	must(t, err)
	if got.User != "emp-1" {
		t.Errorf("got user %s, want emp-1", got.User)
	}
}

func touch(t *testing.T, s auth.SessionStore) {
	must(t, s.AddSession(t.Context(), session("a", "emp-1")))
	for _, c := range []struct{ seen, end, wantEnd time.Duration }{
		{5 * time.Minute, 11 * time.Hour, 10 * time.Hour}, // it ends when it would have ended
		{-5 * time.Minute, 9 * time.Hour, 9 * time.Hour},  // by a clock that was set back
		{5 * time.Minute, 10 * time.Hour, 9 * time.Hour},
	} {
		must(t, s.TouchSession(t.Context(), hash("a"), noon.Add(c.seen), noon.Add(c.end)))
		got, err := s.FindSession(t.Context(), hash("a"))
		must(t, err)
		if got.SeenAt != noon.Add(c.seen) || got.ExpiresAt != noon.Add(c.wantEnd) {
			t.Errorf("got seen %s, expires %s", got.SeenAt, got.ExpiresAt)
		}
	}
}

func touchEnded(t *testing.T, s auth.SessionStore) {
	must(t, s.AddSession(t.Context(), session("a", "emp-1")))
	must(t, s.EndSession(t.Context(), hash("a")))
	must(t, s.TouchSession(t.Context(), hash("a"), noon.Add(time.Minute), noon.Add(10*time.Hour)))
	_, err := s.FindSession(t.Context(), hash("a"))
	isKind(t, err, auth.ErrNoSession)
}

func endTwice(t *testing.T, s auth.SessionStore) {
	must(t, s.AddSession(t.Context(), session("a", "emp-1")))
	must(t, s.EndSession(t.Context(), hash("a")))
	must(t, s.EndSession(t.Context(), hash("a")))
}

func endAll(t *testing.T, s auth.SessionStore) {
	must(t, s.AddSession(t.Context(), session("a", "emp-1")))
	must(t, s.AddSession(t.Context(), session("b", "emp-1")))
	must(t, s.AddSession(t.Context(), session("c", "emp-2")))
	n, err := s.EndSessions(t.Context(), auth.Ending{User: "emp-1"})
	must(t, err)
	if n != 2 {
		t.Errorf("got %d ended, want 2", n)
	}
	_, err = s.FindSession(t.Context(), hash("a"))
	isKind(t, err, auth.ErrNoSession)
	_, err = s.FindSession(t.Context(), hash("c"))
	must(t, err)
}

func attemptRoundTrip(t *testing.T, s auth.SessionStore) {
	want := attempt("a", "b")
	must(t, s.AddAttempt(t.Context(), want))
	got, err := s.TakeAttempt(t.Context(), want.State, want.Browser)
	must(t, err)
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	_, err = s.TakeAttempt(t.Context(), want.State, want.Browser)
	isKind(t, err, auth.ErrExpired)
}

func attemptOtherBrowser(t *testing.T, s auth.SessionStore) {
	must(t, s.AddAttempt(t.Context(), attempt("a", "b")))
	_, err := s.TakeAttempt(t.Context(), hash("a"), hash("c"))
	isKind(t, err, auth.ErrExpired)
	_, err = s.TakeAttempt(t.Context(), hash("a"), hash("b"))
	must(t, err)
}

func attemptTwice(t *testing.T, s auth.SessionStore) {
	must(t, s.AddAttempt(t.Context(), attempt("a", "b")))
	if err := s.AddAttempt(t.Context(), attempt("a", "c")); err == nil {
		t.Error("got no error for a second attempt with the same state")
	}
}

func attemptRace(t *testing.T, s auth.SessionStore) {
	must(t, s.AddAttempt(t.Context(), attempt("a", "b")))
	ctx := context.WithoutCancel(t.Context())
	var taken atomic.Int32
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if _, err := s.TakeAttempt(ctx, hash("a"), hash("b")); err == nil {
				taken.Add(1)
			}
		})
	}
	all.Wait()
	if got := taken.Load(); got != 1 {
		t.Errorf("got the attempt taken %d times, want once", got)
	}
}

func sweep(t *testing.T, s auth.SessionStore) {
	idle, old, alive := session("a", "emp-1"), session("b", "emp-1"), session("c", "emp-1")
	now := noon.Add(10 * time.Hour)
	idle.SeenAt, idle.ExpiresAt = now.Add(-30*time.Minute), now.Add(time.Hour)
	old.SeenAt, old.ExpiresAt = now, now
	alive.SeenAt, alive.ExpiresAt = now.Add(-29*time.Minute), now.Add(time.Microsecond)
	for _, each := range []auth.Session{idle, old, alive} {
		must(t, s.AddSession(t.Context(), each))
	}
	stale, fresh := attempt("a", "b"), attempt("b", "b")
	stale.CreatedAt, fresh.CreatedAt = now.Add(-10*time.Minute), now.Add(-9*time.Minute)
	must(t, s.AddAttempt(t.Context(), stale))
	must(t, s.AddAttempt(t.Context(), fresh))

	over, good := logout("over", "nobody", ""), logout("good", "nobody", "")
	over.Until, good.Until = now, now.Add(time.Microsecond)
	for _, l := range []auth.Logout{over, good} {
		_, err := s.LogOut(t.Context(), l, noon)
		must(t, err)
	}

	n, err := s.Sweep(t.Context(), now, now, now.Add(-30*time.Minute), now.Add(-10*time.Minute))
	must(t, err)
	if n != 4 {
		t.Errorf("got %d swept, want 4", n)
	}
	_, err = s.LogOut(t.Context(), good, now)
	isKind(t, err, auth.ErrReplayed)
	_, err = s.FindSession(t.Context(), alive.Hash)
	must(t, err)
	_, err = s.TakeAttempt(t.Context(), fresh.State, fresh.Browser)
	must(t, err)
}
