package cases

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestATextIsKeptTheOneWay(t *testing.T) {
	tests := []struct{ sentence, typed, text, line string }{
		{"line breaks of Windows", "un\r\ndeux", "un\ndeux", "un deux"},
		{"line breaks of old", "un\rdeux\r\rtrois", "un\ndeux\n\ntrois", "un deux trois"},
		{"control characters go", "a\x00b\x07c\x1b[31md\x7fe\u0085f", "abc[31mdef", "abc[31mdef"},
		{"tabs stay", "a\tb", "a\tb", "a b"},
		{"what is not UTF-8 is marked", "a\xffb\xc3", "a\uFFFDb\uFFFD", "a\uFFFDb\uFFFD"},
		{"right-to-left text and its marks stay", "\u200fمرحبا\u202e!", "\u200fمرحبا\u202e!", "\u200fمرحبا\u202e!"},
		{"emoji and their joiners stay", "👩‍💻🏽", "👩‍💻🏽", "👩‍💻🏽"},
		{"white space around goes", " \n\u00a0un\u00a0\t\n", "un", "un"},
		{"accents are composed", "cafe\u0301", "café", "café"},
		{"markup is only text", "<b>{{.}}</b>'; --", "<b>{{.}}</b>'; --", "<b>{{.}}</b>'; --"},
		{"nothing", "\x00\r\n", "", ""},
	}
	o := newOffice()
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			want(t, "text", o.tidy(tt.typed), tt.text)
			want(t, "line", o.tidyLine(tt.typed), tt.line)
			want(t, "text tidied again", o.tidy(tt.text), tt.text)
		})
	}
}

func TestEveryTextHasItsLimitInCharacters(t *testing.T) {
	tests := []struct {
		field string
		max   int
		do    func(o *office, text string) error
	}{
		{"subject", 200, filing(func(d *Draft, s string) { d.Subject = s })},
		{"situation", 20_000, filing(func(d *Draft, s string) { d.Situation = s })},
		{"platform_detail", 100, filing(func(d *Draft, s string) { d.Facts.PlatformDetail = s })},
		{"link", 2_000, filing(func(d *Draft, s string) { d.Facts.Link = s })},
		{"audience", 500, filing(func(d *Draft, s string) { d.Facts.Audience = s })},
		{"notice", 100, calling(func(d *CallDraft, s string) { d.Notice = s })},
		{"text", 20_000, writing(Answered, func(o *office, s string) error {
			return o.FollowUp(ctx, filer, plantedID, Stamp{Version: 3}, s, "fr")
		})},
		{"text", 20_000, writing(InReview, func(o *office, s string) error {
			return o.Add(ctx, filer, plantedID, Stamp{Version: 3}, s, "fr")
		})},
		{"text", 20_000, writing(AwaitingEmployee, func(o *office, s string) error {
			return o.Answer(ctx, filer, plantedID, Stamp{Version: 3}, s, "fr")
		})},
		{"text", 20_000, writing(InReview, func(o *office, s string) error {
			return o.Ask(ctx, edmund, plantedID, Stamp{Version: 5}, s, "fr")
		})},
		{"text", 10_000, writing(InReview, func(o *office, s string) error {
			return o.WriteNote(ctx, edmund, plantedID, Stamp{Version: 5}, s)
		})},
		{"text", 20_000, writing(InReview, func(o *office, s string) error {
			return o.Advise(ctx, edmund, plantedID, Stamp{Version: 5}, AdviceDraft{"no_concern", "", []string{"TRUST"}, s, ""})
		})},
		{"text", 20_000, writing(Closed, func(o *office, s string) error {
			return o.Correct(ctx, edmund, plantedID, Stamp{Version: 5}, AdviceDraft{"no_concern", "", []string{"TRUST"}, s, ""})
		})},
		{"why", 2_000, writing(InReview, func(o *office, s string) error {
			return o.Annotate(ctx, edmund, plantedID, Stamp{Version: 5}, AnnotationDraft{Entries: []string{"TRUST"}, Why: s})
		})},
		{"why", 2_000, writing(InReview, func(o *office, s string) error {
			return o.EditAnnotation(ctx, edmund, plantedID, Stamp{Version: 5}, plantedNote, "TRUST", s)
		})},
	}
	for _, tt := range tests {
		t.Run(tt.field, func(t *testing.T) {
			wantKind(t, tt.do(newOffice(), strings.Repeat("é", tt.max)), 0)
			wantTooLong(t, tt.do(newOffice(), strings.Repeat("é", tt.max+1)), tt.field, tt.max, tt.max+1)
			wantTooLong(t, tt.do(newOffice(), strings.Repeat("x", 1<<20)), tt.field, tt.max, 1<<20)
			wantProblem(t, tt.do(newOffice(), strings.Repeat("\xff\xfe🎉", 1<<17)), tt.field, "problem.too_long")
		})
	}
}

