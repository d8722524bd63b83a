package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

func benchCase(n int) *cases.Case {
	return &cases.Case{ID: cases.CaseID(fmt.Sprint("c", n)), Reference: cases.Reference(2026, n), Version: 1, Shared: 1, Status: cases.New,
		Filer: "f", Subject: "A petition", Situation: "I would like to sign a petition about the closing of the local school, addressed to members of Parliament, and say where I work.",
		Lang: cases.English, SubmittedAt: time.Unix(int64(n), 0).UTC(), Salt: []byte{1}}
}

func BenchmarkStore(b *testing.B) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Path: b.TempDir() + "/casebook.db"})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // a benchmark's
	if err := s.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	create := func() error {
		_, err := s.Create(ctx, cases.Receipt{}, 2026, func(n int) (*cases.Case, cases.Change, error) {
			return benchCase(n), cases.Change{Events: []cases.Event{{At: time.Unix(1, 0), Act: cases.Submit}}}, nil
		})
		return err
	}
	b.Run("create", func(b *testing.B) {
		for b.Loop() {
			if err := create(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("case", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Case(ctx, "c1"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("record", func(b *testing.B) {
		b.SetParallelism(32)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if err := s.Record(ctx, cases.Event{At: time.Unix(1, 0), Act: cases.Read}); err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("queue", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Queue(ctx, cases.User{ID: "a", Roles: cases.NewRoles(cases.Advisor)}, cases.QueueQuery{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Search(ctx, cases.User{ID: "a", Roles: cases.NewRoles(cases.Advisor)}, cases.Query{Text: "petition school", Size: 50}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
