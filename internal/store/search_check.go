package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/search"
)

// IndexCheck says how the index of the search compares with the cases. It is
// sound when all but Cases, Changed and Due are 0; what is due a reindex does.
type IndexCheck struct {
	Cases   int // that were compared, word by word
	Changed int // that changed meanwhile and were not
	Due     int // not indexed as this program reads them
	Lost    int // numbers of cases under which nothing is kept
	Stray   int // numbers under which something is kept for no case
	Wrong   int // cases of which something else is kept than they say

	References []string // of the first that are wrong or lost
}

// IsSound reports that the index says what the cases say.
func (c IndexCheck) IsSound() bool { return c.Lost+c.Stray+c.Wrong == 0 }

// mostNamed bounds the references of an IndexCheck.
const mostNamed = 10

// CheckIndex reads every case and all that is kept of it in the index, and
// compares. People may work meanwhile.
func (s *Store) CheckIndex(ctx context.Context, progress func(done, of int)) (out IndexCheck, err error) {
	var k indexKept
	err = s.view(ctx, func(tx *gorm.DB) error {
		k, err = keptIn(tx)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("read the index: %w", err)
	}
	out.Stray, out.Lost = k.stray, k.lost
	total := len(k.digests)
	after := ""
	for {
		found, err := s.readCases(ctx, everything, after, allReaders())
		if err != nil {
			return out, fmt.Errorf("read the cases: %w", err)
		}
		if len(found) == 0 {
			return out, nil
		}
		for i := range found {
			out.compare(&found[i], &k)
		}
		after = found[len(found)-1].Reference
		progress(min(out.Cases+out.Changed+out.Due, total), total)
	}
}

func (c *IndexCheck) compare(x *indexedCase, k *indexKept) {
	kept, there := k.digests[x.Doc]
	switch {
	case x.Doc == 0 || x.Analyzer != search.AnalyzerVersion:
		c.Due++
		return
	case x.Doc > k.last:
		c.Changed++
		return
	}
	c.Cases++
	if there && kept == x.entry(tagsOf(&x.caseRow, x.tied)).Digest() {
		return
	}
	if there { // else it is counted as lost
		c.Wrong++
	}
	if len(c.References) < mostNamed {
		c.References = append(c.References, x.Reference)
	}
}

// indexKept is what the index held at one moment.
type indexKept struct {
	digests     map[int64]uint64 // by number
	last        int64            // number that was given
	lost, stray int
}

func keptIn(tx *gorm.DB) (out indexKept, err error) {
	var once kept // beside what questions hold, which must not be believed here
	x, err := once.segments(tx)
	if err != nil {
		return out, err
	}
	docs, err := list[int64](tx, "SELECT doc FROM search_fresh ORDER BY doc")
	if err != nil {
		return out, err
	}
	fresh, err := readEntries(tx, docs)
	if err != nil {
		return out, err
	}
	if out.digests, err = x.Digests(fresh, fetcher(tx)); err != nil {
		return out, err
	}
	alive, err := aliveNumbers(tx)
	if err != nil {
		return out, err
	}
	for n := range out.digests {
		if !alive.has(n) {
			out.stray++
		}
	}
	alive.each(func(n int64) {
		out.last = max(out.last, n)
		if _, kept := out.digests[n]; !kept {
			out.lost++
		}
	})
	return out, nil
}
