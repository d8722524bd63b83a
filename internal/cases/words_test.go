package cases

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestEverySetOfRolesIsReadAsItWasWritten(t *testing.T) {
	for i := range 8 {
		set := NewRoles()
		for j, r := range []Role{Advisor, Administrator, Auditor} {
			if i&(1<<j) != 0 {
				set |= Roles(r)
			}
		}
		want(t, set.String(), ParseRoles(set.String()), set)
		want(t, "everybody is an employee", set.Has(Employee), true)
	}
	for _, r := range AllRoles() {
		got, known := ParseRole(r.String())
		want(t, r.String(), got, r)
		want(t, "known", known, true)
	}
}

func TestWhatIsNotUnderstoodGivesNoRights(t *testing.T) {
	for _, s := range []string{"", "Advisor", "advisor ", "admin", "advisor;auditor", "root", ",,", "employee"} {
		want(t, s, ParseRoles(s), NewRoles())
	}
	want(t, "the one that is understood", ParseRoles("root,auditor,Advisor"), NewRoles(Auditor))
	want(t, "zero", Roles(0).String(), "employee")
	_, known := ParseRole("")
	want(t, "no role", known, false)
}

func TestADisabledAdvisorIsNone(t *testing.T) {
	want(t, "enabled", delphine.IsAdvisor(), true)
	want(t, "disabled", disabled(delphine).IsAdvisor(), false)
}

func TestOnlyWhatHasTheShapeOfAnIdNamesACase(t *testing.T) {
	good := string(plantedID)
	id, err := ParseCaseID(good)
	wantKind(t, err, 0)
	want(t, "id", id, plantedID)
	for _, s := range []string{"", good[:25], good + "0", strings.ToUpper(good), good + "\n", "\n" + good[:25], "i" + good[1:],
		"l" + good[1:], "o" + good[1:], "u" + good[1:], "VE-2026-0042", "../../../../../../../etc/pw", strings.Repeat("é", 13),
		strings.Repeat("0", 1<<20), good[:25] + "\x00", "' or 1=1 -- " + good[:14]} {
		_, err := ParseCaseID(s)
		wantKind(t, err, NotFound)
		if err == nil || err.Error() != ErrNotFound().Error() {
			t.Errorf("%.30q: got %v, want what a missing case answers", s, err)
		}
	}
}

func TestNewIdsHaveTheShapeAndDiffer(t *testing.T) {
	seen := map[CaseID]bool{}
	random := rand.NewChaCha8([32]byte{2})
	for range 1000 {
		id, err := newID[CaseID](random)
		if err != nil || seen[id] {
			t.Fatalf("got %s, %v, want a new id", id, err)
		}
		seen[id] = true
		if _, err := ParseCaseID(string(id)); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := NewUserID(strings.NewReader("short")); err == nil {
		t.Error("an id was drawn from too little randomness")
	}
}

func TestAReferenceGrowsPastTenThousand(t *testing.T) {
	want(t, "small", Reference(2026, 42), "VE-2026-0042")
	want(t, "large", Reference(2026, 12345), "VE-2026-12345")
}

func TestADayIsADayInTheOffice(t *testing.T) {
	at := time.Date(2026, 3, 1, 4, 59, 0, 0, time.UTC)
	want(t, "there", DateOf(at, eastern).String(), "2026-02-28")
	want(t, "here", DateOf(at, time.UTC).String(), "2026-03-01")
	want(t, "no day", Date{}.String(), "")
	want(t, "a day later", Date{2024, 2, 28}.AddDays(1), Date{2024, 2, 29})
	want(t, "a year earlier", Date{2026, 1, 1}.AddDays(-365), Date{2025, 1, 1})
	want(t, "before", Date{2026, 1, 31}.Before(Date{2026, 2, 1}), true)
	want(t, "before itself", Date{2026, 2, 1}.Before(Date{2026, 2, 1}), false)
	for _, s := range []string{"", "2026-13-01", "2026-1-1", "26-01-01", "2026-02-29", "2026/01/01"} {
		if _, err := ParseDate(s); err == nil {
			t.Errorf("%q was read as a day", s)
		}
	}
}

func TestARefusalIsKnownThroughWhatWrapsIt(t *testing.T) {
	err := fmt.Errorf("open: %w", ErrNotFound())
	want(t, "kind", KindOf(err), NotFound)
	want(t, "a fault of ours", KindOf(errors.New("disk full")), 0)
	want(t, "nothing", KindOf(nil), 0)
	var ps problems
	ps.add("text", "problem.too_long", "Max", 3)
	want(t, "for an operator", ps.err().Error(), "error.invalid (text: problem.too_long)")
	want(t, "no problem", problems(nil).err(), nil)
}

func TestEveryCodeOfEveryListIsReadAndNothingElse(t *testing.T) {
	readable(t, "status", Statuses(), ParseStatus)
	readable(t, "platform", Platforms(), ParsePlatform)
	readable(t, "stage", Stages(), ParseStage)
	readable(t, "channel", Channels(), ParseChannel)
	readable(t, "outcome", Outcomes(), ParseOutcome)
	readable(t, "destination", Destinations(), ParseDestination)
	readable(t, "reason", CloseReasons(), ParseCloseReason)
	readable(t, "priority", Priorities(), ParsePriority)
	readable(t, "view", Views(), ParseView)
	readable(t, "lang", Langs(), ParseLang)
}

func readable[T ~string](t *testing.T, list string, all []T, read func(string) (T, bool)) {
	t.Helper()
	seen := map[T]bool{}
	for _, v := range all {
		got, known := read(string(v))
		want(t, list, got, v)
		want(t, list+" "+string(v)+" is known, once", known && !seen[v], true)
		seen[v] = true
	}
	for _, wrong := range []string{"", "nonsense", " " + string(all[0]), string(all[0]) + "\x00"} {
		got, known := read(wrong)
		want(t, list+" of "+wrong, string(got), "")
		want(t, list+" knows "+wrong, known, false)
	}
}

func TestTheClosedListsAreThoseOfTheDesign(t *testing.T) {
	want(t, "platforms", len(Platforms()), 14)
	want(t, "destinations", len(Destinations()), 13)
	want(t, "statuses", fmt.Sprint(Statuses()), "[new in_review awaiting_employee answered closed withdrawn]")
	want(t, "outcomes", fmt.Sprint(Outcomes()), "[no_concern with_precautions not_recommended not_consistent referred]")
	var open, ours []Status
	for _, s := range Statuses() {
		if s.IsOpen() {
			open = append(open, s)
		}
		if s.WaitsForOffice() {
			ours = append(ours, s)
		}
	}
	want(t, "open", fmt.Sprint(open), "[new in_review awaiting_employee]")
	want(t, "waiting for us", fmt.Sprint(ours), "[new in_review]")
}

func TestAYearIsAllItsDays(t *testing.T) {
	from, to := YearSpan(2026)
	want(t, "from", from.String(), "2026-01-01")
	want(t, "to", to.String(), "2026-12-31")
}

func TestWhichMessagesAreTheOffices(t *testing.T) {
	for kind, office := range map[MessageKind]bool{Addition: false, Reply: false, FollowUpAsked: false, Question: true, Advised: true} {
		want(t, string(kind), kind.IsFromOffice(), office)
	}
}
