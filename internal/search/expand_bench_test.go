package search

import "testing"

// BenchmarkExpand: a query of six words, widened by everything.
func BenchmarkExpand(b *testing.B) {
	by := widest(newIndex(situations(b)))
	q := Parse("election placard visible in a snapshot of the home")
	Expand(q, by)
	b.ReportAllocs()
	for b.Loop() {
		Expand(q, by)
	}
}

// BenchmarkExpandMisspelt: one of the words is in no case.
func BenchmarkExpandMisspelt(b *testing.B) {
	by := widest(newIndex(situations(b)))
	q := Parse("electoin placard")
	Expand(q, by)
	for b.Loop() {
		Expand(q, by)
	}
}

// BenchmarkSimilar: the lookup for the first situation.
func BenchmarkSimilar(b *testing.B) {
	all := situations(b)
	by := widest(newIndex(all))
	parts := []Part{{Subject, all[0].Lang, all[0].Subject}, {Situation, all[0].Lang, all[0].Situation}}
	for b.Loop() {
		Similar(parts, nil, len(all), by)
	}
}

// BenchmarkNewThesaurus: what an edit of the thesaurus costs.
func BenchmarkNewThesaurus(b *testing.B) {
	concepts := ShippedConcepts()
	for b.Loop() {
		NewThesaurus(concepts)
	}
}
