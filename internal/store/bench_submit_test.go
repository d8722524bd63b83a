package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// writing makes texts of about 120 words whose frequencies are those of a
// language (Zipf's law), always the same for the same number. Every fifth case
// has the word "quintessence", every hundredth "centenary", every thousandth
// "millennium".
type writing struct{ words []string }

func newWriting() writing {
	random := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- a benchmark's
	w := writing{}
	for range 40_000 {
		var word strings.Builder
		for range 2 + random.IntN(3) {
			word.WriteByte("bcdfglmnprstv"[random.IntN(13)])
			word.WriteString([]string{"a", "e", "i", "o", "u", "ai", "ou", "ain", "ent", "er"}[random.IntN(10)])
		}
		w.words = append(w.words, word.String())
	}
	return w
}

func (w writing) text(n, length int) string {
	random := rand.New(rand.NewPCG(uint64(n), 7))
	zipf := rand.NewZipf(random, 1.07, 8, uint64(len(w.words)-1))
	words := make([]string, 0, length+3)
	for range length {
		words = append(words, w.words[zipf.Uint64()])
	}
	for every, word := range map[int]string{5: "quintessence", 100: "centenary", 1000: "millennium"} {
		if n%every == 0 {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// situation is the case of a number, all but its reference.
func (w writing) situation(n int) *cases.Case {
	lang := cases.English
	if n%2 == 1 {
		lang = cases.French
	}
	return &cases.Case{ID: cases.CaseID(fmt.Sprintf("%016x%016x", uint64(n)*0x9E3779B97F4A7C15, n)), Version: 1, Shared: 1, Status: cases.New, Channel: "web", Filer: cases.UserID(fmt.Sprint("filer", n%5000)), Subject: w.text(n+1<<40, 5),
		Situation: w.text(n, 115), Lang: lang, AnswerLang: lang, Facts: cases.Facts{Platform: "facebook", Stage: cases.Planned},
		SubmittedAt: time.Unix(1_700_000_000+int64(n), 0).UTC(), Salt: []byte("0123456789abcdef")}
}

// submission is all that filing a case writes, with letters to four advisors.
func (w writing) submission(ctx context.Context, s cases.Store, key string, text int) error {
	filed := w.situation(text)
	_, err := s.Create(ctx, cases.Receipt{Owner: "filer", Key: key, Content: key}, 2026, func(n int) (*cases.Case, cases.Change, error) {
		again := *filed
		c := &again
		c.Reference = cases.Reference(2026, n)
		change := cases.Change{Events: []cases.Event{{At: c.SubmittedAt, Actor: c.Filer, As: cases.AsFiler, Act: cases.Submit, Case: c.ID}}}
		for i := range 4 {
			change.Letters = append(change.Letters, cases.Letter{To: cases.UserID(fmt.Sprint("advisor", i)), Case: c.ID})
		}
		return c, change, nil
	})
	return err
}

// filled opens a casebook with that many cases.
func (w writing) filled(b *testing.B, size int) *store.Store {
	b.Helper()
	ctx := b.Context()
	s, err := store.Open(ctx, store.Options{Path: filepath.Join(b.TempDir(), "casebook.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	for from := 0; from < size; from += 1000 {
		err := s.Together(ctx, func(part cases.Store) error {
			for i := range min(1000, size-from) {
				if err := w.submission(ctx, part, fmt.Sprint("fill", from+i), from+i); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			err = s.Settle(ctx)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkSubmit: sixteen people file at once, beside what is kept already.
// Then what is asked of so many.
func BenchmarkSubmit(b *testing.B) {
	w := newWriting()
	for _, size := range []int{1_000, 20_000, 100_000} {
		b.Run(fmt.Sprintf("cases=%d", size), func(b *testing.B) {
			s := w.filled(b, size)
			go s.Tend(b.Context(), func(err error) { b.Error(err) })
			var sent atomic.Int64 // by all runs: a case has one id
			b.Run("submit", func(b *testing.B) {
				b.SetParallelism(16 / 2)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						n := int(sent.Add(1))
						if err := w.submission(b.Context(), s, fmt.Sprint("sent", n), size+n); err != nil {
							b.Error(err)
						}
					}
				})
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "submissions/s")
			})
			advisor := cases.User{ID: "advisor0", Roles: cases.NewRoles(cases.Advisor)}
			for _, text := range []string{"millennium", "centenary", "quintessence", "quintessence centenary", "millennium -centenary", "mille*"} {
				b.Run("search="+text, func(b *testing.B) {
					for b.Loop() {
						if _, err := s.Search(b.Context(), advisor, cases.Query{Text: text, Size: 20}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
