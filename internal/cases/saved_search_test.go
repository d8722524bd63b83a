package cases

import (
	"fmt"
	"strings"
	"testing"
)

var signs = Fields{"q": {"lawn sign"}, "lang": {"fr"}}

func (o *office) saved(t *testing.T, u User) []SavedSearch {
	t.Helper()
	all, err := o.SavedSearches(ctx, u)
	wantKind(t, err, 0)
	return all
}

func TestASearchIsSavedRenamedAndDeletedByItsOwnerAlone(t *testing.T) {
	o := newOffice()
	wantKind(t, o.SaveSearch(ctx, delphine, Stamp{Key: "k1"}, "  Lawn \t signs ", signs), 0)
	wantKind(t, o.SaveSearch(ctx, delphine, Stamp{Key: "k1"}, "  Lawn \t signs ", signs), 0) // sent twice
	wantKind(t, o.SaveSearch(ctx, delphine, Stamp{Key: "k2"}, "Boats", Fields{}), 0)
	all := o.saved(t, delphine)
	want(t, "searches", len(all), 2)
	want(t, "by name", all[0].Name+", "+all[1].Name, "Boats, Lawn signs")
	one := all[1]
	want(t, "what is asked", one.Question["q"][0], "lawn sign")
	for _, u := range []User{filer, manager, {}} {
		want(t, "of others", len(o.saved(t, u)), 0)
		_, err := o.SavedSearch(ctx, u, one.ID)
		wantKind(t, err, Forbidden)
		wantKind(t, o.SaveSearch(ctx, u, Stamp{}, "x", signs), Forbidden)
		wantKind(t, o.DeleteSearch(ctx, u, Stamp{Version: 1}, one.ID), Forbidden)
	}
	other := User{ID: "u-other", Roles: NewRoles(Advisor)}
	_, err := o.SavedSearch(ctx, other, one.ID)
	wantKind(t, err, NotFound)
	wantKind(t, o.RenameSearch(ctx, other, Stamp{Version: 1}, one.ID, "Mine"), NotFound)
	wantKind(t, o.DeleteSearch(ctx, other, Stamp{Version: 1}, one.ID), NotFound)

	wantKind(t, o.RenameSearch(ctx, delphine, Stamp{Version: 1}, one.ID, "Signs"), 0)
	wantKind(t, o.RenameSearch(ctx, delphine, Stamp{Version: 1}, one.ID, "Other"), Conflict)
	wantKind(t, o.DeleteSearch(ctx, delphine, Stamp{Version: 1}, one.ID), Conflict)
	wantKind(t, o.DeleteSearch(ctx, delphine, Stamp{Version: 2}, one.ID), 0)
	want(t, "what is left", o.saved(t, delphine)[0].Name, "Boats")
	want(t, "acts", len(o.store.ledger), 4)
	for _, e := range o.store.ledger {
		if strings.Contains(fmt.Sprint(e), "Signs") || strings.Contains(fmt.Sprint(e), "lawn") || e.As != AsAdvisor || e.Target == "" {
			t.Errorf("the ledger holds %+v", e)
		}
	}
}

func TestANameOfASearchIsThereOnceAndFits(t *testing.T) {
	o := newOffice()
	wantKind(t, o.SaveSearch(ctx, delphine, Stamp{}, "Signs", signs), 0)
	for _, name := range []string{"", " ", "\u200d", "SIGNS", strings.Repeat("x", MaxSearchName+1)} {
		wantKind(t, o.SaveSearch(ctx, delphine, Stamp{}, name, signs), Invalid)
	}
	wantKind(t, o.SaveSearch(ctx, delphine, Stamp{}, "Long", Fields{"q": {strings.Repeat("x", maxQuestion)}}), Invalid)
	one := o.saved(t, delphine)[0]
	wantKind(t, o.RenameSearch(ctx, delphine, Stamp{Version: 1}, one.ID, "signs"), 0) // its own name, in small letters
	for i := 1; i < MaxSavedSearches; i++ {
		wantKind(t, o.SaveSearch(ctx, delphine, Stamp{}, fmt.Sprint(i), signs), 0)
	}
	wantKind(t, o.SaveSearch(ctx, delphine, Stamp{}, "One more", signs), Invalid)
}
