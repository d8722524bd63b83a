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
	AnswerLang, WrittenIn                         field
	NoticeVersion                                 string
}

type noticeSection struct{ Title, Text string }

func (s *Server) askPage(v *visit) error {
	return s.show(v, fiber.StatusOK, "ask.html", s.newAskPage(v, newForm(v, "/ask", 0)))
}

func (s *Server) submit(v *visit) error {
	if v.switching {
		return s.askAgain(v, errSwitching)
	}
	if v.get("notice") != s.Notice.Version {
		return s.askAgain(v, &cases.Error{Kind: cases.Invalid, Key: "error.invalid",
			Problems: []cases.Problem{{Field: "notice", Key: "problem.notice"}}})
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
	return s.show(v, status, "ask.html", s.newAskPage(v, f))
}

// draftOf reads the form. The Book checks what is in it.
func draftOf(v *visit) cases.Draft {
	yesNo := func(name string) cases.YesNo { return cases.YesNo(v.get(name)) }
	return cases.Draft{
		Key: v.get("key"), Subject: v.get("subject"), Situation: v.get("situation"), Lang: v.get("lang"),
		AnswerLang: v.get("answer_lang"), NeededBy: v.get("needed_by"), Notice: v.get("notice"),
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

func (s *Server) newAskPage(v *visit, f *form) askPage {
	p := askPage{
		frame:         s.frame(v, v.words.T("ask.title")),
		Form:          f,
		NoticeSummary: s.Notice.Summary.In(v.lang),
		Notice:        noticeIn(v.lang, s),
		Subject:       f.text("subject", "", cases.MaxSubject).as(kindLine),
		Situation:     f.text("situation", "", cases.MaxSituation).as(kindLarge),
		Platform:      f.choice("platform", "platform", "", codes(cases.Platforms())).as(kindSelect),
		Stage:         f.choice("stage", "stage", "", codes(cases.Stages())).as(kindRadios),
		NeededBy:      f.text("needed_by", "", 0).as(kindDate).optional(),
		Facts:         factFields(f),
		AnswerLang:    f.choice("answer_lang", "lang", string(v.lang), codes(cases.Langs())).as(kindRadios),
		WrittenIn:     f.choice("lang", "lang", string(v.lang), codes(cases.Langs())).as(kindRadios),
		NoticeVersion: s.Notice.Version,
	}
	p.FactsOpen = anyProblem(p.Facts) || anyValue(p.Facts)
	p.switchesForm(f.ID, "/ask")
	return p
}

// factFields are the folded questions: facts that often matter.
func factFields(f *form) []field {
	fields := []field{
		f.text("platform_detail", "", cases.MaxDetail).as(kindLine),
		f.text("link", "", cases.MaxLink).as(kindLine),
		f.text("audience", "", cases.MaxAudience).as(kindLine),
		f.choice("identity", "identity", "", codes(cases.Identities())),
		f.choice("employer_visible", "yes_no", "", codes(cases.YesNos())),
		f.choice("level", "level", "", codes(cases.Levels())),
	}
	for _, name := range []string{"public_facing", "supervises", "close_to_subject"} {
		fields = append(fields, f.choice(name, "yes_no", "", codes(cases.YesNos())))
	}
	fields = append(fields, f.choice("election", "election", "", codes(cases.Elections())))
	for _, name := range []string{"work_information", "others_involved", "media_contact", "outside_income", "union_capacity"} {
		fields = append(fields, f.choice(name, "yes_no", "", codes(cases.YesNos())))
	}
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

func noticeIn(l cases.Lang, s *Server) []noticeSection {
	var out []noticeSection
	for _, n := range s.Notice.Sections {
		out = append(out, noticeSection{n.Title.In(l), n.Text.In(l)})
	}
	return out
}
