package storetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
)

var facetTests = []test{
	{"the facets of the queue count as a plain model does", queueFacets},
	{"the facets of a search count as a plain model does", searchFacets},
	{"the facets stop where the page says more than", cappedFacets},
	{"what is counted beside the queue is counted anew once anything changed", countedAnew},
}

// facetWorld keeps cases of all kinds: some of Chloé's own, some she is
// excluded from, submitted in three years of the office's zone.
func facetWorld(w *world) []*cases.Case {
	r := rand.New(rand.NewPCG(3, 8)) // #nosec G404 -- a test's cases
	var all []*cases.Case
	for i := range 90 {
		c := plainCase(i + 1)
		c.Status = pick(r, cases.Statuses())
		c.Lang, c.Channel = pick(r, cases.Langs()), pick(r, cases.Channels())
		c.Facts.Platform = pick(r, cases.Platforms()[:4])
		c.Facts.Election = pick(r, []cases.Election{"", cases.NoElection, "municipal"})
		c.PoliticalActivity, c.Precedent = r.IntN(3) == 0, r.IntN(4) == 0
		c.Advisor = pick(r, []cases.UserID{"", w.chloe.ID, w.dan.ID})
		c.Filer = pick(r, []cases.UserID{w.amira.ID, w.amira.ID, w.basile.ID, w.chloe.ID})
		c.SubmittedAt = time.Date(2024+r.IntN(2), 12, 31, 22+r.IntN(12), 0, i, 0, time.UTC)
		if r.IntN(5) == 0 {
			c.Excluded = []cases.UserID{w.chloe.ID}
		}
		for range r.IntN(3) {
			c.Annotations = append(c.Annotations, cases.Annotation{ID: cases.AnnotationID(fmt.Sprintf("a%d-%d", i, len(c.Annotations))),
				Entry: pick(r, []cases.EntryCode{"LOYALTY", "NEUTRALITY", "TRUST"}), CodeVersion: 1, By: w.dan.ID, At: c.SubmittedAt})
		}
		if r.IntN(3) == 0 {
			c.Messages = append(c.Messages, cases.Message{ID: cases.MessageID(fmt.Sprintf("m%d", i)), Kind: cases.Advised, From: w.dan.ID,
				Lang: c.Lang, Text: "An advice.", At: c.SubmittedAt, Advice: &cases.Advice{Outcome: pick(r, cases.Outcomes()[:3]),
					Obligations: []cases.EntryCode{pick(r, []cases.EntryCode{"LOYALTY", "R-PRIVACY"})}, CodeVersion: 1}})
		}
		w.keep(c)
		all = append(all, c)
	}
	return all
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// someFilters are choices of one facet, of several, and of several values.
func someFilters(w *world) []cases.Filters {
	return []cases.Filters{
		{},
		{Platforms: []cases.Platform{"facebook"}},
		{Platforms: []cases.Platform{"facebook", "x"}, Langs: []cases.Lang{cases.French}},
		{Obligations: []cases.EntryCode{"LOYALTY"}, Years: []int{2024, 2025}},
		{Outcomes: cases.Outcomes()[:1], Statuses: []cases.Status{cases.New, cases.Answered}},
		{Advisors: []cases.UserID{w.dan.ID, w.chloe.ID}, Politicals: []cases.YesNo{cases.Yes}},
		{Politicals: cases.YesNos()},
		{Precedents: []cases.YesNo{cases.Yes}},
		{Precedents: []cases.YesNo{cases.No}, Platforms: []cases.Platform{"facebook"}},
		{Elections: []cases.YesNo{cases.No}, Channels: []cases.Channel{cases.Phone}, Obligations: []cases.EntryCode{"TRUST"}},
		{Years: []int{2025}, Platforms: []cases.Platform{"\x00", "nowhere"}},
	}
}

// modelValues are what a person may learn of a case, facet by facet.
func modelValues(w *world, u cases.User, c *cases.Case) map[cases.Facet][]string {
	own := c.Filer == u.ID
	yes := map[bool]string{true: "yes", false: "no"}
	out := map[cases.Facet][]string{
		cases.ByStatus: {string(c.Status)}, cases.ByPlatform: {string(c.Facts.Platform)}, cases.ByLang: {string(c.Lang)},
		cases.ByChannel: {string(c.Channel)}, cases.ByElection: {yes[c.Facts.TouchesElection()]},
		cases.ByYear: {strconv.Itoa(c.SubmittedAt.In(w.zone).Year())},
	}
	if c.Advisor != "" && !own { // who works on it is not for the filer to know
		out[cases.ByAdvisor] = []string{string(c.Advisor)}
	}
	if !own {
		out[cases.ByPolitical] = []string{yes[c.PoliticalActivity]}
		out[cases.ByPrecedent] = []string{yes[c.Precedent]}
		for _, a := range c.CurrentAnnotations() {
			out[cases.ByObligation] = append(out[cases.ByObligation], string(a.Entry))
		}
	}
	for _, m := range c.Messages {
		out[cases.ByOutcome] = []string{string(m.Advice.Outcome)}
		out[cases.ByObligation] = append(out[cases.ByObligation], string(m.Advice.Obligations[0]))
	}
	slices.Sort(out[cases.ByObligation])
	out[cases.ByObligation] = slices.Compact(out[cases.ByObligation])
	return out
}

// modelCounts counts a facet over cases that meet what is chosen of the others.
func modelCounts(w *world, u cases.User, all []*cases.Case, f cases.Filters, facet cases.Facet) map[string]int {
	counts := map[string]int{}
	for _, c := range all {
		values := modelValues(w, u, c)
		meets := true
		for _, other := range cases.Facets() {
			chosen := f.Chosen(other)
			if other != facet && len(chosen) > 0 {
				meets = meets && slices.ContainsFunc(values[other], func(v string) bool { return slices.Contains(chosen, v) })
			}
		}
		if meets {
			for _, v := range values[facet] {
				counts[v]++
			}
		}
	}
	return counts
}

// countsAre compares the counts of each facet with the model's.
func (w *world) countsAre(u cases.User, all []*cases.Case, f cases.Filters, got cases.FacetCounts, what string) {
	w.Helper()
	for _, facet := range cases.Facets() {
		if want := modelCounts(w, u, all, f, facet); !maps.Equal(got.Of(facet), want) || got.First(facet) > 0 {
			w.Errorf("%s, %+v, %s: got %v, want %v", what, f, facet, got.Of(facet), want)
		}
	}
}

func queueFacets(w *world) {
	all := facetWorld(w)
	in := map[cases.View]func(*cases.Case) bool{
		cases.ViewWaiting:  func(c *cases.Case) bool { return c.Status.WaitsForOffice() },
		cases.ViewMine:     func(c *cases.Case) bool { return c.Status.IsOpen() && c.Advisor == w.chloe.ID },
		cases.ViewAnswered: func(c *cases.Case) bool { return c.Status == cases.Answered },
	}
	for _, f := range someFilters(w) {
		for view, shows := range in {
			page, err := w.Store.Queue(w.ctx, w.chloe, cases.QueueQuery{View: view, Filters: f})
			w.must(err)
			office := slices.DeleteFunc(slices.Clone(all), func(c *cases.Case) bool {
				return c.SideOf(w.chloe) != cases.OfficeSide || !shows(c)
			})
			w.countsAre(w.chloe, office, f, page.Facets, string(view))
		}
	}
}

func searchFacets(w *world) {
	all := facetWorld(w)
	for _, u := range []cases.User{w.chloe, w.dan, w.amira} {
		seen := slices.DeleteFunc(slices.Clone(all), func(c *cases.Case) bool { return c.SideOf(u) == cases.Outside })
		for _, f := range someFilters(w) {
			for _, text := range []string{"", "common", "common lang:en"} {
				r, err := w.Store.Search(w.ctx, u, cases.Query{Text: text, Filters: f, Size: 5, Page: 2})
				w.must(err)
				found := slices.DeleteFunc(slices.Clone(seen), func(c *cases.Case) bool {
					return strings.HasSuffix(text, ":en") && c.Lang != cases.English
				})
				w.countsAre(u, found, f, r.Facets, u.Name+" "+text)
			}
		}
	}
}

func cappedFacets(w *world) {
	w.manyCases(cases.CountCap + 5)
	page, err := w.Store.Queue(w.ctx, w.chloe, cases.QueueQuery{Filters: cases.Filters{Langs: []cases.Lang{cases.French}}})
	w.must(err)
	found, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "common"})
	w.must(err)
	for _, counts := range []cases.FacetCounts{page.Facets, found.Facets} {
		got := counts.Of(cases.ByLang)[string(cases.English)]
		if got != cases.CountCap || counts.First(cases.ByLang) != cases.CountCap {
			w.Errorf("got %d, of the first %d; want %d of more", got, counts.First(cases.ByLang), cases.CountCap)
		}
	}
}

