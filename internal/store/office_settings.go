package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// settingRow is a row of the table settings.
type settingRow struct {
	Revision int
	Setting  cases.Setting
	Version  int
	Value    string
	Author   cases.UserID
	At       moment
}

func (r settingRow) toVersion() cases.SettingVersion {
	return cases.SettingVersion{Setting: r.Setting, Version: r.Version, Value: r.Value, By: r.Author, At: r.At.Time}
}

const (
	settingColumns  = "SELECT revision, setting, version, value, author, at FROM settings AS s"
	maxSettingLines = 200
)

// Settings tells the revision and, when it is not the one known, the latest
// version of each setting; of one moment.
func (s *Store) Settings(ctx context.Context, known int) (revision int, latest []cases.SettingVersion, err error) {
	err = s.glance(ctx, func(tx *gorm.DB) error {
		revision, err = lastRevision(tx)
		return err
	})
	if err == nil && revision != known {
		revision, latest, err = s.latestSettings(ctx)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("read the settings: %w", err)
	}
	return revision, latest, nil
}

func (s *Store) latestSettings(ctx context.Context) (revision int, latest []cases.SettingVersion, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		if revision, err = lastRevision(tx); err != nil {
			return err
		}
		rows, err := list[settingRow](tx, settingColumns+
			" WHERE version = (SELECT max(version) FROM settings AS o WHERE o.setting = s.setting)")
		for _, r := range rows {
			latest = append(latest, r.toVersion())
		}
		return err
	})
	return revision, latest, err
}

func lastRevision(tx *gorm.DB) (int, error) {
	n, _, err := find[int](tx, "SELECT coalesce(max(revision), 0) FROM settings")
	return n, err
}

// ChangeSetting keeps the versions that a decision on the latest one leaves.
func (s *Store) ChangeSetting(ctx context.Context, r cases.Receipt, k cases.Setting, decide func(cases.SettingVersion) ([]cases.SettingVersion, cases.Event, error)) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		// Before the receipt: whichever moment the same form is taken at
		// elsewhere, either its receipt is found or the version it left is not.
		latest, _, err := find[settingRow](tx, settingColumns+" WHERE setting = ? ORDER BY version DESC LIMIT 1", k)
		if err != nil {
			return fmt.Errorf("read its latest version: %w", err)
		}
		if done, err := isDone(tx, r); err != nil || done {
			return err
		}
		kept, event, err := decide(latest.toVersion())
		if err != nil || len(kept) == 0 {
			return err
		}
		return s.keepSetting(tx, r, kept, event)
	})
	if err != nil {
		return fmt.Errorf("change the setting %s: %w", k, err)
	}
	return nil
}

func (s *Store) keepSetting(tx *gorm.DB, r cases.Receipt, kept []cases.SettingVersion, event cases.Event) error {
	revision, err := lastRevision(tx)
	if err != nil {
		return err
	}
	for _, v := range kept {
		revision++
		_, err := exec(tx, "INSERT INTO settings (revision, setting, version, value, author, at) VALUES (?, ?, ?, ?, ?, ?)",
			revision, v.Setting, v.Version, v.Value, v.By, moment{v.At})
		if troubleOf(err) == duplicate {
			return errors.Join(errAgain, err) // somebody else's change came first
		}
		if err != nil {
			return fmt.Errorf("keep version %d: %w", v.Version, err)
		}
	}
	if err := s.keepReceipt(tx, r, ""); err != nil {
		return err
	}
	return s.append(tx, event)
}

// SettingVersions lists versions of a setting, or of all, newest first.
func (s *Store) SettingVersions(ctx context.Context, k cases.Setting) (out []cases.SettingVersion, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		rows, err := list[settingRow](tx, settingColumns+" WHERE ? = '' OR setting = ? ORDER BY revision DESC LIMIT ?",
			string(k), string(k), maxSettingLines)
		for _, r := range rows {
			out = append(out, r.toVersion())
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list versions of the settings: %w", err)
	}
	return out, nil
}
