package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/i18n"
)

const oidcSecret = "a secret that no report may hold"

// checking are the arguments of a check of that issuer; what comes after wins.
func checking(issuer string, more ...string) []string {
	return append([]string{"oidc", "check", "--lang", "en", "--base-url", "https://casebook.example.org", "--oidc-issuer", issuer,
		"--oidc-client-id", "casebook", "--oidc-client-secret", oidcSecret, "--oidc-role-map", demo.RoleMap}, more...)
}

// embedded serves the demonstration's provider and gives its issuer.
func embedded(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	p, err := provider.New(provider.Options{BaseURL: s.URL, ClientID: "casebook", Secret: oidcSecret, People: demo.People()})
	if err != nil {
		t.Fatal(err)
	}
	mux.Handle("/", p.Handler())
	return p.Issuer()
}

// stub serves a discovery document; change makes it another.
func stub(t *testing.T, change func(address string, doc map[string]any)) string {
	t.Helper()
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	doc := map[string]any{"issuer": s.URL, "authorization_endpoint": s.URL + "/authorize", "token_endpoint": s.URL + "/token",
		"jwks_uri": s.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}}
	change(s.URL, doc)
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(doc)
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"keys":[{"kty":"RSA","use":"sig"},{"kty":"oct"},{"kty":"RSA","use":"enc"}]}`)
	})
	return s.URL
}

// report is what "--json" prints.
type report struct {
	Good     bool
	Roles    []string
	Findings []finding
}

func (r report) has(l level, code string) bool {
	for _, f := range r.Findings {
		if f.Level == l && f.Code == code {
			return true
		}
	}
	return false
}

// checked runs a check for tools; its status must go with what it says.
func checked(t *testing.T, args []string) report {
	t.Helper()
	got := casebook(t, append(args, "--json")...)
	var r report
	if err := json.Unmarshal([]byte(got.out), &r); err != nil {
		t.Fatalf("%+v: %v", got, err)
	}
	if (got.status == 0) != r.Good {
		t.Errorf("got status %d and good %t", got.status, r.Good)
	}
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Said, "oidc_check.") || f.Said == "" {
			t.Errorf("%s has no sentence", f.Code)
		}
	}
	if strings.Contains(got.out+got.messages, oidcSecret) {
		t.Errorf("the secret is in what was printed:\n%s%s", got.out, got.messages)
	}
	return r
}

func sampleFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "claims.json")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTheDemonstrationsProviderIsFoundGood(t *testing.T) {
	issuer := embedded(t)
	got := casebook(t, checking(issuer)...)
	if got.status != 0 || got.messages != "" {
		t.Fatalf("got %+v, want status 0", got)
	}
	for _, want := range []string{"Redirect address: https://casebook.example.org/auth/callback\n",
		"Address after sign-out: https://casebook.example.org/signed-out\n",
		"Back-channel logout address: https://casebook.example.org/auth/back-channel-logout\n",
		"Issuer: " + issuer + "\n", "accepted: RS256", "PKCE with S256 is offered", "1 key is published",
		"“Casebook.Auditor” gives the role: Auditor"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("got\n%s\nwant in it %q", got.out, want)
		}
	}
	french := casebook(t, checking(issuer, "--lang", "fr")...)
	if want := "Adresse de redirection : https://casebook.example.org/auth/callback"; !strings.Contains(plain(french.out), want) {
		t.Errorf("got\n%s\nwant in it %q", french.out, want)
	}
}

func TestAProviderThatCannotServeIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		change func(address string, doc map[string]any)
		want   string
	}{
		"names another issuer": {func(a string, d map[string]any) { d["issuer"] = a + "/" }, "issuer_other"},
		"no algorithms":        {func(_ string, d map[string]any) { delete(d, "id_token_signing_alg_values_supported") }, "algorithms_unsaid"},
		"shared secrets only": {func(_ string, d map[string]any) {
			d["id_token_signing_alg_values_supported"] = []string{"HS256", "none"}
		}, "algorithms_weak"},
		"no openid":         {func(_ string, d map[string]any) { d["scopes_supported"] = []string{"profile"} }, "openid_missing"},
		"no code flow":      {func(_ string, d map[string]any) { d["response_types_supported"] = []string{"id_token"} }, "response_type_missing"},
		"PKCE in the clear": {func(_ string, d map[string]any) { d["code_challenge_methods_supported"] = []string{"plain"} }, "pkce_missing"},
		"no use for a secret": {func(_ string, d map[string]any) {
			d["token_endpoint_auth_methods_supported"] = []string{"private_key_jwt"}
		}, "client_refused"},
		"no keys there":     {func(a string, d map[string]any) { d["jwks_uri"] = a + "/nowhere" }, "keys_unreachable"},
		"keys in the clear": {func(_ string, d map[string]any) { d["jwks_uri"] = "http://keys.example.org/" }, "unreachable"},
	} {
		t.Run(name, func(t *testing.T) {
			if r := checked(t, checking(stub(t, c.change))); r.Good || !r.has(trouble, c.want) {
				t.Errorf("got %+v, want the trouble %s", r, c.want)
			}
		})
	}
}

func TestAProviderThatIsDownIsToldInTheReadersLanguage(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	for lang, want := range map[string][]string{
		"en": {"TROUBLE   The provider cannot be used: ", "1 thing would keep sign-in from working"},
		"fr": {"PROBLÈME  Le fournisseur ne peut pas servir : ", "1 chose empêcherait l'ouverture de session"},
	} {
		got := casebook(t, checking(s.URL, "--lang", lang)...)
		if got.status != 1 || !strings.Contains(plain(got.out), want[0]) || !strings.Contains(plain(got.messages), want[1]) {
			t.Errorf("got %+v, want status 1 and %q", got, want)
		}
	}
}

func TestASampleGivesARoleAndTheReason(t *testing.T) {
	issuer := stub(t, func(string, map[string]any) {})
	for name, c := range map[string]struct {
		claims string
		more   []string
		roles  string
		level  level
		code   string
	}{
		"an advisor":               {claims: `{"roles":["Casebook.Advisor"]}`, roles: "employee,advisor", level: good, code: "value_gives"},
		"no claim of roles":        {claims: `{"sub":"1"}`, roles: "employee", level: note, code: "role_claim_missing"},
		"almost a role":            {claims: `{"roles":["casebook.advisor "]}`, roles: "employee", level: note, code: "value_almost"},
		"a group of no setting":    {claims: `{"groups":["Cyclists"]}`, roles: "employee", level: good, code: "value_unknown"},
		"both, which is too much":  {claims: `{"roles":["Casebook.Advisor","Casebook.Administrator"]}`, roles: "employee", level: trouble, code: "roles_withheld"},
		"both, which is allowed":   {claims: `{"roles":["Casebook.Advisor","Casebook.Administrator"]}`, more: []string{"--admin-may-advise"}, roles: "employee,advisor,administrator", level: note, code: "roles_both"},
		"too many groups":          {claims: `{"_claim_names":{"groups":"src1"}}`, roles: "employee", level: trouble, code: "groups_withheld"},
		"too many, and a role":     {claims: `{"hasgroups":true,"roles":["Casebook.Auditor"]}`, roles: "employee,auditor", level: note, code: "groups_withheld"},
		"auth_time":                {claims: `{"auth_time":1767225600}`, roles: "employee", level: good, code: "auth_time"},
		"no auth_time":             {claims: `{}`, roles: "employee", level: note, code: "auth_time_missing"},
		"auth_time in words":       {claims: `{"auth_time":"yesterday"}`, roles: "employee", level: trouble, code: "fault_auth_time"},
		"another issuer":           {claims: `{"iss":"https://other.example.org"}`, roles: "employee", level: trouble, code: "fault_issuer"},
		"for another client":       {claims: `{"aud":"other"}`, roles: "employee", level: trouble, code: "fault_audience"},
		"for two, of another":      {claims: `{"aud":["casebook","other"],"azp":"other"}`, roles: "employee", level: trouble, code: "fault_party"},
		"an unverified address":    {claims: `{"email":"noor@example.org","email_verified":false}`, roles: "employee", level: trouble, code: "email_unverified"},
		"an address that is none":  {claims: `{"email":"Noor"}`, roles: "employee", level: trouble, code: "email_malformed"},
		"a subject that is none":   {claims: `{"sub":" "}`, roles: "employee", level: trouble, code: "fault_subject"},
		"a decoded token, dotted":  {claims: "{\"alg\":\"RS256\"}.{\"roles\":\"Casebook.Auditor\"}.[Signature]", roles: "employee,auditor", level: good, code: "value_gives"},
		"a decoded token, in one":  {claims: `{"header":{},"payload":{"roles":"Casebook.Auditor"}}`, roles: "employee,auditor", level: good, code: "value_gives"},
		"a token that is encoded":  {claims: "eyJhbGciOiJub25lIn0.e30.", level: trouble, code: "sample_unreadable"},
		"a list instead of claims": {claims: "[]", level: trouble, code: "sample_unreadable"},
		"nothing at all":           {claims: "null", level: trouble, code: "sample_unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			r := checked(t, checking(issuer, append(c.more, "--claims", sampleFile(t, c.claims))...))
			if got := strings.Join(r.Roles, ","); got != c.roles || !r.has(c.level, c.code) {
				t.Errorf("got %s and %+v\nwant %s and the %s %s", got, r.Findings, c.roles, c.level, c.code)
			}
		})
	}
}

func TestASampleIsReadFromStandardInput(t *testing.T) {
	before := os.Stdin
	t.Cleanup(func() { os.Stdin = before })
	f, err := os.Open(sampleFile(t, `{"roles":["Casebook.Advisor"],"name":"Noor Example","email":"noor@example.org"}`))
	if err != nil {
		t.Fatal(err)
	}
	os.Stdin = f
	got := casebook(t, checking(embedded(t), "--claims", "-")...)
	if want := "Roles of the person: Employee, Advisor\n"; got.status != 0 || !strings.Contains(got.out, want) {
		t.Errorf("got %+v, want %q", got, want)
	}
	if strings.Contains(got.out, "Noor") || strings.Contains(got.out, "noor@") {
		t.Errorf("the report names the person:\n%s", got.out)
	}
}

func TestWithoutAnAdvisorInTheSettingsThereIsTrouble(t *testing.T) {
	r := checked(t, checking(embedded(t), "--oidc-role-map", "Audit=auditor", "--base-url", "http://localhost:80"))
	for code, l := range map[string]level{"no_advisor": trouble, "no_administrator": note, "base_http": note, "base_unusual": note} {
		if !r.has(l, code) {
			t.Errorf("got %+v, want the %s %s", r.Findings, l, code)
		}
	}
}

func TestEveryFindingHasASentenceInBothLanguages(t *testing.T) {
	for _, l := range cases.Langs() {
		for _, code := range []string{"userinfo_none", "end_session_none", "keys_empty", "response_type_unsaid", "openid_unsaid",
			"pkce_unsaid", "scope_missing", "auth_time_unannounced", "client_form", "client_public", "back_channel",
			"back_channel_session", "email", "email_missing", "value_others", "sid", "subject_missing", "reads_unverified"} {
			if !i18n.For(l).Has("oidc_check." + code) {
				t.Errorf("oidc_check.%s has no sentence in %s", code, l)
			}
		}
	}
}
