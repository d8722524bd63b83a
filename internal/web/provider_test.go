package web_test

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo/provider"
)

// embedded is the one provider of all tests: making its key takes a while.
var embedded = sync.OnceValues(func() (*provider.Provider, error) {
	var people []provider.Person
	for _, p := range peopleOfTheHouse {
		person := provider.Person{ID: p.id, Name: p.name, Email: p.id + "@example.org", Locale: string(p.lang) + "-CA"}
		for role, code := range map[cases.Role]string{cases.Advisor: "Advisor", cases.Administrator: "Administrator", cases.Auditor: "Auditor"} {
			if p.roles.Has(role) {
				person.Roles = []string{code}
			}
		}
		people = append(people, person)
	}
	return provider.New(provider.Options{BaseURL: base, ClientID: "casebook", Secret: "test",
		CallbackPath: auth.CallbackPath, SignedOutPath: auth.SignedOutPath, People: people})
})

func theProvider(t *testing.T) *provider.Provider {
	t.Helper()
	p, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (h *house) relyingParty() *auth.RelyingParty {
	h.Helper()
	h.outside.provider = theProvider(h.T)
	rp, err := auth.NewRelyingParty(auth.Config{Issuer: h.outside.provider.Issuer(), ClientID: "casebook", ClientSecret: "test",
		BaseURL: base, Now: h.clock, HTTPClient: &http.Client{Transport: h.outside},
		RoleMap: map[string]cases.Role{"Advisor": cases.Advisor, "Administrator": cases.Administrator, "Auditor": cases.Auditor}})
	h.must(err, "configure sign-in")
	return rp
}

// RoundTrip reaches the provider, unless it is down.
func (o *outside) RoundTrip(r *http.Request) (*http.Response, error) {
	if o.down != nil {
		return nil, o.down
	}
	resp, err := o.provider.Transport().RoundTrip(r)
	if err != nil || !o.without {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	less := bytes.ReplaceAll(body, []byte(`"end_session_endpoint"`), []byte(`"other_endpoint"`))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(less)), int64(len(less))
	return resp, err
}
