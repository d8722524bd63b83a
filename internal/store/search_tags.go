package store

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
)

// What is indexed of a case beside its words are tags, name=value: by them the
// search narrows and counts what it finds, without a look at the case.
const (
	tagStatus     = "status"
	tagOutcome    = "outcome"
	tagPlatform   = "platform"
	tagLang       = "lang"
	tagChannel    = "channel"
	tagElection   = "election"   // the level of government
	tagTouched    = "touched"    // whether an election is part of the facts
	tagObligation = "obligation" // that the advice rests on
	tagAnnotated  = "annotated"  // an obligation that a passage was marked with
	tagPolitical  = "political"
	tagPrecedent  = "precedent" // which the ranking reads too
	tagAdvisor    = "advisor"
)

func tag(name, value string) string { return name + "=" + value }

// tagsOf are the tags of a case. What only the office knows is no tag to the
// filer.
func tagsOf(row *caseRow, tied []obligationRow) (t index.Tags) {
	shared := func(name, value string) {
		if value != "" {
			t.Shared = append(t.Shared, tag(name, value))
		}
	}
	shared(tagStatus, string(row.Status))
	shared(tagOutcome, string(row.Outcome))
	shared(tagPlatform, string(row.Platform))
	shared(tagLang, string(row.Lang))
	shared(tagChannel, string(row.Channel))
	shared(tagElection, string(row.Election))
	facts := cases.Facts{Election: row.Election, ElectionPeriod: row.ElectionPeriod}
	shared(tagTouched, yesNo(facts.TouchesElection()))
	t.Office = append(t.Office, tag(tagPolitical, yesNo(row.Political)), tag(tagPrecedent, yesNo(row.Precedent)))
	if row.Advisor != "" {
		t.Office = append(t.Office, tag(tagAdvisor, string(row.Advisor)))
	}
	for _, o := range tied {
		if o.Source == byAdvice {
			shared(tagObligation, string(o.Code))
		} else {
			t.Office = append(t.Office, tag(tagAnnotated, string(o.Code)))
		}
	}
	return t
}

// stampOf is the same for cases of which the same is indexed beside their words.
func stampOf(row *caseRow, t index.Tags) int64 {
	h := fnv.New64a()
	for _, part := range slices.Concat([]string{string(row.Filer), strconv.FormatInt(row.Submitted.UnixMicro(), 10)},
		t.Shared, []string{""}, t.Office) {
		_, _ = h.Write([]byte(part + "\x00"))
	}
	return int64(h.Sum64()) // #nosec G115 -- any number will do
}

// clausesOf are filters as what is found is narrowed by.
func (s *Store) clausesOf(f cases.Filters) (out []index.Clause) {
	any := func(name string, values []string) {
		if len(values) > 0 {
			out = append(out, index.Clause{Tags: tagged(name, values)})
		}
	}
	any(tagOutcome, texts(f.Outcomes))
	any(tagPlatform, texts(f.Platforms))
	any(tagLang, texts(f.Langs))
	any(tagChannel, texts(f.Channels))
	any(tagStatus, texts(f.Statuses))
	any(tagAdvisor, texts(f.Advisors))
	any(tagTouched, texts(f.Elections))
	any(tagPolitical, texts(f.Politicals))
	any(tagPrecedent, texts(f.Precedents))
	if len(f.Obligations) > 0 {
		kin := texts(s.codes.kin(f.Obligations))
		out = append(out, index.Clause{Tags: append(tagged(tagObligation, kin), tagged(tagAnnotated, kin)...)})
	}
	if len(f.Years) > 0 {
		var years index.Clause
		for _, y := range f.Years {
			years.Spans = append(years.Spans, s.span(cases.YearSpan(y)))
		}
		out = append(out, years)
	}
	if !f.From.IsZero() || !f.To.IsZero() {
		out = append(out, index.Clause{Spans: []index.Span{s.span(f.From, f.To)}})
	}
	return out
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func tagged(name string, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = tag(name, v)
	}
	return out
}

// span is days of the office's zone, both included; a zero day bounds nothing.
func (s *Store) span(from, to cases.Date) index.Span {
	span := index.Forever()
	if !from.IsZero() {
		span.From = from.Time(s.zone).UnixMicro()
	}
	if !to.IsZero() {
		span.Before = to.AddDays(1).Time(s.zone).UnixMicro()
	}
	return span
}

// counting is what a tag says to the facets.
type counting struct {
	facet   cases.Facet
	counted bool
	value   string
	kin     []cases.EntryCode // of an entry of the Code
}

func (s *Store) counting(tag string) counting {
	name, value, _ := strings.Cut(tag, "=")
	if name == tagObligation || name == tagAnnotated {
		return counting{kin: s.codes.kinOf(cases.EntryCode(value))}
	}
	facet, counted := facetOf[name]
	return counting{facet: facet, counted: counted, value: value}
}

// facetValuesOf are what the facets count of the cases that were found.
func (s *Store) facetValuesOf(found []index.Found) []cases.FacetValues {
	values := make([]cases.FacetValues, len(found))
	index.EachTag(found, s.counting, func(i int, c counting) {
		if c.counted {
			values[i].Set(c.facet, c.value)
		}
		values[i].Tie(c.kin)
	})
	for i, f := range found {
		values[i].Set(cases.ByYear, strconv.Itoa(time.UnixMicro(f.Filed).In(s.zone).Year()))
	}
	return values
}

var facetOf = map[string]cases.Facet{
	tagStatus: cases.ByStatus, tagOutcome: cases.ByOutcome, tagPlatform: cases.ByPlatform, tagLang: cases.ByLang,
	tagChannel: cases.ByChannel, tagAdvisor: cases.ByAdvisor, tagTouched: cases.ByElection, tagPolitical: cases.ByPolitical,
	tagPrecedent: cases.ByPrecedent,
}
