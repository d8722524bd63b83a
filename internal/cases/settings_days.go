package cases

import (
	"context"
	"slices"
	"time"
)

// OfficeDayDraft is a day of the office as it was typed.
type OfficeDayDraft struct {
	Date string // ISO
	Kind string // "open" or "closed"
	Name Text
}

// The kinds of an office day.
const (
	DayClosed = "closed"
	DayOpen   = "open"
)

// SetDay adds a day on which the office is closed, or open in spite of a
// holiday; a day that is there already is replaced.
func (b *Book) SetDay(ctx context.Context, u User, s Stamp, d OfficeDayDraft) error {
	d.Name = b.tidyTextLine(d.Name)
	return b.set(ctx, u, s.saying(d), DaysSetting, func(now *Settings, at time.Time, ps *problems) error {
		day := OfficeDay{Date: ps.day("date", d.Date, b.calendar.DateOf(at)), Open: d.Kind == DayOpen, Name: d.Name}
		if d.Kind != DayOpen && d.Kind != DayClosed {
			ps.add("kind", "problem.day_kind.missing")
		}
		ps.both("name", "name", d.Name, MaxDetail, nil)
		rest := keepIf(now.Days, func(o OfficeDay) bool { return o.Date != day.Date })
		if len(rest) >= maxOfficeDays {
			ps.add("date", "problem.too_many_days", "Max", maxOfficeDays)
		}
		now.Days = append(rest, day)
		slices.SortFunc(now.Days, func(a, b OfficeDay) int { return a.Date.Compare(b.Date) })
		return nil
	})
}

// ClearDay lets the calendar decide again on that day.
func (b *Book) ClearDay(ctx context.Context, u User, s Stamp, date string) error {
	return b.set(ctx, u, s.saying("clear", date), DaysSetting, func(now *Settings, _ time.Time, _ *problems) error {
		rest := keepIf(now.Days, func(o OfficeDay) bool { return o.Date.String() != date })
		if len(rest) == len(now.Days) {
			return ErrNotFound()
		}
		now.Days = rest
		return nil
	})
}

// ElectionDraft is an election period as it was typed.
type ElectionDraft struct {
	ID       string // of the period it replaces; empty for a new one
	Name     Text
	Level    string
	From, To string // ISO
}

// SetElection adds an election period, or replaces one.
func (b *Book) SetElection(ctx context.Context, u User, s Stamp, d ElectionDraft) error {
	d.Name = b.tidyTextLine(d.Name)
	fresh, err := newID[string](b.random)
	if err != nil {
		return err
	}
	return b.set(ctx, u, s.saying(d), ElectionsSetting, func(now *Settings, at time.Time, ps *problems) error {
		p := ElectionPeriod{ID: d.ID, Name: d.Name, Level: choose(ps, "level_of", d.Level, parseElectionLevel)}
		ps.both("name", "name", d.Name, MaxDetail, nil)
		ps.span(&p, d, b.calendar.DateOf(at))
		rest := keepIf(now.Elections, func(o ElectionPeriod) bool { return o.ID != d.ID })
		switch {
		case d.ID == "" && len(rest) >= maxElections:
			ps.add("from", "problem.too_many_elections", "Max", maxElections)
		case d.ID == "":
			p.ID = fresh
		case len(rest) == len(now.Elections):
			return ErrNotFound()
		}
		now.Elections = append(rest, p)
		slices.SortStableFunc(now.Elections, func(a, b ElectionPeriod) int { return a.From.Compare(b.From) })
		return nil
	})
}

// RemoveElection takes an election period away. Cases filed while it ran keep
// that it ran.
func (b *Book) RemoveElection(ctx context.Context, u User, s Stamp, id string) error {
	return b.set(ctx, u, s.saying("remove", id), ElectionsSetting, func(now *Settings, _ time.Time, _ *problems) error {
		rest := keepIf(now.Elections, func(o ElectionPeriod) bool { return o.ID != id })
		if len(rest) == len(now.Elections) {
			return ErrNotFound()
		}
		now.Elections = rest
		return nil
	})
}

// ElectionLevels lists the levels at which there are elections.
func ElectionLevels() []Election {
	return keepIf(Elections(), func(e Election) bool { return e != NoElection })
}

func parseElectionLevel(s string) (Election, bool) { return parse(ElectionLevels(), s) }
