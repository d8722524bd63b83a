//go:build e2e

package e2e_test

import (
	"strings"
	"testing"
)

func isSignInPage(text string) bool {
	return strings.Contains(text, "Sign in") && strings.Contains(text, "Ouvrir une session")
}

// A shared computer: the next person presses Back.
func TestBackAfterSignOutShowsNoCase(t *testing.T) {
	withAndWithoutScript(t, func(t *testing.T, _ bool, open func() window) {
		luc := open()
		luc.signIn(t, luc.Page, "luc", "fr", "/")
		luc.Click(t, ".case-list-subject")
		secret := luc.Text(t, ".letter-text")
		if secret == "" {
			t.Fatal("the case shows no situation")
		}
		signOut(t, luc.Page)
		for range 2 {
			luc.Back(t)
			luc.Await(t, `document.readyState === "complete" && document.body.innerText.includes("Ouvrir une session")`)
			if got := luc.Text(t, "body"); strings.Contains(got, secret) {
				t.Errorf("got by Back after sign-out:\n%s\nwant nothing of the case", got)
			}
		}
	})
}
