//go:build e2e

package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"example.org/casebook/internal/e2e/axe"
)

// Violation is a rule of axe that the page breaks, and where.
type Violation struct {
	ID     string   `json:"id"`     // "color-contrast"
	Impact string   `json:"impact"` // "serious"
	Help   string   `json:"help"`   // the rule in a sentence
	Where  []string `json:"where"`  // the opening tags of the elements
}

// String is one line for the log of a test.
func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s: %s", v.ID, v.Impact, v.Help, strings.Join(v.Where, " "))
}

// examine runs the rules of WCAG 2.0, 2.1 and 2.2 to level AA and the good
// practices (headings in order, landmarks), which cost nothing to keep.
const examine = `axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
	.then(found => found.violations.map(v => ({id: v.id, impact: v.impact || "", help: v.help, where: v.nodes.map(n => n.html)})))`

// Axe examines the page as it stands. axe needs timers and so a page with
// script: see that the same page passes with it.
func (p *Page) Axe() ([]Violation, error) {
	ctx, cancel := context.WithTimeout(p.Ctx, soon)
	defer cancel()
	loaded, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`typeof axe === "object"`))
	if err == nil && !loaded {
		err = chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe.Script), keepAxe)
	}
	if err != nil {
		return nil, fmt.Errorf("load axe: %w", err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]Violation](examine, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, fmt.Errorf("run axe: %w", err)
	}
	return found, nil
}

// keepAxe has the documents that come after load axe by themselves: to hand half
// a megabyte to each takes as long as to open a page.
func keepAxe(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: axe.Script})
	return chromedp.Void{}, err
}

// IsAccessible fails the test for every violation that axe finds.
func (p *Page) IsAccessible(t testing.TB) {
	t.Helper()
	found, err := p.Axe()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range found {
		t.Errorf("axe: %s", v)
	}
}
