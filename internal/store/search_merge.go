package store

import (
	"fmt"
	"math/bits"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/index"
)

// fold makes a segment of what is fresh, when there is enough of it.
func (s *Store) fold(tx *gorm.DB, segments []segmentRow, sizes upkeepSizes) (step, error) {
	enough := sizes.fold
	docs, err := list[int64](tx, "SELECT doc FROM search_fresh ORDER BY doc LIMIT ?", enough)
	if err != nil || len(docs) < enough {
		return nil, err
	}
	entries, err := readEntries(tx, docs)
	if err != nil {
		return nil, err
	}
	segment := segmentRow{ID: nextID(segments), State: live}
	parts := index.Build(segment.ID, entries)
	return func(tx *gorm.DB) error {
		if err := insertSegment(tx, segment); err != nil {
			return err
		}
		if err := insertParts(tx, parts); err != nil {
			return err
		}
		_, err := exec(tx, "DELETE FROM search_fresh WHERE doc IN "+numbersOf(tx), numbers(docs))
		return err
	}, nil
}

// merge writes the next piece of the segment that is being built, and after the
// last puts it in the place of those it is built of.
func (s *Store) merge(tx *gorm.DB, segments []segmentRow, sizes upkeepSizes) (step, error) {
	at := slices.IndexFunc(segments, func(g segmentRow) bool { return g.State == building })
	if at < 0 {
		return nil, nil
	}
	m, err := s.upkeep.merging(tx, segments[at].ID, segments)
	if err != nil {
		return nil, err
	}
	parts := m.Cases(sizes.bytes / bytesOfCase)
	if len(parts) == 0 {
		if parts, err = m.Words(sizes.bytes); err != nil {
			return nil, fmt.Errorf("merge into segment %d: %w", m.Target.ID, err)
		}
	}
	if len(parts) > 0 {
		return func(tx *gorm.DB) error { return insertParts(tx, parts) }, nil
	}
	still, err := elsewhere(tx, m, segments)
	if err != nil {
		return nil, err
	}
	gone := m.Gone(still)
	return func(tx *gorm.DB) error { return replace(tx, m.Target.ID, gone) }, nil
}

// bytesOfCase is about what is written of a case beside its words.
const bytesOfCase = 32

// replace makes a segment live instead of those it was built of. What these
// said is no more, it goes on to say of what still lies elsewhere.
func replace(tx *gorm.DB, target int64, gone []index.Part) error {
	if err := insertParts(tx, gone); err != nil {
		return err
	}
	if _, err := exec(tx, "UPDATE search_segments SET state = ? WHERE into_segment = ?", dropped, target); err != nil {
		return fmt.Errorf("retire segments: %w", err)
	}
	if _, err := exec(tx, "UPDATE search_segments SET state = ? WHERE id = ?", live, target); err != nil {
		return fmt.Errorf("bring a segment to life: %w", err)
	}
	return nil
}

// elsewhere tells whether a number lies in what is fresh, or in a live segment
// that was not merged.
func elsewhere(tx *gorm.DB, m *index.Merge, segments []segmentRow) (func(int64) bool, error) {
	fresh, err := list[int64](tx, "SELECT doc FROM search_fresh")
	if err != nil {
		return nil, fmt.Errorf("read what is fresh: %w", err)
	}
	lies := map[int64]bool{}
	for _, doc := range fresh {
		lies[doc] = true
	}
	var others []*index.Segment
	for _, g := range segments {
		if g.State == live && g.IntoSegment != m.Target.ID {
			other, err := loadSegment(tx, g.ID)
			if err != nil {
				return nil, err
			}
			others = append(others, other)
		}
	}
	return func(number int64) bool {
		return lies[number] || slices.ContainsFunc(others, func(o *index.Segment) bool { return o.Has(number) })
	}, nil
}

// merging goes on with a merge. It is held between two steps unless another
// program made one.
func (u *upkeep) merging(tx *gorm.DB, target int64, segments []segmentRow) (*index.Merge, error) {
	if m := u.merge; m != nil && m.Target.ID == target {
		m.Fetch = fetcher(tx)
		return m, nil
	}
	into, err := loadSegment(tx, target)
	if err != nil {
		return nil, err
	}
	x, err := u.kept.segments(tx)
	if err != nil {
		return nil, err
	}
	alive, err := aliveNumbers(tx)
	if err != nil {
		return nil, err
	}
	var sources []*index.Segment
	for _, g := range segments {
		if g.IntoSegment != target || g.State != live {
			continue
		}
		i := slices.IndexFunc(x.Segments(), func(s *index.Segment) bool { return s.ID == g.ID })
		if i < 0 {
			return nil, fmt.Errorf("segment %d is to be merged and is not live", g.ID)
		}
		sources = append(sources, x.Segments()[i])
	}
	u.merge = index.NewMerge(into, sources, alive.has, fetcher(tx))
	return u.merge, nil
}

// numberSet is a set of numbers, a bit each.
type numberSet []uint64

func (s numberSet) has(n int64) bool {
	return n>>6 < int64(len(s)) && s[n>>6]&(1<<(n&63)) != 0
}

func (s numberSet) each(take func(n int64)) {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			take(int64(i)<<6 + int64(bits.TrailingZeros64(word)))
		}
	}
}

// aliveNumbers are the numbers that there are. One that goes later goes with the
// next merge.
func aliveNumbers(tx *gorm.DB) (set numberSet, err error) {
	rows, err := ask(tx, "SELECT doc FROM search_docs ORDER BY doc")
	if err != nil {
		return nil, fmt.Errorf("read which numbers there are: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		for n>>6 >= int64(len(set)) {
			set = append(set, 0)
		}
		set[n>>6] |= 1 << (n & 63)
	}
	return set, rows.Err()
}
