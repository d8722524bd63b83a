package index

import (
	"encoding/binary"
	"hash/fnv"
	"math"
)

// Digests gives every number that stands for a case, with a digest of all that
// is kept under it: it is that of the entry that was written. What is fresh
// comes as it is kept. Memory goes with the number of cases, not with their
// words.
func (x *Index) Digests(fresh []*Entry, fetch Fetch) (map[int64]uint64, error) {
	all := map[int64]uint64{}
	for i, s := range x.segments {
		sums, err := s.digests(fetch)
		if err != nil {
			return nil, err
		}
		x.alive[i].each(func(place uint32) { all[s.Numbers[place]] = sums[place] })
	}
	for _, e := range fresh {
		for _, n := range e.Replaces {
			delete(all, n)
		}
	}
	for _, e := range fresh {
		all[e.Number] = e.Digest()
	}
	return all, nil
}

// digests are those of the cases of a segment, by place: of each its own, and
// those of its words added up, in which order they may come.
func (s *Segment) digests(fetch Fetch) ([]uint64, error) {
	sums := make([]uint64, s.Len())
	for place := range sums {
		d := s.doc(place)
		sums[place] = d.digest()
	}
	w := walk{segment: s, fetch: fetch}
	for {
		if err := w.more(); err != nil {
			return nil, err
		}
		if len(w.words) == 0 {
			return sums, nil
		}
		l, err := s.read(w.words[0].at, w.pages)
		if err != nil {
			return nil, err
		}
		term := w.words[0].term
		err = l.each(func(place int, in *Counts) {
			if place < len(sums) {
				sums[place] += in.digest(term)
			}
		})
		if err != nil {
			return nil, err
		}
		w.words = w.words[1:]
	}
}

// Digest is equal for entries of which the same is kept under whatever number.
func (e *Entry) Digest() uint64 {
	sum := e.digest()
	for i := range e.Terms {
		sum += e.Terms[i].In.digest(e.Terms[i].Term)
	}
	return sum
}

func (c *Counts) digest(term string) uint64 {
	return digest(c.append(appendText(nil, term)))
}

// digest is of the case as its columns keep it.
func (d *Doc) digest() uint64 {
	out := binary.AppendVarint(nil, d.Filed)
	for _, n := range []int{d.Day, d.Shared, d.Office} {
		out = binary.AppendUvarint(out, uint64(max(0, min(n, math.MaxUint16)))) // #nosec G115 -- capped
	}
	for _, tags := range [][]string{d.Tags.Shared, d.Tags.Office} {
		out = append(out, 0)
		for _, t := range tags {
			out = appendText(out, t)
		}
	}
	return digest(out)
}

func digest(of []byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(of)
	return h.Sum64()
}
