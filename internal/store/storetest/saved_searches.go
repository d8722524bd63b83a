package storetest

import (
	"errors"
	"fmt"
	"sync"

	"example.org/casebook/internal/cases"
)

var savedSearchTests = []test{
	{"a saved search is its owner's, and is kept as it was", savedSearchKept},
	{"a search that cannot be recorded is not saved", noSearchWithoutLedger},
	{"a form that saves a search sent twice is one act", savedSearchTwice},
	{"of two that save at once neither is lost", savedSearchesAtOnce},
}

// saves keeps a search by what decide leaves of it.
func (w *world) saves(u cases.User, r cases.Receipt, one cases.SavedSearch) error {
	one.Owner = u.ID
	return w.Store.ChangeSavedSearches(w.ctx, r, u.ID, func([]cases.SavedSearch) (cases.SavedSearch, cases.Event, error) {
		return one, cases.Event{At: w.clock.now(), Actor: u.ID, As: cases.AsAdvisor, Act: cases.SaveSearch, Target: string(one.ID)}, nil
	})
}

func (w *world) search(id string) cases.SavedSearch {
	return cases.SavedSearch{ID: cases.SavedSearchID(id), Name: "Été « à nous »", Version: 1, Salt: "salt", SavedAt: w.clock.now(),
		Question: cases.Fields{"q": {"pancarte \x00", "'; --"}, "lang": {"fr"}}}
}

func (w *world) savedOf(u cases.User) []cases.SavedSearch {
	w.Helper()
	all, err := w.Store.SavedSearches(w.ctx, u.ID)
	w.must(err)
	return all
}

func savedSearchKept(w *world) {
	one := w.search("s1")
	one.Owner = w.chloe.ID
	w.must(w.saves(w.chloe, cases.Receipt{}, one))
	if got := w.savedOf(w.chloe); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(one) {
		w.Fatalf("got %+v, want %+v", got, one)
	}
	if got := w.savedOf(w.dan); len(got) != 0 {
		w.Errorf("somebody else has %+v", got)
	}
	renamed := one
	renamed.Name, renamed.Version = "Hiver", 2
	w.must(w.saves(w.dan, cases.Receipt{}, renamed))
	if got := w.savedOf(w.chloe)[0].Name; got != one.Name {
		w.Errorf("somebody else renamed it: %q", got)
	}
	w.must(w.saves(w.chloe, cases.Receipt{}, renamed))
	if got := w.savedOf(w.chloe)[0]; got.Name != "Hiver" || got.Version != 2 {
		w.Errorf("got %+v, want it renamed", got)
	}
	renamed.Version = 0
	w.must(w.saves(w.chloe, cases.Receipt{}, renamed))
	if got := w.savedOf(w.chloe); len(got) != 0 {
		w.Errorf("got %+v, want it taken away", got)
	}
}

func noSearchWithoutLedger(w *world) {
	for _, statement := range w.BreakLedger {
		w.exec(statement)
	}
	if err := w.saves(w.chloe, cases.Receipt{}, w.search("s1")); err == nil {
		w.Error("it was saved")
	}
	if got := w.savedOf(w.chloe); len(got) != 0 {
		w.Errorf("got %+v, want nothing", got)
	}
}

func savedSearchTwice(w *world) {
	r := cases.Receipt{Owner: w.chloe.ID, Key: "k", Content: "same"}
	w.must(w.saves(w.chloe, r, w.search("s1")))
	w.must(w.saves(w.chloe, r, w.search("s2")))
	r.Content = "other"
	if err := w.saves(w.chloe, r, w.search("s3")); cases.KindOf(err) != cases.Conflict {
		w.Errorf("another content: got %v, want a conflict", err)
	}
	if got := w.savedOf(w.chloe); len(got) != 1 {
		w.Errorf("got %+v, want one", got)
	}
}

// savedSearchesAtOnce lets each see how many there are before it saves one more.
func savedSearchesAtOnce(w *world) {
	full := errors.New("full")
	var wait sync.WaitGroup
	for i := range 6 {
		one := w.search(fmt.Sprint("s", i))
		one.Owner = w.chloe.ID
		wait.Go(func() {
			err := w.Store.ChangeSavedSearches(w.ctx, cases.Receipt{}, w.chloe.ID, func(all []cases.SavedSearch) (cases.SavedSearch, cases.Event, error) {
				if len(all) >= 3 {
					return one, cases.Event{}, full
				}
				return one, cases.Event{At: w.clock.now(), Actor: w.chloe.ID, As: cases.AsAdvisor, Act: cases.SaveSearch, Target: string(one.ID)}, nil
			})
			if err != nil && !errors.Is(err, full) {
				w.Error(err)
			}
		})
	}
	wait.Wait()
	if got := len(w.savedOf(w.chloe)); got != 3 {
		w.Errorf("got %d, want the 3 that there is room for", got)
	}
}
