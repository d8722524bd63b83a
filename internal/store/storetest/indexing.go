package storetest

import (
	"reflect"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

var indexTests = []test{
	{"an index that was written with the cases is sound", soundIndex},
	{"a reindex keeps what was kept, and finds the same", reindexAll},
	{"a check finds each fault, and a reindex of all mends it", mended},
	{"a reindex that is due is said with each answer", reindexDue},
}

// indexedWorld has cases of which all kinds of things are indexed.
func indexedWorld(w *world) map[cases.CaseID]string {
	names := w.bilingual()
	for id, name := range names {
		switch name {
		case "pancarte":
			w.must(w.book.TakeUp(w.ctx, w.chloe, id, w.stamp(w.chloe, id)))
			w.must(w.book.WriteNote(w.ctx, w.chloe, id, w.stamp(w.chloe, id), "The telescope matters."))
			w.must(w.book.Advise(w.ctx, w.chloe, id, w.stamp(w.chloe, id), cases.AdviceDraft{Outcome: "referred", Destination: "PSC",
				Obligations: []string{"NEUTRALITY"}, Text: "Voir la commission.", WouldChange: "Une mutation."}))
			w.must(w.book.MarkPrecedent(w.ctx, w.dan, id, w.stamp(w.dan, id), "Un bon exemple."))
		case "blog":
			w.must(w.book.Classify(w.ctx, w.chloe, id, w.stamp(w.chloe, id), "normal", "yes"))
			w.must(w.book.Assign(w.ctx, w.chloe, id, w.stamp(w.chloe, id), w.dan.ID, ""))
		case "sign":
			w.must(w.book.Annotate(w.ctx, w.dan, id, w.stamp(w.dan, id), cases.AnnotationDraft{Entries: []string{"NEUTRALITY", "TRUST"}, Why: "a lamp"}))
			w.must(w.book.Withdraw(w.ctx, w.amira, id, w.stamp(w.amira, id), "Merci.", "fr"))
		}
	}
	return names
}

func (w *world) check() store.IndexCheck {
	w.Helper()
	c, err := w.Store.CheckIndex(w.ctx, func(int, int) {})
	w.must(err)
	return c
}

func (w *world) isSound(when string, n int) {
	w.Helper()
	if c := w.check(); !c.IsSound() || c.Due > 0 || c.Cases != n {
		w.Errorf("%s: got %+v, want %d cases and a sound index", when, c, n)
	}
}

func soundIndex(w *world) {
	w.isSound("of nothing", 0)
	names := indexedWorld(w)
	w.isSound("as written", len(names))
	w.must(w.Store.Settle(w.ctx))
	w.isSound("after upkeep", len(names))
}

func reindexAll(w *world) {
	names := indexedWorld(w)
	ask := func(text string) (found []string, r cases.Results) {
		r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: text})
		w.must(err)
		for _, h := range r.Hits {
			found = append(found, names[h.ID])
		}
		slices.Sort(found)
		return found, r
	}
	for range 2 { // the second finds one segment
		for _, text := range []string{"", "telescope", "precedent:yes", "obligation:trust", "advisor:dan", "elections placard", "mutation"} {
			before, r := ask(text)
			steps := 0
			w.must(w.Store.ReindexAll(w.ctx, func(done, of int) { steps += of - done }))
			after, again := ask(text)
			if !slices.Equal(after, before) || len(before) == 0 || !reflect.DeepEqual(r.Facets, again.Facets) || steps != 0 {
				w.Errorf("%q: got %q, %v, want %q, %v", text, after, again.Facets, before, r.Facets)
			}
		}
	}
	w.isSound("anew", len(names))
}

func mended(w *world) {
	names := indexedWorld(w)
	of := func(name string) string {
		for id, n := range names {
			if n == name {
				return string(id)
			}
		}
		return ""
	}
	w.exec("UPDATE cases SET subject = 'Autre chose' WHERE id = '" + of("blog") + "'")
	w.exec("DELETE FROM search_fresh WHERE doc = (SELECT doc FROM search_docs WHERE id = '" + of("sign") + "')")
	w.exec("DELETE FROM search_docs WHERE id = '" + of("pétition") + "'")
	c := w.check()
	if c.Wrong != 1 || c.Lost != 1 || c.Stray != 1 || c.Due != 1 || c.Cases != 3 || c.IsSound() || len(c.References) != 2 {
		w.Errorf("got %+v, want one of each fault", c)
	}
	if strings.Contains(strings.Join(c.References, " "), "Autre") {
		w.Errorf("a check tells what a case says: %q", c.References)
	}
	w.must(w.Store.ReindexAll(w.ctx, func(int, int) {}))
	w.isSound("mended", len(names))
}

func reindexDue(w *world) {
	w.bilingual()
	due := func() bool {
		r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{})
		w.must(err)
		return r.Reindexing
	}
	if due() {
		w.Error("a new casebook asks for a reindex")
	}
	w.exec("UPDATE search_state SET analyzer = 0")
	w.exec("UPDATE search_docs SET analyzer = 0")
	if n, err := w.Store.ReindexDue(w.ctx); !due() || n != 4 || err != nil {
		w.Errorf("got %d, %v, want 4 cases that are due, and said so", n, err)
	}
	w.must(w.Store.Reindex(w.ctx, func(int, int) {}))
	if n, err := w.Store.ReindexDue(w.ctx); due() || n != 0 || err != nil {
		w.Errorf("got %d, %v, want none that is due", n, err)
	}
	if segments, fresh := w.number("SELECT count(*) FROM search_segments"), w.number("SELECT count(*) FROM search_fresh"); segments != 1 || fresh != 0 {
		w.Errorf("got %d segments and %d fresh entries, want one piece without what the cases said before", segments, fresh)
	}
}