// countedAnew does this and that, and each time compares what is counted with
// what a transaction of its own counts, which holds nothing.
func countedAnew(w *world) {
	all := facetWorld(w)
	random := rand.New(rand.NewPCG(7, 9)) // #nosec G404 -- a test's
	for step := range 60 {
		c := pick(random, all)
		switch step % 6 {
		case 0:
			w.altered(c.ID, random, w.dan)
		case 1:
			w.read(w.dan, cases.AsAdvisor, c.ID, w.clock.now())
		case 2:
			w.file(pick(random, []cases.User{w.amira, w.chloe}), draft("Another subject", "Another situation.", cases.French))
		case 3:
			id := w.file(w.amira, draft("Her subject", "Her situation.", cases.English))
			w.must(w.book.Annotate(w.ctx, w.dan, id, w.stamp(w.dan, id), cases.AnnotationDraft{Entries: []string{"NEUTRALITY"}}))
		case 4:
			w.looking(w.chloe, w.file(w.amira, draft("Her subject", "Her situation.", cases.English)))
		case 5:
			_, err := w.book.Search(w.ctx, w.chloe, cases.Query{Text: "common"})
			w.must(err)
		}
		if step == 40 {
			code := w.secondCode()
			w.must(w.Store.KeepCode(w.ctx, code, w.clock.now(), w.loading(code)))
		}
		for _, view := range cases.Views() {
			w.countsAsAnew(cases.QueueQuery{View: view, Filters: pick(random, someFilters(w))}, step)
		}
	}
}

func (w *world) countsAsAnew(q cases.QueueQuery, step int) {
	w.Helper()
	got, err := w.Store.Queue(w.ctx, w.chloe, q)
	w.must(err)
	var want cases.QueuePage
	w.must(w.Store.Together(w.ctx, func(s cases.Store) (err error) {
		want, err = s.Queue(w.ctx, w.chloe, q)
		return err
	}))
	if !maps.Equal(got.Count, want.Count) || !reflect.DeepEqual(got.Facets, want.Facets) {
		w.Errorf("step %d, %s: got %v %v, want %v %v", step, q.View, got.Count, got.Facets, want.Count, want.Facets)
	}
}
