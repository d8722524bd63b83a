package search

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// The development set: 80 situations with advice, 40 judged queries. It shares
// an author with the thesaurus to come, so it flatters; a word is never added
// because one of these queries failed.
type situation struct {
	ID        string `json:"external_id"`
	Lang      string
	Subject   string
	Situation string
	Reply     string
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
}

func newIndex(all []situation) *index {
	x := &index{postings: map[string][]Posting{}}
	total := 0
	for n, s := range all {
		doc := Doc{ID: int64(n), Newest: int64(n)}
		for field, text := range map[Field]string{Subject: s.Subject, Situation: s.Situation, Advice: s.Reply} {
			doc.Length += x.add(doc.ID, field, Analyze(s.Lang, text))
		}
		x.docs = append(x.docs, doc)
		total += doc.Length
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

func (x *index) search(q Query, limit int) []Scored {
	var groups []Group
	for _, w := range q.Ranked() {
		var g Group
		for term, postings := range x.postings {
			if w.Matches(term) {
				g.Postings = append(g.Postings, postings...)
			}
		}
		groups = append(groups, g)
	}
	return Rank(x.stats, x.docs, groups, limit)
}

func TestTheDevelopmentSetIsFoundAsWellAsBefore(t *testing.T) {
	all := situations(t)
	x := newIndex(all)
	queries := readLines[judged](t, "testdata/queries.jsonl")
	var gain, recall float64
	crossed, toCross := 0, 0
	for _, j := range queries {
		var found []situation
		for _, s := range x.search(Parse(j.Text), 20) {
			found = append(found, all[s.ID])
		}
		gain += ndcg(found, j.Relevant) / float64(len(queries))
		recall += recallOf(found, j.Relevant) / float64(len(queries))
		hit, of := otherLanguage(all, found, j)
		crossed, toCross = crossed+hit, toCross+of
	}
	t.Logf("nDCG@10 %.3f, recall@20 %.3f, other language in the first ten %d of %d", gain, recall, crossed, toCross)
	if gain < minGain || recall < minRecall || crossed < minCrossed {
		t.Errorf("got less than the floor: nDCG@10 %.2f, recall@20 %.2f, %d crossed", minGain, minRecall, minCrossed)
	}
}

// A little below what was measured when the analyser had version 1; plain BM25
// with folding and stemming gets 0.47 and 2 of 35.
const (
	minGain    = 0.49
	minRecall  = 0.66
	minCrossed = 6
)

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
