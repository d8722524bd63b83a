package store

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// counted is what was counted beside a page of the queue. It is not changed
// once it is kept.
type counted struct {
	at     int64 // the ledger's last entry at that moment
	hidden int   // cases, from the person
	views  map[cases.View]int
	facets cases.FacetCounts
}

// keptCounts are what was counted, by who asked for what. Counting reads a
// thousand cases for a page of fifty. What it found is true until somebody
// changes something, and every change is in the ledger: who asks again looks
// there, so that another program's change is seen as soon as our own.
type keptCounts struct {
	mu sync.Mutex
	of map[string]counted
}

const (
	maxKept = 200    // of a few kilobytes each; then all are let go
	maxTail = 10_000 // entries of the ledger that are worth reading to know
)

// changeNothing are the acts that write nothing but their entry, and a look.
var changeNothing = []cases.Action{cases.Read, cases.SearchAct}

func (k *keptCounts) get(key string) (counted, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	c, known := k.of[key]
	return c, known
}

func (k *keptCounts) put(key string, c counted) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil || len(k.of) >= maxKept {
		k.of = map[string]counted{}
	}
	k.of[key] = c
}

// countQueue tells what is counted beside a page. What has changed since she
// looked is another with each look, and is counted each time.
func (s *Store) countQueue(tx *gorm.DB, u cases.User, q cases.QueueQuery) (map[cases.View]int, cases.FacetCounts, error) {
	c, err := s.countedFor(tx, u, q)
	if err != nil {
		return nil, c.facets, err
	}
	views, err := countViews(tx, u, c.hidden, cases.ViewChanged)
	if err != nil {
		return nil, c.facets, err
	}
	maps.Copy(views, c.views)
	if q.View == cases.ViewChanged {
		c.facets, err = s.queueFacets(tx, u, q)
	}
	return views, c.facets, err
}

func (s *Store) countedFor(tx *gorm.DB, u cases.User, q cases.QueueQuery) (counted, error) {
	if s.tx != nil { // it may be undone: nothing of it is held
		return s.count(tx, u, q)
	}
	// All that the counting asks of the person and of the query.
	key := fmt.Sprintf("%q %q %t %q %q %#v", u.ID, cases.NormalEmail(u.Email), u.IsAdvisor(), q.View, q.Sort, q.Filters)
	c, known := s.counts.get(key)
	if known {
		if holds, err := stillHolds(tx, &c); err != nil {
			return c, err
		} else if holds {
			s.counts.put(key, c)
			return c, nil
		}
	}
	c, err := s.count(tx, u, q)
	if err == nil {
		s.counts.put(key, c)
	}
	return c, err
}

// stillHolds reports whether nothing has changed since it was counted, and
// moves it along then. A transaction that began before it was counted cannot
// tell.
func stillHolds(tx *gorm.DB, c *counted) (bool, error) {
	type tail struct {
		Entries, Changes int
		Last             int64
	}
	t, _, err := find[tail](tx, `SELECT count(*) AS entries, coalesce(max(seq), -1) AS last,
			count(CASE WHEN seq > ? AND act NOT IN ? THEN 1 END) AS changes
		FROM (SELECT seq, act FROM ledger WHERE seq >= ? ORDER BY seq LIMIT ?) AS tail`, c.at, changeNothing, c.at, maxTail)
	if err != nil {
		return false, fmt.Errorf("look what has changed: %w", err)
	}
	if t.Changes > 0 || t.Last < c.at || t.Entries == maxTail {
		return false, nil
	}
	c.at = t.Last
	return true, nil
}

func (s *Store) count(tx *gorm.DB, u cases.User, q cases.QueueQuery) (c counted, err error) {
	if c.at, _, err = find[int64](tx, "SELECT coalesce(max(seq), 0) FROM ledger"); err != nil {
		return c, fmt.Errorf("read the ledger's end: %w", err)
	}
	if c.hidden, err = countHidden(tx, u); err != nil {
		return c, err
	}
	steady := slices.DeleteFunc(cases.Views(), func(v cases.View) bool { return v == cases.ViewChanged })
	if c.views, err = countViews(tx, u, c.hidden, steady...); err != nil {
		return c, err
	}
	if q.View != cases.ViewChanged {
		c.facets, err = s.queueFacets(tx, u, q)
	}
	return c, err
}
