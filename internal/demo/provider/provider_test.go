package provider_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/auth/authtest"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo/provider"
)

var people = []provider.Person{
	{ID: "emp-1", Name: "Émilie Exemple", Email: "emilie@example.org", Locale: "fr-CA", About: about("Employee, works in French", "Employée, travaille en français")},
	{ID: "adv-1", Name: "Pat Example", Email: "pat@example.org", Locale: "en-CA", Roles: []string{"Casebook.Advisor"}, About: about("Advisor", "Conseillère")},
}

func about(en, fr string) map[cases.Lang]string {
	return map[cases.Lang]string{cases.English: en, cases.French: fr}
}

// site is a host with the provider mounted and the two pages it sends people
// back to, and a browser to visit it with.
type site struct {
	url      string
	provider *provider.Provider
	rp       *auth.RelyingParty
	sessions *auth.Sessions
	store    *authtest.Memory
	browser  *http.Client
	now      time.Time
	landed   *url.URL // the last visit to one of the host's own pages
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{store: authtest.NewMemory(), now: time.Now()}
	s.sessions = auth.NewSessions(s.store, auth.Limits{}, nil)
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.url = server.URL

	var err error
	s.provider, err = provider.New(provider.Options{
		BaseURL: s.url, ClientID: "casebook", Secret: "demo", Stylesheet: "/assets/style.css",
		People: people, Now: func() time.Time { return s.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	s.rp = s.relyingParty(t, "demo")
	mux.Handle(provider.DefaultPrefix+"/", s.provider.Handler())
	mux.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) { s.landed = r.URL })
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.browser = &http.Client{Jar: jar}
	return s
}

func (s *site) relyingParty(t *testing.T, secret string) *auth.RelyingParty {
	t.Helper()
	rp, err := auth.NewRelyingParty(auth.Config{
		Issuer: s.provider.Issuer(), ClientID: "casebook", ClientSecret: secret, BaseURL: s.url,
		RoleMap:    map[string]cases.Role{"Casebook.Advisor": cases.Advisor},
		HTTPClient: &http.Client{Transport: s.provider.Transport()}, Now: func() time.Time { return s.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	return rp
}

func (s *site) get(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	resp, err := s.browser.Get(address)
	return read(t, resp, err)
}

func read(t *testing.T, resp *http.Response, err error) (*http.Response, string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

var requestID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// pick fills in the page of people.
func (s *site) pick(t *testing.T, resp *http.Response, body, person string) (*http.Response, string) {
	t.Helper()
	id := requestID.FindStringSubmatch(body)
	if id == nil {
		t.Fatalf("no form in %s", body)
	}
	answer, err := s.browser.PostForm(resp.Request.URL.String(), url.Values{"id": {id[1]}, "person": {person}})
	return read(t, answer, err)
}

func (s *site) begin(t *testing.T, lang cases.Lang) (auth.Attempt, string) {
	t.Helper()
	address, attempt, err := s.rp.Begin(t.Context(), auth.Ask{Lang: lang, ReturnTo: "/cases/1"})
	if err != nil {
		t.Fatal(err)
	}
	return attempt, address
}

func TestTokensAreDatedByTheProvidersClock(t *testing.T) {
	s := newSite(t)
	for _, year := range []int{2020, 2040} {
		s.now = time.Date(year, time.March, 1, 9, 0, 0, 0, time.UTC)
		attempt, address := s.begin(t, cases.English)
		resp, body := s.get(t, address)
		s.pick(t, resp, body, "emp-1")
		got, err := s.rp.Finish(t.Context(), attempt, s.landed.Query())
		if err != nil {
			t.Fatalf("in %d: %v", year, err)
		}
		if away := got.AuthTime.Sub(s.now).Abs(); away > 10*time.Second {
			t.Errorf("in %d: got signed in at %s, want %s", year, got.AuthTime, s.now)
		}
	}
}

func TestAPersonSignsInAndOut(t *testing.T) {
	s := newSite(t)
	for _, want := range []auth.Identity{
		{Subject: "emp-1", Name: "Émilie Exemple", Email: "emilie@example.org", Locale: cases.French, Roles: cases.NewRoles()},
		{Subject: "adv-1", Name: "Pat Example", Email: "pat@example.org", Locale: cases.English, Roles: cases.NewRoles(cases.Advisor)},
	} {
		attempt, address := s.begin(t, cases.French)
		resp, body := s.get(t, address)
		s.pick(t, resp, body, want.Subject)
		if s.landed == nil || s.landed.Path != "/auth/callback" {
			t.Fatalf("landed on %v, want the callback", s.landed)
		}
		got, err := s.rp.Finish(t.Context(), attempt, s.landed.Query())
		if err != nil {
			t.Fatal(err)
		}
		if got.AuthTime.IsZero() {
			t.Error("the token does not say when she signed in")
		}
		want.Issuer, want.IDToken, want.AuthTime = s.url+"/demo-sign-in", got.IDToken, got.AuthTime
		want.EmailVerified = true // invitations turn on it
		if got != want {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
		out, ok := s.rp.SignOutURL(t.Context(), got.IDToken, cases.French)
		if !ok {
			t.Fatal("no sign-out at the provider")
		}
		if s.get(t, out); s.landed.Path != "/signed-out" {
			t.Errorf("landed on %s, want /signed-out", s.landed)
		}
	}
}

func TestTheWholeChainStaysOnOneOrigin(t *testing.T) {
	s := newSite(t)
	s.browser.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(r.URL.String(), s.url+"/") {
			t.Errorf("redirected to %s", r.URL)
		}
		return nil
	}
	_, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	s.pick(t, resp, body, "emp-1")
}

func TestACodeIsGoodOnce(t *testing.T) {
	s := newSite(t)
	attempt, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	s.pick(t, resp, body, "emp-1")
	callback := s.landed.Query()
	if _, err := s.rp.Finish(t.Context(), attempt, callback); err != nil {
		t.Fatal(err)
	}
	if _, err := s.rp.Finish(t.Context(), attempt, callback); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("got error %v, want %v", err, auth.ErrExpired)
	}
}

func TestACodeIsSpentByAWrongVerifier(t *testing.T) {
	s := newSite(t)
	attempt, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	s.pick(t, resp, body, "emp-1")
	bent := attempt
	bent.Verifier = strings.Repeat("v", 43)
	for _, a := range []auth.Attempt{bent, attempt} {
		if _, err := s.rp.Finish(t.Context(), a, s.landed.Query()); !errors.Is(err, auth.ErrExpired) {
			t.Errorf("got error %v, want %v", err, auth.ErrExpired)
		}
	}
}

func TestACodeLivesFiveMinutes(t *testing.T) {
	s := newSite(t)
	attempt, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	s.pick(t, resp, body, "emp-1")
	s.now = s.now.Add(5 * time.Minute)
	if _, err := s.rp.Finish(t.Context(), attempt, s.landed.Query()); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("got error %v, want %v", err, auth.ErrExpired)
	}
}

func TestAWrongSecretGetsNothing(t *testing.T) {
	s := newSite(t)
	attempt, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	s.pick(t, resp, body, "emp-1")
	if _, err := s.relyingParty(t, "guess").Finish(t.Context(), attempt, s.landed.Query()); !errors.Is(err, auth.ErrRejected) {
		t.Errorf("got error %v, want %v", err, auth.ErrRejected)
	}
}

func TestTheProviderInsistsOnACarefulClient(t *testing.T) {
	for name, change := range map[string]url.Values{
		"without PKCE":                  {"code_challenge": nil, "code_challenge_method": nil},
		"with the plain method":         {"code_challenge_method": {"plain"}},
		"without naming the method":     {"code_challenge_method": nil},
		"without nonce":                 {"nonce": nil},
		"without state":                 {"state": nil},
		"of an unknown client":          {"client_id": {"payroll"}},
		"to be sent to another site":    {"redirect_uri": {"https://evil.example.org/auth/callback"}},
		"to be sent to another page":    {"redirect_uri": {"REPLACED/elsewhere"}},
		"for a token without a code":    {"response_type": {"id_token"}},
		"for a sign-in without a page":  {"prompt": {"none"}},
		"with nothing but what is text": {"response_type": {"<script>"}},
	} {
		t.Run("a request "+name, func(t *testing.T) {
			s := newSite(t)
			_, address := s.begin(t, cases.English)
			u, err := url.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			q := u.Query()
			for key, values := range change {
				q[key] = values
				if len(values) == 1 {
					q.Set(key, strings.Replace(values[0], "REPLACED", s.url, 1))
				}
			}
			u.RawQuery = q.Encode()
			resp, body := s.get(t, u.String())
			if requestID.MatchString(body) || s.landed != nil && s.landed.Query().Has("code") {
				t.Errorf("got a page of people at %s", resp.Request.URL)
			}
			if !strings.HasPrefix(resp.Request.URL.String(), s.url) {
				t.Errorf("sent to %s", resp.Request.URL)
			}
		})
	}
}

func TestSignOutLeadsNowhereElse(t *testing.T) {
	s := newSite(t)
	out, _ := s.rp.SignOutURL(t.Context(), "", cases.English)
	out = strings.Replace(out, url.QueryEscape(s.url+"/signed-out"), url.QueryEscape("https://evil.example.org"), 1)
	resp, _ := s.get(t, out)
	if resp.StatusCode != http.StatusBadRequest || !strings.HasPrefix(resp.Request.URL.String(), s.url) {
		t.Errorf("got %s at %s, want a refusal here", resp.Status, resp.Request.URL)
	}
}

func TestNoOtherSiteMayReadAnAnswer(t *testing.T) {
	s := newSite(t)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.provider.Issuer()+"/userinfo", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "https://evil.example.org")
	resp, err := s.browser.Do(req)
	resp, _ = read(t, resp, err)
	if got := resp.Header.Get("Access-Control-Allow-Origin"); got != "" || resp.StatusCode < 400 {
		t.Errorf("got %s and Access-Control-Allow-Origin %q", resp.Status, got)
	}
}

func TestOnlyALoopbackAddressIsServed(t *testing.T) {
	for _, base := range []string{"http://localhost:8080", "http://localhost:8080/", "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:8080", "https://localhost"} {
		if _, err := provider.New(provider.Options{BaseURL: base, ClientID: "c"}); err != nil {
			t.Errorf("%s: got %v, want none", base, err)
		}
	}
	for _, base := range []string{
		"", "http://", "localhost:8080", "http://0.0.0.0:8080", "http://[::]:8080", "http://192.168.1.2", "http://10.0.0.1", "https://casebook.example.org",
		"http://localhost.example.org", "http://127.0.0.1.example.org", "http://localhost@example.org", "http://example.org#localhost", "http://example.org/localhost", "http://128.0.0.1", "http://LOCALHOST.", "http://2130706433",
	} {
		_, err := provider.New(provider.Options{BaseURL: base, ClientID: "c"})
		if !errors.Is(err, provider.ErrNotLoopback) {
			t.Errorf("%q: got %v, want %v", base, err, provider.ErrNotLoopback)
		}
	}
}

func TestTheTransportCallsNobodyElse(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{s.url + "/", "https://example.org", s.provider.Issuer() + ".example.org/keys", s.provider.Issuer()} {
		if _, err := (&http.Client{Transport: s.provider.Transport()}).Get(address); err == nil {
			t.Errorf("%s was answered", address)
		}
	}
}
