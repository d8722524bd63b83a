package store

import (
	"encoding/binary"
	"math"

	"example.org/casebook/internal/search"
)

// A segment is kept in pages of terms in order. In a page a term is written
// without what it shares with the one before, then the number of its blocks,
// then these. A block holds postings in the order of their numbers:
//
//	how many, how many bytes, the greatest impact, then of each posting
//	the distance of its number from the one before and its fields
//
// The first distance of a block is from zero, so that a block can be read, or
// passed over, without those before.
const (
	pageBytes     = 8 << 10
	blockPostings = 128
)

// pageRow is a row of the table search_pages.
type pageRow struct {
	Segment int64
	First   string
	Part    int
	Last    string
	Body    []byte
}

// impact is an upper bound of what a posting's fields count for, in quarters,
// which all weights are multiples of.
func (c *fieldCounts) impact() uint64 {
	var sum float64
	for f, n := range c {
		sum += search.Field(f).Weight() * float64(n) // #nosec G115 -- at most the last field
	}
	return uint64(math.Ceil(sum * 4))
}

// pages cuts the terms of a segment into pages as they come.
type pages struct {
	segment int64
	done    []pageRow
	bytes   int // of done
	page    pageRow
}

// add takes the next term with its postings in order.
func (p *pages) add(term string, all []posting) {
	blocks := blocksOf(all)
	size := 0
	for _, b := range blocks {
		size += len(b)
	}
	if size > pageBytes {
		p.flush()
		p.addLarge(term, blocks)
		return
	}
	if len(p.page.Body)+size > pageBytes {
		p.flush()
	}
	if len(p.page.Body) == 0 {
		p.page = pageRow{Segment: p.segment, First: term}
	}
	p.page.Body = appendBlocks(p.page.Body, p.page.Last, term, blocks)
	p.page.Last = term
}

// addLarge gives a term pages of its own.
func (p *pages) addLarge(term string, blocks [][]byte) {
	from, size, part := 0, 0, 0
	for i, b := range blocks {
		size += len(b)
		if size < pageBytes && i < len(blocks)-1 {
			continue
		}
		p.page = pageRow{p.segment, term, part, term, appendBlocks(nil, "", term, blocks[from:i+1])}
		p.flush()
		from, size, part = i+1, 0, part+1
	}
}

func (p *pages) flush() {
	if len(p.page.Body) > 0 {
		p.done = append(p.done, p.page)
		p.bytes += len(p.page.Body)
	}
	p.page = pageRow{}
}

func appendBlocks(out []byte, last, term string, blocks [][]byte) []byte {
	out = appendTerm(out, last, term)
	out = binary.AppendUvarint(out, uint64(len(blocks)))
	for _, b := range blocks {
		out = append(out, b...)
	}
	return out
}

func blocksOf(all []posting) [][]byte {
	var blocks [][]byte
	for len(all) > 0 {
		n := min(len(all), blockPostings)
		blocks = append(blocks, block(all[:n]))
		all = all[n:]
	}
	return blocks
}

func block(some []posting) []byte {
	var body []byte
	var last int64
	var most uint64
	for i := range some {
		body = binary.AppendUvarint(body, uint64(some[i].doc-last)) // #nosec G115 -- they ascend
		body = some[i].in.append(body)
		last, most = some[i].doc, max(most, some[i].in.impact())
	}
	out := binary.AppendUvarint(nil, uint64(len(some)))
	out = binary.AppendUvarint(out, uint64(len(body)))
	return append(binary.AppendUvarint(out, most), body...)
}

// readPage gives the terms of a page from low to high, both included, each with
// its postings.
func readPage(body []byte, low, high string, take func(term string, all []posting)) error {
	r := reader{rest: body}
	term := ""
	for len(r.rest) > 0 {
		term = r.term(term)
		if term > high {
			break
		}
		all := r.blocks(term >= low)
		if r.err == nil && term >= low {
			take(term, all)
		}
	}
	return r.err
}

// blocks reads the postings of a term, or passes over them.
func (r *reader) blocks(wanted bool) (all []posting) {
	for n := r.number(); n > 0 && r.err == nil; n-- {
		n, size := r.number(), r.number()
		r.number() // the greatest impact
		b := reader{rest: r.bytes(size)}
		if !wanted || r.err != nil {
			continue
		}
		var doc int64
		for ; n > 0 && b.err == nil; n-- {
			doc += int64(b.number()) // #nosec G115 -- it was written from one
			all = append(all, posting{doc, b.fields()})
		}
		if b.err != nil {
			r.fail()
		}
	}
	return all
}
