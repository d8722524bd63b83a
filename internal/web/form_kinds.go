package web

import "example.org/casebook/internal/cases"

// The ways in which a field is shown, as the partials know them.
const (
	kindLine   = "line"
	kindText   = "text"
	kindLarge  = "large"
	kindDate   = "date"
	kindSelect = "select"
	kindRadios = "radios"
	kindChecks = "checks"
)

// as says how the field is shown.
func (q field) as(kind string) field {
	q.Kind = kind
	return q
}

// inLang says in which language its text is written, when it is not the page's.
func (q field) inLang(l cases.Lang) field {
	q.Lang = string(l)
	return q
}
