package store

import "example.org/casebook/internal/cases"

// visible is the rule of cases.Case.SideOf as SQL over the alias c; the contract
// test keeps the two together. There is no other way to a list of cases.
// What narrows may differ with the side from which she looks.
func visible(u cases.User, narrowed func(cases.Side) where) where {
	return either(
		all(ownCases(u), narrowed(cases.FilerSide)),
		all(officeCases(u), narrowed(cases.OfficeSide)))
}

// ownCases are those the person filed.
func ownCases(u cases.User) where {
	if u.Disabled || u.ID == "" {
		return nothing
	}
	return cond("c.filer = ?", u.ID)
}

// officeCases are those of which an advisor is on the office's side: never her
// own, and none from which she is excluded.
func officeCases(u cases.User) where {
	if u.Disabled || u.ID == "" || !u.IsAdvisor() {
		return nothing
	}
	return cond(`c.filer <> ? AND NOT EXISTS
		(SELECT 1 FROM exclusions AS x WHERE x.case_id = c.id AND x.person = ?)`, u.ID, u.ID)
}
