package i18n

import (
	"fmt"
	"time"

	"example.org/casebook/internal/cases"
)

var months = map[cases.Lang][]string{
	cases.English: {"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December"},
	cases.French: {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
		"octobre", "novembre", "décembre"},
}

var weekdays = map[cases.Lang][]string{
	cases.English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	cases.French:  {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
}

// Date writes a day: "November 26, 2026", "26 novembre 2026"; empty for the
// zero Date.
func (w *Words) Date(d cases.Date) string {
	if d.IsZero() {
		return ""
	}
	month := months[w.Lang][d.Month-1]
	if w.Lang == cases.French {
		return fmt.Sprintf("%s%s%s%s%d", ordinal(d.Day), nbsp, month, nbsp, d.Year)
	}
	return fmt.Sprintf("%s%s%d, %d", month, nbsp, d.Day, d.Year)
}

// Day writes a day with its weekday, ready to stand in a sentence: "Thursday,
// November 26, 2026", "le jeudi 26 novembre 2026".
func (w *Words) Day(d cases.Date) string {
	if d.IsZero() {
		return ""
	}
	weekday := weekdays[w.Lang][d.Time(time.UTC).Weekday()]
	if w.Lang == cases.French {
		return "le " + weekday + nbsp + w.Date(d)
	}
	return weekday + ", " + w.Date(d)
}

// Short writes a day in a narrow column: "Nov 26", "26 nov.".
func (w *Words) Short(d cases.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.T(fmt.Sprintf("date.short.%d", int(d.Month)), "Day", fmt.Sprint(d.Day))
}

// Clock writes an hour: "10:42", "10 h 42".
func (w *Words) Clock(t time.Time) string {
	if w.Lang == cases.French {
		return fmt.Sprintf("%d%sh%s%02d", t.Hour(), nbsp, nbsp, t.Minute())
	}
	return t.Format("15:04")
}

// Moment writes a day and hour in the zone of t: "November 26, 2026, 10:42".
func (w *Words) Moment(t time.Time) string {
	return w.Date(cases.DateOf(t, t.Location())) + ", " + w.Clock(t)
}

func ordinal(day int) string {
	if day == 1 {
		return "1er"
	}
	return fmt.Sprint(day)
}
