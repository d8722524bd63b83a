package web

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
)

var crossOrigin = http.NewCrossOriginProtection()

// refuseForgery refuses a change that another site's page asks for: by what
// the browser says of the request's origin, and by the token of the session.
func (s *Server) refuseForgery(c *fiber.Ctx) error {
	v := visitOf(c)
	if isSafe(c.Method()) || s.isProviders(c) || isFromProvider(c) {
		return c.Next()
	}
	r, err := adaptor.ConvertRequest(c, false)
	if err != nil {
		return fiber.ErrBadRequest
	}
	if crossOrigin.Check(r) != nil {
		return errForgery
	}
	if v.isSignedIn() && !v.session.HasCSRF(v.get("csrf")) {
		return errForgery
	}
	return c.Next()
}
