package web

import (
	"errors"
	"net/url"
	"time"

	"example.org/casebook/internal/auth"
)

// errNotFresh asks her to prove again who she is: a session that was left open
// must not be enough for an act that takes somebody's rights away.
var errNotFresh = errors.New("signed in at the provider too long ago")

// freshEnough is how long ago she may have proved who she is before such an
// act. The sign-in that leads back asks the provider for half of it, so that
// there is time to fill in the form.
const freshEnough = 10 * time.Minute

// fresh is nil when she proved to the provider who she is no longer ago than
// freshEnough, else errNotFresh. A handler that returns it to a GET shows a page that
// leads to sign-in and back; a form that is given it comes back with what was
// typed, and can be sent again once she has signed in in another tab.
func (s *Server) fresh(v *visit) error {
	if v.session.IsFresh(s.Book.Now(), freshEnough) {
		return nil
	}
	return errNotFresh
}

// signInAgainPath leads to the provider, which must ask for her credentials,
// and from there back.
func signInAgainPath(returnTo string) string {
	return "/auth/sign-in?" + url.Values{"again": {"yes"}, "to": {auth.LocalPath(returnTo)}}.Encode()
}

// askOf is what a sign-in is begun with.
func askOf(v *visit) auth.Ask {
	ask := auth.Ask{Lang: v.lang, ReturnTo: v.get("to")}
	if v.get("again") != "" {
		ask.Again, ask.MaxAge = true, freshEnough/2
	}
	return ask
}
