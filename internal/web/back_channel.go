package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
)

// backChannelLogout ends the sessions that the identity provider says are over.
// It answers as the specification asks (OpenID Connect Back-Channel Logout 1.0,
// 2.8): 200 when it is done, 400 whenever it is not, neither of them stored.
func (s *Server) backChannelLogout(v *visit) error {
	n, err := s.heedLogout(v)
	if err != nil {
		s.Log.WarnContext(v.ctx(), "logout token not heeded", "request", v.number, "error", err)
		return v.c.Status(fiber.StatusBadRequest).JSON(fiber.Map{
			"error": "invalid_request", "error_description": whyNotHeeded(err)})
	}
	s.Log.InfoContext(v.ctx(), "sessions ended by the identity provider", "request", v.number, "sessions", n)
	return v.c.SendStatus(fiber.StatusOK)
}

func (s *Server) heedLogout(v *visit) (int, error) {
	tokens := v.all("logout_token")
	if len(tokens) != 1 {
		return 0, auth.ErrRejected
	}
	l, err := s.SignIn.ReadLogout(v.ctx(), tokens[0])
	if err != nil {
		return 0, err
	}
	return s.Sessions.LogOut(v.ctx(), l, s.Book.Now())
}

// whyNotHeeded is for the provider's log; what exactly was wrong stands in ours.
func whyNotHeeded(err error) string {
	switch {
	case errors.Is(err, auth.ErrReplayed):
		return "this logout token was heeded before"
	case errors.Is(err, auth.ErrRejected):
		return "no valid logout token"
	}
	return "not now"
}
