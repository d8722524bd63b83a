//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"
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
	t.Run("the preview of an answer", func(t *testing.T) {
		marion.Visit(t, c.base+c.path("s68/advise"))
		marion.Tick(t, "#f-outcome")
		marion.Type(t, "#f-text", "You may. Say nothing of your work.")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusOK)
		marion.Shows(t, "You may. Say nothing of your work.")
	})
	t.Run("back from the preview", func(t *testing.T) {
		c.look(t, marion, marion.Click(t, "button[value=edit]"), http.StatusOK)
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
