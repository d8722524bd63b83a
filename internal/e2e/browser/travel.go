//go:build e2e

package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Visit goes to the address and gives the status with which the page was
// answered, after redirects.
func (p *Page) Visit(t testing.TB, address string) (status int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.Ctx, soon)
	defer cancel()
	answer, err := chromedp.Run(ctx, chromedp.NavigateResponse(address))
	if err != nil {
		t.Fatalf("visit %s: %v", address, err)
	}
	return statusOf(answer)
}

// Follow does what leads to another page (a click, a key), waits until that
// page is loaded, and gives its status. What stays on the page gives 0.
func (p *Page) Follow(t testing.TB, steps ...chromedp.Action[chromedp.Void]) (status int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.Ctx, soon)
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		t.Fatalf("leave %s: %v", p.Address(t), err)
	}
	return statusOf(answer)
}

func statusOf(answer *network.Response) int {
	if answer == nil {
		return 0
	}
	return int(answer.Status)
}

// Click clicks the first element of the selector with the mouse and waits for
// the page that the click leads to.
func (p *Page) Click(t testing.TB, selector string) (status int) {
	t.Helper()
	p.must(t, selector)
	return p.Follow(t, chromedp.Click(selector))
}

// Tick clicks an element that leads nowhere: a box, a radio, a summary.
func (p *Page) Tick(t testing.TB, selector string) {
	t.Helper()
	p.must(t, selector)
	p.Do(t, chromedp.Click(selector))
}

// Type types into a field.
func (p *Page) Type(t testing.TB, selector, text string) {
	t.Helper()
	p.must(t, selector)
	p.Do(t, chromedp.SendKeys(selector, text))
}

// must says at once what is missing, instead of waiting for it.
func (p *Page) must(t testing.TB, selector string) {
	t.Helper()
	if !Read[bool](t, p, fmt.Sprintf("document.querySelector(%q) !== null", selector)) {
		t.Fatalf("no %s on %s; its text:\n%s", selector, p.Address(t), p.Text(t, "body"))
	}
}

// Read evaluates an expression on the page. It works without script too.
func Read[T any](t testing.TB, p *Page, expression string) T {
	t.Helper()
	value, err := chromedp.Run(p.Ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("read %s: %v", expression, err)
	}
	return value
}

// Address is where the page is.
func (p *Page) Address(t testing.TB) string {
	t.Helper()
	return Read[string](t, p, "location.href")
}

// Text is the text of the first element of the selector as it is seen; empty
// when there is none.
func (p *Page) Text(t testing.TB, selector string) string {
	t.Helper()
	return Read[string](t, p, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

// Shows fails the test unless the text is seen on the page.
func (p *Page) Shows(t testing.TB, want string) {
	t.Helper()
	if got := p.Text(t, "body"); !strings.Contains(got, want) {
		t.Errorf("got on %s:\n%s\nwant in it %q", p.Address(t), got, want)
	}
}

// soon is how long a page may take to do what it does at once.
const soon = 20 * time.Second

// Await waits until the expression is true.
func (p *Page) Await(t testing.TB, expression string) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	limit := time.NewTimer(soon)
	defer limit.Stop()
	for !Read[bool](t, p, expression) {
		select {
		case <-again.C:
		case <-limit.C:
			t.Fatalf("waited in vain on %s for %s", p.Address(t), expression)
		}
	}
}

// Back goes one page back, as the browser's button does. It does not wait for
// the page: one that comes from memory is never loaded.
func (p *Page) Back(t testing.TB) {
	t.Helper()
	p.Do(t, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		history, err := cdp.Call(ctx, tab, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return chromedp.Void{}, err
		}
		if history.CurrentIndex == 0 {
			return chromedp.Void{}, fmt.Errorf("there is no page to go back to")
		}
		_, err = cdp.Call(ctx, tab, page.NavigateToHistoryEntry,
			page.NavigateToHistoryEntryParams{EntryID: history.Entries[history.CurrentIndex-1].ID})
		return chromedp.Void{}, err
	})
}

// ForgetCookie drops a cookie, as a browser does when its time is over.
func (p *Page) ForgetCookie(t testing.TB, name string) {
	t.Helper()
	address := p.Address(t)
	p.Do(t, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, network.DeleteCookies, network.DeleteCookiesParams{Name: name, URL: address})
		return chromedp.Void{}, err
	})
}

// SetCookie gives the browser a cookie for where the page is.
func (p *Page) SetCookie(t testing.TB, name, value string) {
	t.Helper()
	address := p.Address(t)
	p.Do(t, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: address})
		return chromedp.Void{}, err
	})
}
