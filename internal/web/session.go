package web

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// Names of the cookies. Over https the browser itself keeps "__Host-" cookies
// from being set by a neighbour; on http://localhost it would refuse them.
const (
	sessionCookie = "casebook"
	attemptCookie = "casebook-sign-in"
	langCookie    = "casebook-lang"
)

func (s *Server) cookieName(name string) string {
	if s.BaseURL.Scheme == "https" {
		return "__Host-" + name
	}
	return name
}

func (s *Server) setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{Name: s.cookieName(name), Value: value, Path: "/", HTTPOnly: true,
		Secure: s.BaseURL.Scheme == "https", SameSite: fiber.CookieSameSiteLaxMode, MaxAge: int(life.Seconds())})
}

func (s *Server) dropCookie(c *fiber.Ctx, name string) { s.setCookie(c, name, "", -time.Second) }

func (s *Server) cookie(c *fiber.Ctx, name string) string { return c.Cookies(s.cookieName(name)) }

// langCookieLife is how long a browser keeps the language somebody chose.
const langCookieLife = 365 * 24 * time.Hour

// findSession says who makes the request. Rights are read anew each time: who
// was disabled a moment ago is nobody now.
func (s *Server) findSession(c *fiber.Ctx) error {
	token := s.cookie(c, sessionCookie)
	if token == "" || isFromProvider(c) {
		return c.Next()
	}
	v := visitOf(c)
	session, err := s.Sessions.Authenticate(v.ctx(), token, s.Book.Now())
	if errors.Is(err, auth.ErrSessionExpired) {
		return c.Next() // a form of it may still come, and is kept for her
	}
	if errors.Is(err, auth.ErrNoSession) {
		s.dropCookie(c, sessionCookie)
		return c.Next()
	}
	if err != nil {
		return err
	}
	u, err := s.People.User(v.ctx(), session.User)
	if err != nil {
		return err
	}
	if !u.Disabled {
		v.user, v.session = u, session
		v.speak(s.knownLanguage(v))
	}
	return c.Next()
}

// guessLanguage lets even the first refusals speak the person's language,
// before it is known who she is.
func (s *Server) guessLanguage(c *fiber.Ctx) error {
	v := visitOf(c)
	v.speak(s.knownLanguage(v))
	return c.Next()
}

// chooseLanguage speaks the language the person chooses just now by the switch.
// Without it the one of her account stays, that of a cookie from before she
// signed in, or the one her browser asks for.
func (s *Server) chooseLanguage(c *fiber.Ctx) error {
	v := visitOf(c)
	chosen, ok := cases.ParseLang(v.get("switch"))
	if !ok || isFromProvider(c) {
		return c.Next()
	}
	v.switching = c.Method() == fiber.MethodPost
	v.speak(chosen)
	s.setCookie(c, langCookie, string(chosen), langCookieLife)
	if v.isSignedIn() && v.user.Lang != chosen {
		v.user.Lang = chosen
		if err := s.People.SetLang(v.ctx(), v.user.ID, chosen); err != nil {
			return err
		}
	}
	if !v.switching {
		return v.seeOther(v.addressWithout("switch"))
	}
	return c.Next()
}

func (s *Server) knownLanguage(v *visit) cases.Lang {
	if v.user.Lang != "" {
		return v.user.Lang
	}
	if l, ok := cases.ParseLang(s.cookie(v.c, langCookie)); ok {
		return l
	}
	if l, ok := cases.ParseLang(v.c.AcceptsLanguages("en", "fr")); ok {
		return l
	}
	return cases.English
}
