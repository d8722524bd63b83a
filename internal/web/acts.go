package web

import (
	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// actForm is an act that is done by a form of its own. Its address is the
// case's plus path; its sentences are act.<name>.title, .lead and .submit.
type actForm struct {
	path   string
	draft  cases.DraftForm // under which its text is kept; empty when it is not
	name   func(o *cases.Opening) string
	action func(o *cases.Opening) cases.Action
	fields func(f *form, o *cases.Opening) []field
	// instead is another way to do the same, on a page of its own; nil for none.
	instead func(v *visit, o *cases.Opening) link
	said    string // what the page of the case says when it is done; empty when it shows by itself
	do      func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error
}

// always is for acts whose name or action does not depend on the case.
func always[T any](x T) func(*cases.Opening) T { return func(*cases.Opening) T { return x } }

type actPage struct {
	frame
	Form         *form
	Case         caseHead
	Lead, Submit string
	Cautions     []string
	Quote        string // of the passage it is about
	QuoteLang    string
	Fields       []field
	Letters      []letterView // what it is about, to be read beside
	Instead      link         // another way to the same; empty as a rule
}

// shows is the handler that shows an act's form.
func shows(a actForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		o, err := s.open(v)
		if err != nil {
			return err
		}
		if err := o.Refusal(a.action(o)); err != nil {
			s.givesBack(v, a.draft, o.Case.ID)
			return err
		}
		f := newForm(v, a.address(o), o.Case.VersionFor(v.user))
		if err := s.resumeAct(v, f, a, o); err != nil {
			return err
		}
		return s.show(v, fiber.StatusOK, "cases/act.html", s.newActPage(v, o, a, f))
	}
}

// does is the handler that does what the form asks for, or shows it again with
// what was typed.
func does(a actForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		id, err := v.caseID()
		if err != nil {
			return err
		}
		if v.switching {
			return s.actAgain(v, a, errSwitching)
		}
		if err := a.do(s, v, id, v.stamp()); err != nil {
			return s.actAgain(v, a, err)
		}
		if a.said != "" {
			return v.seeOther(casePath(id) + "?said=" + a.said)
		}
		return v.seeOther(casePath(id))
	}
}

func (s *Server) actAgain(v *visit, a actForm, refused error) error {
	o, err := s.openAgain(v, a.action)
	if err != nil {
		return err
	}
	f := newForm(v, a.address(o), o.Case.VersionFor(v.user))
	status, err := f.again(refused)
	if err != nil {
		return err
	}
	if err := s.resumeAct(v, f, a, o); err != nil {
		return err
	}
	return s.show(v, status, "cases/act.html", s.newActPage(v, o, a, f))
}

func (s *Server) resumeAct(v *visit, f *form, a actForm, o *cases.Opening) error {
	if a.draft == "" {
		return nil
	}
	return s.resume(v, f, a.draft, o.Case.ID)
}

func (a actForm) address(o *cases.Opening) string { return casePath(o.Case.ID) + "/" + a.path }

func (s *Server) newActPage(v *visit, o *cases.Opening, a actForm, f *form) actPage {
	f.Act = a.name(o)
	key := "act." + f.Act
	p := actPage{
		frame:  s.frame(v, v.words.T(key+".title")),
		Form:   f,
		Case:   s.headOf(v, o),
		Lead:   v.words.T(key + ".lead"),
		Submit: v.words.T(key + ".submit"),
		Fields: a.fields(f, o),
	}
	if v.words.Has(key + ".caution") {
		p.Cautions = append(p.Cautions, v.words.T(key+".caution"))
	}
	if a.instead != nil {
		p.Instead = a.instead(v, o)
	}
	p.Letters = s.lettersOf(v, o)
	p.switchesForm(f.ID, f.Action)
	return p
}

// open opens the case that the address names.
func (s *Server) open(v *visit) (*cases.Opening, error) {
	id, err := v.caseID()
	if err != nil {
		return nil, err
	}
	return s.Book.Open(v.ctx(), v.user, id)
}

// openAgain opens the case anew for a form that is shown again: it may have
// moved on, but a form of an act that is not hers is never shown.
func (s *Server) openAgain(v *visit, action func(*cases.Opening) cases.Action) (*cases.Opening, error) {
	o, err := s.open(v)
	if err != nil {
		return nil, err
	}
	if err := o.Refusal(action(o)); cases.KindOf(err) == cases.Forbidden {
		return nil, err
	}
	return o, nil
}

// act does what a button asks for, with no form of its own.
func (s *Server) act(v *visit, do func(cases.CaseID) error) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	if err := do(id); err != nil {
		return err
	}
	return v.seeOther(casePath(id))
}
