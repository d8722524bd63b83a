//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// acts looks at pages that only an act leads to.
func (c *crawl) acts(t *testing.T) {
	marion := c.pages["marion"]
	t.Run("an annotation, reworded", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s68"))
		c.look(t, marion, marion.Click(t, ".annotation-acts a"), http.StatusOK)
		marion.Type(t, "#f-why", " – !")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusOK)
	})
	c.citing(t)
	t.Run("the preview of an answer", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s68/advise"))
		browser.Read[bool](t, marion, `document.querySelector("#f-outcome").checked = true`)
		c.fills(t, marion, "#f-text", "You may. Say nothing of your work.")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusOK)
		marion.Shows(t, "You may. Say nothing of your work.")
	})
	t.Run("back from the preview", func(t *testing.T) {
		c.look(t, marion, marion.Click(t, "button[value=edit]"), http.StatusOK)
	})
}

// citing looks at what cites, and at an answer into which another was inserted.
func (c *crawl) citing(t *testing.T) {
	marion := c.pages["marion"]
	t.Run("a reference that names nothing", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s70/cite"))
		marion.Type(t, "#f-reference", "VE-1999-0001")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusUnprocessableEntity)
	})
	t.Run("a search for a case to cite, and what it cites", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s70/cite"))
		c.look(t, marion, marion.Click(t, `main a[href^="/search?cite="]`), http.StatusOK)
		c.look(t, marion, marion.Click(t, `.hit .link-button`), http.StatusOK)
	})
	t.Run("a similar case, cited from its list", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s68"))
		everythingComes(t, marion)
		c.look(t, marion, marion.Click(t, `[aria-labelledby=similar] .link-button`), http.StatusOK)
	})
	t.Run("cases similar to what is written, and one cited", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s70/advise"))
		c.fills(t, marion, "#f-text", "A petition may be signed at home.")
		c.look(t, marion, marion.Click(t, "button[value=similar]"), http.StatusOK)
		c.look(t, marion, marion.Click(t, "button[name=cite]"), http.StatusOK)
	})
	t.Run("an advice inserted into an answer", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s68/advise"))
		c.fills(t, marion, "#f-text", "First, my own words.")
		c.look(t, marion, marion.Click(t, "button[name=copy]"), http.StatusOK)
		marion.Visit(t, c.base+c.path("s68/advise"))
		marion.Click(t, "[data-draft-discard]")
		c.look(t, marion, marion.Click(t, "main button"), http.StatusOK)
	})
}

// endings looks at cases that were withdrawn or closed.
func (c *crawl) endings(t *testing.T) {
	luc, marion := c.pages["luc"], c.pages["marion"]
	t.Run("withdrawn", func(t *testing.T) {
		luc.Visit(t, c.base+c.path("s78/withdraw"))
		luc.Type(t, "#f-withdraw_why", "It is settled.")
		c.look(t, luc, luc.Click(t, sendButton), http.StatusOK)
		c.look(t, marion, marion.Visit(t, c.base+c.path("s78")), http.StatusOK)
	})
	t.Run("closed", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s64/close"))
		marion.Tick(t, "#f-reason")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusOK)
		c.look(t, luc, luc.Visit(t, c.base+c.path("s64")), http.StatusOK)
	})
	t.Run("signed out", func(t *testing.T) {
		luc.Visit(t, c.base+"/")
		luc.Tick(t, ".menu summary")
		c.look(t, luc, luc.Click(t, `form[action="/sign-out"] button`), http.StatusOK)
	})
}
