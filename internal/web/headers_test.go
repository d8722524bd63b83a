package web_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

// wantHeaders is written out here as the design has it, not read from the code.
var wantHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; " +
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"Referrer-Policy":              "same-origin",
	"Cache-Control":                "no-store",
	"X-Robots-Tag":                 "noindex, nofollow",
}

func (p *page) isGuarded(what string) {
	p.Helper()
	for name, want := range wantHeaders {
		got := p.header.Values(name)
		if name == "Cache-Control" && strings.HasPrefix(what, "GET /assets") || name == "Cache-Control" && strings.HasPrefix(what, "GET /favicon") {
			want = "public, max-age=31536000, immutable"
			if strings.HasPrefix(what, "GET /favicon") {
				continue // how long it may be kept is no secret's matter
			}
		}
		if len(got) != 1 || got[0] != want {
			p.Errorf("%s: %s is %q, want %q", what, name, got, want)
		}
	}
	if p.header.Get("X-Request-Id") == "" {
		p.Errorf("%s: no request number", what)
	}
	if got := p.header.Get("Server"); got != "" {
		p.Errorf("%s: Server is %q, want nothing", what, got)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	for route := range matrix {
		for _, person := range []string{nobody, noor, marion, auditor} {
			h.walk(route, person, id, url.Values{}).isGuarded(route)
		}
	}
}

func TestRefusalsAreGuardedToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(noor)
	for what, c := range map[string]struct {
		path   string
		with   []with
		status int
	}{
		"nowhere":           {"/nowhere", nil, 404},
		"a case's old name": {"/cases/VE-2026-0001", nil, 404},
		"a trailing slash":  {"/ask/", nil, 404},
		"capitals":          {"/ASK", nil, 404},
		"a foreign host":    {"/", []with{host("evil.example")}, 421},
		"a host beside":     {"/", []with{host("localhost.evil.example:8080")}, 421},
		"compressed":        {"/", []with{header("Content-Encoding", "gzip")}, 415},
		"compressed twice":  {"/", []with{header("Content-Encoding", "identity, gzip")}, 415},
		"no case":           {"/cases/00000000000000000000000000", nil, 404},
		"not hers":          {"/queue", nil, 403},
	} {
		p := b.get(c.path, c.with...)
		if p.status != c.status {
			t.Errorf("%s: %d, want %d", what, p.status, c.status)
		}
		p.isGuarded(what)
		if p.text("h1") == "" {
			t.Errorf("%s: no page of ours", what)
		}
	}
}

func host(name string) with { return func(r *http.Request) { r.Host = name } }

func TestAnUnknownAddressNeverLeadsElsewhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, path := range []string{"//evil.example/", "///evil.example", `/\evil.example/`, `/\/evil.example`, "/%2f/evil.example/", "/%5cevil.example"} {
		for _, person := range []string{nobody, noor} {
			p := h.as(person).get("/?switch=fr", asked(path+"?switch=fr"))
			if to := p.header.Get("Location"); !staysHere(to) {
				t.Errorf("%s leads to %q", path, to)
			}
			for _, a := range h.as(person).get("/", asked(path)).all("a", "class", "language") {
				if href, _ := attr(a, "href"); !staysHere(href) {
					t.Errorf("the switch on %s leads to %q", path, href)
				}
			}
		}
	}
}

// asked sends the path as it is written.
func asked(path string) with {
	return func(r *http.Request) { r.URL = &url.URL{Opaque: path}; r.RequestURI = path }
}

