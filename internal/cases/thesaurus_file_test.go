package cases

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// faultsOf are the faults of a file: the number of the line, and the sentence.
func (o *office) faultsOf(t *testing.T, file string) (faults []string) {
	t.Helper()
	_, err := o.LoadThesaurus(ctx, manager, Stamp{}, strings.NewReader(file), true)
	var told *Error
	if err == nil {
		return nil
	}
	if !errors.As(err, &told) || told.Kind != Invalid {
		t.Fatalf("got %v, want it invalid", err)
	}
	for _, p := range told.Problems {
		faults = append(faults, p.Field+" "+p.Key)
	}
	return faults
}

func TestEveryFaultOfAFileOfConceptsIsToldWithItsLine(t *testing.T) {
	const head = "concept,group,language,word\n"
	const good = "kazoo,action,en,kazoo\nkazoo,action,fr,flûtiau\n"
	of := func(en, fr string) string { return `[{"concept":"c","group":"g","en":[` + en + `],"fr":[` + fr + `]}]` }
	many := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("%q", fmt.Sprint("w", i))
		}
		return strings.Join(words, ",")
	}
	o := newOffice()
	for file, faults := range map[string]string{
		"":                        "[ thesaurus_fault.empty]",
		" \n":                     "[ thesaurus_fault.empty]",
		"[]":                      "[ thesaurus_fault.empty]",
		head:                      "[ thesaurus_fault.empty]",
		"[\n{":                    "[2 thesaurus_fault.json]",
		"{}":                      "[1 thesaurus_fault.json]",
		"[]\n[]":                  "[2 thesaurus_fault.json]",
		"[\n\n{\"concept\":1}\n]": "[3 thesaurus_fault.shape]",
		"[{\"word\":\"x\"}]":      "[1 thesaurus_fault.shape]",
		of(``, `"x"`):             "[1 problem.words_en.missing]",
		of(`"x"`, `" "`):          "[1 problem.words_fr.missing]",
		of(many(41), `"x"`):       "[1 problem.concept_words.many]",
		of(many(40), many(40)):    "[]",
		of(`"`+strings.Repeat("é", 80)+`"`, `"x"`):         "[]",
		of(`"`+strings.Repeat("é", 81)+`"`, `"x"`):         "[1 problem.concept_word.long]",
		of(`"a b c d e f g h"`, `"x"`):                     "[]",
		of(`"a b c d e f g h i"`, `"x"`):                   "[1 problem.concept_word.phrase]",
		of(`"=1+1"`, `"…"`):                                "[1 problem.concept_word.sign 1 problem.concept_word.mute]",
		strings.Replace(of(`"x"`, `"x"`), `"g"`, `"G"`, 1): "[1 problem.concept_group.missing]",
		strings.Replace(of(`"x"`, `"x"`), `"c"`, `""`, 1):  "[1 thesaurus_fault.name]",
		"word;concept\n" + good:                            "[1 thesaurus_fault.columns]",
		head + good:                                        "[]",
		"\ufeff" + strings.ReplaceAll(head+good, ",", ";"): "[]",
		strings.ReplaceAll(head+good, "\n", ",,\r\n"):      "[]",
		head + good + ",,,\n":                              "[]",
		head + good + "x,y\n":                              "[4 thesaurus_fault.cells]",
		head + good + "kazoo,law,fr,x\n":                   "[4 thesaurus_fault.group]",
		head + good + "kazoo,action,de,x\n":                "[4 thesaurus_fault.language]",
		head + good + "kazoo,action,fr,\"x\n":              "[4 thesaurus_fault.csv]",
		head + "Kazoo,action,en,a\nKazoo,action,fr,b\n":    "[2 thesaurus_fault.name]",
		"[" + strings.Trim(of(`"x"`, `"x"`), "[]") + ",\n" + strings.Trim(of(`"x"`, `"x"`), "[]") + "]": "[2 thesaurus_fault.twice]",
		strings.Repeat(" ", maxThesaurusFile+1):                                                         "[ thesaurus_fault.big]",
	} {
		want(t, file[:min(len(file), 90)], fmt.Sprint(o.faultsOf(t, file)), faults)
	}
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}

func TestAFileHoldsOnlySoManyConceptsAndGroups(t *testing.T) {
	file := func(concepts, groups int) string {
		var all []Concept
		for i := range concepts {
			all = append(all, Concept{ID: fmt.Sprint("c", i), Group: fmt.Sprint("g", i%groups), En: []string{"x"}, Fr: []string{"y"}})
		}
		return string(ConceptsJSON(all))
	}
	o := newOffice()
	want(t, "all there may be", fmt.Sprint(o.faultsOf(t, file(MaxConcepts, maxGroups))), "[]")
	want(t, "one more", fmt.Sprint(o.faultsOf(t, file(MaxConcepts+1, 1))), "[ problem.concepts.many]")
	want(t, "a group more", fmt.Sprint(o.faultsOf(t, file(100, maxGroups+1))), "[ thesaurus_fault.groups]")
	if _, err := o.LoadThesaurus(ctx, manager, Stamp{}, strings.NewReader(file(MaxConcepts, 1)), false); err != nil {
		t.Fatal(err)
	}
	_, err := o.AddConcept(ctx, manager, o.conceptForm(t, "", ""), kazoo)
	want(t, "a concept more", KindOf(err), Invalid)
}

func TestAFileTakesThePlaceOfAllConceptsInOneAct(t *testing.T) {
	o := newOffice()
	file := ConceptsCSV([]Concept{{ID: "sign", Group: "politics", En: []string{"sign"}, Fr: []string{"pancarte", "MP"}},
		{ID: "kazoo", Group: "action", En: []string{"kazoo"}, Fr: []string{"flûtiau"}}})
	change := ThesaurusLoad{Added: 1, Changed: 1, Removed: 1, Short: 1}
	for _, only := range []bool{true, false} {
		done, err := o.LoadThesaurus(ctx, manager, Stamp{}, bytes.NewReader(file), only)
		want(t, "what it changes", fmt.Sprint(done, err), fmt.Sprint(change, nil))
	}
	done, err := o.LoadThesaurus(ctx, manager, Stamp{}, bytes.NewReader(file), false)
	want(t, "once more", fmt.Sprint(done, err), fmt.Sprint(ThesaurusLoad{Same: 2, Short: 1}, nil))
	now := o.thesaurus(t)
	want(t, "the revision", now.Revision, 2)
	want(t, "groups", fmt.Sprint(now.Groups()), "[action politics]")
	want(t, "the ledger", fmt.Sprint(len(o.store.ledger), o.store.ledger[0].Target), "1thesaurus/2")
	concepts, err := o.ExportThesaurus(ctx, manager)
	want(t, "exported", fmt.Sprint(len(concepts), err, o.store.ledger[1].Act), "2 <nil>export_thesaurus")
	for name, file := range map[string][]byte{"JSON": ConceptsJSON(concepts), "CSV": ConceptsCSV(concepts)} {
		read, faults, err := readConcepts(bytes.NewReader(file))
		want(t, name, fmt.Sprint(len(faults), err), "0 <nil>")
		want(t, name+" is the same", slices.EqualFunc(read, concepts, func(a placed, b Concept) bool { return a.Says(b) }), true)
	}
}
