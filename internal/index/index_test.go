package index

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"example.org/casebook/internal/search"
)

// shelf keeps parts as a table would.
type shelf map[int64][]byte

func (s shelf) keep(parts []Part) {
	for _, p := range parts {
		s[p.Key] = p.Body
	}
}

func (s shelf) fetch(keys []int64) (map[int64][]byte, error) {
	found := map[int64][]byte{}
	for _, k := range keys {
		found[k] = s[k]
	}
	return found, nil
}

func (s shelf) load(t testing.TB, id int64) *Segment {
	t.Helper()
	low, high := HeadKeys(id)
	var parts []Part
	for k, body := range s {
		if k >= low && k <= high {
			parts = append(parts, Part{k, body})
		}
	}
	slices.SortFunc(parts, func(a, b Part) int { return cmp.Compare(a.Key, b.Key) })
	g, err := LoadSegment(id, parts)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func anEntry(r *rand.Rand, number int64, words int) *Entry {
	terms := map[string]*Counts{}
	e := &Entry{Doc: Doc{Number: number, Filed: number / 3}}
	for range words {
		term := fmt.Sprintf("en:w%d", int(float64(900)*r.Float64()*r.Float64()*r.Float64()))
		if terms[term] == nil {
			terms[term] = &Counts{}
		}
		f := 1 + r.IntN(fields-1)
		terms[term][f]++
		e.Office++
		if sharedField[f] {
			e.Shared++
		}
	}
	for _, term := range slices.Sorted(maps.Keys(terms)) {
		e.Terms = append(e.Terms, TermCounts{term, *terms[term]})
	}
	e.Tags = Tags{Shared: []string{fmt.Sprint("lang=", r.IntN(2))}, Office: []string{fmt.Sprint("flag=", r.IntN(3))}}
	return e
}

// reference answers by search.Rank, one case after the other.
func reference(entries []*Entry, p Person, groups []Group) []search.Scored {
	var docs []search.Doc
	var stats search.Stats
	terms := 0
	postings := make([]search.Group, len(groups))
	replaced := map[int64]bool{}
	for _, e := range entries {
		for _, n := range e.Replaces {
			replaced[n] = true
		}
	}
	for _, e := range entries {
		own := slices.Contains(p.Own, e.Number)
		if replaced[e.Number] || slices.Contains(p.Hidden, e.Number) || !own && !p.Office {
			continue
		}
		d := search.Doc{ID: e.Number, Length: e.Office, Newest: e.Filed}
		if own {
			d.Length = e.Shared
		}
		docs, stats.Docs, terms = append(docs, d), stats.Docs+1, terms+d.Length
		for i, g := range groups {
			for _, t := range e.Terms {
				for f, n := range t.In {
					if t.Term == g.Terms[0].Term && n > 0 && (!own || sharedField[f]) {
						postings[i].Postings = append(postings[i].Postings, search.Posting{Doc: e.Number, Field: search.Field(f), Count: int(n)})
					}
				}
			}
		}
	}
	stats.AverageLength = float64(terms) / float64(max(stats.Docs, 1))
	return search.Rank(stats, docs, postings, 0)
}

func TestAQuestionIsAnsweredAsOneByOneHoweverItIsKept(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- a test's
	var entries []*Entry
	for n := range int64(700) {
		e := anEntry(r, n+1, 60)
		if n > 50 && r.IntN(4) == 0 {
			old := 1 + r.Int64N(n)
			if !slices.ContainsFunc(entries, func(o *Entry) bool { return slices.Contains(o.Replaces, old) }) {
				e.Replaces = []int64{old}
			}
		}
		entries = append(entries, e)
	}
	people := []Person{
		{Office: true},
		{Office: true, Hidden: []int64{3, 7, 300, 650}, Own: []int64{5, 9, 77, 640, 690}},
		{Own: []int64{4, 40, 400, 660}},
	}
	kept := shelf{}
	var segments []*Segment
	for i := range 6 {
		kept.keep(Build(int64(i+1), entries[i*100:(i+1)*100]))
		segments = append(segments, kept.load(t, int64(i+1)))
	}
	fresh := NewFresh()
	var present []int64
	for _, e := range entries[600:] {
		fresh.Add(e)
		if !slices.ContainsFunc(entries, func(by *Entry) bool { return slices.Contains(by.Replaces, e.Number) }) {
			present = append(present, e.Number)
		}
	}
	lists := NewLists(3000) // fewer than there are
	merged := mergeAll(t, kept, 9, segments[:4], func(n int64) bool { return n > 400 })
	for name, x := range map[string]*Index{"segments": New(segments), "merged": New(append([]*Segment{merged}, segments[4:]...))} {
		for _, p := range people {
			for range 20 {
				var groups []Group
				for range 1 + r.IntN(3) {
					groups = append(groups, Group{Looked: search.Looked{Weight: 1, Terms: []search.Weighted{{Term: fmt.Sprintf("en:w%d", r.IntN(60)), Weight: 100}}}})
				}
				groups = slices.CompactFunc(groups, func(a, b Group) bool { return a.Terms[0] == b.Terms[0] })
				want := reference(entries, p, groups)
				q := x.Ask(p, fresh, present, kept.fetch, lists)
				if err := q.Rank(groups, 0); err != nil {
					t.Fatal(err)
				}
				got, all := q.Best(nil, false, 50)
				if all != len(want) {
					t.Fatalf("%s: got %d cases, want %d", name, all, len(want))
				}
				for i := range got {
					if got[i].Number != want[i].ID && math.Abs(got[i].Score-want[i].Score) > 1e-4 {
						t.Fatalf("%s: place %d: got %d (%v), want %d (%v)", name, i, got[i].Number, got[i].Score, want[i].ID, want[i].Score)
					}
				}
			}
		}
	}
}

func TestAListIsForgottenWithItsSegment(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8)) // #nosec G404 -- a test's
	lists := NewLists(1 << 20)
	for n := range int64(3) { // another segment each time, under the same number
		kept := shelf{}
		kept.keep(Build(1, []*Entry{anEntry(r, 10+n, 60)}))
		s := kept.load(t, 1)
		for w := range 60 {
			term := fmt.Sprintf("en:w%d", w)
			var want []byte
			for at, found, _ := s.extentOf(term); found; found = false {
				want = kept[key(1, pagePart, at.page)][at.at : at.at+at.size]
			}
			q := New([]*Segment{s}).Ask(Person{Office: true}, nil, nil, kept.fetch, lists)
			if err := q.read([]string{term}); err != nil || !slices.Equal(q.sections[0].lists[term], want) {
				t.Fatalf("got %v, %v; want %v", q.sections[0].lists[term], err, want)
			}
		}
	}
}

