//go:build e2e

package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/e2e/browser"
	"example.org/casebook/internal/e2e/program"
)

// A net with a hole catches nothing: each fault is put on a page, and must be
// noticed.
func TestTheBrowserNoticesWhatAPersonWouldNotSee(t *testing.T) {
	t.Parallel()
	b := browser.Start(t)
	for _, v := range []struct{ name, body, want string }{
		{"a word to the console", `<script src="/script.js?console.log('hello')"></script>`, "log: hello"},
		{"an exception", `<script src="/script.js?nothing.here()"></script>`, "exception: ReferenceError: nothing is not defined"},
		{"a style of the page's own", `<p style="color: red">red</p>`, "security: Applying inline style violates"},
		{"a script of the page's own", `<script>document.title = "mine"</script>`, "security: Executing inline script violates"},
		{"a picture that is missing", `<img src="/missing.png" alt="">`, "network: Failed to load resource"},
	} {
		t.Run(v.name, func(t *testing.T) {
			p := b.NewPage(t)
			p.Visit(t, pageWith(t, v.body))
			// The browser's own log may come after the page is loaded.
			program.Await(t, "a message that begins with "+v.want, time.Minute, func() bool {
				return slices.ContainsFunc(p.Messages(), func(m string) bool { return strings.HasPrefix(m, v.want) })
			})
		})
	}
}

func TestTheBrowserNoticesARequestElsewhere(t *testing.T) {
	t.Parallel()
	p := browser.Start(t).NewPage(t)
	base := pageWith(t, `<link rel="stylesheet" href="http://127.0.0.1:9/far.css">`)
	p.Visit(t, base)
	if got, want := p.Strangers(base), []string{"http://127.0.0.1:9/far.css"}; !slices.Equal(got, want) {
		t.Errorf("got requests %q, want %q", got, want)
	}
}

func TestTheBrowserNoticesWhatIsNotAccessible(t *testing.T) {
	t.Parallel()
	p := browser.Start(t).NewPage(t)
	p.Visit(t, pageWith(t, `<input name="nameless">`))
	found, err := p.Axe()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(found, func(v browser.Violation) bool { return v.ID == "label" }) {
		t.Errorf("got %v, want the rule label among them", found)
	}
}

func TestAPageWithoutScriptRunsNone(t *testing.T) {
	t.Parallel()
	p := browser.Start(t).NewPage(t)
	p.DisableScript(t)
	p.Visit(t, pageWith(t, `<p id="out">still</p><script src="/script.js?document.querySelector('%23out').textContent='moved'"></script>`))
	if got := p.Text(t, "#out"); got != "still" {
		t.Errorf("got %q, want it untouched", got)
	}
}

// pageWith serves a page with that body under a policy like ours. Its script
// is whatever the query says.
func pageWith(t *testing.T, body string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src *")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>%s</main>`, body)
	})
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /script.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		script := strings.ReplaceAll(r.URL.RawQuery, "%23", "#")
		fmt.Fprint(w, strings.ReplaceAll(script, "%27", "'"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL + "/"
}
