package search

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func ids(ranked []Scored) []int64 {
	all := []int64{}
	for _, s := range ranked {
		all = append(all, s.ID)
	}
	return all
}

func TestTheBestCaseComesFirst(t *testing.T) {
	docs := []Doc{{ID: 1, Length: 100, Newest: 1}, {ID: 2, Length: 100, Newest: 2}, {ID: 3, Length: 100, Newest: 3}}
	stats := Stats{Docs: 1000, AverageLength: 100}
	tests := []struct {
		name   string
		docs   []Doc
		groups []Group
		want   []int64
	}{
		{"the subject before the rest", docs,
			[]Group{{DF: 3, Postings: []Posting{{Doc: 1, Field: Note, Count: 1}, {Doc: 2, Field: Subject, Count: 1}, {Doc: 3, Field: Situation, Count: 1}}}}, []int64{2, 3, 1}},
		{"the order of fields", append([]Doc{{ID: 4, Length: 100}, {ID: 5, Length: 100}, {ID: 6, Length: 100}}, docs...),
			[]Group{{DF: 6, Postings: []Posting{{Doc: 1, Field: Note, Count: 1}, {Doc: 2, Field: Message, Count: 1}, {Doc: 3, Field: Advice, Count: 1}, {Doc: 4, Field: Situation, Count: 1}, {Doc: 5, Field: Passage, Count: 1}, {Doc: 6, Field: Subject, Count: 1}}}},
			[]int64{6, 5, 4, 3, 2, 1}},
		{"two words before either alone", docs,
			[]Group{{DF: 90, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 2}}},
				{DF: 90, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 3, Field: Advice, Count: 2}}}}, []int64{1, 3, 2}},
		{"typed before added", docs,
			[]Group{{DF: 90, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 1, Weight: 50}}}}, []int64{1, 2}},
		{"a precedent before its equal", []Doc{{ID: 1, Length: 100, Newest: 1, Lift: Lift{Precedent: true}}, {ID: 2, Length: 100, Newest: 2}},
			[]Group{{DF: 2, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 1}}}}, []int64{1, 2}},
		{"recent advice before old", []Doc{{ID: 1, Length: 100, Newest: 1}, {ID: 2, Length: 100, Newest: 2, Lift: Lift{Age: 999}}},
			[]Group{{DF: 2, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 1}}}}, []int64{1, 2}},
		{"a rare word before a common one", docs,
			[]Group{{DF: 500, Postings: []Posting{{Doc: 1, Field: Subject, Count: 1}}}, {DF: 2, Postings: []Posting{{Doc: 2, Field: Subject, Count: 1}}}, {DF: 9}}, []int64{2, 1}},
		{"terms of both languages are one word", docs,
			[]Group{{DF: 3, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 1}}}}, []int64{1, 2}},
		{"the short before the long", []Doc{{ID: 1, Length: 900}, {ID: 2, Length: 90}},
			[]Group{{DF: 2, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 1}}}}, []int64{2, 1}},
		{"of equals the newest", docs,
			[]Group{{DF: 3, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 3, Field: Advice, Count: 1}, {Doc: 2, Field: Advice, Count: 1}}}}, []int64{3, 2, 1}},
		{"what may not be seen has no rank", docs[:1],
			[]Group{{DF: 1, Postings: []Posting{{Doc: 1, Field: Advice, Count: 1}, {Doc: 2, Field: Subject, Count: 5}}}}, []int64{1}},
		{"no words, no rank", docs, nil, []int64{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ids(Rank(stats, tt.docs, tt.groups, 0)); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestTheRankIsTheSameWhateverOrderRowsComeIn(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var docs []Doc
	groups := make([]Group, 3)
	for id := range int64(200) {
		docs = append(docs, Doc{ID: id, Length: 50 + random.IntN(100), Newest: id / 3})
		for g := range groups {
			for range random.IntN(4) {
				p := Posting{Doc: id, Field: Field(1 + random.IntN(6)), Count: 1 + random.IntN(3)}
				groups[g].Postings = append(groups[g].Postings, p)
			}
		}
	}
	want := Rank(Stats{200, 100}, docs, groups, 50)
	for range 20 {
		random.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		for _, g := range groups {
			random.Shuffle(len(g.Postings), func(i, j int) { g.Postings[i], g.Postings[j] = g.Postings[j], g.Postings[i] })
		}
		if got := Rank(Stats{200, 100}, docs, groups, 50); !slices.Equal(got, want) {
			t.Fatal("got another order or other scores")
		}
	}
}

func TestImpossibleFiguresGiveFiniteScores(t *testing.T) {
	docs := []Doc{{ID: 1}, {ID: 2, Length: 5}}
	groups := []Group{{DF: 99, Postings: []Posting{{Doc: 1, Field: Field(200), Count: 1}, {Doc: 1, Field: Subject, Count: -1}, {Doc: 2, Field: Subject, Count: 1}}}}
	got := Rank(Stats{}, docs, groups, 10)
	if len(got) != 1 || got[0].ID != 2 || !(got[0].Score > 0 && got[0].Score < 10) {
		t.Errorf("got %v, want case 2 with a score", got)
	}
}