// mergeAll merges by the smallest pieces, and begins anew before each, as after
// an interruption.
func mergeAll(t *testing.T, kept shelf, id int64, sources []*Segment, still func(int64) bool) *Segment {
	t.Helper()
	alive := func(number int64) bool {
		return !slices.ContainsFunc(sources, func(s *Segment) bool { return slices.Contains(s.gone, number) })
	}
	for {
		parts := NewMerge(kept.load(t, id), sources, alive, kept.fetch).Cases(1)
		if kept.keep(parts); len(parts) == 0 {
			break
		}
	}
	for {
		m := NewMerge(kept.load(t, id), sources, alive, kept.fetch)
		parts, err := m.Words(500)
		if err != nil {
			t.Fatal(err)
		}
		if kept.keep(parts); len(parts) == 0 {
			kept.keep(m.Gone(still))
			return kept.load(t, id)
		}
	}
}

func TestAnEntryIsReadAsItWasWritten(t *testing.T) {
	e := anEntry(rand.New(rand.NewPCG(3, 4)), 7, 200) // #nosec G404 -- a test's
	e.Replaces, e.Filed = []int64{3, 5}, -5
	got, err := DecodeEntry(7, e.Encode())
	if err != nil || !reflect.DeepEqual(got, e) {
		t.Errorf("got %v, %v; want %v", got, err, e)
	}
	for n := range e.Encode() {
		_, _ = DecodeEntry(7, e.Encode()[:n]) // whatever it says, it does not panic
	}
}
