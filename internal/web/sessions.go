package web

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// sessionsPage lists where she is signed in, so that she can end what is not
// hers any more. Nobody else can see it.
type sessionsPage struct {
	frame
	This   sessionView
	Others []sessionView
	Closes string // when this one ends by itself; the moment follows
}

type sessionView struct {
	Hash                   auth.Hash
	Browser                string
	Since, SinceDatetime   string
	Seen, SeenDatetime     string
	EndName                string // of the button that ends it
	ClosesBy, ClosesByTime string
}

func (s *Server) sessionsPage(v *visit) error {
	all, err := s.Sessions.Of(v.ctx(), v.user.ID, s.Book.Now())
	if err != nil {
		return err
	}
	p := sessionsPage{frame: s.frame(v, v.words.T("sessions.title")),
		Closes: v.words.T("sessions.closes", "Count", int(s.Sessions.Limits().Idle.Minutes()))}
	for _, x := range all {
		if x.Hash == v.session.Hash {
			p.This = s.newSessionView(v, x)
		} else {
			p.Others = append(p.Others, s.newSessionView(v, x))
		}
	}
	return s.show(v, fiber.StatusOK, "sessions.html", p)
}

func (s *Server) newSessionView(v *visit, x auth.Session) sessionView {
	browser := x.Browser
	if browser == "" {
		browser = auth.Other
	}
	words := func(t time.Time) (string, string) {
		return v.words.Moment(s.local(t)), s.local(t).Format(isoMoment)
	}
	view := sessionView{Hash: x.Hash, Browser: v.words.T("browser." + string(browser))}
	view.Since, view.SinceDatetime = words(x.CreatedAt)
	view.Seen, view.SeenDatetime = words(x.SeenAt)
	view.ClosesBy, view.ClosesByTime = words(x.ExpiresAt)
	view.EndName = v.words.T("sessions.end_one", "Browser", view.Browser, "Since", view.Since)
	return view
}

// endSession ends one other session of hers. One that has ended already, or is
// somebody else's, changes nothing: sending the form twice is one act.
func (s *Server) endSession(v *visit) error {
	if which, ok := auth.ParseHash(v.get("session")); ok {
		if err := s.endOwn(v, auth.Ending{Only: which, Except: v.session.Hash}, cases.EndSession); err != nil {
			return err
		}
	}
	return v.seeOther("/sessions")
}

func (s *Server) endOtherSessions(v *visit) error {
	if err := s.endOwn(v, auth.Ending{Except: v.session.Hash}, cases.EndSessions); err != nil {
		return err
	}
	return v.seeOther("/sessions")
}

// endAllSessions signs her out everywhere, here too.
func (s *Server) endAllSessions(v *visit) error {
	if err := s.endOwn(v, auth.Ending{}, cases.EndSessions); err != nil {
		return err
	}
	return s.leave(v)
}

// endOwn ends sessions of the person who asks, with their entry in the ledger.
func (s *Server) endOwn(v *visit, e auth.Ending, act cases.Action) error {
	e.User = v.user.ID
	e.Event = cases.Event{At: s.Book.Now(), Actor: v.user.ID, As: v.user.SignsInAs(), Act: act}
	_, err := s.Sessions.EndSome(v.ctx(), e)
	return err
}
