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

// built is a segment as it is being written.
type built struct {
	id    int64
	words dictionaryWriter
	chunk int // chunks already handed out
	parts []Part
	page  []byte
	at    int // the page that is open
	bytes int // of what was written
}

// add takes the next term with its list.
func (b *built) add(term string, docs int, l list) {
	e := b.words.add(term, docs, len(l))
	if e.page != b.at {
		b.flushPage()
		b.at = e.page
	}
	b.page = append(b.page, l...)
	b.bytes += len(l)
	if len(l) > pageBytes {
		b.flushPage()
	}
}

// flushPage hands out the open page; what is greater in as many as it fills.
func (b *built) flushPage() {
	for len(b.page) > 0 {
		n := min(len(b.page), pageBytes)
		b.parts = append(b.parts, Part{key(b.id, pagePart, b.at), b.page[:n:n]})
		b.page, b.at = b.page[n:], b.at+1
	}
	b.page = nil
}

// flush hands out all there is. What comes after begins a page.
func (b *built) flush() []Part {
	b.flushPage()
	b.words.flush()
	if l := &b.words.layout; l.at > 0 {
		l.page, l.at = l.page+1, 0
	}
	b.at = b.words.layout.page
	for _, c := range b.words.chunks {
		b.parts = append(b.parts, Part{key(b.id, chunkPart, b.chunk), c})
		b.chunk++
	}
	b.words.chunks = nil
	out := b.parts
	b.parts, b.bytes = nil, 0
	return out
}

// Build makes a segment of entries, whose numbers ascend and of which none
// replaces another: the parts of it, in no order.
func Build(id int64, entries []*Entry) []Part {
	f := NewFresh()
	for _, e := range entries {
		f.Add(e)
	}
	b := built{id: id}
	for _, term := range inOrder(f.lists) {
		b.add(term, f.lists[term].docs, f.lists[term].list)
	}
	parts := b.flush()
	for i, body := range f.columns.encode() {
		parts = append(parts, Part{key(id, columnPart, i), body})
	}
	if len(f.columns.gone) > 0 {
		parts = append(parts, Part{key(id, gonePart, 0), encodeGone(f.columns.gone)})
	}
	return parts
}

// growing is a list to which cases are added.
type growing struct {
	list
	last, docs int
}

func (g *growing) add(place int, in *Counts) {
	g.list = g.append(g.last, place, in)
	g.last = place
	g.docs++
}
