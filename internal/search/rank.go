package search

import (
	"cmp"
	"slices"
)

// Field is the part of a case in which a term occurs.
type Field uint8

// The fields. Their numbers are kept in the index: add, never renumber.
const (
	Subject   Field = 1
	Passage   Field = 2 // marked by an advisor
	Situation Field = 3
	Message   Field = 4 // the conversation
	Advice    Field = 5
	Note      Field = 6 // for advisors' eyes
	Coded     Field = 7 // obligations, outcome, platform: terms of CodeTerm
)

const fields = int(Coded) + 1

// Weight is how much one occurrence counts in the field; 0 for an unknown one.
func (f Field) Weight() float64 { return float64(f.Quarters()) / 4 }

// Stats describe the cases that this person may see and searches among.
type Stats struct {
	Docs          int
	AverageLength float64 // in terms, stop words left out
}

// A Doc is a case to rank.
type Doc struct {
	ID     int64
	Length int   // in terms, as in Stats
	Newest int64 // of two equals the greater comes first: a time, a number
	Lift   Lift
}

// A Posting says how often a term of a group occurs in a field of a case.
type Posting struct {
	Doc    int64
	Field  Field
	Count  int
	Weight int // of the term, as in Weighted; 0 means Whole
}

// A Group is one word of the query: the postings of all its terms, in both
// languages, count as of one. DF is the number of cases with any of them, as
// Looked.Frequency estimates it; 0 means: as many as there are in Postings.
type Group struct {
	DF       int
	Weight   float64 // how much it counts in the query; 0 means 1
	Postings []Posting
}

// A Scored is a case with its score. Matched is the number of groups it has.
type Scored struct {
	ID      int64
	Score   float64
	Matched int
}

// Rank orders cases by the formula in the package's documentation, which is
// BM25F (Robertson and Zaragoza, 2009) with a share for how much of the query a
// case has, and lifts. It reads everything and is there to be read: an index
// that bounds its cost gives the same scores by the same functions (Occurrences,
// Saturate, Rarity, Score). Equals go newest first, then by ID: the order is the
// same whatever order rows came in. Postings of cases that are not in docs are
// passed over, so that what a person may not see has no rank. No limit below 1.
func Rank(stats Stats, docs []Doc, groups []Group, limit int) []Scored {
	r := ranking{stats: stats, docs: docs, place: make(map[int64]int, len(docs)),
		scored: make([]tally, len(docs)), counted: make([]int, len(docs))}
	for i, d := range docs {
		r.place[d.ID] = i
	}
	for _, g := range groups {
		r.add(g)
	}
	ranked := r.sorted()
	if limit > 0 && limit < len(ranked) {
		ranked = ranked[:limit]
	}
	return ranked
}

// ranking keeps what it knows of each case at the case's place among docs.
type ranking struct {
	stats   Stats
	docs    []Doc
	place   map[int64]int
	scored  []tally
	counted []int   // occurrences of the group that is being added; zero before and after
	mass    float64 // the weight of all words of the query
}

type tally struct {
	score, mass float64
	matched     int
}

func (r *ranking) add(g Group) {
	var found []int
	for _, p := range g.Postings {
		i, seen := r.place[p.Doc]
		n := Occurrences(p.Field, p.Count, cmp.Or(p.Weight, Whole))
		if !seen || n <= 0 {
			continue
		}
		if r.counted[i] == 0 {
			found = append(found, i)
		}
		r.counted[i] += n
	}
	rarity := Rarity(r.stats.Docs, cmp.Or(g.DF, len(found))) * cmp.Or(g.Weight, 1)
	r.mass += rarity
	for _, i := range found {
		t := &r.scored[i]
		t.score += rarity * Saturate(r.counted[i], float64(r.docs[i].Length), r.stats.AverageLength)
		t.mass += rarity
		t.matched++
		r.counted[i] = 0
	}
}

func (r *ranking) sorted() []Scored {
	ranked := make([]Scored, 0, len(r.docs))
	newest := make(map[int64]int64, len(r.docs))
	for i, t := range r.scored {
		if t.matched > 0 {
			d := r.docs[i]
			newest[d.ID] = d.Newest
			ranked = append(ranked, Scored{ID: d.ID, Score: Score(t.score, t.mass, r.mass, d.Lift), Matched: t.matched})
		}
	}
	slices.SortFunc(ranked, func(x, y Scored) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(newest[y.ID], newest[x.ID]), cmp.Compare(x.ID, y.ID))
	})
	return ranked
}
