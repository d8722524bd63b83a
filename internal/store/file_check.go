package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// mostFaults bounds what CheckFile lists.
const mostFaults = "10"

// CheckFile has SQLite look through its file for what is broken, in its own
// words, and for rows that refer to none; looked is false on PostgreSQL, whose
// server looks after its files.
func (s *Store) CheckFile(ctx context.Context) (faults []string, looked bool, err error) {
	if s.files == nil {
		return nil, false, nil
	}
	err = s.view(ctx, func(tx *gorm.DB) error {
		said, err := list[string](tx, "PRAGMA integrity_check("+mostFaults+")")
		if err != nil {
			return err
		}
		if len(said) != 1 || said[0] != "ok" {
			faults = said
		}
		orphans, err := list[orphan](tx, "SELECT \"table\" AS child, parent FROM pragma_foreign_key_check LIMIT "+mostFaults)
		for _, o := range orphans {
			faults = append(faults, fmt.Sprintf("a row of %s refers to none of %s", o.Child, o.Parent))
		}
		return err
	})
	if err != nil {
		return nil, true, fmt.Errorf("check the file: %w", err)
	}
	return faults, true, nil
}

// orphan is a row that refers to none.
type orphan struct{ Child, Parent string }
