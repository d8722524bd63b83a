package web

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"example.org/casebook/internal/cases"
)

// officePage is a case on the advisor's desk.
type officePage struct {
	frame
	Done        string // what she did just now, when the page alone would not show it
	Case        caseHead
	CaseVersion int
	News        newsView
	Promise     promiseView
	NeededBy    string
	Filer       string
	Advisor     string
	Call        callView // when the office wrote it down
	Flags       []string
	Precedent   precedentView
	Ties        tiesView
	Letters     []letterView
	Acts        []actView
	Facts       []factLine
	Annotations []annotationView
	Notes       []noteView
	Similar     string // address of the page of the cases that are like it
	Citations   citationsView
	History     historyView
}

// actView is a thing the advisor can do now: a page to go to, or a button that
// does it.
type actView struct {
	Href, Text string
	IsButton   bool
	Key        string
	Primary    bool
}

// promiseView is a promise in words, and whether its end is near or past.
type promiseView struct{ Text, Class string }

type noteView struct {
	ID, New          string
	Text, By, Moment string
	To               string // the colleague to whom it was given with the case, or what it is about
}

func (s *Server) newOfficePage(v *visit, o *cases.Opening) officePage {
	c := o.Case
	p := officePage{
		frame:       s.desk(v, v.words.T("office.title")),
		Case:        s.headOf(v, o),
		CaseVersion: c.VersionFor(v.user),
		Promise:     s.promiseOf(v, c.Due()),
		NeededBy:    v.words.Date(c.NeededBy),
		Filer:       o.People[c.Filer].Name,
		Advisor:     o.People[c.Advisor].Name,
		Call:        s.callViewOf(v, o),
		Acts:        s.actsOf(v, o),
		Facts:       factsOf(v, c),
		Annotations: s.annotationsOf(v, o),
		Ties:        s.tiesOf(v, o),
		Precedent:   s.precedentOf(v, o),
		Citations:   s.citationsOf(v, o),
		Similar:     casePath(c.ID) + "/similar",
		Letters:     toPrint(c, s.lettersOf(v, o)),
	}
	for i := range p.Letters {
		l := &p.Letters[i]
		l.AnnotateURL = casePath(c.ID) + "/annotate"
		l.Segments = segmentsOf(l.Source, l.Text, p.Annotations)
	}
	for _, n := range c.Notes {
		p.Notes = append(p.Notes, s.noteOf(v, o, n))
	}
	if v.get("said") == citeForm.said && len(p.Citations.Cites) > 0 {
		p.Done = v.words.T("cites.kept")
	}
	p.News = s.newsOf(v, o, p)
	p.Flags = flagsOf(v, c.Priority, c.PoliticalActivity, c.Facts.TouchesElection(), c.Precedent)
	return p
}

// flagsOf lists what the advisor should not overlook, in words.
func flagsOf(v *visit, p cases.Priority, political, election, precedent bool) []string {
	var flags []string
	if p == cases.Urgent {
		flags = append(flags, v.words.T("flag.urgent"))
	}
	if political {
		flags = append(flags, v.words.T("flag.political"))
	}
	if election {
		flags = append(flags, v.words.T("flag.election"))
	}
	if precedent {
		flags = append(flags, v.words.T("flag.precedent"))
	}
	return flags
}

// actsOf lists the acts that the case's status and the person's side allow:
// the same table that refuses a request.
func (s *Server) actsOf(v *visit, o *cases.Opening) []actView {
	base := casePath(o.Case.ID)
	var acts []actView
	add := func(a cases.Action, path string, isButton bool) {
		if o.May(a) {
			acts = append(acts, actView{Href: base + path, Text: v.words.T("do." + string(a)), IsButton: isButton,
				Key: newKey(), Primary: len(acts) == 0})
		}
	}
	if o.Case.Advisor != v.user.ID {
		add(cases.TakeUp, "/take-up", true)
	}
	add(cases.Advise, "/advise", false)
	add(cases.Ask, "/question", false)
	add(cases.Correct, "/advise", false)
	add(cases.Annotate, "/annotate", false)
	add(cases.WriteNote, "/note", false)
	add(cases.Classify, "/classify", false)
	add(cases.Cite, "/cite", false)
	add(precedentAct(o), "/precedent", false)
	add(cases.Assign, "/assign", false)
	add(cases.Release, "/release", true)
	add(cases.Invite, "/invite", false)
	add(cases.Revoke, "/revoke-invitation", true)
	add(cases.Reopen, "/reopen", true)
	add(cases.Close, "/close", false)
	return acts
}

