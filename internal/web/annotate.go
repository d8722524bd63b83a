package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// annotatePage marks passages with entries of the Code. Each sentence of the
// case has its number and a box, so that marking needs no script; a passage
// selected on the desk comes as one more box, already ticked.
type annotatePage struct {
	frame
	Form      *form
	Case      caseHead
	Selected  *option // the passage selected on the desk
	Quote     string
	QuoteLang string
	Sources   []sourceSentences
	Passage   field // for its problem alone
	Entries   field
	Why       field
}

// sourceSentences are the sentences of one text.
type sourceSentences struct {
	Heading, Lang string
	Sentences     []option
}

func (s *Server) annotatePage(v *visit) error {
	o, err := s.open(v)
	if err != nil {
		return err
	}
	if err := o.Refusal(cases.Annotate); err != nil {
		return err
	}
	f := newForm(v, annotatePath(o), o.Case.VersionFor(v.user))
	return s.show(v, fiber.StatusOK, "cases/annotate.html", s.newAnnotatePage(v, o, f))
}

func annotatePath(o *cases.Opening) string { return casePath(o.Case.ID) + "/annotate" }

func (s *Server) annotate(v *visit) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	if v.switching {
		return s.annotateAgain(v, errSwitching)
	}
	d := cases.AnnotationDraft{Entries: v.all("obligations"), Passages: parsePassages(v.all("passage")), Why: v.get("why")}
	if err := s.Book.Annotate(v.ctx(), v.user, id, v.stamp(), d); err != nil {
		return s.annotateAgain(v, err)
	}
	return v.seeOther(casePath(id))
}

func (s *Server) annotateAgain(v *visit, refused error) error {
	o, err := s.openAgain(v, always(cases.Annotate))
	if err != nil {
		return err
	}
	f := newForm(v, annotatePath(o), o.Case.VersionFor(v.user))
	status, err := f.again(refused)
	if err != nil {
		return err
	}
	return s.show(v, status, "cases/annotate.html", s.newAnnotatePage(v, o, f))
}

// passageValue writes a passage as the value of its box: "situation:12:40".
func passageValue(p cases.Passage) string { return fmt.Sprintf("%s:%d:%d", p.Source, p.From, p.To) }

// parsePassages reads the ticked boxes. What is no passage becomes one that no
// text has, so that the Book refuses it in words.
func parsePassages(values []string) []cases.Passage {
	var out []cases.Passage
	for _, value := range values {
		parts := strings.Split(value, ":")
		p := cases.Passage{Source: "none", From: -1}
		if len(parts) == 3 {
			from, err1 := strconv.Atoi(parts[1])
			to, err2 := strconv.Atoi(parts[2])
			if err1 == nil && err2 == nil {
				p = cases.Passage{Source: parts[0], From: from, To: to}
			}
		}
		out = append(out, p)
	}
	return out
}

func (s *Server) newAnnotatePage(v *visit, o *cases.Opening, f *form) annotatePage {
	p := annotatePage{
		frame:   s.frame(v, v.words.T("act.annotate.title")),
		Form:    f,
		Case:    s.headOf(v, o),
		Passage: f.ask("passage"),
		Entries: s.entryField(f, nil),
		Why:     f.text("why", "", cases.MaxWhy).as(kindText).optional(),
	}
	chosen := v.all("passage")
	p.choosePassage(v, o, &chosen)
	p.Sources = s.sentencesOf(v, o, chosen)
	p.switchesForm(f.ID, f.Action)
	return p
}

// choosePassage offers the passage that came from the desk, or came back with
// the form, when it is no whole sentence.
func (p *annotatePage) choosePassage(v *visit, o *cases.Opening, chosen *[]string) {
	from, err1 := strconv.Atoi(v.get("from"))
	to, err2 := strconv.Atoi(v.get("to"))
	if err1 == nil && err2 == nil {
		*chosen = append(*chosen, passageValue(cases.Passage{Source: v.get("source"), From: from, To: to}))
	}
	for _, q := range parsePassages(*chosen) {
		cut, err := o.Case.CutPassage(q.Source, q.From, q.To)
		if err != nil || isSentence(o.Case, cut) {
			continue
		}
		p.Selected = &option{ID: "selected", Value: passageValue(cut), Label: v.words.T("annotate.selected"), Chosen: true}
		p.Quote, p.QuoteLang = cut.Quote, sourceLang(o.Case, cut.Source)
	}
}

func isSentence(c *cases.Case, p cases.Passage) bool {
	for _, sentence := range c.Sentences(p.Source) {
		if sentence == p {
			return true
		}
	}
	return false
}

func (s *Server) sentencesOf(v *visit, o *cases.Opening, chosen []string) []sourceSentences {
	ticked := map[string]bool{}
	for _, c := range chosen {
		ticked[c] = true
	}
	var out []sourceSentences
	n := 0
	for _, l := range s.lettersOf(v, o) {
		source := sourceSentences{Heading: l.Heading, Lang: l.Lang}
		for _, p := range o.Case.Sentences(l.Source) {
			n++
			value := passageValue(p)
			source.Sentences = append(source.Sentences, option{ID: fmt.Sprintf("sentence-%d", n), Value: value,
				Label: p.Quote, Hint: fmt.Sprint(n), Chosen: ticked[value]})
		}
		out = append(out, source)
	}
	return out
}

// annotationPage edits one annotation: its entry and its why.
func (s *Server) annotationPage(v *visit) error {
	return s.showAnnotation(v, nil)
}

func (s *Server) editAnnotation(v *visit) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	if v.switching {
		return s.showAnnotation(v, errSwitching)
	}
	a := cases.AnnotationID(v.c.Params("annotation"))
	if err := s.Book.EditAnnotation(v.ctx(), v.user, id, v.stamp(), a, v.get("obligations"), v.get("why")); err != nil {
		return s.showAnnotation(v, err)
	}
	return v.seeOther(casePath(id))
}

// showAnnotation shows the form of an annotation, afresh or after a refusal.
func (s *Server) showAnnotation(v *visit, refused error) error {
	o, err := s.open(v)
	if err != nil {
		return err
	}
	if err := o.Refusal(cases.Reword); err != nil {
		return err
	}
	a, found := o.Case.Annotation(cases.AnnotationID(v.c.Params("annotation")))
	switch {
	case !found && cases.KindOf(refused) == cases.Conflict:
		return refused // somebody replaced or removed it; its page gives the text back
	case !found:
		return cases.ErrNotFound()
	}
	f := newForm(v, casePath(o.Case.ID)+"/annotations/"+string(a.ID), o.Case.VersionFor(v.user))
	status := fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return err
		}
	}
	return s.show(v, status, "cases/act.html", s.newAnnotationPage(v, o, f, a))
}

func (s *Server) newAnnotationPage(v *visit, o *cases.Opening, f *form, a cases.Annotation) actPage {
	p := actPage{
		frame:  s.frame(v, v.words.T("act.edit_annotation.title")),
		Form:   f,
		Case:   s.headOf(v, o),
		Lead:   v.words.T("act.edit_annotation.lead"),
		Submit: v.words.T("act.edit_annotation.submit"),
		Quote:  a.Passage.Quote, QuoteLang: sourceLang(o.Case, a.Passage.Source),
		Fields: []field{
			s.entryChoice(f, a.Entry),
			f.text("why", a.Why, cases.MaxWhy).as(kindText).optional(),
		},
	}
	p.switchesForm(f.ID, f.Action)
	return p
}
