package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// draftRow is a row of the table drafts. Its fields are JSON: a form may hold
// bytes that a text column of PostgreSQL would refuse.
type draftRow struct {
	Owner     cases.UserID
	Key       string
	Form      cases.DraftForm
	CaseID    cases.CaseID
	Version   int
	Fields    string
	Saved     moment
	Reference string
}

func (r draftRow) toDraft() (cases.SavedDraft, error) {
	d := cases.SavedDraft{Owner: r.Owner, Key: r.Key, Form: r.Form, Case: r.CaseID, Version: r.Version, SavedAt: r.Saved.Time,
		Reference: r.Reference}
	if err := json.Unmarshal([]byte(r.Fields), &d.Fields); err != nil {
		return d, fmt.Errorf("read the fields of a draft: %w", err)
	}
	return d, nil
}

// SaveDraft lets the function decide what is kept under an owner's key.
func (s *Store) SaveDraft(ctx context.Context, u cases.User, key string, decide func(cases.DraftState) (cases.SavedDraft, error)) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		st, err := s.draftState(tx, u, key)
		if err != nil {
			return err
		}
		d, err := decide(st)
		if err != nil {
			return err
		}
		return keepDraft(tx, d)
	})
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	return nil
}

func (s *Store) draftState(tx *gorm.DB, u cases.User, key string) (st cases.DraftState, err error) {
	if err := s.lockForms(tx, u.ID); err != nil {
		return st, err
	}
	if _, st.Sent, err = receiptOf(tx, cases.Receipt{Owner: u.ID, Key: key}); err != nil {
		return st, err
	}
	row, found, err := find[draftRow](tx, "SELECT "+draftColumns+" FROM drafts AS d WHERE d.owner = ? AND d.key = ?", u.ID, key)
	if err != nil {
		return st, fmt.Errorf("look for the draft: %w", err)
	}
	if found {
		there, err := row.toDraft()
		if err != nil {
			return st, err
		}
		st.There = &there
	}
	st.Count, err = countDrafts(tx, u)
	return st, err
}

// countDrafts counts the drafts of a person by form.
func countDrafts(tx *gorm.DB, u cases.User) (map[cases.DraftForm]int, error) {
	type formCount struct {
		Form cases.DraftForm
		N    int
	}
	w := draftsOf(u, cases.DraftQuery{})
	rows, err := list[formCount](tx, "SELECT d.form, count(*) AS n FROM drafts AS d WHERE "+w.sql+" GROUP BY d.form", w.args...)
	if err != nil {
		return nil, fmt.Errorf("count the drafts: %w", err)
	}
	count := map[cases.DraftForm]int{}
	for _, r := range rows {
		count[r.Form] = r.N
	}
	return count, nil
}

// lockForms makes the forms and drafts of one person queue up: a draft that is
// being saved and the form that consumes it would not see each other. The lock
// is her account's, and comes before that of the ledger's head.
func (s *Store) lockForms(tx *gorm.DB, owners ...cases.UserID) error {
	if s.dialect.forUpd == "" {
		return nil
	}
	if _, err := exec(tx, "SELECT 1 FROM users WHERE id IN ? ORDER BY id"+s.dialect.forUpd, owners); err != nil {
		return fmt.Errorf("lock the forms of %s: %w", owners, err)
	}
	return nil
}

func keepDraft(tx *gorm.DB, d cases.SavedDraft) error {
	fields, err := json.Marshal(d.Fields)
	if err != nil {
		return fmt.Errorf("write the fields of a draft: %w", err)
	}
	_, err = exec(tx, `INSERT INTO drafts (owner, key, form, case_id, version, fields, saved) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (owner, key) DO UPDATE SET version = excluded.version, fields = excluded.fields, saved = excluded.saved`,
		d.Owner, d.Key, d.Form, d.Case, d.Version, string(fields), moment{d.SavedAt})
	return err
}

const draftColumns = "d.owner, d.key, d.form, d.case_id, d.version, d.fields, d.saved"

// draftsOf are the drafts of a person, without those of cases she may not see.
func draftsOf(u cases.User, q cases.DraftQuery) where {
	seen := visible(u, func(cases.Side) where { return everything })
	ws := []where{
		cond("d.owner = ?", u.ID),
		either(cond("d.case_id = ''"),
			where{"EXISTS (SELECT 1 FROM cases AS c WHERE c.id = d.case_id AND (" + seen.sql + "))", seen.args}),
	}
	if q.Key != "" {
		ws = append(ws, cond("d.key = ?", q.Key))
	}
	if q.Form != "" {
		ws = append(ws, cond("d.form = ?", q.Form))
	}
	if q.Case != "" {
		ws = append(ws, cond("d.case_id = ?", q.Case))
	}
	return all(ws...)
}

// Drafts lists the drafts of a person, the latest saved first.
func (s *Store) Drafts(ctx context.Context, u cases.User, q cases.DraftQuery) (drafts []cases.SavedDraft, err error) {
	w := draftsOf(u, q)
	err = s.glance(ctx, func(tx *gorm.DB) error {
		rows, err := list[draftRow](tx, "SELECT "+draftColumns+`, coalesce(r.reference, '') AS reference
			FROM drafts AS d LEFT JOIN cases AS r ON r.id = d.case_id WHERE `+w.sql+" ORDER BY d.saved DESC, d.key", w.args...)
		for _, r := range rows {
			d, err := r.toDraft()
			if err != nil {
				return err
			}
			drafts = append(drafts, d)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	return drafts, nil
}

// consumeDraft erases the draft of a form that is taken: it is a case now, or
// a part of one.
func (s *Store) consumeDraft(tx *gorm.DB, r cases.Receipt) error {
	if err := s.lockForms(tx, r.Owner); err != nil {
		return err
	}
	if _, err := exec(tx, "DELETE FROM drafts WHERE owner = ? AND key = ?", r.Owner, r.Key); err != nil {
		return fmt.Errorf("consume the draft: %w", err)
	}
	return nil
}

// DiscardDraft erases a draft. On SQLite the journal, which may still hold its
// words, is emptied too, as far as nobody reads from it at that moment.
func (s *Store) DiscardDraft(ctx context.Context, u cases.User, key string, version int) error {
	w := draftsOf(u, cases.DraftQuery{Key: key})
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := s.lockForms(tx, u.ID); err != nil {
			return err
		}
		row, found, err := find[draftRow](tx, "SELECT "+draftColumns+" FROM drafts AS d WHERE "+w.sql, w.args...)
		switch {
		case err != nil:
			return err
		case !found:
			return cases.ErrNotFound()
		case row.Version != version:
			return cases.ErrDraftMovedOn()
		}
		_, err = exec(tx, "DELETE FROM drafts WHERE owner = ? AND key = ?", u.ID, key)
		return err
	})
	if err != nil {
		return fmt.Errorf("discard a draft: %w", err)
	}
	return s.emptyJournal(ctx)
}
