package provider

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

func TestMemoryIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	rs := newRequests(func() time.Time { return now })
	for range 3 * mostKept {
		r := rs.add(&oidc.AuthRequest{})
		rs.giveToken("emp-1")
		if _, err := rs.get(r.id); err != nil {
			t.Fatal("the newest request was forgotten")
		}
	}
	if len(rs.pending) > mostKept || len(rs.tokens) > mostKept {
		t.Errorf("got %d requests and %d tokens, want at most %d", len(rs.pending), len(rs.tokens), mostKept)
	}
	now = now.Add(requestLife)
	rs.add(&oidc.AuthRequest{})
	if len(rs.pending) != 1 || len(rs.tokens) != 0 {
		t.Errorf("got %d requests and %d tokens after all expired, want 1 and 0", len(rs.pending), len(rs.tokens))
	}
}

func TestARequestGetsOneCode(t *testing.T) {
	rs := newRequests(time.Now)
	r := rs.add(&oidc.AuthRequest{})
	if rs.giveCode(r.id, "early") == nil {
		t.Error("got a code before anybody was picked")
	}
	if err := rs.pick(r.id, "emp-1"); err != nil {
		t.Fatal(err)
	}
	if err := rs.giveCode(r.id, "one"); err != nil {
		t.Fatal(err)
	}
	if rs.giveCode(r.id, "two") == nil {
		t.Error("got a second code")
	}
}

// A web server on fasthttp reuses the memory of a request's strings.
func TestTheLibraryGetsARequestOfItsOwn(t *testing.T) {
	lent := []byte("/x?nonce=secret")
	text := unsafe.String(&lent[0], len(lent))
	var kept *http.Request
	h := owned(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { kept = r }))
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", io.NopCloser(strings.NewReader("")))
	r.URL.Path, r.URL.RawQuery = text[:2], text[3:]
	r.Host, r.Method = text[2:4], text[:2]
	r.Header.Set("Authorization", text)
	h.ServeHTTP(httptest.NewRecorder(), r)
	cancel()
	for i := range lent {
		lent[i] = '!'
	}
	got := kept.Method + kept.Host + kept.URL.String() + kept.RequestURI + kept.Header.Get("Authorization")
	if strings.Contains(got, "!") || kept.URL.Query().Get("nonce") != "secret" || kept.Context().Err() != nil {
		t.Errorf("got %q, context %v", got, kept.Context().Err())
	}
}
