package web

import (
	"net/url"

	"example.org/casebook/internal/cases"
)

// The ends of a span of days, as an address names them.
const (
	spanFrom = "from"
	spanTo   = "to"
)

// span narrows a list to cases submitted between two days, both included; a
// zero day leaves its end open.
type span struct{ From, To cases.Date }

// readSpan reads the days of the address; what is no day does not narrow.
func (n *narrowing) readSpan() span {
	return span{n.dayOf(spanFrom), n.dayOf(spanTo)}
}

func (n *narrowing) dayOf(name string) cases.Date {
	typed := n.v.get(name)
	day, err := cases.ParseDate(typed)
	if err != nil && typed != "" {
		n.mistaken = true
	}
	return day
}

func (s span) isZero() bool { return s == span{} }

// isBackwards reports that no day is in it: its first comes after its last.
func (s span) isBackwards() bool { return !s.To.IsZero() && s.To.Before(s.From) }

// put writes the days that there are into an address.
func (s span) put(q url.Values) {
	for name, day := range map[string]cases.Date{spanFrom: s.From, spanTo: s.To} {
		if !day.IsZero() {
			q.Set(name, day.String())
		}
	}
}

// spanForm is the form in which the days are chosen.
type spanForm struct {
	Action, From, To string
	Kept             []hiddenField
}

// spanForm keeps what else the address says; its page begins anew.
func (n *narrowing) spanForm() *spanForm {
	return &spanForm{Action: n.path, From: n.span.From.String(), To: n.span.To.String(),
		Kept: hiddenFields(n.query(n.chosen, span{}))}
}

// spanChips are the days in words, each leading to the list without it.
func (n *narrowing) spanChips() []link {
	var out []link
	if day := n.span.From; !day.IsZero() {
		out = append(out, n.spanChip("facet.from", day, span{To: n.span.To}))
	}
	if day := n.span.To; !day.IsZero() {
		out = append(out, n.spanChip("facet.to", day, span{From: n.span.From}))
	}
	return out
}

func (n *narrowing) spanChip(key string, day cases.Date, left span) link {
	return link{withQuery(n.path, n.query(n.chosen, left)), n.v.words.T(key, "Day", n.v.words.Date(day))}
}
