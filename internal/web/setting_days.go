package web

import (
	"slices"

	"example.org/casebook/internal/cases"
)

// dayTable is the list of the days on which the office is otherwise than a
// plain working week says.
type dayTable struct {
	Caption string
	Rows    []dayRow
}

// dayRow is a day with the one thing that can be done about it by a button:
// undo what the office decided, or work on a holiday.
type dayRow struct {
	Day, Datetime, Name, State string
	Button                     *rowButton
}

// rowButton is a button of a row that sends a small form of its own.
type rowButton struct {
	Action, Text, About string
	CSRF, Key           string
	Version             int
	Fields              []hiddenField
}

type hiddenField struct{ Name, Value string }

func (p *settingPage) button(action, text, about string, fields ...hiddenField) *rowButton {
	return &rowButton{action, text, about, p.Form.CSRF, newKey(), p.Form.Version, fields}
}

var daysForm = settingForm{
	setting: cases.DaysSetting,
	fill: func(s *Server, p *settingPage, now cases.Settings) {
		p.note(p.t("settings.no_promise_moves"))
		p.note(s.nextPromise(p.visit))
		p.Days = s.daysOf(p, now)
		p.Heading, p.Submit = p.t("setting.add_day"), p.t("setting.add_day")
		p.add(p.Form.text("date", "", 0).as(kindDate))
		p.add(p.Form.choice("kind", "day_kind", cases.DayClosed, []string{cases.DayClosed, cases.DayOpen}).as(kindRadios))
		p.pair("name", p.t("pair.of.why_day"), cases.Text{}, kindLine, 0)
	},
	do: func(s *Server, v *visit, st cases.Stamp) error {
		return s.Book.SetDay(v.ctx(), v.user, st, cases.OfficeDayDraft{Date: v.get("date"), Kind: v.get("kind"), Name: v.both("name")})
	},
}

// daysOf lists this year and the next, and what the office decided of any year.
func (s *Server) daysOf(p *settingPage, now cases.Settings) *dayTable {
	cal := s.Book.Calendar()
	year := cal.DateOf(s.Book.Now()).Year
	table := &dayTable{Caption: p.t("setting.days.listed", "First", plainYear(year), "Last", plainYear(year+1))}
	type dated struct {
		cases.Date
		dayRow
	}
	var all []dated
	for _, h := range append(cal.Holidays(year), cal.Holidays(year+1)...) {
		if !slices.ContainsFunc(now.Days, func(d cases.OfficeDay) bool { return d.Date == h.Date }) {
			all = append(all, dated{h.Date, p.holidayRow(h, cal.DateOf(s.Book.Now()))})
		}
	}
	for _, d := range now.Days {
		all = append(all, dated{d.Date, p.officeDayRow(d)})
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.Date.Compare(b.Date) })
	for _, d := range all {
		table.Rows = append(table.Rows, d.dayRow)
	}
	return table
}

// holidayRow offers to work on a holiday that is not yet past.
func (p *settingPage) holidayRow(h cases.Holiday, today cases.Date) dayRow {
	row := p.dayRow(h.Date, p.t("holiday."+h.Code), "setting.days.holiday")
	if h.Date.Before(today) {
		return row
	}
	row.Button = p.button(p.Form.Action+"/work", p.t("setting.days.work"), row.Day,
		hiddenField{"date", h.Date.String()}, hiddenField{"holiday", h.Code})
	return row
}

func (p *settingPage) officeDayRow(d cases.OfficeDay) dayRow {
	state := "setting.days.closed"
	if d.Open {
		state = "setting.days.open"
	}
	row := p.dayRow(d.Date, said(p.Lang, d.Name), state)
	row.Button = p.button(p.Form.Action+"/remove", p.t("setting.days.restore"), row.Day, hiddenField{"date", d.Date.String()})
	return row
}

func (p *settingPage) dayRow(d cases.Date, name, state string) dayRow {
	return dayRow{Day: p.visit.words.Day(d), Datetime: d.String(), Name: name, State: p.t(state)}
}

// workDay is the button by which the office works on a holiday.
func (s *Server) workDay(v *visit) error {
	d := cases.OfficeDayDraft{Date: v.get("date"), Kind: cases.DayOpen}
	if key := "holiday." + v.get("holiday"); v.words.Has(key) {
		d.Name = cases.Text{En: wordsOf(cases.English).T(key), Fr: wordsOf(cases.French).T(key)}
	}
	if err := s.Book.SetDay(v.ctx(), v.user, v.stamp(), d); err != nil {
		return s.showSetting(v, daysForm, err)
	}
	return v.seeOther(daysForm.savedAddress())
}

// removeDay is the button that undoes what the office decided about a day.
func (s *Server) removeDay(v *visit) error {
	if err := s.Book.ClearDay(v.ctx(), v.user, v.stamp(), v.get("date")); err != nil {
		return s.showSetting(v, daysForm, err)
	}
	return v.seeOther(daysForm.savedAddress())
}
