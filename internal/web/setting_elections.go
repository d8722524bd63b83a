package web

import (
	"slices"
	"strconv"

	"example.org/casebook/internal/cases"
)

// periodTable is the list of the election periods.
type periodTable struct {
	Caption, Empty string
	Rows           []periodRow
}

type periodRow struct {
	Name, Level, Span, State string
	Edit                     link
	Button                   *rowButton
}

// electionsForm adds an election period; with period in the address, it
// changes that one.
var electionsForm = settingForm{
	setting: cases.ElectionsSetting,
	fill: func(s *Server, p *settingPage, now cases.Settings) {
		p.note(p.t("setting.elections.kept"))
		p.Elections = s.periodsOf(p, now)
		period := p.period(now)
		p.Heading = p.t("setting.add_election")
		if period.ID != "" {
			p.Heading = p.t("setting.change_election")
			p.Form.Hidden = []hiddenField{{"period", period.ID}}
		}
		p.Submit = p.Heading
		p.pair("name", p.t("pair.of.name"), period.Name, kindLine, 0)
		p.add(p.Form.choice("level_of", "election", string(period.Level), codes(cases.ElectionLevels())).as(kindSelect))
		p.add(p.Form.text("from", period.From.String(), 0).as(kindDate))
		p.add(p.Form.text("to", period.To.String(), 0).as(kindDate))
	},
	do: func(s *Server, v *visit, st cases.Stamp) error {
		return s.Book.SetElection(v.ctx(), v.user, st, cases.ElectionDraft{ID: v.get("period"), Name: v.both("name"),
			Level: v.get("level_of"), From: v.get("from"), To: v.get("to")})
	},
}

// period is the one that the form changes; the zero one when it adds.
func (p *settingPage) period(now cases.Settings) cases.ElectionPeriod {
	id := p.visit.get("period")
	i := slices.IndexFunc(now.Elections, func(e cases.ElectionPeriod) bool { return e.ID == id })
	if i < 0 {
		return cases.ElectionPeriod{}
	}
	return now.Elections[i]
}

func (s *Server) periodsOf(p *settingPage, now cases.Settings) *periodTable {
	today := s.Book.Calendar().DateOf(s.Book.Now())
	table := &periodTable{Caption: p.t("setting.elections.listed"), Empty: p.t("setting.elections.none")}
	for _, e := range slices.Backward(now.Elections) {
		name := said(p.Lang, e.Name)
		table.Rows = append(table.Rows, periodRow{
			Name: name, Level: p.t("election." + string(e.Level)), State: p.stateOf(e, today),
			Span: p.t("setting.elections.from_to", "From", p.visit.words.Date(e.From), "To", p.visit.words.Date(e.To)),
			Edit: link{p.Form.Action + "?period=" + e.ID + "#edit", p.t("setting.elections.edit")},
			Button: p.button(p.Form.Action+"/remove", p.t("setting.elections.remove"), name,
				hiddenField{"period", e.ID}),
		})
	}
	return table
}

func (p *settingPage) stateOf(e cases.ElectionPeriod, today cases.Date) string {
	switch {
	case e.Runs(today):
		return p.t("setting.elections.running", "N", e.DayOf(today), "Of", e.Length())
	case today.Before(e.From):
		return p.t("setting.elections.ahead")
	}
	return p.t("setting.elections.over")
}

// removeElection is the button that takes an election period away.
func (s *Server) removeElection(v *visit) error {
	if err := s.Book.RemoveElection(v.ctx(), v.user, v.stamp(), v.get("period")); err != nil {
		return s.showSetting(v, electionsForm, err)
	}
	return v.seeOther(electionsForm.savedAddress())
}

// plainYear writes a year, which is no number to be grouped.
func plainYear(year int) string { return strconv.Itoa(year) }
