package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/casebook/internal/cases"
)

// narrowing is a list's address, read: what it chooses of the facets, and what
// else it says. Every link of the page is an address of its own, in one order,
// so that it can be kept and sent.
type narrowing struct {
	v        *visit
	path     string
	plain    url.Values // what is not a choice, but not the page
	offers   map[cases.Facet][]option
	facets   []cases.Facet
	chosen   map[cases.Facet][]string
	span     span
	filters  cases.Filters
	mistaken bool // it asked for what is no value
}

// readNarrowing reads what an address chooses of those facets. What is no known
// value does not narrow: an address that somebody kept still shows a list.
func (s *Server) readNarrowing(v *visit, path string, plain url.Values, facets []cases.Facet, advisors []cases.User) *narrowing {
	n := &narrowing{v: v, path: path, plain: plain, facets: facets, offers: map[cases.Facet][]option{},
		chosen: map[cases.Facet][]string{}}
	for _, f := range facets {
		n.offers[f] = s.facetOptions(v, f, advisors)
		n.chosen[f] = n.known(f, v.all(f.String()))
	}
	n.span = n.readSpan()
	n.filters = n.read()
	return n
}

// known are the values that a facet has, each once, in the order of its offers.
func (n *narrowing) known(f cases.Facet, values []string) []string {
	var out []string
	for _, value := range values {
		switch {
		case value == "" || slices.Contains(out, value):
		case n.offered(f, value) >= 0 || n.isFormer(f, value):
			out = append(out, value)
		default:
			n.mistaken = true
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(n.offered(f, a), n.offered(f, b)), cmp.Compare(a, b))
	})
	return out
}

func (n *narrowing) offered(f cases.Facet, value string) int {
	return slices.IndexFunc(n.offers[f], func(o option) bool { return o.Value == value })
}

// isFormer reports whether it is what an entry of the Code was called once: it
// finds what the present one does, and is offered no more.
func (n *narrowing) isFormer(f cases.Facet, value string) bool {
	_, known := n.v.codes.Entry(cases.EntryCode(value))
	return f == cases.ByObligation && known
}

// read gives the filters. Every value is known to be one.
func (n *narrowing) read() (f cases.Filters) {
	f.Statuses = valuesOf[cases.Status](n.chosen[cases.ByStatus])
	f.Obligations = valuesOf[cases.EntryCode](n.chosen[cases.ByObligation])
	f.Outcomes = valuesOf[cases.Outcome](n.chosen[cases.ByOutcome])
	f.Platforms = valuesOf[cases.Platform](n.chosen[cases.ByPlatform])
	f.Langs = valuesOf[cases.Lang](n.chosen[cases.ByLang])
	f.Channels = valuesOf[cases.Channel](n.chosen[cases.ByChannel])
	f.Advisors = valuesOf[cases.UserID](n.chosen[cases.ByAdvisor])
	f.Elections = valuesOf[cases.YesNo](n.chosen[cases.ByElection])
	f.Politicals = valuesOf[cases.YesNo](n.chosen[cases.ByPolitical])
	f.Precedents = valuesOf[cases.YesNo](n.chosen[cases.ByPrecedent])
	f.From, f.To = n.span.From, n.span.To
	for _, year := range n.chosen[cases.ByYear] {
		if y, err := strconv.Atoi(year); err == nil {
			f.Years = append(f.Years, y)
		}
	}
	return f
}

func valuesOf[T ~string](values []string) []T {
	var out []T
	for _, v := range values {
		out = append(out, T(v))
	}
	return out
}

// isNarrow reports whether anything is chosen.
func (n *narrowing) isNarrow() bool { return n.filters.HasChoice() || !n.span.isZero() }

// with is the address with one of its plain fields changed; an empty value
// leaves it out.
func (n *narrowing) with(name, value string) string {
	if value == "" {
		return n.withAll(name)
	}
	return n.withAll(name, value)
}

// withAll is the address with one of its plain fields changed to those values.
func (n *narrowing) withAll(name string, values ...string) string {
	q := n.query(n.chosen, n.span)
	q.Del(name)
	if len(values) > 0 {
		q[name] = values
	}
	return withQuery(n.path, q)
}

