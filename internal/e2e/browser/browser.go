//go:build e2e

// Package browser shows pages to a real Chromium and keeps what a person would
// not see: console, policy violations, requests, the findings of axe. It knows
// how to look at a page, and nothing of what ought to be on it.
package browser

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Browser is one running Chromium. Its pages share nothing but the process.
type Browser struct{ ctx context.Context }

// Start runs a headless Chromium that ends with the test.
func Start(t testing.TB) *Browser {
	t.Helper()
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options(t)...)
	t.Cleanup(stop)
	ctx, closeAll := chromedp.NewContext(allocator)
	t.Cleanup(closeAll)

	// The life of the browser is bound to the context of the first call, so
	// that one has no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium (Debian: chromium): %v", err)
	}
	return &Browser{ctx: ctx}
}

func options(t testing.TB) []chromedp.ExecAllocatorOption {
	all := append(chromedp.DefaultExecAllocatorOptions[:],
		// Nothing that Chromium does of its own accord leaves the machine.
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("lang", "en-CA"),
	)
	if os.Geteuid() == 0 {
		all = append(all, chromedp.NoSandbox) // Chromium's sandbox refuses root.
	}
	if path := os.Getenv("CASEBOOK_CHROMIUM"); path != "" {
		all = append(all, chromedp.ExecPath(path))
	} else if _, err := os.Stat(debian); err == nil {
		all = append(all, chromedp.ExecPath(debian))
	}
	return all
}

// debian is where Debian's package chromium puts the program.
const debian = "/usr/bin/chromium"

// patience bounds everything that is done on one page; what is done at a time
// has its own bound, soon.
const patience = 14 * time.Minute

// NewPage opens an empty page with cookies and storage of its own: another
// page is another person. It ends with the test.
func (b *Browser) NewPage(t testing.TB) *Page {
	t.Helper()
	p := new(Page)
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.hear))
	t.Cleanup(leave)
	if err := chromedp.Do(ctx, watchPolicy); err != nil {
		t.Fatalf("open a page: %v", err)
	}

	limited, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	p.Ctx = limited
	return p
}
