package storetest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
)

var queueTests = []test{
	{"what is due first comes first, and what is not due last", dueFirst},
	{"newest first is newest first", newestFirst},
	{"pages follow one another without gap or repetition", queuePages},
	{"a mark that is none of ours begins anew", strangeMarks},
	{"each view shows its own cases and counts them", views},
	{"filters narrow: any value of a field, every field", queueFilters},
	{"what somebody else changed since she looked says so", sightsOfTheQueue},
	{"a slow page takes back nothing that was seen", slowPage},
	{"looks that come at once are all kept", manyLooks},
	{"what changed since she looked is as a comparison of every open case says", changedByModel},
	{"who looks while another changes the case is told of it", lookDuringChange},
	{"a look without its reading is not kept", lookedAtNothing},
	{"a count stops where the page says more than", cappedCount},
}

func day(d int) cases.Date { return cases.Date{Year: 2026, Month: 2, Day: d} }

func dueFirst(w *world) {
	due := []struct{ promised, needed cases.Date }{
		{day(9), cases.Date{}}, {day(12), day(3)}, {cases.Date{}, cases.Date{}}, {day(3), day(12)}, {cases.Date{}, day(1)},
	}
	for i, d := range due {
		c := plainCase(i + 1)
		c.Promised, c.NeededBy = d.promised, d.needed
		c.SubmittedAt = c.SubmittedAt.Add(-time.Duration(i) * time.Hour)
		w.keep(c)
	}
	w.queueIs(cases.QueueQuery{}, "5 4 2 1 3")
}

func newestFirst(w *world) {
	for i, hours := range []int{2, 3, 1, 3} {
		c := plainCase(i + 1)
		c.SubmittedAt = c.SubmittedAt.Add(time.Duration(hours) * time.Hour)
		w.keep(c)
	}
	w.queueIs(cases.QueueQuery{Sort: cases.ByNewest}, "4 2 1 3")
}

// queueIs expects cases of plainCase, by their numbers.
func (w *world) queueIs(q cases.QueueQuery, want string) {
	w.Helper()
	page, err := w.Store.Queue(w.ctx, w.chloe, q)
	w.must(err)
	if got := numbersOf(page.Cases); got != want {
		w.Errorf("%+v: got %s, want %s", q, got, want)
	}
}

func numbersOf(list []cases.Summary) string {
	var out []string
	for _, c := range list {
		out = append(out, strings.TrimLeft(strings.TrimPrefix(string(c.ID), "case"), "0"))
	}
	return strings.Join(out, " ")
}

