package cases

import (
	"fmt"
	"strings"
	"testing"
)

func typed(key string, version int, text string) SavedDraft {
	return SavedDraft{Key: key, Form: DraftOfAsk, Version: version, Fields: Fields{"situation": {text}}}
}

func (o *office) texts(t *testing.T, u User) []string {
	t.Helper()
	all, err := o.Drafts(ctx, u, DraftQuery{})
	wantKind(t, err, 0)
	out := []string{}
	for _, d := range all {
		out = append(out, d.Fields.Get("situation"))
	}
	return out
}

func TestADraftIsKeptAsItWasTypedAndGrowsAVersionWithEachSaving(t *testing.T) {
	o := newOffice()
	d, err := o.SaveDraft(ctx, filer, typed("k", 0, " un\x00\r\n"))
	wantKind(t, err, 0)
	want(t, "version", d.Version, 1)
	want(t, "saved", d.SavedAt, o.at)
	d, err = o.SaveDraft(ctx, filer, typed("k", 1, "deux"))
	wantKind(t, err, 0)
	want(t, "version", d.Version, 2)
	want(t, "key", d.Key, "k")
	want(t, "drafts", fmt.Sprint(o.texts(t, filer)), "[deux]")
	want(t, "entries of the ledger", len(o.store.ledger), 0)
	want(t, "letters", len(o.store.letters), 0)
}

func TestASavingThatIsRepeatedChangesNothing(t *testing.T) {
	o := newOffice()
	for range 3 { // the answer to the first was lost
		d, err := o.SaveDraft(ctx, filer, typed("k", 0, "un"))
		wantKind(t, err, 0)
		want(t, "version", d.Version, 1)
		want(t, "apart", d.Apart, false)
	}
}

func TestTwoWindowsOnOneDraftKeepBothTexts(t *testing.T) {
	o := newOffice()
	_, err := o.SaveDraft(ctx, filer, typed("k", 0, "un"))
	wantKind(t, err, 0)
	_, err = o.SaveDraft(ctx, filer, typed("k", 1, "first window"))
	wantKind(t, err, 0)
	d, err := o.SaveDraft(ctx, filer, typed("k", 1, "second window"))
	wantKind(t, err, 0)
	want(t, "apart", d.Apart, true)
	want(t, "under a key of its own", d.Key != "k", true)
	want(t, "version", d.Version, 1)
	want(t, "drafts", len(o.texts(t, filer)), 2)
	d, err = o.SaveDraft(ctx, filer, typed(d.Key, d.Version, "second window, more"))
	wantKind(t, err, 0)
	want(t, "apart, once only", d.Apart, false)
	want(t, "drafts", len(o.texts(t, filer)), 2)
}

func TestTypingOnAfterADiscardKeepsWhatIsTyped(t *testing.T) {
	o := newOffice()
	_, err := o.SaveDraft(ctx, filer, typed("k", 0, "un"))
	wantKind(t, err, 0)
	wantKind(t, o.DiscardDraft(ctx, filer, "k", 1), 0)
	want(t, "drafts", len(o.texts(t, filer)), 0)
	d, err := o.SaveDraft(ctx, filer, typed("k", 1, "typed on"))
	wantKind(t, err, 0)
	want(t, "apart", d.Apart, true)
	want(t, "drafts", fmt.Sprint(o.texts(t, filer)), "[typed on]")
}

func TestADraftThatWasSavedSinceIsNotDiscarded(t *testing.T) {
	o := newOffice()
	for version := range 2 {
		_, err := o.SaveDraft(ctx, filer, typed("k", version, fmt.Sprint(version)))
		wantKind(t, err, 0)
	}
	wantKind(t, o.DiscardDraft(ctx, filer, "k", 1), Conflict)
	want(t, "drafts", len(o.texts(t, filer)), 1)
	wantKind(t, o.DiscardDraft(ctx, filer, "k", 2), 0)
}

func TestSendingConsumesTheDraftAndALateSavingDoesNotBringItBack(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	_, err := o.SaveDraft(ctx, filer, typed(d.Key, 0, "un"))
	wantKind(t, err, 0)
	_, err = o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	want(t, "drafts", len(o.texts(t, filer)), 0)
	for _, version := range []int{0, 1, 7} {
		_, err = o.SaveDraft(ctx, filer, typed(d.Key, version, "late"))
		wantKind(t, err, Conflict)
		want(t, "she hears", err.Error(), "error.draft_sent")
	}
	want(t, "drafts", len(o.texts(t, filer)), 0)
}

func TestARefusedFormKeepsItsDraft(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	_, err := o.SaveDraft(ctx, filer, typed(d.Key, 0, "un"))
	wantKind(t, err, 0)
	d.Subject = ""
	_, err = o.Submit(ctx, filer, d)
	wantKind(t, err, Invalid)
	want(t, "drafts", len(o.texts(t, filer)), 1)
}

