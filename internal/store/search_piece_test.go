package store_test

import (
	"context"
	"errors"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// equal asks both for what does not hang on the numbers of the cases: those of
// a reindex are others, and with them the order of equals.
func (tw *twins) equal() {
	tw.Helper()
	office := cases.User{ID: "other", Roles: cases.NewRoles(cases.Advisor)}
	for _, text := range []string{"motaa", "motha motbb", "motzb -motaa", "-motba", tw.text(3), ""} {
		for _, u := range []cases.User{{ID: "p0"}, office} {
			q := cases.Query{Text: text, Size: 1, Plain: true}
			got, err := tw.tended.Search(tw.Context(), u, q)
			want, err2 := tw.fresh.Search(tw.Context(), u, q)
			if err := errors.Join(err, err2); err != nil || got.Total != want.Total {
				tw.Errorf("%q asked by %s: got %d, want %d, %v", text, u.ID, got.Total, want.Total, err)
			}
		}
	}
}

func (tw *twins) sound() {
	tw.Helper()
	check, err := tw.tended.CheckIndex(tw.Context(), func(int, int) {})
	if err != nil || !check.IsSound() || check.Cases == 0 || check.Due > 0 {
		tw.Errorf("got %+v, %v, want a sound index", check, err)
	}
}

// A case that changes after it was read is not indexed as it was: what stands in
// its segment under the number kept for it counts for nothing.
func TestACaseThatChangesWhileItIsIndexedAnewIsFoundAsItIsNow(t *testing.T) {
	tw := newTwins(t)
	for n := range 100 {
		tw.file(n)
	}
	if err := tw.tended.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 4 { // fresh entries of cases that segments hold
		tw.change(tw.random.IntN(100))
	}
	pieces := 0
	err := tw.tended.ReindexAll(t.Context(), func(int, int) {
		pieces++
		if pieces > 6 {
			return
		}
		for range 5 { // all are read by now, most are not yet written
			tw.change(tw.random.IntN(100))
		}
		tw.equal()
	})
	if err != nil || pieces < 6 {
		t.Errorf("got %d pieces, %v, want 100 cases in more than 5", pieces, err)
	}
	tw.equal()
	tw.sound()
}

// What is left to do after an interruption is done by the next reindex, also
// when nothing but the last step is left.
func TestAReindexThatWasInterruptedAtAnyMomentIsEnded(t *testing.T) {
	tw := newTwins(t)
	for n := range 60 {
		tw.file(n)
	}
	for _, statement := range []string{"INSERT ON search_segments", "INSERT ON search_parts", "INSERT ON search_docs",
		"UPDATE ON search_segments", "DELETE ON search_segments"} {
		store.Exec(t.Context(), t, tw.tended, "CREATE TRIGGER interrupts BEFORE "+statement+" BEGIN SELECT raise(ABORT, 'cut'); END")
		if err := tw.tended.ReindexAll(t.Context(), func(int, int) {}); err == nil {
			t.Errorf("%s: got no error from an interrupted reindex", statement)
		}
		store.Exec(t.Context(), t, tw.tended, "DROP TRIGGER interrupts")
		tw.equal()
		tw.ends()
	}
	ctx, stop := context.WithCancel(t.Context())
	if err := tw.tended.ReindexAll(ctx, func(int, int) { stop() }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was stopped", err)
	}
	tw.ends()
}

// ends has the reindex gone on with: nothing is due then, and all is one piece.
func (tw *twins) ends() {
	tw.Helper()
	if err := tw.tended.Reindex(tw.Context(), func(int, int) {}); err != nil {
		tw.Fatal(err)
	}
	var segments int
	err := store.DBOf(tw.tended).QueryRowContext(tw.Context(), "SELECT count(*) FROM search_segments").Scan(&segments)
	if err != nil || segments != 1 {
		tw.Errorf("got %d segments, %v, want one", segments, err)
	}
	tw.equal()
	tw.sound()
}
