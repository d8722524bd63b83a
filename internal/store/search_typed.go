package store

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
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

// readFilters sorts what was typed. An advisor is named by a part of her name.
func readFilters(tx *gorm.DB, u cases.User, q search.Query) (typedFilters, error) {
	t := typedFilters{byField: map[string][]search.Filter{}, cited: map[string]cases.CaseID{}, asker: u}
	if slices.ContainsFunc(q.Filters, func(f search.Filter) bool { return f.Field == search.ByAdvisor }) {
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

// conditions narrow the cases on a side. A value that nothing has finds nothing.
func (t *typedFilters) conditions(s *Store, side cases.Side) []where {
	var ws []where
	for _, field := range t.fields {
		var values []where
		for _, f := range t.byField[field] {
			values = append(values, t.condition(s, f, side))
		}
		ws = append(ws, either(values...))
	}
	for _, f := range t.not {
		if f.Known {
			ws = append(ws, not(t.condition(s, f, side)))
		}
	}
	return ws
}

func (t *typedFilters) condition(s *Store, f search.Filter, side cases.Side) where {
	if !f.Known {
		return nothing
	}
	switch f.Field {
	case search.ByAdvisor:
		return assigned(t.named(f.Value), side)
	case search.ByCites:
		return citesThat(t.cited[f.Value], side)
	case search.ByCitedBy:
		return citedIn(t.cited[f.Value], side)
	case search.ByElection:
		if !slices.Contains(cases.YesNos(), cases.YesNo(f.Value)) { // a level of government
			return cond("c.election = ?", f.Value)
		}
	}
	return s.narrow(filtersOf(f), side)
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
	case search.ByRef:
		out.Reference = f.Value
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

// named are the advisors with that in their name; "me" is whoever asks.
func (t *typedFilters) named(typed string) []cases.UserID {
	want := search.Fold(typed)
	if want == "me" || want == "moi" {
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
