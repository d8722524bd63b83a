package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// errNoInvitation is the answer to every invitation that cannot be answered:
// used, revoked, expired, somebody else's or never sent.
var errNoInvitation = errors.New("no such invitation for this person")

// invitationPage asks whether a recorded conversation was with the reader. It
// shows nothing of what was said: she may be the wrong one.
type invitationPage struct {
	frame
	Form        *form
	Code        string // of the letter; empty when she came from her first page
	Offer       offerView
	NeedsSpoken bool
	Spoken      field
	Decline     string // address
}

// offerView is an invitation in a sentence.
type offerView struct{ Href, Text, Reference string }

func (s *Server) offersOf(v *visit) ([]offerView, error) {
	all, err := s.Book.Offers(v.ctx(), v.user)
	var out []offerView
	for _, o := range all {
		out = append(out, s.newOfferView(v, o))
	}
	return out, err
}

func (s *Server) newOfferView(v *visit, o cases.Offer) offerView {
	return offerView{Href: invitationPath(o.ID), Reference: o.Reference,
		Text: v.words.T("invitation.held", "Day", s.dayOf(v, o.CameAt), "By", v.words.T("call.by."+string(o.Channel)))}
}

func invitationPath(id cases.InvitationID) string { return "/invitations/" + string(id) }

func (s *Server) invitation(v *visit) error {
	return s.showInvitation(v, nil)
}

// showInvitation shows the invitation, after a refusal with what was typed.
func (s *Server) showInvitation(v *visit, refused error) error {
	id, err := cases.ParseInvitationID(v.c.Params("invitation"))
	if err != nil {
		return errNoInvitation
	}
	f := newForm(v, invitationPath(id)+"/accept", 0)
	status := fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return hidden(err)
		}
	}
	offer, needsSpoken, err := s.Book.ToAnswer(v.ctx(), v.user, id, letterCode(v))
	if err != nil {
		return hidden(err)
	}
	p := invitationPage{frame: s.frame(v, v.words.T("invitation.title")), Form: f, Code: letterCode(v),
		Offer: s.newOfferView(v, offer), NeedsSpoken: needsSpoken, Spoken: f.text("spoken", "", 0).as(kindLine),
		Decline: invitationPath(id) + "/decline"}
	p.switchesForm(f.ID, f.Action)
	return s.show(v, status, "invitation.html", p)
}

// letterCode is the code of the letter: in the letter's link, and then in the
// form. There the name "code" is taken, by the version of the Code.
func letterCode(v *visit) string {
	if isSafe(v.c.Method()) {
		return v.get("code")
	}
	return v.get("letter_code")
}

// hidden says of what is not hers to know that it is no invitation.
func hidden(err error) error {
	if cases.KindOf(err) == cases.NotFound {
		return errNoInvitation
	}
	return err
}

func (s *Server) acceptInvitation(v *visit) error {
	if v.switching {
		return s.showInvitation(v, errSwitching)
	}
	id, err := cases.ParseInvitationID(v.c.Params("invitation"))
	if err != nil {
		return errNoInvitation
	}
	of, err := s.Book.Accept(v.ctx(), v.user, id, cases.Proof{Code: letterCode(v), Spoken: v.get("spoken")})
	if err != nil {
		return s.showInvitation(v, err)
	}
	return v.seeOther(casePath(of))
}

func (s *Server) declineInvitation(v *visit) error {
	if v.switching {
		return s.showInvitation(v, errSwitching)
	}
	id, err := cases.ParseInvitationID(v.c.Params("invitation"))
	if err != nil {
		return errNoInvitation
	}
	if err := s.Book.Decline(v.ctx(), v.user, id, letterCode(v)); err != nil {
		return hidden(err)
	}
	return v.seeOther(declinedPath)
}

const declinedPath = "/invitation-declined"

func (s *Server) invitationDeclined(v *visit) error {
	return s.show(v, fiber.StatusOK, "invitation_declined.html", plainPage{s.frame(v, v.words.T("invitation.declined_title"))})
}
