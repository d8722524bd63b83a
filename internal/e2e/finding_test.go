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

func (k keyboard) hit(t *testing.T, i int) string {
	t.Helper()
	return browser.Read[[]string](t, k.Page, `[...document.querySelectorAll(".hit h3 a")].map((a) => a.getAttribute("href"))`)[i]
}

// stands is the address of the link that has the focus, or the id of the field.
func (k keyboard) stands(t *testing.T) string {
	t.Helper()
	return browser.Read[string](t, k.Page, `document.activeElement.getAttribute("href") ?? document.activeElement.id`)
}
