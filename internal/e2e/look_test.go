//go:build e2e

package e2e_test

import (
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// looker looks at one state of a page after the other, in one language.
type looker struct {
	*site
	lang  string
	looks int // how many so far
}

// look checks the page as it stands: language, heading, console, requests,
// axe and width; as it comes on a telephone, and with everything unfolded on a
// desk. axe takes longer than all the rest, so it looks at each state once in a
// language: on the telephone in one, on the desk in the other.
func (l *looker) look(t *testing.T, p *browser.Page, status, want int) {
	t.Helper()
	if status != want {
		t.Errorf("got status %d, want %d; the page says:\n%s", status, want, p.Text(t, "main"))
	}
	if got := browser.Read[string](t, p, "document.documentElement.lang"); got != l.lang {
		t.Errorf("got a page in %q, want %q", got, l.lang)
	}
	if got := browser.Read[int](t, p, "document.querySelectorAll('h1').length"); got != 1 {
		t.Errorf("got %d main headings, want 1", got)
	}
	p.Width(t, phone)
	everythingComes(t, p)
	fits(t, p, phone)
	onPhone := l.isOnPhone()
	if onPhone {
		p.IsAccessible(t)
	}
	if browser.Read[bool](t, p, unfold) {
		fits(t, p, phone)
		fits(t, p, narrow)
	}
	fits(t, p, desktop)
	if !onPhone {
		p.IsAccessible(t)
	}
	p.IsQuiet(t, l.base)
	p.Forget()
}

// everythingComes goes to what is fetched when she comes near it, and waits
// until it is there.
func everythingComes(t *testing.T, p *browser.Page) {
	t.Helper()
	if browser.Read[bool](t, p, toLater) {
		p.Await(t, `!document.querySelector("[data-later]")`)
		browser.Read[bool](t, p, "scrollTo(0, 0), true")
	}
}

const toLater = `(() => {
	const place = document.querySelector("[data-later]");
	place?.scrollIntoView();
	return place !== null;
})()`

// isOnPhone says where axe looks at the next state. Both languages come by the
// same states in the same order.
func (l *looker) isOnPhone() bool {
	l.looks++
	return (l.looks%2 == 0) == (l.lang == "fr")
}

// Widths at which pages are looked at, in CSS pixels. narrow is a window of
// 1280 pixels at 400 % (WCAG 1.4.10).
const (
	desktop = 1280
	phone   = 390
	narrow  = 320
)

// unfold opens the menu and everything folded, and says whether there was any.
const unfold = `(() => {
	const folded = [...document.querySelectorAll("details:not([open])")];
	folded.forEach(d => d.open = true);
	return folded.length > 0;
})()`

// fits: nothing of the page is wider than a window of that width.
func fits(t *testing.T, p *browser.Page, width int64) {
	t.Helper()
	p.Width(t, width)
	for _, wide := range browser.Read[[]string](t, p, tooWide) {
		t.Errorf("wider than a window of %d px: %s", width, wide)
	}
}

// tooWide names the elements because of which the page scrolls sideways.
const tooWide = `(() => {
	const room = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= room) return [];
	const out = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1);
	return out.slice(-3).map(e => e.outerHTML.slice(0, 160)).concat("scroll width " + document.documentElement.scrollWidth);
})()`
