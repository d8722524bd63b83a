package index

import "bytes"

// A Part is a piece of a segment as it is kept: a key, and bytes that never
// change under it.
type Part struct {
	Key  int64
	Body []byte
}

// The kinds of parts. Their numbers are kept.
const (
	columnPart = iota
	gonePart
	chunkPart
	pagePart
	kinds
)

const kindBits, partBits = 4, 28

// key is the key of a part: those of a segment lie together.
func key(segment int64, kind, part int) int64 {
	return segment<<(kindBits+partBits) | int64(kind)<<partBits | int64(part)
}

// Keys are the bounds of the keys of a segment, both included.
func Keys(segment int64) (low, high int64) { return key(segment, 0, 0), key(segment+1, 0, 0) - 1 }

// HeadKeys are the bounds of the keys that LoadSegment needs, both included.
func HeadKeys(segment int64) (low, high int64) {
	return key(segment, 0, 0), key(segment, pagePart, 0) - 1
}

// A Segment holds the words of many cases. It never changes.
type Segment struct {
	ID     int64
	loaded uint64 // see listOf
	Columns
	dictionary
}

// LoadSegment reads a segment from the parts between HeadKeys, in the order of
// their keys; ErrFormat when they are none.
func LoadSegment(id int64, parts []Part) (*Segment, error) {
	s := &Segment{ID: id, loaded: loads.Add(1)}
	var chunks [][]byte
	for _, p := range parts {
		var err error
		switch p.Key >> partBits & (1<<kindBits - 1) {
		case columnPart:
			err = s.decodePart(p.Body)
		case gonePart:
			s.gone, err = decodeGone(p.Body)
		case chunkPart:
			chunks = append(chunks, bytes.Clone(p.Body))
		}
		if err != nil {
			return nil, err
		}
	}
	return s, s.load(chunks)
}
