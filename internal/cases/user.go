package cases

import "strings"

// UserID names an account. It is opaque: it says nothing about the person.
type UserID string

// Operator is who acts when a command of the program changes a case.
const Operator UserID = "operator"

// User is a person as the rules see her: who she is, and what she may do now.
type User struct {
	ID       UserID
	Name     string // as the identity provider gave it at the last sign-in
	Email    string // where letters go; empty when the provider gave none
	Verified bool   // the provider vouches that the address is hers
	Lang     Lang   // the language she reads
	Roles    Roles  // as the identity provider gave them at the last sign-in
	Disabled bool   // disabled here always wins over the identity provider
}

// IsAdvisor reports whether she may work on other people's cases.
func (u User) IsAdvisor() bool { return !u.Disabled && u.Roles.Has(Advisor) }

// Role is one of the four things a person can be to the office.
type Role uint8

// The roles. Everybody is an employee; the others are added to it.
const (
	Employee Role = 1 << iota
	Advisor
	Administrator
	Auditor
)

var roleNames = map[Role]string{
	Employee: "employee", Advisor: "advisor", Administrator: "administrator", Auditor: "auditor",
}

// AllRoles lists the roles in the order in which they are shown.
func AllRoles() []Role { return []Role{Employee, Advisor, Administrator, Auditor} }

// String is the role's code, as in configuration: "advisor".
func (r Role) String() string { return roleNames[r] }

// ParseRole reads a role's code; false when there is no such role.
func ParseRole(s string) (Role, bool) {
	for r, name := range roleNames {
		if name == s {
			return r, true
		}
	}
	return 0, false
}

// Roles is a set of roles. The zero value is a plain employee.
type Roles uint8

// NewRoles makes a set; Employee is always in it.
func NewRoles(rs ...Role) Roles {
	set := Roles(Employee)
	for _, r := range rs {
		set |= Roles(r)
	}
	return set
}

// Has reports whether the role is in the set.
func (rs Roles) Has(r Role) bool { return r == Employee || uint8(rs)&uint8(r) != 0 }

// List gives the roles of the set in the order of AllRoles.
func (rs Roles) List() []Role {
	var out []Role
	for _, r := range AllRoles() {
		if rs.Has(r) {
			out = append(out, r)
		}
	}
	return out
}

// String joins the codes with commas: "employee,advisor".
func (rs Roles) String() string {
	var names []string
	for _, r := range rs.List() {
		names = append(names, r.String())
	}
	return strings.Join(names, ",")
}

// ParseRoles reads what String wrote. Unknown codes are dropped: what is not
// understood gives no rights.
func ParseRoles(s string) Roles {
	set := NewRoles()
	for name := range strings.SplitSeq(s, ",") {
		if r, ok := ParseRole(name); ok {
			set |= Roles(r)
		}
	}
	return set
}
