package store

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// typedFilters are the field:value of a question as conditions, which the form's
// filters only add to. Of one field any value matches, of several fields each.
type typedFilters struct {
	byField map[string][]search.Filter
	not     []search.Filter
	fields  []string // those of byField, as they came
	unknown []string // as typed
	people  []cases.User
	cited   map[string]cases.CaseID // the case that a reference names to the asker
	asker   cases.User
}

// readFilters sorts what was typed. An advisor is named by a part of her name, to
// advisors: anybody else would learn who they are.
func readFilters(tx *gorm.DB, u cases.User, q search.Query) (typedFilters, error) {
	t := typedFilters{byField: map[string][]search.Filter{}, cited: map[string]cases.CaseID{}, asker: u}
	if u.IsAdvisor() && slices.ContainsFunc(q.Filters, func(f search.Filter) bool { return f.Field == search.ByAdvisor }) {
		rows, err := list[userRow](tx, userColumns+" WHERE roles LIKE '%advisor%'")
		if err != nil {
			return t, err
		}
		for _, r := range rows {
			t.people = append(t.people, r.toUser())
		}
	}
	for _, f := range q.Filters {
		if err := t.lookUpCited(tx, f); err != nil {
			return t, err
		}
		t.add(f)
	}
	return t, nil
}

// isCiting reports whether a filter asks by a case that is cited, or cites.
func isCiting(f search.Filter) bool { return f.Field == search.ByCites || f.Field == search.ByCitedBy }

// lookUpCited finds the case that a citation is asked for by. One that the asker
// may not see is as unknown as one that is not there.
func (t *typedFilters) lookUpCited(tx *gorm.DB, f search.Filter) (err error) {
	if _, done := t.cited[f.Value]; f.Known && isCiting(f) && !done {
		t.cited[f.Value], err = referred(tx, t.asker, f.Value)
	}
	return err
}

func (t *typedFilters) add(f search.Filter) {
	switch {
	case f.Known && f.Field == search.ByAdvisor:
		f.Known = len(t.named(f.Value)) > 0
	case f.Known && isCiting(f):
		f.Known = t.cited[f.Value] != ""
	}
	if !f.Known {
		t.unknown = append(t.unknown, f.Typed)
	}
	if f.Not {
		t.not = append(t.not, f)
		return
	}
	if t.byField[f.Field] == nil {
		t.fields = append(t.fields, f.Field)
	}
	t.byField[f.Field] = append(t.byField[f.Field], f)
}

// clauses narrow what is found. A value that nothing has finds nothing.
func (t *typedFilters) clauses(a *asked) (out []index.Clause, err error) {
	for _, field := range t.fields {
		var one index.Clause
		for _, f := range t.byField[field] {
			c, err := t.clause(a, f)
			if err != nil {
				return nil, err
			}
			one.Tags, one.Spans, one.Numbers = append(one.Tags, c.Tags...), append(one.Spans, c.Spans...), append(one.Numbers, c.Numbers...)
		}
		out = append(out, one)
	}
	for _, f := range t.not {
		if f.Known {
			c, err := t.clause(a, f)
			if err != nil {
				return nil, err
			}
			c.Not = true
			out = append(out, c)
		}
	}
	return out, nil
}

func (t *typedFilters) clause(a *asked, f search.Filter) (c index.Clause, err error) {
	switch {
	case !f.Known:
		return c, nil
	case f.Field == search.ByAdvisor:
		return index.Clause{Tags: tagged(tagAdvisor, texts(t.named(f.Value)))}, nil
	case f.Field == search.ByRef:
		c.Numbers, err = a.numbersOfReference(f.Value)
		return c, err
	case f.Field == search.ByCites:
		c.Numbers, err = a.numbersCiting(t.cited[f.Value])
		return c, err
	case f.Field == search.ByCitedBy:
		c.Numbers, err = a.numbersCitedBy(t.cited[f.Value])
		return c, err
	case f.Field == search.ByElection && !slices.Contains(cases.YesNos(), cases.YesNo(f.Value)): // a level of government
		return index.Clause{Tags: []string{tag(tagElection, f.Value)}}, nil
	}
	clauses := a.store.clausesOf(filtersOf(f))
	if len(clauses) != 1 {
		return c, fmt.Errorf("the filter %s narrows by %d things", f.Field, len(clauses))
	}
	return clauses[0], nil
}

// filtersOf is what the form would say instead.
func filtersOf(f search.Filter) (out cases.Filters) {
	switch f.Field {
	case search.ByObligation:
		out.Obligations = []cases.EntryCode{cases.EntryCode(f.Value)}
	case search.ByOutcome:
		out.Outcomes = []cases.Outcome{cases.Outcome(f.Value)}
	case search.ByPlatform:
		out.Platforms = []cases.Platform{cases.Platform(f.Value)}
	case search.ByLang:
		out.Langs = []cases.Lang{cases.Lang(f.Value)}
	case search.ByStatus:
		out.Statuses = []cases.Status{cases.Status(f.Value)}
	case search.ByChannel:
		out.Channels = []cases.Channel{cases.Channel(f.Value)}
	case search.ByElection:
		out.Elections = []cases.YesNo{cases.YesNo(f.Value)}
	case search.ByPolitical:
		out.Politicals = []cases.YesNo{cases.YesNo(f.Value)}
	case search.ByPrecedent:
		out.Precedents = []cases.YesNo{cases.YesNo(f.Value)}
	case search.ByFrom:
		out.From, _ = cases.ParseDate(f.Value) // known, so it has the form
	case search.ByTo:
		out.To, _ = cases.ParseDate(f.Value)
	case search.ByYear:
		out.From, _ = cases.ParseDate(f.Value + "-01-01")
		out.To, _ = cases.ParseDate(f.Value + "-12-31")
	}
	return out
}

// isBackwards reports that no day is asked for: the first of them, chosen and
// typed, comes after the last.
func (a *asked) isBackwards() bool {
	from, to := a.query.Filters.From, a.query.Filters.To
	if typed := a.typed.days(search.ByFrom); len(typed) > 0 { // any of them will do
		from = latest(from, slices.MinFunc(typed, cases.Date.Compare))
	}
	if typed := a.typed.days(search.ByTo); len(typed) > 0 {
		last := slices.MaxFunc(typed, cases.Date.Compare)
		if to.IsZero() || last.Before(to) {
			to = last
		}
	}
	return !to.IsZero() && to.Before(from)
}

func latest(a, b cases.Date) cases.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// days are those that were typed for one end of a span.
func (t *typedFilters) days(field string) (out []cases.Date) {
	for _, f := range t.byField[field] {
		if day, err := cases.ParseDate(f.Value); f.Known && err == nil {
			out = append(out, day)
		}
	}
	return out
}

// named are the advisors with that in their name; "me" is whoever asks.
func (t *typedFilters) named(typed string) []cases.UserID {
	want := search.Fold(typed)
	if t.asker.IsAdvisor() && (want == "me" || want == "moi") {
		return []cases.UserID{t.asker.ID}
	}
	var ids []cases.UserID
	for _, p := range t.people {
		if want != "" && strings.Contains(search.Fold(p.Name), want) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
