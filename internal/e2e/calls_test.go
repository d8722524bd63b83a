//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"
)

// calls looks at what becomes of a recorded conversation: the form, the record
// as the filer and the office read it, and the invitation of who has no case
// here yet.
func (c *crawl) calls(t *testing.T) {
	c.logForm(t)
	c.recorded(t)
	c.invited(t)
}

func (c *crawl) logForm(t *testing.T) {
	daniel := c.pages["daniel"]
	t.Run("calls: the form", func(t *testing.T) {
		c.look(t, daniel, daniel.Visit(t, c.base+"/log"), http.StatusOK)
		c.look(t, daniel, daniel.Click(t, sendButton), http.StatusUnprocessableEntity)
		c.fills(t, daniel, "#f-who", "Luc")
		c.look(t, daniel, daniel.Click(t, "button[value=find]"), http.StatusOK)
		c.fills(t, daniel, "#f-who", "Luc Zzzqqq")
		c.look(t, daniel, daniel.Click(t, "button[value=find]"), http.StatusOK)
		c.look(t, daniel, daniel.Click(t, "button[value=later]"), http.StatusOK)
		daniel.Click(t, "[data-draft-discard]")
		daniel.Click(t, sendButton)
		daniel.Forget()
	})
}

func (c *crawl) recorded(t *testing.T) {
	noor, daniel := c.pages["noor"], c.pages["daniel"]
	t.Run("calls: the record", func(t *testing.T) {
		c.look(t, noor, noor.Visit(t, c.base+c.path("s57")), http.StatusOK)
		c.look(t, daniel, daniel.Visit(t, c.base+c.path("s57")), http.StatusOK)
		c.look(t, noor, noor.Visit(t, c.base+c.path("s57/correct-facts")), http.StatusOK)
		c.look(t, noor, noor.Click(t, sendButton), http.StatusUnprocessableEntity)
		noor.Visit(t, c.base+c.path("s57"))
		c.look(t, noor, noor.Click(t, `form[action$="/confirm-facts"] button`), http.StatusOK)
	})
}

func (c *crawl) invited(t *testing.T) {
	priya, marion := c.pages["priya"], c.pages["marion"]
	t.Run("calls: the invitation", func(t *testing.T) {
		c.look(t, marion, marion.Visit(t, c.base+c.path("s66")), http.StatusOK)
		c.look(t, marion, marion.Visit(t, c.base+c.path("s66/invite")), http.StatusOK)
		c.empties(t, marion, "#f-invite_email")
		c.look(t, marion, marion.Click(t, sendButton), http.StatusUnprocessableEntity)
		c.look(t, priya, priya.Visit(t, c.base+"/"), http.StatusOK)
		c.look(t, priya, priya.Click(t, `main a[href^="/invitations/"]`), http.StatusOK)
		priya.Type(t, "#f-spoken", "none")
		c.look(t, priya, priya.Click(t, sendButton), http.StatusUnprocessableEntity)
		c.look(t, priya, priya.Click(t, "#form button[formaction]"), http.StatusOK)
		c.look(t, priya, priya.Visit(t, c.base+"/invitations/none"), http.StatusNotFound)
	})
}
