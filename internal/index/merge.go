package index

import "slices"

// A Merge makes one segment of several, a piece at a time: first the cases that
// still stand, then their words. What was written is all it needs to know to go
// on, so that it may be interrupted between any two pieces.
type Merge struct {
	Target  *Segment // with the cases written so far
	Sources []*Segment
	Fetch   Fetch
	alive   func(number int64) bool
	places  [][]int32 // of each source's cases in the target; -1 for none
}

// Fetch reads parts by their keys.
type Fetch func(keys []int64) (map[int64][]byte, error)

// NewMerge goes on with a merge, of the numbers that are alive.
func NewMerge(target *Segment, sources []*Segment, alive func(number int64) bool, fetch Fetch) *Merge {
	return &Merge{Target: target, Sources: sources, alive: alive, Fetch: fetch}
}

// Cases gives the next parts of cases, of about so many cases; none when all
// are written.
func (m *Merge) Cases(n int) []Part {
	after := int64(0)
	if c := m.Target.Len(); c > 0 {
		after = m.Target.Numbers[c-1]
	}
	next := make([]int, len(m.Sources))
	for i, s := range m.Sources {
		next[i] = s.firstAfter(after)
	}
	part := (m.Target.Len() + columnDocs - 1) / columnDocs
	var batch Columns
	for batch.Len() < max(n/columnDocs, 1)*columnDocs {
		s := lowestNumber(m.Sources, next)
		if s < 0 {
			break
		}
		d := m.Sources[s].doc(next[s])
		next[s]++
		if m.alive(d.Number) {
			batch.add(&d)
			m.Target.add(&d)
		}
	}
	var parts []Part
	for i, body := range batch.encode() {
		parts = append(parts, Part{key(m.Target.ID, columnPart, part+i), body})
	}
	return parts
}

func lowestNumber(sources []*Segment, next []int) int {
	at := -1
	for i, s := range sources {
		if next[i] < s.Len() && (at < 0 || s.Numbers[next[i]] < sources[at].Numbers[next[at]]) {
			at = i
		}
	}
	return at
}

// Words gives the next parts of words, of about so many bytes; none when all are
// written. The target knows its dictionary as far as it is written.
func (m *Merge) Words(bytes int) ([]Part, error) {
	m.findPlaces()
	b, after, err := m.goOn()
	if err != nil {
		return nil, err
	}
	sources, err := m.walks(after)
	if err != nil {
		return nil, err
	}
	for b.bytes < bytes {
		term, some := lowestTerm(sources)
		if !some {
			break
		}
		docs, l, err := mergedList(sources, term)
		if err != nil {
			return nil, err
		}
		if docs > 0 {
			b.add(term, docs, l)
		}
	}
	parts := b.flush()
	return parts, m.Target.learn(parts)
}

