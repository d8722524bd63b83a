package cases

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Setting names one thing that the office decides about itself and may change
// while the program runs. It is also a word of the pages' addresses.
type Setting string

// The settings.
const (
	ContactSetting   Setting = "contact"
	NoticeSetting    Setting = "notice"
	StandardSetting  Setting = "standard"
	DaysSetting      Setting = "days"
	ElectionsSetting Setting = "elections"
	MeaningsSetting  Setting = "statuses"
)

// AllSettings lists the settings in the order in which they are shown.
func AllSettings() []Setting {
	return []Setting{ContactSetting, NoticeSetting, StandardSetting, DaysSetting, ElectionsSetting, MeaningsSetting}
}

// Settings is what the office decided about itself, as it holds at a moment.
type Settings struct {
	Contact   Contact
	Notice    Notice
	Standard  Standard
	Days      []OfficeDay      // by date
	Elections []ElectionPeriod // by first day
	Meanings  map[Status]Text  // the office's own; a missing one is the catalogue's

	versions map[Setting]int
}

// VersionOf is the version of one setting, which its form carries; 0 while
// what the program was started with holds.
func (s Settings) VersionOf(k Setting) int { return s.versions[k] }

// Contact is how to reach the office, in both languages where they differ.
type Contact struct {
	Name  Text   `json:"name"`
	Phone string `json:"phone"`
	Email string `json:"email"`
	Hours Text   `json:"hours"`
}

// Notice is the privacy notice that stands before the form (Privacy Act,
// s. 5(2); Directive on Privacy Practices). Its version is kept with each case.
type Notice struct {
	Version  string          `json:"version"`
	Summary  Text            `json:"summary"` // the short paragraph
	Sections []NoticeSection `json:"sections"`
}

// NoticeSection is one part of the notice: what is collected, why, under what
// authority, and so on.
type NoticeSection struct {
	Title Text `json:"title"`
	Text  Text `json:"text"`
}

// next is the version that follows: numbers count on; a department's own name
// of a version starts the count after it.
func (n Notice) next() string {
	if k, err := strconv.Atoi(n.Version); err == nil {
		return strconv.Itoa(k + 1)
	}
	return n.Version + "-2"
}

// Standard is what the office promises to everyone.
type Standard struct {
	Days         int `json:"days"`           // business days of a promise
	FollowUpDays int `json:"follow_up_days"` // calendar days in which a follow-up reopens a case
}

// OfficeDay is a day on which the office is otherwise than its calendar says:
// closed on a working day, or open on a holiday.
type OfficeDay struct {
	Date Date `json:"date"`
	Open bool `json:"open"`
	Name Text `json:"name"` // why
}

// ElectionPeriod is a span of days in which political activity weighs more
// (Public Service Employment Act, Part 7, whose election period begins with
// the issue of the writ and ends on polling day).
type ElectionPeriod struct {
	ID    string   `json:"id"`
	Name  Text     `json:"name"`
	Level Election `json:"level"`
	From  Date     `json:"from"` // first day
	To    Date     `json:"to"`   // last day, polling day
}

// Length is how many days the period has, both ends counted.
func (p ElectionPeriod) Length() int { return p.DayOf(p.To) }

// DayOf is the number of that day in the period, 1 for the first.
func (p ElectionPeriod) DayOf(d Date) int { return d.DaysAfter(p.From) + 1 }

// Runs reports whether the day is in the period.
func (p ElectionPeriod) Runs(d Date) bool { return !d.Before(p.From) && !p.To.Before(d) }

// Running lists the election periods that the day is in.
func (s Settings) Running(d Date) []ElectionPeriod {
	return keepIf(s.Elections, func(p ElectionPeriod) bool { return p.Runs(d) })
}

// announced is how many days ahead advisors hear of an election period.
const announced = 14

// Upcoming lists the election periods that begin in the two weeks after the day.
func (s Settings) Upcoming(d Date) []ElectionPeriod {
	return keepIf(s.Elections, func(p ElectionPeriod) bool {
		return d.Before(p.From) && p.From.DaysAfter(d) <= announced
	})
}

func keepIf[T any](all []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return !wanted(x) })
}

// SettingVersion is a setting as it was kept: what it said, who said so, when.
type SettingVersion struct {
	Setting Setting
	Version int    // from 1, without gaps
	Value   string // JSON; what it means is for this room alone
	By      UserID // Operator for what the program was started with
	At      time.Time
}

// part is where a setting lies in the whole.
func (s *Settings) part(k Setting) any {
	switch k {
	case ContactSetting:
		return &s.Contact
	case NoticeSetting:
		return &s.Notice
	case StandardSetting:
		return &s.Standard
	case DaysSetting:
		return &s.Days
	case ElectionsSetting:
		return &s.Elections
	case MeaningsSetting:
		return &s.Meanings
	}
	panic("no such setting: " + string(k)) // the constants above are all
}

// with is the settings after a version of one of them. What was there before
// is not touched: others may be reading it.
func (s Settings) with(v SettingVersion) (Settings, error) {
	if !slices.Contains(AllSettings(), v.Setting) {
		return s, nil // of a later version of the program
	}
	var fresh Settings
	if err := json.Unmarshal([]byte(v.Value), fresh.part(v.Setting)); err != nil {
		return s, fmt.Errorf("read version %d of the setting %s: %w", v.Version, v.Setting, err)
	}
	s.take(v.Setting, fresh)
	versions := map[Setting]int{v.Setting: v.Version}
	for k, n := range s.versions {
		if k != v.Setting {
			versions[k] = n
		}
	}
	s.versions = versions
	return s, nil
}

// take replaces one setting by another's.
func (s *Settings) take(k Setting, from Settings) {
	switch k {
	case ContactSetting:
		s.Contact = from.Contact
	case NoticeSetting:
		s.Notice = from.Notice
	case StandardSetting:
		s.Standard = from.Standard
	case DaysSetting:
		s.Days = from.Days
	case ElectionsSetting:
		s.Elections = from.Elections
	case MeaningsSetting:
		s.Meanings = from.Meanings
	}
}

func (s *Settings) value(k Setting) string {
	b, err := json.Marshal(s.part(k))
	if err != nil {
		panic(err) // only our own plain values come here
	}
	return string(b)
}
