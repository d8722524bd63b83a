package web_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// browser is somebody's browser: it keeps cookies and says where a request
// comes from, as browsers do.
type browser struct {
	h       *house
	user    cases.User
	csrf    string
	lang    string // Accept-Language
	cookies map[string]string
}

// stranger is a browser in which nobody is signed in.
func (h *house) stranger() *browser {
	return &browser{h: h, cookies: map[string]string{}}
}

// as is a browser in which that person is signed in.
func (h *house) as(person string) *browser {
	h.Helper()
	b := h.stranger()
	if person == nobody {
		return b
	}
	b.user = h.people[person]
	token, session, err := h.sessions.Begin(h.Context(), auth.Arrival{User: b.user.ID, Who: auth.Identity{AuthTime: h.now}, Browser: auth.Firefox}, h.now)
	h.must(err, "begin a session")
	b.cookies["casebook"], b.csrf = token, session.CSRF
	return b
}

// reading is the same person, reading a language from now on.
func (b *browser) reading(l cases.Lang) *browser {
	b.h.Helper()
	b.h.must(b.h.store.SetLang(b.h.Context(), b.user.ID, l), "set the language")
	return b
}

// with changes a request before it is sent.
type with func(*http.Request)

func header(name, value string) with {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func (b *browser) get(path string, changes ...with) *page {
	b.h.Helper()
	return b.send(b.request(http.MethodGet, path, nil, changes...))
}

// post sends a form from one of our own pages.
func (b *browser) post(path string, form url.Values, changes ...with) *page {
	b.h.Helper()
	r := b.request(http.MethodPost, path, strings.NewReader(form.Encode()), changes...)
	return b.send(r)
}

func (b *browser) request(method, path string, body io.Reader, changes ...with) *http.Request {
	r := httptest.NewRequest(method, path, body)
	r.Host = "localhost:8080"
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Origin", base)
	}
	if b.lang != "" {
		r.Header.Set("Accept-Language", b.lang)
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	for _, c := range changes {
		c(r)
	}
	return r
}

func (b *browser) send(r *http.Request) *page {
	b.h.Helper()
	resp, err := b.h.server.App().Test(r, 30_000)
	if err != nil {
		b.h.Fatalf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	for _, c := range resp.Cookies() {
		if c.MaxAge < 0 || c.Value == "" {
			delete(b.cookies, c.Name)
			continue
		}
		b.cookies[c.Name] = c.Value
	}
	return readPage(b.h.T, resp)
}

// copied is another browser with the same cookies.
func (b *browser) copied() *browser {
	c := *b
	c.cookies = maps.Clone(b.cookies)
	return &c
}

func readPage(t *testing.T, resp *http.Response) *page {
	t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return &page{T: t, status: resp.StatusCode, header: resp.Header, body: string(body)}
}
