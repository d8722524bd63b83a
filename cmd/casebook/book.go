package main

import (
	"crypto/rand"
	"time"

	"example.org/casebook/internal/calendar"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/store"
)

// newBook opens the casebook over a store, with the program's clock.
func newBook(kept *store.Store, zone *time.Location, o office, clock func() time.Time) (*cases.Book, error) {
	settings, err := o.settings()
	if err != nil {
		return nil, err
	}
	return cases.NewBook(cases.Parts{Store: kept, Calendar: calendar.New(zone), Now: clock, Random: rand.Reader, NFC: i18n.NFC,
		Settings: settings}), nil
}
