package cases

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFromWhichSideAPersonLooksAtACase(t *testing.T) {
	theirs := newOffice().plant(InReview)
	hers := copyOf(theirs)
	hers.Filer = delphine.ID
	herExcluded := copyOf(theirs)
	herExcluded.Excluded = []UserID{filer.ID}
	imported := copyOf(theirs)
	imported.Filer = ""
	tests := []struct {
		sentence string
		c        *Case
		u        User
		want     Side
	}{
		{"the filer looks from the filer's side", theirs, filer, FilerSide},
		{"an advisor looks from the office's side", theirs, delphine, OfficeSide},
		{"the assigned advisor looks from the office's side", theirs, edmund, OfficeSide},
		{"a stranger sees nothing", theirs, stranger, Outside},
		{"an excluded advisor sees nothing", theirs, recused, Outside},
		{"an administrator sees nothing", theirs, manager, Outside},
		{"an auditor sees nothing", theirs, auditor, Outside},
		{"an administrator who is auditor too sees nothing", theirs, User{ID: "u-x", Roles: NewRoles(Administrator, Auditor)}, Outside},
		{"a disabled filer sees nothing", theirs, disabled(filer), Outside},
		{"a disabled advisor sees nothing", theirs, disabled(edmund), Outside},
		{"an advisor looks at her own case as its filer", hers, delphine, FilerSide},
		{"a filer cannot be excluded from her own case", herExcluded, filer, FilerSide},
		{"nobody is not the filer of a case without one", imported, User{}, Outside},
		{"an advisor without an id sees nothing", theirs, User{Roles: NewRoles(Advisor)}, Outside},
		{"the operator looks at no case", theirs, User{ID: Operator}, Outside},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			want(t, "side", tt.c.SideOf(tt.u), tt.want)
			want(t, "sees a case", tt.c.seenBy(tt.u) != nil, tt.want != Outside)
		})
	}
}

func TestWhoSeesNothingCannotTellThatTheCaseExists(t *testing.T) {
	acts := append(deeds(), deed{Read, filer, func(o *office, u User, _ Stamp) error {
		_, err := o.Open(ctx, u, plantedID)
		return err
	}})
	blind := []User{stranger, recused, manager, auditor, disabled(filer), disabled(delphine), {}, {ID: Operator}}
	for _, d := range acts {
		t.Run(string(d.act), func(t *testing.T) {
			missing := d.do(newOffice(), d.by, Stamp{Version: 5})
			wantKind(t, missing, NotFound)
			for _, u := range blind {
				o := newOffice()
				o.plant(InReview)
				if err := d.do(o, u, Stamp{Version: 5}); !reflect.DeepEqual(err, missing) {
					t.Errorf("%s: got %v, want what a missing case answers: %v", u.ID, err, missing)
				}
				want(t, "entries of the ledger", len(o.store.ledger), 0)
			}
		})
	}
}

func TestADisabledPersonFilesNothingAndListsNothing(t *testing.T) {
	for _, u := range []User{disabled(filer), disabled(delphine), {}} {
		o := newOffice()
		_, err := o.Submit(ctx, u, goodDraft())
		wantKind(t, err, Forbidden)
		_, _, err = o.Queue(ctx, u, QueueQuery{})
		wantKind(t, err, Forbidden)
		advisors, err := o.Advisors(ctx, u)
		wantKind(t, err, 0)
		want(t, "advisors told", len(advisors), 0)
		want(t, "cases", len(o.store.cases), 0)
	}
	o := newOffice()
	for _, u := range []User{disabled(auditor), disabled(manager)} {
		_, err := o.Ledger(ctx, u, 0)
		wantKind(t, err, Forbidden)
	}
}

func TestOnlyAdvisorsHaveAQueue(t *testing.T) {
	o := newOffice()
	for _, u := range []User{filer, manager, auditor} {
		_, _, err := o.Queue(ctx, u, QueueQuery{})
		wantKind(t, err, Forbidden)
		advisors, _ := o.Advisors(ctx, u)
		want(t, "advisors told to "+u.Name, len(advisors), 0)
	}
	_, _, err := o.Queue(ctx, delphine, QueueQuery{})
	wantKind(t, err, 0)
}

