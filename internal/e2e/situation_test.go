//go:build e2e

package e2e_test

import (
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// The situation of the main path, as an employee writes it, and what becomes
// of it.
const (
	subject   = "Une chronique sur la page d’un regroupement de parents"
	situation = "J’ai rédigé une chronique sur la page d’un regroupement de parents. " +
		"J’y critiquais les nouveaux horaires des écoles élémentaires. " +
		"Une collègue m’a signalé que mon profil mentionne le ministère. Dois-je la retirer ?"
	answer   = "Vous pouvez la laisser. Retirez la mention du ministère de votre profil."
	followUp = "Merci. Et si une journaliste m’appelle ?"
	inflect  = "critiquer horaire ecole elementaire" // without accents, other endings
)

// people of the main path, each with a window of her own.
type window struct {
	*site
	*browser.Page
}

// withAndWithoutScript plays twice, each time at a demonstration of its own:
// in windows in which script runs, and in some in which it does not.
func withAndWithoutScript(t *testing.T, play func(t *testing.T, hasScript bool, open func() window)) {
	for name, hasScript := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, b := serve(t), browser.Start(t)
			play(t, hasScript, func() window {
				w := window{s, b.NewPage(t)}
				if !hasScript {
					w.DisableScript(t)
				}
				return w
			})
		})
	}
}

// finds searches as the office does and fails unless the situation is found.
func (w window) finds(t *testing.T) {
	t.Helper()
	w.Shows(t, subject)
	if got := browser.Read[int](t, w.Page, "document.querySelectorAll('.hit mark').length"); got == 0 {
		t.Error("got no word marked in what was found")
	}
}

// isAnswered checks the page of the case as the employee reads it.
func (w window) isAnswered(t *testing.T) {
	t.Helper()
	w.Shows(t, answer)
	w.Shows(t, "Marion Castelblanc")
	if got := browser.Read[int](t, w.Page, "document.querySelectorAll('.obligation').length"); got != 2 {
		t.Errorf("got an advice that rests on %d obligations, want the 2 that were marked", got)
	}
}
