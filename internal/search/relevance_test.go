//go:build !race

// What is here is one goroutine and hundreds of questions: nothing for the race
// detector, under which it takes most of a minute. It runs with the tests
// without it.

package search

import (
	"testing"
)

// The floors are a little below what was measured. The second set was written
// apart, by somebody who saw neither the dictionaries nor how a query is widened.
func TestCasesAreFoundAsWellAsBefore(t *testing.T) {
	for _, set := range []struct {
		name, folder string
		floor        measured
	}{
		{"development", "testdata", measured{gain: 0.83, recall: 0.92, crossed: 28, pairs: 0.95, coded: 0.95}},
		{"second", "testdata/second", measured{gain: 0.74, recall: 0.92, crossed: 16, pairs: 0.70, coded: 0.875}},
	} {
		t.Run(set.name, func(t *testing.T) {
			all := readLines[situation](t, set.folder+"/situations.jsonl")
			x := newIndex(all)
			var m measured
			for _, w := range ways(x) {
				m = measure(all, x, readLines[judged](t, set.folder+"/queries.jsonl"), w.by)
				t.Logf("%-18s %s", w.name, m)
			}
			if f := set.floor; m.gain < f.gain || m.recall < f.recall || m.crossed < f.crossed || m.pairs < f.pairs || m.coded < f.coded {
				t.Errorf("got less than the floor: %s", f)
			}
		})
	}
}
