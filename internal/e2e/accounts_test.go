//go:build e2e

package e2e_test

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/e2e/browser"
	"example.org/casebook/internal/store"
)

// accounts looks at what an administrator does to an account, and at the page
// that asks her to prove again who she is.
func (c *crawl) accounts(t *testing.T) {
	helene := c.pages["helene"]
	t.Run("accounts: an account to disable", func(t *testing.T) {
		helene.Visit(t, c.base+"/people?name=noor")
		c.look(t, helene, helene.Click(t, `a[href$="/disable"]`), http.StatusOK)
		c.look(t, helene, helene.Click(t, sendButton), http.StatusUnprocessableEntity)
		helene.Tick(t, "#form input[type=radio]")
		helene.Click(t, sendButton)
		c.look(t, helene, helene.Visit(t, c.base+"/people?name=noor"), http.StatusOK)
		c.look(t, helene, helene.Click(t, `a[href$="/enable"]`), http.StatusOK)
		if got := helene.Click(t, sendButton); got != http.StatusOK {
			t.Errorf("enable the account: got status %d, want 200", got)
		}
		c.signIn(t, c.pages["noor"], "noor", c.lang, "/") // her sessions had ended
		c.pages["noor"].Forget()
		helene.Forget()
	})
	t.Run("accounts: signed in too long ago", func(t *testing.T) {
		helene.Visit(t, c.base+"/people?name=noor")
		form := browser.Read[string](t, helene, `document.querySelector('a[href$="/disable"]').href`)
		helene.SetCookie(t, "casebook", c.staleSession(t, "helene"))
		c.look(t, helene, helene.Visit(t, form), http.StatusUnauthorized)
		c.signIn(t, helene, "helene", c.lang, "/")
		helene.Forget()
	})
}

// staleSession is a session of somebody who proved an hour ago who she is.
func (s *site) staleSession(t *testing.T, person string) (cookie string) {
	t.Helper()
	cookie, _ = s.session(t, person, time.Now())
	return cookie
}

// session begins a session of somebody who proved an hour before who she is:
// beside the serving program, as nobody should wait until it is old.
func (s *site) session(t *testing.T, person string, at time.Time) (cookie string, begun auth.Session) {
	t.Helper()
	kept, err := store.Open(t.Context(), store.Options{Path: filepath.Join(s.data, "casebook.db"), Now: time.Now, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	for _, p := range demo.People() {
		if p.ID != person {
			continue
		}
		who := auth.Identity{Issuer: s.base + "/demo-sign-in", Subject: p.ID, Name: p.Name, Email: p.Email, Roles: demo.RolesOf(p),
			AuthTime: at.Add(-time.Hour)}
		u, err := kept.SignedIn(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		cookie, begun, err = auth.NewSessions(kept, auth.Limits{}, nil).Begin(t.Context(), auth.Arrival{User: u.ID, Who: who}, at)
		if err != nil {
			t.Fatal(err)
		}
	}
	return cookie, begun
}
