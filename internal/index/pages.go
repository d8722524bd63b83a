package index

import (
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Pages remembers the pages that questions read last: most questions read those
// of the same common words. It is for any number of goroutines; nil remembers
// nothing.
type Pages struct {
	kept *lru.Cache[pageOf, []byte]
}

// pageOf names a page by the segment as it was loaded: the number of a segment
// may be given again, and its pages then say something else.
type pageOf struct {
	loaded uint64
	page   int
}

// loads counts the segments that were loaded.
var loads atomic.Uint64

// NewPages has room for so many bytes.
func NewPages(bytes int) *Pages {
	kept, err := lru.New[pageOf, []byte](max(1, bytes/pageBytes))
	if err != nil {
		panic("room for pages: " + err.Error()) // only for room for less than one
	}
	return &Pages{kept}
}

func (p *Pages) get(s *Segment, page int) ([]byte, bool) {
	if p == nil {
		return nil, false
	}
	return p.kept.Get(pageOf{s.loaded, page})
}

func (p *Pages) put(s *Segment, page int, body []byte) {
	if p != nil && body != nil {
		p.kept.Add(pageOf{s.loaded, page}, body)
	}
}
