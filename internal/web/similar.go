package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// similarPart are the past cases like the one that is open, for the office's
// side of it alone.
type similarPart struct {
	Near, More []similarView
	Answering  bool   // on the page of an answer: its buttons send that form
	Fresh      bool   // she asked for it just now: there she goes on
	Done       string // what she did there just now
}

// shownSimilar are the similar cases that are not folded.
const shownSimilar = 3

// similarView is a case like another, and why it is in the list.
type similarView struct {
	Href, Reference, Subject, Lang, LangWord, LangCode string
	Flags                                              []string
	About                                              string // the day, its conclusion
	Reasons                                            []string
	Words                                              []sharedWordView
	Cited                                              bool
	Cite                                               *rowButton // on the page of the case
	CiteText, CopyText                                 string     // on the page of an answer; empty when there is nothing to do
}

// sharedWordView is a word of both cases, each as it is written there.
type sharedWordView struct{ Here, HereLang, There, ThereLang string }

// similarPage are the past cases like one, on a page of their own. Beside the
// case they come after it: they cost more than all the rest of that page.
type similarPage struct {
	frame
	Case    caseHead
	Similar similarPart
}

func (s *Server) similarPage(v *visit) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	o, err := s.Book.OpenBeside(v.ctx(), v.user, id)
	if err != nil {
		return err
	}
	if o.Side != cases.OfficeSide {
		return &cases.Error{Kind: cases.Forbidden, Key: "error.forbidden"}
	}
	p := similarPage{frame: s.desk(v, v.words.T("similar.title")), Case: s.headOf(v, o)}
	if p.Similar, err = s.similarTo(v, o, cases.AdviceDraft{}); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "cases/similar.html", p)
}

func (s *Server) similarTo(v *visit, o *cases.Opening, draft cases.AdviceDraft) (p similarPart, err error) {
	found, err := s.Book.Similar(v.ctx(), o, draft, cases.ShownSimilar)
	if err != nil {
		return p, err
	}
	for _, c := range found {
		view := s.newSimilarView(v, o, c)
		if len(p.Near) < shownSimilar {
			p.Near = append(p.Near, view)
		} else {
			p.More = append(p.More, view)
		}
	}
	return p, nil
}

// similarBesideAnswer is the list beside what is written in the form: it counts
// as if it stood in the case. A button there sends the form.
func (s *Server) similarBesideAnswer(v *visit, o *cases.Opening, f *form) (similarPart, error) {
	p, err := s.similarTo(v, o, answerIn(f.typedIn))
	p.Answering = true
	for _, list := range [][]similarView{p.Near, p.More} {
		for i := range list {
			c := &list[i]
			if c.Cite != nil {
				c.Cite, c.CiteText = nil, v.words.T("similar.cite", "Reference", c.Reference)
			}
			if c.About != "" && o.May(cases.Cite) {
				c.CopyText = v.words.T("copy.button", "Reference", c.Reference)
			}
		}
	}
	return p, err
}

func (s *Server) newSimilarView(v *visit, o *cases.Opening, c cases.SimilarCase) similarView {
	view := similarView{Href: casePath(c.ID), Reference: c.Reference, Subject: c.Subject, Lang: string(c.Lang),
		LangWord: v.words.T("lang." + string(c.Lang)), LangCode: strings.ToUpper(string(c.Lang)),
		Reasons: ReasonsInWords(v.words, func(e cases.EntryCode) string { return entryName(v, e) }, v.codes, c.Reasons),
		Cited:   o.Case.Cites(c.ID), Cite: citeButton(v, o, c.Summary)}
	if c.Duplicate {
		view.Flags = append(view.Flags, v.words.T("similar.duplicate"))
	}
	if flag := precedentFlag(v, c.Summary); flag != "" {
		view.Flags = append(view.Flags, flag)
	}
	if c.Outcome != "" {
		view.About = v.words.T("outcome_office." + string(c.Outcome))
	}
	for _, w := range c.Reasons.Words {
		view.Words = append(view.Words, sharedWordView{w.Here, string(o.Case.Lang), w.There, string(c.Lang)})
	}
	return view
}

// ReasonsInWords says what two cases share, but for their words, a sentence
// each.
func ReasonsInWords(w *i18n.Words, name func(cases.EntryCode) string, codes cases.Codes, r cases.Reasons) (lines []string) {
	kinds := map[cases.EntryKind][]string{}
	for _, code := range r.Obligations {
		if e, known := codes.Entry(code); known {
			kinds[e.Kind] = append(kinds[e.Kind], name(code))
		}
	}
	for _, k := range []cases.EntryKind{cases.Obligation, cases.Reminder} {
		switch names := kinds[k]; len(names) {
		case 0:
		case 1:
			lines = append(lines, w.T("similar.same."+string(k), "Name", names[0]))
		default:
			lines = append(lines, w.T("similar.several."+string(k), "Names", strings.Join(names, ", ")))
		}
	}
	if r.Platform != "" {
		lines = append(lines, w.T("similar.platform", "Platform", w.T("platform."+string(r.Platform))))
	}
	if r.Election {
		lines = append(lines, w.T("similar.election"))
	}
	if r.Outcome != "" {
		lines = append(lines, w.T("similar.outcome"))
	}
	return lines
}

// citeWhileAnswering cites a case from the page of an answer and shows what was
// typed again.
func (s *Server) citeWhileAnswering(v *visit, reference string) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	st := v.stamp()
	st.Key = "" // the form's own key is for sending the answer
	if err := s.Book.Cite(v.ctx(), v.user, id, st, reference); err != nil {
		return s.adviseAgain(v, err)
	}
	return s.showAdviseAgain(v, errSwitching, func(p *advisePage, _ *cases.Opening) {
		p.Similar.Fresh, p.Similar.Done = true, v.words.T("similar.cited_now", "Reference", reference)
	})
}

// lookAgain shows the page of an answer with the cases that are like what is
// written now.
func (s *Server) lookAgain(v *visit) error {
	return s.showAdviseAgain(v, errSwitching, func(p *advisePage, _ *cases.Opening) { p.Similar.Fresh = true })
}