func TestADraftIsItsOwnersAlone(t *testing.T) {
	o := newOffice()
	_, err := o.SaveDraft(ctx, filer, typed("k", 0, "hers"))
	wantKind(t, err, 0)
	for _, u := range []User{stranger, edmund, {}} {
		_, err := o.Draft(ctx, u, "k")
		wantKind(t, err, NotFound)
		wantKind(t, o.DiscardDraft(ctx, u, "k", 1), NotFound)
		want(t, "drafts of "+u.Name, len(o.texts(t, u)), 0)
	}
	_, err = o.SaveDraft(ctx, stranger, typed("k", 0, "theirs"))
	wantKind(t, err, 0)
	want(t, "hers", fmt.Sprint(o.texts(t, filer)), "[hers]")
	_, err = o.Draft(ctx, filer, "k/../x")
	wantKind(t, err, NotFound)
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	o := newOffice()
	for i := range MaxDrafts {
		_, err := o.SaveDraft(ctx, filer, typed(fmt.Sprint("k", i), 0, "x"))
		wantKind(t, err, 0)
	}
	_, err := o.SaveDraft(ctx, filer, typed("more", 0, "x"))
	wantKind(t, err, Conflict)
	want(t, "she hears", err.Error(), "error.drafts_full")
	_, err = o.SaveDraft(ctx, filer, typed("k3", 1, "y"))
	wantKind(t, err, 0)
	for name, f := range map[string]Fields{
		"too many bytes":  {"situation": {strings.Repeat("x", MaxDraftBytes)}},
		"too long a name": {strings.Repeat("x", MaxDraftBytes+1): {""}},
		"too many values": {"x": make([]string, maxDraftFields+1)},
	} {
		_, err := o.SaveDraft(ctx, filer, SavedDraft{Key: "k3", Form: DraftOfAsk, Version: 2, Fields: f})
		wantKind(t, err, Conflict)
		want(t, name, err.Error(), "error.draft_too_long")
	}
}

func TestAFormOfACaseIsKeptForThoseWhoMayWriteIt(t *testing.T) {
	tests := []struct {
		sentence string
		user     User
		form     DraftForm
		kind     Kind
	}{
		{"the filer writes", filer, DraftOfWrite, 0},
		{"the filer writes no advice", filer, DraftOfAdvice, Forbidden},
		{"an advisor advises", edmund, DraftOfAdvice, 0},
		{"an advisor writes not as the filer", edmund, DraftOfWrite, Forbidden},
		{"a stranger finds no case", stranger, DraftOfWrite, NotFound},
		{"a form that nobody knows", filer, "nonsense", Forbidden},
		{"a situation belongs to no case", filer, DraftOfAsk, Forbidden},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			o.plant(InReview)
			_, err := o.SaveDraft(ctx, tt.user, SavedDraft{Form: tt.form, Case: plantedID, Fields: Fields{"text": {"x"}}})
			wantKind(t, err, tt.kind)
			if tt.kind != 0 {
				want(t, "kept", len(o.store.drafts), 0)
			}
		})
	}
}

func TestADraftOfACaseThatSheMayNoLongerSeeIsHidden(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	d, err := o.SaveDraft(ctx, edmund, SavedDraft{Form: DraftOfNote, Case: plantedID, Fields: Fields{"text": {"x"}}})
	wantKind(t, err, 0)
	o.store.cases[plantedID].Excluded = []UserID{edmund.ID}
	_, err = o.Draft(ctx, edmund, d.Key)
	wantKind(t, err, NotFound)
	wantKind(t, o.DiscardDraft(ctx, edmund, d.Key, 1), NotFound)
	want(t, "drafts", len(o.texts(t, edmund)), 0)
}

func TestACallIsKeptForAnAdvisorOnlyAndHiddenOnceSheIsNone(t *testing.T) {
	o := newOffice()
	call := SavedDraft{Form: DraftOfCall, Fields: Fields{"situation": {"x"}}}
	for _, u := range []User{filer, manager, auditor} {
		_, err := o.SaveDraft(ctx, u, call)
		wantKind(t, err, Forbidden)
	}
	d, err := o.SaveDraft(ctx, edmund, call)
	wantKind(t, err, 0)
	want(t, "drafts of an advisor", len(o.texts(t, edmund)), 1)
	left := edmund
	left.Roles = NewRoles()
	want(t, "drafts of an advisor who left", len(o.texts(t, left)), 0)
	_, err = o.Draft(ctx, left, d.Key)
	wantKind(t, err, NotFound)
	wantKind(t, o.DiscardDraft(ctx, left, d.Key, 1), NotFound)
}

func TestCallsThatAreHiddenFromWhoIsNoAdvisorLeaveRoomForHerDrafts(t *testing.T) {
	o := newOffice()
	for i := range MaxDrafts {
		_, err := o.SaveDraft(ctx, edmund, SavedDraft{Key: fmt.Sprint("call", i), Form: DraftOfCall, Fields: Fields{"situation": {"x"}}})
		wantKind(t, err, 0)
	}
	_, err := o.SaveDraft(ctx, edmund, typed("k", 0, "an advisor's"))
	wantKind(t, err, Conflict)
	left := edmund
	left.Roles = NewRoles()
	_, err = o.SaveDraft(ctx, left, typed("k", 0, "hers"))
	wantKind(t, err, 0)
	want(t, "drafts", fmt.Sprint(o.texts(t, left)), "[hers]")
}
