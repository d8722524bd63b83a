package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

const (
	thesaurusPath = settingsPath + "/thesaurus"
	conceptsPath  = thesaurusPath + "/concepts/"
)

// maxConceptRows is how many concepts are listed at once.
const maxConceptRows = 100

// thesaurusPage leads to the concepts: by group, or by what is in their words.
type thesaurusPage struct {
	frame
	Done    string // what was done a moment ago
	Typed   string
	Groups  []option
	Counts  []settingLink // the groups, when nothing is looked for
	Caption string        // of the concepts found
	Rows    []conceptRow
	More    string
	None    bool
	Ask     string // the question that was tried
	Tried   []trialLine
	History []settingLine
	visit   *visit
}

type conceptRow struct {
	Name  link
	Group string
	En    string
	Fr    string
	Hint  string // the words of it that need a hint
}

// trialLine is a question and the words that would be looked for beside it.
type trialLine struct {
	Said  string
	Words []trialWord
}

type trialWord struct{ Text, Lang string }

func (s *Server) thesaurusPage(v *visit) error {
	now, err := s.Book.Thesaurus(v.ctx(), v.user)
	if err != nil {
		return err
	}
	p := thesaurusPage{frame: s.desk(v, v.words.T("setting.thesaurus.title")), Typed: strings.TrimSpace(v.get("word")),
		Ask: strings.TrimSpace(v.get("try")), visit: v}
	p.Done = thesaurusDone(v)
	p.listGroups(now, v.get("group"))
	switch hinted := v.get("hint") != ""; {
	case hinted:
		p.list(needingHint(now))
	case p.Typed != "" || v.get("group") != "":
		p.list(now.Holding(p.Typed, v.get("group")))
	}
	if p.Tried, err = s.tried(v, p.Ask); err != nil {
		return err
	}
	if p.History, err = s.thesaurusChanges(v, ""); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "office/thesaurus.html", p)
}

// thesaurusDone says what was done a moment ago.
func thesaurusDone(v *visit) string {
	switch v.get("said") {
	case "saved":
		return v.words.T("thesaurus.saved")
	case "loaded":
		return v.words.T("thesaurus.loaded")
	}
	return ""
}

func (p *thesaurusPage) listGroups(now cases.Thesaurus, chosen string) {
	w := p.visit.words
	for _, g := range now.Groups() {
		name := groupName(p.visit, g)
		p.Groups = append(p.Groups, option{Value: g, Label: name, Chosen: g == chosen})
		p.Counts = append(p.Counts, settingLink{link{withQuery(thesaurusPath, url.Values{"group": {g}}), name},
			w.T("thesaurus.count", "Count", len(now.Holding("", g)))})
	}
	if n := len(needingHint(now)); n > 0 {
		p.Counts = append(p.Counts, settingLink{link{withQuery(thesaurusPath, url.Values{"hint": {"yes"}}), w.T("thesaurus.hinted")},
			w.T("thesaurus.count", "Count", n)})
	}
}

// needingHint are the concepts with a word that needs a hint.
func needingHint(now cases.Thesaurus) []cases.ConceptVersion {
	return slices.DeleteFunc(now.Standing(), func(c cases.ConceptVersion) bool { return !slices.ContainsFunc(c.Words(), cases.NeedsHint) })
}

func (p *thesaurusPage) list(found []cases.ConceptVersion) {
	w := p.visit.words
	p.Counts, p.None = nil, len(found) == 0
	p.Caption = w.T("thesaurus.found", "Count", len(found))
	if len(found) > maxConceptRows {
		p.More = w.T("thesaurus.more", "Count", maxConceptRows)
		found = found[:maxConceptRows]
	}
	for _, c := range found {
		p.Rows = append(p.Rows, conceptRowOf(p.visit, c.Concept))
	}
}

func conceptRowOf(v *visit, c cases.Concept) conceptRow {
	r := conceptRow{Name: link{conceptsPath + c.ID, conceptName(c)}, Group: groupName(v, c.Group), En: strings.Join(c.En, ", "), Fr: strings.Join(c.Fr, ", ")}
	short := slices.DeleteFunc(c.Words(), func(w string) bool { return !cases.NeedsHint(w) })
	slices.Sort(short)
	if short = slices.Compact(short); len(short) > 0 {
		r.Hint = v.words.T("thesaurus.needs_hint", "Words", strings.Join(short, ", "))
	}
	return r
}

// conceptName is what a concept is called: its first word in each language.
func conceptName(c cases.Concept) string { return c.En[0] + " / " + c.Fr[0] }

// groupName is a group in words, when the catalogue has them: others come with
// the department's own files.
func groupName(v *visit, group string) string {
	if key := "concept_group." + strings.ReplaceAll(group, "-", "_"); v.words.Has(key) {
		return v.words.T(key)
	}
	return group
}

// tried says what the thesaurus adds to a question.
func (s *Server) tried(v *visit, question string) (out []trialLine, err error) {
	if question == "" {
		return nil, nil
	}
	widened, err := s.Book.TryThesaurus(v.ctx(), v.user, question)
	for _, w := range widened {
		out = append(out, trialLineOf(v, w.Typed, w.Added))
	}
	if len(out) == 0 {
		out = []trialLine{{Said: v.words.T("thesaurus.try_nothing", "Word", question)}}
	}
	return out, err
}

func trialLineOf(v *visit, typed string, added []cases.Added) trialLine {
	l := trialLine{Said: v.words.T("thesaurus.also", "Word", typed)}
	for _, a := range added {
		for _, w := range a.Words {
			l.Words = append(l.Words, trialWord{w.Text, string(w.Lang)})
		}
	}
	return l
}

// thesaurusChanges are the last changes of one concept, or of all.
func (s *Server) thesaurusChanges(v *visit, id string) (lines []settingLine, err error) {
	changes, err := s.Book.ThesaurusHistory(v.ctx(), v.user, id)
	for _, c := range changes {
		l := s.conceptLine(v, c)
		if id != "" {
			l.What = strings.Join(c.Words(), ", ")
		} else {
			l.Read = link{conceptsPath + c.ID, v.words.T("thesaurus.see")}
		}
		if c.Removed {
			l.What = v.words.T("thesaurus.was_removed", "Name", l.What)
		}
		lines = append(lines, l)
	}
	return lines, err
}

// conceptLine says who made a version, and when. What came with the program was
// there before anybody changed anything, on no day that is known.
func (s *Server) conceptLine(v *visit, c cases.ConceptChange) settingLine {
	l := settingLine{What: conceptName(c.Concept), Version: v.words.Number(c.Version), Who: c.Name}
	switch {
	case c.Revision == cases.ShippedRevision:
		l.Who, l.Moment = v.words.T("thesaurus.program"), v.words.T("thesaurus.from_start")
		return l
	case c.By == cases.Operator:
		l.Who = v.words.T("thesaurus.operator")
	}
	at := s.local(c.At)
	l.Moment, l.Datetime = v.words.Moment(at), at.Format(isoMoment)
	return l
}
