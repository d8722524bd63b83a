package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
)

// The contract holds at every moment of the upkeep, which here never rests:
// each case is a segment, each two become one, a page is a step.
func TestTheSearchKeepsTheContractDuringUpkeep(t *testing.T) {
	storetest.RunSearch(t, func(t *testing.T, o store.Options) storetest.Opened {
		s := openFile(t, o)
		store.SetUpkeep(s, 1, 2, 200)
		tendUntilTheEnd(t, s)
		return storetest.Opened{Store: s, SQL: store.DBOf(s)}
	})
}

func tendUntilTheEnd(t *testing.T, s *store.Store) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Tend(ctx, func(err error) { t.Error(err) })
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
}

// twins are two casebooks that are told the same: one folds and merges, the
// other leaves all as it was written.
type twins struct {
	*testing.T
	tended, fresh *store.Store
	random        *rand.Rand
	words         []string
}

func newTwins(t *testing.T) *twins {
	tw := &twins{T: t, tended: openFile(t, store.Options{}), fresh: openFile(t, store.Options{}),
		random: rand.New(rand.NewPCG(3, 4))} // #nosec G404 -- a test's
	store.SetUpkeep(tw.tended, 7, 3, 400)
	store.SetUpkeep(tw.fresh, 1<<30, 3, 1)
	for i := range 60 {
		tw.words = append(tw.words, fmt.Sprintf("mot%c%c", 'a'+i%26, 'a'+i/26))
	}
	return tw
}

func (tw *twins) text(n int) string {
	var out []string
	for range n {
		i := tw.random.IntN(len(tw.words))
		out = append(out, tw.words[tw.random.IntN(i+1)])
	}
	return strings.Join(out, " ")
}

func (tw *twins) both(do func(*store.Store) error) {
	tw.Helper()
	if err := errors.Join(do(tw.tended), do(tw.fresh)); err != nil {
		tw.Fatal(err)
	}
}

func (tw *twins) file(n int) {
	c := cases.Case{ID: cases.CaseID(fmt.Sprint("c", n)), Version: 1, Shared: 1, Status: cases.New,
		Filer: cases.UserID(fmt.Sprint("p", n%4)), Subject: tw.text(3), Situation: tw.text(20 + tw.random.IntN(40)),
		Lang: cases.French, SubmittedAt: time.Unix(int64(n/2), 0), Salt: []byte{1}}
	tw.both(func(s *store.Store) error {
		_, err := s.Create(tw.Context(), cases.Receipt{}, 2026, func(number int) (*cases.Case, cases.Change, error) {
			c := c
			c.Reference = cases.Reference(2026, number)
			return &c, cases.Change{}, nil
		})
		return err
	})
}

// change adds a message or a note, or shuts an advisor out.
func (tw *twins) change(n int) {
	kind, text := tw.random.IntN(3), tw.text(15)
	tw.both(func(s *store.Store) error {
		return s.Update(tw.Context(), cases.Receipt{}, cases.CaseID(fmt.Sprint("c", n)), func(c *cases.Case) (cases.Change, error) {
			c.Version++
			name := fmt.Sprint(c.ID, "-", c.Version)
			switch kind {
			case 0:
				c.Messages = append(c.Messages, cases.Message{ID: cases.MessageID(name), Lang: cases.French, Text: text, At: c.SubmittedAt})
			case 1:
				c.Notes = append(c.Notes, cases.Note{ID: cases.NoteID(name), Text: text, At: c.SubmittedAt})
			case 2:
				c.Excluded = []cases.UserID{"p1"}
			}
			return cases.Change{}, nil
		})
	})
}

func (tw *twins) agree() {
	tw.Helper()
	people := []cases.User{{ID: "p0"}, {ID: "p1", Roles: cases.NewRoles(cases.Advisor)}, {ID: "other", Roles: cases.NewRoles(cases.Advisor)}}
	for _, text := range []string{"motaa", "motha motbb", "mota*", "motzb -motaa", "-motba", tw.text(3), `"` + tw.text(2) + `"`, ""} {
		for _, u := range people {
			q := cases.Query{Text: text, Size: 40, Plain: true}
			got, err := tw.tended.Search(tw.Context(), u, q)
			want, err2 := tw.fresh.Search(tw.Context(), u, q)
			if err := errors.Join(err, err2); err != nil {
				tw.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				tw.Fatalf("%q asked by %s: got %d of %d, want %d of %d", text, u.ID, len(got.Hits), got.Total, len(want.Hits), want.Total)
			}
		}
	}
}

