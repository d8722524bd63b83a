package calendar

import (
	"testing"
	"time"

	"example.org/casebook/internal/cases"
)

func toronto(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func date(t *testing.T, s string) cases.Date {
	t.Helper()
	d, err := cases.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestThePromiseIsTheFifthBusinessDayAfterTheDayOfWriting(t *testing.T) {
	tests := []struct{ when, at, want string }{
		{"on a Monday", "2026-11-16T15:00:00Z", "2026-11-23"},
		{"in the middle of a week", "2026-11-18T15:00:00Z", "2026-11-25"},
		{"on a Friday evening", "2026-11-20T22:00:00Z", "2026-11-27"},
		{"on a Saturday", "2026-11-21T15:00:00Z", "2026-11-27"},
		{"on a Sunday", "2026-11-22T15:00:00Z", "2026-11-27"},
		{"before Remembrance Day", "2026-11-10T15:00:00Z", "2026-11-18"},
		{"on Remembrance Day", "2026-11-11T15:00:00Z", "2026-11-18"},
		{"before Good Friday and Easter Monday", "2026-04-02T15:00:00Z", "2026-04-13"},
		{"before the civic holiday", "2026-07-31T15:00:00Z", "2026-08-10"},
		{"before Christmas, Boxing Day on a Saturday, and the New Year", "2026-12-24T15:00:00Z", "2027-01-05"},
		{"on New Year's Eve before a New Year on a Saturday", "2027-12-31T15:00:00Z", "2028-01-10"},
		{"Christmas on a Saturday: Monday and Tuesday are kept", "2027-12-24T15:00:00Z", "2028-01-05"},
		{"across the start of daylight saving", "2026-03-06T15:00:00Z", "2026-03-13"},
		{"in the night that daylight saving starts", "2026-03-08T06:30:00Z", "2026-03-13"},
		{"across the end of daylight saving", "2026-10-30T15:00:00Z", "2026-11-06"},
		{"in the second of the two hours that end it", "2026-11-01T06:30:00Z", "2026-11-06"},
		{"late in the evening, already tomorrow in UTC", "2026-11-18T03:30:00Z", "2026-11-24"},
		{"after midnight, the same day in both", "2026-11-18T05:30:00Z", "2026-11-25"},
		{"a minute before midnight in summer", "2026-06-09T03:59:00Z", "2026-06-15"},
		{"at midnight in summer", "2026-06-09T04:00:00Z", "2026-06-16"},
	}
	office := New(toronto(t))
	for _, tt := range tests {
		t.Run(tt.when, func(t *testing.T) {
			if got := office.PromiseFor(moment(t, tt.at)).String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestTheHolidaysOfTheFederalPublicServiceAreKept(t *testing.T) {
	office := New(toronto(t))
	kept := map[int][]string{
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-18", "2026-07-01", "2026-08-03",
			"2026-09-07", "2026-09-30", "2026-10-12", "2026-11-11", "2026-12-25", "2026-12-28"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-24", "2027-07-01", "2027-08-02",
			"2027-09-06", "2027-09-30", "2027-10-11", "2027-11-11", "2027-12-27", "2027-12-28"},
		2028: {"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-22", "2028-07-03", "2028-08-07",
			"2028-09-04", "2028-10-02", "2028-10-09", "2028-11-13", "2028-12-25", "2028-12-26"},
	}
	for year, days := range kept {
		for _, d := range days {
			if office.IsBusinessDay(date(t, d)) {
				t.Errorf("%s: got a business day, want a holiday", d)
			}
		}
		got := office.BusinessDaysBetween(cases.Date{Year: year - 1, Month: 12, Day: 31}, cases.Date{Year: year, Month: 12, Day: 31})
		if want := weekdays(year) - len(days); got != want {
			t.Errorf("business days of %d: got %d, want %d", year, got, want)
		}
	}
}

func weekdays(year int) int {
	n := 0
	for d := (cases.Date{Year: year, Month: 1, Day: 1}); d.Year == year; d = d.AddDays(1) {
		if day := d.Time(time.UTC).Weekday(); day != time.Saturday && day != time.Sunday {
			n++
		}
	}
	return n
}

func TestTheServiceStandardCanBeChanged(t *testing.T) {
	at := moment(t, "2026-11-16T15:00:00Z")
	tests := []struct {
		standard int
		want     string
	}{{1, "2026-11-17"}, {10, "2026-11-30"}, {0, "2026-11-17"}}
	for _, tt := range tests {
		office := New(toronto(t)).Observing(tt.standard, nil)
		if got := office.PromiseFor(at).String(); got != tt.want {
			t.Errorf("standard %d: got %s, want %s", tt.standard, got, tt.want)
		}
	}
}

func TestChangingAnOfficeLeavesTheFirstAsItWas(t *testing.T) {
	office := New(toronto(t))
	saturday := date(t, "2026-11-21")
	office.Observing(20, []cases.OfficeDay{{Date: saturday, Open: true}})
	if office.IsBusinessDay(saturday) || office.Standard() != DefaultStandard {
		t.Error("got the first office changed, want it as it was")
	}
}

func TestBusinessDaysAreCountedAfterTheFirstDayUpToTheLast(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"2026-11-16", "2026-11-16", 0},
		{"2026-11-16", "2026-11-17", 1},
		{"2026-11-20", "2026-11-23", 1},
		{"2026-11-20", "2026-11-22", 0},
		{"2026-12-24", "2027-01-05", 5},
		{"2027-01-05", "2026-12-24", -5},
	}
	office := New(toronto(t))
	for _, tt := range tests {
		if got := office.BusinessDaysBetween(date(t, tt.a), date(t, tt.b)); got != tt.want {
			t.Errorf("from %s to %s: got %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestCountingUndoesAdding(t *testing.T) {
	office := New(toronto(t))
	for start := date(t, "2026-01-01"); start.Year < 2028; start = start.AddDays(1) {
		end := office.AddBusinessDays(start, 5)
		if got := office.BusinessDaysBetween(start, end); got != 5 || !office.IsBusinessDay(end) {
			t.Fatalf("five business days after %s is %s: got %d back", start, end, got)
		}
	}
}

func TestAnOfficeThatNeverOpensDoesNotHang(t *testing.T) {
	var closures []cases.OfficeDay
	start := date(t, "2026-01-01")
	for i := range 11 * 366 {
		closures = append(closures, cases.OfficeDay{Date: start.AddDays(i)})
	}
	if got := New(toronto(t)).Observing(1, closures).PromiseFor(start.Time(time.UTC)); !start.Before(got) {
		t.Errorf("got %s, want a day after %s", got, start)
	}
}

func TestThePromiseFollowsTheDaysThatTheOfficeDecides(t *testing.T) {
	closed := func(s string) cases.OfficeDay { return cases.OfficeDay{Date: date(t, s)} }
	open := func(s string) cases.OfficeDay { return cases.OfficeDay{Date: date(t, s), Open: true} }
	for _, tt := range []struct {
		why      string
		at       string
		standard int
		days     []cases.OfficeDay
		want     string
	}{
		{"nothing decided", "2026-11-18T15:00:00Z", 5, nil, "2026-11-25"},
		{"a closure", "2026-11-18T15:00:00Z", 5, []cases.OfficeDay{closed("2026-11-20")}, "2026-11-26"},
		{"a closure on a weekend", "2026-11-18T15:00:00Z", 5, []cases.OfficeDay{closed("2026-11-21")}, "2026-11-25"},
		{"a closure after the promise", "2026-11-18T15:00:00Z", 5, []cases.OfficeDay{closed("2026-11-26")}, "2026-11-25"},
		{"a holiday kept", "2026-11-09T15:00:00Z", 3, nil, "2026-11-13"},
		{"a holiday worked", "2026-11-09T15:00:00Z", 3, []cases.OfficeDay{open("2026-11-11")}, "2026-11-12"},
		{"a Saturday worked", "2026-11-18T15:00:00Z", 5, []cases.OfficeDay{open("2026-11-21")}, "2026-11-24"},
		{"another standard", "2026-11-18T15:00:00Z", 2, nil, "2026-11-20"},
		{"over the end of summer time", "2026-10-30T03:30:00Z", 3, []cases.OfficeDay{closed("2026-11-02")}, "2026-11-04"},
		{"over the beginning of summer time", "2026-03-06T15:00:00Z", 1, nil, "2026-03-09"},
		{"a week between the years", "2026-12-23T15:00:00Z", 3, []cases.OfficeDay{closed("2026-12-29"), closed("2026-12-30")}, "2027-01-04"},
	} {
		office := New(toronto(t)).Observing(tt.standard, tt.days)
		if got := office.PromiseFor(moment(t, tt.at)).String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.why, got, tt.want)
		}
	}
}

func TestHolidaysAreListedByTheDayTheyAreKept(t *testing.T) {
	all := New(toronto(t)).Holidays(2027)
	if len(all) != 12 || all[0].Code != "new_year" || all[10].Code != "christmas" || all[10].Date != date(t, "2027-12-27") {
		t.Errorf("got %v", all)
	}
}
