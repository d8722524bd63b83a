package web_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// wire is a real connection to a house: for what net/http would never send.
func (h *house) wire() string {
	h.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	h.must(err, "listen")
	ended := make(chan error, 1)
	go func() { ended <- h.server.App().Listener(l) }()
	h.Cleanup(func() {
		h.must(h.server.Shutdown(5*time.Second), "shut down")
		h.must(<-ended, "serve")
	})
	return l.Addr().String()
}

// sendRaw sends the bytes as they are and reads one answer.
func sendRaw(t *testing.T, address, request string) *page {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%.60q: %v", request, err)
	}
	return readPage(t, resp)
}

func TestRequestsNoBrowserSendsAreRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	address := h.wire()
	const ours = "Host: localhost:8080\r\n"
	for what, c := range map[string]struct {
		request string
		status  int
	}{
		"two hosts":            {"GET /contact HTTP/1.1\r\n" + ours + "Host: evil.example\r\n\r\n", 400},
		"two hosts, turned":    {"GET /contact HTTP/1.1\r\nHost: evil.example\r\n" + ours + "\r\n", 400},
		"an absolute address":  {"GET http://evil.example/contact HTTP/1.1\r\n" + ours + "\r\n", 421},
		"user in the host":     {"GET /contact HTTP/1.1\r\nHost: localhost:8080@evil.example\r\n\r\n", 400},
		"huge headers":         {"GET /contact HTTP/1.1\r\n" + ours + "X-Long: " + strings.Repeat("x", 40_000) + "\r\n\r\n", 431},
		"many headers":         {"GET /contact HTTP/1.1\r\n" + ours + strings.Repeat("X-Long: 12345678\r\n", 5000) + "\r\n", 431},
		"a long address":       {"GET /" + strings.Repeat("x", 40_000) + " HTTP/1.1\r\n" + ours + "\r\n", 431},
		"two lengths":          {"POST /ask HTTP/1.1\r\n" + ours + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
		"length and chunks":    {"POST /ask HTTP/1.1\r\n" + ours + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
		"no request at all":    {"\x16\x03\x01\x00\xa5 nonsense\r\n\r\n", 400},
		"a wrong header":       {"GET /contact HTTP/1.1\r\n" + ours + "Bad Header\r\n\r\n", 400},
		"a wrong percent sign": {"GET /contact%zz HTTP/1.1\r\n" + ours + "\r\n", 404},
		"no host":              {"GET /contact HTTP/1.1\r\n\r\n", 400},
	} {
		p := sendRaw(t, address, c.request)
		if p.status != c.status && (c.status != 400 || p.status < 400 || p.status >= 500) {
			t.Errorf("%s: %d, want %d", what, p.status, c.status)
			continue
		}
		p.isGuarded(what)
		p.holdsNone("evil.example")
	}
}

func TestAMethodThatDoesNotExistIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	address := h.wire()
	for lang, want := range map[string]string{"en": `<html lang="en"`, "fr": `<html lang="fr"`} {
		p := sendRaw(t, address, "BREW /contact HTTP/1.1\r\nHost: localhost:8080\r\nAccept-Language: "+lang+"\r\n\r\n").is(http.StatusBadRequest)
		p.isGuarded(lang)
		p.holdsNone("BREW")
		if !strings.Contains(p.body, want) {
			t.Errorf("got %q, want our page with %q", p.body, want)
		}
	}
}

func TestMoreThanAFormHoldsIsRefusedOnTheWireToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(noor)
	address := h.wire()
	head := "POST /ask HTTP/1.1\r\nHost: localhost:8080\r\nCookie: casebook=" + b.cookies["casebook"] +
		"\r\nContent-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
	body := strings.Repeat("x", 4<<20)
	for what, request := range map[string]string{
		"with its length": head + "Content-Length: 4194310\r\n\r\ncsrf=x" + body,
		"in chunks":       head + "Transfer-Encoding: chunked\r\n\r\n400006\r\ncsrf=x" + body + "\r\n0\r\n\r\n",
	} {
		p := sendRaw(t, address, request)
		if p.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d, want 413", what, p.status)
		}
	}
}
