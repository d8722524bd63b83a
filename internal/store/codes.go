package store

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// codeRow is a row of the table codes.
type codeRow struct {
	Version int
	InForce day
	Body    string
	Digest  string
	Loaded  moment
}

// codeCache holds the versions of the Code as they were last read. A version
// never changes and none is taken out, so the newest one's number tells whether
// they are all there; what stands behind its long text is not read for that.
type codeCache struct {
	mu       sync.Mutex
	newest   int // version held; 0 before the first reading
	versions []cases.Code
	labels   search.Names
	related  map[cases.EntryCode][]cases.EntryCode // the kin of codes that were asked for
}

// Codes lists the versions of the Code, oldest first. A version that another
// instance or a command has loaded is there at once.
func (s *Store) Codes(ctx context.Context) (out []cases.Code, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		out, err = s.codesIn(tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the versions of the Code: %w", err)
	}
	return out, nil
}

func (s *Store) codesIn(tx *gorm.DB) ([]cases.Code, error) {
	if s.tx != nil { // it may be undone: nothing of it is held
		return readCodes(tx)
	}
	newest, _, err := find[int](tx, "SELECT coalesce(max(version), 0) FROM codes")
	if err != nil {
		return nil, err
	}
	c := &s.codes
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.newest > 0 && c.newest == newest {
		return c.versions, nil
	}
	versions, err := readCodes(tx)
	if err != nil {
		return nil, err
	}
	c.newest, c.versions, c.labels, c.related = newest, versions, labelsOf(versions), map[cases.EntryCode][]cases.EntryCode{}
	return versions, nil
}

func readCodes(tx *gorm.DB) ([]cases.Code, error) {
	rows, err := list[codeRow](tx, "SELECT * FROM codes ORDER BY version")
	if err != nil {
		return nil, err
	}
	out := make([]cases.Code, len(rows))
	for i, r := range rows {
		if out[i], err = cases.ParseCode(bytes.NewReader([]byte(r.Body))); err != nil {
			return nil, fmt.Errorf("read version %d of the Code: %w", r.Version, err)
		}
	}
	return out, nil
}

// kin are the codes under which cases are looked for by these entries.
func (c *codeCache) kin(codes []cases.EntryCode) []cases.EntryCode {
	c.mu.Lock()
	defer c.mu.Unlock()
	return cases.NewCodes(c.versions, cases.Date{}).KinOf(codes)
}

// kinOf are the codes under which a case with that entry is counted. It is
// remembered: every question asks for those of every entry.
func (c *codeCache) kinOf(code cases.EntryCode) []cases.EntryCode {
	c.mu.Lock()
	defer c.mu.Unlock()
	kin, known := c.related[code]
	if !known {
		kin = cases.NewCodes(c.versions, cases.Date{}).Kin(code)
		if c.related != nil {
			c.related[code] = kin
		}
	}
	return kin
}

// names are what a person may call the entries in a typed filter.
func (c *codeCache) names() search.Names {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.labels
}

// labelsOf are the titles of all versions, the newer before the older where two
// entries have the same one, and the codes themselves.
func labelsOf(versions []cases.Code) search.Names {
	labels := search.Names{}
	for _, c := range versions {
		for _, e := range c.Entries {
			labels.Add(search.ByObligation, string(e.Code), e.Title.En, e.Title.Fr)
		}
	}
	for _, c := range versions {
		for _, e := range c.Entries {
			labels.Add(search.ByObligation, string(e.Code), string(e.Code))
		}
	}
	return labels
}

// KeepCode adds a version of the Code with its entry in the ledger.
func (s *Store) KeepCode(ctx context.Context, c cases.Code, at time.Time, e cases.Event) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		n, err := insertCode(tx, c, at)
		if err != nil {
			return err
		}
		if n == 0 {
			return &cases.Error{Kind: cases.Conflict, Key: "error.code_loaded"}
		}
		return s.append(tx, e)
	})
	if err != nil {
		return fmt.Errorf("keep version %d of the Code: %w", c.Version, err)
	}
	return nil
}

func insertCode(tx *gorm.DB, c cases.Code, at time.Time) (int64, error) {
	return exec(tx, `INSERT INTO codes (version, in_force, body, digest, loaded) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (version) DO NOTHING`, c.Version, day{c.InForce}, string(c.File()), c.Digest(), moment{at})
}

// seedCode puts the program's own version into a casebook that has none.
func (s *Store) seedCode(ctx context.Context) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		_, found, err := find[int](tx, "SELECT version FROM codes LIMIT 1")
		if err != nil || found {
			return err
		}
		_, err = insertCode(tx, cases.FirstCode(), s.moment())
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the first version of the Code: %w", err)
	}
	return nil
}