func filing(bend func(*Draft, string)) func(*office, string) error {
	return func(o *office, text string) error {
		d := goodDraft()
		bend(&d, text)
		_, err := o.Submit(ctx, filer, d)
		return err
	}
}

func calling(bend func(*CallDraft, string)) func(*office, string) error {
	return func(o *office, text string) error {
		d := goodCall()
		bend(&d, text)
		_, err := o.LogCall(ctx, delphine, d)
		return err
	}
}

func writing(from Status, do func(*office, string) error) func(*office, string) error {
	return func(o *office, text string) error {
		o.plant(from)
		return do(o, text)
	}
}

func wantTooLong(t *testing.T, err error, field string, max, count int) {
	t.Helper()
	wantProblem(t, err, field, "problem.too_long")
	var e *Error
	if errors.As(err, &e) {
		want(t, "Max told", e.Problems[0].Args["Max"], any(max))
		want(t, "Count told", e.Problems[0].Args["Count"], any(count))
	}
}

func TestWhatIsFiledIsTidied(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	d.Subject, d.Situation = "  Une\r\n\x00pétition ", "\r\nligne 1\r\nligne 2\x08"
	d.Facts.Link, d.Facts.Audience, d.Notice = " https://example.org/a\n", "mes\tamis", "2026-01\x00"
	id, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	c := o.load(t, id)
	want(t, "subject", c.Subject, "Une pétition")
	want(t, "situation", c.Situation, "ligne 1\nligne 2")
	want(t, "link", c.Facts.Link, "https://example.org/a")
	want(t, "audience", c.Facts.Audience, "mes amis")
	want(t, "notice", c.Notice, "2026-01")
}

// factFields are the names that the form gives to the facts of closed lists.
var factFields = map[string]string{
	"Platform": "platform", "Stage": "stage", "Identity": "identity", "EmployerVisible": "employer_visible",
	"Level": "level", "PublicFacing": "public_facing", "Supervises": "supervises", "CloseToSubject": "close_to_subject",
	"Election": "election", "WorkInformation": "work_information", "OthersInvolved": "others_involved",
	"MediaContact": "media_contact", "OutsideIncome": "outside_income", "UnionCapacity": "union_capacity",
}

func TestEveryFactOfAClosedListRefusesWhatTheListDoesNotHold(t *testing.T) {
	facts := reflect.TypeFor[Facts]()
	free := map[string]bool{"PlatformDetail": true, "Link": true, "Audience": true, "ElectionPeriod": true}
	for i := range facts.NumField() {
		name := facts.Field(i).Name
		if free[name] {
			continue
		}
		for _, wrong := range []string{"nonsense", "YES", " yes", "Facebook", "1", "<b>"} {
			o := newOffice()
			d := goodDraft()
			reflect.ValueOf(&d.Facts).Elem().Field(i).SetString(wrong)
			_, err := o.Submit(ctx, filer, d)
			key := "problem.unknown_choice"
			if name == "Platform" || name == "Stage" {
				key = "problem." + factFields[name] + ".missing"
			}
			wantProblem(t, err, factFields[name], key)
			want(t, "cases", len(o.store.cases), 0)
		}
	}
}

