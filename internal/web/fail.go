package web

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

var (
	errForgery      = errors.New("request forged, or its page too old")
	errSessionEnded = errors.New("change asked for without a session")
)

// refusal is an error page: its status and the name of its sentences,
// refusal.<name>.title, .happened and .todo.
type refusal struct {
	status int
	name   string
}

var internalFault = refusal{fiber.StatusInternalServerError, "internal"}

// refusalOf decides which page answers an error.
func (s *Server) refusalOf(err error) refusal {
	if s.IsUnsure != nil && s.IsUnsure(err) { // also when it was our deadline that cut the commit off
		return refusal{fiber.StatusServiceUnavailable, "unsure"}
	}
	switch cases.KindOf(err) {
	case cases.NotFound:
		return refusal{fiber.StatusNotFound, "not_found"}
	case cases.Forbidden:
		return refusal{fiber.StatusForbidden, "forbidden"}
	case cases.Conflict:
		return refusal{fiber.StatusConflict, "conflict"}
	case cases.Invalid:
		return refusal{fiber.StatusUnprocessableEntity, "invalid"}
	case cases.Early:
		return refusal{fiber.StatusUnprocessableEntity, "early"}
	}
	for _, known := range []struct {
		err error
		refusal
	}{
		{errForgery, refusal{fiber.StatusForbidden, "forgery"}},
		{errNotFresh, refusal{fiber.StatusUnauthorized, "not_fresh"}},
		{errSessionEnded, refusal{fiber.StatusUnauthorized, "session_ended"}},
		{auth.ErrUnavailable, refusal{fiber.StatusServiceUnavailable, "sign_in_unavailable"}},
		{auth.ErrDenied, refusal{fiber.StatusForbidden, "sign_in_denied"}},
		{auth.ErrExpired, refusal{fiber.StatusBadRequest, "sign_in_expired"}},
		{auth.ErrRejected, refusal{fiber.StatusForbidden, "sign_in_rejected"}},
		{errNoLetter, refusal{fiber.StatusConflict, "no_letter"}},
		{errNoInvitation, refusal{fiber.StatusNotFound, "invitation"}},
		{errDisabled, refusal{fiber.StatusForbidden, "disabled"}},
		{context.DeadlineExceeded, refusal{fiber.StatusServiceUnavailable, "busy"}},
	} {
		if errors.Is(err, known.err) {
			return known.refusal
		}
	}
	return s.refusalOfStore(err)
}

func (s *Server) refusalOfStore(err error) refusal {
	switch {
	case s.IsBusy != nil && s.IsBusy(err):
		return refusal{fiber.StatusServiceUnavailable, "busy"}
	case s.IsFull != nil && s.IsFull(err):
		return refusal{fiber.StatusInsufficientStorage, "full"}
	}
	var f *fiber.Error
	if errors.As(err, &f) {
		return refusalOfStatus(f.Code)
	}
	return internalFault
}

func refusalOfStatus(status int) refusal {
	names := map[int]string{
		fiber.StatusNotFound:                    "not_found",
		fiber.StatusRequestEntityTooLarge:       "too_large",
		fiber.StatusUnsupportedMediaType:        "media",
		fiber.StatusMisdirectedRequest:          "host",
		fiber.StatusRequestHeaderFieldsTooLarge: "bad_request",
		fiber.StatusBadRequest:                  "bad_request",
		fiber.StatusRequestTimeout:              "bad_request",
		fiber.StatusTooManyRequests:             "too_many",
	}
	if name, ok := names[status]; ok {
		return refusal{status, name}
	}
	return internalFault
}

type refusalPage struct {
	frame
	Happened, ToDo string
	Number         string
	Back           link
	Kept           []keptText
}

// fail answers every error: a fault of ours is logged once, with the number
// that the person is told; she gets one calm page in her language.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	v := visitOf(c)
	if v.number == "" { // it could not be read, and so never came to the guard
		v.number = newNumber()
		c.Set("X-Request-Id", v.number)
		s.protect(c)
	}
	r := s.refusalOf(err)
	if r.status >= fiber.StatusInternalServerError {
		s.readUnread(v)
		r = ofReading(r, c.Method())
	}
	if r.status == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, retryAfter)
	}
	if r.status >= fiber.StatusInternalServerError || r.name == "sign_in_rejected" {
		s.Log.ErrorContext(v.ctx(), "request failed", "request", v.number, "method", c.Method(),
			"route", c.Route().Path, "error", err)
	}
	page := s.newRefusalPage(v, r, err)
	if v.get(saveField) == saveAuto && !isSafe(c.Method()) {
		return c.Status(r.status).JSON(s.tellScript(v, page))
	}
	if err := s.show(v, r.status, "refusal.html", page); err != nil {
		return c.Status(r.status).SendString(page.Title)
	}
	return nil
}

// retryAfter is when a passing trouble is worth another try, in seconds
// (RFC 9110, 10.2.3).
const retryAfter = "30"

// readUnread reads the form of a request that broke before its form was read:
// a database that does not answer is met first when the session is looked for,
// and what was typed must come back all the same.
func (s *Server) readUnread(v *visit) {
	if v.form == nil {
		_ = s.readFields(v) // what cannot be read cannot be given back
	}
}

// ofReading says of a full disk what it means for who only reads: a case is
// shown to nobody while the ledger cannot hold that it was.
func ofReading(r refusal, method string) refusal {
	if r.name == "full" && isSafe(method) {
		r.name = "full_reading"
	}
	return r
}

func (s *Server) newRefusalPage(v *visit, r refusal, err error) refusalPage {
	key := "refusal." + r.name
	p := refusalPage{
		frame:    s.frame(v, v.words.T(key+".title")),
		Happened: v.words.T(key + ".happened"),
		ToDo:     v.words.T(key + ".todo"),
		Number:   v.number,
		Back:     link{Href: "/", Text: v.words.T("refusal.home")},
		Kept:     keptFrom(v),
	}
	var told *cases.Error
	if errors.As(err, &told) && (told.Kind == cases.Conflict || told.Kind == cases.Early) {
		p.Happened = v.words.T(told.Key)
	}
	if r.status == fiber.StatusConflict || r.name == "early" {
		p.Back = s.backToCase(v, p.Back)
	}
	if r.name == "not_fresh" {
		p.Back = link{Href: signInAgainPath(v.c.OriginalURL()), Text: v.words.T("fresh.sign_in")}
	}
	if v.saved != nil {
		p.ToDo = v.words.T("refusal.session_ended.kept")
		p.Back = link{Href: signInPath(draftPath(*v.saved, "signed_out")), Text: v.words.T("refusal.sign_in")}
	} else if strings.HasPrefix(r.name, "sign_in") || r.name == "session_ended" {
		p.Back = link{Href: "/sign-in", Text: v.words.T("refusal.sign_in")}
	}
	return p
}

// backToCase leads from a refused act to the case it was about.
func (s *Server) backToCase(v *visit, otherwise link) link {
	id, err := v.caseID()
	if err != nil {
		return otherwise
	}
	return link{Href: casePath(id), Text: v.words.T("refusal.case")}
}
