//go:build e2e

package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys of the keyboard, for Press.
const (
	Tab        = kb.Tab
	Enter      = kb.Enter
	Space      = " "
	ArrowRight = kb.ArrowRight
	ArrowDown  = kb.ArrowDown
	ArrowUp    = kb.ArrowUp
)

// Modifiers that are held while a key is pressed.
const (
	Shift = chromedp.ModifierShift
	Ctrl  = chromedp.ModifierCtrl
)

// Press presses keys one after the other, wherever the focus is.
func (p *Page) Press(t testing.TB, keys string, held ...chromedp.Modifier) {
	t.Helper()
	p.Do(t, chromedp.KeyEvent(keys, chromedp.KeyModifiers(held...)))
}

// PressTo presses a key and waits for the page that it leads to.
func (p *Page) PressTo(t testing.TB, key string) (status int) {
	t.Helper()
	return p.Follow(t, chromedp.KeyEvent(key))
}

// stops is how many presses of Tab a person would hardly make.
const stops = 150

// TabTo presses Tab until the focus is on an element of the selector. On the
// way, every element that has the focus must show it.
func (p *Page) TabTo(t testing.TB, selector string) {
	t.Helper()
	for range stops {
		p.Press(t, Tab)
		at := Read[focus](t, p, fmt.Sprintf(whereFocus, selector))
		if at.Element != "" && !at.Seen {
			t.Errorf("the focus cannot be seen on %s of %s", at.Element, p.Address(t))
		}
		if at.There {
			return
		}
	}
	t.Fatalf("%d presses of Tab do not reach %s on %s", stops, selector, p.Address(t))
}

// focus is where the focus is and how it shows.
type focus struct {
	There   bool   `json:"there"`
	Element string `json:"element"`
	Seen    bool   `json:"seen"`
}

// whereFocus only reads. An element shows its focus by an outline or a shadow,
// and lies at least partly in the window.
const whereFocus = `(() => {
	const at = document.activeElement;
	if (!at || at === document.body) return {there: false, element: "", seen: false};
	const look = getComputedStyle(at), box = at.getBoundingClientRect();
	const marked = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
	const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
	return {there: at.matches(%q), element: at.outerHTML.slice(0, 120), seen: marked && inWindow};
})()`
