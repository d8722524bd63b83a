//go:build e2e

package e2e_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/e2e/browser"
)

// bareSite is the site behind a proxy that takes away what else would keep the
// case from coming back: no-store, and the clearing of the cache. Cookies are
// of a host, whatever its port, so whoever signed in at the site is known here.
type bareSite struct {
	base   string
	asked  chan string // is told when a case is asked for a second time
	kept   chan string // is told by watchKept
	answer func()      // lets that be answered
}

func (s *site) bare(t *testing.T, withGuard bool) *bareSite {
	t.Helper()
	target, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	mayAnswer := make(chan struct{})
	b := &bareSite{asked: make(chan string, 9), kept: make(chan string, 9), answer: sync.OnceFunc(func() { close(mayAnswer) })}
	seen := map[string]bool{} // one browser asks for one page after the other
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Header.Del("Accept-Encoding")
		},
		ModifyResponse: func(r *http.Response) error { return strip(r, withGuard) },
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/kept" {
			b.kept <- r.URL.RawQuery
			return
		}
		if strings.HasPrefix(r.URL.Path, "/cases/") {
			if seen[r.URL.Path] {
				b.asked <- r.URL.Path
				<-mayAnswer
			}
			seen[r.URL.Path] = true
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	t.Cleanup(b.answer)
	b.base = strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	return b
}

// strip lets the browser keep the page; without the guard, the page does not
// even say that somebody is signed in, which is what the guard goes by.
func strip(r *http.Response, withGuard bool) error {
	r.Header.Del("Clear-Site-Data")
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
		return nil
	}
	r.Header.Set("Cache-Control", "no-cache")
	page, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	if !withGuard {
		page = bytes.Replace(page, []byte(" data-signed-in"), nil, 1)
	}
	r.Body = io.NopCloser(bytes.NewReader(page))
	r.ContentLength = int64(len(page))
	r.Header.Set("Content-Length", strconv.Itoa(len(page)))
	return nil
}

// leavesACase signs Luc in, opens a case of his through the proxy, signs him
// out and presses Back.
func (s *site) leavesACase(t *testing.T, p *browser.Page, b *bareSite) (secret string) {
	t.Helper()
	s.signIn(t, p, "luc", "fr", "/")
	p.Visit(t, b.base+"/")
	p.Click(t, ".case-list-subject")
	if secret = p.Text(t, ".letter-text"); secret == "" {
		t.Fatal("the case shows no situation")
	}
	signOut(t, p)
	p.Back(t)
	return secret
}

// What the guard is there for: without it and the other defences, the browser
// shows the case out of its memory, and asks nobody.
func TestABrowserKeepsThePageOfACase(t *testing.T) {
	t.Parallel()
	s, p := serve(t), browser.Start(t).NewPage(t)
	b := s.bare(t, false)
	secret := s.leavesACase(t, p, b)
	p.Await(t, `document.querySelector(".letter-text")?.checkVisibility() === true`)
	p.Shows(t, strings.SplitN(secret, "\n", 2)[0])
	select {
	case path := <-b.asked:
		t.Errorf("%s was asked for again: the page did not come from memory, and the test of the guard is blind", path)
	default:
	}
}

// patience is how long a reload may take to begin.
const patience = 20 * time.Second

// The guard alone: the page that comes from memory is hidden at once, however
// long the server takes, and what it then says is all that is seen.
func TestTheGuardAloneHidesACaseThatTheBrowserKept(t *testing.T) {
	t.Parallel()
	s, p := serve(t), browser.Start(t).NewPage(t)
	b := s.bare(t, true)
	p.Watch(t, watchKept)
	secret := s.leavesACase(t, p, b)
	b.hears(t, b.asked)
	if got := b.hears(t, b.kept); got != "seen=false" {
		t.Errorf("got %s, want the case kept and not seen while the server is asked", got)
	}
	b.answer()
	p.Await(t, `document.readyState === "complete" && document.body.innerText.includes("Ouvrir une session")`)
	if got := p.Text(t, "body"); strings.Contains(got, secret) {
		t.Errorf("got\n%s\nwant nothing of the case", got)
	}
}

// hears waits for what the page sends.
func (b *bareSite) hears(t *testing.T, from <-chan string) string {
	t.Helper()
	select {
	case got := <-from:
		return got
	case <-time.After(patience):
		t.Fatal("the page that was kept sends nothing")
		return ""
	}
}

// watchKept tells whether a case that comes from memory can be seen, once the
// page's own scripts have heard of it. It tells the server, for the browser
// answers no other question while a reload is under way.
const watchKept = `addEventListener("pageshow", e => {
	const letter = document.querySelector(".letter-text");
	if (e.persisted && letter) setTimeout(() => navigator.sendBeacon("/kept?seen=" + letter.checkVisibility()));
})`
