package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// letterPage is an advice as a letter, to be handed over, printed or saved.
// What stands around it is in the reader's language; the letter itself is in
// the language in which the employee asked to be answered, whoever reads it.
type letterPage struct {
	frame
	Case  caseHead
	All   []letterLink // every advice of the case, oldest first
	Sheet sheetView
}

type letterLink struct {
	Href, Date, State string
	Shown             bool
}

// sheetView is what is printed.
type sheetView struct {
	Lang, Marking        string
	Office               officeWords
	Reference            string
	Subject, SubjectLang string
	Date, Datetime       string
	To, From             string
	Standing             string // whether it was replaced, or replaces another
	Superseded           bool
	Facts                []factLine
	Situation            letterView
	Said                 []letterView // until the advice
	Text                 string
	Advice               *adviceView
	FollowUp             string
}

// letter shows an advice of a case, the current one unless another is named.
// Opening it is a reading of the case, and recorded as one.
func (s *Server) letter(v *visit) error {
	o, err := s.open(v)
	if err != nil {
		return err
	}
	m, err := adviceAsked(o.Case, cases.MessageID(v.get("advice")))
	if err != nil {
		return err
	}
	p := letterPage{frame: s.frame(v, v.words.T("letter.title")), Case: s.headOf(v, o),
		All: s.lettersGiven(v, o.Case, m.ID), Sheet: s.sheetOf(v, o, m)}
	return s.show(v, fiber.StatusOK, "cases/letter.html", p)
}

var errNoLetter = errors.New("no advice in this case yet")

func adviceAsked(c *cases.Case, id cases.MessageID) (cases.Message, error) {
	current := c.CurrentAdvice()
	if current == nil {
		return cases.Message{}, errNoLetter
	}
	if id == "" {
		return *current, nil
	}
	m, found := c.Message(id)
	if !found || m.Advice == nil {
		return cases.Message{}, cases.ErrNotFound()
	}
	return m, nil
}

func letterPath(c *cases.Case, id cases.MessageID) string {
	return casePath(c.ID) + "/letter?advice=" + string(id)
}

func (s *Server) lettersGiven(v *visit, c *cases.Case, shown cases.MessageID) (all []letterLink) {
	for _, m := range c.Messages {
		if m.Advice == nil {
			continue
		}
		state := "letter.current"
		if _, replaced := c.SupersededBy(m.ID); replaced {
			state = "letter.replaced"
		}
		all = append(all, letterLink{letterPath(c, m.ID), s.dateOf(v, m), v.words.T(state), m.ID == shown})
	}
	return all
}

func (s *Server) dateOf(v *visit, m cases.Message) string {
	return v.words.Date(cases.DateOf(m.At, s.Zone))
}

// sheetOf sets the letter in its own language.
func (s *Server) sheetOf(v *visit, o *cases.Opening, m cases.Message) sheetView {
	w := *v
	w.speak(m.Lang)
	w.user = cases.User{} // a letter calls everyone by name, whoever reads it
	c, at := o.Case, s.local(m.At)
	sheet := sheetView{
		Lang: string(m.Lang), Marking: s.Marking.In(m.Lang), Office: officeIn(m.Lang, s.inForce(v).Contact),
		Reference: c.Reference, Subject: c.Subject, SubjectLang: string(c.Lang),
		Date: s.dateOf(&w, m), Datetime: at.Format(isoMoment),
		To: o.People[c.Filer].Name, From: o.People[m.From].Name,
		Facts: factsOf(&w, c), Situation: s.situationLetter(&w, o),
		Text: m.Text, Advice: adviceIn(&w, m.Lang, *m.Advice),
		FollowUp: w.words.T("letter.within", "Count", s.Book.FollowUpDays(), "Reference", c.Reference),
	}
	sheet.Standing, sheet.Superseded = s.standingOf(&w, c, m)
	for _, said := range c.Messages {
		if said.ID == m.ID {
			break
		}
		if said.Advice == nil {
			sheet.Said = append(sheet.Said, s.letterOf(&w, o, said))
		}
	}
	return sheet
}

// standingOf says whether another advice took this one's place, or stands
// beside it.
func (s *Server) standingOf(w *visit, c *cases.Case, m cases.Message) (sentence string, superseded bool) {
	if later, replaced := c.SupersededBy(m.ID); replaced {
		return w.words.T("letter.superseded", "Day", s.dateOf(w, later)), true
	}
	if current := c.CurrentAdvice(); current.ID != m.ID {
		return w.words.T("letter.later", "Day", s.dateOf(w, *current)), false
	}
	if before, found := c.Message(m.Advice.Supersedes); found {
		return w.words.T("letter.supersedes", "Day", s.dateOf(w, before)), false
	}
	return "", false
}

// toPrint leads from each advice of a conversation to its letter.
func toPrint(c *cases.Case, letters []letterView) []letterView {
	for i, l := range letters {
		if l.Advice != nil {
			letters[i].PrintHref = letterPath(c, cases.MessageID(l.Source))
		}
	}
	return letters
}
