package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

var errDisabled = errors.New("the account is disabled")

// signInPage is the one page in both languages at once: whose it is, nobody
// knows yet.
type signInPage struct {
	frame
	English, French signInWords
}

type signInWords struct{ Lang, Lead, What, Button, Href string }

// signInPath leads to sign-in, and from there back to where she was going.
func signInPath(returnTo string) string {
	if returnTo = auth.LocalPath(returnTo); returnTo == "/" {
		return "/sign-in"
	}
	return "/sign-in?" + url.Values{"to": {returnTo}}.Encode()
}

func (s *Server) signInPage(v *visit) error {
	if v.isSignedIn() {
		return v.seeOther("/")
	}
	p := signInPage{frame: s.frame(v, v.words.T("sign_in.title"))}
	p.English, p.French = signInIn(cases.English, v), signInIn(cases.French, v)
	return s.show(v, fiber.StatusOK, "sign_in.html", p)
}

func signInIn(l cases.Lang, v *visit) signInWords {
	other := *v
	other.speak(l)
	q := url.Values{"lang": {string(l)}}
	if to := v.get("to"); to != "" {
		q.Set("to", auth.LocalPath(to))
	}
	w := other.words
	return signInWords{string(l), w.T("sign_in.lead"), w.T("sign_in.what"), w.T("sign_in.button"), "/auth/sign-in?" + q.Encode()}
}

// beginSignIn sends the browser to the provider, in the language of the button.
func (s *Server) beginSignIn(v *visit) error {
	if l, ok := cases.ParseLang(v.get("lang")); ok {
		v.speak(l)
		s.setCookie(v.c, langCookie, string(l), langCookieLife)
	}
	to, attempt, err := s.SignIn.Begin(v.ctx(), askOf(v))
	if err != nil {
		return err
	}
	browser, err := s.Sessions.KeepAttempt(v.ctx(), attempt, s.cookie(v.c, attemptCookie))
	if err != nil {
		return err
	}
	s.setCookie(v.c, attemptCookie, browser, auth.AttemptLife)
	return v.seeOther(to)
}

// finishSignIn takes what the provider sent back, and begins a session.
func (s *Server) finishSignIn(v *visit) error {
	attempt, err := s.Sessions.TakeAttempt(v.ctx(), v.get("state"), s.cookie(v.c, attemptCookie), s.Book.Now())
	if err != nil {
		return err
	}
	who, err := s.SignIn.Finish(v.ctx(), attempt, v.form)
	if err != nil {
		return err
	}
	if who.Locale == "" {
		who.Locale = v.lang
	}
	u, err := s.People.SignedIn(v.ctx(), who)
	if err != nil {
		return err
	}
	if who.GroupsWithheld {
		s.Log.WarnContext(v.ctx(), "the provider had too many groups to send: a role may be missing; give roles by application roles", "account", u.ID)
	}
	if u.Disabled {
		return errDisabled
	}
	return s.beginSession(v, u, who, attempt.ReturnTo)
}

func (s *Server) beginSession(v *visit, u cases.User, who auth.Identity, returnTo string) error {
	event := cases.Event{At: s.Book.Now(), Actor: u.ID, As: u.SignsInAs(), Act: cases.SignIn}
	if err := s.People.Record(v.ctx(), event); err != nil {
		return err
	}
	if err := s.Sessions.End(v.ctx(), s.cookie(v.c, sessionCookie)); err != nil {
		return err // what the browser held before is worth nothing now
	}
	token, _, err := s.Sessions.Begin(v.ctx(), auth.Arrival{User: u.ID, Who: who,
		Browser: auth.BrowserOf(v.c.Get(fiber.HeaderUserAgent)), Before: v.session}, s.Book.Now())
	if err != nil {
		return err
	}
	s.setCookie(v.c, sessionCookie, token, 0)
	if returnTo == "/" {
		returnTo = firstPage(u)
	}
	return v.seeOther(returnTo)
}

// firstPage is where a person who was going nowhere in particular begins.
func firstPage(u cases.User) string {
	switch {
	case u.IsAdvisor():
		return "/queue"
	case u.Roles.Has(cases.Auditor), u.Roles.Has(cases.Administrator):
		return "/ledger"
	}
	return "/"
}

// signedOutPage is where sign-out ends; it links to the provider's own
// sign-out, where there is one.
type signedOutPage struct {
	frame
	Provider string
	Clear    string
}

// signOut ends the session here, and offers to end the provider's too. It is a
// link and not a redirect: our policy lets forms lead nowhere else.
func (s *Server) signOut(v *visit) error {
	if v.isSignedIn() {
		if err := s.endOwn(v, auth.Ending{Only: v.session.Hash}, cases.SignOut); err != nil {
			return err
		}
	}
	if err := s.Sessions.End(v.ctx(), s.cookie(v.c, sessionCookie)); err != nil {
		return err // of somebody disabled, who is nobody
	}
	return s.leave(v)
}

// leave shows to a browser whose session has ended that it has.
func (s *Server) leave(v *visit) error {
	s.dropCookie(v.c, sessionCookie)
	provider, _ := s.SignIn.SignOutURL(v.ctx(), v.session.IDToken, v.lang)
	v.user, v.session = cases.User{}, auth.Session{}
	return s.showSignedOut(v, provider)
}

func (s *Server) signedOut(v *visit) error { return s.showSignedOut(v, "") }

func (s *Server) showSignedOut(v *visit, provider string) error {
	p := signedOutPage{frame: s.frame(v, v.words.T("signed_out.title")), Provider: provider, Clear: "/signed-out/clear.css"}
	return s.show(v, fiber.StatusOK, "signed_out.html", p)
}

// clearCache empties the browser's cache, so that Back shows no case. Chromium
// heeds the header only on a sub-resource of the page, hence a style sheet.
func (s *Server) clearCache(v *visit) error {
	v.c.Set("Clear-Site-Data", `"cache"`)
	v.c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return v.c.SendString("")
}

// mountProvider serves the demonstration's identity provider.
func (s *Server) mountProvider() {
	if s.Demo == nil {
		return
	}
	s.app.All(strings.TrimSuffix(s.Demo.Prefix, "/")+"/*", adaptor.HTTPHandler(limited(s.Demo.Provider)))
}

// limited counts the bodies of the provider's forms as ours are counted.
func limited(next http.Handler) http.Handler { return http.MaxBytesHandler(next, maxForm) }
