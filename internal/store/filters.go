package store

import (
	"strings"

	"example.org/casebook/internal/cases"
)

// narrow is the filters as a condition on cases the person filed, or on those
// of which she is on the office's side: what only the office sees neither
// matches nor excludes a case of her own.
func (s *Store) narrow(f cases.Filters, side cases.Side) where {
	return all(s.narrowings(f, side)...)
}

// narrowings are the conditions one by one; none when the filters do not narrow.
func (s *Store) narrowings(f cases.Filters, side cases.Side) []where {
	var ws []where
	ws = append(ws, in("c.outcome", each(f.Outcomes))...)
	ws = append(ws, in("c.platform", each(f.Platforms))...)
	ws = append(ws, in("c.lang", each(f.Langs))...)
	ws = append(ws, in("c.channel", each(f.Channels))...)
	ws = append(ws, in("c.status", each(f.Statuses))...)
	if len(f.Obligations) > 0 {
		ws = append(ws, tiedTo(s.codes.kin(f.Obligations), side))
	}
	if len(f.Advisors) > 0 {
		ws = append(ws, assigned(f.Advisors, side))
	}
	if f.Reference != "" {
		ws = append(ws, cond("c.reference = ?", storable(f.Reference)))
	}
	ws = append(ws, anyOf(f.Elections, elections)...)
	ws = append(ws, anyOf(f.Politicals, func(x cases.YesNo) where { return political(x, side) })...)
	ws = append(ws, anyOf(f.Precedents, func(x cases.YesNo) where { return precedent(x, side) })...)
	ws = append(ws, anyOf(f.Years, func(year int) where { return all(s.submittedIn(cases.YearSpan(year))...) })...)
	return append(ws, s.submittedIn(f.From, f.To)...)
}

// tiedTo are the cases with one of the entries, which are given under every
// code that they have had: for their filer those that the
// advice rests on, for the office those annotated too.
func tiedTo(codes []cases.EntryCode, side cases.Side) where {
	sources := []string{byAdvice}
	if side == cases.OfficeSide {
		sources = append(sources, byAnnotation)
	}
	return cond(`EXISTS (SELECT 1 FROM case_obligations AS o
		WHERE o.case_id = c.id AND o.code IN ? AND o.source IN ?)`, each(codes), sources)
}

// touchesElection is cases.Facts.TouchesElection.
const touchesElection = "c.election_period OR (c.election <> '' AND c.election <> 'none')"

// anyOf is that one of the values holds; with none it does not narrow.
func anyOf[T any](values []T, holds func(T) where) []where {
	if len(values) == 0 {
		return nil
	}
	var ws []where
	for _, v := range values {
		ws = append(ws, holds(v))
	}
	return []where{either(ws...)}
}

func elections(answer cases.YesNo) where {
	switch answer {
	case cases.Yes:
		return cond(touchesElection)
	case cases.No:
		return cond("NOT (" + touchesElection + ")")
	}
	return everything
}

func political(answer cases.YesNo, side cases.Side) where {
	switch {
	case answer == cases.Unsaid:
		return everything
	case side != cases.OfficeSide:
		return nothing
	}
	return cond("c.political = ?", answer == cases.Yes)
}

// precedent says it without a value, so that the index of the few can answer.
func precedent(answer cases.YesNo, side cases.Side) where {
	switch {
	case answer == cases.Unsaid:
		return everything
	case side != cases.OfficeSide:
		return nothing
	case answer == cases.Yes:
		return cond("c.precedent")
	}
	return cond("NOT c.precedent")
}

// assigned are the cases that one of the advisors works on. The filer is not
// told who that is before somebody writes to her.
func assigned(advisors []cases.UserID, side cases.Side) where {
	if side != cases.OfficeSide {
		return nothing
	}
	return cond("c.advisor IN ?", each(advisors))
}

// submittedIn bounds the moment by days of the office's zone, both included.
func (s *Store) submittedIn(from, to cases.Date) []where {
	var ws []where
	if !from.IsZero() {
		ws = append(ws, cond("c.submitted >= ?", moment{from.Time(s.zone)}))
	}
	if !to.IsZero() {
		ws = append(ws, cond("c.submitted < ?", moment{to.AddDays(1).Time(s.zone)}))
	}
	return ws
}

// storable is a text that PostgreSQL takes as a value: what an address holds may
// be anything, and what is no text is equal to nothing that is kept.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func each[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = storable(string(v))
	}
	return out
}
