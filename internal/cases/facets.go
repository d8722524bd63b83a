package cases

import (
	"slices"
	"strconv"
)

// Facet is a field of a case by which lists narrow, and whose values are
// counted beside them.
type Facet uint8

// The facets, in the order of the page.
const (
	ByStatus Facet = iota
	ByObligation
	ByOutcome
	ByPlatform
	ByLang // of the situation
	ByChannel
	ByAdvisor // who works on it
	ByElection
	ByPolitical // office only
	ByPrecedent // office only
	ByYear      // of submission
	facetCount
)

// Facets lists the facets.
func Facets() []Facet {
	out := make([]Facet, facetCount)
	for i := range out {
		out[i] = Facet(i) // #nosec G115 -- there are few
	}
	return out
}

// String is the facet's name in addresses.
func (f Facet) String() string {
	return [facetCount]string{"status", "obligation", "outcome", "platform", "lang", "channel", "advisor",
		"election", "political", "precedent", "year"}[f]
}

// Chosen are the values of a facet that the filters let through; none when it
// does not narrow.
func (f Filters) Chosen(facet Facet) []string {
	switch facet {
	case ByStatus:
		return texts(f.Statuses)
	case ByObligation:
		return texts(f.Obligations)
	case ByOutcome:
		return texts(f.Outcomes)
	case ByPlatform:
		return texts(f.Platforms)
	case ByLang:
		return texts(f.Langs)
	case ByChannel:
		return texts(f.Channels)
	case ByAdvisor:
		return texts(f.Advisors)
	case ByElection:
		return texts(f.Elections)
	case ByPolitical:
		return texts(f.Politicals)
	case ByPrecedent:
		return texts(f.Precedents)
	case ByYear:
		var out []string
		for _, y := range f.Years {
			out = append(out, strconv.Itoa(y))
		}
		return out
	}
	return nil
}

// HasChoice reports whether any facet narrows.
func (f Filters) HasChoice() bool {
	return slices.ContainsFunc(Facets(), func(x Facet) bool { return len(f.Chosen(x)) > 0 })
}

func texts[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

// FacetValues are what the facets count of one case, as one person sees it: a
// case has one value of each, or none; of the obligations any number.
type FacetValues struct {
	one         [facetCount]string
	obligations []string
}

// Set gives a facet its value; an empty one is none.
func (v *FacetValues) Set(f Facet, value string) { v.one[f] = value }

// Tie adds entries of the Code, each under every code by which it may be asked
// for.
func (v *FacetValues) Tie(codes []EntryCode) {
	for _, c := range codes {
		if !slices.Contains(v.obligations, string(c)) {
			v.obligations = append(v.obligations, string(c))
		}
	}
}

func (v *FacetValues) of(f Facet) []string {
	switch {
	case f == ByObligation:
		return v.obligations
	case v.one[f] == "":
		return nil
	}
	return v.one[f : f+1]
}

// FacetCounts are how many cases have each value of each facet under what is
// chosen of the others: its own choice takes nothing from a facet's counts, so
// that they say what one more value would add.
type FacetCounts struct {
	of    [facetCount]map[string]int
	first [facetCount]int
}

// Of are the counts of a facet by value; a value that no case has is missing.
func (c FacetCounts) Of(f Facet) map[string]int { return c.of[f] }

// First is of how many of the first cases the counts of a facet are, where there
// were more than were counted: then each may be more. It is 0 where all were.
func (c FacetCounts) First(f Facet) int { return c.first[f] }

// OfFirst says that the counts are of so many of the first cases, and that there
// may be more.
func (c FacetCounts) OfFirst(n int) FacetCounts {
	for f := range c.first {
		c.first[f] = n
	}
	return c
}

// CountFacets counts cases that are not narrowed by the filters, which it
// applies. More than CountCap are not counted.
func CountFacets(all []FacetValues, f Filters) FacetCounts {
	first := 0
	if len(all) > CountCap {
		first = CountCap
	}
	all = all[:min(len(all), CountCap)]
	chosen := choicesOf(f)
	var out FacetCounts
	for i := range out.of {
		out.of[i], out.first[i] = map[string]int{}, first
	}
	for i := range all {
		out.add(&all[i], chosen)
	}
	return out
}

// Narrowed takes the counts of the facets that nothing is chosen of from those
// of a list that was narrowed: these reach further where the list is long.
func (c FacetCounts) Narrowed(by FacetCounts, f Filters) FacetCounts {
	for _, facet := range Facets() {
		if len(f.Chosen(facet)) == 0 {
			c.of[facet], c.first[facet] = by.of[facet], by.first[facet]
		}
	}
	return c
}

func choicesOf(f Filters) (out [facetCount][]string) {
	for _, facet := range Facets() {
		out[facet] = f.Chosen(facet)
	}
	return out
}

// add counts a case in each facet whose others it meets: in all when it meets
// every choice, and in one when it misses that one alone.
func (c *FacetCounts) add(v *FacetValues, chosen [facetCount][]string) {
	missed, which := 0, Facet(0)
	for f, values := range chosen {
		if len(values) > 0 && !meets(v.of(Facet(f)), values) { // #nosec G115 -- there are few
			missed, which = missed+1, Facet(f) // #nosec G115 -- there are few
		}
	}
	switch missed {
	case 0:
		for _, f := range Facets() {
			c.count(f, v)
		}
	case 1:
		c.count(which, v)
	}
}

func meets(has, values []string) bool {
	return slices.ContainsFunc(has, func(x string) bool { return slices.Contains(values, x) })
}

func (c *FacetCounts) count(f Facet, v *FacetValues) {
	for _, value := range v.of(f) {
		c.of[f][value]++
	}
}
