package storetest

import (
	"math/rand/v2"
	"slices"

	"example.org/casebook/internal/cases"
)

// changedByModel does this and that to some cases, and each time compares the
// view with what it is by its meaning.
func changedByModel(w *world) {
	const many = 8
	versions, seen := make([]int, many), map[cases.UserID][]int{w.chloe.ID: make([]int, many), w.dan.ID: make([]int, many)}
	all := make([]*cases.Case, many)
	for i := range all {
		all[i] = plainCase(i + 1)
		w.keep(all[i])
		versions[i] = all[i].Version
	}
	random := rand.New(rand.NewPCG(5, 6)) // #nosec G404 -- a test's
	for step := range 150 {
		i, u := random.IntN(many), pick(random, []cases.User{w.chloe, w.dan})
		if random.IntN(2) == 0 && all[i].SideOf(u) == cases.OfficeSide {
			at := 1 + random.IntN(versions[i]) // a page that was slow has seen less
			seen[u.ID][i] = max(seen[u.ID][i], at)
			w.must(w.Store.RecordLook(w.ctx, cases.Event{At: w.clock.now(), Actor: u.ID, As: cases.AsAdvisor, Act: cases.Read, Case: all[i].ID},
				cases.Look{By: u.ID, Case: all[i].ID, At: w.clock.now(), Version: at}))
		} else {
			all[i] = w.altered(all[i].ID, random, u)
			if seen[u.ID][i] == versions[i] {
				seen[u.ID][i]++
			}
			versions[i] = all[i].Version
		}
		for _, u := range []cases.User{w.chloe, w.dan} {
			w.changedIs(u, all, seen[u.ID], step)
		}
	}
}

// altered gives a case another status, another advisor and other people who are
// excluded.
func (w *world) altered(id cases.CaseID, random *rand.Rand, by cases.User) (out *cases.Case) {
	w.Helper()
	w.must(w.Store.Update(w.ctx, cases.Receipt{}, id, func(c *cases.Case) (cases.Change, error) {
		c.Version++
		c.Status = pick(random, []cases.Status{cases.New, cases.InReview, cases.AwaitingEmployee, cases.Answered, cases.Closed})
		c.Advisor = pick(random, []cases.UserID{"", w.chloe.ID, w.dan.ID})
		c.Excluded = pick(random, [][]cases.UserID{nil, nil, nil, {w.chloe.ID}, {w.dan.ID}})
		return cases.Change{Events: []cases.Event{{At: w.clock.now(), Actor: by.ID, As: cases.AsAdvisor, Act: cases.WriteNote, Case: id}}}, nil
	}))
	return w.load(id)
}

func (w *world) changedIs(u cases.User, all []*cases.Case, seen []int, step int) {
	w.Helper()
	var want []cases.CaseID
	for i, c := range all {
		isNews := seen[i] > 0 && seen[i] < c.Version || seen[i] == 0 && c.Advisor == u.ID
		if c.SideOf(u) == cases.OfficeSide && c.Status.IsOpen() && isNews {
			want = append(want, c.ID)
		}
	}
	page, err := w.Store.Queue(w.ctx, u, cases.QueueQuery{View: cases.ViewChanged})
	w.must(err)
	var got []cases.CaseID
	for _, s := range page.Cases {
		got = append(got, s.ID)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || page.Count[cases.ViewChanged] != len(want) {
		w.Fatalf("%s at step %d: got %v, counted %d, want %v", u.Name, step, got, page.Count[cases.ViewChanged], want)
	}
}

// lookDuringChange: whichever of the two comes first, what she read is not how
// the case stands.
func lookDuringChange(w *world) {
	var all []*cases.Case
	seen := make([]int, 10)
	for i := range seen {
		all = append(all, plainCase(i+1))
		w.keep(all[i])
		seen[i] = all[i].Version
	}
	for _, err := range atOnce(2*len(all), func(n int) error {
		c := all[n/2]
		if n%2 == 0 {
			return w.Store.RecordLook(w.ctx, cases.Event{At: c.SubmittedAt, Actor: w.chloe.ID, As: cases.AsAdvisor, Act: cases.Read, Case: c.ID},
				cases.Look{By: w.chloe.ID, Case: c.ID, At: c.SubmittedAt, Version: c.Version})
		}
		return w.Store.Update(w.ctx, cases.Receipt{}, c.ID, func(c *cases.Case) (cases.Change, error) {
			c.Version++
			return cases.Change{}, nil
		})
	}) {
		w.must(err)
	}
	for i, c := range all {
		all[i] = w.load(c.ID)
	}
	w.changedIs(w.chloe, all, seen, 0)
}
