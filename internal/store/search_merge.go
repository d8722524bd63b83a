package store

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"gorm.io/gorm"
)

// fold makes a segment of what is fresh, when there is enough of it.
func (s *Store) fold(tx *gorm.DB, segments []segmentRow) (step, error) {
	size := s.upkeep.sizes.fold
	rows, err := list[int64](tx, "SELECT doc FROM search_fresh ORDER BY doc LIMIT ?", size)
	if err != nil || len(rows) < size {
		return nil, err
	}
	entries := make(map[int64]entry, size)
	if err := readEntries(tx, rows, entries); err != nil {
		return nil, err
	}
	segment := segmentRow{ID: nextID(segments), State: live}
	out := inverted(segment.ID, entries)
	return func(tx *gorm.DB) error {
		if err := insertSegment(tx, segment); err != nil {
			return err
		}
		if err := insertPages(tx, out); err != nil {
			return err
		}
		_, err := exec(tx, "DELETE FROM search_fresh WHERE doc IN "+numbersOf(tx), numbers(rows))
		return err
	}, nil
}

// inverted are the pages of a segment of entries.
func inverted(segment int64, entries map[int64]entry) []pageRow {
	terms := map[string][]posting{}
	for doc, e := range entries {
		for _, t := range e {
			terms[t.term] = append(terms[t.term], posting{doc, t.in})
		}
	}
	order := make([]string, 0, len(terms))
	for term := range terms {
		order = append(order, term)
	}
	slices.Sort(order)
	out := pages{segment: segment}
	for _, term := range order {
		out.add(term, inOrder(terms[term]))
	}
	out.flush()
	return out.done
}

func inOrder(all []posting) []posting {
	slices.SortFunc(all, func(a, b posting) int { return cmp.Compare(a.doc, b.doc) })
	return all
}

// merge writes the next pages of the segment that is being built, and after the
// last puts it in the place of those it was built of.
func (s *Store) merge(tx *gorm.DB, segments []segmentRow) (step, error) {
	at := slices.IndexFunc(segments, func(g segmentRow) bool { return g.State == building })
	if at < 0 {
		return nil, nil
	}
	target := segments[at]
	var sources []*source
	for _, g := range segments {
		if g.IntoSegment == target.ID && g.State == live {
			sources = append(sources, &source{tx: tx, segment: g.ID, after: target.Done})
		}
	}
	alive, err := s.upkeep.alive.during(tx, target.ID)
	if err != nil {
		return nil, err
	}
	out := pages{segment: target.ID}
	last, ended, err := merged(sources, alive, &out, s.upkeep.sizes.bytes)
	if err != nil {
		return nil, fmt.Errorf("merge into segment %d: %w", target.ID, err)
	}
	return func(tx *gorm.DB) error {
		if err := insertPages(tx, out.done); err != nil {
			return err
		}
		if !ended {
			_, err := exec(tx, "UPDATE search_segments SET done = ? WHERE id = ?", last, target.ID)
			return err
		}
		return replace(tx, target.ID)
	}, nil
}

// replace makes a segment live instead of those it was built of.
func replace(tx *gorm.DB, target int64) error {
	if _, err := exec(tx, "UPDATE search_segments SET state = ? WHERE into_segment = ?", dropped, target); err != nil {
		return fmt.Errorf("retire segments: %w", err)
	}
	if _, err := exec(tx, "UPDATE search_segments SET state = ?, done = '' WHERE id = ?", live, target); err != nil {
		return fmt.Errorf("bring a segment to life: %w", err)
	}
	return nil
}

// merged writes terms of all sources in order, without the numbers that are no
// more, until there are enough bytes of pages or the sources end.
func merged(sources []*source, alive numberSet, out *pages, bytes int) (last string, ended bool, err error) {
	for out.bytes < bytes {
		term, some, err := lowest(sources)
		if err != nil {
			return "", false, err
		}
		if !some {
			out.flush()
			return last, true, nil
		}
		var all []posting
		for _, src := range sources {
			if src.term == term && !src.ended {
				all = append(all, src.postings...)
				src.taken = true
			}
		}
		all = slices.DeleteFunc(all, func(p posting) bool { return !alive.has(p.doc) })
		if len(all) > 0 {
			out.add(term, inOrder(all))
		}
		last = term
	}
	out.flush()
	return last, false, nil
}

func lowest(sources []*source) (term string, some bool, err error) {
	for _, src := range sources {
		if err := src.next(); err != nil {
			return "", false, err
		}
		if !src.ended && (!some || src.term < term) {
			term, some = src.term, true
		}
	}
	return term, some, nil
}

// source reads the terms of a segment one after the other.
type source struct {
	tx       *gorm.DB
	segment  int64
	after    string // the last term that was read, by this step or those before
	term     string
	postings []posting
	taken    bool // the term was used
	ended    bool
	begun    bool
	read     []termPostings // of pages that were read
}

type termPostings struct {
	term string
	all  []posting
}

// next goes to the next term, unless this one was not taken yet.
func (s *source) next() error {
	if s.begun && (!s.taken || s.ended) {
		return nil
	}
	s.begun, s.taken = true, false
	if len(s.read) == 0 {
		if err := s.readOn(); err != nil {
			return err
		}
	}
	if s.ended = len(s.read) == 0; s.ended {
		return nil
	}
	s.term, s.postings = s.read[0].term, s.read[0].all
	s.read, s.after = s.read[1:], s.term
	return nil
}

// readOn reads the next page, with all the parts of a large term.
func (s *source) readOn() error {
	bodies, err := list[[]byte](s.tx, `SELECT body FROM search_pages WHERE segment = ? AND first =
		(SELECT first FROM search_pages WHERE segment = ? AND last > ? AND first >= coalesce(
			(SELECT max(first) FROM search_pages WHERE segment = ? AND first <= ?), '') ORDER BY first LIMIT 1)
		ORDER BY part`, s.segment, s.segment, s.after, s.segment, s.after)
	if err != nil {
		return fmt.Errorf("read segment %d: %w", s.segment, err)
	}
	for _, body := range bodies {
		err := readPage(body, "", lastTerm, func(term string, all []posting) {
			switch n := len(s.read); {
			case term <= s.after:
			case n > 0 && s.read[n-1].term == term:
				s.read[n-1].all = append(s.read[n-1].all, all...)
			default:
				s.read = append(s.read, termPostings{term, all})
			}
		})
		if err != nil {
			return fmt.Errorf("read segment %d: %w", s.segment, err)
		}
	}
	return nil
}

// lastTerm is above every term.
const lastTerm = "\xff"

// numberSet is a set of numbers, a bit each.
type numberSet []uint64

func (s numberSet) has(n int64) bool {
	return n>>6 < int64(len(s)) && s[n>>6]&(1<<(n&63)) != 0
}

// alive are the numbers that there are. For the steps of one merge they are
// read once: a number that goes later goes with the next merge, and none of its
// sources can come to have another.
type alive struct {
	sync.Mutex
	target int64
	set    numberSet
}

func (a *alive) during(tx *gorm.DB, target int64) (numberSet, error) {
	a.Lock()
	defer a.Unlock()
	if a.target == target {
		return a.set, nil
	}
	rows, err := ask(tx, "SELECT doc FROM search_docs ORDER BY doc")
	if err != nil {
		return nil, fmt.Errorf("read which numbers there are: %w", err)
	}
	defer rows.Close()
	var set numberSet
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		for n>>6 >= int64(len(set)) {
			set = append(set, 0)
		}
		set[n>>6] |= 1 << (n & 63)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	a.target, a.set = target, set
	return set, nil
}
