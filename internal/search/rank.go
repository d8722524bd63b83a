package search

import (
	"cmp"
	"math"
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
)

const fields = int(Note) + 1

// weights say how much one occurrence counts in each field.
var weights = [fields]float64{Subject: 3, Passage: 2.5, Situation: 2, Advice: 1.25, Message: 1, Note: 0.75}

// Weight is how much one occurrence counts in the field; 0 for an unknown one.
func (f Field) Weight() float64 {
	if int(f) < fields {
		return weights[f]
	}
	return 0
}

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
}

// A Posting says how often a term of a group occurs in a field of a case.
type Posting struct {
	Doc   int64
	Field Field
	Count int
}

// A Group is one typed word: the postings of all its terms, in both languages,
// count as of one. DF is the number of cases with any of them; 0 means: as many
// as there are in Postings.
type Group struct {
	DF       int
	Postings []Posting
}

// A Scored is a case with its score. Matched is the number of groups it has.
type Scored struct {
	ID      int64
	Score   float64
	Matched int
}

// The usual constants of BM25: how soon repetition stops to count, and how much
// length does. The length counts for less than is usual since a long advice says
// nothing against a case.
const (
	saturation   = 1.2
	lengthWeight = 0.6
)

// Rank orders cases by BM25F (Robertson and Zaragoza, 2009): occurrences are
// weighted by field and summed before they saturate. A case with every word comes
// before one without; of the others, those with more of the query's weight
// gain. Equals go newest first, then by ID: the order is the same whatever order
// rows came in. Postings of cases that are not in docs are passed over, so that
// what a person may not see has no rank. No limit below 1.
func Rank(stats Stats, docs []Doc, groups []Group, limit int) []Scored {
	r := ranking{stats: stats, docs: docs, place: make(map[int64]int, len(docs)),
		scored: make([]tally, len(docs)), counted: make([]counts, len(docs))}
	for i, d := range docs {
		r.place[d.ID] = i
	}
	for _, g := range groups {
		r.add(g)
	}
	ranked := r.sorted(len(groups))
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
	counted []counts // of the word that is being added; zero before and after
	mass    float64  // the weight of all words of the query
}

type tally struct {
	score, mass float64
	matched     int
}

// counts are whole numbers until all are known: sums of fractions would depend
// on the order of rows.
type counts [fields]int

func (r *ranking) add(g Group) {
	var found []int
	for _, p := range g.Postings {
		i, seen := r.place[p.Doc]
		if !seen || int(p.Field) >= fields || p.Count <= 0 {
			continue
		}
		if r.counted[i] == (counts{}) {
			found = append(found, i)
		}
		r.counted[i][p.Field] += p.Count
	}
	idf := rarity(r.stats.Docs, max(g.DF, len(found)))
	r.mass += idf
	for _, i := range found {
		t := &r.scored[i]
		t.score += idf * saturate(r.counted[i].weighted(), r.relativeLength(r.docs[i]))
		t.mass += idf
		t.matched++
		r.counted[i] = counts{}
	}
}

// rarity is the weight of a word by the number of cases that have it; never
// negative, however common.
func rarity(docs, df int) float64 {
	docs = max(docs, df)
	return math.Log(1 + (float64(docs-df)+0.5)/(float64(df)+0.5))
}

func saturate(count, length float64) float64 {
	return count * (saturation + 1) / (count + saturation*(1-lengthWeight+lengthWeight*length))
}

func (c counts) weighted() float64 {
	var sum float64
	for f, n := range c {
		sum += weights[f] * float64(n)
	}
	return sum
}

func (r *ranking) relativeLength(d Doc) float64 {
	if r.stats.AverageLength <= 0 {
		return 1
	}
	return float64(d.Length) / r.stats.AverageLength
}

func (r *ranking) sorted(groups int) []Scored {
	places := make([]int, 0, len(r.docs))
	for i := range r.scored {
		if t := &r.scored[i]; t.matched > 0 {
			places = append(places, i)
			t.score *= 0.5 + 0.5*r.coverage(t)
		}
	}
	slices.SortFunc(places, func(i, j int) int {
		x, y := &r.scored[i], &r.scored[j]
		return cmp.Or(
			boolFirst(x.matched == groups, y.matched == groups),
			cmp.Compare(y.score, x.score),
			cmp.Compare(r.docs[j].Newest, r.docs[i].Newest),
			cmp.Compare(r.docs[i].ID, r.docs[j].ID))
	})
	ranked := make([]Scored, len(places))
	for n, i := range places {
		ranked[n] = Scored{ID: r.docs[i].ID, Score: r.scored[i].score, Matched: r.scored[i].matched}
	}
	return ranked
}

// coverage is how much of the query's weight a case has.
func (r *ranking) coverage(t *tally) float64 {
	if r.mass > 0 {
		return t.mass / r.mass
	}
	return 1
}

func boolFirst(x, y bool) int {
	switch {
	case x && !y:
		return -1
	case y && !x:
		return 1
	}
	return 0
}
