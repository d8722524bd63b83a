//go:build e2e

package e2e_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"example.org/casebook/internal/e2e/browser"
)

// empties takes out what a field holds.
func (c *crawl) empties(t *testing.T, p *browser.Page, selector string) {
	t.Helper()
	browser.Read[bool](t, p, `document.querySelector("`+selector+`").value = ""; true`)
}

// fills gives a field its text without the form hearing of it: what is typed is
// saved by script after two seconds, and the crawl is to find the same however
// slow the machine is. That typing saves has tests of its own.
func (c *crawl) fills(t *testing.T, p *browser.Page, selector, text string) {
	t.Helper()
	p.Do(t, chromedp.SetValue(selector, text))
}

// drafts looks at forms that were kept, and at the page that discards one.
func (c *crawl) drafts(t *testing.T) {
	luc, marion := c.pages["luc"], c.pages["marion"]
	t.Run("drafts: a situation", func(t *testing.T) {
		luc.Visit(t, c.base+"/ask")
		c.fills(t, luc, "#f-situation", "Not yet.")
		c.look(t, luc, luc.Click(t, "button[value=later]"), http.StatusOK)
		kept := luc.Address(t)
		c.look(t, luc, luc.Visit(t, c.base+"/"), http.StatusOK)
		c.look(t, luc, luc.Click(t, "#drafts + ul a"), http.StatusOK)
		c.look(t, luc, luc.Visit(t, kept+"&said=signed_out"), http.StatusOK)
		c.look(t, luc, luc.Visit(t, kept+"&said=apart"), http.StatusOK)
		c.look(t, luc, luc.Click(t, "[data-draft-discard]"), http.StatusOK)
		c.look(t, luc, luc.Click(t, sendButton), http.StatusOK)
	})
	t.Run("drafts: a note and an advice", func(t *testing.T) {
		for _, form := range []string{"note", "advise"} {
			marion.Visit(t, c.base+c.path("s68/"+form))
			c.fills(t, marion, "#f-text", "Not yet.")
			c.look(t, marion, marion.Click(t, "button[value=later]"), http.StatusOK)
			marion.Click(t, "[data-draft-discard]")
			marion.Click(t, sendButton)
			marion.Forget()
		}
	})
}

// lately looks at pages that came with the facets, the follow-up and the
// versions of the Code, and at an assignment with a word.
func (c *crawl) lately(t *testing.T) {
	noor, marion := c.pages["noor"], c.pages["marion"]
	t.Run("lately: gone on from an old advice", func(t *testing.T) {
		c.look(t, noor, noor.Visit(t, c.base+c.path("s60")), http.StatusOK)
		c.look(t, noor, noor.Visit(t, c.base+c.path("s60/follow")), http.StatusOK)
	})
	t.Run("lately: given with a word", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s75/assign"))
		c.empties(t, marion, "#f-advisor")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusUnprocessableEntity)
		marion.Do(t, chromedp.SetValue("#f-advisor", browser.Read[string](t, marion, lastChoice)))
		marion.Type(t, "#f-word", "For you, please.")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusOK)
	})
	t.Run("lately: two versions of the Code", func(t *testing.T) {
		c.loadCode(t)
		c.look(t, marion, marion.Visit(t, c.base+"/reminder"), http.StatusOK)
		c.look(t, marion, marion.Visit(t, c.base+c.path("s68/annotate")), http.StatusOK)
	})
}

const lastChoice = `[...document.querySelectorAll("#f-advisor option")].at(-1).value`

// loadCode runs the operator's command beside the serving program.
func (s *site) loadCode(t *testing.T) {
	t.Helper()
	file := filepath.Join("..", "cases", "testdata", "code2.json")
	if out, err := s.Command("code", "load", file).CombinedOutput(); err != nil {
		t.Fatalf("load the Code: %v: %s", err, out)
	}
}

// office sends the forms of the office with what it cannot take.
func (c *crawl) office(t *testing.T) {
	helene := c.pages["helene"]
	for _, form := range []string{"contact", "standard", "days", "elections", "statuses"} {
		t.Run("office: refused "+form, func(t *testing.T) {
			helene.Visit(t, c.base+"/office/"+form)
			browser.Read[bool](t, helene, spoil)
			c.look(t, helene, helene.Click(t, sendButton), http.StatusUnprocessableEntity)
		})
	}
}

// spoil leaves every second field empty: half of each pair of languages.
const spoil = `document.querySelectorAll("#form textarea, #form input:not([type=hidden])").forEach((e, i) => {
	if (e.type === "radio" || e.type === "checkbox") e.checked = false;
	else e.value = i % 2 || e.type === "date" ? "" : "x";
}) ?? true`

// tooFast looks at the page for who sends more than a person can. The field is
// filled by script, of which the form hears nothing: a text that is typed would
// be saved a while later, which is then too fast too.
func (c *crawl) tooFast(t *testing.T) {
	tobias := c.pages["tobias"]
	t.Run("too fast", func(t *testing.T) {
		tobias.Visit(t, c.base+"/ask")
		browser.Read[bool](t, tobias, spendRate)
		tobias.Await(t, "window.spent === true")
		c.look(t, tobias, tobias.Click(t, sendButton), http.StatusTooManyRequests)
		if got := browser.Read[string](t, tobias, `document.querySelector("main textarea")?.value`); got != "Kept." {
			t.Errorf("the page gives back %q, want what was typed", got)
		}
	})
}

// spendRate saves the same form until one more would be refused. The rate comes
// back a minute after the first, which is longer than all steps up to the look
// may take.
const spendRate = `(async () => {
	document.querySelector("#f-situation").value = "Kept.";
	const typed = new URLSearchParams(new FormData(document.querySelector("#form")));
	typed.set("save", "auto");
	let answer;
	do answer = await fetch("/ask", {method: "POST", body: typed});
	while (answer.headers.get("X-RateLimit-Remaining") !== "0");
	window.spent = true;
})(); true`
