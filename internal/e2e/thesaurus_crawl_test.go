//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// thesaurus looks at what the forms of the thesaurus answer: refused, tried,
// kept, removed.
func (c *crawl) thesaurus(t *testing.T) {
	const path = "/office/thesaurus"
	const one = path + "/concepts/retweet"
	helene := c.pages["helene"]
	for _, form := range []string{"/add", "/load"} {
		t.Run("thesaurus: refused "+form, func(t *testing.T) {
			helene.Visit(t, c.base+path+form)
			browser.Read[bool](t, helene, spoil)
			c.look(t, helene, helene.Click(t, sendButton), http.StatusUnprocessableEntity)
		})
	}
	t.Run("thesaurus: tried", func(t *testing.T) {
		helene.Visit(t, c.base+one)
		helene.Type(t, "#f-words_en", "\nzz")
		c.look(t, helene, helene.Click(t, `button[value="preview"]`), http.StatusOK)
	})
	t.Run("thesaurus: kept", func(t *testing.T) {
		c.look(t, helene, helene.Click(t, sendButton), http.StatusOK)
	})
	t.Run("thesaurus: a good file", func(t *testing.T) {
		helene.Visit(t, c.base+path+"/load")
		helene.Type(t, "#f-text", "concept,group,language,word\nkazoo,action,en,kazoo\nkazoo,action,fr,zz\n")
		c.look(t, helene, helene.Click(t, `button[value="check"]`), http.StatusOK)
	})
	t.Run("thesaurus: removed", func(t *testing.T) {
		helene.Visit(t, c.base+one+"/remove")
		c.look(t, helene, helene.Click(t, sendButton), http.StatusOK)
	})
	c.see(t, "helene", path, http.StatusOK) // with its changes
}