// toggled is the address with a value of a facet added, or taken away.
func (n *narrowing) toggled(f cases.Facet, value string) string {
	chosen := maps.Clone(n.chosen)
	if i := slices.Index(chosen[f], value); i >= 0 {
		chosen[f] = slices.Delete(slices.Clone(chosen[f]), i, i+1)
	} else {
		chosen[f] = n.known(f, append(slices.Clone(chosen[f]), value))
	}
	return withQuery(n.path, n.query(chosen, n.span))
}

// unnarrowed is the address with nothing chosen.
func (n *narrowing) unnarrowed() string { return withQuery(n.path, n.query(nil, span{})) }

func (n *narrowing) query(chosen map[cases.Facet][]string, days span) url.Values {
	q := url.Values{}
	for name, values := range n.plain {
		for _, value := range values {
			if text := strings.TrimSpace(value); text != "" {
				q.Add(name, text)
			}
		}
	}
	for f, values := range chosen {
		if len(values) > 0 {
			q[f.String()] = values
		}
	}
	days.put(q)
	return q
}

// kept are the choices as hidden fields of a form that asks anew.
func (n *narrowing) kept() []hiddenField {
	q := n.query(n.chosen, n.span)
	for name := range n.plain {
		q.Del(name)
	}
	return hiddenFields(q)
}

// hiddenFields are the parts of an address as fields of a form.
func hiddenFields(q url.Values) []hiddenField {
	var out []hiddenField
	for _, name := range slices.Sorted(maps.Keys(q)) {
		for _, value := range q[name] {
			out = append(out, hiddenField{Name: name, Value: value})
		}
	}
	return out
}

// tidied is the address without its empty fields, which a form sends for what
// was not filled in; false when it has none.
func (v *visit) tidied() (string, bool) {
	q := url.Values{}
	for name, values := range v.form {
		if some := slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" }); len(some) > 0 {
			q[name] = some
		}
	}
	return withQuery(localPath(v.c.Path()), q), len(q) < len(v.form)
}

// facetOptions are all the values of a facet, in the order of the page.
func (s *Server) facetOptions(v *visit, f cases.Facet, advisors []cases.User) []option {
	switch f {
	case cases.ByObligation:
		return entryOptions(v)
	case cases.ByAdvisor:
		var out []option
		for _, a := range advisors {
			out = append(out, option{Value: string(a.ID), Label: a.Name})
		}
		return out
	case cases.ByYear:
		return s.yearOptions()
	}
	list := facetLists[f]
	if f == cases.ByStatus && !v.user.IsAdvisor() {
		list.words = "filer_status"
	}
	var out []option
	for _, code := range list.codes {
		out = append(out, option{Value: code, Label: v.words.T(list.words + "." + code)})
	}
	return out
}

// facetLists are the facets whose values are a closed list, and where the words
// of the values are.
var facetLists = map[cases.Facet]struct {
	words string
	codes []string
}{
	cases.ByOutcome:   {"outcome_office", codes(cases.Outcomes())},
	cases.ByPlatform:  {"platform", codes(cases.Platforms())},
	cases.ByLang:      {"lang", codes(cases.Langs())},
	cases.ByChannel:   {"channel", codes(cases.Channels())},
	cases.ByStatus:    {"status", codes(cases.Statuses())},
	cases.ByElection:  {"yes_no", codes(cases.YesNos())},
	cases.ByPolitical: {"yes_no", codes(cases.YesNos())},
	cases.ByPrecedent: {"yes_no", codes(cases.YesNos())},
}

// firstYear is the earliest in which a case may have been submitted.
const firstYear = 2000

// yearOptions offers the years, newest first.
func (s *Server) yearOptions() []option {
	var out []option
	for y := s.local(s.Book.Now()).Year() + 1; y >= firstYear; y-- {
		out = append(out, option{Value: fmt.Sprint(y), Label: fmt.Sprint(y)})
	}
	return out
}
