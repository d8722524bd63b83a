package cases

import (
	"fmt"
	"time"
)

// Date is a day in the office's zone: a promise is a day, not a moment.
// The zero Date is no day at all.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day on which the moment falls in the zone.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// ParseDate reads "2026-11-26".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("parse date %q: %w", s, err)
	}
	return DateOf(t, time.UTC), nil
}

// IsZero reports whether there is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO form, "2026-11-26"; empty for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Time is the first moment of the day in the zone.
func (d Date) Time(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// AddDays is the day n calendar days later.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, time.UTC), time.UTC)
}

// DaysAfter counts the calendar days from o to d; negative when d is before o.
// Both days are taken in UTC, where every day has the same length.
func (d Date) DaysAfter(o Date) int {
	return int(d.Time(time.UTC).Sub(o.Time(time.UTC)) / (24 * time.Hour))
}

// Before reports whether d comes earlier than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// Compare orders two days: negative when d is earlier.
func (d Date) Compare(o Date) int {
	return d.Time(time.UTC).Compare(o.Time(time.UTC))
}

// Calendar knows the office's days: its zone, weekends, holidays, closures and
// service standard.
type Calendar interface {
	// PromiseFor is the day by which someone who wrote at that moment will
	// hear: the standard's number of business days, counted from the next one.
	PromiseFor(at time.Time) Date
	// DateOf is the day of the moment in the office's zone.
	DateOf(at time.Time) Date
	// IsBusinessDay reports whether the office works on that day.
	IsBusinessDay(d Date) bool
	// BusinessDaysBetween counts the business days after a, up to and
	// including b; negative when b is before a.
	BusinessDaysBetween(a, b Date) int
	// Standard is how many business days a promise takes, at least 1.
	Standard() int
	// Holidays lists the holidays kept in the year, by date, whatever the
	// office decided about them.
	Holidays(year int) []Holiday
	// Observing is the same calendar with another standard, and with these
	// days in place of those it had.
	Observing(standard int, days []OfficeDay) Calendar
}

// Holiday is a day on which a holiday is kept.
type Holiday struct {
	Date Date
	Code string // of its name
}
