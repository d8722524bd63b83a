package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"net"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
)

// guard installs what every request passes, in this order. A route cannot
// forget any of it.
func (s *Server) guard() {
	steps := []fiber.Handler{
		s.numberRequest,
		s.recoverPanic,
		s.setHeaders,
		s.guessLanguage,
		s.checkHost,
		s.refuseEncoding,
		s.limitTime,
		s.findSession,
		s.readForm,
		s.refuseForgery,
		s.chooseLanguage,
	}
	for _, step := range append(steps, s.limitRates()...) {
		s.app.Use(step)
	}
}

// numberRequest names the request in the log and on an error page. It logs
// what was asked and how it went, never the query: it may hold search words.
func (s *Server) numberRequest(c *fiber.Ctx) error {
	v := visitOf(c)
	v.number = newNumber()
	c.Set("X-Request-Id", v.number)
	started := s.Book.Now()
	err := c.Next()
	if err != nil {
		if err = s.fail(c, err); err != nil {
			return err
		}
	}
	if s.Changed != nil && !isSafe(c.Method()) {
		s.Changed()
	}
	s.Log.InfoContext(c.UserContext(), "request", "request", v.number, "method", c.Method(), "route", c.Route().Path,
		"status", c.Response().StatusCode(), "ms", s.Book.Now().Sub(started).Milliseconds())
	return nil
}

func newNumber() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// recoverPanic keeps one broken request from ending the program.
func (s *Server) recoverPanic(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return c.Next()
}

// checkHost refuses requests for another host: links in letters and the
// provider's redirects come from the configured address alone.
func (s *Server) checkHost(c *fiber.Ctx) error {
	hosts := c.Request().Header.PeekAll(fiber.HeaderHost)
	if len(hosts) > 1 || !s.isOurHost(string(c.Request().Host())) {
		return fiber.NewError(fiber.StatusMisdirectedRequest)
	}
	return c.Next()
}

// isOurHost accepts the configured host and, for probes, the loopback names.
func (s *Server) isOurHost(host string) bool {
	if strings.EqualFold(host, s.BaseURL.Host) {
		return true
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

// refuseEncoding refuses compressed bodies: one MiB of gzip could cost
// gigabytes of memory before any limit counts.
func (s *Server) refuseEncoding(c *fiber.Ctx) error {
	if len(c.Request().Header.Peek(fiber.HeaderContentEncoding)) > 0 {
		return fiber.ErrUnsupportedMediaType
	}
	return c.Next()
}

var securityHeaders = map[string]string{
	// form-action 'self' suffices: sign-in is a link, and sign-out answers with
	// a page of ours that links to the provider.
	"Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; " +
		"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"Referrer-Policy":              "same-origin", // with no-referrer Chromium posts Origin: null
	"Cache-Control":                "no-store",
	"X-Robots-Tag":                 "noindex, nofollow",
}

func (s *Server) setHeaders(c *fiber.Ctx) error {
	s.protect(c)
	return c.Next()
}

// protect sets the headers that every answer carries.
func (s *Server) protect(c *fiber.Ctx) {
	for name, value := range securityHeaders {
		c.Set(name, value)
	}
	if s.BaseURL.Scheme == "https" {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// limitTime gives up a request that takes too long.
func (s *Server) limitTime(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), requestTime)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// readForm reads the fields of a request. Bodies are counted here, because
// with streaming fasthttp enforces no limit.
func (s *Server) readForm(c *fiber.Ctx) error {
	if err := s.readFields(visitOf(c)); err != nil {
		return err
	}
	return c.Next()
}

func (s *Server) readFields(v *visit) error {
	c := v.c
	v.form = parseFields(string(c.Request().URI().QueryString()))
	if isSafe(c.Method()) || s.isProviders(c) {
		return nil
	}
	body, err := readBody(c)
	if err != nil {
		return err
	}
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if len(body) > 0 && (err != nil || kind != fiber.MIMEApplicationForm) {
		return fiber.ErrUnsupportedMediaType
	}
	v.form = parseFields(string(body))
	return nil
}

// parseFields keeps the fields that can be read and lets go of the others.
func parseFields(s string) url.Values {
	fields, _ := url.ParseQuery(s) // what it could not read is not in fields
	if fields == nil {
		fields = url.Values{}
	}
	return fields
}

func readBody(c *fiber.Ctx) ([]byte, error) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		body := c.Request().Body()
		if len(body) > maxForm {
			return nil, fiber.ErrRequestEntityTooLarge
		}
		return body, nil
	}
	body, err := io.ReadAll(io.LimitReader(stream, maxForm+1))
	if err != nil {
		return nil, fiber.ErrBadRequest
	}
	if len(body) > maxForm {
		c.Context().SetConnectionClose() // the rest of the body stays unread
		return nil, fiber.ErrRequestEntityTooLarge
	}
	return body, nil
}

func isSafe(method string) bool { return method == fiber.MethodGet || method == fiber.MethodHead }

// isFromProvider recognises what the identity provider itself sends, without a
// browser: whoever asks there has neither session nor page of ours, and the
// signature of what it sends is all that counts.
func isFromProvider(c *fiber.Ctx) bool { return c.Path() == auth.BackChannelPath }

func (s *Server) isProviders(c *fiber.Ctx) bool {
	return s.Demo != nil && strings.HasPrefix(c.Path(), s.Demo.Prefix)
}
