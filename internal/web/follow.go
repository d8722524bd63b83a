package web

import (
	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// follow shows the form of a new situation that goes on from an earlier case
// of hers. While a follow-up still reopens that case, she writes there instead.
func (s *Server) follow(v *visit) error {
	o, err := s.open(v)
	if err != nil {
		return err
	}
	switch {
	case o.Side != cases.FilerSide:
		return &cases.Error{Kind: cases.Forbidden, Key: "error.forbidden"}
	case s.Book.CanFollowUp(o.Case, v.user):
		return v.seeOther(casePath(o.Case.ID) + "/write")
	case !s.Book.CanContinue(o.Case, v.user):
		return v.seeOther(casePath(o.Case.ID))
	}
	f := newForm(v, "/ask", 0)
	if err := s.resume(v, f, cases.DraftOfAsk, ""); err != nil {
		return err
	}
	p := s.newAskPage(v, f, startFrom(o.Case))
	p.goesOnFrom(o.Case)
	return s.show(v, fiber.StatusOK, "ask.html", p)
}

// startFrom is what a new situation takes from the earlier case: what it is
// about and the facts, to be mended where they changed. How far it went, when
// she needs an answer and what happened are hers to tell anew.
func startFrom(c *cases.Case) cases.Draft {
	d := cases.Draft{Subject: c.Subject, Facts: c.Facts, AnswerLang: string(c.AnswerLang)}
	d.Facts.Stage = ""
	return d
}

// earlierCase is the case from which a new situation goes on.
type earlierCase struct{ ID, Href, Reference string }

func (p *askPage) goesOnFrom(c *cases.Case) {
	p.Follows = earlierCase{string(c.ID), casePath(c.ID), c.Reference}
}

// keepFollows keeps the tie of a form that is shown again. Of a case that is
// not hers nothing is kept.
func (s *Server) keepFollows(v *visit, p *askPage) error {
	id, err := cases.ParseCaseID(p.Form.typedIn.Get("follows"))
	if err != nil {
		return nil
	}
	o, err := s.Book.Open(v.ctx(), v.user, id)
	switch {
	case cases.KindOf(err) == cases.NotFound:
		return nil
	case err != nil:
		return err
	case o.Side == cases.FilerSide:
		p.goesOnFrom(o.Case)
	}
	return nil
}

// untilInWords is the last day on which a follow-up reopens the case.
func (s *Server) untilInWords(v *visit, c *cases.Case) string {
	return v.words.Date(cases.DateOf(s.Book.FollowUpUntil(c), s.Zone))
}

// tieView leads from a case to one that it is tied to.
type tieView struct{ Href, Reference, Date string }

// tiesView are the cases tied to a case, of those the reader may see.
type tiesView struct {
	Follows  *tieView
	Followed []tieView
}

// Any reports whether there is anything to show.
func (t tiesView) Any() bool { return t.Follows != nil || len(t.Followed) > 0 }

func (s *Server) tiesOf(v *visit, o *cases.Opening) (t tiesView) {
	if o.Follows != nil {
		earlier := s.tieOf(v, *o.Follows)
		t.Follows = &earlier
	}
	for _, c := range o.Followed {
		t.Followed = append(t.Followed, s.tieOf(v, c))
	}
	return t
}

func (s *Server) tieOf(v *visit, c cases.Summary) tieView {
	return tieView{casePath(c.ID), c.Reference, v.words.Date(cases.DateOf(c.SubmittedAt, s.Zone))}
}
