package storetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
)

var ledgerTests = []test{
	{"an intact ledger is found intact", intact},
	{"readings that come at once are all kept, each in its place", manyReadings},
	{"what cannot be entered does not happen", noEntryNoChange},
	{"no entry is changed, taken away or replaced", onlyAppended},
	{"an entry that was altered is found", altered},
	{"an entry that is gone is found", gone},
	{"an entry that was slipped in is found", slippedIn},
	{"entries that were exchanged are found", exchanged},
	{"an end that was cut off is found by the head", cutTail},
	{"pages of the ledger come in their order", ledgerPages},
	{"readings are told by person, capacity and day, newest first", readingDays},
	{"one advisor's many readings hide nobody's", manyOfOne},
	{"when readings are left out, that is told", readingsCut},
	{"references are given for the cases that exist", references},
	{"what was done to a case is told without its readings", actsOfACase},
}

// story leaves some entries in the ledger.
func (w *world) story() cases.CaseID {
	w.Helper()
	id := w.answered(w.amira, w.chloe, draft("Subject", "Situation", cases.English), "Advice")
	for _, u := range []cases.User{w.chloe, w.amira, w.dan} {
		_, err := w.book.Open(w.ctx, u, id)
		w.must(err)
	}
	return id
}

func intact(w *world) {
	w.story()
	seq, hash, err := w.book.VerifyLedger(w.ctx, "")
	w.must(err)
	if seq != 6 || len(hash) != 64 {
		w.Fatalf("got the head %d %s, want number 6", seq, hash)
	}
}

func manyReadings(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	const n = 150
	for _, err := range atOnce(n, func(i int) error {
		return w.Store.Record(w.ctx, cases.Event{At: w.clock.now(), Actor: w.chloe.ID, As: cases.AsAdvisor,
			Act: cases.Read, Case: id, Target: fmt.Sprint(i)})
	}) {
		w.must(err)
	}
	seq, _, err := w.book.VerifyLedger(w.ctx, "")
	w.must(err)
	if seq != n+1 {
		w.Fatalf("got %d entries, want %d", seq, n+1)
	}
}

func noEntryNoChange(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	stamp := w.stamp(w.amira, id)
	stamp.Key = key
	before := w.rows()
	for _, statement := range w.BreakLedger {
		w.exec(statement)
	}

	if err := w.book.Add(w.ctx, w.amira, id, stamp, "more words", "en"); err == nil || cases.KindOf(err) != 0 {
		w.Errorf("got %v, want a fault", err)
	}
	if _, err := w.book.Submit(w.ctx, w.amira, draft("s", "t", cases.English)); err == nil {
		w.Error("a case was filed without an entry")
	}
	if _, err := w.book.Open(w.ctx, w.chloe, id); err == nil {
		w.Error("a case was read without an entry")
	}
	if after := w.rows(); !maps.Equal(before, after) {
		w.Errorf("got %v, want %v", after, before)
	}
}

func onlyAppended(w *world) {
	w.story()
	for _, statement := range []string{
		"UPDATE ledger SET actor = 'x' WHERE seq = 2",
		"DELETE FROM ledger WHERE seq = 2",
		"DELETE FROM ledger",
	} {
		if _, err := w.SQL.ExecContext(w.ctx, statement); err == nil || !strings.Contains(err.Error(), "only appended") {
			w.Errorf("%s: got %v, want a refusal", statement, err)
		}
	}
	_, _, err := w.book.VerifyLedger(w.ctx, "")
	w.must(err)
}

// tamper writes a story, drops what protects the ledger, and gives the head.
func (w *world) tamper(statements ...string) (head string) {
	w.Helper()
	w.story()
	_, head, err := w.book.VerifyLedger(w.ctx, "")
	w.must(err)
	for _, s := range slices.Concat(w.FreeLedger, statements) {
		w.exec(s)
	}
	return head
}

// breaksAt expects the ledger to be found broken at an entry.
func (w *world) breaksAt(head string, want int64) {
	w.Helper()
	_, _, err := w.book.VerifyLedger(w.ctx, head)
	var broken *cases.BrokenChain
	if !errors.As(err, &broken) || broken.Seq != want {
		w.Fatalf("got %v, want a break at entry %d", err, want)
	}
}

func altered(w *world) {
	w.tamper("UPDATE ledger SET actor = 'somebody' WHERE seq = 3")
	w.breaksAt("", 3)
}

func gone(w *world) {
	w.tamper("DELETE FROM ledger WHERE seq = 3")
	w.breaksAt("", 3)
}

const copyEntry = "INSERT INTO ledger (seq, prev, at, actor, capacity, act, case_id, target, digest, hash) " +
	"SELECT %d, prev, at, actor, capacity, act, case_id, target, digest, hash FROM ledger WHERE seq = %d"

func slippedIn(w *world) {
	w.tamper("UPDATE ledger SET seq = seq + 100 WHERE seq > 3",
		fmt.Sprintf(copyEntry, 4, 3), "UPDATE ledger SET seq = seq - 99 WHERE seq > 100")
	w.breaksAt("", 4)
}

func exchanged(w *world) {
	w.tamper("UPDATE ledger SET seq = 100 WHERE seq = 3", "UPDATE ledger SET seq = 3 WHERE seq = 4",
		"UPDATE ledger SET seq = 4 WHERE seq = 100")
	w.breaksAt("", 3)
}

func cutTail(w *world) {
	head := w.tamper("DELETE FROM ledger WHERE seq > 4")
	_, _, err := w.book.VerifyLedger(w.ctx, "")
	w.must(err) // the chain alone cannot tell
	w.breaksAt(head, 5)
}