func TestAnAnswerIsTheSameHoweverTheIndexIsKept(t *testing.T) {
	tw := newTwins(t)
	for n := range twinCases {
		tw.file(n)
		if n%3 == 0 {
			tw.change(tw.random.IntN(n + 1))
		}
		if n%30 == 29 {
			for more := true; more; {
				var err error
				if more, err = store.UpkeepStep(t.Context(), tw.tended); err != nil {
					t.Fatal(err)
				}
				if tw.random.IntN(12) == 0 { // between two steps
					tw.change(tw.random.IntN(n + 1))
					tw.agree()
				}
			}
			tw.agree()
		}
	}
	if got := store.Segments(t.Context(), t, tw.tended); got < 3 {
		t.Errorf("got %d segments: nothing was tried", got)
	}
}

// A step that fails, as at a power cut, leaves nothing behind, and the next
// attempt does the whole of it.
func TestAnInterruptedStepIsTakenAnew(t *testing.T) {
	tw := newTwins(t)
	for n := range 40 {
		tw.file(n)
	}
	for more := true; more; {
		for _, statement := range []string{"INSERT ON search_parts", "DELETE ON search_fresh", "UPDATE ON search_segments", "DELETE ON search_segments"} {
			store.Exec(t.Context(), t, tw.tended, "CREATE TRIGGER interrupts BEFORE "+statement+" BEGIN SELECT raise(ABORT, 'cut'); END")
			_, _ = store.UpkeepStep(t.Context(), tw.tended)
			store.Exec(t.Context(), t, tw.tended, "DROP TRIGGER interrupts")
		}
		tw.agree()
		var err error
		if more, err = store.UpkeepStep(t.Context(), tw.tended); err != nil {
			t.Fatal(err)
		}
	}
	tw.agree()
}

func TestReindexingFindsWhatAnOlderProgramIndexed(t *testing.T) {
	tw := newTwins(t)
	for n := range 20 {
		tw.file(n)
	}
	store.Exec(t.Context(), t, tw.tended, "DELETE FROM search_fresh WHERE doc % 3 = 0")
	store.Exec(t.Context(), t, tw.tended, "DELETE FROM search_docs WHERE doc % 3 = 0")
	store.Exec(t.Context(), t, tw.tended, "UPDATE search_docs SET analyzer = 0 WHERE doc % 3 = 1")
	store.Exec(t.Context(), t, tw.tended, "UPDATE search_state SET analyzer = 0")
	if n, err := tw.tended.ReindexDue(t.Context()); err != nil || n != 13 {
		t.Errorf("got %d, %v, want 13 cases that are due", n, err)
	}
	if err := tw.tended.Reindex(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"motaa", "motha motbb"} { // numbers differ, and with them equals
		u, q := cases.User{ID: "other", Roles: cases.NewRoles(cases.Advisor)}, cases.Query{Text: text, Plain: true}
		got, _ := tw.tended.Search(t.Context(), u, q)
		want, _ := tw.fresh.Search(t.Context(), u, q)
		if got.Total != want.Total || got.Total == 0 {
			t.Errorf("%q: got %d, want %d", text, got.Total, want.Total)
		}
	}
}

func TestReindexingEndsWhereACaseCannotBeRead(t *testing.T) {
	tw := newTwins(t)
	for n := range 3 {
		tw.file(n)
	}
	store.Exec(t.Context(), t, tw.tended, "UPDATE search_docs SET analyzer = 0")
	store.Exec(t.Context(), t, tw.tended, "UPDATE search_state SET analyzer = 0")
	store.Exec(t.Context(), t, tw.tended, "ALTER TABLE case_obligations RENAME TO elsewhere")
	if err := tw.tended.Reindex(t.Context(), func(int, int) {}); err == nil {
		t.Fatal("got no error")
	}
	store.Exec(t.Context(), t, tw.tended, "ALTER TABLE elsewhere RENAME TO case_obligations")
	if err := tw.tended.Reindex(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
}
