package auth_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

func TestConfigurationIsRefusedWithTheReason(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*auth.Config)
		want   string
	}{
		"no issuer":              {func(c *auth.Config) { c.Issuer = "" }, "issuer"},
		"issuer in the clear":    {func(c *auth.Config) { c.Issuer = "http://issuer.example.org" }, "must be https"},
		"issuer with a query":    {func(c *auth.Config) { c.Issuer += "?p=1" }, "neither query"},
		"issuer of every tenant": {func(c *auth.Config) { c.Issuer = "https://login.example.org/common/v2.0" }, "every tenant"},
		"issuer with a password": {func(c *auth.Config) { c.Issuer = "https://a:b@issuer.example.org" }, "absolute"},
		"no client":              {func(c *auth.Config) { c.ClientID = "" }, "client id"},
		"no base URL":            {func(c *auth.Config) { c.BaseURL = "" }, "base URL"},
		"base URL in the clear":  {func(c *auth.Config) { c.BaseURL = "http://casebook.example.org" }, "must be https"},
		"base URL with a slash":  {func(c *auth.Config) { c.BaseURL += "/" }, "slash"},
		"a look-alike loopback":  {func(c *auth.Config) { c.Issuer = "http://localhost.example.org" }, "must be https"},
		"a number that is no ip": {func(c *auth.Config) { c.Issuer = "http://127.0.0.1.example.org" }, "must be https"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := auth.Config{Issuer: issuerURL, ClientID: clientID, BaseURL: baseURL}
			c.change(&cfg)
			_, err := auth.NewRelyingParty(cfg)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestLoopbackMayBePlain(t *testing.T) {
	for _, host := range []string{"localhost:8080", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"} {
		cfg := auth.Config{Issuer: "http://" + host + "/idp", ClientID: clientID, BaseURL: "http://" + host}
		if _, err := auth.NewRelyingParty(cfg); err != nil {
			t.Errorf("%s: got %v, want none", host, err)
		}
	}
}

func TestParseRoleMap(t *testing.T) {
	for in, want := range map[string]map[string]cases.Role{
		"": {},
		"Casebook.Advisor=advisor,Casebook.Admin=administrator": {"Casebook.Advisor": cases.Advisor, "Casebook.Admin": cases.Administrator},
		" a = auditor , b=employee ":                            {"a": cases.Auditor, "b": cases.Employee},
		"b=advisor,b=advisor":                                   {"b": cases.Advisor},
		`CN=Advisors\,OU=Ethics=advisor,x=auditor`:              {"CN=Advisors,OU=Ethics": cases.Advisor, "x": cases.Auditor},
		"Conseillers et conseillères=advisor":                   {"Conseillers et conseillères": cases.Advisor},
	} {
		got, err := auth.ParseRoleMap(in)
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("%q: got %v, %v, want %v", in, got, err, want)
		}
	}
}

func TestParseRoleMapSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string]string{
		"advisor":             "not of the form value=role",
		"=advisor":            "not of the form value=role",
		"a=advisor,":          "not of the form value=role",
		"a=boss":              `no role "boss"`,
		"a=Advisor":           `no role "Advisor"`,
		"a=":                  `no role ""`,
		"a=advisor,a=auditor": "two roles",
	} {
		if _, err := auth.ParseRoleMap(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got error %v, want one with %q", in, err, want)
		}
	}
}

func TestParseRoleClaims(t *testing.T) {
	for in, want := range map[string][]string{
		"":                            auth.DefaultRoleClaims(),
		"roles":                       {"roles"},
		"roles , realm_access.roles":  {"roles", "realm_access.roles"},
		"https://example.org/roles,g": {"https://example.org/roles", "g"},
	} {
		if got, err := auth.ParseRoleClaims(in); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %v, %v, want %v", in, got, err, want)
		}
	}
	if _, err := auth.ParseRoleClaims("roles,,groups"); err == nil {
		t.Error("got no error for an empty name")
	}
}
