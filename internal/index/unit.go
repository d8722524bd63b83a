package index

import (
	"cmp"
	"slices"

	"example.org/casebook/internal/search"
)

// countCases tells in how many of the cases that are seen a term is.
func (s *section) countCases(l list) (cases int, err error) {
	c := l.cursor()
	for c.next() {
		for i, place := range c.place[:c.n] {
			if int(place) >= s.Len() {
				return 0, ErrFormat
			}
			if s.seen.has(place) && s.worth(place, c.worth[i]) > 0 {
				cases++
			}
		}
	}
	return cases, c.err
}

func (s *section) worth(place uint32, w worth) uint32 {
	if s.isOwn(place) {
		return w.shared
	}
	return w.office
}

// countUnit counts a phrase, in each field as often as the rarest of its words.
// The words are looked for from the rarest on.
func (s *section) countUnit(u search.Unit) error {
	lists := make([]list, len(u.Terms))
	for i, t := range u.Terms {
		if lists[i] = s.lists[t]; len(lists[i]) == 0 {
			return nil
		}
	}
	slices.SortFunc(lists, func(a, b list) int { return cmp.Compare(len(a), len(b)) })
	least, err := s.standing(lists[0])
	for _, l := range lists[1:] {
		if err != nil {
			return err
		}
		least, err = least.within(l)
	}
	if err != nil {
		return err
	}
	for i := range least {
		place := uint32(least[i].place) // #nosec G115 -- a place
		n := s.worth(place, least[i].in.worth())
		if n == 0 {
			continue
		}
		if s.counts[place] == 0 {
			s.now = append(s.now, place)
		}
		s.counts[place] += n * uint32(u.Weight) // #nosec G115 -- at most a hundred
	}
	return nil
}

// places are where words stand together, in order.
type places []standing

// standing gives where a term stands in what is seen, until the next is asked
// for.
func (s *section) standing(l list) (places, error) {
	out := (*s.stands)[:0]
	c := l.cursor()
	for c.next() {
		for i, place := range c.place[:c.n] {
			if int(place) >= s.Len() {
				return nil, ErrFormat
			}
			if s.seen.has(place) {
				out = append(out, standing{int32(place), l.counts(c.code[i])}) // #nosec G115 -- a place
			}
		}
	}
	*s.stands = out
	return out, c.err
}

// within keeps the places that are in a list too, with the lesser counts.
func (p places) within(l list) (places, error) {
	at, kept := 0, p[:0]
	c := l.cursor()
	for at < len(p) && c.next() {
		for i, place := range c.place[:c.n] {
			for at < len(p) && p[at].place < int32(place) { // #nosec G115 -- a place
				at++
			}
			if at == len(p) {
				break
			}
			if p[at].place == int32(place) { // #nosec G115 -- a place
				in := l.counts(c.code[i])
				kept = append(kept, standing{p[at].place, lesser(&p[at].in, &in)})
				at++
			}
		}
	}
	return kept, c.err
}

func lesser(a, b *Counts) (out Counts) {
	for f := range out {
		out[f] = min(a[f], b[f])
	}
	return out
}
