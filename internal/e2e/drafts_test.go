//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"example.org/casebook/internal/e2e/browser"
)

// begins types the first of a situation. Of all but the last letter the form
// does not hear, so that what it saves first is the whole, however slow the
// machine is.
func (w window) begins(t *testing.T) {
	t.Helper()
	w.signIn(t, w.Page, "luc", "fr", "/ask")
	most, last := situation[:len(situation)-1], situation[len(situation)-1:]
	w.Do(t, chromedp.SetValue("#f-subject", subject), chromedp.SetValue("#f-situation", most))
	w.Type(t, "#f-situation", last)
}

// goesOn opens the draft from the home page, completes it and sends it.
func (w window) goesOn(t *testing.T) {
	t.Helper()
	w.signIn(t, w.Page, "luc", "fr", "/")
	w.Click(t, "#drafts + ul a")
	w.holds(t)
	w.choose(t, "#f-platform", "f")
	w.Tick(t, `#form [name=stage][value=posted]`)
	if got := w.Click(t, sendButton); got != http.StatusOK {
		t.Errorf("send the draft: got status %d, want 200", got)
	}
	w.Shows(t, "VE-")
}

// holds fails unless the form holds what was typed.
func (w window) holds(t *testing.T) {
	t.Helper()
	if got := browser.Read[string](t, w.Page, `document.querySelector("#f-situation").value`); got != situation {
		t.Errorf("the form holds %q, want %q", got, situation)
	}
}

// keeps counts her drafts and the cases with that subject on the home page.
func (w window) keeps(t *testing.T, drafts, filed int) {
	t.Helper()
	w.Visit(t, w.base+"/")
	if got := browser.Read[int](t, w.Page, `document.querySelectorAll("#drafts + ul > li").length`); got != drafts {
		t.Errorf("got %d drafts, want %d", got, drafts)
	}
	titles := `[...document.querySelectorAll("#cases + ul .case-list-subject")].filter(a => a.textContent === "` + subject + `").length`
	if got := browser.Read[int](t, w.Page, titles); got != filed {
		t.Errorf("got %d cases, want %d", got, filed)
	}
}

func TestWhatIsTypedIsGoneOnWithInAnotherBrowser(t *testing.T) {
	withAndWithoutScript(t, func(t *testing.T, hasScript bool, open func() window) {
		here, there := open(), open()
		here.begins(t)
		if !hasScript {
			here.Click(t, "button[value=later]")
		}
		here.Await(t, `document.querySelector("[data-draft-status]").textContent.startsWith("Enregistré")`)
		here.Open(t, "about:blank")
		there.goesOn(t)
		there.keeps(t, 0, 1)
		there.IsQuiet(t, there.base)
		there.VerifyLedger()
	})
}

// The lunch hour: the session ended, the form is sent all the same.
func TestAFormSentAfterTheSessionEndedComesBackFilled(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	luc := window{s, b.NewPage(t)}
	luc.DisableScript(t)
	luc.begins(t)
	cookie, ended := s.session(t, "luc", time.Now().Add(-20*time.Hour))
	luc.SetCookie(t, "casebook", cookie)
	browser.Read[bool](t, luc.Page, `document.querySelector("#form [name=csrf]").value = "`+ended.CSRF+`"; true`)
	luc.choose(t, "#f-platform", "f")
	luc.Tick(t, `#form [name=stage][value=posted]`)
	if got := luc.Click(t, sendButton); got != http.StatusUnauthorized {
		t.Fatalf("send after the session ended: got status %d, want 401", got)
	}
	luc.Click(t, "main a.button")
	luc.Click(t, `a[href^="/auth/sign-in"], form[action^="/auth/sign-in"] button`)
	luc.Click(t, `button[value="luc"]`)
	luc.holds(t)
	luc.keeps(t, 1, 0)
	luc.goesOn(t)
	luc.keeps(t, 0, 1)
}

// What is too much for a form is still in it when she goes back.
func TestBackFromAFormThatIsTooMuchBringsTheTextBack(t *testing.T) {
	withAndWithoutScript(t, func(t *testing.T, _ bool, open func() window) {
		luc := open()
		luc.signIn(t, luc.Page, "luc", "fr", "/ask")
		browser.Read[bool](t, luc.Page, `document.querySelector("#f-situation").value = "a".repeat(5 << 20); true`)
		if got := luc.Click(t, sendButton); got != http.StatusRequestEntityTooLarge {
			t.Fatalf("send five megabytes: got status %d, want 413", got)
		}
		luc.Back(t)
		luc.Await(t, `document.readyState === "complete" && document.querySelector("#f-situation") !== null`)
		if got := browser.Read[int](t, luc.Page, `document.querySelector("#f-situation").value.length`); got != 5<<20 {
			t.Errorf("got a text of %d characters back, want %d", got, 5<<20)
		}
	})
}
