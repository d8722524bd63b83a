package authtest

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// four begins sessions a and b of emp-1, c of emp-2, and d of emp-1 whose name
// the provider did not tell.
func four(t *testing.T, s auth.SessionStore) {
	t.Helper()
	for i, c := range []string{"a", "b", "c", "d"} {
		user := cases.UserID("emp-1")
		if c == "c" {
			user = "emp-2"
		}
		x := session(c, user)
		x.SeenAt = noon.Add(time.Duration(i) * time.Minute)
		if c == "d" {
			x.SID = ""
		}
		must(t, s.AddSession(t.Context(), x))
	}
}

// left are the sessions that are there, of both.
func left(t *testing.T, s auth.SessionStore) (names string) {
	t.Helper()
	for _, user := range []cases.UserID{"emp-1", "emp-2"} {
		all, err := s.SessionsOf(t.Context(), user)
		must(t, err)
		for _, x := range all {
			names += string(x.Hash[:1])
		}
	}
	return names
}

func isLeft(t *testing.T, s auth.SessionStore, want string) {
	t.Helper()
	if got := left(t, s); got != want {
		t.Errorf("got sessions %q, want %q", got, want)
	}
}

func listed(t *testing.T, s auth.SessionStore) {
	four(t, s)
	isLeft(t, s, "dbac")
	all, err := s.SessionsOf(t.Context(), "emp-2")
	must(t, err)
	want := session("c", "emp-2")
	want.SeenAt = noon.Add(2 * time.Minute)
	if len(all) != 1 || all[0] != want {
		t.Errorf("got %+v, want %+v", all, want)
	}
}

func endOne(t *testing.T, s auth.SessionStore) {
	four(t, s)
	event := cases.Event{At: noon, Actor: "emp-1", As: cases.AsEmployee, Act: cases.EndSession}
	n, err := s.EndSessions(t.Context(), auth.Ending{User: "emp-1", Only: hash("c"), Event: event})
	if err != nil || n != 0 {
		t.Errorf("got %d of somebody else's ended, %v, want 0", n, err)
	}
	n, err = s.EndSessions(t.Context(), auth.Ending{User: "emp-1", Only: hash("a"), Event: event})
	if err != nil || n != 1 {
		t.Errorf("got %d ended, %v, want 1", n, err)
	}
	isLeft(t, s, "dbc")
}

func endOthers(t *testing.T, s auth.SessionStore) {
	four(t, s)
	n, err := s.EndSessions(t.Context(), auth.Ending{User: "emp-1", Except: hash("b")})
	if err != nil || n != 2 {
		t.Errorf("got %d ended, %v, want 2", n, err)
	}
	isLeft(t, s, "bc")
}

func logout(id, subject, sid string) auth.Logout {
	return auth.Logout{Issuer: Issuer, Subject: subject, SID: sid, TokenID: id, Until: noon.Add(time.Hour)}
}

func logOut(t *testing.T, s auth.SessionStore) {
	for _, x := range []struct {
		l    auth.Logout
		want string
	}{
		{logout("1", "emp-1", ""), "c"},
		{logout("2", "", "sid-a"), "dbc"},
		{logout("3", "emp-1", "sid-a"), "bc"}, // the nameless one may be the one that is meant
		{logout("4", "emp-2", "sid-a"), "dbac"},
		{logout("5", "nobody", ""), "dbac"},
		{logout("6", "", "sid-z"), "dbac"},
	} {
		four(t, s)
		n, err := s.LogOut(t.Context(), x.l, noon)
		if want := 4 - len(x.want); err != nil || n != want {
			t.Errorf("%+v: got %d ended, %v, want %d", x.l, n, err, want)
		}
		isLeft(t, s, x.want)
		for _, user := range []cases.UserID{"emp-1", "emp-2"} {
			_, err := s.EndSessions(t.Context(), auth.Ending{User: user})
			must(t, err)
		}
	}
}

func logOutTwice(t *testing.T, s auth.SessionStore) {
	_, err := s.LogOut(t.Context(), logout("1", "emp-1", ""), noon)
	must(t, err)
	four(t, s)
	_, err = s.LogOut(t.Context(), logout("1", "emp-1", ""), noon)
	isKind(t, err, auth.ErrReplayed)
	isLeft(t, s, "dbac")
}

func logOutRace(t *testing.T, s auth.SessionStore) {
	four(t, s)
	ctx := context.WithoutCancel(t.Context())
	var heeded atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := s.LogOut(ctx, logout("1", "emp-1", ""), noon); err == nil {
				heeded.Add(1)
			}
		})
	}
	all.Wait()
	if got := heeded.Load(); got != 1 {
		t.Errorf("got the token heeded %d times, want once", got)
	}
}
