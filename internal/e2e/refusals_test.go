//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// refusals looks at the pages that say no.
func (c *crawl) refusals(t *testing.T) {
	for _, v := range []struct {
		person, path string
		want         int
	}{
		{"", "/nowhere", http.StatusNotFound},
		{"", "/auth/callback?state=old&code=old", http.StatusBadRequest},
		{"luc", "/nowhere", http.StatusNotFound},
		{"luc", "s68", http.StatusNotFound},
		{"luc", "/cases/nonsense", http.StatusNotFound},
		{"luc", "/queue", http.StatusForbidden},
		{"luc", "s64/withdraw", http.StatusConflict},
		{"marion", "s68/precedent", http.StatusUnprocessableEntity},
		{"marion", "/ledger", http.StatusForbidden},
		{"helene", "/queue", http.StatusForbidden},
	} {
		c.see(t, v.person, v.path, v.want)
	}
	c.refusedForms(t)
	c.brokenForms(t)
	c.staleForms(t)
}

// refusedForms sends forms with nothing in them.
func (c *crawl) refusedForms(t *testing.T) {
	for _, v := range []struct{ person, path string }{
		{"luc", "/ask"}, {"luc", "s78/write"}, {"luc", "s73/write"}, {"luc", "s64/write"},
		{"marion", "s68/note"}, {"marion", "s68/annotate"}, {"marion", "s68/question"},
		{"marion", "s68/advise"}, {"marion", "s64/close"},
	} {
		t.Run(v.person+" sends nothing at "+v.path, func(t *testing.T) {
			p := c.pages[v.person]
			p.Visit(t, c.base+c.path(v.path))
			browser.Read[bool](t, p, `document.querySelectorAll("#form input:checked").forEach(e => e.checked = false) ?? true`)
			c.look(t, p, p.Click(t, sendButton), http.StatusUnprocessableEntity)
		})
	}
}

// sendButton is the one that does what the page is for.
const sendButton = "#form .actions .button:not(.button-secondary)"

// brokenForms sends what no page of ours would send by itself.
func (c *crawl) brokenForms(t *testing.T) {
	p := c.pages["luc"]
	for _, v := range []struct {
		name, spoil string
		want        int
	}{
		{"a text far too long", `document.querySelector("#f-situation").value = "é".repeat(500000); true`, http.StatusUnprocessableEntity},
		{"a form over four megabytes", `document.querySelector("#f-situation").value = "a".repeat(5 << 20); true`, http.StatusRequestEntityTooLarge},
		{"a forged form", `document.querySelector("#form [name=csrf]").value = "forged"; true`, http.StatusForbidden},
	} {
		t.Run(v.name, func(t *testing.T) {
			p.Visit(t, c.base+"/ask")
			browser.Read[bool](t, p, v.spoil)
			c.look(t, p, p.Click(t, sendButton), v.want)
		})
	}
	t.Run("a form whose session has ended", func(t *testing.T) {
		p := c.pages["noor"]
		p.Visit(t, c.base+"/ask")
		p.ForgetCookie(t, "casebook")
		c.look(t, p, p.Click(t, sendButton), http.StatusUnauthorized)
	})
}

// staleForms acts on a case while a form of it lies open elsewhere.
func (c *crawl) staleForms(t *testing.T) {
	t.Run("a form older than its case", func(t *testing.T) {
		marion, daniel := c.pages["marion"], c.pages["daniel"]
		marion.Visit(t, c.base+c.path("s70/classify"))
		daniel.Visit(t, c.base+c.path("s70/note"))
		c.fills(t, daniel, "#f-text", "À lire avec le dossier voisin.")
		if got := daniel.Click(t, sendButton); got != http.StatusOK {
			t.Fatalf("write a note: got status %d, want 200", got)
		}
		c.look(t, marion, marion.Click(t, sendButton), http.StatusConflict)
	})
	t.Run("a button older than its case", func(t *testing.T) {
		marion, daniel := c.pages["marion"], c.pages["daniel"]
		marion.Visit(t, c.base+c.path("s74"))
		daniel.Visit(t, c.base+c.path("s74"))
		daniel.Click(t, `form[action$="/take-up"] button`)
		c.look(t, marion, marion.Click(t, `form[action$="/take-up"] button`), http.StatusConflict)
	})
}
