package web_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// saved saves a search under a name that was not there, and tells its id.
func (h *house) saved(person string) cases.SavedSearchID {
	h.Helper()
	before, err := h.book.SavedSearches(h.Context(), h.people[person])
	h.must(err, "list the saved searches")
	if len(before) >= cases.MaxSavedSearches-5 { // room for those that the test saves itself
		h.must(h.book.DeleteSearch(h.Context(), h.people[person], cases.Stamp{Version: before[0].Version}, before[0].ID), "make room")
	}
	h.savedCount++
	name := fmt.Sprintf("Search %d", h.savedCount)
	h.must(h.book.SaveSearch(h.Context(), h.people[person], cases.Stamp{}, name, cases.Fields{"q": {"sign"}}), "save a search")
	all, err := h.book.SavedSearches(h.Context(), h.people[person])
	h.must(err, "list the saved searches")
	i := slices.IndexFunc(all, func(s cases.SavedSearch) bool { return s.Name == name })
	return all[i].ID
}

func TestASearchIsSavedAskedAgainRenamedAndDeleted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	b := h.as(marion)
	p := b.get("/search?q=pancarte&lang=fr&lang=en&sort=newest&plain=1").is(200)
	p = b.get(p.hrefOf("Save this search")).is(200).holds("pancarte")
	form := p.form("/search/save")
	form.Set("search_name", "Signs & pancartes")
	p = b.post("/search/save", form).is(303)
	p = b.get(p.header.Get("Location")).is(200).holds("The search is saved", "Signs & pancartes").holdsNone("Save this search")
	address := p.hrefOf("Signs & pancartes")
	if got := b.get(address).is(200); len(got.hits()) != 1 || !strings.Contains(address, "sort=newest") || !strings.Contains(address, "plain=1") {
		t.Errorf("%s finds %d cases, want the one with the word, newest first", address, len(got.hits()))
	}

	rename := p.hrefOf("rename")
	form = b.get(rename).is(200).form(rename)
	form.Set("search_name", "Panneaux")
	b.post(rename, form).is(303)
	b.get("/search?said=renamed").is(200).holds("Panneaux", "new name").holdsNone("Signs & pancartes")

	remove := p.hrefOf("delete")
	b.post(remove, b.get(remove).is(200).holds("Panneaux").form(remove)).is(303)
	b.get("/search").is(200).holdsNone("Panneaux")
	h.logsNone("pancarte", "Panneaux", "Signs")
}

func TestThatASearchWasSavedIsSaidOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	b := h.as(marion)
	for _, asked := range []string{"/search?q=sign&said=saved", "/search?q=sign&lang=en&said=saved&sort=newest", "/search?q=zzzz&said=saved"} {
		p := b.get(asked).is(200).holds("The search is saved")
		for _, a := range elements(p.all("main")[0], "a") {
			if href, _ := attr(a, "href"); strings.Contains(href, "said=") {
				t.Errorf("%s leads on to %s, which would say again what was done", asked, href)
			}
		}
		if kept := p.all("input", "name", "said"); len(kept) > 0 {
			t.Errorf("%s asks anew with what was done", asked)
		}
	}
}

func TestSomebodyElsesSavedSearchIsNotThere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := string(h.saved(marion))
	const none = "00000000000000000000000000"
	for _, act := range []string{"rename", "delete"} {
		b := h.as(daniel)
		there, nowhere := b.get("/search/saved/"+id+"/"+act).is(404), b.get("/search/saved/"+none+"/"+act).is(404)
		if got, want := there.text("main"), nowhere.text("main"); len(got) != len(want) {
			t.Errorf("%s tells that it exists: %q, want %q", act, got, want)
		}
		b.post("/search/saved/"+id+"/"+act, url.Values{"csrf": {b.csrf}, "version": {"1"}, "search_name": {"Mine"}}).is(404)
	}
	h.as(daniel).get("/search").is(200).holdsNone("Your saved searches")
	h.as(noor).get("/search?q=sign").is(200).holdsNone("Save this search", "Your saved searches")
}

func TestASavedSearchThatMovedOnIsNotChanged(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.saved(marion)
	path := "/search/saved/" + string(id) + "/rename"
	b := h.as(marion)
	form := b.get(path).is(200).form(path)
	h.must(h.book.RenameSearch(h.Context(), h.people[marion], cases.Stamp{Version: 1}, id, "First"), "rename")
	form.Set("search_name", "Second")
	p := b.post(path, form).is(409).holds("in another window")
	again := p.form(path)
	if got := again.Get("search_name"); got != "Second" {
		t.Errorf("the form has %q, want what was typed", got)
	}
	b.post(path, again).is(303)
	b.get("/search").is(200).holds("Second")
}
