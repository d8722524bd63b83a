package search

import "testing"

// BenchmarkRank: two common words among 20,000 cases that have one of them.
func BenchmarkRank(b *testing.B) {
	docs := make([]Doc, 20_000)
	groups := make([]Group, 2)
	for i := range docs {
		id := int64(i) * 3
		docs[i] = Doc{ID: id, Length: 60 + i%90, Newest: id}
		for g := range groups {
			if i%(g+1) == 0 {
				groups[g].Postings = append(groups[g].Postings, Posting{Doc: id, Field: Situation, Count: 1 + i%5}, Posting{Doc: id, Field: Note, Count: 1})
			}
		}
	}
	for b.Loop() {
		Rank(Stats{Docs: 100_000, AverageLength: 100}, docs, groups, 0)
	}
}
