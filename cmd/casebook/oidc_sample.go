package main

import (
	"maps"
	"slices"
	"strings"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// sample says what a sign-in with the sample's claims would lead to, and why.
func (r *signInReport) sample(h auth.Rehearsal) {
	for _, fault := range h.Faults {
		r.add("sample", trouble, "fault_"+string(fault), "Issuer", r.settings.Issuer, "Client", r.settings.ClientID)
	}
	r.person(h)
	r.values(h)
	r.outcome(h)
	r.sessionOf(h)
}

func (r *signInReport) person(h auth.Rehearsal) {
	if h.Subject == "" {
		r.add("sample", note, "subject_missing")
	}
	if h.Name == "" {
		r.add("sample", note, "name_missing")
	} else {
		r.add("sample", good, "name")
	}
	switch {
	case h.NoLetters == auth.EmailMissing:
		r.add("sample", note, "email_missing")
	case h.NoLetters != "":
		r.add("sample", trouble, "email_"+string(h.NoLetters))
	case h.EmailVerified:
		r.add("sample", good, "email_verified")
	default:
		r.add("sample", good, "email")
	}
}

// maxValues is how many values without a role are named; some people are in
// hundreds of groups.
const maxValues = 10

// values says of each value which setting it matched.
func (r *signInReport) values(h auth.Rehearsal) {
	if !h.HasRoleClaim {
		r.add("sample", note, "role_claim_missing", "Roles", r.settings.RoleClaims)
	}
	unknown := 0
	for _, v := range h.Values {
		if v.Known {
			r.add("sample", good, "value_gives", "Value", v.Value, "Claim", v.Claim, "Role", r.role(v.Role))
			continue
		}
		if almost, is := r.almost(v.Value); is {
			r.add("sample", note, "value_almost", "Value", v.Value, "Claim", v.Claim, "Setting", almost)
		} else if unknown++; unknown <= maxValues {
			r.add("sample", good, "value_unknown", "Value", v.Value, "Claim", v.Claim)
		}
	}
	if unknown > maxValues {
		r.add("sample", good, "value_others", "Count", unknown-maxValues)
	}
}

// almost is a setting that differs from the value by capitals or spaces alone:
// it gives nothing, and is easily overlooked.
func (r *signInReport) almost(value string) (setting string, is bool) {
	for _, s := range slices.Sorted(maps.Keys(r.settings.RoleMap)) {
		if strings.EqualFold(strings.TrimSpace(s), strings.TrimSpace(value)) {
			return s, true
		}
	}
	return "", false
}

// outcome says which roles she would have, and what was kept from her.
func (r *signInReport) outcome(h auth.Rehearsal) {
	both := h.Roles.Has(cases.Administrator) && h.Roles.Has(cases.Advisor)
	switch {
	case h.RolesWithheld:
		r.add("sample", trouble, "roles_withheld")
	case both:
		r.add("sample", note, "roles_both")
	}
	switch {
	case h.GroupsWithheld && h.Roles == cases.NewRoles():
		r.add("sample", trouble, "groups_withheld")
	case h.GroupsWithheld:
		r.add("sample", note, "groups_withheld")
	}
	var names []string
	for _, role := range h.Roles.List() {
		r.roles = append(r.roles, role.String())
		names = append(names, r.role(role))
	}
	r.add("sample", good, "roles", "Roles", names)
}

// sessionOf says whether acts that ask for a fresh sign-in would work, and how
// the provider could end her session.
func (r *signInReport) sessionOf(h auth.Rehearsal) {
	switch {
	case !h.AuthTime.IsZero():
		r.add("sample", good, "auth_time")
	case !slices.Contains(h.Faults, auth.FaultAuthTime):
		r.add("sample", note, "auth_time_missing")
	}
	if h.SID == "" {
		r.add("sample", note, "sid_missing")
	} else {
		r.add("sample", good, "sid")
	}
}
