package web_test

import (
	"net/http"
	"strconv"
	"testing"

	"example.org/casebook/internal/web"
)

func rated(r web.Rates) change { return func(p *web.Parts) { p.Rates = r } }

func TestWhoSendsTooMuchIsToldSoAndKeepsHerText(t *testing.T) {
	t.Parallel()
	h := newHouse(t, rated(web.Rates{Changes: 3}))
	x := h.typed("/ask", "typed "+draftCanary)
	for left := range 3 {
		if got := x.save("auto").is(200).header.Get("X-RateLimit-Remaining"); got != strconv.Itoa(2-left) {
			t.Errorf("%s changes are said to be left, want %d", got, 2-left)
		}
	}
	p := x.send().is(http.StatusTooManyRequests).holds("typed " + draftCanary)
	if s, err := strconv.Atoi(p.header.Get("Retry-After")); err != nil || s < 1 || s > 60 {
		t.Errorf("Retry-After is %q, want seconds up to a minute", p.header.Get("Retry-After"))
	}
	if a := x.save("auto").is(http.StatusTooManyRequests).answer(); a.Said == "" {
		t.Error("the script is told nothing")
	}
	x.get("/ask").is(200)
	if other := h.typed("/cases/:id/note", "a note"); other.send().status != http.StatusSeeOther {
		t.Error("another account is refused too")
	}
}

func TestSignInIsLimitedByTheAddressThatTheProxySaw(t *testing.T) {
	t.Parallel()
	h := newHouse(t, rated(web.Rates{Visits: 2}), func(p *web.Parts) { p.TrustedProxies = []string{"0.0.0.0"} })
	for _, tt := range []struct {
		forwarded []string // each a line of its own
		refused   bool
	}{
		{[]string{"192.0.2.1"}, false},
		{[]string{"192.0.2.1"}, false},
		{[]string{"192.0.2.1"}, true},
		{[]string{"198.51.100.7, 192.0.2.1"}, true},   // she wrote the first herself
		{[]string{"198.51.100.8", "192.0.2.1"}, true}, // and here the whole first line
		{[]string{"192.0.2.2"}, false},
	} {
		got := h.stranger().get("/auth/sign-in", func(r *http.Request) { r.Header["X-Forwarded-For"] = tt.forwarded }).status
		if (got == http.StatusTooManyRequests) != tt.refused {
			t.Errorf("%s: got %d, want it refused: %t", tt.forwarded, got, tt.refused)
		}
	}
}

func TestARateOfNoneTakesEverything(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.typed("/ask", "typed")
	for range 200 {
		x.save("auto").is(200)
	}
}
