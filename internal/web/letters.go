package web

import (
	"fmt"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// letterView is one text of the conversation, set as a letter: from, date,
// text.
type letterView struct {
	ID, Heading      string
	New              string // the word that says so; empty when she has seen it
	Moment, Datetime string
	Lang             string
	Source           string // names the text to annotations
	Text             string
	Segments         []segment // the text cut at its marks; on the desk only
	AnnotateURL      string    // where a passage of it is marked; on the desk only
	Own              bool      // the reader's own words
	Advice           *adviceView
	PrintHref        string // its letter, to print or save
	Superseded       link   // to the advice that replaced this one
}

// adviceView is what makes a letter an answer. All of it is in the language of
// the letter, whoever reads it: a letter is written in one language.
type adviceView struct {
	Lang                                 string
	Conclusion, DestinationWord, RestsOn string // what stands before the parts
	Outcome, Destination                 string
	Obligations                          []obligationView
	Code                                 string // the version of the Code, in words
	WouldChangeWord, WouldChange         string // the second is empty when the advice does not say
}

type obligationView struct{ Name, Text string }

// lettersOf sets the whole conversation, the situation first.
func (s *Server) lettersOf(v *visit, o *cases.Opening) []letterView {
	letters := []letterView{s.situationLetter(v, o)}
	for _, m := range o.Case.Messages {
		letters = append(letters, s.letterOf(v, o, m))
	}
	return letters
}

func (s *Server) situationLetter(v *visit, o *cases.Opening) letterView {
	c := o.Case
	l := s.newLetter(v, c.Lang, c.Situation, c.SubmittedAt)
	l.ID, l.Source, l.Own = "situation", cases.SituationSource, o.Side == cases.FilerSide
	l.Heading = s.headingOf(v, o, "situation", o.Side == cases.FilerSide, c.Filer)
	if c.Call != nil { // the words are the office's
		l.Own = o.Side == cases.OfficeSide
		l.Heading = v.words.T("call.head", "Name", o.People[c.Call.LoggedBy].Name, "By", v.words.T("call.by."+string(c.Channel)))
	}
	return l
}

func (s *Server) letterOf(v *visit, o *cases.Opening, m cases.Message) letterView {
	l := s.newLetter(v, m.Lang, m.Text, m.At)
	l.ID, l.Source = messageAnchor(m.ID), string(m.ID)
	l.New = newWord(v, o, l.Source)
	l.Own = m.Kind.IsFromOffice() != (o.Side == cases.FilerSide)
	mine := m.From == v.user.ID
	l.Heading = s.headingOf(v, o, string(m.Kind), mine, m.From)
	if m.Advice != nil {
		l.Advice = adviceIn(v, m.Lang, *m.Advice)
		l.Superseded = s.supersededBy(v, o.Case, m)
	}
	return l
}

func messageAnchor(id cases.MessageID) string { return "message-" + string(id) }

func (s *Server) newLetter(v *visit, lang cases.Lang, text string, at time.Time) letterView {
	local := s.local(at)
	return letterView{Lang: string(lang), Text: text, Moment: v.words.Moment(local), Datetime: local.Format(isoMoment)}
}

// headingOf says who wrote what: "You asked", "Advice from the office".
func (s *Server) headingOf(v *visit, o *cases.Opening, kind string, mine bool, from cases.UserID) string {
	if mine {
		return v.words.T("letter_head." + kind + ".mine")
	}
	name := o.People[from].Name
	if name == "" {
		return v.words.T("letter_head." + kind + ".nameless")
	}
	return v.words.T("letter_head."+kind+".named", "Name", name)
}

// adviceIn says an advice under the words of the Code it was given under.
func adviceIn(v *visit, lang cases.Lang, a cases.Advice) *adviceView {
	w := i18n.For(lang)
	view := &adviceView{
		Lang:       string(lang),
		Conclusion: w.T("advice.conclusion"), DestinationWord: w.T("advice.destination"), RestsOn: w.T("advice.rests_on"),
		Outcome: w.T("outcome." + string(a.Outcome)),

		WouldChangeWord: w.T("advice.would_change"), WouldChange: a.WouldChange,
	}
	if code, known := v.codes.Version(a.CodeVersion); known {
		view.Code = w.T("advice.code", "Version", fmt.Sprint(code.Version), "Day", w.Date(code.InForce))
	}
	if a.Destination != "" {
		view.Destination = w.T("destination." + string(a.Destination))
	}
	for _, code := range a.Obligations {
		if e, ok := v.codes.EntryIn(a.CodeVersion, code); ok {
			view.Obligations = append(view.Obligations, obligationView{e.Title.In(lang), e.Text.In(lang)})
		}
	}
	return view
}

func (s *Server) supersededBy(v *visit, c *cases.Case, m cases.Message) link {
	later, replaced := c.SupersededBy(m.ID)
	if !replaced {
		return link{}
	}
	return link{"#" + messageAnchor(later.ID), v.words.Date(cases.DateOf(later.At, s.Zone))}
}

// factLine is one fact in words.
type factLine struct{ Name, Value, Lang string }

// factsOf lists the facts that were given, in the order of the form.
func factsOf(v *visit, c *cases.Case) []factLine {
	f := c.Facts
	var lines []factLine
	words := func(name, value string) {
		if value != "" {
			lines = append(lines, factLine{Name: v.words.T("fact." + name), Value: value})
		}
	}
	typed := func(name, value string) {
		if value != "" {
			lines = append(lines, factLine{v.words.T("fact." + name), value, string(c.Lang)})
		}
	}
	code := func(name, list, value string) {
		if value != "" {
			words(name, v.words.T(list+"."+value))
		}
	}
	code("platform", "platform", string(f.Platform))
	if !strings.EqualFold(f.PlatformDetail, v.words.T("platform."+string(f.Platform))) {
		typed("platform_detail", f.PlatformDetail)
	}
	code("stage", "stage_fact", string(f.Stage))
	words("needed_by", v.words.Date(c.NeededBy))
	typed("link", f.Link)
	typed("audience", f.Audience)
	code("identity", "identity", string(f.Identity))
	code("level", "level", string(f.Level))
	code("election", "election", string(f.Election))
	for _, a := range f.Answers() {
		code(a.Field, "yes_no", string(a.Answer))
	}
	if f.ElectionPeriod {
		words("election_period", v.words.T("yes_no.yes"))
	}
	code("answer_lang", "lang", string(c.AnswerLang))
	code("channel", "channel", string(c.Channel))
	return lines
}
