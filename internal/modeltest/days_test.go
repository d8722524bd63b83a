package modeltest

import "time"

// day is a date as it is written: 2026-11-23. Later ones sort after.
type day string

const iso = "2006-01-02"

func dayOf(at time.Time, zone *time.Location) day { return day(at.In(zone).Format(iso)) }

func (d day) plus(n int) day {
	t, err := time.Parse(iso, string(d))
	if err != nil {
		panic(err) // scripts hold no such day
	}
	return day(t.AddDate(0, 0, n).Format(iso))
}

func (d day) isWeekend() bool {
	t, err := time.Parse(iso, string(d))
	if err != nil {
		panic(err)
	}
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
}

// holidays are the days on which the federal public service does not work, as
// its pay calendars list them, for as long as a script may last.
const holidays = `
2025-01-01 2025-04-18 2025-04-21 2025-05-19 2025-07-01 2025-08-04
2025-09-01 2025-09-30 2025-10-13 2025-11-11 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-18 2026-07-01 2026-08-03
2026-09-07 2026-09-30 2026-10-12 2026-11-11 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-24 2027-07-01 2027-08-02
2027-09-06 2027-09-30 2027-10-11 2027-11-11 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-22 2028-07-03 2028-08-07
2028-09-04 2028-10-02 2028-10-09 2028-11-13 2028-12-25 2028-12-26
`

// lastDay is the last on which a script may be; promises go beyond it.
const lastDay day = "2028-08-01"

// works reports whether the office works that day: what it decided itself wins
// over weekends and holidays.
func (m *model) works(d day) bool {
	if open, decided := m.days[d]; decided {
		return open
	}
	return !d.isWeekend() && !m.rules.holidays[d]
}

// promiseFrom counts the business days of the standard from the day after.
func (m *model) promiseFrom(at time.Time) day {
	d := dayOf(at, m.rules.zone)
	for left := m.standard; left > 0; {
		d = d.plus(1)
		if m.works(d) {
			left--
		}
	}
	return d
}
