package index

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"syscall"
	"testing"

	"example.org/casebook/internal/search"
)

// A million cases in segments of two hundred thousand: words that every
// second, fifth, hundredth and hundred-thousandth case has, and others.
var million = sync.OnceValue(func() (x struct {
	*Index
	shelf
}) {
	x.shelf = shelf{}
	r := rand.New(rand.NewPCG(5, 6)) // #nosec G404 -- a test's
	var segments []*Segment
	const each = 200_000
	for id := range int64(5) {
		lists := map[string]*growing{}
		var c Columns
		for place := range each {
			c.add(&Doc{Number: id*each + int64(place) + 1, Filed: int64(place), Office: 80 + r.IntN(80), Shared: 70,
				Tags: Tags{Shared: []string{"lang=" + []string{"en", "fr"}[place%2], fmt.Sprint("outcome=", place%7)}}})
			for _, often := range []int{2, 3, 5, 20, 100, 1000, 100_000} {
				if r.IntN(often) == 0 {
					term := fmt.Sprint("en:", often)
					if lists[term] == nil {
						lists[term] = &growing{last: -1}
					}
					var in Counts
					in[1+r.IntN(5)] = uint32(1 + r.IntN(3))
					if r.IntN(4) == 0 {
						in[3]++
					}
					lists[term].add(place, &in)
				}
			}
		}
		b := built{id: id + 1}
		for _, term := range slices.Sorted(maps.Keys(lists)) {
			b.add(term, lists[term].docs, lists[term].list)
		}
		x.keep(b.flush())
		s := &Segment{ID: id + 1, Columns: c}
		var chunks [][]byte
		for i := 0; x.shelf[key(id+1, chunkPart, i)] != nil; i++ {
			chunks = append(chunks, x.shelf[key(id+1, chunkPart, i)])
		}
		if err := s.load(chunks); err != nil {
			panic(err)
		}
		segments = append(segments, s)
	}
	x.Index = New(segments)
	return x
})

func BenchmarkAMillionCases(b *testing.B) {
	x := million()
	ask := func(b *testing.B, clauses []Clause, words ...string) {
		var groups []Group
		for _, w := range words {
			groups = append(groups, Group{Looked: search.Looked{Weight: 1, Terms: []search.Weighted{{Term: "en:" + w, Weight: 100}}}})
		}
		var before, after syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
		defer func() {
			_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
			b.ReportMetric(float64(after.Utime.Nano()-before.Utime.Nano())/float64(b.N)/1e6, "cpu-ms/op")
		}()
		for b.Loop() {
			q := x.Ask(Person{Office: true, Own: []int64{7}}, nil, nil, x.fetch, NewLists(1<<20))
			if err := q.Rank(groups, 0); err != nil {
				b.Fatal(err)
			}
			q.Best(clauses, false, 1000)
			q.End()
		}
	}
	for _, words := range [][]string{{"100000"}, {"100"}, {"5"}, {"2"}, {"2", "5"}, {"2", "3", "5"}} {
		b.Run(fmt.Sprint(words), func(b *testing.B) { ask(b, nil, words...) })
	}
	b.Run("narrowed", func(b *testing.B) { ask(b, []Clause{{Tags: []string{"outcome=3"}}}, "2") })
}