// officeOnly are the fields of a case that its filer never sees; filersToo are
// those that she does. A new field belongs in one of the two.
var (
	officeOnly = []string{"Version", "Excluded", "Priority", "PoliticalActivity", "Annotations", "Notes",
		"ExternalID", "ExternalDigest", "Salt", "Invitation", "Precedent", "Citations"}
	filersToo = []string{"ID", "Reference", "Shared", "Status", "Channel", "Filer", "Advisor", "Subject", "Situation",
		"Lang", "AnswerLang", "Facts", "NeededBy", "Notice", "Follows", "Promised", "CloseReason", "SubmittedAt", "AnsweredAt",
		"EndedAt", "Messages", "Call"}
)

func plantCanaries(o *office) *Case {
	c := o.plant(Answered)
	c.Excluded = append(c.Excluded, canary)
	c.Priority, c.PoliticalActivity = canary, true
	c.Annotations = []Annotation{{ID: canary, Entry: canary, Passage: Passage{Quote: canary}, Why: canary, By: canary, RemovedBy: canary}}
	c.Notes = []Note{{ID: canary, By: canary, Text: canary}}
	c.ExternalID, c.ExternalDigest, c.Salt = canary, canary, []byte(canary)
	o.store.cases[c.ID] = copyOf(c)
	o.store.people[canary] = User{ID: canary, Name: canary}
	return c
}

func TestTheFilerNeverHoldsWhatOnlyTheOfficeSees(t *testing.T) {
	o := newOffice()
	c := plantCanaries(o)
	opened, err := o.Open(ctx, filer, c.ID)
	wantKind(t, err, 0)
	j, err := json.Marshal(opened)
	if err != nil {
		t.Fatal(err)
	}
	for _, bird := range []string{canary, base64.StdEncoding.EncodeToString([]byte(canary)), recused.Name, string(recused.ID)} {
		if strings.Contains(string(j), bird) {
			t.Errorf("her opening holds %q: %s", bird, j)
		}
	}
	checkFields(t, reflect.ValueOf(*c), reflect.ValueOf(*opened.Case))
}

func checkFields(t *testing.T, whole, hers reflect.Value) {
	t.Helper()
	for i := range whole.NumField() {
		name := whole.Type().Field(i).Name
		switch {
		case slices.Contains(officeOnly, name):
			want(t, "the planted "+name+" is empty", whole.Field(i).IsZero(), false)
			want(t, "her "+name+" is empty", hers.Field(i).IsZero(), true)
		case slices.Contains(filersToo, name):
			want(t, "her "+name+" is as kept", reflect.DeepEqual(whole.Field(i).Interface(), hers.Field(i).Interface()), true)
		default:
			t.Errorf("field %s: decide whether the filer sees it", name)
		}
	}
}

func TestTheOfficeSeesTheCaseWithoutItsSalt(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	opened, err := o.Open(ctx, edmund, c.ID)
	wantKind(t, err, 0)
	want(t, "annotations", len(opened.Case.Annotations), 1)
	want(t, "salt", len(opened.Case.Salt), 0)
	want(t, "the version of her forms", opened.Case.VersionFor(edmund), c.Version)
	want(t, "the salt that is kept", string(o.kept(t).Salt), string(c.Salt))
}

func TestTheFilersFormsCarryWhatSheCanCount(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	opened, err := o.Open(ctx, filer, c.ID)
	wantKind(t, err, 0)
	want(t, "version", opened.Case.VersionFor(filer), c.Shared)
}

func TestTheFilerSeesWhoOpenedHerCaseAndWhen(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	for _, u := range []User{edmund, filer, delphine} {
		_, err := o.Open(ctx, u, plantedID)
		wantKind(t, err, 0)
	}
	opened, err := o.Open(ctx, filer, plantedID)
	wantKind(t, err, 0)
	got := opened.Openings
	if len(got) != 2 || got[0].By.Name != delphine.Name || got[1].By.Name != edmund.Name {
		t.Fatalf("got %v, want Delphine, then Edmund", got)
	}
	want(t, "capacity", got[0].As, AsAdvisor)
	want(t, "moment", got[0].Last, o.at)
	want(t, "some are left out", opened.OpeningsCut, false)
	want(t, "advisors offered to her", len(opened.Advisors), 0)
}

