package index

import (
	"encoding/binary"
	"math"
	"slices"
	"sort"
)

// Columns are the cases of a segment, by place: all that is asked of a case
// beside its words, side by side, so that a question that meets every case
// still takes little.
type Columns struct {
	Numbers []int64 // ascending
	Filed   []int64
	days    []uint16
	office  []uint16 // terms, capped
	shared  []uint16
	Names   []string // of the tags
	tags    []uint16 // of all cases, one after the other: those both sides see first
	ends    []uint32 // where the tags of a case end
	splits  []uint8  // how many of a case's tags both sides see
	names   map[string]uint16
	gone    []int64 // numbers that cases of this segment, or of those it was made of, replaced
}

// Len is how many cases there are.
func (c *Columns) Len() int { return len(c.Numbers) }

// place finds a number.
func (c *Columns) place(number int64) (int, bool) { return slices.BinarySearch(c.Numbers, number) }

// Length is how many terms a side sees of the case at a place.
func (c *Columns) length(place uint32, own bool) int {
	if own {
		return int(c.shared[place])
	}
	return int(c.office[place])
}

// Tags gives the tags of the case at a place, as numbers in Names, that a side
// sees.
func (c *Columns) tagsOf(place uint32, own bool) []uint16 {
	begin := uint32(0)
	if place > 0 {
		begin = c.ends[place-1]
	}
	end := c.ends[place]
	if own {
		end = begin + uint32(c.splits[place])
	}
	return c.tags[begin:end]
}

// add puts a case at the end. Its number is above the others'.
func (c *Columns) add(d *Doc) {
	c.Numbers = append(c.Numbers, d.Number)
	c.Filed = append(c.Filed, d.Filed)
	c.days = append(c.days, uint16(max(0, min(d.Day, math.MaxUint16)))) // #nosec G115 -- capped
	c.office = append(c.office, uint16(min(d.Office, math.MaxUint16)))  // #nosec G115 -- capped
	c.shared = append(c.shared, uint16(min(d.Shared, math.MaxUint16)))  // #nosec G115 -- capped
	for _, t := range d.Tags.Shared {
		c.tags = append(c.tags, c.tag(t))
	}
	for _, t := range d.Tags.Office {
		c.tags = append(c.tags, c.tag(t))
	}
	c.ends = append(c.ends, uint32(len(c.tags)))                               // #nosec G115 -- a dozen a case
	c.splits = append(c.splits, uint8(min(len(d.Tags.Shared), math.MaxUint8))) // #nosec G115 -- capped
	c.gone = append(c.gone, d.Replaces...)
}

func (c *Columns) tag(name string) uint16 {
	n, known := c.names[name]
	if known {
		return n
	}
	if c.names == nil {
		c.names = map[string]uint16{}
	}
	n = uint16(min(len(c.Names), math.MaxUint16)) // #nosec G115 -- capped: then tags are taken for one another
	c.names[name] = n
	c.Names = append(c.Names, name)
	return n
}

// doc gives back the case at a place.
func (c *Columns) doc(place int) Doc {
	p := uint32(place) // #nosec G115 -- a place
	d := Doc{Number: c.Numbers[place], Filed: c.Filed[place], Day: int(c.days[place]), Shared: int(c.shared[place]), Office: int(c.office[place])}
	for i, t := range c.tagsOf(p, false) {
		if i < int(c.splits[place]) {
			d.Tags.Shared = append(d.Tags.Shared, c.Names[t])
		} else {
			d.Tags.Office = append(d.Tags.Office, c.Names[t])
		}
	}
	return d
}

// columnDocs is how many cases a part of the columns holds.
const columnDocs = 128

// encode writes the columns in parts, and what is gone in the last.
func (c *Columns) encode() [][]byte {
	var parts [][]byte
	for from := 0; from < c.Len(); from += columnDocs {
		parts = append(parts, c.encodePart(from, min(from+columnDocs, c.Len())))
	}
	return parts
}

// encodePart begins with the names of the tags it uses.
func (c *Columns) encodePart(from, to int) []byte {
	var names []byte
	used := map[uint16]int{}
	body := binary.AppendUvarint(nil, uint64(to-from)) // #nosec G115 -- a count
	last := int64(0)
	for i := from; i < to; i++ {
		body = binary.AppendUvarint(body, uint64(c.Numbers[i]-last)) // #nosec G115 -- they ascend
		last = c.Numbers[i]
		body = binary.AppendVarint(body, c.Filed[i])
		body = binary.AppendUvarint(body, uint64(c.days[i]))
		body = binary.AppendUvarint(body, uint64(c.shared[i]))
		body = binary.AppendUvarint(body, uint64(c.office[i]))
		tags := c.tagsOf(uint32(i), false) // #nosec G115 -- a place
		body = binary.AppendUvarint(body, uint64(c.splits[i]))
		body = binary.AppendUvarint(body, uint64(len(tags)))
		for _, t := range tags {
			n, known := used[t]
			if !known {
				n = len(used)
				used[t] = n
				names = appendText(names, c.Names[t])
			}
			body = binary.AppendUvarint(body, uint64(n)) // #nosec G115 -- a count
		}
	}
	return append(append(binary.AppendUvarint(nil, uint64(len(used))), names...), body...)
}

func (c *Columns) decodePart(part []byte) error {
	r := reader{rest: part}
	names := r.texts()
	last := int64(0)
	for n := r.count(); n > 0 && r.err == nil; n-- {
		d := Doc{Number: last + int64(r.number()), Filed: r.signed(), Day: int(r.number())} // #nosec G115 -- they were written from such
		last = d.Number
		d.Shared, d.Office = int(r.number()), int(r.number()) // #nosec G115 -- counts
		split, all := r.count(), r.count()
		tags := make([]string, 0, all)
		for range all {
			at := r.number()
			if at >= uint64(len(names)) || r.err != nil {
				return ErrFormat
			}
			tags = append(tags, names[at])
		}
		if split > all {
			return ErrFormat
		}
		d.Tags = Tags{Shared: tags[:split], Office: tags[split:]}
		c.add(&d)
	}
	return r.err
}

// encodeGone writes numbers that are no more.
func encodeGone(gone []int64) []byte {
	slices.Sort(gone)
	var out []byte
	last := int64(0)
	for _, n := range gone {
		out = binary.AppendUvarint(out, uint64(n-last)) // #nosec G115 -- they ascend
		last = n
	}
	return out
}

func decodeGone(part []byte) (gone []int64, err error) {
	r := reader{rest: part}
	last := int64(0)
	for len(r.rest) > 0 {
		last += int64(r.number()) // #nosec G115 -- it was written from one
		gone = append(gone, last)
	}
	return gone, r.err
}

// within gives the places of those of the numbers, which may be in any order,
// that are here.
func (c *Columns) within(numbers []int64) (places []int) {
	for _, n := range numbers {
		if at, found := c.place(n); found {
			places = append(places, at)
		}
	}
	return places
}

// firstAfter is the first place with a greater number.
func (c *Columns) firstAfter(number int64) int {
	return sort.Search(c.Len(), func(i int) bool { return c.Numbers[i] > number })
}