// promiseOf says how far a due day is, and marks it when it is near or past.
func (s *Server) promiseOf(v *visit, due cases.Date) promiseView {
	if due.IsZero() {
		return promiseView{}
	}
	cal := s.Book.Calendar()
	today := cal.DateOf(s.Book.Now())
	switch left := cal.BusinessDaysBetween(today, due); {
	case due.Before(today):
		late := max(1, -left)
		return promiseView{v.words.T("due.late", "Count", late), "promise-late"}
	case due == today:
		return promiseView{v.words.T("due.today"), "promise-near"}
	case left <= 1:
		return promiseView{v.words.T("due.tomorrow", "Day", v.words.Short(due)), "promise-near"}
	}
	return promiseView{v.words.Short(due), ""}
}

// annotationView is an annotation that stands, with its number in the margin.
type annotationView struct {
	Number           int
	ID, Name, New    string
	Now              string // what the Code in force has in the place of its entry; empty when the same
	Source           string
	From, To         int
	Quote, QuoteLang string
	Why              string
	About            string // who, when
	EditHref         string
	RemoveHref, Key  string
	History          []string
}

func (s *Server) annotationsOf(v *visit, o *cases.Opening) []annotationView {
	var out []annotationView
	for i, a := range inTextOrder(o.Case) {
		href := casePath(o.Case.ID) + "/annotations/" + string(a.ID)
		out = append(out, annotationView{
			Number: i + 1, ID: fmt.Sprintf("annotation-%d", i+1), Name: entryAsMade(v, a), New: newWord(v, o, string(a.ID)), Now: entryNow(v, a),
			Source: a.Passage.Source, From: a.Passage.From, To: a.Passage.To,
			Quote: a.Passage.Quote, QuoteLang: sourceLang(o.Case, a.Passage.Source), Why: a.Why,
			About:    s.writtenBy(v, o, a.By, a.At),
			EditHref: href, RemoveHref: href + "/remove", Key: newKey(),
			History: s.historyOf(v, o, a),
		})
	}
	return out
}

// inTextOrder lists the annotations as a reader meets their passages, those of
// the whole case last, so that an edit changes no number.
func inTextOrder(c *cases.Case) []cases.Annotation {
	sources := []string{cases.SituationSource}
	for _, m := range c.Messages {
		sources = append(sources, string(m.ID))
	}
	place := func(a cases.Annotation) int {
		if i := slices.Index(sources, a.Passage.Source); i >= 0 {
			return i
		}
		return len(sources)
	}
	all := c.CurrentAnnotations()
	slices.SortStableFunc(all, func(a, b cases.Annotation) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Passage.From, b.Passage.From))
	})
	return all
}

func (s *Server) writtenBy(v *visit, o *cases.Opening, by cases.UserID, at time.Time) string {
	return writerOf(v, o, by) + ", " + v.words.Moment(s.local(at))
}

// writerOf names somebody of the office; what has no name came with an import.
func writerOf(v *visit, o *cases.Opening, id cases.UserID) string {
	if name := o.People[id].Name; name != "" {
		return name
	}
	return v.words.T("office.imported")
}

func (s *Server) historyOf(v *visit, o *cases.Opening, a cases.Annotation) []string {
	var lines []string
	for _, before := range o.Case.History(a) {
		lines = append(lines, v.words.T("annotation.was", "Entry", entryAsMade(v, before), "Why", before.Why,
			"About", s.writtenBy(v, o, before.By, before.At)))
	}
	return lines
}

func sourceLang(c *cases.Case, source string) string {
	if m, ok := c.Message(cases.MessageID(source)); ok {
		return string(m.Lang)
	}
	return string(c.Lang)
}
