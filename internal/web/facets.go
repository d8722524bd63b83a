package web

import (
	"slices"

	"example.org/casebook/internal/cases"
)

// facetPart is what a list shows of its facets: what is chosen, each with a way
// to take it away, and what may be chosen besides, each with its count.
type facetPart struct {
	Chips    []link
	Clear    string // address with nothing chosen; empty when there is one choice or none
	Facets   []facetView
	Days     *spanForm // nil where there is nothing to narrow
	Capped   string    // that not all was counted
	Mistaken string    // that the address asked for what there is not
}

// facetView is one facet with the values worth choosing.
type facetView struct {
	ID, Label string
	Values    []facetLine
}

// facetLine is a value of a facet: a link that adds it, or takes it away.
type facetLine struct {
	Href, Text, Count string
	Chosen            bool
}

func (n *narrowing) part(counts cases.FacetCounts) facetPart {
	var p facetPart
	for _, f := range n.facets {
		p.Chips = append(p.Chips, n.chips(f)...)
		if view := n.view(f, counts); len(view.Values) > 0 {
			p.Facets = append(p.Facets, view)
			if first := counts.First(f); first > 0 {
				p.Capped = n.v.words.T("facet.capped", "N", first)
			}
		}
	}
	p.Chips = append(p.Chips, n.spanChips()...)
	if len(p.Facets) > 0 || !n.span.isZero() {
		p.Days = n.spanForm()
	}
	if len(p.Chips) > 1 {
		p.Clear = n.unnarrowed()
	}
	if n.mistaken {
		p.Mistaken = n.v.words.T("facet.mistaken")
	}
	return p
}

// chips are what is chosen of a facet, each leading to the list without it.
func (n *narrowing) chips(f cases.Facet) []link {
	var out []link
	for _, value := range n.chosen[f] {
		out = append(out, link{n.toggled(f, value), n.chosenInWords(f, value)})
	}
	return out
}

func (n *narrowing) chosenInWords(f cases.Facet, value string) string {
	return n.v.words.T("facet.chosen", "Facet", n.v.words.T("filter."+f.String()), "Value", n.labelOf(f, value))
}

func (n *narrowing) labelOf(f cases.Facet, value string) string {
	if i := n.offered(f, value); i >= 0 {
		return n.offers[f][i].Label
	}
	return entryName(n.v, cases.EntryCode(value))
}

// view lists the values of a facet that some case has, or that are chosen. One
// value alone would narrow nothing. Where not all was counted, any value may
// still have cases.
func (n *narrowing) view(f cases.Facet, counts cases.FacetCounts) facetView {
	of, capped := counts.Of(f), counts.First(f) > 0
	view := facetView{ID: "facet-" + f.String(), Label: n.v.words.T("filter." + f.String())}
	for _, value := range n.values(f) {
		count, chosen := of[value], slices.Contains(n.chosen[f], value)
		if count == 0 && !chosen && (!capped || f == cases.ByYear) {
			continue
		}
		view.Values = append(view.Values, facetLine{Href: n.toggled(f, value), Text: n.labelOf(f, value),
			Count: n.countInWords(count, capped), Chosen: chosen})
	}
	if len(view.Values) == 1 && len(n.chosen[f]) == 0 {
		view.Values = nil
	}
	return view
}

// values are what a facet offers, and what is chosen of it that is offered no
// more.
func (n *narrowing) values(f cases.Facet) []string {
	var out []string
	for _, o := range n.offers[f] {
		out = append(out, o.Value)
	}
	for _, value := range n.chosen[f] {
		if !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	return out
}

// countInWords writes a count; of what was not counted to the end it is the
// least there are, and none says nothing.
func (n *narrowing) countInWords(count int, capped bool) string {
	switch {
	case !capped:
		return n.v.words.Number(count)
	case count == 0:
		return ""
	}
	return n.v.words.T("facet.at_least", "N", count)
}

// removals are the ways out of a list that what was chosen left empty: one
// choice less each, or all.
func (n *narrowing) removals() []link {
	var out []link
	for _, f := range n.facets {
		for _, value := range n.chosen[f] {
			out = append(out, link{n.toggled(f, value), n.v.words.T("facet.remove", "Chosen", n.chosenInWords(f, value))})
		}
	}
	for _, chip := range n.spanChips() {
		out = append(out, link{chip.Href, n.v.words.T("facet.remove", "Chosen", chip.Text)})
	}
	if len(out) > 1 {
		out = append(out, link{n.unnarrowed(), n.v.words.T("facet.clear")})
	}
	return out
}
