package store

import (
	"fmt"
	"strconv"
	"sync"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// found are the postings of a word by number, in every case there is or was:
// who asks may see of them what the rule of visibility lets through, which also
// passes over the numbers that are no more.
type found map[int64]fieldCounts

func (f found) add(doc int64, in fieldCounts) {
	sum := f[doc]
	for i, n := range in {
		sum[i] += n
	}
	f[doc] = sum
}

// docs are the numbers with the word in what a side sees.
func (f found) docs(side cases.Side) map[int64]bool {
	docs := make(map[int64]bool, len(f))
	for doc := range f {
		if f.seenBy(doc, side) {
			docs[doc] = true
		}
	}
	return docs
}

// seenBy reports whether the word stands in what a side sees of a case.
func (f found) seenBy(doc int64, side cases.Side) bool {
	in, has := f[doc]
	return has && (side == cases.OfficeSide || in.shared())
}

func (c *fieldCounts) shared() bool {
	for _, f := range sharedFields {
		if c[f] > 0 {
			return true
		}
	}
	return false
}

// span is a stretch of terms, both ends included.
type span struct{ low, high string }

func (s span) has(term string) bool { return s.low <= term && term <= s.high }

// spansOf are the terms of a word. A beginning reaches up to the last character
// there is.
func spansOf(w search.Word) []span {
	var spans []span
	for _, t := range w.Terms {
		spans = append(spans, span{t, t})
	}
	for _, p := range w.Prefixes {
		spans = append(spans, span{p, p + "\U0010FFFF"})
	}
	return spans
}

// lookUp reads where a word stands: in the segments, and in what is too fresh
// to be in one. A term of two spans counts once.
func (a *asked) lookUp(w search.Word) (found, error) {
	all := found{}
	spans := spansOf(w)
	for i, s := range spans {
		seen := func(term string) bool {
			for _, earlier := range spans[:i] {
				if earlier.has(term) {
					return true
				}
			}
			return false
		}
		if err := lookUpPages(a.tx, s, func(term string, of []posting) {
			if seen(term) {
				return
			}
			for i := range of {
				all.add(of[i].doc, of[i].in)
			}
		}); err != nil {
			return nil, err
		}
		for doc, e := range a.fresh {
			for _, t := range e.of(s.low, s.high) {
				if !seen(t.term) {
					all.add(doc, t.in)
				}
			}
		}
	}
	return all, nil
}

// lookUpPages reads a stretch of terms in the live segments: the page that
// begins at or before it, and those that begin in it.
func lookUpPages(tx *gorm.DB, s span, take func(string, []posting)) error {
	bodies, err := list[[]byte](tx, `SELECT p.body FROM search_segments AS g JOIN search_pages AS p ON p.segment = g.id
		WHERE g.state = ? AND p.first <= ? AND p.last >= ? AND p.first >= coalesce(
			(SELECT max(q.first) FROM search_pages AS q WHERE q.segment = g.id AND q.first <= ?), '')`,
		live, s.high, s.low, s.low)
	if err != nil {
		return fmt.Errorf("read pages of the index: %w", err)
	}
	for _, body := range bodies {
		if err := readPage(body, s.low, s.high, take); err != nil {
			return err
		}
	}
	return nil
}

// freshEntries keeps what is too fresh for a segment, read. An entry never
// changes under its number, so that it needs no other proof than being there.
type freshEntries struct {
	sync.Mutex
	known map[int64]entry
}

// read gives the entries as the transaction sees them.
func (f *freshEntries) read(tx *gorm.DB) (map[int64]entry, error) {
	docs, err := list[int64](tx, "SELECT doc FROM search_fresh")
	if err != nil {
		return nil, fmt.Errorf("read what is fresh: %w", err)
	}
	now := make(map[int64]entry, len(docs))
	var missing []int64
	f.Lock()
	for _, doc := range docs {
		if e, known := f.known[doc]; known {
			now[doc] = e
		} else {
			missing = append(missing, doc)
		}
	}
	f.Unlock()
	if err := readEntries(tx, missing, now); err != nil {
		return nil, err
	}
	f.Lock()
	f.known = now
	f.Unlock()
	return now, nil
}

func readEntries(tx *gorm.DB, docs []int64, into map[int64]entry) error {
	if len(docs) == 0 {
		return nil
	}
	rows, err := list[freshRow](tx, "SELECT doc, entry FROM search_fresh WHERE doc IN "+numbersOf(tx), numbers(docs))
	if err != nil {
		return fmt.Errorf("read fresh entries: %w", err)
	}
	for _, r := range rows {
		if into[r.Doc], err = decodeEntry(r.Entry); err != nil {
			return fmt.Errorf("read the terms of number %d: %w", r.Doc, err)
		}
	}
	return nil
}

// freshRow is a row of the table search_fresh.
type freshRow struct {
	Doc   int64
	Entry []byte
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
	if tx.Name() == "postgres" {
		return "(SELECT CAST(t.n AS bigint) FROM json_array_elements_text(CAST(? AS json)) AS t(n))"
	}
	return "(SELECT value FROM json_each(?))"
}
