package modeltest

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/store"
)

var (
	sequences = flag.Int("sequences", 0, "how many lives to play at most on each database; 0 for any number")
	during    = flag.Duration("for", 20*time.Second, "how long to play at most on each database; 0 for any time")
	acts      = flag.Int("acts", 30, "how many acts a life has")
	seed      = flag.Uint64("seed", 1, "of the first life; each has the next")
)

// opener opens an empty casebook and says how to be rid of it.
type opener func(t testing.TB) (open func(store.Options) *store.Store, done func())

// playLives plays random lives to the casebook and to the model, and fails at
// the first that differ, with the shortest script that shows it.
func playLives(t *testing.T, database opener) {
	r, count := newRules(t), tally{}
	began, played := time.Now(), 0
	for more(played, began) {
		s := drawScript(r, *seed+uint64(played), *acts)
		if d := playOne(t, r, database, s, count); d != "" {
			short := shrink(s, func(s script) bool { return playOne(t, r, database, s, nil) != "" })
			t.Fatalf("life %d: %s\nThe shortest script that differs:\n%s%s", *seed+uint64(played), d, short,
				playOne(t, r, database, short, nil))
		}
		played++
	}
	t.Logf("%d lives, %d steps in %s\n%s", played, count.total(), time.Since(began).Round(time.Second), count)
}

func more(played int, began time.Time) bool {
	return (*sequences == 0 || played < *sequences) && (*during == 0 || time.Since(began) < *during)
}

// playOne plays a script to an empty casebook, and walks its ledger.
func playOne(t testing.TB, r *rules, database opener, s script, count tally) string {
	t.Helper()
	open, done := database(t)
	defer done()
	b := newBook(t, open, r, s.start)
	defer func() { _ = b.store.Close() }()
	if d := disagreement(s, newModel(r, s.start), b, count); d != "" {
		return d
	}
	entries, _, err := b.book.VerifyLedger(b.ctx, "")
	switch {
	case err != nil:
		return err.Error()
	case entries != b.last:
		return fmt.Sprintf("the ledger has %d entries, want %d", entries, b.last)
	}
	return ""
}

func (t tally) total() (n int) {
	for _, kinds := range t {
		for _, k := range kinds {
			n += k
		}
	}
	return n
}

// String is a table: how often each act was done, and refused how.
func (t tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-20s %9s %9s %9s %9s %9s %9s %9s\n", "act", "done", repeated, notFound, forbidden, conflict, invalid, early)
	sums := map[string]int{}
	line := func(name string, kinds map[string]int) {
		fmt.Fprintf(&b, "%-20s %9d %9d %9d %9d %9d %9d %9d\n", name, kinds[ok], kinds[repeated], kinds[notFound], kinds[forbidden], kinds[conflict], kinds[invalid], kinds[early])
	}
	for _, act := range slices.Sorted(maps.Keys(t)) {
		line(act, t[act])
		for kind, n := range t[act] {
			sums[kind] += n
		}
	}
	line("all", sums)
	return b.String()
}
