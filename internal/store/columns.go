package store

import (
	"database/sql/driver"
	"fmt"
	"time"

	"example.org/casebook/internal/cases"
)

// moment is a column of a moment: UTC, whole microseconds, null for the zero
// time. It keeps the drivers' zones from showing.
type moment struct{ time.Time }

// Value is what is written.
func (m moment) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.UTC().Truncate(time.Microsecond), nil
}

// Scan takes what was read.
func (m *moment) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		m.Time = time.Time{}
	case time.Time:
		m.Time = v.UTC()
	default:
		return fmt.Errorf("read a moment: it is a %T", v)
	}
	return nil
}

// day is a column of a day: a text in ISO form, empty for none.
type day struct{ cases.Date }

// Value is what is written.
func (d day) Value() (driver.Value, error) { return d.String(), nil }

// Scan takes what was read.
func (d *day) Scan(v any) (err error) {
	text, ok := textOf(v)
	if !ok {
		return fmt.Errorf("read a day: it is a %T", v)
	}
	d.Date = cases.Date{}
	if text != "" {
		d.Date, err = cases.ParseDate(text)
	}
	return err
}

func textOf(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []byte:
		return string(v), true
	}
	return "", false
}
