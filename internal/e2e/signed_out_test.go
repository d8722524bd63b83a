//go:build e2e

package e2e_test

import (
	"strings"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

func isSignInPage(text string) bool {
	return strings.Contains(text, "Sign in") && strings.Contains(text, "Ouvrir une session")
}

// A shared computer: the next person presses Back.
func TestBackAfterSignOutShowsNoCase(t *testing.T) {
	for _, kind := range []struct {
		name     string
		noScript bool
	}{{"with script", false}, {"without script", true}} {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			s, p := serve(t), browser.Start(t).NewPage(t)
			if kind.noScript {
				p.DisableScript(t)
			}
			s.signIn(t, p, "luc", "fr", "/")
			p.Click(t, ".case-list-subject")
			secret := p.Text(t, ".letter-text")
			if secret == "" {
				t.Fatal("the case shows no situation")
			}
			signOut(t, p)
			for range 2 {
				p.Back(t)
				p.Await(t, `document.readyState === "complete" && document.body.innerText.includes("Ouvrir une session")`)
				if got := p.Text(t, "body"); strings.Contains(got, secret) {
					t.Errorf("got by Back after sign-out:\n%s\nwant nothing of the case", got)
				}
			}
		})
	}
}
