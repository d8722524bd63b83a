package web

import (
	"errors"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// conceptPage is the form of one concept, with what it does to questions.
type conceptPage struct {
	frame
	Form         *form
	Lead, Submit string
	Done         string
	Gone         string // that it was removed
	Group        field
	Words        pair
	TrialTitle   string
	Trial        []trialLine
	Remarks      []string
	Remove       string // where it is removed; empty when there is nothing to remove
	Back         string // where its group is listed
	History      []settingLine
}

func (s *Server) addConceptPage(v *visit) error { return s.showConcept(v, newConcept(), nil) }

func (s *Server) addConcept(v *visit) error {
	if asks, err := s.asksOnly(v, ""); asks {
		return s.showConcept(v, newConcept(), err)
	}
	d := v.conceptDraft()
	if _, err := s.Book.AddConcept(v.ctx(), v.user, v.stamp(), d); err != nil {
		return s.showConcept(v, newConcept(), err)
	}
	// Where it is listed: the same form sent again leads there too.
	return v.seeOther(withQuery(thesaurusPath, url.Values{"group": {d.Group}, "said": {"saved"}}))
}

func (s *Server) conceptPage(v *visit) error {
	c, err := s.conceptNamed(v)
	if err != nil {
		return err
	}
	return s.showConcept(v, c, nil)
}

func (s *Server) setConcept(v *visit) error {
	c, err := s.conceptNamed(v)
	if err != nil {
		return err
	}
	asks, err := s.asksOnly(v, c.ID)
	if !asks {
		err = s.Book.SetConcept(v.ctx(), v.user, v.stamp(), c.ID, v.conceptDraft())
	}
	if err != nil {
		return s.showConcept(v, c, err)
	}
	return v.seeOther(conceptsPath + c.ID + "?said=saved")
}

// asksOnly reports a form that is sent to be read in the other language, or to
// see what the concept would do; with why it is shown again.
func (s *Server) asksOnly(v *visit, id string) (bool, error) {
	switch {
	case v.switching:
		return true, errSwitching
	case v.get("step") == "preview":
		_, err := s.Book.TryConcept(v.ctx(), v.user, id, v.conceptDraft())
		if err == nil {
			err = errSwitching
		}
		return true, err
	}
	return false, nil
}

// newConcept is one that is not kept yet.
func newConcept() cases.ConceptVersion { return cases.ConceptVersion{} }

// conceptNamed is the concept that the address names, a removed one too.
func (s *Server) conceptNamed(v *visit) (cases.ConceptVersion, error) {
	now, err := s.Book.Thesaurus(v.ctx(), v.user)
	if err != nil {
		return cases.ConceptVersion{}, err
	}
	c, found := now.Concept(v.c.Params("concept"))
	if !found {
		return c, cases.ErrNotFound()
	}
	return c, nil
}

func (v *visit) conceptDraft() cases.ConceptDraft {
	return cases.ConceptDraft{Group: v.get("group"), Words: v.both("words")}
}

func conceptAsTyped(c cases.ConceptVersion) cases.ConceptDraft {
	return cases.ConceptDraft{Group: c.Group, Words: cases.Text{En: strings.Join(c.En, "\n"), Fr: strings.Join(c.Fr, "\n")}}
}

func (s *Server) showConcept(v *visit, c cases.ConceptVersion, refused error) error {
	now, err := s.Book.Thesaurus(v.ctx(), v.user)
	if err != nil {
		return err
	}
	f, name := newForm(v, thesaurusPath+"/add", now.Revision), "add"
	if c.ID != "" {
		f, name = newForm(v, conceptsPath+c.ID, c.Version), "concept"
	}
	f.Kept = v.words.T("settings.kept")
	status := fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return err
		}
	}
	p := s.newConceptPage(v, c, f, name)
	p.Group = s.groupField(f, now, c.Group)
	if err := s.tryConcept(v, &p, c, refused); err != nil {
		return err
	}
	if c.ID != "" {
		if p.History, err = s.thesaurusChanges(v, c.ID); err != nil {
			return err
		}
	}
	return s.show(v, status, "office/concept.html", p)
}

