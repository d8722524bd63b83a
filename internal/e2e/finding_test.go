//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// The keys alone: "/" to the box, the arrows along what was found, Enter opens.
func TestWhatWasFoundIsWalkedByTheArrows(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	marion := keyboard{s, b.NewPage(t)}
	marion.signsIn(t, "marion")
	marion.Visit(t, s.base+"/search?q=publication")
	first, second := marion.hit(t, 0), marion.hit(t, 1)
	for _, x := range []struct{ key, want string }{
		{"/", "q"}, {browser.ArrowDown, first}, {browser.ArrowDown, second}, {browser.ArrowUp, first}, {browser.ArrowUp, "q"}, {browser.ArrowUp, "q"}, {browser.ArrowDown, first},
	} {
		marion.Press(t, x.key)
		if got := marion.stands(t); got != x.want {
			t.Fatalf("after %q the focus is on %s, want %s", x.key, got, x.want)
		}
	}
	if got := marion.PressTo(t, browser.Enter); got != http.StatusOK {
		t.Errorf("Enter opens with status %d, want 200", got)
	}
	if got := marion.Address(t); got != s.base+first {
		t.Errorf("Enter opens %s, want %s", got, first)
	}
	marion.IsQuiet(t, s.base)
}

func TestASlashTypedInTheBoxIsASlash(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	marion := keyboard{s, b.NewPage(t)}
	marion.signsIn(t, "marion")
	marion.Visit(t, s.base+"/search")
	marion.write(t, "#q", "a/b")
	if got := browser.Read[string](t, marion.Page, `document.querySelector("#q").value`); got != "a/b" {
		t.Errorf("the box has %q, want a/b", got)
	}
}

func TestASlashLeadsToTheSearchFromOtherPagesToo(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	marion := keyboard{s, b.NewPage(t)}
	marion.signsIn(t, "marion")
	for _, from := range []string{"/queue", "/"} {
		marion.Visit(t, s.base+from)
		if got := marion.PressTo(t, "/"); got != http.StatusOK || marion.stands(t) != "q" || marion.Address(t) != s.base+"/search#q" {
			t.Errorf("from %s: got status %d, %s, the focus on %s", from, got, marion.Address(t), marion.stands(t))
		}
	}
	marion.Visit(t, s.base+"/queue")
	marion.TabTo(t, ".menu summary")
	marion.Press(t, browser.Enter)
	marion.TabTo(t, "[data-keys-switch]")
	marion.Press(t, browser.Enter+"/")
	if got := marion.Address(t); got != s.base+"/queue" {
		t.Errorf("the key that is turned off leads to %s", got)
	}
	marion.IsQuiet(t, s.base)
}

func (k keyboard) hit(t *testing.T, i int) string {
	t.Helper()
	return browser.Read[[]string](t, k.Page, `[...document.querySelectorAll(".hit h3 a")].map((a) => a.getAttribute("href"))`)[i]
}

// stands is the address of the link that has the focus, or the id of the field.
func (k keyboard) stands(t *testing.T) string {
	t.Helper()
	return browser.Read[string](t, k.Page, `document.activeElement.getAttribute("href") ?? document.activeElement.id`)
}

// savedSearches looks at a search that is saved, from the first form on.
func (c *crawl) savedSearches(t *testing.T) {
	p := c.pages["marion"]
	for _, step := range []struct {
		name string
		to   func() int
		want int
	}{
		{"the form", func() int { return p.Visit(t, c.base+"/search/save?q=pancarte&year=2025") }, http.StatusOK},
		{"refused", func() int { return p.Click(t, "main form .button") }, http.StatusUnprocessableEntity},
		{"saved", func() int {
			p.Type(t, "#f-search_name", "Pancartes")
			return p.Click(t, "main form .button")
		}, http.StatusOK},
		{"renaming", func() int { return p.Click(t, `.saved-acts a[href$="/rename"]`) }, http.StatusOK},
		{"listed", func() int { return p.Visit(t, c.base+"/search") }, http.StatusOK},
		{"deleting", func() int { return p.Click(t, `.saved-acts a[href$="/delete"]`) }, http.StatusOK},
		{"deleted", func() int { return p.Click(t, "main form .button") }, http.StatusOK},
	} {
		t.Run("a saved search: "+step.name, func(t *testing.T) { c.look(t, p, step.to(), step.want) })
	}
}

// What comes after the page does not take the focus away from who is on the
// link that stands there until then.
func TestSimilarCasesComeWhenTheirLinkIsLeft(t *testing.T) {
	t.Parallel()
	s, b := serve(t), browser.Start(t)
	marion := keyboard{s, b.NewPage(t)}
	marion.signsIn(t, "marion")
	marion.Visit(t, s.base+s.addresses(t, marion.Page)["s68"])
	browser.Read[bool](t, marion.Page, `document.querySelector("[data-later] a").focus(), true`)
	marion.Await(t, `document.querySelector("[data-later]").ariaBusy === "false"`)
	if !browser.Read[bool](t, marion.Page, `document.activeElement.closest("[data-later]") !== null`) {
		t.Error("the focus is not where it was")
	}
	marion.Press(t, browser.Tab)
	marion.Await(t, `document.querySelector("#similar-list .reference") && !document.querySelector("[data-later]")`)
	marion.IsQuiet(t, s.base)
}