func ledgerPages(w *world) {
	w.story()
	numbers := func(list []cases.Sealed, err error) []int64 {
		w.Helper()
		w.must(err)
		var out []int64
		for _, s := range list {
			out = append(out, s.Seq)
		}
		return out
	}
	for _, x := range []struct {
		name      string
		got, want []int64
	}{
		{"after 2", numbers(w.Store.Ledger(w.ctx, 2, 3)), []int64{3, 4, 5}},
		{"after the end", numbers(w.Store.Ledger(w.ctx, 6, 3)), nil},
		{"latest", numbers(w.Store.Latest(w.ctx, 0, 2)), []int64{6, 5}},
		{"below 5", numbers(w.Store.Latest(w.ctx, 5, 2)), []int64{4, 3}},
	} {
		if !slices.Equal(x.got, x.want) {
			w.Errorf("%s: got %v, want %v", x.name, x.got, x.want)
		}
	}
}

// read enters that the person opened a case at that moment.
func (w *world) read(u cases.User, as cases.Capacity, id cases.CaseID, at time.Time) {
	w.Helper()
	w.must(w.Store.Record(w.ctx, cases.Event{At: at, Actor: u.ID, As: as, Act: cases.Read, Case: id}))
}

// readings expects the days on which others than Amira opened a case.
func (w *world) readings(id cases.CaseID, limit int, cut bool, want ...cases.ReadingDay) {
	w.Helper()
	got, wasCut, err := w.Store.Readings(w.ctx, id, w.amira.ID, limit)
	w.must(err)
	if !slices.Equal(got, want) || wasCut != cut {
		w.Errorf("got %v (cut: %t), want %v (cut: %t)", got, wasCut, want, cut)
	}
}

func readingDays(w *world) {
	// Midnight in the office is at five, Greenwich time.
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 1, day, hour, minute, 0, 123456000, time.UTC)
	}
	w.read(w.chloe, cases.AsAdvisor, "c1", at(14, 4, 58))
	w.read(w.chloe, cases.AsAdvisor, "c1", at(14, 4, 59))
	w.read(w.chloe, cases.AsAdvisor, "c1", at(14, 5, 0))
	w.read(w.dan, cases.AsAdvisor, "c1", at(14, 6, 0))
	w.read(w.chloe, cases.AsFiler, "c1", at(14, 7, 0))
	w.read(w.amira, cases.AsFiler, "c1", at(14, 8, 0))
	w.read(w.chloe, cases.AsAdvisor, "c2", at(14, 8, 30))
	w.read(w.chloe, cases.AsAdvisor, "c1", at(15, 4, 59))
	w.must(w.Store.Record(w.ctx, cases.Event{At: at(16, 9, 0), Actor: w.dan.ID, As: cases.AsAdvisor, Act: cases.TakeUp, Case: "c1"}))

	w.readings("c1", 10, false,
		cases.ReadingDay{Actor: w.chloe.ID, As: cases.AsAdvisor, First: at(14, 5, 0), Last: at(15, 4, 59)},
		cases.ReadingDay{Actor: w.chloe.ID, As: cases.AsFiler, First: at(14, 7, 0), Last: at(14, 7, 0)},
		cases.ReadingDay{Actor: w.dan.ID, As: cases.AsAdvisor, First: at(14, 6, 0), Last: at(14, 6, 0)},
		cases.ReadingDay{Actor: w.chloe.ID, As: cases.AsAdvisor, First: at(14, 4, 58), Last: at(14, 4, 59)})
	w.readings("nowhere", 10, false)
}

func manyOfOne(w *world) {
	const n = 205
	start := w.clock.now()
	w.read(w.dan, cases.AsAdvisor, "c1", start)
	w.must(errors.Join(atOnce(n, func(i int) error {
		return w.Store.Record(w.ctx, cases.Event{At: start.Add(time.Duration(i+1) * time.Second), Actor: w.chloe.ID,
			As: cases.AsAdvisor, Act: cases.Read, Case: "c1"})
	})...))
	w.readings("c1", 2, false,
		cases.ReadingDay{Actor: w.chloe.ID, As: cases.AsAdvisor, First: start.Add(time.Second), Last: start.Add(n * time.Second)},
		cases.ReadingDay{Actor: w.dan.ID, As: cases.AsAdvisor, First: start, Last: start})
}

func readingsCut(w *world) {
	start := w.clock.now()
	var days []cases.ReadingDay
	for i := range 3 {
		at := start.AddDate(0, 0, i)
		w.read(w.chloe, cases.AsAdvisor, "c1", at)
		w.read(w.amira, cases.AsFiler, "c1", at) // her own push nobody's out
		days = append(days, cases.ReadingDay{Actor: w.chloe.ID, As: cases.AsAdvisor, First: at, Last: at})
	}
	slices.Reverse(days)
	w.readings("c1", 2, true, days[:2]...)
	w.readings("c1", 3, false, days...)
}

func references(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	got, err := w.Store.References(w.ctx, []cases.CaseID{id, "nowhere", ""})
	w.must(err)
	if want := map[cases.CaseID]string{id: "VE-2026-0001"}; !maps.Equal(got, want) {
		w.Fatalf("got %v, want %v", got, want)
	}
	got, err = w.Store.References(w.ctx, nil)
	if err != nil || len(got) != 0 {
		w.Fatalf("got %v, %v, want nothing", got, err)
	}
}
