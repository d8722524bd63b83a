package store

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// kept is what a store holds of its index in memory: segments never change, and
// neither does what is fresh, under its number. Which of them there are the
// tables say, at each question.
type kept struct {
	mu    sync.Mutex
	index *index.Index
	fresh *index.Fresh
	lists *index.Lists

	words    vocabulary
	building sync.Mutex // of the words
}

// vocabulary are the words of an index and of so much that was fresh then.
type vocabulary struct {
	*search.Vocabulary
	of    *index.Index
	with  *index.Fresh
	fresh int
	built time.Time
	took  time.Duration
}

// open gives the index as the transaction sees it: its segments, what is fresh,
// and which numbers of that there are.
func (k *kept) open(tx *gorm.DB) (*index.Index, *index.Fresh, []int64, error) {
	x, err := k.segments(tx)
	if err != nil {
		return nil, nil, nil, err
	}
	present, err := list[int64](tx, "SELECT doc FROM search_fresh ORDER BY doc")
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read what is fresh: %w", err)
	}
	fresh, err := k.freshOf(tx, present)
	return x, fresh, present, err
}

func (k *kept) segments(tx *gorm.DB) (*index.Index, error) {
	live, err := list[int64](tx, "SELECT id FROM search_segments WHERE state = ? ORDER BY id", live)
	if err != nil {
		return nil, fmt.Errorf("read which segments there are: %w", err)
	}
	k.mu.Lock()
	held := k.index
	k.mu.Unlock()
	if held != nil && slices.EqualFunc(held.Segments(), live, func(s *index.Segment, id int64) bool { return s.ID == id }) {
		return held, nil
	}
	var all []*index.Segment
	for _, id := range live {
		s, err := segmentOf(tx, held, id)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	x := index.New(all)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.index = x
	return x, nil
}

// segmentOf reads a segment unless it is held.
func segmentOf(tx *gorm.DB, held *index.Index, id int64) (*index.Segment, error) {
	if held != nil {
		for _, s := range held.Segments() {
			if s.ID == id {
				return s, nil
			}
		}
	}
	return loadSegment(tx, id)
}

func loadSegment(tx *gorm.DB, id int64) (*index.Segment, error) {
	low, high := index.HeadKeys(id)
	parts, err := list[index.Part](tx, "SELECT key, body FROM search_parts WHERE key BETWEEN ? AND ? ORDER BY key", low, high)
	if err != nil {
		return nil, fmt.Errorf("read segment %d: %w", id, err)
	}
	s, err := index.LoadSegment(id, parts)
	if err != nil {
		return nil, fmt.Errorf("read segment %d: %w", id, err)
	}
	return s, nil
}

// freshOf gives something fresh that has the numbers, and maybe others.
func (k *kept) freshOf(tx *gorm.DB, present []int64) (*index.Fresh, error) {
	k.mu.Lock()
	fresh := k.fresh
	k.mu.Unlock()
	if fresh == nil || fresh.Len() > 2*len(present)+64 {
		fresh = index.NewFresh()
	}
	added, err := addFresh(tx, fresh, fresh.Missing(present))
	if err == nil && !added { // one came late: all in order anew
		fresh = index.NewFresh()
		_, err = addFresh(tx, fresh, present)
	}
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fresh = fresh
	return fresh, nil
}

// addFresh reads entries, which never change under their number; false when one
// has a lower number than one that is there.
func addFresh(tx *gorm.DB, to *index.Fresh, docs []int64) (bool, error) {
	entries, err := readEntries(tx, docs)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if !to.Add(e) {
			return len(to.Missing([]int64{e.Number})) == 0, nil
		}
	}
	return true, nil
}

// readEntries reads what is indexed under numbers that are fresh, in order.
func readEntries(tx *gorm.DB, docs []int64) ([]*index.Entry, error) {
	if len(docs) == 0 {
		return nil, nil
	}
	rows, err := list[freshRow](tx, "SELECT doc, entry FROM search_fresh WHERE doc IN "+numbersOf(tx)+" ORDER BY doc", numbers(docs))
	if err != nil {
		return nil, fmt.Errorf("read fresh entries: %w", err)
	}
	entries := make([]*index.Entry, len(rows))
	for i, r := range rows {
		if entries[i], err = index.DecodeEntry(r.Doc, r.Entry); err != nil {
			return nil, fmt.Errorf("read what is indexed under number %d: %w", r.Doc, err)
		}
	}
	return entries, nil
}

// freshRow is a row of the table search_fresh.
type freshRow struct {
	Doc   int64
	Entry []byte
}

// fetcher reads parts of segments.
func fetcher(tx *gorm.DB) index.Fetch {
	return func(keys []int64) (map[int64][]byte, error) {
		parts, err := list[index.Part](tx, "SELECT key, body FROM search_parts WHERE key IN "+numbersOf(tx), numbers(keys))
		if err != nil {
			return nil, fmt.Errorf("read the index: %w", err)
		}
		found := make(map[int64][]byte, len(parts))
		for _, p := range parts {
			found[p.Key] = p.Body
		}
		return found, nil
	}
}

// numbers is a list of any length as one value.
func numbers(all []int64) string {
	out := []byte{'['}
	for i, n := range all {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, n, 10)
	}
	return string(append(out, ']'))
}

// numbersOf reads the value that numbers made.
func numbersOf(tx *gorm.DB) string {
	if tx.Name() == postgresName {
		return "(SELECT CAST(t.n AS bigint) FROM json_array_elements_text(CAST(? AS json)) AS t(n))"
	}
	return "(SELECT value FROM json_each(?))"
}
