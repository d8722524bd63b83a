package index

import (
	"math/bits"
	"runtime"

	"example.org/casebook/internal/search"
)

// Bits is a set of places.
type Bits []uint64

// newBits is a set of so many places, all or none of them in it.
func newBits(n int, all bool) Bits {
	b := make(Bits, (n+63)/64)
	if all {
		for i := range b {
			b[i] = ^uint64(0)
		}
		if n%64 != 0 {
			b[len(b)-1] = 1<<(n%64) - 1
		}
	}
	return b
}

func (b Bits) has(place uint32) bool { return b[place>>6]&(1<<(place&63)) != 0 }
func (b Bits) set(place int)         { b[place>>6] |= 1 << (place & 63) }
func (b Bits) clear(place int)       { b[place>>6] &^= 1 << (place & 63) }

func (b Bits) without(other Bits) {
	for i := range b {
		b[i] &^= other[i]
	}
}

func (b Bits) with(other Bits) {
	for i := range b {
		b[i] |= other[i]
	}
}

func (b Bits) within(other Bits) {
	for i := range b {
		b[i] &= other[i]
	}
}

// each gives the places in order.
func (b Bits) each(take func(place uint32)) {
	for i, w := range b {
		for w != 0 {
			take(uint32(i<<6 + bits.TrailingZeros64(w))) // #nosec G115 -- a place
			w &= w - 1
		}
	}
}

// section is a part of what is searched, a segment or what is fresh, with what
// one person may see of it.
type section struct {
	*Columns
	segment *Segment // or
	fresh   *Fresh

	replaced []int64         // of what is fresh, the numbers it takes the place of
	lists    map[string]list // of the terms that are asked for
	seen     Bits
	own      Bits // of those seen, the ones she filed; nil when there is none
	docs     int  // how many are seen
	terms    int  // that are seen of them
	must     Bits // what a phrase or an excluded word leaves; nil for all
	*workspace
}

// A workspace is what a question needs of room for each case of a section.
type workspace struct {
	sums   []sum    // by place: what was added up for a case
	found  []uint32 // the places with any word, in no order
	counts []uint32 // by place: of the word that is counted, zero between words
	now    []uint32 // the places with that word
	stands *places  // of a phrase, one section after the other
}

type sum struct {
	score, has float32
	groups     uint64 // which it has; from the 64th on all are one
}

// rooms are workspaces of a whole question. They are used again: to make them
// anew would cost as much as the answer. A sync.Pool would forget them at each
// cleaning up, which new ones bring about.
var rooms = make(chan *workspace, runtime.NumCPU())

func takeRoom(cases int) *workspace {
	select {
	case w := <-rooms:
		if len(w.sums) >= cases {
			return w
		}
	default:
	}
	size := cases + cases/8 // the next question may be of a few cases more
	return &workspace{make([]sum, size), make([]uint32, size), make([]uint32, size), make([]uint32, size), &places{}}
}

func (w *workspace) giveBack() {
	select {
	case rooms <- w:
	default: // there are enough
	}
}

// begin makes room for all sections.
func (q *Question) begin() {
	all := 0
	for _, s := range q.sections {
		all += s.Len()
	}
	w := takeRoom(all)
	q.room = w
	from := 0
	for _, s := range q.sections {
		to := from + s.Len()
		s.workspace = &workspace{w.sums[from:to], w.found[from:from:to], w.counts[from:to], w.now[from:from:to], w.stands}
		from = to
	}
}

// clear forgets all that was added up.
func (w *workspace) clear() {
	if len(w.found) > len(w.sums)/16 {
		clear(w.sums)
	} else {
		for _, place := range w.found {
			w.sums[place] = sum{}
		}
	}
	for _, place := range w.now {
		w.counts[place] = 0
	}
	w.found, w.now = w.found[:0], w.now[:0]
}

func (s *section) isOwn(place uint32) bool { return s.own != nil && s.own.has(place) }

// count adds what a list is worth, for a term of a weight in hundredths, to the
// cases that are seen, and tells how many these are.
func (s *section) count(l list, weight uint32) (cases int, err error) {
	c := l.cursor()
	counts, now := s.counts, s.now
	for c.next() {
		for i, place := range c.place[:c.n] {
			if int(place) >= len(counts) {
				s.now = now
				return 0, ErrFormat
			}
			w := c.worth[i].office
			if s.own != nil && s.own.has(place) {
				w = c.worth[i].shared
			}
			if w == 0 || !s.seen.has(place) {
				continue
			}
			if counts[place] == 0 {
				now = append(now, place)
			}
			counts[place] += w * weight
			cases++
		}
	}
	s.now = now
	return cases, c.err
}

// add scores the group that was counted, and forgets it.
func (s *section) add(scorer *search.Scorer, weight float32, group int) {
	bit := uint64(1) << min(group, 63)
	for _, place := range s.now {
		a := &s.sums[place]
		if a.groups == 0 {
			s.found = append(s.found, place)
		}
		a.score += weight * scorer.Gain(s.counts[place], s.length(place, s.own != nil && s.own.has(place)))
		a.has += weight
		a.groups |= bit
		s.counts[place] = 0
	}
	s.now = s.now[:0]
}

// set gives the places with a term in what is seen, in a set of their own.
func (s *section) set(lists []list) (Bits, error) {
	b := newBits(s.Len(), false)
	for _, l := range lists {
		c := l.cursor()
		for c.next() {
			for i, place := range c.place[:c.n] {
				if int(place) >= s.Len() {
					return nil, ErrFormat
				}
				if c.worth[i].office > 0 && (!s.isOwn(place) || c.worth[i].shared > 0) {
					b.set(int(place))
				}
			}
		}
		if c.err != nil {
			return nil, c.err
		}
	}
	b.within(s.seen)
	return b, nil
}

// hide takes a place away from what is seen.
func (s *section) hide(place int) {
	if p := uint32(place); s.seen.has(p) { // #nosec G115 -- a place
		s.seen.clear(place)
		s.docs--
		s.terms -= s.length(p, s.isOwn(p))
	}
}

// owns says which of the cases are her own: of those she sees less.
func (s *section) owns(places []int) {
	if len(places) > 0 && s.own == nil {
		s.own = newBits(s.Len(), false)
	}
	for _, place := range places {
		p := uint32(place) // #nosec G115 -- a place
		if s.seen.has(p) {
			s.terms += s.length(p, true) - s.length(p, false)
			s.own.set(place)
		}
	}
}

// seesOnly leaves her nothing but these.
func (s *section) seesOnly(places []int) {
	b := newBits(s.Len(), false)
	s.docs, s.terms = 0, 0
	for _, place := range places {
		p := uint32(place) // #nosec G115 -- a place
		if s.seen.has(p) {
			b.set(place)
			s.docs++
			s.terms += s.length(p, false)
		}
	}
	s.seen = b
}
