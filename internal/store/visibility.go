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
// own, none from which she is excluded, and none that an invitation to her
// address waits for.
func officeCases(u cases.User) where {
	if u.Disabled || u.ID == "" || !u.IsAdvisor() {
		return nothing
	}
	theirs := cond("c.filer <> ? AND c.id NOT IN (SELECT case_id FROM exclusions WHERE person = ?)", u.ID, u.ID)
	return all(append(notInvited(u), theirs)...)
}

// hiddenFromOffice are the cases that officeCases hides from an advisor, found
// by where they come from; false for who has no office's side. A condition that
// is added to officeCases adds a source here; the contract test counts both.
func hiddenFromOffice(u cases.User) (where, bool) {
	office := officeCases(u)
	if office.sql == nothing.sql {
		return nothing, false
	}
	from := cond(`c.id IN (SELECT id FROM cases WHERE filer = ? UNION SELECT case_id FROM exclusions WHERE person = ?
		UNION SELECT case_id FROM invitations WHERE email = ? AND state = ?)`,
		u.ID, u.ID, storable(cases.NormalEmail(u.Email)), cases.InvitationPending)
	return all(from, not(office)), true
}

// notInvited hides from a person the cases whose invitation may be hers. It
// asks for the few invitations to one address, whatever the number of cases. A
// filer finds her own by another way.
func notInvited(u cases.User) []where {
	email := cases.NormalEmail(u.Email)
	if email == "" {
		return nil
	}
	return []where{cond("c.id NOT IN (SELECT i.case_id FROM invitations AS i WHERE i.email = ? AND i.state = ?)",
		storable(email), cases.InvitationPending)}
}
