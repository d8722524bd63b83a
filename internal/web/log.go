package web

import (
	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// logPage is "Log a call": an advisor records a conversation.
type logPage struct {
	frame
	Form          *form
	Notice        []noticeSection
	NoticeVersion string

	Channel, CameOn                               field
	Caller, Who, Person, CallerName, InviteEmail  field
	NobodyFound, MoreFound                        bool
	Subject, Situation, Platform, Stage, NeededBy field
	Facts                                         []field
	FactsOpen                                     bool
	Told, Also                                    field
	AnswerLang, WrittenIn                         field
}

func (s *Server) logPage(v *visit) error {
	return s.showLog(v, fiber.StatusOK, newForm(v, "/log", 0))
}

func (s *Server) logCall(v *visit) error {
	if v.switching || v.get("step") == "find" {
		return s.logAgain(v, errSwitching)
	}
	id, err := s.Book.LogCall(v.ctx(), v.user, callOf(v))
	if err != nil {
		return s.logAgain(v, err)
	}
	return v.seeOther(casePath(id))
}

func (s *Server) logAgain(v *visit, err error) error {
	f := newForm(v, "/log", 0)
	status, err := f.again(err)
	if err != nil {
		return err
	}
	return s.showLog(v, status, f)
}

// showLog shows the form, as it was kept when it is continued.
func (s *Server) showLog(v *visit, status int, f *form) error {
	if err := s.resume(v, f, cases.DraftOfCall, ""); err != nil {
		return err
	}
	p := s.newLogPage(v, f)
	if err := s.findCaller(v, f, &p); err != nil {
		return err
	}
	return s.show(v, status, "log.html", p)
}

// callOf reads the form. The Book checks what is in it.
func callOf(v *visit) cases.CallDraft {
	also := map[string]bool{}
	for _, a := range v.all("also") {
		also[a] = true
	}
	return cases.CallDraft{
		Draft: draftOf(v), Channel: v.get("channel"), CameOn: v.get("came_on"),
		Caller: v.get("caller"), Person: cases.UserID(v.get("person")), Name: v.get("caller_name"), Email: v.get("invite_email"),
		Told: v.get("told") == "yes", Urgent: also["urgent"], TakeUp: also["take_up"],
	}
}

func (s *Server) newLogPage(v *visit, f *form) logPage {
	w, now := v.words, s.inForce(v)
	today := s.Book.Calendar().DateOf(s.Book.Now()).String()
	p := logPage{
		frame:         s.frame(v, w.T("call.title")),
		Form:          f,
		Notice:        noticeIn(v.lang, now.Notice),
		NoticeVersion: now.Notice.Version,
		Channel:       f.choice("channel", "channel", string(cases.Phone), codes(cases.CallChannels())).as(kindRadios),
		CameOn:        f.text("came_on", today, 0).as(kindDate),
		Caller:        f.choice("caller", "caller", string(cases.KnownCaller), codes(cases.Callers())).as(kindRadios),
		Who:           f.text("who", "", 0).as(kindLine).optional(),
		CallerName:    f.text("caller_name", "", 0).as(kindLine).optional(),
		InviteEmail:   f.text("invite_email", "", 0).as(kindLine).optional(),
		Subject:       f.text("subject", "", cases.MaxSubject).as(kindLine),
		Situation:     f.text("situation", "", cases.MaxSituation).as(kindLarge),
		Platform:      f.choice("platform", "platform", "", codes(cases.Platforms())).as(kindSelect),
		Stage:         f.choice("stage", "call.stage", "", codes(cases.Stages())).as(kindRadios),
		NeededBy:      f.text("needed_by", "", 0).as(kindDate).optional(),
		Facts:         factFields(f, cases.Facts{}),
		Told:          f.choices("told", nil, []option{{Value: "yes", Label: w.T("call.told")}}).as(kindChecks),
		Also: f.choices("also", nil, []option{{Value: "urgent", Label: w.T("call.urgent")},
			{Value: "take_up", Label: w.T("call.take_up")}}).as(kindChecks),
		AnswerLang: f.choice("answer_lang", "lang", string(v.lang), codes(cases.Langs())).as(kindRadios),
		WrittenIn:  f.choice("lang", "lang", string(v.lang), codes(cases.Langs())).as(kindRadios),
	}
	p.Subject.Hint, p.Subject.DescribedBy = "", ""
	if p.Subject.Problem != "" {
		p.Subject.DescribedBy = p.Subject.ID + "-error"
	}
	p.Situation.Label, p.Situation.Hint = w.T("call.situation"), w.T("call.situation_hint")
	p.Stage.Label, p.NeededBy.Label, p.AnswerLang.Label = w.T("call.stage"), w.T("call.needed_by"), w.T("call.answer_lang")
	p.FactsOpen = anyProblem(p.Facts) || anyValue(p.Facts)
	p.switchesForm(f.ID, "/log")
	return p
}

// findCaller shows the people that fit the name or address typed, to choose
// from. To look people up stands in the ledger: only sending the form does it,
// and whoever continues a draft asks for it again.
func (s *Server) findCaller(v *visit, f *form, p *logPage) error {
	p.Person = f.choice("person", "person", "", nil).as(kindRadios)
	typed := f.typed("who", "")
	if f.isFresh() || typed == "" || p.Caller.Value != string(cases.KnownCaller) {
		return nil
	}
	found, more, err := s.Book.FindPeople(v.ctx(), v.user, typed)
	if err != nil {
		return err
	}
	for i, u := range found {
		p.Person.Options = append(p.Person.Options, option{ID: optionID(p.Person, i), Value: string(u.ID), Label: u.Name,
			Hint: u.Email, Chosen: p.Person.Value == string(u.ID) || len(found) == 1 && v.get("step") == "find"})
	}
	p.NobodyFound, p.MoreFound = len(found) == 0, more
	return nil
}