// walks go through the words after one, of the sources of which any case stands.
func (m *Merge) walks(after string) (all []*walk, err error) {
	for i, s := range m.Sources {
		if !slices.ContainsFunc(m.places[i], func(place int32) bool { return place >= 0 }) {
			continue
		}
		w := &walk{segment: s, fetch: m.Fetch, places: m.places[i], chunk: s.chunkOf(after)}
		if err := w.skipTo(after); err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

// learn adds chunks that were written.
func (s *Segment) learn(parts []Part) error {
	chunks := s.chunks
	for _, p := range parts {
		if p.Key>>partBits&(1<<kindBits-1) == chunkPart {
			chunks = append(chunks, p.Body)
		}
	}
	return s.load(chunks)
}

func (m *Merge) findPlaces() {
	if m.places != nil {
		return
	}
	for _, s := range m.Sources {
		to := make([]int32, s.Len())
		at := 0
		for i, n := range s.Numbers {
			for at < m.Target.Len() && m.Target.Numbers[at] < n {
				at++
			}
			to[i] = -1
			if at < m.Target.Len() && m.Target.Numbers[at] == n {
				to[i] = int32(at) // #nosec G115 -- a place
			}
		}
		m.places = append(m.places, to)
	}
}

// goOn gives the writer as it was after the last term.
func (m *Merge) goOn() (b built, after string, err error) {
	b = built{id: m.Target.ID, chunk: len(m.Target.chunks)}
	if b.chunk == 0 {
		return b, "", nil
	}
	_, err = eachWord(m.Target.chunks[b.chunk-1], func(w word) bool {
		after = string(w.term)
		b.at = w.at.page + w.at.pages() // a piece ends with its page
		return true
	})
	b.words.layout.page = b.at
	return b, after, err
}

// Gone are the numbers that the target has to say are no more: those its
// sources said so of that are still somewhere.
func (m *Merge) Gone(still func(number int64) bool) []Part {
	var left []int64
	for _, s := range m.Sources {
		for _, n := range s.gone {
			if _, here := m.Target.place(n); here || still(n) {
				left = append(left, n)
			}
		}
	}
	if len(left) == 0 {
		return nil
	}
	slices.Sort(left)
	return []Part{{key(m.Target.ID, gonePart, 0), encodeGone(slices.Compact(left))}}
}

// walk goes through the terms of a segment with their lists.
type walk struct {
	segment *Segment
	fetch   Fetch
	places  []int32
	chunk   int // the next to be read
	words   []wordAt
	pages   map[int64][]byte
}

type wordAt struct {
	term string
	docs int
	at   extent
}

func (s *Segment) chunkOf(term string) int {
	at, found := slices.BinarySearch(s.firsts, term)
	if !found {
		at--
	}
	return max(at, 0)
}

func (w *walk) skipTo(after string) error {
	for {
		if err := w.more(); err != nil || len(w.words) == 0 {
			return err
		}
		if after == "" || w.words[0].term > after {
			return nil
		}
		w.words = w.words[1:]
	}
}

// more reads the next chunk, and the pages of its lists, when one is used up.
func (w *walk) more() error {
	if len(w.words) > 0 || w.chunk >= len(w.segment.chunks) {
		return nil
	}
	var keys []int64
	_, err := eachWord(w.segment.chunks[w.chunk], func(x word) bool {
		w.words = append(w.words, wordAt{string(x.term), x.docs, x.at})
		for p := range x.at.pages() {
			keys = append(keys, key(w.segment.ID, pagePart, x.at.page+p))
		}
		return true
	})
	if err != nil {
		return err
	}
	w.chunk++
	w.pages, err = w.fetch(slices.Compact(keys))
	return err
}

func lowestTerm(sources []*walk) (term string, some bool) {
	for _, w := range sources {
		if len(w.words) > 0 && (!some || w.words[0].term < term) {
			term, some = w.words[0].term, true
		}
	}
	return term, some
}

// mergedList is the list of a term over all sources, of the cases that stand.
func mergedList(sources []*walk, term string) (docs int, l list, err error) {
	var all []standing
	sorted := true
	for _, w := range sources {
		if len(w.words) == 0 || w.words[0].term != term {
			continue
		}
		body, err := w.segment.read(w.words[0].at, w.pages)
		if err != nil {
			return 0, nil, err
		}
		err = body.each(func(place int, in *Counts) {
			if place < len(w.places) && w.places[place] >= 0 {
				sorted = sorted && (len(all) == 0 || all[len(all)-1].place < w.places[place])
				all = append(all, standing{w.places[place], *in})
			}
		})
		if err != nil {
			return 0, nil, err
		}
		w.words = w.words[1:]
		if err := w.more(); err != nil {
			return 0, nil, err
		}
	}
	if !sorted {
		slices.SortFunc(all, func(a, b standing) int { return int(a.place - b.place) })
	}
	g := growing{last: -1}
	for i := range all {
		g.add(int(all[i].place), &all[i].in)
	}
	return g.docs, g.list, nil
}

// standing is a term's place in the target.
type standing struct {
	place int32
	in    Counts
}

// read puts a list together from its pages.
func (s *Segment) read(at extent, pages map[int64][]byte) (list, error) {
	first, here := pages[key(s.ID, pagePart, at.page)]
	if here && at.at+at.size <= len(first) {
		return first[at.at : at.at+at.size], nil
	}
	out := make([]byte, 0, at.size)
	for p := range at.pages() {
		out = append(out, pages[key(s.ID, pagePart, at.page+p)]...)
	}
	if at.at != 0 || len(out) < at.size {
		return nil, ErrFormat
	}
	return out[:at.size], nil
}
