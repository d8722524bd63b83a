package index

import (
	"encoding/binary"
	"slices"
	"sort"
)

// A dictionary says of the terms of a segment, in order, how many cases have
// each and where its list is: the lists lie one after the other in pages, a
// list that is greater than a page alone in as many as it fills. It is kept,
// and read, in chunks that can be read without one another.
type dictionary struct {
	chunks [][]byte
	firsts []string // the first term of each chunk
}

const (
	pageBytes  = 4000 // a row of which a database keeps in one of its own pages
	chunkBytes = 1 << 10
)

// extent is where a list lies: from a byte of a page on, maybe over the next
// pages.
type extent struct{ page, at, size int }

// pages are how many pages it touches.
func (e extent) pages() int { return max(1, (e.at+e.size+pageBytes-1)/pageBytes) }

// layout places lists one after the other.
type layout struct{ page, at int }

// place says where the next list goes. A list that does not fit into what is
// left of a page begins the next; after one that fills pages so does the next.
func (l *layout) place(size int) extent {
	if l.at > 0 && l.at+size > pageBytes {
		l.page, l.at = l.page+1, 0
	}
	e := extent{l.page, l.at, size}
	if size > pageBytes {
		l.page, l.at = l.page+e.pages(), 0
	} else {
		l.at += size
	}
	return e
}

// word is a term of a dictionary; its bytes are good until the next one.
type word struct {
	term []byte
	docs int
	at   extent
}

// find gives the terms from low to high, both included, until take says false.
func (d *dictionary) find(low, high string, take func(word) bool) error {
	from := max(0, sort.Search(len(d.firsts), func(i int) bool { return d.firsts[i] > low })-1)
	for i := from; i < len(d.chunks) && d.firsts[i] <= high; i++ {
		on, err := eachWord(d.chunks[i], func(w word) bool {
			switch {
			case string(w.term) < low:
				return true
			case string(w.term) > high:
				return false
			}
			return take(w)
		})
		if err != nil || !on {
			return err
		}
	}
	return nil
}

// eachWord reads a chunk: the page and byte where its first list may begin,
// then the terms. On says that it was read to its end.
func eachWord(chunk []byte, take func(word) bool) (on bool, err error) {
	r := reader{rest: chunk}
	l := layout{int(r.number()), int(r.number())} // #nosec G115 -- they were written from such
	term := make([]byte, 0, 64)
	for len(r.rest) > 0 {
		shared := r.number()
		own := r.bytes(r.number())
		docs, size := int(r.number()), int(r.number()) // #nosec G115 -- as above
		if r.err != nil || shared > uint64(len(term)) {
			return false, ErrFormat
		}
		term = append(term[:shared], own...)
		if !take(word{term, docs, l.place(size)}) {
			return false, nil
		}
	}
	return true, r.err
}

// load takes the chunks of a segment.
func (d *dictionary) load(chunks [][]byte) error {
	d.chunks, d.firsts = chunks, make([]string, 0, len(chunks))
	for _, c := range chunks {
		_, err := eachWord(c, func(w word) bool {
			d.firsts = append(d.firsts, string(w.term))
			return false
		})
		if err != nil {
			return err
		}
	}
	if len(d.firsts) != len(chunks) || !slices.IsSorted(d.firsts) {
		return ErrFormat
	}
	return nil
}

// dictionaryWriter cuts words into chunks as they come.
type dictionaryWriter struct {
	chunks [][]byte
	chunk  []byte
	last   string
	layout layout
}

func (w *dictionaryWriter) add(term string, docs, size int) extent {
	if len(w.chunk) == 0 {
		w.chunk = binary.AppendUvarint(nil, uint64(w.layout.page))   // #nosec G115 -- a count
		w.chunk = binary.AppendUvarint(w.chunk, uint64(w.layout.at)) // #nosec G115 -- a count
		w.last = ""
	}
	w.chunk = appendTerm(w.chunk, w.last, term)
	w.chunk = binary.AppendUvarint(w.chunk, uint64(docs)) // #nosec G115 -- a count
	w.chunk = binary.AppendUvarint(w.chunk, uint64(size)) // #nosec G115 -- a count
	w.last = term
	at := w.layout.place(size)
	if len(w.chunk) >= chunkBytes {
		w.flush()
	}
	return at
}

func (w *dictionaryWriter) flush() {
	if len(w.chunk) > 0 {
		w.chunks = append(w.chunks, w.chunk)
		w.chunk = nil
	}
}
