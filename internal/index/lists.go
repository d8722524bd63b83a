package index

import (
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Lists remembers the lists of the terms that questions asked for last: most
// questions ask for the same common words. It is for any number of goroutines;
// nil remembers nothing.
type Lists struct {
	kept  *lru.Cache[listOf, list]
	room  int64 // in bytes
	taken atomic.Int64
}

// listOf names a list by the segment as it was loaded: the number of a segment
// may be given again, and its lists then say something else.
type listOf struct {
	loaded uint64
	extent
}

// loads counts the segments that were loaded.
var loads atomic.Uint64

// listBytes is what the cache itself needs for a list.
const listBytes = 160

// NewLists has room for so many bytes.
func NewLists(room int) *Lists {
	l := &Lists{room: int64(room)}
	kept, err := lru.NewWithEvict(1+room/listBytes, func(_ listOf, gone list) { l.taken.Add(-bytesOf(gone)) })
	if err != nil {
		panic("room for lists: " + err.Error()) // only for less than none
	}
	l.kept = kept
	return l
}

func bytesOf(l list) int64 { return int64(len(l)) + listBytes }

func (l *Lists) get(s *Segment, at extent) (list, bool) {
	if l == nil {
		return nil, false
	}
	return l.kept.Get(listOf{s.loaded, at})
}

// put remembers a list, and forgets others until there is room for it.
func (l *Lists) put(s *Segment, at extent, is list) {
	if l == nil || bytesOf(is) > l.room {
		return
	}
	if at.size <= pageBytes { // it is a piece of a page, which is not to be kept for it
		is = append(list(nil), is...)
	}
	if known, _ := l.kept.ContainsOrAdd(listOf{s.loaded, at}, is); known {
		return
	}
	for l.taken.Add(bytesOf(is)); l.taken.Load() > l.room; {
		if _, _, some := l.kept.RemoveOldest(); !some {
			return
		}
	}
}
