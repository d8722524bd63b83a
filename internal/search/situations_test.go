package search

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"testing"
)

// The development set: 80 situations with advice, 40 judged queries. It shares
// an author with the thesaurus, so it flatters; a word is never added because one
// of these queries failed.
type situation struct {
	ID        string `json:"external_id"`
	Lang      string
	Subject   string
	Situation string
	Reply     string
	Pair      string

	Obligations []string
	Outcome     string
	Platform    string
}

// codes are the terms of what an advisor chose.
func (s situation) codes() []string {
	var all []string
	for _, o := range s.Obligations {
		all = append(all, CodeTerm(ByObligation, o))
	}
	return append(all, CodeTerm(ByOutcome, s.Outcome), CodeTerm(ByPlatform, s.Platform))
}

type judged struct {
	Text     string `json:"q"`
	Lang     string
	Relevant []string
	Target   string
}

func readLines[T any](t testing.TB, name string) []T {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []T
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, one)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func situations(t testing.TB) []situation {
	return readLines[situation](t, "testdata/situations.jsonl")
}

// An index in memory, as a store would keep it in tables.
type index struct {
	postings map[string][]Posting
	docs     []Doc
	stats    Stats
	cases    map[string]int // of each term
}

func newIndex(all []situation) *index {
	x := &index{postings: map[string][]Posting{}, cases: map[string]int{}}
	total := 0
	for n, s := range all {
		doc := Doc{ID: int64(n), Newest: int64(n)}
		for field, text := range map[Field]string{Subject: s.Subject, Situation: s.Situation, Advice: s.Reply} {
			doc.Length += x.add(doc.ID, field, Analyze(s.Lang, text))
		}
		for _, code := range s.codes() {
			x.postings[code] = append(x.postings[code], Posting{Doc: doc.ID, Field: Coded, Count: 1})
		}
		x.docs = append(x.docs, doc)
		total += doc.Length
	}
	for term, postings := range x.postings {
		docs := map[int64]bool{}
		for _, p := range postings {
			docs[p.Doc] = true
		}
		x.cases[term] = len(docs)
	}
	x.stats = Stats{Docs: len(all), AverageLength: float64(total) / float64(len(all))}
	return x
}

func (x *index) add(doc int64, field Field, tokens []Token) int {
	count := map[string]int{}
	for _, t := range tokens {
		count[t.Term]++
	}
	for term, n := range count {
		x.postings[term] = append(x.postings[term], Posting{Doc: doc, Field: field, Count: n})
	}
	return len(tokens)
}

// groups gives the postings of a lookup, as a store would read them.
func (x *index) groups(l Lookup) []Group {
	var groups []Group
	for _, looked := range l.Groups {
		g := Group{Weight: looked.Weight}
		for _, t := range looked.Terms {
			g.Postings = append(g.Postings, weighted(x.postings[t.Term], t.Weight)...)
		}
		prefixed := 0
		for term, postings := range x.postings {
			if len(looked.Prefixes) > 0 && !looked.has(term) && (Word{Prefixes: looked.Prefixes}).Matches(term) {
				g.Postings = append(g.Postings, postings...)
				prefixed += x.df(term)
			}
		}
		for _, u := range looked.Units {
			g.Postings = append(g.Postings, x.unit(u)...)
		}
		g.DF = looked.Frequency(x.stats.Docs, x.df, prefixed)
		groups = append(groups, g)
	}
	return groups
}

func (x *index) df(term string) int { return x.cases[term] }

func (x *index) vocabulary() *Vocabulary { return NewVocabulary(maps.All(x.cases)) }

func (x *index) unit(u Unit) []Posting {
	type place struct {
		doc   int64
		field Field
	}
	var least map[place]int
	for n, term := range u.Terms {
		now := map[place]int{}
		for _, p := range x.postings[term] {
			k := place{p.Doc, p.Field}
			if n == 0 {
				now[k] = p.Count
			} else if least[k] > 0 {
				now[k] = min(least[k], p.Count)
			}
		}
		least = now
	}
	var all []Posting
	for k, n := range least {
		all = append(all, Posting{k.doc, k.field, n, u.Weight})
	}
	return all
}

func weighted(all []Posting, weight int) []Posting {
	out := slices.Clone(all)
	for i := range out {
		out[i].Weight = weight
	}
	return out
}

func (x *index) search(q Query, by Expansion, limit int) []Scored {
	return Rank(x.stats, x.docs, x.groups(Expand(q, by)), limit)
}

// measured are the figures of a set of judged queries.
type measured struct {
	gain, recall     float64
	crossed, toCross int
	pairs, coded     float64
}

func measure(all []situation, x *index, queries []judged, by Expansion) (m measured) {
	for _, j := range queries {
		var found []situation
		for _, s := range x.search(Parse(j.Text), by, 20) {
			found = append(found, all[s.ID])
		}
		m.gain += ndcg(found, j.Relevant) / float64(len(queries))
		m.recall += recallOf(found, j.Relevant) / float64(len(queries))
		hit, of := otherLanguage(all, found, j)
		m.crossed, m.toCross = m.crossed+hit, m.toCross+of
	}
	m.pairs, m.coded = pairRecall(all, x, by, false), pairRecall(all, x, by, true)
	return m
}

func (m measured) String() string {
	return fmt.Sprintf("nDCG@10 %.3f  recall@20 %.3f  other language in ten %2d of %d  pair recall@5 %.3f by words, %.3f with codes",
		m.gain, m.recall, m.crossed, m.toCross, m.pairs, m.coded)
}

// ways are how far a query is widened, each with what the one before has or
// alone.
func ways(x *index) []way {
	thesaurus, v := NewThesaurus(ShippedConcepts()), x.vocabulary()
	return []way{
		{"plain", Expansion{}},
		{"thesaurus", Expansion{Thesaurus: thesaurus}},
		{"lexicon", Expansion{Lexicon: true}},
		{"everyday", Expansion{Everyday: true}},
		{"thesaurus+lexicon", Expansion{Thesaurus: thesaurus, Lexicon: true}},
		{"+everyday", Expansion{Thesaurus: thesaurus, Lexicon: true, Everyday: true}},
		{"+vocabulary", Expansion{Thesaurus: thesaurus, Lexicon: true, Everyday: true, Vocabulary: v}},
	}
}

type way struct {
	name string
	by   Expansion
}

func first(found []situation, n int) []situation { return found[:min(n, len(found))] }

func ndcg(found []situation, relevant []string) float64 {
	var got, ideal float64
	for i, s := range first(found, 10) {
		if slices.Contains(relevant, s.ID) {
			got += 1 / math.Log2(float64(i+2))
		}
	}
	for i := range min(10, len(relevant)) {
		ideal += 1 / math.Log2(float64(i+2))
	}
	return got / ideal
}

func recallOf(found []situation, relevant []string) float64 {
	hits := 0
	for _, s := range found {
		if slices.Contains(relevant, s.ID) {
			hits++
		}
	}
	return float64(hits) / float64(len(relevant))
}

// otherLanguage counts the relevant cases in the language that the query is not
// in, and how many of them are in the first ten.
func otherLanguage(all, found []situation, j judged) (hits, of int) {
	for _, s := range all {
		if s.Lang == j.Lang || !slices.Contains(j.Relevant, s.ID) {
			continue
		}
		of++
		if slices.ContainsFunc(first(found, 10), func(f situation) bool { return f.ID == s.ID }) {
			hits++
		}
	}
	return hits, of
}
