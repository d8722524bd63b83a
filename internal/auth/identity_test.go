package auth_test

import (
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

type claims = map[string]any

func TestRolesComeFromTheClaims(t *testing.T) {
	advisor, employee := cases.NewRoles(cases.Advisor), cases.NewRoles()
	for name, c := range map[string]struct {
		id, info claims // beside {"roles": nil}
		paths    []string
		want     cases.Roles
	}{
		"an array":                              {id: claims{"roles": []any{"Other", "Casebook.Advisor"}}, want: advisor},
		"a string":                              {id: claims{"roles": "Casebook.Advisor"}, want: advisor},
		"another default claim":                 {id: claims{"groups": []any{"Casebook.Advisor"}}, want: advisor},
		"a nested claim":                        {id: claims{"realm_access": claims{"roles": []any{"Casebook.Advisor"}}}, want: advisor},
		"two claims together":                   {id: claims{"roles": "Casebook.Advisor", "groups": []any{"Audit"}}, want: cases.NewRoles(cases.Advisor, cases.Auditor)},
		"no claim at all":                       {want: employee},
		"an empty array":                        {id: claims{"roles": []any{}}, want: employee},
		"a value that maps to nothing":          {id: claims{"roles": "Casebook.Boss"}, want: employee},
		"another case":                          {id: claims{"roles": "casebook.advisor"}, want: employee},
		"part of a longer value":                {id: claims{"roles": "not Casebook.Advisor"}, want: employee},
		"a value with a space around it":        {id: claims{"roles": " Casebook.Advisor"}, want: employee},
		"an object":                             {id: claims{"roles": claims{"Casebook.Advisor": true}}, want: employee},
		"numbers among the strings":             {id: claims{"roles": []any{7, nil, "Casebook.Advisor"}}, want: advisor},
		"a claim that is not configured":        {id: claims{"role": "Casebook.Advisor"}, want: employee},
		"a name with dots wins over the path":   {id: claims{"a.b": "Audit", "a": claims{"b": "Casebook.Advisor"}}, paths: []string{"a.b"}, want: cases.NewRoles(cases.Auditor)},
		"a nested name with dots":               {id: claims{"resource_access": claims{"case.book": claims{"roles": []any{"Casebook.Advisor"}}}}, paths: []string{"resource_access.case.book.roles"}, want: advisor},
		"an address as name":                    {id: claims{"https://example.org/roles": "Casebook.Advisor"}, paths: []string{"https://example.org/roles"}, want: advisor},
		"a path that ends early":                {id: claims{"a": "Casebook.Advisor"}, paths: []string{"a.b"}, want: employee},
		"a path that ends late":                 {id: claims{"a": claims{"b": claims{"c": "Casebook.Advisor"}}}, paths: []string{"a.b"}, want: employee},
		"userinfo when the token is silent":     {info: claims{"roles": []any{"Casebook.Advisor"}}, want: advisor},
		"not userinfo when the token speaks":    {id: claims{"groups": []any{}, "email": nil}, info: claims{"roles": []any{"Casebook.Advisor"}}, want: employee},
		"userinfo by path":                      {info: claims{"realm_access": claims{"roles": "Casebook.Advisor"}}, want: advisor},
		"administrator":                         {id: claims{"roles": "Casebook.Admin"}, want: cases.NewRoles(cases.Administrator)},
		"administrator and advisor is neither":  {id: claims{"roles": []any{"Casebook.Admin", "Casebook.Advisor", "Audit"}}, want: cases.NewRoles(cases.Auditor)},
		"the same from two claims":              {id: claims{"roles": "Casebook.Admin", "groups": "Casebook.Advisor"}, want: employee},
		"administrator and auditor is allowed":  {id: claims{"roles": []any{"Casebook.Admin", "Audit"}}, want: cases.NewRoles(cases.Administrator, cases.Auditor)},
		"no role from claims sent as JSON text": {id: claims{"roles": `["Casebook.Advisor"]`}, want: employee},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, func(cfg *auth.Config) { cfg.RoleClaims = c.paths })
			o.claims["roles"] = nil
			changeTo(o.claims, c.id)
			changeTo(o.userinfo, c.info)
			if got := o.signIn(t).Roles; got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func changeTo(m, changes claims) {
	for name, value := range changes {
		m[name] = value
	}
}

func (o *office) signIn(t *testing.T) auth.Identity {
	t.Helper()
	o.begin(t)
	id, err := o.finish(t)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAdministratorAndAdvisorNeedsConfiguration(t *testing.T) {
	both := []any{"Casebook.Admin", "Casebook.Advisor"}
	o := newOffice(t, nil)
	o.claims["roles"] = both
	if id := o.signIn(t); !id.RolesWithheld {
		t.Error("got no word that roles were withheld")
	}
	o = newOffice(t, func(cfg *auth.Config) { cfg.AdminMayAdvise = true })
	o.claims["roles"] = both
	id := o.signIn(t)
	if want := cases.NewRoles(cases.Administrator, cases.Advisor); id.Roles != want || id.RolesWithheld {
		t.Errorf("got %s, withheld %t, want %s", id.Roles, id.RolesWithheld, want)
	}
}

func TestNameAddressAndLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		id, info    claims
		trust       bool
		called      string
		email       string
		lang        cases.Lang
		withoutInfo bool
	}{
		"from the token":                 {called: "Noor Example", email: "noor@example.org", lang: cases.French},
		"from userinfo":                  {id: claims{"name": nil, "email": nil}, called: "Userinfo Name", email: "userinfo@example.org", lang: cases.French},
		"from the parts of a name":       {id: claims{"name": nil, "given_name": "Noor", "family_name": "Example"}, info: claims{"name": nil}, called: "Noor Example", email: "noor@example.org", lang: cases.French},
		"from the user name":             {id: claims{"name": nil, "preferred_username": "noor"}, info: claims{"name": nil}, called: "noor", email: "noor@example.org", lang: cases.French},
		"from the address":               {id: claims{"name": " "}, called: "noor@example.org", email: "noor@example.org", lang: cases.French},
		"nothing at all":                 {id: claims{"name": nil, "email": nil, "locale": nil}, withoutInfo: true},
		"an address not verified":        {id: claims{"email_verified": false}, called: "Noor Example", lang: cases.French},
		"not verified, in words":         {id: claims{"email_verified": "false"}, called: "Noor Example", lang: cases.French},
		"not verified and trusted":       {id: claims{"email_verified": false}, trust: true, called: "Noor Example", email: "noor@example.org", lang: cases.French},
		"verified elsewhere":             {id: claims{"email": nil, "email_verified": false}, info: claims{"email_verified": true}, called: "Noor Example", email: "userinfo@example.org", lang: cases.French},
		"userinfo's is not verified":     {id: claims{"email": nil}, info: claims{"email_verified": false}, called: "Noor Example", lang: cases.French},
		"an address that is none":        {id: claims{"email": "Noor <noor@example.org>"}, called: "Noor Example", lang: cases.French},
		"an address with a second line":  {id: claims{"email": "noor@example.org\r\nBcc: x@example.org"}, called: "Noor Example", lang: cases.French},
		"a name that turns text around":  {id: claims{"name": "Noor \u202eelpmaxE\n\x1b[31m"}, called: "Noor elpmaxE [31m", email: "noor@example.org", lang: cases.French},
		"English":                        {id: claims{"locale": "en_CA"}, called: "Noor Example", email: "noor@example.org", lang: cases.English},
		"a language that is not ours":    {id: claims{"locale": "iu-CA"}, called: "Noor Example", email: "noor@example.org"},
		"a language that is not a text":  {id: claims{"locale": 7}, called: "Noor Example", email: "noor@example.org"},
		"a language only userinfo knows": {id: claims{"locale": nil, "email": nil}, info: claims{"locale": "EN"}, called: "Noor Example", email: "userinfo@example.org", lang: cases.English},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, func(cfg *auth.Config) { cfg.TrustUnverifiedEmail = c.trust })
			if c.withoutInfo {
				o.metadata["userinfo_endpoint"] = nil
			}
			changeTo(o.claims, c.id)
			changeTo(o.userinfo, c.info)
			got := o.signIn(t)
			if got.Name != c.called || got.Email != c.email || got.Locale != c.lang {
				t.Errorf("got %q, %q, %q\nwant %q, %q, %q", got.Name, got.Email, got.Locale, c.called, c.email, c.lang)
			}
		})
	}
}

func TestWithoutUserinfoSheIsAnEmployee(t *testing.T) {
	o := newOffice(t, nil)
	o.claims["roles"] = nil
	o.userinfo["roles"] = "Casebook.Advisor"
	o.fail["/userinfo"] = 500
	if got := o.signIn(t); got.Roles != cases.NewRoles() || got.Subject != "sub-1" {
		t.Errorf("got %s with roles %s, want sub-1 as an employee", got.Subject, got.Roles)
	}
}
