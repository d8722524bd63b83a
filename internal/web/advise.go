package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// advisePage is where the answer is written; previewPage shows it exactly as
// the employee will see it, and sends it.
type advisePage struct {
	frame
	Form        *form
	Case        caseHead
	Lead        string
	AnswerIn    string // the language of the answer, in words
	Letters     []letterView
	Outcome     field
	Destination field
	Obligations field
	Text        field
	WouldChange field
	Similar     similarPart
	Copy        copyPart
}

type previewPage struct {
	frame
	Form        *form
	Case        caseHead
	Letter      letterView
	LetterLang  string // of what stands around its text
	Outcome     string
	Destination string
	Obligations []string
	Text        string
	WouldChange string
	HasBlanks   bool // something that was copied is still to be filled in
}

// answerAct is what answering means for the case: advice, or the correction of
// what was sent; a case may have been closed without any.
func answerAct(o *cases.Opening) cases.Action {
	isOver := o.Case.Status == cases.Answered || o.Case.Status == cases.Closed
	if isOver && o.Case.CurrentAdvice() != nil {
		return cases.Correct
	}
	return cases.Advise
}

func (s *Server) advisePage(v *visit) error {
	o, err := s.openToAnswer(v)
	if err != nil {
		return err
	}
	f := newForm(v, casePath(o.Case.ID)+"/advise", o.Case.VersionFor(v.user))
	if err := s.resume(v, f, cases.DraftOfAdvice, o.Case.ID); err != nil {
		return err
	}
	p, err := s.newAdvisePage(v, o, f)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "cases/advise.html", p)
}

func (s *Server) openToAnswer(v *visit) (*cases.Opening, error) {
	o, err := s.open(v)
	if err != nil {
		return nil, err
	}
	if err := o.Refusal(answerAct(o)); err != nil {
		s.givesBack(v, cases.DraftOfAdvice, o.Case.ID)
		return o, err
	}
	return o, nil
}

// advise takes the steps of the form: look at it as she will see it, go back to
// change it, send it; and before that, look at past cases like it, cite one, or
// insert its advice.
func (s *Server) advise(v *visit) error {
	from, copies := copiesFrom(v)
	switch {
	case v.switching || v.get("step") == "edit":
		return s.adviseAgain(v, errSwitching)
	case v.get("cite") != "":
		return s.citeWhileAnswering(v, v.get("cite"))
	case v.get("step") == "similar":
		return s.lookAgain(v)
	case v.get("step") == "send":
		return s.sendAdvice(v)
	case copies:
		return s.copyAdvice(v, from)
	}
	return s.preview(v)
}

func adviceOf(v *visit) cases.AdviceDraft { return answerIn(v.form) }

// answerIn is an answer as far as a form holds it.
func answerIn(form url.Values) cases.AdviceDraft {
	return cases.AdviceDraft{Outcome: form.Get("outcome"), Destination: form.Get("destination"),
		Obligations: form["obligations"], Text: form.Get("text"), WouldChange: form.Get("would_change")}
}

func (s *Server) sendAdvice(v *visit) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	send := s.Book.Advise
	if v.get("act") == string(cases.Correct) {
		send = s.Book.Correct
	}
	if err := send(v.ctx(), v.user, id, v.stamp(), adviceOf(v)); err != nil {
		return s.adviseAgain(v, err)
	}
	return v.seeOther(casePath(id))
}

func (s *Server) preview(v *visit) error {
	o, err := s.openToAnswer(v)
	if err != nil {
		return s.adviseAgain(v, err)
	}
	if v.stamp().Version != o.Case.VersionFor(v.user) {
		return s.adviseAgain(v, &cases.Error{Kind: cases.Conflict, Key: "error.case_moved_on"})
	}
	m, err := s.Book.Preview(v.ctx(), o.Case, v.stamp(), adviceOf(v))
	if err != nil {
		return s.adviseAgain(v, err)
	}
	return s.show(v, fiber.StatusOK, "cases/preview.html", s.newPreviewPage(v, o, m))
}

func (s *Server) adviseAgain(v *visit, refused error) error {
	return s.showAdviseAgain(v, refused, nil)
}

