package web

import (
	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// settingForm is a setting of the office that an administrator changes. Its
// address is settingsPath plus the setting's name; its sentences are
// setting.<name>.title and .lead.
type settingForm struct {
	setting cases.Setting
	fill    func(s *Server, p *settingPage, now cases.Settings)
	do      func(s *Server, v *visit, st cases.Stamp) error
}

const settingsPath = "/office"

func (a settingForm) address() string { return settingsPath + "/" + string(a.setting) }

// settingPage is the form of one setting, with what is there and who changed it.
type settingPage struct {
	frame
	Form      *form
	Lead      string
	Notes     []string
	Parts     []formPart
	Heading   string // of the form, below a list
	Days      *dayTable
	Elections *periodTable
	History   []settingLine
	Saved     bool // that it was saved a moment ago
	Submit    string
	visit     *visit
}

// formPart is a heading, a field, or a text in both languages.
type formPart struct {
	Heading, Hint string
	Field         *field
	Pair          *pair
}

// pair is one text in both official languages, side by side.
type pair struct {
	Label  string
	Hint   string
	En, Fr field
}

func (p *settingPage) heading(text string)              { p.Parts = append(p.Parts, formPart{Heading: text}) }
func (p *settingPage) add(q field)                      { p.Parts = append(p.Parts, formPart{Field: &q}) }
func (p *settingPage) note(text string)                 { p.Notes = append(p.Notes, text) }
func (p *settingPage) t(key string, args ...any) string { return p.visit.words.T(key, args...) }

// pair adds a text in both languages: fields <name>_en and <name>_fr.
func (p *settingPage) pair(name, label string, value cases.Text, kind string, max int) {
	of := func(l cases.Lang) field {
		q := p.Form.bare(name+"_"+string(l), value.In(l), max).as(kind).inLang(l)
		q.Label = p.t("pair." + string(l))
		return q
	}
	p.Parts = append(p.Parts, formPart{Pair: &pair{Label: label, En: of(cases.English), Fr: of(cases.French)}})
}

// settingLine is a line of the history of the settings.
type settingLine struct {
	What, Version, Who string
	Moment, Datetime   string
	Read               link // of a version that can be read
}

// showsSetting is the handler that shows a setting's form.
func showsSetting(a settingForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		return s.showSetting(v, a, nil)
	}
}

// doesSetting is the handler that keeps what the form says, or shows it again
// with what was typed.
func doesSetting(a settingForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		if v.switching {
			return s.showSetting(v, a, errSwitching)
		}
		if err := a.do(s, v, v.stamp()); err != nil {
			return s.showSetting(v, a, err)
		}
		return v.seeOther(a.savedAddress())
	}
}

// savedAddress is the form's, whose page says first that it was saved.
func (a settingForm) savedAddress() string { return a.address() + "?said=saved" }

func (s *Server) showSetting(v *visit, a settingForm, refused error) error {
	now, err := s.Book.Settings(v.ctx())
	if err != nil {
		return err
	}
	history, err := s.Book.SettingHistory(v.ctx(), v.user, a.setting)
	if err != nil {
		return err
	}
	f := newForm(v, a.address(), now.VersionOf(a.setting))
	f.Kept = v.words.T("settings.kept")
	status := fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return err
		}
	}
	key := "setting." + string(a.setting)
	p := settingPage{frame: s.desk(v, v.words.T(key+".title")), Form: f, Lead: v.words.T(key + ".lead"),
		Submit: v.words.T("settings.save"), History: s.changesOf(v, history), visit: v}
	p.Saved = refused == nil && v.get("said") == "saved"
	p.switchesForm(f.ID, f.Action)
	a.fill(s, &p, now)
	return s.show(v, status, "office/setting.html", p)
}

func (s *Server) changesOf(v *visit, all []cases.SettingChange) []settingLine {
	var lines []settingLine
	for _, c := range all {
		at := s.local(c.At)
		l := settingLine{What: v.words.T("setting." + string(c.Setting) + ".title"), Version: v.words.Number(c.Version),
			Who: c.Name, Moment: v.words.Moment(at), Datetime: at.Format(isoMoment)}
		if c.By == cases.Operator {
			l.Who = v.words.T("settings.started")
		}
		if c.Notice != "" {
			l.Read = link{noticePath(c.Notice), v.words.T("setting.notice.read", "Version", c.Notice)}
		}
		lines = append(lines, l)
	}
	return lines
}

// settingsPage leads to each setting.
type settingsPage struct {
	frame
	Settings []settingLink
	History  []settingLine
}

type settingLink struct {
	link
	Lead string
}

func (s *Server) officePage(v *visit) error {
	history, err := s.Book.SettingHistory(v.ctx(), v.user, "")
	if err != nil {
		return err
	}
	p := settingsPage{frame: s.desk(v, v.words.T("settings.title")), History: s.changesOf(v, history)}
	for _, k := range cases.AllSettings() {
		key := "setting." + string(k)
		p.Settings = append(p.Settings, settingLink{link{settingsPath + "/" + string(k), v.words.T(key + ".title")},
			v.words.T(key + ".lead")})
	}
	p.Settings = append(p.Settings, settingLink{link{thesaurusPath, v.words.T("setting.thesaurus.title")}, v.words.T("setting.thesaurus.lead")})
	return s.show(v, fiber.StatusOK, "office/home.html", p)
}
