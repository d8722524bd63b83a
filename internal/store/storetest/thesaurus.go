package storetest

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

var thesaurusTests = []test{
	{"a casebook in which nobody changed anything has the shipped thesaurus", shippedThesaurus},
	{"a changed concept widens the next question, also in another program", conceptWidensAtOnce},
	{"a removed concept widens nothing until it is added again", removedConcept},
	{"every version of a concept is kept, with who made it", conceptHistory},
	{"what is exported and loaded elsewhere is the same there", thesaurusRoundTrip},
	{"a file with a fault changes nothing", badThesaurusFile},
	{"the same form of a concept twice is one change", conceptOnce},
	{"many changes of the thesaurus at once lose none", conceptsAtOnce},
	{"a change of the thesaurus that the ledger refuses is not kept", conceptWithLedger},
	{"a short word widens only beside a hint", shortWord},
}

// manager runs the office's settings.
func (w *world) manager() cases.User {
	return w.signIn("manager", "Mona Manager", cases.Administrator)
}

func (w *world) thesaurus() cases.Thesaurus {
	w.Helper()
	t, err := w.book.Thesaurus(w.ctx, w.manager())
	w.must(err)
	return t
}

var kazoo = cases.ConceptDraft{Group: "action", Words: cases.Text{En: "kazoo\nmirliton", Fr: "flûtiau"}}

// addKazoo adds a concept that nothing ships.
func (w *world) addKazoo() string {
	w.Helper()
	id, err := w.book.AddConcept(w.ctx, w.manager(), cases.Stamp{Version: w.thesaurus().Revision}, kazoo)
	w.must(err)
	return id
}

func (w *world) stampOf(id string) cases.Stamp {
	c, _ := w.thesaurus().Concept(id)
	return cases.Stamp{Version: c.Version}
}

// concepts are those that a question is widened by, in that program.
func (w *world) concepts(s *store.Store, text string) (ids []string) {
	w.Helper()
	r, err := s.Search(w.ctx, w.amira, cases.Query{Text: text})
	w.must(err)
	for _, x := range r.Widened {
		for _, a := range x.Added {
			if a.Source == cases.FromThesaurus {
				ids = append(ids, a.ID)
			}
		}
	}
	return ids
}

func (w *world) widens(s *store.Store, text, concept string, want bool) {
	w.Helper()
	if got := w.concepts(s, text); slices.Contains(got, concept) != want {
		w.Errorf("%q is widened by %q; want %s among them: %v", text, got, concept, want)
	}
}

func shippedThesaurus(w *world) {
	t := w.thesaurus()
	if n := len(t.Standing()); t.Revision != 1 || n < 200 {
		w.Errorf("got revision %d with %d concepts", t.Revision, n)
	}
	if n := w.rows()["thesaurus_concepts"]; n != 0 {
		w.Errorf("got %d rows although nobody changed anything", n)
	}
	w.widens(w.Store, "retweet", "retweet", true)
	done, err := w.book.LoadThesaurus(w.ctx, w.manager(), cases.Stamp{}, bytes.NewReader(cases.ConceptsJSON(t.Concepts())), true)
	done.Short = 0
	if want := (cases.ThesaurusLoad{Same: len(t.Standing())}); err != nil || done != want {
		w.Errorf("the shipped thesaurus loads as %+v, %v; want %+v", done, err, want)
	}
}

func conceptWidensAtOnce(w *world) {
	other := w.Another()
	for _, s := range []*store.Store{w.Store, other} {
		w.widens(s, "kazoo", "kazoo", false)
	}
	id := w.file(w.amira, draft("Flûtiau", "Je joue du flûtiau au bureau.", cases.French))
	w.addKazoo()
	for _, s := range []*store.Store{w.Store, other} {
		w.widens(s, "kazoo", "kazoo", true)
		r, err := s.Search(w.ctx, w.amira, cases.Query{Text: "kazoo", Size: 5})
		if w.must(err); len(r.Hits) != 1 || r.Hits[0].ID != id {
			w.Errorf("got %d hits, want the case in the other language", len(r.Hits))
		}
	}
	w.widens(other, "retweet", "retweet", true)
	d := cases.ConceptDraft{Group: "action", Words: cases.Text{En: "mirliton", Fr: "flûtiau"}}
	w.must(w.book.SetConcept(w.ctx, w.manager(), w.stampOf("kazoo"), "kazoo", d))
	for _, s := range []*store.Store{w.Store, other} {
		w.widens(s, "kazoo", "kazoo", false)
		w.widens(s, "mirliton", "kazoo", true)
	}
}

func removedConcept(w *world) {
	other := w.Another()
	w.widens(other, "retweet", "retweet", true)
	was, _ := w.thesaurus().Concept("retweet")
	w.must(w.book.RemoveConcept(w.ctx, w.manager(), w.stampOf("retweet"), "retweet"))
	for _, s := range []*store.Store{w.Store, other} {
		w.widens(s, "retweet", "retweet", false)
	}
	again := cases.ConceptDraft{Group: was.Group, Words: cases.Text{En: strings.Join(was.En, "\n"), Fr: strings.Join(was.Fr, "\n")}}
	w.must(w.book.SetConcept(w.ctx, w.manager(), w.stampOf("retweet"), "retweet", again))
	if now, _ := w.thesaurus().Concept("retweet"); now.Removed || !now.Says(was.Concept) {
		w.Errorf("got %+v, want what it was: %+v", now, was.Concept)
	}
	w.widens(other, "retweet", "retweet", true)
}

