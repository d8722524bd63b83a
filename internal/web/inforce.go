package web

import (
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// inForce is what the office decided, read once for each request. A page must
// be shown although the store does not answer: then it is what was last read.
func (s *Server) inForce(v *visit) cases.Settings {
	if v.settings == nil {
		now, err := s.Book.Settings(v.ctx())
		if err != nil {
			now = s.Book.SettingsLastRead()
		}
		v.settings = &now
	}
	return *v.settings
}

// said is a text that the office wrote, as a careful typist would set it.
func said(l cases.Lang, t cases.Text) string { return i18n.Typeset(l, t.In(l)) }

func wordsOf(l cases.Lang) *i18n.Words { return i18n.For(l) }

// meaningOf is what a status means: in the office's words, or the catalogue's.
func meaningOf(now cases.Settings, st cases.Status) cases.Text {
	if own, ok := now.Meanings[st]; ok {
		return own
	}
	return catalogueMeaning(st)
}

func catalogueMeaning(st cases.Status) cases.Text {
	key := "meaning." + string(st)
	return cases.Text{En: wordsOf(cases.English).T(key), Fr: wordsOf(cases.French).T(key)}
}

// meaning is what a status means, to its reader.
func (s *Server) meaning(v *visit, st cases.Status) string {
	return said(v.lang, meaningOf(s.inForce(v), st))
}

// periods tells a person of the election periods that run today, and an
// advisor also of those that begin soon.
func (s *Server) periods(v *visit) []string {
	now := s.inForce(v)
	today := s.Book.Calendar().DateOf(s.Book.Now())
	var lines []string
	for _, e := range now.Running(today) {
		name := said(v.lang, e.Name)
		if v.user.IsAdvisor() {
			lines = append(lines, v.words.T("period.desk", "N", e.DayOf(today), "Of", e.Length(), "Name", name))
		} else {
			lines = append(lines, v.words.T("period.employee", "Date", v.words.Date(e.To), "Name", name))
		}
	}
	if !v.user.IsAdvisor() {
		return lines
	}
	for _, e := range now.Upcoming(today) {
		lines = append(lines, v.words.T("period.soon", "Date", v.words.Date(e.From), "Count", e.From.DaysAfter(today),
			"Name", said(v.lang, e.Name)))
	}
	return lines
}
