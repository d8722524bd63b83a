// Package calendar knows on which days the office works: its zone, weekends,
// the holidays of the federal public service, closures, and how many business
// days it promises to answer in. It refuses to know what is promised, or to
// whom.
package calendar

import (
	"cmp"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // A bare container has no zone files, and America/Toronto must load there too.

	"example.org/casebook/internal/cases"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ca"
)

// DefaultStandard is the service standard of a new office, in business days.
const DefaultStandard = 5

// farthest bounds the search for a business day, in calendar days: an office
// whose closures never end must not hang the program.
const farthest = 10 * 366

// Office is the calendar of an office. It is immutable and may be shared.
type Office struct {
	zone     *time.Location
	standard int                 // business days, at least 1
	decided  map[cases.Date]bool // whether the office works on a day, where it decided so
	observed *sync.Map           // year to map[cases.Date]bool; a cache, the rule is observedIn
}

var _ cases.Calendar = (*Office)(nil)

// New is the calendar of an office in the zone, closed on weekends and on the
// holidays of the federal public service, and promising DefaultStandard
// business days.
func New(zone *time.Location) *Office {
	return &Office{zone: zone, standard: DefaultStandard, observed: new(sync.Map)}
}

// Observing is the same office with a standard of n business days, less than
// one counting as one, and with these days in place of those it had: closed,
// or open in spite of weekend and holiday.
func (o *Office) Observing(n int, days []cases.OfficeDay) cases.Calendar {
	changed := *o
	changed.standard, changed.decided = max(n, 1), map[cases.Date]bool{}
	for _, d := range days {
		changed.decided[d.Date] = d.Open
	}
	return &changed
}

// Zone is the office's time zone.
func (o *Office) Zone() *time.Location { return o.zone }

// Standard is the service standard, in business days.
func (o *Office) Standard() int { return o.standard }

// DateOf is the day of the moment in the office's zone.
func (o *Office) DateOf(at time.Time) cases.Date { return cases.DateOf(at, o.zone) }

// PromiseFor is the day by which someone who wrote at that moment will hear:
// the next business day counts as the first, whatever the hour of writing.
func (o *Office) PromiseFor(at time.Time) cases.Date {
	return o.AddBusinessDays(o.DateOf(at), o.standard)
}

// AddBusinessDays is the nth business day after d; d itself when n is not
// positive. Should the office be closed for ten years, the search ends there.
func (o *Office) AddBusinessDays(d cases.Date, n int) cases.Date {
	for left := farthest; n > 0 && left > 0; left-- {
		d = d.AddDays(1)
		if o.IsBusinessDay(d) {
			n--
		}
	}
	return d
}

// BusinessDaysBetween counts the business days after a, up to and including
// b; negative when b is before a.
func (o *Office) BusinessDaysBetween(a, b cases.Date) int {
	if b.Before(a) {
		return -o.BusinessDaysBetween(b, a)
	}

	days := 0
	for d := a; d.Before(b); {
		d = d.AddDays(1)
		if o.IsBusinessDay(d) {
			days++
		}
	}
	return days
}

// IsBusinessDay reports whether the office works on that day.
func (o *Office) IsBusinessDay(d cases.Date) bool {
	if open, decided := o.decided[d]; decided {
		return open
	}
	day := d.Time(time.UTC).Weekday()
	return day != time.Saturday && day != time.Sunday && !o.IsHoliday(d)
}

// IsHoliday reports whether a holiday of the federal public service is
// observed on that day: the day itself, or the working day after the weekend
// it falls on.
func (o *Office) IsHoliday(d cases.Date) bool {
	days, ok := o.observed.Load(d.Year)
	if !ok {
		days, _ = o.observed.LoadOrStore(d.Year, observedIn(d.Year))
	}
	return days.(map[cases.Date]bool)[d]
}

// holidays are the designated paid holidays of the collective agreements of
// the core public administration (Program and Administrative Services, article
// 30). The agreements give one day a year that is "recognized to be a
// provincial or civic holiday in the area", and where there is none, the first
// Monday in August; we take that Monday. An office in Quebec, which keeps June
// 24 in its place, decides to work on the one and to close on the other.
var holidays = []struct {
	code string
	*cal.Holiday
}{
	{"new_year", ca.NewYear},
	{"good_friday", ca.GoodFriday},
	{"easter_monday", ca.EasterMonday},
	{"victoria_day", ca.VictoriaDay},
	{"canada_day", ca.CanadaDay},
	{"civic_day", ca.CivicDay},
	{"labour_day", ca.LabourDay},
	{"truth_and_reconciliation", ca.NationalDayForTruthAndReconciliation},
	{"thanksgiving", ca.ThanksgivingDay},
	{"remembrance_day", ca.RemembranceDay},
	{"christmas", ca.ChristmasDay},
	{"boxing_day", ca.BoxingDay},
}

// Holidays lists the holidays of the year by the day on which each is kept.
func (o *Office) Holidays(year int) []cases.Holiday {
	var all []cases.Holiday
	for _, h := range holidays {
		if d := keptOn(h.Holiday, year); !d.IsZero() {
			all = append(all, cases.Holiday{Date: d, Code: h.code})
		}
	}
	slices.SortFunc(all, func(a, b cases.Holiday) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Code, b.Code)) })
	return all
}

func keptOn(h *cal.Holiday, year int) cases.Date {
	_, kept := h.Calc(year)
	if kept.IsZero() {
		return cases.Date{}
	}
	return cases.Date{Year: kept.Year(), Month: kept.Month(), Day: kept.Day()}
}

// observedIn lists the days of the year on which a holiday is kept. None of
// the substitutes leaves its year.
func observedIn(year int) map[cases.Date]bool {
	days := make(map[cases.Date]bool, len(holidays))
	for _, h := range holidays {
		if d := keptOn(h.Holiday, year); !d.IsZero() {
			days[d] = true
		}
	}
	return days
}
