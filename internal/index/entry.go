package index

import (
	"encoding/binary"
	"slices"
	"strings"

	"example.org/casebook/internal/search"
)

const fields = int(search.Coded) + 1

// Counts say how often a term stands in each field of a case.
type Counts [fields]uint32

// TermCounts is a term of one case.
type TermCounts struct {
	Term string
	In   Counts
}

// A Doc is what the index knows of a case beside its words. A number stands for
// a case as it was at one time: a case that changes gets another, never given
// before, and what is kept under the old one counts for nothing.
type Doc struct {
	Number   int64
	Replaces []int64 // the numbers it had that something may be kept under
	Filed    int64   // the submission, in microseconds since 1970
	Day      int     // of its advice or, without, of the submission, in days since 1970
	Shared   int     // terms of the fields that the filer sees
	Office   int     // terms of all fields
	Tags     Tags
}

// Tags are values by which cases are narrowed and counted. To the filer of a
// case those of the office do not exist.
type Tags struct{ Shared, Office []string }

// An Entry is all that the index keeps of one case, its terms in any order.
type Entry struct {
	Doc
	Terms []TermCounts
}

// entryFormat begins every entry.
const entryFormat = 2

// Encode writes the entry, its terms in order; not its number, which is the key
// it is kept under.
func (e *Entry) Encode() []byte {
	out := []byte{entryFormat}
	out = binary.AppendUvarint(out, uint64(len(e.Replaces)))
	for _, n := range e.Replaces {
		out = binary.AppendUvarint(out, uint64(n)) // #nosec G115 -- never negative
	}
	out = binary.AppendVarint(out, e.Filed)
	out = binary.AppendUvarint(out, uint64(max(0, e.Day)))
	out = binary.AppendUvarint(out, uint64(e.Shared)) // #nosec G115 -- a count
	out = binary.AppendUvarint(out, uint64(e.Office)) // #nosec G115 -- a count
	for _, tags := range [][]string{e.Tags.Shared, e.Tags.Office} {
		out = binary.AppendUvarint(out, uint64(len(tags)))
		for _, t := range tags {
			out = appendText(out, t)
		}
	}
	slices.SortFunc(e.Terms, func(a, b TermCounts) int { return strings.Compare(a.Term, b.Term) })
	last := ""
	for i := range e.Terms {
		out = appendTerm(out, last, e.Terms[i].Term)
		out = e.Terms[i].In.append(out)
		last = e.Terms[i].Term
	}
	return out
}

// DecodeEntry reads the entry that is kept under a number; ErrFormat when it is
// none.
func DecodeEntry(number int64, from []byte) (*Entry, error) {
	if len(from) == 0 || from[0] != entryFormat {
		return nil, ErrFormat
	}
	r := reader{rest: from[1:]}
	e := &Entry{Doc: Doc{Number: number}}
	for n := r.count(); n > 0; n-- {
		e.Replaces = append(e.Replaces, int64(r.number())) // #nosec G115 -- it was written from one
	}
	e.Filed, e.Day = r.signed(), int(r.number())          // #nosec G115 -- it was written from one
	e.Shared, e.Office = int(r.number()), int(r.number()) // #nosec G115 -- counts
	e.Tags.Shared, e.Tags.Office = r.texts(), r.texts()
	e.Terms = make([]TermCounts, 0, len(r.rest)/8)
	last := ""
	for len(r.rest) > 0 {
		last = r.term(last)
		e.Terms = append(e.Terms, TermCounts{last, r.counts()})
	}
	return e, r.err
}

func (r *reader) signed() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *reader) texts() (all []string) {
	for n := r.count(); n > 0 && r.err == nil; n-- {
		all = append(all, r.text())
	}
	return all
}

// append writes which fields there are as bits, and of each how often.
func (c *Counts) append(out []byte) []byte {
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

func (r *reader) counts() (c Counts) {
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
