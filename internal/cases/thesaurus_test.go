package cases

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func (o *office) thesaurus(t *testing.T) Thesaurus {
	t.Helper()
	now, err := o.Thesaurus(ctx, manager)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// conceptForm is what a form of that concept would carry now; of none, what the
// form of a new one would.
func (o *office) conceptForm(t *testing.T, id, key string) Stamp {
	t.Helper()
	now := o.thesaurus(t)
	if c, found := now.Concept(id); found {
		return Stamp{Version: c.Version, Key: key}
	}
	return Stamp{Version: now.Revision, Key: key}
}

var kazoo = ConceptDraft{Group: "action", Words: Text{"kazoo\n\n mirliton \nkazoo", "flûtiau"}}

func TestWhatTheOfficeChangedLiesOverWhatTheProgramShips(t *testing.T) {
	was := []Concept{{ID: "sign", Group: "politics", En: []string{"sign"}, Fr: []string{"pancarte"}},
		{ID: "meme", Group: "action", En: []string{"meme"}, Fr: []string{"mème"}}, {ID: "poll", Group: "politics", En: []string{"poll"}, Fr: []string{"sondage"}}}
	kept := []ConceptVersion{{Concept: Concept{ID: "sign", Group: "politics", En: []string{"placard"}, Fr: []string{"affiche"}}, Version: 2, Revision: 2},
		{Concept: was[1], Version: 2, Revision: 3, Removed: true},
		{Concept: Concept{ID: "kazoo", Group: "action", En: []string{"kazoo"}, Fr: []string{"flûtiau"}}, Version: 1, Revision: 4}}
	newer := slices.Clone(was)
	newer[0].En, newer[1].En, newer[2].En = []string{"sign", "lawn sign"}, []string{"meme", "image macro"}, []string{"poll", "survey"}
	newer = append(newer, Concept{ID: "kazoo", Group: "law", En: []string{"other"}, Fr: []string{"autre"}},
		Concept{ID: "podcast", Group: "platform", En: []string{"podcast"}, Fr: []string{"balado"}})
	for name, tt := range map[string]struct {
		shipped []Concept
		want    string
	}{
		"the same program":             {was, "kazoo 1 [kazoo], poll 1 [poll], sign 2 [placard]"},
		"a newer program":              {newer, "kazoo 1 [kazoo], podcast 1 [podcast], poll 1 [poll survey], sign 2 [placard]"},
		"a program that ships nothing": {nil, "kazoo 1 [kazoo], sign 2 [placard]"},
	} {
		var got []string
		for _, c := range NewThesaurus(4, OverShipped(tt.shipped, kept)).Standing() {
			got = append(got, fmt.Sprint(c.ID, " ", c.Version, " ", c.En))
		}
		slices.Sort(got)
		want(t, name, strings.Join(got, ", "), tt.want)
	}
}

func TestOnlyTheOperatorAndAdministratorsHaveToDoWithTheThesaurus(t *testing.T) {
	o := newOffice()
	for _, u := range []User{filer, delphine, auditor, {}, disabled(manager)} {
		_, add := o.AddConcept(ctx, u, Stamp{Version: 1}, kazoo)
		_, load := o.LoadThesaurus(ctx, u, Stamp{}, iotest.ErrReader(fmt.Errorf("it is read")), false)
		_, read := o.Thesaurus(ctx, u)
		_, export := o.ExportThesaurus(ctx, u)
		_, try := o.TryThesaurus(ctx, u, "sign")
		_, concept := o.TryConcept(ctx, u, "", kazoo)
		_, history := o.ThesaurusHistory(ctx, u, "")
		for what, err := range map[string]error{"add": add, "load": load, "read": read, "export": export, "try": try, "try one": concept, "history": history,
			"set": o.SetConcept(ctx, u, Stamp{Version: 1}, "sign", kazoo), "remove": o.RemoveConcept(ctx, u, Stamp{Version: 1}, "sign")} {
			if KindOf(err) != Forbidden {
				t.Errorf("%s by %q: got %v, want forbidden", what, u.Name, err)
			}
		}
	}
	want(t, "entries of the ledger", len(o.store.ledger), 0)
	if _, err := o.AddConcept(ctx, User{ID: Operator}, Stamp{Version: 1}, kazoo); err != nil {
		t.Error(err)
	}
	want(t, "as", o.store.ledger[0].As, AsOperator)
}

func TestAConceptIsTidiedNamedAndEnteredInTheLedgerByItsNameAlone(t *testing.T) {
	o := newOffice()
	id, err := o.AddConcept(ctx, manager, o.conceptForm(t, "", ""), kazoo)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := o.thesaurus(t).Concept(id)
	want(t, "the concept", fmt.Sprint(c.Concept), "{kazoo action [kazoo mirliton] [flûtiau]}")
	want(t, "its version", fmt.Sprint(c.Version, c.Revision, c.By), "1 2u-manager")
	again, err := o.AddConcept(ctx, manager, o.conceptForm(t, "", ""), kazoo)
	want(t, "the name of another", fmt.Sprint(again, err), "kazoo-2<nil>")
	if err := o.RemoveConcept(ctx, manager, o.conceptForm(t, id, ""), id); err != nil {
		t.Fatal(err)
	}
	third, _ := o.AddConcept(ctx, manager, o.conceptForm(t, "", ""), kazoo)
	want(t, "a name that was used", third, "kazoo-3")
	var targets []string
	for _, e := range o.store.ledger {
		targets = append(targets, string(e.Act)+" "+e.Target)
		want(t, "a digest", e.Digest != "", true)
	}
	want(t, "the ledger", strings.Join(targets, ", "), "set_concept kazoo/1, set_concept kazoo-2/1, remove_concept kazoo/2, set_concept kazoo-3/1")
}

func TestAConceptIsNamedAfterItsFirstEnglishWord(t *testing.T) {
	for word, name := range map[string]string{"Câble d’antenne": "cable-d-antenne", "#OnVaGagner": "onvagagner", "東京": "concept",
		strings.Repeat("ab ", 40): strings.TrimSuffix(strings.Repeat("ab-", 18), "-"), "C++": "c"} {
		got := Thesaurus{}.nameFor(Concept{En: []string{word}})
		want(t, word, got, name)
		want(t, "it can be a name", IsConceptName(got), true)
	}
}

func TestAStaleFormOfTheThesaurusIsRefused(t *testing.T) {
	o := newOffice()
	stale, staleNew := o.conceptForm(t, "sign", ""), o.conceptForm(t, "", "")
	if err := o.SetConcept(ctx, manager, stale, "sign", kazoo); err != nil {
		t.Fatal(err)
	}
	_, add := o.AddConcept(ctx, manager, staleNew, kazoo)
	_, load := o.LoadThesaurus(ctx, manager, Stamp{Version: staleNew.Version, Key: "k"}, bytes.NewReader(ConceptsJSON(shippedForTests)), false)
	for what, err := range map[string]error{"add": add, "load": load, "remove": o.RemoveConcept(ctx, manager, stale, "sign"),
		"set": o.SetConcept(ctx, manager, stale, "sign", kazoo)} {
		want(t, what, KindOf(err), Conflict)
	}
	want(t, "no such concept", KindOf(o.RemoveConcept(ctx, manager, stale, "nothing")), NotFound)
	want(t, "the revision", o.thesaurus(t).Revision, 2)
}

func TestTheSameFormOfTheThesaurusTwiceIsOneChangeAndNoChangeIsNone(t *testing.T) {
	o := newOffice()
	s := o.conceptForm(t, "", "key")
	for _, name := range []string{"kazoo", ""} {
		id, err := o.AddConcept(ctx, manager, s, kazoo)
		want(t, "its name", fmt.Sprint(id, err), name+"<nil>")
	}
	if _, err := o.AddConcept(ctx, manager, s, ConceptDraft{Group: "law", Words: kazoo.Words}); KindOf(err) != Conflict {
		t.Errorf("the key with other words: got %v, want a conflict", err)
	}
	if err := o.SetConcept(ctx, manager, o.conceptForm(t, "kazoo", ""), "kazoo", kazoo); err != nil {
		t.Error(err)
	}
	want(t, "the revision", o.thesaurus(t).Revision, 2)
	want(t, "entries of the ledger", len(o.store.ledger), 1)
}

func TestARemovedConceptIsThereAgainWithAllItSaid(t *testing.T) {
	o := newOffice()
	for range 2 { // the second finds it removed already
		if err := o.RemoveConcept(ctx, manager, o.conceptForm(t, "retweet", ""), "retweet"); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "those that stand", len(o.thesaurus(t).Standing()), 1)
	was, _ := o.thesaurus(t).Concept("retweet")
	want(t, "what is kept", fmt.Sprint(was.Removed, was.Version, was.Words()), "true 2 [RT retweet partager]")
	d := ConceptDraft{Group: was.Group, Words: Text{strings.Join(was.En, "\n"), strings.Join(was.Fr, "\n")}}
	if err := o.SetConcept(ctx, manager, o.conceptForm(t, "retweet", ""), "retweet", d); err != nil {
		t.Fatal(err)
	}
	now, _ := o.thesaurus(t).Concept("retweet")
	want(t, "again", fmt.Sprint(now.Removed, now.Version, now.Says(was.Concept)), "false 3 true")
	history, err := o.ThesaurusHistory(ctx, manager, "retweet")
	want(t, "versions with the shipped one", fmt.Sprint(len(history), err), "3 <nil>")
	want(t, "the shipped one", history[2].Revision, ShippedRevision)
}

func TestConceptsAreFoundByAnyWordWithoutAccentsOrCapitals(t *testing.T) {
	o := newOffice()
	if _, err := o.AddConcept(ctx, manager, o.conceptForm(t, "", ""), ConceptDraft{"law", Text{"Charter", "Charte d'été\nœuvre"}}); err != nil {
		t.Fatal(err)
	}
	now := o.thesaurus(t)
	for typed, ids := range map[string]string{"d’ete": "[charter]", "OEUVRE": "[charter]", "lawn": "[sign]", "": "[charter retweet sign]", "zz": "[]"} {
		var got []string
		for _, c := range now.Holding(typed, "") {
			got = append(got, c.ID)
		}
		want(t, typed, fmt.Sprint(got), ids)
	}
	want(t, "in another group", len(now.Holding("lawn", "law")), 0)
	want(t, "groups", fmt.Sprint(now.Groups()), "[law platform politics]")
}

func TestATrialTellsWhatAConceptWouldDoAndKeepsNothing(t *testing.T) {
	o := newOffice()
	trial, err := o.TryConcept(ctx, manager, "", ConceptDraft{"action", Text{"kazoo\nQX\nretweet", "flûtiau"}})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "alone", fmt.Sprint(trial.Alone), "[QX]")
	want(t, "shared", fmt.Sprint(len(trial.Shared), trial.Shared[0].Word, trial.Shared[0].With.ID), "1retweetretweet")
	want(t, "questions", fmt.Sprint(len(trial.Questions), trial.Questions[0].Text, trial.Questions[1].Text), "2kazooflûtiau")
	if _, err := o.TryConcept(ctx, manager, "", ConceptDraft{}); KindOf(err) != Invalid {
		t.Errorf("got %v, want it invalid", err)
	}
	widened, err := o.TryThesaurus(ctx, manager, "retweet")
	want(t, "tried", fmt.Sprint(len(widened), err), "1 <nil>")
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}
