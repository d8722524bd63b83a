package cases

import (
	"strings"
	"testing"
	"time"
)

// settingsOf reads what holds now.
func (o *office) settings(t *testing.T) Settings {
	t.Helper()
	s, err := o.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// form is what a form of that setting would carry now.
func (o *office) form(t *testing.T, k Setting, key string) Stamp {
	t.Helper()
	return Stamp{Version: o.settings(t).VersionOf(k), Key: key}
}

var goodContact = Contact{Name: Text{"Office", "Bureau"}, Phone: "613-555-0142", Email: "office@example.org"}

// setAll changes every setting, as that person.
func (o *office) setAll(t *testing.T, u User) map[Setting]error {
	t.Helper()
	both := Text{"A day", "Une journée"}
	return map[Setting]error{
		ContactSetting:  o.SetContact(ctx, u, o.form(t, ContactSetting, ""), goodContact),
		NoticeSetting:   o.SetNotice(ctx, u, o.form(t, NoticeSetting, ""), Notice{Summary: both}),
		StandardSetting: o.SetStandard(ctx, u, o.form(t, StandardSetting, ""), StandardDraft{"3", "10"}),
		DaysSetting:     o.SetDay(ctx, u, o.form(t, DaysSetting, ""), OfficeDayDraft{"2026-12-24", DayClosed, both}),
		ElectionsSetting: o.SetElection(ctx, u, o.form(t, ElectionsSetting, ""),
			ElectionDraft{Name: both, Level: "federal", From: "2026-11-15", To: "2026-12-20"}),
		MeaningsSetting: o.SetMeanings(ctx, u, o.form(t, MeaningsSetting, ""), map[Status]Text{New: both}),
	}
}

func TestOnlyAnAdministratorChangesSettings(t *testing.T) {
	o := newOffice()
	for _, u := range []User{filer, delphine, auditor, {}, {ID: "x", Roles: NewRoles(Administrator), Disabled: true}} {
		for k, err := range o.setAll(t, u) {
			if KindOf(err) != Forbidden {
				t.Errorf("%s by %q: %v, want forbidden", k, u.Name, err)
			}
		}
		if _, err := o.SettingHistory(ctx, u, ""); KindOf(err) != Forbidden {
			t.Errorf("the history for %q: %v, want forbidden", u.Name, err)
		}
	}
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}

func TestEveryChangeOfASettingIsInTheLedgerAndHoldsAtOnce(t *testing.T) {
	o := newOffice()
	for k, err := range o.setAll(t, manager) {
		if err != nil {
			t.Errorf("%s: %v", k, err)
		}
		want(t, string(k)+" version", o.settings(t).VersionOf(k), 2)
	}
	want(t, "entries of the ledger", len(o.store.ledger), len(AllSettings()))
	for _, e := range o.store.ledger {
		if e.As != AsAdministrator || e.Actor != manager.ID || e.Digest == "" || !strings.HasSuffix(e.Target, "/2") {
			t.Errorf("the ledger holds %+v", e.Event)
		}
	}
	s := o.settings(t)
	want(t, "contact", s.Contact, goodContact)
	want(t, "standard", s.Standard, Standard{3, 10})
	want(t, "meaning", s.Meanings[New].Fr, "Une journée")
	history, err := o.SettingHistory(ctx, manager, StandardSetting)
	if err != nil || len(history) != 2 {
		t.Fatalf("%d changes, %v", len(history), err)
	}
	want(t, "who began", history[1].By, Operator)
	want(t, "who changed", history[0].Name, manager.Name)
}

func TestAStaleFormOfASettingChangesNothing(t *testing.T) {
	o := newOffice()
	drawn := o.form(t, StandardSetting, "one")
	if err := o.SetStandard(ctx, manager, drawn, StandardDraft{"3", "30"}); err != nil {
		t.Fatal(err)
	}
	if err := o.SetStandard(ctx, manager, drawn, StandardDraft{"3", "30"}); err != nil {
		t.Errorf("the same form again: %v", err)
	}
	if err := o.SetStandard(ctx, manager, drawn, StandardDraft{"4", "30"}); KindOf(err) != Conflict {
		t.Errorf("the same form saying something else: %v, want a conflict", err)
	}
	drawn.Key = "two"
	if err := o.SetStandard(ctx, manager, drawn, StandardDraft{"4", "30"}); KindOf(err) != Conflict {
		t.Errorf("another form of the old version: %v, want a conflict", err)
	}
	want(t, "days", o.settings(t).Standard.Days, 3)
	if err := o.SetStandard(ctx, manager, o.form(t, StandardSetting, "three"), StandardDraft{"3", "30"}); err != nil {
		t.Error(err)
	}
	want(t, "version after saving what holds", o.settings(t).VersionOf(StandardSetting), 2)
}

func TestANewStandardMovesNoPromiseMade(t *testing.T) {
	o := newOffice()
	before, err := o.Submit(ctx, filer, goodDraft())
	if err != nil {
		t.Fatal(err)
	}
	promised := o.load(t, before).Promised
	if err := o.SetStandard(ctx, manager, o.form(t, StandardSetting, ""), StandardDraft{"2", "30"}); err != nil {
		t.Fatal(err)
	}
	want(t, "the old promise", o.load(t, before).Promised, promised)
	d := goodDraft()
	d.Key = "another"
	after, err := o.Submit(ctx, filer, d)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "the new promise", o.load(t, after).Promised, o.calendar.DateOf(o.at).AddDays(2))
}