func queuePages(w *world) {
	const n = 2*cases.PageSize + 7
	for i := range n {
		c := plainCase(i + 1)
		c.Promised = day(1 + i%3)                                                      // many are due on one day,
		c.SubmittedAt = c.SubmittedAt.Add(time.Duration(i%5) * 100 * time.Microsecond) // and came at one moment
		w.keep(c)
	}
	for _, sort := range []cases.QueueSort{cases.ByDue, cases.ByNewest} {
		seen := map[cases.CaseID]bool{}
		sizes := []int{}
		for q := (cases.QueueQuery{Sort: sort}); ; {
			page, err := w.Store.Queue(w.ctx, w.chloe, q)
			w.must(err)
			sizes = append(sizes, len(page.Cases))
			for _, c := range page.Cases {
				seen[c.ID] = true
			}
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		if !slices.Equal(sizes, []int{cases.PageSize, cases.PageSize, 7}) || len(seen) != n {
			w.Errorf("%s: got pages of %v with %d cases, want %d", sort, sizes, len(seen), n)
		}
	}
}

func strangeMarks(w *world) {
	w.keep(plainCase(1))
	for _, after := range []string{"x", "%%%", "e30", "bnVsbA", "eyJkIjoiJyBPUiAxIiwidCI6IjIwMjYtMDEtMDFUMDA6MDA6MDBaIiwiaSI6IngifQ",
		"eyJkIjoiMjAyNi0wMS0wMSIsInQiOiIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsImkiOiJcdTAwMDAifQ", strings.Repeat("A", 5000)} {
		w.queueIs(cases.QueueQuery{After: after}, "1")
	}
}

func views(w *world) {
	for i, x := range []struct {
		status  cases.Status
		advisor cases.UserID
	}{
		{cases.New, ""}, {cases.InReview, w.chloe.ID}, {cases.InReview, ""}, {cases.AwaitingEmployee, w.chloe.ID},
		{cases.Answered, w.chloe.ID}, {cases.Closed, w.dan.ID}, {cases.Withdrawn, ""}, {cases.InReview, w.dan.ID},
	} {
		c := plainCase(i + 1)
		c.Status, c.Advisor = x.status, x.advisor
		w.keep(c)
	}
	want := map[cases.View]string{cases.ViewWaiting: "1 2 3 8", cases.ViewNew: "1", cases.ViewMine: "2 4", cases.ViewChanged: "2 4",
		cases.ViewUnassigned: "1 3", cases.ViewEmployee: "4", cases.ViewAnswered: "5"}
	for v, list := range want {
		w.queueIs(cases.QueueQuery{View: v}, list)
	}
	w.queueIs(cases.QueueQuery{}, want[cases.ViewWaiting])
	page, err := w.Store.Queue(w.ctx, w.chloe, cases.QueueQuery{Filters: cases.Filters{Langs: []cases.Lang{cases.French}}})
	w.must(err)
	for v, list := range want {
		if got := page.Count[v]; got != len(strings.Fields(list)) {
			w.Errorf("%s: got a count of %d, want those of %s", v, got, list)
		}
	}
}

func queueFilters(w *world) {
	edits := []func(*cases.Case){
		func(c *cases.Case) { c.Facts.Platform, c.Channel, c.Lang = "facebook", cases.Phone, cases.French },
		func(c *cases.Case) { c.Facts.Election, c.Advisor, c.PoliticalActivity = "municipal", w.dan.ID, true },
		func(c *cases.Case) { c.Facts.ElectionPeriod, c.Status = true, cases.InReview },
		func(c *cases.Case) { c.Facts.Election, c.Annotations = cases.NoElection, fullCase().Annotations },
		// Half past eleven in the evening of the last of December in Toronto.
		func(c *cases.Case) { c.SubmittedAt = time.Date(2026, 1, 1, 4, 30, 0, 0, time.UTC) },
	}
	for i, edit := range edits {
		c := plainCase(i + 1)
		edit(c)
		for j := range c.Annotations {
			c.Annotations[j].RemovedAt, c.Annotations[j].RemovedBy = time.Time{}, ""
		}
		w.keep(c)
	}
	for _, x := range []struct {
		f    cases.Filters
		want string
	}{
		{cases.Filters{Platforms: []cases.Platform{"facebook", "blog"}}, "1"},
		{cases.Filters{Platforms: []cases.Platform{"facebook"}, Langs: []cases.Lang{cases.English}}, ""},
		{cases.Filters{Channels: []cases.Channel{cases.Phone}}, "1"},
		{cases.Filters{Statuses: []cases.Status{cases.InReview}}, "3"},
		{cases.Filters{Advisors: []cases.UserID{w.dan.ID}}, "2"},
		{cases.Filters{Politicals: []cases.YesNo{cases.Yes}}, "2"},
		{cases.Filters{Politicals: []cases.YesNo{cases.No}}, "5 1 3 4"},
		{cases.Filters{Elections: []cases.YesNo{cases.Yes}}, "2 3"},
		{cases.Filters{Elections: []cases.YesNo{cases.No}}, "5 1 4"},
		{cases.Filters{Obligations: []cases.EntryCode{"LOYALTY"}}, "4"},
		{cases.Filters{Outcomes: []cases.Outcome{cases.Referred}}, ""},
		{cases.Filters{Reference: "VE-2026-0003"}, "3"},
		{cases.Filters{Reference: "\x00\xff"}, ""},
		{cases.Filters{Advisors: []cases.UserID{"\x00"}}, ""},
		{cases.Filters{Obligations: []cases.EntryCode{"\x00", "LOYALTY"}, Platforms: []cases.Platform{"\xff", "x"}}, "4"},
		{cases.Filters{Years: []int{2025}}, "5"},
		{cases.Filters{Years: []int{2026}}, "1 2 3 4"},
		{cases.Filters{Years: []int{2025, 2026}, Platforms: []cases.Platform{"facebook"}}, "1"},
		{cases.Filters{Politicals: cases.YesNos(), Elections: cases.YesNos()}, "5 1 2 3 4"},
		{cases.Filters{To: cases.Date{Year: 2025, Month: 12, Day: 30}}, ""},
	} {
		w.queueIs(cases.QueueQuery{Filters: x.f}, x.want)
	}
}

// manyCases keeps so many of plainCase, each under an id of its own.
func (w *world) manyCases(n int) {
	w.Helper()
	w.must(w.Store.Together(w.ctx, func(s cases.Store) error {
		for i := range n {
			_, err := s.Create(w.ctx, cases.Receipt{}, 2026, func(n int) (*cases.Case, cases.Change, error) {
				c := plainCase(n)
				c.ID = cases.CaseID(fmt.Sprintf("c%d", i))
				return c, cases.Change{}, nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

func cappedCount(w *world) {
	w.manyCases(cases.CountCap + 5)
	page, err := w.Store.Queue(w.ctx, w.chloe, cases.QueueQuery{})
	w.must(err)
	found, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "common"})
	w.must(err)
	listed, err := w.Store.Search(w.ctx, w.chloe, cases.Query{})
	w.must(err)
	got := []int{page.Count[cases.ViewWaiting], found.Total, listed.Total}
	if want := cases.CountCap + 1; got[0] != want || got[1] != want || got[2] != want {
		w.Fatalf("got %v, want %d", got, want)
	}
}

// looking opens a case as its page does.
func (w *world) looking(u cases.User, id cases.CaseID) cases.News {
	w.Helper()
	o, err := w.book.Look(w.ctx, u, id)
	w.must(err)
	return o.News
}

// sightIs expects how a case stands to an advisor, in her queue.
func (w *world) sightIs(u cases.User, id cases.CaseID, want cases.Sight) {
	w.Helper()
	page, err := w.Store.Queue(w.ctx, u, cases.QueueQuery{})
	w.must(err)
	for _, c := range page.Cases {
		if c.ID == id {
			if c.Sight != want {
				w.Errorf("got %q, want %q", c.Sight, want)
			}
			return
		}
	}
	w.Errorf("the case is not in the queue")
}

func sightsOfTheQueue(w *world) {
	id := w.file(w.amira, draft("A", "A situation.", cases.English))
	w.sightIs(w.chloe, id, cases.NewToYou)
	w.looking(w.chloe, id)
	w.sightIs(w.chloe, id, "")
	w.sightIs(w.dan, id, cases.NewToYou)
	w.must(w.book.WriteNote(w.ctx, w.chloe, id, w.stamp(w.chloe, id), "Her own note."))
	w.sightIs(w.chloe, id, "") // her own change is nothing new to her
	w.must(w.book.TakeUp(w.ctx, w.dan, id, w.stamp(w.dan, id)))
	w.must(w.book.WriteNote(w.ctx, w.chloe, id, w.stamp(w.chloe, id), "Without having looked."))
	w.sightIs(w.chloe, id, cases.Changed)
	w.queueHas(cases.QueueQuery{View: cases.ViewChanged}, map[cases.CaseID]string{id: "it"}, "it")
	w.must(w.book.WriteNote(w.ctx, w.dan, id, w.stamp(w.dan, id), "For her."))
	news := w.looking(w.chloe, id)
	notes := w.load(id).Notes
	for i, want := range []bool{false, false, true} {
		if got := news.Has(string(notes[i].ID)); got != want {
			w.Errorf("note %d: new is %v, want %v", i+1, got, want)
		}
	}
	w.sightIs(w.chloe, id, "")
	w.queueHas(cases.QueueQuery{View: cases.ViewChanged}, nil, "")
}

// slowPage: a page that was read before and comes later takes nothing back.
func slowPage(w *world) {
	id := w.file(w.amira, draft("A", "A situation.", cases.English))
	early := cases.LookOf(w.chloe, w.load(id), w.clock.now())
	w.must(w.book.TakeUp(w.ctx, w.dan, id, w.stamp(w.dan, id)))
	w.looking(w.chloe, id)
	w.must(w.Store.RecordLook(w.ctx, cases.Event{At: w.clock.now(), Actor: w.chloe.ID, As: cases.AsAdvisor, Act: cases.Read, Case: id}, early))
	w.sightIs(w.chloe, id, "")
}

// manyLooks: those that come at once are all kept, with their readings.
func manyLooks(w *world) {
	id := w.file(w.amira, draft("A", "A situation.", cases.English))
	before := w.rows()["ledger"]
	for _, err := range atOnce(20, func(i int) error {
		_, err := w.book.Look(w.ctx, []cases.User{w.chloe, w.dan}[i%2], id)
		return err
	}) {
		w.must(err)
	}
	if got, want := w.rows()["ledger"], before+20; got != want {
		w.Errorf("got %d entries of the ledger, want %d", got, want)
	}
	w.sightIs(w.chloe, id, "")
	w.sightIs(w.dan, id, "")
}

// lookedAtNothing: with a ledger that refuses, nothing was seen.
func lookedAtNothing(w *world) {
	id := w.file(w.amira, draft("A", "A situation.", cases.English))
	for _, statement := range w.BreakLedger {
		w.exec(statement)
	}
	if _, err := w.book.Look(w.ctx, w.chloe, id); err == nil {
		w.Error("got a case whose reading is in no ledger")
	}
	w.sightIs(w.chloe, id, cases.NewToYou)
}
