package auth_test

import (
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

func TestGroupsThatAreTooManyAreNoticedAndGiveNothing(t *testing.T) {
	elsewhere := map[string]any{"groups": "src1"}
	for name, x := range map[string]struct {
		claims   map[string]any
		only     []string // role claims configured; nil is the default
		withheld bool
		roles    cases.Roles
	}{
		"groups that came":              {map[string]any{"roles": nil, "groups": []string{"Casebook.Advisor"}}, nil, false, cases.NewRoles(cases.Advisor)},
		"groups named elsewhere":        {map[string]any{"roles": nil, "_claim_names": elsewhere}, nil, true, cases.NewRoles()},
		"hasgroups":                     {map[string]any{"roles": nil, "hasgroups": true}, nil, true, cases.NewRoles()},
		"hasgroups in words":            {map[string]any{"roles": nil, "hasgroups": "true"}, nil, true, cases.NewRoles()},
		"hasgroups that is not so":      {map[string]any{"roles": nil, "hasgroups": false}, nil, false, cases.NewRoles()},
		"application roles beside":      {map[string]any{"_claim_names": elsewhere}, nil, true, cases.NewRoles(cases.Advisor)},
		"another claim elsewhere":       {map[string]any{"_claim_names": map[string]any{"photo": "src1"}}, nil, false, cases.NewRoles(cases.Advisor)},
		"groups are not asked for here": {map[string]any{"_claim_names": elsewhere, "hasgroups": true}, []string{"roles"}, false, cases.NewRoles(cases.Advisor)},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, func(c *auth.Config) { c.RoleClaims = x.only })
			o.begin(t)
			o.claims = x.claims
			if x.claims["_claim_names"] != nil { // go-oidc insists on the source, and does not ask it
				o.claims["_claim_sources"] = map[string]any{"src1": map[string]any{"endpoint": issuerURL + "/groups"}}
			}
			id, err := o.finish(t)
			if err != nil || id.GroupsWithheld != x.withheld || id.Roles != x.roles {
				t.Errorf("got withheld %t, roles %s, %v; want %t, %s", id.GroupsWithheld, id.Roles, err, x.withheld, x.roles)
			}
			if o.calls["/groups"] != 0 {
				t.Error("the groups were fetched")
			}
		})
	}
}