func TestAnElectionPeriodMarksWhatIsFiledInIt(t *testing.T) {
	for _, tt := range []struct {
		at   string // by the clock of Greenwich; the office is five hours behind
		want bool
	}{
		{"2026-11-15T04:59:00Z", false}, {"2026-11-15T05:00:00Z", true}, {"2026-12-21T04:59:00Z", true}, {"2026-12-21T05:00:00Z", false},
	} {
		o := newOffice()
		o.setAll(t, manager)
		o.at, _ = time.Parse(time.RFC3339, tt.at)
		d := goodDraft()
		d.Notice = o.settings(t).Notice.Version
		id, err := o.Submit(ctx, filer, d)
		if err != nil {
			t.Fatal(err)
		}
		want(t, tt.at, o.load(t, id).Facts.ElectionPeriod, tt.want)
	}
}

func TestDaysOfAPeriodAreCountedAcrossAChangeOfTheClock(t *testing.T) {
	for _, tt := range []struct {
		from, on, to string
		day, length  int
	}{
		{"2026-03-01", "2026-03-08", "2026-03-31", 8, 31}, // clocks go forward on the 8th
		{"2026-10-20", "2026-11-02", "2026-11-24", 14, 36},
		{"2027-12-30", "2028-03-01", "2028-03-01", 63, 63}, // leap year
	} {
		p := ElectionPeriod{From: mustDate(t, tt.from), To: mustDate(t, tt.to)}
		want(t, tt.on, p.DayOf(mustDate(t, tt.on)), tt.day)
		want(t, tt.from+" to "+tt.to, p.Length(), tt.length)
	}
}

