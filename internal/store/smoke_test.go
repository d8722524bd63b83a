package store

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

type cal struct{}

func (cal) PromiseFor(at time.Time) cases.Date { return cases.DateOf(at, time.UTC).AddDays(7) }
func (cal) DateOf(at time.Time) cases.Date     { return cases.DateOf(at, time.UTC) }
func (cal) IsBusinessDay(cases.Date) bool      { return true }
func (cal) BusinessDaysBetween(a, b cases.Date) int { return 0 }

func TestSmoke(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, Options{Path: filepath.Join(t.TempDir(), "x", "casebook.db"), Serving: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	e, err := s.SignedIn(ctx, auth.Identity{Issuer: "i", Subject: "s", Name: "Émilie", Roles: cases.NewRoles()})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.SignedIn(ctx, auth.Identity{Issuer: "i", Subject: "a", Name: "Ada", Roles: cases.NewRoles(cases.Advisor)})
	if err != nil {
		t.Fatal(err)
	}
	book := cases.NewBook(cases.Parts{Store: s, Calendar: cal{}, Now: func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }, Random: rand.Reader, NFC: func(s string) string { return s }, Code: cases.FirstCode()})
	id, err := book.Submit(ctx, e, cases.Draft{Key: "k", Subject: "Une pétition", Situation: "Je veux signer l’élection.", Lang: "fr", AnswerLang: "fr", Facts: cases.Facts{Platform: "facebook", Stage: "planned"}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := book.Open(ctx, a, id)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", o.Case)
	if err := book.TakeUp(ctx, a, id, cases.Stamp{Version: o.Case.Version, Key: "z"}); err != nil {
		t.Fatal(err)
	}
	q, people, err := book.Queue(ctx, a, cases.QueueQuery{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v %+v", q, people)
	m, err := book.Mine(ctx, e)
	t.Logf("%+v %v", m, err)
	p, err := s.Receive(ctx)
	t.Logf("%+v %v", p, err)
	t.Log(book.VerifyLedger(ctx, ""))
}

func BenchmarkCase(b *testing.B) {
	ctx := context.Background()
	s, _ := Open(ctx, Options{Path: filepath.Join(b.TempDir(), "casebook.db")})
	defer s.Close()
	s.Migrate(ctx)
	e, _ := s.SignedIn(ctx, auth.Identity{Issuer: "i", Subject: "s", Name: "Émilie", Roles: cases.NewRoles()})
	book := cases.NewBook(cases.Parts{Store: s, Calendar: cal{}, Now: func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }, Random: rand.Reader, NFC: func(s string) string { return s }, Code: cases.FirstCode()})
	id, _ := book.Submit(ctx, e, cases.Draft{Key: "k", Subject: "Une pétition", Situation: "Je veux signer l’élection.", Lang: "fr", AnswerLang: "fr", Facts: cases.Facts{Platform: "facebook", Stage: "planned"}})
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Case(ctx, id); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("record", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if err := s.Record(ctx, cases.Event{At: time.Now(), Act: cases.Read, Case: id}); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