func (s *Server) newConceptPage(v *visit, c cases.ConceptVersion, f *form, name string) conceptPage {
	title := v.words.T("thesaurus." + name + ".title")
	p := conceptPage{frame: s.desk(v, title), Form: f, Lead: v.words.T("thesaurus." + name + ".lead"),
		Submit: v.words.T("thesaurus." + name + ".submit"), Back: thesaurusPath}
	if c.ID != "" {
		p.Back = withQuery(thesaurusPath, url.Values{"group": {c.Group}})
	}
	switch {
	case c.Removed:
		p.Gone, p.Submit = v.words.T("thesaurus.gone"), v.words.T("thesaurus.add_again")
	case c.ID != "":
		p.Remove = f.Action + "/remove"
	}
	if !c.Removed && f.typedIn == nil {
		p.Done = thesaurusDone(v)
	}
	p.Words = f.wordPair(conceptAsTyped(c).Words)
	p.switchesForm(f.ID, f.Action)
	return p
}

// wordPair is the words of both languages, one on each line.
func (f *form) wordPair(value cases.Text) pair {
	of := func(l cases.Lang) field {
		q := f.bare("words_"+string(l), value.In(l), 0).as(kindLarge).inLang(l)
		q.Label = f.visit.words.T("pair." + string(l))
		return q
	}
	return pair{Label: f.visit.words.T("thesaurus.words"),
		En: of(cases.English), Fr: of(cases.French)}
}

func (s *Server) groupField(f *form, now cases.Thesaurus, group string) field {
	q := f.text("group", group, 0).as(kindSelect)
	for _, g := range now.Groups() {
		q.Options = append(q.Options, option{Value: g, Label: groupName(f.visit, g), Chosen: g == q.Value})
	}
	return q
}

// tryConcept says what the concept does, or would do as it was typed; nothing
// when it cannot be kept so.
func (s *Server) tryConcept(v *visit, p *conceptPage, c cases.ConceptVersion, refused error) error {
	d, title := conceptAsTyped(c), "thesaurus.does"
	if p.Form.typedIn != nil {
		d, title = v.conceptDraft(), "thesaurus.would"
	}
	if c.Removed {
		title = "thesaurus.would"
	}
	if d == (cases.ConceptDraft{}) || refused != nil && !errors.Is(refused, errSwitching) {
		return nil
	}
	trial, err := s.Book.TryConcept(v.ctx(), v.user, c.ID, d)
	if cases.KindOf(err) == cases.Invalid {
		return nil // the form was only switched to the other language
	}
	p.TrialTitle = v.words.T(title)
	for _, q := range trial.Questions {
		p.Trial = append(p.Trial, trialLineOf(v, q.Text, q.Added))
	}
	for _, w := range trial.Alone {
		p.Remarks = append(p.Remarks, v.words.T("thesaurus.alone", "Word", w))
	}
	for _, w := range trial.Shared {
		p.Remarks = append(p.Remarks, v.words.T("thesaurus.shared", "Word", w.Word, "Name", conceptName(w.With)))
	}
	return err
}

// removeConceptPage asks once before a concept is taken away.
type removeConceptPage struct {
	frame
	Form    *form
	Concept conceptRow
}

func (s *Server) removeConceptPage(v *visit) error { return s.showRemoval(v, nil) }

func (s *Server) removeConcept(v *visit) error {
	if v.switching {
		return s.showRemoval(v, errSwitching)
	}
	id := v.c.Params("concept")
	if err := s.Book.RemoveConcept(v.ctx(), v.user, v.stamp(), id); err != nil {
		return s.showRemoval(v, err)
	}
	return v.seeOther(conceptsPath + id)
}

func (s *Server) showRemoval(v *visit, refused error) error {
	c, err := s.conceptNamed(v)
	if err != nil {
		return err
	}
	if c.Removed && refused == nil {
		return v.seeOther(conceptsPath + c.ID)
	}
	f := newForm(v, conceptsPath+c.ID+"/remove", c.Version)
	status := fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return err
		}
	}
	p := removeConceptPage{frame: s.desk(v, v.words.T("thesaurus.remove.title")), Form: f,
		Concept: conceptRowOf(v, c.Concept)}
	p.switchesForm(f.ID, f.Action)
	return s.show(v, status, "office/concept_remove.html", p)
}
