package index

import (
	"encoding/binary"
	"math"
	"math/bits"

	"example.org/casebook/internal/search"
)

// A list is where a term stands in a segment: of each case, in order, the
// distance of its place from the one before (less one), and a code for how
// often the term stands in which fields. Most terms stand once in one field: a
// code says it in a byte; others are written out after the code long.
type list []byte

const (
	often  = 36 // the most that a short code says of one field
	shorts = byte((fields - 1) * often)
	long   = 255
)

// quarters is what an occurrence counts in each field.
var quarters = func() (q [fields]uint32) {
	for f := range q {
		q[f] = uint32(search.Field(f).Quarters()) // #nosec G115 -- few and small
	}
	return q
}()

// sharedField tells the fields that the filer of a case sees.
var sharedField = [fields]bool{search.Subject: true, search.Situation: true, search.Message: true, search.Advice: true}

// worth is what counts are worth, in quarters: to the office, and to the filer,
// for whom there are fewer fields.
type worth struct{ office, shared uint32 }

var worthOf = func() (all [shorts]worth) {
	for code := range all {
		var c Counts
		c[code/often+1] = uint32(code%often + 1) // #nosec G115 -- few and small
		all[code] = c.worth()
	}
	return all
}()

// most is the greatest worth of one term in one case: more changes no order.
const most = 1 << 16

func (c *Counts) worth() (w worth) {
	for f, n := range c {
		q := quarters[f] * min(n, most)
		w.office += q
		if sharedField[f] {
			w.shared += q
		}
	}
	return worth{min(w.office, most), min(w.shared, most)}
}

// append writes that a term stands in the case at a place, which comes after
// the last one written (-1 before the first).
func (l list) append(last, place int, in *Counts) list {
	out := binary.AppendUvarint(l, uint64(place-last-1)) // #nosec G115 -- places ascend
	if code, ok := in.short(); ok {
		return append(out, code)
	}
	return in.append(append(out, long))
}

func (c *Counts) short() (code byte, ok bool) {
	at := 0
	for f, n := range c {
		if n == 0 {
			continue
		}
		if at != 0 || f == 0 || n > often {
			return 0, false
		}
		at, code = f, byte((f-1)*often+int(n)-1) // #nosec G115 -- below shorts
	}
	return code, at != 0
}

// block is a stretch of a list as it is read: places, and the worth of what
// stands there.
type block struct {
	n     int
	place [256]uint32
	worth [256]worth
	code  [256]int32 // where the code of each is in the list
}

// cursor reads a list block by block. It is where a question spends its time.
type cursor struct {
	list
	read int
	last int
	err  error
	block
}

func (l list) cursor() cursor { return cursor{list: l, last: -1} }

// next reads on; false at the end, and after an error.
func (c *cursor) next() bool {
	c.n = 0
	l, i := c.list, c.read
	for c.n < len(c.place) && i < len(l) {
		d := int(l[i])
		i++
		if d >= 0x80 {
			n, size := binary.Uvarint(l[i-1:])
			if size <= 0 || n > math.MaxInt32 {
				return c.fail()
			}
			d, i = int(n), i-1+size // #nosec G115 -- checked
		}
		if i >= len(l) {
			return c.fail()
		}
		c.last += d + 1
		c.code[c.n] = int32(i)        // #nosec G115 -- lists are not that long
		c.place[c.n] = uint32(c.last) // #nosec G115 -- no more than there are cases
		if code := l[i]; code < shorts {
			c.worth[c.n] = worthOf[code]
			i++
		} else {
			w, size := worthOfLong(l[i:])
			if size == 0 {
				return c.fail()
			}
			c.worth[c.n] = w
			i += size
		}
		c.n++
	}
	c.read = i
	return c.n > 0
}

// counts reads what stands at a code.
func (l list) counts(code int32) (in Counts) {
	if l[code] < shorts {
		in[int(l[code])/often+1] = uint32(l[code])%often + 1
		return in
	}
	r := reader{rest: l[code+1:]}
	return r.counts()
}

// before is the list as far as places below n: what is fresh may have grown
// since it was looked at.
func (l list) before(n int) list {
	end, r, place := 0, reader{rest: l}, -1
	for len(r.rest) > 0 {
		if place += int(r.number()) + 1; place >= n { // #nosec G115 -- it was written from one
			break
		}
		if code := r.bytes(1); r.err == nil && code[0] == long {
			r.counts()
		}
		end = len(l) - len(r.rest)
	}
	return l[:end]
}

// worthOfLong is what counts that are written out are worth, and in how many
// bytes; none when they are not.
func worthOfLong(l list) (w worth, size int) {
	if len(l) < 2 || l[0] != long {
		return w, 0
	}
	size = 2
	for mask := uint(l[1]) & (1<<fields - 1); mask != 0; mask &= mask - 1 {
		f := bits.TrailingZeros(mask)
		n, bytes := binary.Uvarint(l[size:])
		if bytes <= 0 {
			return w, 0
		}
		q := quarters[f] * uint32(min(n, most)) // #nosec G115 -- capped
		w.office += q
		if sharedField[f] {
			w.shared += q
		}
		size += bytes
	}
	return worth{min(w.office, most), min(w.shared, most)}, size
}

func (c *cursor) fail() bool {
	c.read, c.n, c.err = len(c.list), 0, ErrFormat
	return false
}

// each gives every place with the counts themselves, for who writes them anew.
func (l list) each(take func(place int, in *Counts)) error {
	r := reader{rest: l}
	place := -1
	for len(r.rest) > 0 {
		place += int(r.number()) + 1 // #nosec G115 -- it was written from one
		var in Counts
		switch code := r.bytes(1); {
		case r.err != nil:
			return r.err
		case code[0] < shorts:
			in[int(code[0])/often+1] = uint32(code[0])%often + 1
		case code[0] == long:
			in = r.counts()
		default:
			return ErrFormat
		}
		if r.err != nil {
			return r.err
		}
		take(place, &in)
	}
	return r.err
}
