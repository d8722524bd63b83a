//go:build e2e

package browser

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Page is a page of the browser and what was heard of it since it was opened,
// or since Forget.
type Page struct {
	// Ctx is for actions of chromedp on this page: chromedp.Do(p.Ctx, …).
	Ctx context.Context

	mu        sync.Mutex
	messages  []string
	requests  []string
	documents []network.RequestID
}

// watchPolicy has every document report violations of its content security
// policy to the console, in words that name the directive.
func watchPolicy(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	return inEveryDocument(ctx, t, `document.addEventListener("securitypolicyviolation", e =>
		console.error("content security policy: " + e.violatedDirective + " " + e.blockedURI))`)
}

// inEveryDocument runs a script at the beginning of each document, in a world
// of its own: the page's scripts neither see it nor are seen by it.
func inEveryDocument(ctx context.Context, t *chromedp.Target, script string) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{WorldName: "casebook-e2e", Source: script})
	return chromedp.Void{}, err
}

// Watch runs a script at the beginning of each document from the next Open on;
// what it writes to the console is among Messages.
func (p *Page) Watch(t testing.TB, script string) {
	t.Helper()
	p.Do(t, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		return inEveryDocument(ctx, tab, script)
	})
}

// hear runs on the goroutine that reads the browser's messages, so whatever
// came before the answer to a command is kept before that command returns.
func (p *Page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
		if e.Type == network.ResourceTypeDocument {
			p.documents = append(p.documents, e.RequestID)
		}
	case *runtime.EventConsoleAPICalled:
		p.messages = append(p.messages, string(e.Type)+": "+words(e.Args))
	case *runtime.EventExceptionThrown:
		p.messages = append(p.messages, "exception: "+thrown(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if !p.isStatusOfDocument(e.Entry) && !isNoteOfClearing(e.Entry) {
			p.messages = append(p.messages, strings.TrimSpace(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)))
		}
	}
}

// isStatusOfDocument: Chromium writes to the console when a page itself is
// answered with 404 or 422. That is the answer the test asked for.
func (p *Page) isStatusOfDocument(e *log.Entry) bool {
	return e.Source == log.EntrySourceNetwork && slices.Contains(p.documents, e.NetworkRequestID)
}

// isNoteOfClearing: Chromium notes on the console that it did what the header
// Clear-Site-Data asks for.
func isNoteOfClearing(e *log.Entry) bool {
	return strings.HasPrefix(e.Text, "Clear-Site-Data header on ") && strings.Contains(e.Text, "Cleared data types:")
}

func words(args []*runtime.RemoteObject) string {
	var said []string
	for _, a := range args {
		if a.Description != "" {
			said = append(said, a.Description)
		} else {
			said = append(said, strings.Trim(string(a.Value), `"`))
		}
	}
	return strings.Join(said, " ")
}

func thrown(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}

// Do runs the steps and fails the test when one of them fails.
func (p *Page) Do(t testing.TB, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(p.Ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// Open goes to the address and waits until the page is loaded.
func (p *Page) Open(t testing.TB, address string) {
	t.Helper()
	if err := chromedp.Do(p.Ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
}

// Messages is what was written to the console: calls of the console, uncaught
// exceptions, entries of the browser's own log, and each violation of the
// content security policy (once in the browser's words, once with its
// directive).
func (p *Page) Messages() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.messages)
}

// Requests is every address that was asked for, in order.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// Strangers is every address that was asked for outside the origin of the
// base address. data: and blob: stay on the page and are none.
func (p *Page) Strangers(base string) []string {
	home := origin(base)
	var out []string
	for _, r := range p.Requests() {
		if o := origin(r); o != home && o != "data://" && o != "blob://" {
			out = append(out, r)
		}
	}
	return out
}

func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + u.Host
}

// Forget drops messages and requests heard so far.
func (p *Page) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.messages, p.requests = nil, nil
}

// IsQuiet fails the test when anything was written to the console or asked for
// outside the origin of the base address.
func (p *Page) IsQuiet(t testing.TB, base string) {
	t.Helper()
	for _, m := range p.Messages() {
		t.Errorf("got on the console: %s; want nothing", m)
	}
	for _, r := range p.Strangers(base) {
		t.Errorf("got a request to %s; want none outside %s", r, origin(base))
	}
}

// DisableScript makes the page one without script, from the next Open on. The
// page's own scripts do not run; chromedp's actions do.
func (p *Page) DisableScript(t testing.TB) {
	t.Helper()
	p.Do(t, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	})
}

// height of the window while a page is looked at, in CSS pixels; pictures show
// the whole page whatever its height.
const height = 900

// Width sets the width of the window, in CSS pixels.
func (p *Page) Width(t testing.TB, width int64) {
	t.Helper()
	p.Do(t, chromedp.EmulateViewport(width, height))
}

// Screenshot writes a PNG of the whole page at the width, in CSS pixels.
func (p *Page) Screenshot(t testing.TB, width int64, path string) {
	t.Helper()
	p.Width(t, width)
	picture, err := chromedp.Run(p.Ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("take a picture: %v", err)
	}
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		t.Fatal(err)
	}
}
