package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// insertCase keeps a new case and all that belongs to it.
func insertCase(tx *gorm.DB, c *cases.Case) error {
	row := fromCase(c)
	err := insert(tx, "cases", row)
	if row.ExternalID != nil && troubleOf(err) == duplicate {
		// The same past case in another transaction, which has now committed.
		return errors.Join(errAgain, err)
	}
	if err != nil {
		return fmt.Errorf("insert the case: %w", err)
	}
	_, err = exec(tx, "INSERT INTO case_salts (case_id, salt) VALUES (?, ?)", c.ID, hex.EncodeToString(c.Salt))
	if err != nil {
		return fmt.Errorf("insert its salt: %w", err)
	}
	return saveParts(tx, known{}, c)
}

// updateCase keeps what a decision made of a case that was in that state.
func updateCase(tx *gorm.DB, before known, c *cases.Case) error {
	row := fromCase(c)
	r := tx.Table("cases").Where("id = ? AND version = ?", c.ID, before.version).Select("*").Updates(&row)
	if r.Error != nil {
		return fmt.Errorf("update the case: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return moved()
	}
	return saveParts(tx, before, c)
}

// known is what was already kept of a case when a decision began: the decision
// works on the case itself, so afterwards only this tells what is new.
type known struct {
	version     int
	desk        cases.UserID // on whose it lay
	filer       cases.UserID
	submitted   time.Time
	messages    int
	notes       int
	standing    []bool // of each annotation, whether it stood
	citing      []bool // of each citation, likewise
	excluded    []cases.UserID
	obligations []obligationRow
	call        *cases.Call
	invitation  *cases.Invitation
}

func knownOf(c *cases.Case) known {
	k := known{version: c.Version, desk: deskOf(c), filer: c.Filer, submitted: c.SubmittedAt, messages: len(c.Messages), notes: len(c.Notes),
		excluded: slices.Clone(c.Excluded), obligations: obligationsOf(c),
		call: copied(c.Call), invitation: copied(c.Invitation)}
	for _, a := range c.Annotations {
		k.standing = append(k.standing, a.RemovedAt.IsZero())
	}
	for _, z := range c.Citations {
		k.citing = append(k.citing, z.RemovedAt.IsZero())
	}
	return k
}

// saveParts appends what is new. Nothing that was said is ever changed.
func saveParts(tx *gorm.DB, before known, c *cases.Case) error {
	if err := add(tx, "messages", c.ID, c.Messages, before.messages, fromMessage); err != nil {
		return err
	}
	if err := add(tx, "notes", c.ID, c.Notes, before.notes, fromNote); err != nil {
		return err
	}
	if err := add(tx, "annotations", c.ID, c.Annotations, len(before.standing), fromAnnotation); err != nil {
		return err
	}
	if err := strikeAnnotations(tx, before, c); err != nil {
		return err
	}
	if err := add(tx, "citations", c.ID, c.Citations, len(before.citing), fromCitation); err != nil {
		return err
	}
	if err := strikeCitations(tx, before, c); err != nil {
		return err
	}
	if err := saveExclusions(tx, before.excluded, c); err != nil {
		return err
	}
	if err := saveCall(tx, before, c); err != nil {
		return err
	}
	return saveObligations(tx, before.obligations, c)
}

// add inserts the parts after those that are there.
func add[P, R any](tx *gorm.DB, table string, id cases.CaseID, all []P, there int, from func(cases.CaseID, int, P) R) error {
	if len(all) < there {
		return fmt.Errorf("%s of case %s are fewer than before: they are never taken away", table, id)
	}
	if len(all) == there {
		return nil
	}
	rows := make([]R, 0, len(all)-there)
	for i := there; i < len(all); i++ {
		rows = append(rows, from(id, i+1, all[i]))
	}
	return insert(tx, table, rows...)
}

// strikeAnnotations dates the removal of those that stood and do no more.
func strikeAnnotations(tx *gorm.DB, before known, c *cases.Case) error {
	for i, stood := range before.standing {
		a := c.Annotations[i]
		if !stood || a.RemovedAt.IsZero() {
			continue
		}
		_, err := exec(tx, "UPDATE annotations SET removed_by = ?, removed_at = ? WHERE id = ?",
			a.RemovedBy, moment{a.RemovedAt}, a.ID)
		if err != nil {
			return fmt.Errorf("strike annotation %s: %w", a.ID, err)
		}
	}
	return nil
}

func saveExclusions(tx *gorm.DB, before []cases.UserID, c *cases.Case) error {
	for _, person := range before {
		if slices.Contains(c.Excluded, person) {
			continue
		}
		if _, err := exec(tx, "DELETE FROM exclusions WHERE case_id = ? AND person = ?", c.ID, person); err != nil {
			return fmt.Errorf("delete an exclusion: %w", err)
		}
	}
	for _, person := range c.Excluded {
		if slices.Contains(before, person) {
			continue
		}
		if _, err := exec(tx, "INSERT INTO exclusions (case_id, person) VALUES (?, ?)", c.ID, person); err != nil {
			return fmt.Errorf("insert an exclusion: %w", err)
		}
	}
	return nil
}

func saveObligations(tx *gorm.DB, before []obligationRow, c *cases.Case) error {
	now := obligationsOf(c)
	if slices.Equal(before, now) {
		return nil
	}
	if len(before) > 0 {
		if _, err := exec(tx, "DELETE FROM case_obligations WHERE case_id = ?", c.ID); err != nil {
			return fmt.Errorf("delete the case's obligations: %w", err)
		}
	}
	if len(now) == 0 {
		return nil
	}
	if err := insert(tx, "case_obligations", now...); err != nil {
		return fmt.Errorf("insert the case's obligations: %w", err)
	}
	return nil
}
