package web

import (
	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// caseHead is what stands above everything about a case.
type caseHead struct {
	Href, Reference, Subject, Lang string
	Status                         statusWord
}

func (s *Server) headOf(v *visit, o *cases.Opening) caseHead {
	c := o.Case
	head := caseHead{Href: casePath(c.ID), Reference: c.Reference, Subject: c.Subject, Lang: string(c.Lang)}
	if o.Side == cases.FilerSide {
		head.Status = filerStatus(v, c.Status)
	} else {
		head.Status = officeStatus(v, c.Status)
	}
	return head
}

func officeStatus(v *visit, st cases.Status) statusWord {
	return statusWord{string(st), v.words.T("status." + string(st))}
}

// showCase shows a case from the side from which the person looks at it.
func (s *Server) showCase(v *visit) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	o, err := s.Book.Look(v.ctx(), v.user, id)
	if err != nil {
		return err
	}
	if o.Side == cases.FilerSide {
		return s.showToFiler(v, o)
	}
	p := s.newOfficePage(v, o)
	if p.History, err = s.historyOn(v, o); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "cases/office.html", p)
}

// filerPage is an employee's own case.
type filerPage struct {
	frame
	Case     caseHead
	Next     string // what she can expect
	Primary  link   // what she can do now; empty when nothing
	Others   []link
	Hints    []string
	Ties     tiesView
	Record   recordView // when the office wrote it down
	Letters  []letterView
	Facts    []factLine
	History  historyView
	Unopened bool // by anybody but her
}

func (s *Server) showToFiler(v *visit, o *cases.Opening) error {
	nobody, err := s.Book.NobodyElse(v.ctx(), o)
	if err != nil {
		return err
	}
	p := s.newFilerPage(v, o)
	if p.History, err = s.historyOn(v, o); err != nil {
		return err
	}
	if nobody && o.Case.Status.IsOpen() {
		p.Hints = append(p.Hints, v.words.T("filer.nobody_else"))
	}
	return s.show(v, fiber.StatusOK, "cases/filer.html", p)
}

func (s *Server) newFilerPage(v *visit, o *cases.Opening) filerPage {
	c := o.Case
	p := filerPage{
		frame:    s.frame(v, v.words.T("filer.title")),
		Case:     s.headOf(v, o),
		Next:     nextInWords(v, c.Status, c.Promised),
		Ties:     s.tiesOf(v, o),
		Record:   s.recordOf(v, o),
		Letters:  toPrint(c, s.lettersOf(v, o)),
		Facts:    factsOf(v, c),
		Unopened: len(o.Openings) == 0,
	}
	act := filerWrites(c.Status)
	switch {
	case act == cases.FollowUp && o.May(act) && !s.Book.CanFollowUp(c, v.user):
		p.Primary = link{casePath(c.ID) + "/follow", v.words.T("filer.ask_anew")}
		p.Hints = append(p.Hints, v.words.T("follow.window_over", "Count", s.Book.FollowUpDays()))
	case o.May(act):
		if act == cases.FollowUp {
			p.Hints = append(p.Hints, v.words.T("follow.until", "Day", s.untilInWords(v, c)))
		}
		p.Primary = link{casePath(c.ID) + "/write", v.words.T("act." + string(act) + ".title")}
	}
	if o.May(cases.Withdraw) {
		p.Others = append(p.Others, link{casePath(c.ID) + "/withdraw", v.words.T("act.withdraw.title")})
	}
	return p
}

// receivedPage is worth keeping: reference, promise, what happens next.
type receivedPage struct {
	frame
	Case  caseHead
	Next  string
	Steps []string
}

func (s *Server) received(v *visit) error {
	o, err := s.open(v)
	if err != nil {
		return err
	}
	if o.Side != cases.FilerSide {
		return v.seeOther(casePath(o.Case.ID))
	}
	p := receivedPage{frame: s.frame(v, v.words.T("received.title")), Case: s.headOf(v, o),
		Next: nextInWords(v, o.Case.Status, o.Case.Promised)}
	for _, key := range []string{"received.step1", "received.step2", "received.step3"} {
		p.Steps = append(p.Steps, v.words.T(key))
	}
	return s.show(v, fiber.StatusOK, "cases/received.html", p)
}

const isoMoment = "2006-01-02T15:04:05Z07:00"
