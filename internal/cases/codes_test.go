package cases

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// secondText is a second version: TRUST has another name, DUTIES is split,
// R-LIABILITY is gone, GENERATED is new, and SCRUTINY has other words.
func secondText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/code2.json")
	wantKind(t, err, 0)
	return string(text)
}

func secondCode(t *testing.T) Code {
	t.Helper()
	code, err := ParseCode(strings.NewReader(secondText(t)))
	wantKind(t, err, 0)
	return code
}

// twoCodes are both versions on a day on which the second is in force.
func twoCodes(t *testing.T) Codes {
	t.Helper()
	return NewCodes([]Code{FirstCode(), secondCode(t)}, Date{2027, time.April, 1})
}

var operator = User{ID: Operator, Roles: NewRoles(Advisor)}

func TestAVersionIsInForceFromItsDay(t *testing.T) {
	codes := twoCodes(t)
	for _, tt := range []struct {
		on   Date
		want int
	}{
		{Date{1999, time.January, 1}, 1}, {Date{2020, time.January, 1}, 1}, {Date{2027, time.March, 31}, 1},
		{Date{2027, time.April, 1}, 2}, {Date{2030, time.January, 1}, 2},
	} {
		want(t, tt.on.String(), codes.On(tt.on).Version, tt.want)
	}
}

func TestAnEntryIsFollowedThroughTheVersions(t *testing.T) {
	codes := twoCodes(t)
	tests := []struct {
		sentence    string
		code        EntryCode
		today, kin  string
		goneBecause string
	}{
		{"one that stands", "LOYALTY", "[LOYALTY]", "[LOYALTY]", ""},
		{"one renamed", "TRUST", "[EMPLOYER-TRUST]", "[TRUST EMPLOYER-TRUST]", ""},
		{"its new name", "EMPLOYER-TRUST", "[EMPLOYER-TRUST]", "[EMPLOYER-TRUST TRUST]", ""},
		{"one split", "DUTIES", "[DUTIES-ABILITY DUTIES-APPEARANCE]", "[DUTIES DUTIES-ABILITY DUTIES-APPEARANCE]", ""},
		{"a part, which is no kin of the other part", "DUTIES-ABILITY", "[DUTIES-ABILITY]", "[DUTIES-ABILITY DUTIES]", ""},
		{"one gone", "R-LIABILITY", "[]", "[R-LIABILITY]", "Personal liability is explained by Legal Services."},
		{"one that is new", "GENERATED", "[GENERATED]", "[GENERATED]", ""},
		{"one that nobody knows", "HONOUR", "[]", "[HONOUR]", ""},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			want(t, "today", fmt.Sprint(codesOf(codes.Today(tt.code))), tt.today)
			want(t, "kin", fmt.Sprint(codes.Kin(tt.code)), tt.kin)
			reason, _ := codes.Gone(tt.code)
			want(t, "reason", reason.En, tt.goneBecause)
		})
	}
	want(t, "former", fmt.Sprint(codesOf(codes.Former())), "[DUTIES TRUST R-LIABILITY]")
}

func TestAVersionThatIsStillToComeChangesNothingYet(t *testing.T) {
	codes := NewCodes([]Code{FirstCode(), secondCode(t)}, Date{2027, time.March, 31})
	want(t, "today", fmt.Sprint(codesOf(codes.Today("TRUST"))), "[TRUST]")
	want(t, "so far", len(codes.SoFar()), 1)
	want(t, "former", len(codes.Former()), 0)
	_, found := codes.Entry("GENERATED")
	want(t, "an entry of it is offered", found, false)
}

func TestTheWordsOfAnEntryAreThoseOfItsVersion(t *testing.T) {
	codes := twoCodes(t)
	first, _ := codes.EntryIn(1, "SCRUTINY")
	second, _ := codes.EntryIn(2, "SCRUTINY")
	want(t, "first", first.Title.En, "Public scrutiny")
	want(t, "second", second.Title.En, "Closest public scrutiny")
	old, found := codes.EntryIn(2, "TRUST")
	want(t, "one that the version has not", found && old.Title.En == "Employer's trust", true)
}

