package web

import (
	"fmt"
	"strconv"

	"example.org/casebook/internal/cases"
)

// both reads a text in both languages from its two fields.
func (v *visit) both(name string) cases.Text {
	return cases.Text{En: v.get(name + "_en"), Fr: v.get(name + "_fr")}
}

var contactForm = settingForm{
	setting: cases.ContactSetting,
	fill: func(_ *Server, p *settingPage, now cases.Settings) {
		p.pair("name", p.t("pair.of.name"), now.Contact.Name, kindLine, 0)
		p.add(p.Form.text("phone", now.Contact.Phone, 0).as(kindLine).optional())
		p.add(p.Form.text("email", now.Contact.Email, 0).as(kindLine).optional())
		p.pair("hours", p.t("pair.of.hours"), now.Contact.Hours, kindLine, 0)
	},
	do: func(s *Server, v *visit, st cases.Stamp) error {
		return s.Book.SetContact(v.ctx(), v.user, st, cases.Contact{Name: v.both("name"), Phone: v.get("phone"),
			Email: v.get("email"), Hours: v.both("hours")})
	},
}

var noticeForm = settingForm{
	setting: cases.NoticeSetting,
	fill: func(_ *Server, p *settingPage, now cases.Settings) {
		p.note(p.t("setting.notice.version", "Version", now.Notice.Version))
		p.note(p.t("setting.notice.hint"))
		p.pair("summary", p.t("pair.of.summary"), now.Notice.Summary, kindText, 0)
		for n := 1; n <= p.sections(len(now.Notice.Sections)); n++ {
			p.section(n, now.Notice.Sections)
		}
	},
	do: func(s *Server, v *visit, st cases.Stamp) error {
		d := cases.Notice{Summary: v.both("summary")}
		for n := 1; n <= v.sections(); n++ {
			name := sectionName(n)
			d.Sections = append(d.Sections, cases.NoticeSection{Title: v.both(name + "_title"), Text: v.both(name + "_text")})
		}
		return s.Book.SetNotice(v.ctx(), v.user, st, d)
	},
}

func sectionName(n int) string { return "section_" + strconv.Itoa(n) }

// sections is how many sections a form of the notice sent.
func (v *visit) sections() int {
	n := 0
	for n <= cases.MaxSections && v.form.Has(sectionName(n+1)+"_title_en") {
		n++
	}
	return n
}

// sections is how many sections the form shows: those there are and an empty
// one, or as many as were sent.
func (p *settingPage) sections(there int) int {
	return max(min(there+1, cases.MaxSections), p.visit.sections())
}

func (p *settingPage) section(n int, there []cases.NoticeSection) {
	var now cases.NoticeSection
	heading := p.t("setting.notice.fresh")
	if n <= len(there) {
		now, heading = there[n-1], p.t("setting.notice.section", "N", n)
	}
	p.heading(heading)
	p.pair(sectionName(n)+"_title", p.t("pair.of.section_title"), now.Title, kindLine, 0)
	p.pair(sectionName(n)+"_text", p.t("pair.of.section_text"), now.Text, kindText, 0)
}

var standardForm = settingForm{
	setting: cases.StandardSetting,
	fill: func(s *Server, p *settingPage, now cases.Settings) {
		p.note(p.t("settings.no_promise_moves"))
		p.note(s.nextPromise(p.visit))
		p.add(p.Form.text("days", fmt.Sprint(now.Standard.Days), 0).as(kindLine))
		p.add(p.Form.text("follow_up_days", fmt.Sprint(now.Standard.FollowUpDays), 0).as(kindLine))
	},
	do: func(s *Server, v *visit, st cases.Stamp) error {
		return s.Book.SetStandard(v.ctx(), v.user, st, cases.StandardDraft{Days: v.get("days"), FollowUpDays: v.get("follow_up_days")})
	},
}

// nextPromise says what someone who writes now would be promised.
func (s *Server) nextPromise(v *visit) string {
	return v.words.T("settings.next_promise", "Day", v.words.Day(s.Book.Calendar().PromiseFor(s.Book.Now())))
}

var meaningsForm = settingForm{
	setting: cases.MeaningsSetting,
	fill: func(_ *Server, p *settingPage, now cases.Settings) {
		p.note(p.t("setting.statuses.hint"))
		for _, st := range cases.Statuses() {
			p.pair("meaning_"+string(st), p.t("filer_status."+string(st)), meaningOf(now, st), kindText, 0)
		}
	},
	do: func(s *Server, v *visit, st cases.Stamp) error {
		own := map[cases.Status]cases.Text{}
		for _, status := range cases.Statuses() {
			if t := v.both("meaning_" + string(status)); t != catalogueMeaning(status) {
				own[status] = t
			}
		}
		return s.Book.SetMeanings(v.ctx(), v.user, st, own)
	},
}
