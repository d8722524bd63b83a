package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// stamp says of what a kept casebook is made; another one is made anew.
type stamp struct {
	Generator int // grows when the generator changes
	Cases     int
	Seed      uint64
	Issuer    string
}

const generator = 1

// atOnce is how many cases one transaction keeps.
const atOnce = 2000

// filling makes a casebook of so many cases at that place.
type filling struct {
	options store.Options
	cases   int
	seed    uint64
	issuer  string
	folder  string // where the stamp is
	log     io.Writer
}

func (f filling) wanted() stamp {
	return stamp{generator, f.cases, f.seed, f.issuer}
}

func (f filling) stampFile() string { return filepath.Join(f.folder, "stamp.json") }

// isThere reports whether the casebook that is wanted was made before.
func (f filling) isThere() bool {
	var kept stamp
	b, err := os.ReadFile(f.stampFile())
	return err == nil && json.Unmarshal(b, &kept) == nil && kept == f.wanted()
}

// make fills an empty casebook and stamps it when it is whole.
func (f filling) make(ctx context.Context) error {
	began := time.Now()
	f.options.Random = source{corpus{seed: f.seed}.chance(-1)}
	kept, err := store.Open(ctx, f.options)
	if err != nil {
		return err
	}
	defer kept.Close()
	if err := kept.Migrate(ctx); err != nil {
		return err
	}
	c := corpus{seed: f.seed, today: began.UTC().Truncate(24 * time.Hour), entries: cases.FirstCode().Entries}
	if err := f.addPeople(ctx, kept, &c); err != nil {
		return err
	}
	if err := f.addCases(ctx, kept, c, began); err != nil {
		return err
	}
	b, err := json.Marshal(f.wanted())
	if err != nil {
		return err
	}
	return os.WriteFile(f.stampFile(), b, 0o600)
}

// settle folds what was filed into the index, as the program does all the time:
// a casebook that grew in years has no more to catch up with than a small one.
func (f filling) settle(ctx context.Context) error {
	kept, err := store.Open(ctx, f.options)
	if err != nil {
		return err
	}
	return errors.Join(kept.Migrate(ctx), kept.Reindex(ctx, func(int, int) {}), kept.Settle(ctx), kept.Close())
}

// addPeople makes the accounts: those the load signs in as, and the others.
func (f filling) addPeople(ctx context.Context, kept *store.Store, c *corpus) error {
	return kept.Together(ctx, func(s cases.Store) error {
		accounts := s.(*store.Store)
		for i := range loadPeople + max(50, f.cases/25) {
			u, err := accounts.SignedIn(ctx, f.identity(employee(i)))
			if err != nil {
				return err
			}
			c.employees = append(c.employees, u.ID)
		}
		for i := range loadAdvisors {
			u, err := accounts.SignedIn(ctx, f.identity(advisor(i)))
			if err != nil {
				return err
			}
			c.advisors = append(c.advisors, u.ID)
		}
		return nil
	})
}

func (f filling) identity(p account) auth.Identity {
	return auth.Identity{Issuer: f.issuer, Subject: p.subject, Name: p.name, Email: p.subject + "@example.org",
		Locale: p.lang, Roles: p.roles}
}

// batch is cases that are made and not yet kept.
type batch struct {
	from, to int
	cases    []*cases.Case
	events   [][]cases.Event
}

// batches makes the cases ahead of those who keep them.
func (f filling) batches(c corpus) <-chan batch {
	made := make(chan batch, 2)
	go func() {
		defer close(made)
		for from := 0; from < f.cases; from += atOnce {
			b := batch{from: from, to: min(from+atOnce, f.cases)}
			for i := b.from; i < b.to; i++ {
				one, events := c.make(i)
				b.cases, b.events = append(b.cases, one), append(b.events, events)
			}
			made <- b
		}
	}()
	return made
}

func (f filling) addCases(ctx context.Context, kept *store.Store, c corpus, began time.Time) (err error) {
	for b := range f.batches(c) {
		if err != nil {
			continue // what is made still has to be taken
		}
		if err = kept.Together(ctx, func(s cases.Store) error { return b.add(ctx, s) }); err != nil {
			err = fmt.Errorf("keep cases %d to %d: %w", b.from, b.to, err)
		}
		if b.to%(10*atOnce) == 0 || b.to == f.cases {
			took := time.Since(began)
			fmt.Fprintf(f.log, "  %d of %d cases, %s, %.0f a second\n", b.to, f.cases, took.Round(time.Second), float64(b.to)/took.Seconds())
		}
	}
	return err
}

// add keeps the cases of the batch through the store's one door for new cases,
// so that they are indexed and sealed as all others.
func (b batch) add(ctx context.Context, s cases.Store) error {
	for i, one := range b.cases {
		year := one.SubmittedAt.Year()
		_, err := s.Create(ctx, cases.Receipt{}, year, func(number int) (*cases.Case, cases.Change, error) {
			one.Reference = cases.Reference(year, number)
			return one, cases.Change{Events: b.events[i]}, nil
		})
		if err != nil {
			return fmt.Errorf("case %d: %w", b.from+i, err)
		}
	}
	return nil
}
