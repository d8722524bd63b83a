package web

import (
	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// askPage is "Ask about a situation".
type askPage struct {
	frame
	Form          *form
	NoticeSummary string
	Notice        []noticeSection

	Subject, Situation, Platform, Stage, NeededBy field
	Facts                                         []field // the folded ones, in their order
	FactsOpen                                     bool
	Election                                      *electionPart // while a period runs
	AnswerLang, WrittenIn                         field
	NoticeVersion                                 string
	Follows                                       earlierCase // empty for most
}

type noticeSection struct{ Title, Text string }

func (s *Server) askPage(v *visit) error {
	f := newForm(v, "/ask", 0)
	if err := s.resume(v, f, cases.DraftOfAsk, ""); err != nil {
		return err
	}
	return s.showAsk(v, fiber.StatusOK, f, cases.Draft{AnswerLang: string(v.lang)})
}

func (s *Server) submit(v *visit) error {
	if v.switching {
		return s.askAgain(v, errSwitching)
	}
	id, err := s.Book.Submit(v.ctx(), v.user, draftOf(v))
	if err != nil {
		return s.askAgain(v, err)
	}
	return v.seeOther(casePath(id) + "/received")
}

func (s *Server) askAgain(v *visit, err error) error {
	f := newForm(v, "/ask", 0)
	status, err := f.again(err)
	if err != nil {
		return err
	}
	if err := s.resume(v, f, cases.DraftOfAsk, ""); err != nil {
		return err
	}
	return s.showAsk(v, status, f, cases.Draft{})
}

// showAsk shows the form with what was typed in it, and its tie.
func (s *Server) showAsk(v *visit, status int, f *form, d cases.Draft) error {
	p := s.newAskPage(v, f, d)
	if err := s.keepFollows(v, &p); err != nil {
		return err
	}
	return s.show(v, status, "ask.html", p)
}

// draftOf reads the form. The Book checks what is in it.
func draftOf(v *visit) cases.Draft {
	yesNo := func(name string) cases.YesNo { return cases.YesNo(v.get(name)) }
	return cases.Draft{
		Key: v.get("key"), Subject: v.get("subject"), Situation: v.get("situation"), Lang: v.get("lang"),
		AnswerLang: v.get("answer_lang"), NeededBy: v.get("needed_by"), Notice: v.get("notice"),
		Follows: v.get("follows"),
		Facts: cases.Facts{
			Platform: cases.Platform(v.get("platform")), PlatformDetail: v.get("platform_detail"),
			Stage: cases.Stage(v.get("stage")), Link: v.get("link"), Audience: v.get("audience"),
			Identity: cases.Identity(v.get("identity")), EmployerVisible: yesNo("employer_visible"),
			Level: cases.Level(v.get("level")), PublicFacing: yesNo("public_facing"),
			Supervises: yesNo("supervises"), CloseToSubject: yesNo("close_to_subject"),
			Election: cases.Election(v.get("election")), WorkInformation: yesNo("work_information"),
			OthersInvolved: yesNo("others_involved"), MediaContact: yesNo("media_contact"),
			OutsideIncome: yesNo("outside_income"), UnionCapacity: yesNo("union_capacity"),
		},
	}
}

// newAskPage makes the page; d is what the form holds before anyone typed.
func (s *Server) newAskPage(v *visit, f *form, d cases.Draft) askPage {
	now := s.inForce(v)
	p := askPage{
		frame:         s.frame(v, v.words.T("ask.title")),
		Form:          f,
		NoticeSummary: said(v.lang, now.Notice.Summary),
		Notice:        noticeIn(v.lang, now.Notice),
		Subject:       f.text("subject", d.Subject, cases.MaxSubject).as(kindLine),
		Situation:     f.text("situation", "", cases.MaxSituation).as(kindLarge),
		Platform:      f.choice("platform", "platform", string(d.Facts.Platform), codes(cases.Platforms())).as(kindSelect),
		Stage:         f.choice("stage", "stage", "", codes(cases.Stages())).as(kindRadios),
		NeededBy:      f.text("needed_by", "", 0).as(kindDate).optional(),
		Facts:         factFields(f, d.Facts),
		AnswerLang:    f.choice("answer_lang", "lang", d.AnswerLang, codes(cases.Langs())).as(kindRadios),
		WrittenIn:     f.choice("lang", "lang", string(v.lang), codes(cases.Langs())).as(kindRadios),
		NoticeVersion: now.Notice.Version,
	}
	p.Election, p.Facts = s.electionAsked(v, p.Facts)
	p.FactsOpen = anyProblem(p.Facts) || anyValue(p.Facts)
	p.switchesForm(f.ID, "/ask")
	return p
}

// factFields are the folded questions: facts that often matter.
func factFields(f *form, known cases.Facts) []field {
	fields := []field{
		f.text("platform_detail", known.PlatformDetail, cases.MaxDetail).as(kindLine),
		f.text("link", known.Link, cases.MaxLink).as(kindLine),
		f.text("audience", known.Audience, cases.MaxAudience).as(kindLine),
		f.choice("identity", "identity", string(known.Identity), codes(cases.Identities())),
		f.choice("employer_visible", "yes_no", string(known.EmployerVisible), codes(cases.YesNos())),
		f.choice("level", "level", string(known.Level), codes(cases.Levels())),
	}
	yesNo := func(name string, known cases.YesNo) {
		fields = append(fields, f.choice(name, "yes_no", string(known), codes(cases.YesNos())))
	}
	yesNo("public_facing", known.PublicFacing)
	yesNo("supervises", known.Supervises)
	yesNo("close_to_subject", known.CloseToSubject)
	fields = append(fields, f.choice("election", "election", string(known.Election), codes(cases.Elections())))
	yesNo("work_information", known.WorkInformation)
	yesNo("others_involved", known.OthersInvolved)
	yesNo("media_contact", known.MediaContact)
	yesNo("outside_income", known.OutsideIncome)
	yesNo("union_capacity", known.UnionCapacity)
	for i := range fields {
		fields[i] = fields[i].optional()
		if fields[i].Kind == "" {
			fields[i].Kind = kindSelect
		}
	}
	return fields
}

func anyProblem(fields []field) bool {
	for _, q := range fields {
		if q.Problem != "" {
			return true
		}
	}
	return false
}

func anyValue(fields []field) bool {
	for _, q := range fields {
		if q.Value != "" {
			return true
		}
	}
	return false
}

// electionPart is what is asked openly while an election period runs; at other
// times the same questions are among the folded ones.
type electionPart struct {
	Lead   string
	Fields []field
}

// electionAsked takes the questions about an election out of the folded ones
// while a period runs: is it about this election, and for whom does she act.
func (s *Server) electionAsked(v *visit, facts []field) (*electionPart, []field) {
	running := s.inForce(v).Running(s.Book.Calendar().DateOf(s.Book.Now()))
	if len(running) == 0 {
		return nil, facts
	}
	part := &electionPart{Lead: v.words.T("ask.election_lead", "Name", said(v.lang, running[0].Name),
		"Date", v.words.Date(running[0].To))}
	var rest []field
	for _, q := range facts {
		if q.Name == "election" || q.Name == "union_capacity" {
			part.Fields = append(part.Fields, q)
		} else {
			rest = append(rest, q)
		}
	}
	return part, rest
}

func noticeIn(l cases.Lang, notice cases.Notice) []noticeSection {
	var out []noticeSection
	for _, n := range notice.Sections {
		out = append(out, noticeSection{said(l, n.Title), said(l, n.Text)})
	}
	return out
}
