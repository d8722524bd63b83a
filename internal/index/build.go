package index

import (
	"maps"
	"slices"
)

// posted are cases and the lists of their words as they grow.
type posted struct {
	columns Columns
	lists   map[string]*growing
}

// post puts a case at the end. Its number is above the others'.
func (p *posted) post(e *Entry) {
	place := p.columns.Len()
	p.columns.add(&e.Doc)
	for i := range e.Terms {
		t := &e.Terms[i]
		g := p.lists[t.Term]
		if g == nil {
			g = &growing{last: -1}
			p.lists[t.Term] = g
		}
		g.add(place, &t.In)
	}
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

// A Builder makes a segment of cases. What is most of the work needs no numbers
// of theirs: these are given at the end, when they are known.
type Builder struct{ posted }

// NewBuilder has no case yet.
func NewBuilder() *Builder { return &Builder{posted{lists: map[string]*growing{}}} }

// Add takes one more case; neither its number nor what it replaces is read.
func (b *Builder) Add(e *Entry) { b.post(e) }

// Words are the parts of the words of the segment with that number.
func (b *Builder) Words(segment int64) []Part {
	w := built{id: segment}
	for _, term := range slices.Sorted(maps.Keys(b.lists)) {
		w.add(term, b.lists[term].docs, b.lists[term].list)
	}
	return w.flush()
}

// Cases are its other parts: the cases in the order in which they were added,
// under numbers that ascend, and the numbers that count no more, wherever they
// lie.
func (b *Builder) Cases(segment int64, numbers, gone []int64) (parts []Part) {
	c := b.columns
	c.Numbers = numbers
	for i, body := range c.encode() {
		parts = append(parts, Part{key(segment, columnPart, i), body})
	}
	if len(gone) > 0 {
		parts = append(parts, Part{key(segment, gonePart, 0), encodeGone(gone)})
	}
	return parts
}

// Build makes a segment of entries, whose numbers ascend and of which none
// replaces another: the parts of it, in no order.
func Build(id int64, entries []*Entry) []Part {
	b := NewBuilder()
	for _, e := range entries {
		b.Add(e)
	}
	return append(b.Words(id), b.Cases(id, b.columns.Numbers, b.columns.gone)...)
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
