//go:build e2e

package e2e_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// update writes the pictures of the README anew:
//
//	go test -tags e2e ./internal/e2e -run Screenshots -update
var update = flag.Bool("update", false, "write docs/screenshots anew")

// The pictures show the demonstration. Without -update two are taken, to a
// folder of the test's own, which shows that they can be.
func TestScreenshotsOfTheMainPages(t *testing.T) {
	folder, langs, widths, pages := t.TempDir(), []string{"fr"}, []int64{desktop}, shown[:2]
	people := []string{"luc", "marion"}
	if *update {
		people = append(people, "helene", "tobias")
		folder, langs, widths, pages = "../../docs/screenshots", []string{"en", "fr"}, []int64{desktop, phone}, shown
		if err := os.MkdirAll(folder, 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range langs {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			shots := camera{newCrawl(t, lang, people...), folder, widths}
			for _, v := range pages {
				shots.take(t, v.name, v.person, v.path, v.act)
			}
		})
	}
}

type camera struct {
	*crawl
	folder string
	widths []int64
}

func (c camera) take(t *testing.T, name, person, path string, act func(*testing.T, *browser.Page)) {
	t.Helper()
	p := c.pages[person]
	p.Width(t, desktop)
	p.Visit(t, c.base+c.path(path))
	if act != nil {
		act(t, p)
	}
	for _, width := range c.widths {
		path := filepath.Join(c.folder, fmt.Sprintf("%s-%s-%d.png", name, c.lang, width))
		p.Screenshot(t, width, path)
		shrink(t, path)
	}
}

var shown = []struct {
	name, person, path string
	act                func(*testing.T, *browser.Page)
}{
	{"sign-in", "", "/sign-in", nil},
	{"home", "luc", "/", nil},
	{"ask", "luc", "/ask", nil},
	{"received", "luc", "s78/received", nil},
	{"case", "luc", "s64", nil},
	{"letter", "luc", "s64/letter", nil},
	{"sessions", "luc", "/sessions", nil},
	{"queue", "marion", "/queue", nil},
	{"log", "marion", "/log", nil},
	{"desk", "marion", "s68", nil},
	{"annotate", "marion", "s68/annotate", nil},
	{"advise", "marion", "s68/advise", nil},
	{"preview", "marion", "s68/advise", func(t *testing.T, p *browser.Page) {
		p.Tick(t, "#f-outcome")
		p.Type(t, "#f-text", "You may sign as a citizen. Do not name your work, and leave the subject to others in the office.")
		p.Click(t, sendButton)
	}},
	{"search", "marion", "/search?q=election+placard+visible+in+a+snapshot+of+the+home", nil},
	{"search-help", "marion", "/search/help", nil},
	{"thesaurus", "helene", "/office/thesaurus", nil},
	{"reminder", "luc", "/reminder", nil},
	{"office", "helene", "/office", nil},
	{"days", "helene", "/office/days", nil},
	{"people", "helene", "/people", nil},
	{"ledger", "tobias", "/ledger", nil},
}
