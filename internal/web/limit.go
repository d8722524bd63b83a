package web

import (
	"bytes"
	"net/netip"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/limiter"

	"example.org/casebook/internal/auth"
)

// Rates are how much is taken in a minute. A rate of 0 takes everything.
type Rates struct {
	Changes int // of one account
	Visits  int // at sign-in and sign-out, from one address
}

// rateWindow is the time over which is counted.
const rateWindow = time.Minute

// limitRates answers who sends more than a person can with a page that says
// so. Counts are of this program alone: several instances count each its own.
// They guard against a script that runs wild, not against a flood.
func (s *Server) limitRates() []fiber.Handler {
	return []fiber.Handler{
		limitTo(s.Rates.Changes, func(c *fiber.Ctx) string {
			if v := visitOf(c); v.isSignedIn() && !isSafe(c.Method()) {
				return string(v.user.ID)
			}
			return ""
		}),
		limitTo(s.Rates.Visits, func(c *fiber.Ctx) string {
			if unsignedRoutes[c.Path()] && !visitOf(c).isSignedIn() {
				return clientAddress(c)
			}
			return ""
		}),
	}
}

// unsignedRoutes are those at which somebody who is not signed in has work
// done: a row written, the provider asked, a signature checked.
var unsignedRoutes = map[string]bool{
	"/auth/sign-in": true, auth.CallbackPath: true, auth.BackChannelPath: true,
}

// limitTo counts requests by what the function says whose they are; those of
// nobody are not counted.
func limitTo(most int, whose func(*fiber.Ctx) string) fiber.Handler {
	if most <= 0 {
		return func(c *fiber.Ctx) error { return c.Next() }
	}
	return limiter.New(limiter.Config{
		Max:          most,
		Expiration:   rateWindow,
		Next:         func(c *fiber.Ctx) bool { return whose(c) == "" },
		KeyGenerator: whose,
		LimitReached: func(*fiber.Ctx) error { return fiber.ErrTooManyRequests },
	})
}

// clientAddress is where a request comes from. Of X-Forwarded-For only the last
// address counts, which our own proxy wrote; what stands before it, or in a line
// before the proxy's own, anybody can send. A proxy on this machine needs no
// naming.
func clientAddress(c *fiber.Ctx) string {
	if !c.IsProxyTrusted() && !c.Context().RemoteIP().IsLoopback() {
		return c.IP()
	}
	lines := c.Request().Header.PeekAll(fiber.HeaderXForwardedFor)
	all := strings.Split(string(bytes.Join(lines, []byte(","))), ",")
	last, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1]))
	if err != nil {
		return c.IP()
	}
	return last.String()
}
