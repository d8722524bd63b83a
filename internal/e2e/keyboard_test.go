//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// Here nothing is clicked and nothing focused by script: keys alone, from the
// address of the front page on.
func TestTheMainPathWorksByKeyboardAlone(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	luc, marion := keyboard{s, b.NewPage(t)}, keyboard{s, b.NewPage(t)}
	luc.signsIn(t, "luc")
	luc.files(t)
	luc.signsOut(t)
	marion.signsIn(t, "marion")
	marion.takesUp(t)
	marion.marks(t, 0, 3, "NEUTRALITY")
	marion.marks(t, 12, 4, "R-DISCLAIMER")
	marion.advises(t)
	luc.signsIn(t, "luc")
	luc.followsUp(t)
	marion.searches(t)
	luc.IsQuiet(t, s.base)
	marion.IsQuiet(t, s.base)
	s.VerifyLedger()
}

// Not the language switch, although it comes before on the page.
func TestEnterInALineSendsTheForm(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	luc := keyboard{s, b.NewPage(t)}
	luc.signsIn(t, "luc")
	luc.enter(t, `main a[href="/ask"]`)
	luc.write(t, "#f-subject", subject)
	if got := luc.PressTo(t, browser.Enter); got != http.StatusUnprocessableEntity {
		t.Errorf("got status %d, want 422: all else is missing", got)
	}
	luc.Shows(t, "Décrivez la situation")
}

// keyboard is a window of somebody who has no mouse.
type keyboard struct {
	*site
	*browser.Page
}

// enter goes to an element and presses Enter on it.
func (k keyboard) enter(t *testing.T, selector string) {
	t.Helper()
	k.TabTo(t, selector)
	if got := k.PressTo(t, browser.Enter); got != http.StatusOK {
		t.Fatalf("Enter on %s: got status %d, want 200; the page says:\n%s", selector, got, k.Text(t, "main"))
	}
}

func (k keyboard) write(t *testing.T, selector, text string) {
	t.Helper()
	k.TabTo(t, selector)
	k.Press(t, text)
}

func (k keyboard) signsIn(t *testing.T, person string) {
	t.Helper()
	k.Visit(t, k.base+"/")
	k.enter(t, `a.button[href*="lang=fr"]`)
	k.TabTo(t, `button[value="`+person+`"]`)
	k.PressTo(t, browser.Space)
}

func (k keyboard) signsOut(t *testing.T) {
	t.Helper()
	k.TabTo(t, ".menu summary")
	k.Press(t, browser.Enter)
	k.enter(t, `form[action="/sign-out"] button`)
}

func (k keyboard) files(t *testing.T) {
	t.Helper()
	k.enter(t, `main a[href="/ask"]`)
	k.write(t, "#f-subject", subject)
	k.write(t, "#f-situation", situation)
	k.write(t, "#f-platform", "f")
	k.TabTo(t, "[name=stage]")
	k.Press(t, browser.Space)
	k.Press(t, browser.ArrowDown)
	k.enter(t, sendButton)
	k.Shows(t, "VE-")
	k.enter(t, `main a[href^="/cases/"]`)
	k.Shows(t, situation)
}

func (k keyboard) takesUp(t *testing.T) {
	t.Helper()
	k.enter(t, `.views a[href*="view=new"]`)
	href := browser.Read[map[string]string](t, k.Page, queueLinks)[subject]
	k.enter(t, `.q-subject a[href="`+href+`"]`)
	k.enter(t, `form[action$="/take-up"] button`)
}

// marks walks to a word of the situation, takes more words, and presses M.
func (k keyboard) marks(t *testing.T, word, more int, entry string) {
	t.Helper()
	k.TabTo(t, "[data-source=situation]")
	for range word + 1 {
		k.Press(t, browser.ArrowRight)
	}
	for range more {
		k.Press(t, browser.ArrowRight, browser.Shift)
	}
	k.Await(t, `document.querySelector(".mark-button") !== null`)
	if got := k.PressTo(t, "m"); got != http.StatusOK {
		t.Fatalf("mark: got status %d, want 200", got)
	}
	k.TabTo(t, `[name=obligations][value="`+entry+`"]`)
	k.Press(t, browser.Space)
	k.enter(t, sendButton)
}

func (k keyboard) advises(t *testing.T) {
	t.Helper()
	k.enter(t, `.desk-side a[href$="/advise"]`)
	k.TabTo(t, "[name=outcome]")
	k.Press(t, browser.Space)
	k.write(t, "#f-text", answer)
	k.enter(t, sendButton)
	window(k).isAnswered(t)
	k.enter(t, "button[value=send]")
}

func (k keyboard) followsUp(t *testing.T) {
	t.Helper()
	k.TabTo(t, ".case-list-subject")
	for k.focused(t) != subject {
		k.TabTo(t, ".case-list-subject")
	}
	k.PressTo(t, browser.Enter)
	window(k).isAnswered(t)
	k.enter(t, `main a[href$="/write"]`)
	k.write(t, "#f-text", followUp)
	k.enter(t, sendButton)
	k.Shows(t, followUp)
}

// focused is the text of the element that has the focus.
func (k keyboard) focused(t *testing.T) string {
	t.Helper()
	return browser.Read[string](t, k.Page, "document.activeElement.textContent")
}

// searches goes to the search page and from anywhere on it to its box by "/".
func (k keyboard) searches(t *testing.T) {
	t.Helper()
	k.enter(t, `.site-nav a[href="/search"]`)
	k.Press(t, "/")
	k.Press(t, inflect)
	if got := k.PressTo(t, browser.Enter); got != http.StatusOK {
		t.Fatalf("search: got status %d, want 200", got)
	}
	window(k).finds(t)
}