// showAdviseAgain shows the form with what was typed; also, when not nil, puts on
// its page what was done just now.
func (s *Server) showAdviseAgain(v *visit, refused error, also func(*advisePage, *cases.Opening)) error {
	o, err := s.openAgain(v, answerAct)
	if err != nil {
		return err
	}
	f := newForm(v, casePath(o.Case.ID)+"/advise", o.Case.VersionFor(v.user))
	status, err := f.again(refused)
	if err != nil {
		return err
	}
	if err := s.resume(v, f, cases.DraftOfAdvice, o.Case.ID); err != nil {
		return err
	}
	p, err := s.newAdvisePage(v, o, f)
	if err != nil {
		return err
	}
	if also != nil {
		also(&p, o)
	}
	return s.show(v, status, "cases/advise.html", p)
}

func (s *Server) newAdvisePage(v *visit, o *cases.Opening, f *form) (advisePage, error) {
	act, sent := answerAct(o), sentAdvice(o)
	f.Act = string(act)
	p := advisePage{
		frame:       s.frame(v, v.words.T("act."+string(act)+".title")),
		Form:        f,
		Case:        s.headOf(v, o),
		Lead:        v.words.T("act." + string(act) + ".lead"),
		AnswerIn:    v.words.T("advise.answer_in." + string(o.Case.AnswerLang)),
		Letters:     s.lettersOf(v, o),
		Outcome:     f.choice("outcome", "outcome_office", string(sent.Advice.Outcome), codes(cases.Outcomes())).as(kindRadios),
		Destination: f.choice("destination", "destination", string(sent.Advice.Destination), codes(cases.Destinations())).as(kindSelect),
		Obligations: s.entryField(f, codes(sent.Advice.Obligations)),
		Text:        f.text("text", sent.Text, cases.MaxMessage).as(kindLarge).inLang(o.Case.AnswerLang),
		WouldChange: f.text("would_change", sent.Advice.WouldChange, cases.MaxMessage).as(kindText).optional().inLang(o.Case.AnswerLang),
		Copy:        s.copyPartOf(v, o, f),
	}
	p.switchesForm(f.ID, f.Action)
	var err error
	p.Similar, err = s.similarBesideAnswer(v, o, f)
	return p, err
}

// sentAdvice is what the form begins with: the advice to be corrected, or for a
// new one the entries that the annotations and earlier advice name.
func sentAdvice(o *cases.Opening) cases.Message {
	if answerAct(o) == cases.Correct {
		return *o.Case.CurrentAdvice()
	}
	return cases.Message{Advice: &cases.Advice{Obligations: o.Case.Obligations()}}
}

// newPreviewPage sets the letter as the employee will see it: what stands
// around it in the language she reads.
func (s *Server) newPreviewPage(v *visit, o *cases.Opening, m cases.Message) previewPage {
	f := newForm(v, casePath(o.Case.ID)+"/advise", o.Case.VersionFor(v.user))
	f.Act = v.get("act")
	hers := *v
	hers.speak(readerOf(o))
	hers.user = cases.User{}
	m.From = v.user.ID
	p := previewPage{
		frame: s.frame(v, v.words.T("preview.title")), Form: f, Case: s.headOf(v, o),
		Letter: s.letterOf(&hers, withName(o, v.user), m), LetterLang: string(hers.lang),
		Outcome: v.get("outcome"), Destination: v.get("destination"), Obligations: v.all("obligations"), Text: v.get("text"),
		WouldChange: v.get("would_change"), HasBlanks: strings.Contains(m.Text+m.Advice.WouldChange, cases.Blank),
	}
	p.switchesForm(f.ID, f.Action)
	return p
}

// readerOf is the language in which the filer reads pages; the one she asked
// to be answered in when she is not known.
func readerOf(o *cases.Opening) cases.Lang {
	if l := o.People[o.Case.Filer].Lang; l != "" {
		return l
	}
	return o.Case.AnswerLang
}

// withName is the opening as the filer would see it, with the advisor's name.
func withName(o *cases.Opening, advisor cases.User) *cases.Opening {
	seen := *o
	seen.Side = cases.FilerSide
	seen.People = map[cases.UserID]cases.User{advisor.ID: advisor}
	return &seen
}
