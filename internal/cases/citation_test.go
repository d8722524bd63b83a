package cases

import (
	"encoding/json"
	"strings"
	"testing"
)

func citeNow(t *testing.T, o *office, u User, reference string) error {
	t.Helper()
	return o.Cite(ctx, u, plantedID, Stamp{Version: o.kept(t).Version}, reference)
}

func opened(t *testing.T, o *office, u User, id CaseID) *Opening {
	t.Helper()
	op, err := o.Open(ctx, u, id)
	if err != nil {
		t.Fatal(err)
	}
	return op
}

func referencesOf(all []Cited) string {
	var out []string
	for _, z := range all {
		out = append(out, z.Other.Reference)
	}
	return strings.Join(out, " ")
}

func TestACitationIsShownOnBothCasesWithWhoAndWhen(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	wantKind(t, citeNow(t, o, delphine, "VE-2025-0008"), 0)
	here, there := opened(t, o, edmund, plantedID), opened(t, o, edmund, nearID)
	want(t, "cites", referencesOf(here.Cites), "VE-2025-0007 VE-2025-0008")
	want(t, "is cited by", referencesOf(there.CitedBy), "VE-2026-0042")
	want(t, "there it cites", referencesOf(there.Cites), "")
	for _, z := range []Cited{here.Cites[1], there.CitedBy[0]} {
		want(t, "who", z.By, delphine.ID)
		want(t, "when", z.At, o.at)
	}
	want(t, "her name here", here.People[delphine.ID].Name, delphine.Name)
	want(t, "her name there", there.People[delphine.ID].Name, delphine.Name)
}

func TestTheSameCitationTwiceIsOneCitation(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	for _, version := range []int{c.Version, c.Version + 1, c.Version, -1} { // fresh or drawn before
		wantKind(t, o.Cite(ctx, delphine, plantedID, Stamp{Version: version, Key: "k"}, "VE-2025-0008"), 0)
		wantKind(t, o.Cite(ctx, edmund, plantedID, Stamp{Version: version}, "VE-2025-0008"), 0)
	}
	want(t, "citations", len(o.kept(t).Citations), 2)
	want(t, "version", o.kept(t).Version, c.Version+1)
	want(t, "entries of the ledger", len(o.store.ledger), 1)
}

func TestWhatCannotBeCitedIsSaidKindly(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	o.store.cases[nearID].Excluded = []UserID{delphine.ID}
	for _, tt := range []struct{ typed, problem string }{
		{"", "problem.reference.missing"},
		{" \n", "problem.reference.missing"},
		{"VE-2026-0042", "problem.reference.itself"},
		{"VE-1999-0001", "problem.reference.unknown"},
		{"VE-2025-0008", "problem.reference.unknown"}, // which is there, and not for her
		{strings.Repeat("VE-", 1000), "problem.reference.unknown"},
	} {
		wantProblem(t, citeNow(t, o, delphine, tt.typed), "reference", tt.problem)
	}
	want(t, "citations", len(o.kept(t).Citations), 1)
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}

func TestACitationIsShownOnlyToWhoIsOnTheOfficesSideOfBoth(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	cited := o.store.cases[citedID]
	cited.Excluded = []UserID{delphine.ID}
	want(t, "excluded from the cited case: cites", len(opened(t, o, delphine, plantedID).Cites), 0)
	want(t, "and what is left of the case", len(opened(t, o, delphine, plantedID).Case.Citations), 0)
	want(t, "a colleague: cites", len(opened(t, o, edmund, plantedID).Cites), 1)
	cited.Excluded, cited.Filer = nil, delphine.ID
	want(t, "who filed the cited case: cites", len(opened(t, o, delphine, plantedID).Cites), 0)
	want(t, "and there: cited by", len(opened(t, o, delphine, citedID).CitedBy), 0)
	cited.Filer = stranger.ID
	o.store.cases[plantedID].Filer = delphine.ID
	want(t, "who filed the citing case: cited by", len(opened(t, o, delphine, citedID).CitedBy), 0)
	want(t, "and as its filer: cites", len(opened(t, o, delphine, plantedID).Cites), 0)
	want(t, "excluded from the citing case: cited by", len(opened(t, o, recused, citedID).CitedBy), 0)
}

func TestNoFilerHoldsACitation(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	for u, id := range map[*User]CaseID{&filer: plantedID, &stranger: citedID} {
		j, err := json.Marshal(opened(t, o, *u, id))
		if err != nil {
			t.Fatal(err)
		}
		for _, bird := range []string{string(plantedCitation), "VE-2025-0007", "VE-2026-0042", string(citedID), string(plantedID)} {
			own := bird == o.store.cases[id].Reference || bird == string(id)
			if !own && strings.Contains(string(j), bird) {
				t.Errorf("the opening of %s holds %s", u.Name, bird)
			}
		}
	}
}

func TestARemovedCitationIsShownNowhereAndKeptAsHistory(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	wantKind(t, o.RemoveCitation(ctx, delphine, plantedID, Stamp{Version: c.Version}, plantedCitation), 0)
	want(t, "cites", len(opened(t, o, edmund, plantedID).Cites), 0)
	want(t, "cited by", len(opened(t, o, edmund, citedID).CitedBy), 0)
	kept := o.kept(t)
	want(t, "kept", kept.Citations[0].RemovedBy, delphine.ID)
	want(t, "since", kept.Citations[0].RemovedAt, o.at)
	wantKind(t, o.RemoveCitation(ctx, delphine, plantedID, Stamp{Version: kept.Version}, plantedCitation), Conflict)
	wantKind(t, citeNow(t, o, edmund, "VE-2025-0007"), 0)
	want(t, "cites again", referencesOf(opened(t, o, edmund, plantedID).Cites), "VE-2025-0007")
}

func TestACitationOfACaseThatSheMayNotSeeIsNotHersToRemove(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	o.store.cases[citedID].Excluded = []UserID{delphine.ID}
	stamp := Stamp{Version: c.Version}
	there := o.RemoveCitation(ctx, delphine, plantedID, stamp, plantedCitation)
	nowhere := o.RemoveCitation(ctx, delphine, plantedID, stamp, "nowhere")
	wantKind(t, there, Conflict)
	want(t, "what she hears", there.Error(), nowhere.Error())
	want(t, "it stands", o.kept(t).Cites(citedID), true)
}

func TestTheHistoryNamesTheCitedCaseToWhoMaySeeIt(t *testing.T) {
	o := newOffice()
	o.plant(Answered)
	wantKind(t, citeNow(t, o, delphine, "VE-2025-0008"), 0)
	line := func(u User) (Happening, bool) {
		for _, l := range historyFor(t, o, u).Lines {
			if l.Act == Cite {
				return l, true
			}
		}
		return Happening{}, false
	}
	l, _ := line(edmund)
	want(t, "cited", l.Cited, "VE-2025-0008")
	o.store.cases[nearID].Excluded = []UserID{edmund.ID}
	_, told := line(edmund)
	want(t, "told to who may not see it", told, false)
}
