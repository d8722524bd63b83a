package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// savedSearchRow is a row of the table saved_searches. The question is JSON, as
// the fields of a draft are.
type savedSearchRow struct {
	ID       cases.SavedSearchID
	Owner    cases.UserID
	Name     string
	Question string
	Version  int
	Salt     string
	Saved    moment
}

func (r savedSearchRow) toSavedSearch() (cases.SavedSearch, error) {
	out := cases.SavedSearch{ID: r.ID, Owner: r.Owner, Name: r.Name, Version: r.Version, Salt: r.Salt, SavedAt: r.Saved.Time}
	if err := json.Unmarshal([]byte(r.Question), &out.Question); err != nil {
		return out, fmt.Errorf("read the question of a saved search: %w", err)
	}
	return out, nil
}

// SavedSearches lists somebody's, oldest first.
func (s *Store) SavedSearches(ctx context.Context, owner cases.UserID) (all []cases.SavedSearch, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		all, err = savedSearches(tx, owner)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list saved searches: %w", err)
	}
	return all, nil
}

func savedSearches(tx *gorm.DB, owner cases.UserID) (all []cases.SavedSearch, err error) {
	rows, err := list[savedSearchRow](tx, `SELECT id, owner, name, question, version, salt, saved FROM saved_searches
		WHERE owner = ? ORDER BY saved, id`, owner)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		one, err := r.toSavedSearch()
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// ChangeSavedSearches keeps what a decision on all that somebody saved leaves.
// Her forms queue up: two at once would each see room for a last one.
func (s *Store) ChangeSavedSearches(ctx context.Context, r cases.Receipt, owner cases.UserID, decide func([]cases.SavedSearch) (cases.SavedSearch, cases.Event, error)) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := s.lockForms(tx, owner); err != nil {
			return err
		}
		if done, err := isDone(tx, r); err != nil || done {
			return err
		}
		all, err := savedSearches(tx, owner)
		if err != nil {
			return err
		}
		one, event, err := decide(all)
		if err != nil {
			return err
		}
		if err := keepSavedSearch(tx, one); err != nil {
			return fmt.Errorf("keep %s: %w", one.ID, err)
		}
		if err := s.keepReceipt(tx, r, ""); err != nil {
			return err
		}
		return s.append(tx, event)
	})
	if err != nil {
		return fmt.Errorf("change saved searches: %w", err)
	}
	return nil
}

func keepSavedSearch(tx *gorm.DB, one cases.SavedSearch) error {
	switch one.Version {
	case 0:
		_, err := exec(tx, "DELETE FROM saved_searches WHERE id = ? AND owner = ?", one.ID, one.Owner)
		return err
	case 1:
		question, err := json.Marshal(one.Question)
		if err != nil {
			return fmt.Errorf("write the question: %w", err)
		}
		return insert(tx, "saved_searches", savedSearchRow{one.ID, one.Owner, one.Name, string(question), one.Version, one.Salt, moment{one.SavedAt}})
	}
	_, err := exec(tx, "UPDATE saved_searches SET name = ?, version = ? WHERE id = ? AND owner = ?", one.Name, one.Version, one.ID, one.Owner)
	return err
}