func TestTheNextVersionIsLoadedWholeOrNotAtAll(t *testing.T) {
	tests := []struct{ sentence, old, new, field, key string }{
		{"a good one", "", "", "", ""},
		{"a number left out", `"version": 2`, `"version": 3`, "version", "code_fault.version"},
		{"a day that is not later", "2027-04-01", "2020-01-01", "in_force", "code_fault.not_later"},
		{"an entry forgotten", `"code": "LOYALTY"`, `"code": "FIDELITY"`, "LOYALTY", "code_fault.lost"},
		{"a replacement of nothing", `"code": "TRUST",`, `"code": "HONOUR",`, "HONOUR", "code_fault.replaces_unknown"},
		{"a replacement by nothing that is there", `    "EMPLOYER-TRUST"`, `    "HONOUR"`, "TRUST", "code_fault.replaced_by_unknown"},
		{"a replacement of what stands", `"code": "TRUST",`, `"code": "LOYALTY",`, "LOYALTY", "code_fault.replaced_stands"},
		{"two words on one entry", `"code": "TRUST",`, `"code": "DUTIES",`, "DUTIES", "code_fault.replaced_twice"},
		{"gone without a reason in French", "La responsabilité personnelle est expliquée par les Services juridiques.", "", "R-LIABILITY", "code_fault.reason"},
		{"gone for a reason that cannot be seen", "La responsabilité personnelle est expliquée par les Services juridiques.", `\u200d`, "R-LIABILITY", "code_fault.reason"},
		{"a text missing", "Contenu généré", "", "GENERATED", "code_fault.text_missing.fr"},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			text := secondText(t)
			want(t, "the text has it", strings.Contains(text, tt.old), true)
			_, err := o.LoadCode(ctx, operator, strings.NewReader(strings.Replace(text, tt.old, tt.new, 1)), false)
			if tt.key == "" {
				wantKind(t, err, 0)
				want(t, "versions", len(o.store.codes), 2)
				want(t, "act", o.store.ledger[0].Act, LoadCode)
				want(t, "digest", o.store.ledger[0].Digest, secondCode(t).Digest())
				return
			}
			wantProblem(t, err, tt.field, tt.key)
			want(t, "versions", len(o.store.codes), 1)
			want(t, "entries of the ledger", len(o.store.ledger), 0)
		})
	}
}

func TestACodeGivenUpDoesNotReturn(t *testing.T) {
	third := secondCode(t)
	third.Version, third.InForce, third.Replaces = 3, Date{2028, time.April, 1}, nil
	for i, e := range third.Entries {
		if e.Code == "EMPLOYER-TRUST" {
			third.Entries[i].Code = "TRUST"
		}
	}
	o := newOffice()
	o.store.codes = append(o.store.codes, secondCode(t))
	_, err := o.LoadCode(ctx, operator, strings.NewReader(string(third.File())), false)
	wantProblem(t, err, "TRUST", "code_fault.returns")
	wantProblem(t, err, "EMPLOYER-TRUST", "code_fault.lost")
}

func TestCheckingAVersionKeepsNothing(t *testing.T) {
	o := newOffice()
	code, err := o.LoadCode(ctx, operator, strings.NewReader(secondText(t)), true)
	wantKind(t, err, 0)
	want(t, "version", code.Version, 2)
	want(t, "versions", len(o.store.codes), 1)
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}

func TestTheCodeIsLoadedByTheOperatorOrAnAdministrator(t *testing.T) {
	for _, u := range []User{filer, edmund, auditor} {
		_, err := newOffice().LoadCode(ctx, u, strings.NewReader(secondText(t)), false)
		wantKind(t, err, Forbidden)
	}
	_, err := newOffice().LoadCode(ctx, manager, strings.NewReader(secondText(t)), false)
	wantKind(t, err, 0)
}