func conceptHistory(w *world) {
	before := w.rows()["ledger"]
	w.must(w.book.RemoveConcept(w.ctx, w.manager(), w.stampOf("retweet"), "retweet"))
	versions, err := w.Store.ConceptVersions(w.ctx, "retweet")
	w.must(err)
	if len(versions) != 2 || !versions[0].Removed || versions[0].By != w.manager().ID || versions[0].At.IsZero() || versions[1].Revision != cases.ShippedRevision {
		w.Errorf("got %+v, want the removal and what was shipped", versions)
	}
	if all, err := w.Store.ConceptVersions(w.ctx, ""); err != nil || len(all) != 1 || all[0].ID != "retweet" {
		w.Errorf("got %+v, %v; want the one change", all, err)
	}
	if got := w.rows()["ledger"]; got != before+1 {
		w.Errorf("got %d entries of the ledger, want %d", got, before+1)
	}
	last, err := w.Store.Latest(w.ctx, 0, 1)
	w.must(err)
	if e := last[0].Event; e.Act != cases.RemoveConcept || e.Target != "retweet/2" || e.Digest == "" || e.As != cases.AsAdministrator {
		w.Errorf("got %+v in the ledger", e)
	}
}

func thesaurusRoundTrip(w *world) {
	w.addKazoo()
	w.must(w.book.RemoveConcept(w.ctx, w.manager(), w.stampOf("retweet"), "retweet"))
	concepts, err := w.book.ExportThesaurus(w.ctx, w.manager())
	w.must(err)
	for name, file := range map[string][]byte{"JSON": cases.ConceptsJSON(concepts), "CSV": cases.ConceptsCSV(concepts)} {
		w.must(w.book.RemoveConcept(w.ctx, w.manager(), w.stampOf("kazoo"), "kazoo"))
		w.must(w.book.RemoveConcept(w.ctx, w.manager(), w.stampOf("tag"), "tag"))
		done, err := w.book.LoadThesaurus(w.ctx, w.manager(), cases.Stamp{}, bytes.NewReader(file), false)
		done.Short = 0
		if want := (cases.ThesaurusLoad{Added: 2, Same: len(concepts) - 2}); err != nil || done != want {
			w.Errorf("%s: got %+v, %v; want %+v", name, done, err, want)
		}
		if got := w.thesaurus().Concepts(); !slices.EqualFunc(got, concepts, cases.Concept.Says) {
			w.Errorf("%s: %d concepts came back otherwise than %d were exported", name, len(got), len(concepts))
		}
		w.widens(w.Store, "kazoo", "kazoo", true)
		w.widens(w.Store, "retweet", "retweet", false)
	}
}

func badThesaurusFile(w *world) {
	w.manager()
	before := w.rows()
	for _, file := range []string{"", "[", `[{"concept": "kazoo"}]`, "concept,group,language,word\nkazoo,action,en,kazoo\n"} {
		_, err := w.book.LoadThesaurus(w.ctx, w.manager(), cases.Stamp{}, strings.NewReader(file), false)
		w.refused(err, cases.Invalid)
	}
	w.sameRows(before)
	w.widens(w.Store, "retweet", "retweet", true)
}

func conceptOnce(w *world) {
	s := cases.Stamp{Version: w.thesaurus().Revision, Key: key}
	for range 2 {
		_, err := w.book.AddConcept(w.ctx, w.manager(), s, kazoo)
		w.must(err)
	}
	other := kazoo
	other.Group = "law"
	_, err := w.book.AddConcept(w.ctx, w.manager(), s, other)
	w.refused(err, cases.Conflict)
	if got := w.thesaurus().Revision; got != 2 {
		w.Errorf("got revision %d, want 2", got)
	}
}

func conceptsAtOnce(w *world) {
	ids := []string{"retweet", "tag", "meme", "link"}
	manager := w.manager()
	stamp := w.stampOf(ids[0])
	var all sync.WaitGroup
	for _, id := range ids {
		all.Go(func() {
			if err := w.book.RemoveConcept(w.ctx, manager, stamp, id); err != nil {
				w.Error(err)
			}
		})
	}
	all.Wait()
	t := w.thesaurus()
	for _, id := range ids {
		if c, _ := t.Concept(id); !c.Removed || t.Revision != 5 {
			w.Errorf("%s is there; revision %d", id, t.Revision)
		}
	}
}

func conceptWithLedger(w *world) {
	manager, s := w.manager(), w.stampOf("retweet")
	for _, statement := range w.BreakLedger {
		w.exec(statement)
	}
	if err := w.book.RemoveConcept(w.ctx, manager, s, "retweet"); err == nil {
		w.Error("it was kept without its entry of the ledger")
	}
	w.widens(w.Store, "retweet", "retweet", true)
}

// shortWord: the pages say of such words that they need a hint.
func shortWord(w *world) {
	concepts := []cases.Concept{{ID: "c", Group: "law", En: []string{"QX", "QXZ", "kazoo"}, Fr: []string{"flûtiau"}},
		{ID: "hint", Group: "law", En: []string{"bassoon"}, Fr: []string{"basson"}}}
	for i, x := range w.Store.Widening(concepts, []string{"QX", "QXZ", "QX bassoon"}) {
		got := slices.ContainsFunc(x, func(x cases.Widened) bool { return strings.HasPrefix(x.Typed, "QX") })
		if want := i > 0; got != want {
			w.Errorf("question %d: got %+v; want it widened: %v", i, x, want)
		}
	}
}
