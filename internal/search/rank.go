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
	r := ranking{stats: stats, docs: make(map[int64]Doc, len(docs)), scored: map[int64]*tally{}}
	for _, d := range docs {
		r.docs[d.ID] = d
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

type ranking struct {
	stats  Stats
	docs   map[int64]Doc
	scored map[int64]*tally
	mass   float64 // the weight of all words of the query
}

type tally struct {
	score, mass float64
	matched     int
}

// counts are whole numbers until all are known: sums of fractions would depend
// on the order of rows.
type counts [fields]int

func (r *ranking) add(g Group) {
	found := map[int64]*counts{}
	for _, p := range g.Postings {
		if _, seen := r.docs[p.Doc]; !seen || int(p.Field) >= fields || p.Count <= 0 {
			continue
		}
		if found[p.Doc] == nil {
			found[p.Doc] = &counts{}
		}
		found[p.Doc][p.Field] += p.Count
	}
	idf := rarity(r.stats.Docs, max(g.DF, len(found)))
	r.mass += idf
	for id, c := range found {
		t := r.scored[id]
		if t == nil {
			t = &tally{}
			r.scored[id] = t
		}
		t.score += idf * saturate(c.weighted(), r.relativeLength(id))
		t.mass += idf
		t.matched++
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

func (r *ranking) relativeLength(id int64) float64 {
	if r.stats.AverageLength <= 0 {
		return 1
	}
	return float64(r.docs[id].Length) / r.stats.AverageLength
}

func (r *ranking) sorted(groups int) []Scored {
	ranked := make([]Scored, 0, len(r.scored))
	for id, t := range r.scored {
		coverage := 1.0
		if r.mass > 0 {
			coverage = t.mass / r.mass
		}
		ranked = append(ranked, Scored{ID: id, Score: t.score * (0.5 + 0.5*coverage), Matched: t.matched})
	}
	slices.SortFunc(ranked, func(x, y Scored) int {
		return cmp.Or(
			boolFirst(x.Matched == groups, y.Matched == groups),
			cmp.Compare(y.Score, x.Score),
			cmp.Compare(r.docs[y.ID].Newest, r.docs[x.ID].Newest),
			cmp.Compare(x.ID, y.ID))
	})
	return ranked
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
