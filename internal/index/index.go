package index

import "slices"

// An Index is segments that are read as one. It never changes.
type Index struct {
	segments []*Segment
	alive    []Bits
	docs     []int // of each segment, how many cases are alive
	terms    []int // and how many terms the office sees of them
}

// New reads segments as one. Those of a case that a number replaced in any of
// them count no more.
func New(segments []*Segment) *Index {
	x := &Index{segments: segments}
	var gone []int64
	for _, s := range segments {
		gone = append(gone, s.gone...)
	}
	for _, s := range segments {
		alive := newBits(s.Len(), true)
		for _, place := range s.Columns.within(gone) {
			alive.clear(place)
		}
		docs, terms := 0, 0
		alive.each(func(place uint32) {
			docs++
			terms += s.length(place, false)
		})
		x.alive, x.docs, x.terms = append(x.alive, alive), append(x.docs, docs), append(x.terms, terms)
	}
	return x
}

// Segments are those that are read.
func (x *Index) Segments() []*Segment { return x.segments }

// A Person says what somebody may see, by numbers.
type Person struct {
	Office bool    // all cases but those hidden, and of her own what filers see
	Own    []int64 // those she filed
	Hidden []int64 // those that are hidden from her though she is of the office
}

// Ask begins a question. Of what is fresh only the present numbers, which
// ascend, are asked.
func (x *Index) Ask(p Person, fresh *Fresh, present []int64, fetch Fetch, lists *Lists) *Question {
	q := &Question{of: x, fresh: fresh, fetch: fetch, lists: lists, seesAll: p.Office && len(p.Own)+len(p.Hidden) == 0}
	for i, s := range x.segments {
		q.sections = append(q.sections, &section{Columns: &s.Columns, segment: s, seen: slices.Clone(x.alive[i]),
			docs: x.docs[i], terms: x.terms[i]})
	}
	if now := freshSection(fresh, present); now != nil {
		for _, s := range q.sections {
			for _, place := range s.within(now.replaced) {
				s.hide(place)
			}
		}
		q.sections = append(q.sections, now)
	}
	for _, s := range q.sections {
		s.showTo(p)
	}
	return q
}

func freshSection(fresh *Fresh, present []int64) *section {
	if len(present) == 0 {
		return nil
	}
	columns, replaces := fresh.now()
	s := &section{Columns: &columns, fresh: fresh, seen: newBits(columns.Len(), false)}
	for _, place := range columns.within(present) {
		s.seen.set(place)
		s.docs++
		s.terms += int(columns.office[place])
		s.replaced = append(s.replaced, replaces[place]...)
	}
	return s
}

func (s *section) showTo(p Person) {
	own := s.within(p.Own)
	if !p.Office {
		s.seesOnly(own)
	} else {
		for _, place := range s.within(p.Hidden) {
			s.hide(place)
		}
	}
	s.owns(own)
}

// read brings the lists of terms.
func (q *Question) read(terms []string) error {
	var missing []missingList
	for _, s := range q.sections {
		if s.lists == nil {
			s.lists = map[string]list{}
		}
		for _, term := range terms {
			if _, here := s.lists[term]; here {
				continue
			}
			if s.segment == nil {
				s.lists[term] = s.fresh.list(term).before(s.Len())
				continue
			}
			at, found, err := s.segment.extentOf(term)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			l, here := q.lists.get(s.segment, at)
			if s.lists[term] = l; !here {
				missing = append(missing, missingList{s, term, at})
			}
		}
	}
	return q.readMissing(missing)
}

// missingList is one that has to be read from its pages.
type missingList struct {
	of   *section
	term string
	at   extent
}

func (q *Question) readMissing(missing []missingList) error {
	if len(missing) == 0 {
		return nil
	}
	var keys []int64
	for _, m := range missing {
		for p := range m.at.pages() {
			keys = append(keys, key(m.of.segment.ID, pagePart, m.at.page+p))
		}
	}
	slices.Sort(keys)
	pages, err := q.fetch(slices.Compact(keys))
	if err != nil {
		return err
	}
	for _, m := range missing {
		l, err := m.of.segment.read(m.at, pages)
		if err != nil {
			return err
		}
		m.of.lists[m.term] = l
		q.lists.put(m.of.segment, m.at, l)
	}
	return nil
}

func (s *Segment) extentOf(term string) (at extent, found bool, err error) {
	err = s.find(term, term, func(w word) bool {
		at, found = w.at, true
		return false
	})
	return at, found, err
}

// Has reports whether a number lies in the segment.
func (s *Segment) Has(number int64) bool {
	_, here := s.place(number)
	return here
}
