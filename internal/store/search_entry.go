package store

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"example.org/casebook/internal/search"
)

// errIndexFormat: what is kept of the index is not what this program writes.
var errIndexFormat = errors.New("the search index cannot be read: it must be rebuilt from the cases")

// fieldCounts says how often a term stands in each field of a case.
type fieldCounts [search.Note + 1]uint32

// posting is a term's place in the index: the case, by number, and its fields.
type posting struct {
	doc int64
	in  fieldCounts
}

// termCounts is a term of one case.
type termCounts struct {
	term string
	in   fieldCounts
}

// entry is all that the index knows of the words of one case, by term.
type entry []termCounts

// of gives the terms from low to high, both included.
func (e entry) of(low, high string) entry {
	from, _ := slices.BinarySearchFunc(e, low, byTerm)
	to := from
	for to < len(e) && e[to].term <= high {
		to++
	}
	return e[from:to]
}

func byTerm(t termCounts, term string) int { return strings.Compare(t.term, term) }

// entryFormat begins every entry, so that none is empty, not even that of a case
// without words.
const entryFormat = 1

// encode writes an entry: its format, then each term without what it shares with the one before,
// then its fields.
func (e entry) encode() []byte {
	out := []byte{entryFormat}
	last := ""
	for _, t := range e {
		out = appendTerm(out, last, t.term)
		out = t.in.append(out)
		last = t.term
	}
	return out
}

func decodeEntry(from []byte) (entry, error) {
	if len(from) == 0 || from[0] != entryFormat {
		return nil, errIndexFormat
	}
	r := reader{rest: from[1:]}
	var e entry
	last := ""
	for len(r.rest) > 0 && r.err == nil {
		last = r.term(last)
		e = append(e, termCounts{last, r.fields()})
	}
	return e, r.err
}

func appendTerm(out []byte, last, term string) []byte {
	shared := 0
	for shared < min(len(last), len(term)) && last[shared] == term[shared] {
		shared++
	}
	out = binary.AppendUvarint(out, uint64(shared))
	out = binary.AppendUvarint(out, uint64(len(term)-shared))
	return append(out, term[shared:]...)
}

// append writes which fields there are as bits, and of each how often.
func (c *fieldCounts) append(out []byte) []byte {
	var mask byte
	for f, n := range c {
		if n > 0 {
			mask |= 1 << f
		}
	}
	out = append(out, mask)
	for _, n := range c {
		if n > 0 {
			out = binary.AppendUvarint(out, uint64(n))
		}
	}
	return out
}

// reader reads what append wrote. After an error everything is zero.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) fail() { r.rest, r.err = nil, errIndexFormat }

func (r *reader) number() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		n := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// bytes takes the next ones without a copy.
func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.fail()
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) term(last string) string {
	shared := r.number()
	own := r.bytes(r.number())
	if shared > uint64(len(last)) {
		r.fail()
		return ""
	}
	return last[:shared] + string(own)
}

func (r *reader) fields() (c fieldCounts) {
	mask := r.bytes(1)
	if r.err != nil {
		return c
	}
	for f := range c {
		if mask[0]&(1<<f) != 0 {
			c[f] = uint32(r.number()) // #nosec G115 -- it was written from one
		}
	}
	return c
}