func TestNobodysManyReadingsHideAnothers(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	_, err := o.Open(ctx, delphine, plantedID)
	wantKind(t, err, 0)
	first := o.at
	for range 205 {
		for _, u := range []User{edmund, filer} {
			o.at = o.at.Add(time.Second)
			_, err := o.Open(ctx, u, plantedID)
			wantKind(t, err, 0)
		}
	}
	opened, err := o.Open(ctx, filer, plantedID)
	wantKind(t, err, 0)
	got := opened.Openings
	if len(got) != 2 || got[1].By.Name != delphine.Name {
		t.Fatalf("got %v, want Edmund, then Delphine", got)
	}
	want(t, "Edmund's first", got[0].First, first.Add(time.Second))
	want(t, "Edmund's last", got[0].Last, o.at.Add(-time.Second))
	want(t, "some are left out", opened.OpeningsCut, false)
}

func TestSheIsToldWhenReadingsAreLeftOut(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	for range maxReadings + 1 {
		o.at = o.at.AddDate(0, 0, 1)
		_, err := o.Open(ctx, edmund, plantedID)
		wantKind(t, err, 0)
	}
	opened, err := o.Open(ctx, filer, plantedID)
	wantKind(t, err, 0)
	want(t, "shown", len(opened.Openings), maxReadings)
	want(t, "the first shown", opened.Openings[0].Last, o.at)
	want(t, "some are left out", opened.OpeningsCut, true)
}

func TestTheOfficeIsOfferedOnlyAdvisorsWhoMaySeeTheCase(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	opened, err := o.Open(ctx, edmund, plantedID)
	wantKind(t, err, 0)
	var names []string
	for _, a := range opened.Advisors {
		names = append(names, a.Name)
	}
	want(t, "offered", strings.Join(names, ", "), delphine.Name+", "+edmund.Name)
	want(t, "readings shown to the office", len(opened.Openings), 0)
}

func TestACaseIsNotShownWhenItsReadingCannotBeKept(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	o.store.deaf = errors.New("disk full")
	opened, err := o.Open(ctx, edmund, plantedID)
	if opened != nil || !errors.Is(err, o.store.deaf) {
		t.Errorf("got %v, %v, want nothing but the fault", opened, err)
	}
	if _, err := o.Search(ctx, edmund, Query{}); !errors.Is(err, o.store.deaf) {
		t.Errorf("got %v, want the fault", err)
	}
}

func TestTheSoleAdvisorIsToldThatNobodyElseMayHandleHerCase(t *testing.T) {
	tests := []struct {
		sentence string
		viewer   User
		excluded []UserID
		advisors []User
		want     bool
	}{
		{"a colleague can", delphine, nil, []User{delphine, edmund}, false},
		{"she is the only advisor", delphine, nil, []User{delphine}, true},
		{"the only colleague is excluded", delphine, []UserID{recused.ID}, []User{delphine, recused}, true},
		{"the only colleague is disabled", delphine, nil, []User{delphine, disabled(edmund)}, true},
		{"an employee is not told", filer, nil, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			c := o.plant(New)
			o.store.people = map[UserID]User{}
			for _, u := range tt.advisors {
				o.store.people[u.ID] = u
			}
			c.Filer, c.Advisor, c.Excluded = tt.viewer.ID, "", tt.excluded
			o.store.cases[c.ID] = copyOf(c)
			opened, err := o.Open(ctx, tt.viewer, c.ID)
			wantKind(t, err, 0)
			got, err := o.NobodyElse(ctx, opened)
			wantKind(t, err, 0)
			want(t, "nobody else", got, tt.want)
		})
	}
}

func TestTheButtonsOfAnOpenedCaseAreThoseOfItsTable(t *testing.T) {
	for _, row := range life {
		for i, from := range Statuses() {
			for side, u := range map[Side]User{FilerSide: filer, OfficeSide: delphine} {
				o := newOffice()
				o.plant(from)
				opened, err := o.Open(ctx, u, plantedID)
				wantKind(t, err, 0)
				want(t, string(row.act)+" from "+string(from)+" by "+u.Name, opened.May(row.act), side == row.by && row.to[i] != no)
			}
		}
	}
}

func TestHerOwnCasesAreListedForNobodyElse(t *testing.T) {
	o := newOffice()
	o.plant(Answered)
	for _, u := range []User{filer, stranger, edmund, disabled(filer)} {
		list, err := o.Mine(ctx, u)
		wantKind(t, err, 0)
		want(t, "cases of "+u.Name, len(list) == 1, u.ID == filer.ID && !u.Disabled)
	}
}
