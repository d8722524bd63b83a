package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

func fileOne(ctx context.Context, s *store.Store, id string, do func() error) error {
	_, err := s.Create(ctx, cases.Receipt{}, 2026, func(n int) (*cases.Case, cases.Change, error) {
		if n > 0 { // not when it is only read ahead
			if err := do(); err != nil {
				return nil, cases.Change{}, err
			}
		}
		return &cases.Case{ID: cases.CaseID(id), Reference: cases.Reference(2026, n), Version: 1, SubmittedAt: time.Unix(1, 0)},
			cases.Change{Events: []cases.Event{{At: time.Unix(1, 0), Act: cases.Submit, Case: cases.CaseID(id)}}}, nil
	})
	return err
}

// Those who share a transaction share nothing else: of many at once some are
// refused, some panic, some give up, and the others are kept, with numbers that
// leave no gap and a ledger that holds.
func TestWhoSharesATransactionSharesNoTrouble(t *testing.T) {
	s := openFile(t, store.Options{})
	refusal := &cases.Error{Kind: cases.Conflict, Key: "error.case_moved_on"}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var all sync.WaitGroup
	for i := range 120 {
		all.Go(func() {
			id := fmt.Sprint("c", i)
			switch i % 4 {
			case 0, 1:
				if err := fileOne(t.Context(), s, id, func() error { return nil }); err != nil {
					t.Errorf("%s: %v", id, err)
				}
			case 2:
				if err := fileOne(t.Context(), s, id, func() error { return refusal }); !errors.Is(err, refusal) {
					t.Errorf("%s: got %v, want its refusal", id, err)
				}
			case 3:
				_ = fileOne(gone, s, id, func() error { return nil })
				defer func() {
					if recover() == nil {
						t.Errorf("%s: its panic went elsewhere", id)
					}
				}()
				_ = fileOne(t.Context(), s, id, func() error { panic(id) })
			}
			if err := s.Record(t.Context(), cases.Event{At: time.Unix(1, 0), Act: cases.Read}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var kept, last, listed int
	for query, into := range map[string]*int{"SELECT count(*) FROM cases": &kept, "SELECT last FROM sequences": &last,
		"SELECT count(*) FROM ledger WHERE act = 'submit'": &listed} {
		if err := store.DBOf(s).QueryRowContext(t.Context(), query).Scan(into); err != nil {
			t.Fatal(err)
		}
	}
	if kept < 60 || last != kept || listed != kept {
		t.Errorf("got %d cases, the last number %d, %d in the ledger", kept, last, listed)
	}
	entries, err := s.Ledger(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var chain cases.Verifier
	for _, e := range entries {
		if err := chain.Next(e); err != nil {
			t.Fatal(err)
		}
	}
}