func mustDate(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAdvisorsHearOfAPeriodTwoWeeksAhead(t *testing.T) {
	s := Settings{Elections: []ElectionPeriod{{From: mustDate(t, "2026-12-10"), To: mustDate(t, "2027-01-10")}}}
	for day, n := range map[string]int{"2026-11-25": 0, "2026-11-26": 1, "2026-12-09": 1, "2026-12-10": 0} {
		want(t, day, len(s.Upcoming(mustDate(t, day))), n)
	}
}

func TestANonsensePeriodIsRefused(t *testing.T) {
	both := Text{"Election", "Élection"}
	for name, tt := range map[string]struct {
		d     ElectionDraft
		field string
	}{
		"ends before it begins": {ElectionDraft{Name: both, Level: "federal", From: "2026-12-02", To: "2026-12-01"}, "to"},
		"longer than a year":    {ElectionDraft{Name: both, Level: "federal", From: "2026-01-01", To: "2027-06-01"}, "to"},
		"no such day":           {ElectionDraft{Name: both, Level: "federal", From: "2026-02-30", To: "2026-06-01"}, "from"},
		"a slip of the year":    {ElectionDraft{Name: both, Level: "federal", From: "0206-01-01", To: "2026-06-01"}, "from"},
		"no level":              {ElectionDraft{Name: both, Level: "none", From: "2026-01-01", To: "2026-01-31"}, "level_of"},
		"French is missing":     {ElectionDraft{Name: Text{En: "Election"}, Level: "federal", From: "2026-01-01", To: "2026-01-31"}, "name_fr"},
	} {
		o := newOffice()
		err := o.SetElection(ctx, manager, o.form(t, ElectionsSetting, ""), tt.d)
		wantOne(t, name, err, tt.field)
	}
}

func wantOne(t *testing.T, what string, err error, field string) {
	t.Helper()
	e, ok := err.(*Error)
	if !ok || e.Kind != Invalid || len(e.Problems) != 1 || e.Problems[0].Field != field {
		t.Errorf("%s: %v, want one problem at %s", what, err, field)
	}
}

func TestSettingsThatDoNotHoldTogetherAreRefused(t *testing.T) {
	both := Text{"Yes", "Oui"}
	for name, tt := range map[string]struct {
		set   func(o *office, s Stamp) error
		of    Setting
		field string
	}{
		"no way to reach it": {func(o *office, s Stamp) error { return o.SetContact(ctx, manager, s, Contact{Name: both}) }, ContactSetting, "phone"},
		"not an address": {func(o *office, s Stamp) error {
			return o.SetContact(ctx, manager, s, Contact{Name: both, Email: "Office <office@example.org>"})
		}, ContactSetting, "email"},
		"hours in one language": {func(o *office, s Stamp) error {
			return o.SetContact(ctx, manager, s, Contact{Name: both, Email: "o@example.org", Hours: Text{En: "8 to 4"}})
		}, ContactSetting, "hours_fr"},
		"a section in one language": {func(o *office, s Stamp) error {
			return o.SetNotice(ctx, manager, s, Notice{Summary: both, Sections: []NoticeSection{{}, {both, Text{Fr: "Oui"}}}})
		}, NoticeSetting, "section_1_text_en"},
		"no days": {func(o *office, s Stamp) error { return o.SetStandard(ctx, manager, s, StandardDraft{"0", "30"}) }, StandardSetting, "days"},
		"a meaning in one language": {func(o *office, s Stamp) error {
			return o.SetMeanings(ctx, manager, s, map[Status]Text{Closed: {En: "It is closed."}})
		}, MeaningsSetting, "meaning_closed_fr"},
		"neither open nor closed": {func(o *office, s Stamp) error {
			return o.SetDay(ctx, manager, s, OfficeDayDraft{"2026-12-24", "", both})
		}, DaysSetting, "kind"},
	} {
		o := newOffice()
		wantOne(t, name, tt.set(o, o.form(t, tt.of, "")), tt.field)
	}
}

func TestEmptyingAMeaningBringsTheCataloguesBack(t *testing.T) {
	o := newOffice()
	o.setAll(t, manager)
	if err := o.SetMeanings(ctx, manager, o.form(t, MeaningsSetting, ""), nil); err != nil {
		t.Fatal(err)
	}
	want(t, "meanings", len(o.settings(t).Meanings), 0)
}

func TestEachNoticeHasItsNumberAndStaysReadable(t *testing.T) {
	o := newOffice()
	o.standing.started.Notice = Notice{Version: "1", Summary: Text{"First", "Premier"}}
	for _, words := range []string{"Second", "Second", "Third"} {
		n := Notice{Summary: Text{words, words}}
		if err := o.SetNotice(ctx, manager, o.form(t, NoticeSetting, ""), n); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "version", o.settings(t).Notice.Version, "3")
	for version, words := range map[string]string{"1": "First", "2": "Second", "3": "Third"} {
		n, err := o.NoticeOf(ctx, version)
		if err != nil {
			t.Fatal(err)
		}
		want(t, "notice "+version, n.Summary.En, words)
	}
	if _, err := o.NoticeOf(ctx, "4"); KindOf(err) != NotFound {
		t.Errorf("a notice that never was: %v", err)
	}
}

func TestADayOfTheOfficeIsReplacedAndCleared(t *testing.T) {
	o := newOffice()
	both := Text{"Move", "Déménagement"}
	for _, kind := range []string{DayClosed, DayOpen} {
		if err := o.SetDay(ctx, manager, o.form(t, DaysSetting, ""), OfficeDayDraft{"2026-12-24", kind, both}); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "days", len(o.settings(t).Days), 1)
	want(t, "open", o.settings(t).Days[0].Open, true)
	if err := o.ClearDay(ctx, manager, o.form(t, DaysSetting, ""), "2026-12-24"); err != nil {
		t.Fatal(err)
	}
	want(t, "days", len(o.settings(t).Days), 0)
	if err := o.ClearDay(ctx, manager, o.form(t, DaysSetting, ""), "2026-12-24"); KindOf(err) != NotFound {
		t.Errorf("clearing it again: %v, want not found", err)
	}
}