func staysHere(to string) bool {
	return to == "" || strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, `/\`)
}

func TestReturnPathsCannotLeaveOrSplitTheAnswer(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, to := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/%0d%0aSet-Cookie:x=1", "/\r\nX-Header: evil",
		"javascript:alert(1)", "/auth/callback", "/\t/evil.example", strings.Repeat("/a", 4000)} {
		p := h.stranger().get("/sign-in?" + url.Values{"to": {to}}.Encode()).is(200)
		for _, a := range p.all("a", "class", "button") {
			href, _ := attr(a, "href")
			if !strings.HasPrefix(href, "/auth/sign-in?") {
				t.Errorf("%q: the button leads to %q", to, href)
			}
			if p := h.stranger().get(href); p.header.Get("X-Header") != "" || len(p.header.Values("Set-Cookie")) != 2 {
				t.Errorf("%q splits the answer: %v", to, p.header)
			}
		}
	}
	for _, path := range []string{"/cases/x%0d%0aX-Header:%20evil", "/queue?view=%0d%0aX-Header:%20evil", "/ask?switch=fr&q=%0d%0aX-Header:%20evil"} {
		p := h.stranger().get(path).is(http.StatusSeeOther)
		if p.header.Get("X-Header") != "" || strings.ContainsAny(p.header.Get("Location"), "\r\n") {
			t.Errorf("%s splits the answer", path)
		}
	}
}

func TestACompressedFormIsRefusedUnread(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	w.Write(make([]byte, 32<<20))
	w.Close()
	b := h.as(noor)
	p := b.send(b.request("POST", "/ask", &bomb, header("Content-Encoding", "gzip"))).is(http.StatusUnsupportedMediaType)
	p.isGuarded("bomb")
}

func TestOnlyPlainFormsAreRead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(noor)
	for _, kind := range []string{"application/json", "multipart/form-data; boundary=x", "text/plain", "", "application/x-www-form-urlencoded; charset=\"", "*/*"} {
		r := b.request("POST", "/ask", strings.NewReader("csrf="+b.csrf), header("Content-Type", kind))
		b.send(r).is(http.StatusUnsupportedMediaType).isGuarded(kind)
	}
}

func TestForwardedHeadersAreNotBelieved(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, name := range []string{"X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Original-URL", "X-Rewrite-URL",
		"X-HTTP-Method-Override"} {
		p := h.as(noor).get("/", header(name, "evil.example"))
		p.is(200).holdsNone("evil.example")
	}
	h.as(noor).get("/", host("evil.example"), header("X-Forwarded-Host", "localhost:8080")).is(http.StatusMisdirectedRequest)
}

func TestProbesMayUseTheLoopbackNames(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, name := range []string{"127.0.0.1:8080", "127.0.0.1", "[::1]:9", "LOCALHOST:8080"} {
		h.stranger().get("/healthz", host(name)).is(200)
	}
}

func TestHeadAnswersLikeGetWithoutABody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, path := range []string{"/", "/search", "/ask", "/cases/" + string(h.at(noor, cases.New))} {
		b := h.as(noor)
		p := b.send(b.request(http.MethodHead, path, nil)).is(200)
		p.isGuarded("HEAD " + path)
		if p.body != "" {
			t.Errorf("HEAD %s has a body", path)
		}
	}
}

func TestOtherMethodsChangeNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	before := h.stored(id).Version
	for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"} {
		b := h.as(marion)
		p := b.send(b.request(method, "/cases/"+string(id)+"/take-up", strings.NewReader(url.Values{"csrf": {b.csrf}}.Encode())))
		if p.status < 400 || p.status >= 500 {
			t.Errorf("%s: %d", method, p.status)
		}
		p.isGuarded(method)
	}
	if got := h.stored(id).Version; got != before {
		t.Errorf("the case is at version %d, want %d", got, before)
	}
}

func TestRefusalsBeforeTheSessionSpeakTheBrowsersLanguage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.stranger()
	b.lang = "fr"
	for status, w := range map[int]with{421: host("evil.example"), 415: header("Content-Encoding", "br")} {
		p := b.get("/", w).is(status)
		want := map[int]string{421: "refusal.host.title", 415: "refusal.media.title"}[status]
		if got := p.text("h1"); got != i18n.For(cases.French).T(want) {
			t.Errorf("%d is titled %q", status, got)
		}
	}
}

func TestCookiesAreForTheServerAlone(t *testing.T) {
	t.Parallel()
	https, err := url.Parse("https://casebook.example.org")
	if err != nil {
		t.Fatal(err)
	}
	for scheme, h := range map[string]*house{"http": newHouse(t), "https": newHouse(t, func(p *web.Parts) { p.BaseURL = https })} {
		name := map[string]string{"http": "localhost:8080", "https": "casebook.example.org"}[scheme]
		p := h.stranger().get("/auth/sign-in?lang=fr", host(name)).is(http.StatusSeeOther)
		set := (&http.Response{Header: p.header}).Cookies()
		if len(set) != 2 {
			t.Errorf("%s: %d cookies, want 2", scheme, len(set))
		}
		for _, c := range set {
			isHost := strings.HasPrefix(c.Name, "__Host-")
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != (scheme == "https") || isHost != c.Secure {
				t.Errorf("%s: the cookie is %s", scheme, c)
			}
		}
		wantHSTS := map[string]string{"https": "max-age=31536000"}[scheme]
		if got := p.header.Get("Strict-Transport-Security"); got != wantHSTS {
			t.Errorf("%s: Strict-Transport-Security is %q, want %q", scheme, got, wantHSTS)
		}
	}
}

func TestTheServerIsStartedAsTheDesignAsks(t *testing.T) {
	t.Parallel()
	c := newHouse(t).server.Settings()
	for name, ok := range map[string]bool{
		"Immutable": c.Immutable, "CaseSensitive": c.CaseSensitive, "StrictRouting": c.StrictRouting,
		"EnableTrustedProxyCheck": c.EnableTrustedProxyCheck, "StreamRequestBody": c.StreamRequestBody,
		"DisablePreParseMultipartForm": c.DisablePreParseMultipartForm, "no trusted proxy": len(c.TrustedProxies) == 0,
		"ReadTimeout": c.ReadTimeout == 15*time.Second, "WriteTimeout": c.WriteTimeout == time.Minute,
		"IdleTimeout": c.IdleTimeout == time.Minute, "ErrorHandler": c.ErrorHandler != nil,
	} {
		if !ok {
			t.Errorf("%s is not as it must be", name)
		}
	}
}