func TestEveryValueOfEveryListIsAccepted(t *testing.T) {
	var all []Facts
	add := func(f Facts) { all = append(all, f) }
	for _, p := range Platforms() {
		add(Facts{Platform: p, Stage: Posted})
	}
	for _, s := range Stages() {
		add(Facts{Platform: "x", Stage: s})
	}
	for _, i := range Identities() {
		add(Facts{Platform: "x", Stage: Posted, Identity: i})
	}
	for _, l := range Levels() {
		add(Facts{Platform: "x", Stage: Posted, Level: l})
	}
	for _, e := range Elections() {
		add(Facts{Platform: "x", Stage: Posted, Election: e})
	}
	for _, y := range append(YesNos(), Unsaid) {
		add(Facts{Platform: "x", Stage: Posted, EmployerVisible: y, PublicFacing: y, Supervises: y, CloseToSubject: y,
			WorkInformation: y, OthersInvolved: y, MediaContact: y, OutsideIncome: y, UnionCapacity: y})
	}
	for _, f := range all {
		o := newOffice()
		d := goodDraft()
		d.Facts = f
		id, err := o.Submit(ctx, filer, d)
		wantKind(t, err, 0)
		want(t, "facts", o.load(t, id).Facts, f)
	}
}

func TestAnElectionPeriodIsNotThePersonsToSay(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	d.Facts.ElectionPeriod = true
	id, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	want(t, "election period", o.load(t, id).Facts.ElectionPeriod, false)
}

func TestWhenFactsTouchAnElection(t *testing.T) {
	for f, touches := range map[Facts]bool{
		{}: false, {Election: NoElection}: false, {Election: "municipal"}: true,
		{ElectionPeriod: true}: true, {ElectionPeriod: true, Election: NoElection}: true,
	} {
		want(t, string(f.Election), f.TouchesElection(), touches)
	}
}

func TestTheDayOnWhichSheNeedsAnAnswer(t *testing.T) {
	tests := []struct{ sentence, typed, problem string }{
		{"none", "", ""},
		{"today in the office", "2026-11-19", ""},
		{"tomorrow", "2026-11-20", ""},
		{"yesterday", "2026-11-18", "past"},
		{"long ago", "0001-01-01", "past"},
		{"in five years", "2031-12-31", ""},
		{"in six years", "2032-01-01", "far"},
		{"a day that is none", "2026-02-30", "date"},
		{"another way of writing", "20/11/2026", "date"},
		{"a moment", "2026-11-20T10:00:00Z", "date"},
		{"words", "demain", "date"},
		{"a year without end", "99999-01-01", "date"},
		{"control characters", "2026-11-20\x00", "date"},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			d := goodDraft()
			d.NeededBy = tt.typed
			id, err := o.Submit(ctx, filer, d)
			if tt.problem != "" {
				wantProblem(t, err, "needed_by", "problem.needed_by."+tt.problem)
				return
			}
			wantKind(t, err, 0)
			want(t, "day", o.load(t, id).NeededBy.String(), tt.typed)
		})
	}
}

func TestLanguagesAreTheOfficialOnes(t *testing.T) {
	for _, wrong := range []string{"", "de", "EN", "fr-CA", "en "} {
		d := goodDraft()
		d.Lang, d.AnswerLang = wrong, wrong
		_, err := newOffice().Submit(ctx, filer, d)
		wantProblem(t, err, "lang", "problem.lang.missing")
		wantProblem(t, err, "answer_lang", "problem.answer_lang.missing")
	}
	want(t, "the other", English.Other(), French)
	want(t, "the other", French.Other(), English)
}

func TestAnOptionalTextInWhichNothingCanBeSeenIsLeftOut(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	d := goodAdvice
	d.WouldChange = unseen
	m, err := o.Preview(ctx, c, Stamp{}, d)
	wantKind(t, err, 0)
	want(t, "what would change it", m.Advice.WouldChange, "")
	wantKind(t, o.Annotate(ctx, delphine, plantedID, Stamp{Version: c.Version}, AnnotationDraft{Entries: []string{"LOYALTY"}, Why: unseen}), 0)
	wantKind(t, o.EditAnnotation(ctx, delphine, plantedID, Stamp{Version: c.Version + 1}, plantedNote, "NEUTRALITY", unseen), 0)
	for _, a := range o.kept(t).Annotations[1:] {
		want(t, "why", a.Why, "")
	}
}