// afterTheSecond is an office in which the second version came into force at
// midnight of the office's zone, five hours behind.
func afterTheSecond(t *testing.T) *office {
	o := newOffice()
	o.store.codes = append(o.store.codes, secondCode(t))
	o.at = time.Date(2027, time.April, 1, 5, 0, 0, 0, time.UTC)
	return o
}

func TestAFormOfAnotherVersionOfTheCodeIsRefused(t *testing.T) {
	advice, mark := goodAdvice, AnnotationDraft{Entries: []string{"LOYALTY"}}
	acts := map[string]func(*office, *Case, Stamp) error{
		"advice":     func(o *office, c *Case, s Stamp) error { return o.Advise(ctx, edmund, c.ID, s, advice) },
		"annotation": func(o *office, c *Case, s Stamp) error { return o.Annotate(ctx, edmund, c.ID, s, mark) },
		"edit": func(o *office, c *Case, s Stamp) error {
			return o.EditAnnotation(ctx, edmund, c.ID, s, plantedNote, "LOYALTY", "")
		},
		"preview": func(o *office, c *Case, s Stamp) error {
			_, err := o.Preview(ctx, c, s, advice)
			return err
		},
	}
	advice.Obligations = []string{"LOYALTY"}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			o := afterTheSecond(t)
			c := o.plant(InReview)
			for _, drawn := range []int{1, 3, -1} {
				err := act(o, c, Stamp{Version: c.Version, Code: drawn})
				wantKind(t, err, Conflict)
				want(t, "said", err.(*Error).Key, "error.code_moved_on")
			}
			wantKind(t, act(o, c, Stamp{Version: c.Version, Code: 2}), 0)
		})
	}
}

func TestAMinuteBeforeMidnightTheOldCodeIsInForce(t *testing.T) {
	o := afterTheSecond(t)
	o.at = o.at.Add(-time.Minute)
	c := o.plant(InReview)
	d := goodAdvice
	d.Obligations = []string{"TRUST"}
	wantKind(t, o.Advise(ctx, edmund, c.ID, Stamp{Version: c.Version, Code: 1}, d), 0)
	want(t, "version", o.kept(t).CurrentAdvice().Advice.CodeVersion, 1)
}

func TestOnlyEntriesInForceAreTaken(t *testing.T) {
	o := afterTheSecond(t)
	c := o.plant(InReview)
	s := Stamp{Version: c.Version, Code: 2}
	wantProblem(t, o.Annotate(ctx, edmund, c.ID, s, AnnotationDraft{Entries: []string{"TRUST"}}), "obligations", "problem.unknown_choice")
	wantKind(t, o.Annotate(ctx, edmund, c.ID, s, AnnotationDraft{Entries: []string{"EMPLOYER-TRUST"}}), 0)
	all := o.kept(t).CurrentAnnotations()
	want(t, "version it was made under", all[len(all)-1].CodeVersion, 2)
}

func TestAnImportedAnswerRestsOnTheCodeOfItsDay(t *testing.T) {
	o := afterTheSecond(t)
	for _, tt := range []struct {
		replied Date
		entry   EntryCode
		version int
	}{{Date{2027, time.March, 31}, "TRUST", 1}, {Date{2027, time.April, 1}, "EMPLOYER-TRUST", 2}} {
		in := past(asIs)
		in.ExternalID, in.Submitted, in.Replied = string(tt.entry), tt.replied, tt.replied
		in.Obligations = []EntryCode{tt.entry}
		_, err := o.Import(ctx, []Imported{in})
		wantKind(t, err, 0)
		c, err := o.store.Imported(ctx, in.ExternalID)
		wantKind(t, err, 0)
		want(t, "version", c.CurrentAdvice().Advice.CodeVersion, tt.version)
		want(t, "version of the annotation", c.Annotations[0].CodeVersion, tt.version)
	}
}
