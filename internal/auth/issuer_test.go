package auth_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/auth/authtest"
	"example.org/casebook/internal/cases"
)

const (
	issuerURL = "https://issuer.example.org/tenant"
	baseURL   = "https://casebook.example.org"
	clientID  = "casebook"
	secret    = "a client secret that is long enough for HS256"
)

var (
	start    = time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	goodKey  = newKey()
	otherKey = newKey()
)

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// issuer is a provider that signs whatever a test wants. It answers in process.
type issuer struct {
	now      time.Time
	asked    url.Values // of the last authorization request
	metadata map[string]any
	claims   map[string]any // changes to the ID token; nil removes
	userinfo map[string]any // changes to userinfo
	answer   map[string]any // changes to the token endpoint's answer
	sign     func(claims map[string]any) string
	key      any            // published as the key "good"
	fail     map[string]int // path to status
	redirect string         // where the token endpoint redirects to
	down     error
	calls    map[string]int
	form     url.Values // of the last token request
	basic    bool       // whether that carried the client in its header
}

func newIssuer() *issuer {
	i := &issuer{now: start, key: goodKey.Public(), calls: map[string]int{}, fail: map[string]int{}, claims: map[string]any{}, userinfo: map[string]any{}, answer: map[string]any{}}
	i.metadata = map[string]any{
		"issuer": issuerURL, "authorization_endpoint": issuerURL + "/authorize", "token_endpoint": issuerURL + "/token",
		"jwks_uri": issuerURL + "/keys", "userinfo_endpoint": issuerURL + "/userinfo", "end_session_endpoint": issuerURL + "/out?x=1",
		"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
	}
	i.sign = func(claims map[string]any) string { return signed(goodKey, jose.RS256, claims) }
	return i
}

// signed makes a token with the key identifier of the good key, whatever key is used.
func signed(key any, alg jose.SignatureAlgorithm, claims map[string]any) string {
	payload, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	return signedRaw(key, alg, payload)
}

func signedRaw(key any, alg jose.SignatureAlgorithm, payload []byte) string {
	options := (&jose.SignerOptions{}).WithHeader("kid", "good")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		panic(err)
	}
	jws, err := signer.Sign(payload)
	if err != nil {
		panic(err)
	}
	s, err := jws.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return s
}

func unsigned(claims map[string]any) string {
	payload, _ := json.Marshal(claims)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(payload) + "."
}

func (i *issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	if i.down != nil {
		return nil, i.down
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	i.serve(w, r)
	return w.Result(), nil
}

func (i *issuer) serve(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path[len("/tenant"):]
	i.calls[path]++
	if status := i.fail[path]; status != 0 {
		http.Error(w, "out of order", status)
		return
	}
	switch path {
	case "/.well-known/openid-configuration":
		reply(w, http.StatusOK, i.metadata)
	case "/keys":
		reply(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.key, KeyID: "good", Use: "sig"}}})
	case "/userinfo":
		reply(w, http.StatusOK, changed(map[string]any{"sub": "sub-1", "name": "Userinfo Name", "email": "userinfo@example.org"}, i.userinfo))
	case "/token":
		i.token(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	if i.redirect != "" {
		http.Redirect(w, r, i.redirect, http.StatusTemporaryRedirect)
		return
	}
	_ = r.ParseForm()
	i.form = r.PostForm
	_, _, i.basic = r.BasicAuth()
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	if base64.RawURLEncoding.EncodeToString(sum[:]) != i.asked.Get("code_challenge") {
		reply(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant", "error_description": "verifier"})
		return
	}
	claims := changed(map[string]any{
		"iss": issuerURL, "sub": "sub-1", "aud": clientID, "nonce": i.asked.Get("nonce"),
		"iat": i.now.Unix(), "exp": i.now.Add(time.Hour).Unix(), "sid": "session-1",
		"name": "Noor Example", "email": "noor@example.org", "locale": "fr-CA", "roles": []string{"Casebook.Advisor"},
	}, i.claims)
	reply(w, http.StatusOK, changed(map[string]any{
		"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": i.sign(claims),
	}, i.answer))
}

func changed(base, changes map[string]any) map[string]any {
	maps.Copy(base, changes)
	maps.DeleteFunc(base, func(_ string, v any) bool { return v == nil })
	return base
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// office is a relying party with its issuer, sessions and clock.
type office struct {
	*issuer
	rp       *auth.RelyingParty
	store    *authtest.Memory
	sessions *auth.Sessions
	cookie   string       // what the browser holds
	ask      auth.Ask     // what sign-in is begun with
	attempt  auth.Attempt // as begun
	callback url.Values   // what the browser comes back with
}

func newOffice(t *testing.T, configure func(*auth.Config)) *office {
	t.Helper()
	o := &office{issuer: newIssuer(), store: authtest.NewMemory(), ask: auth.Ask{Lang: cases.French, ReturnTo: "/cases/1"}}
	cfg := auth.Config{
		Issuer: issuerURL, ClientID: clientID, ClientSecret: secret, BaseURL: baseURL,
		RoleMap:    map[string]cases.Role{"Casebook.Advisor": cases.Advisor, "Casebook.Admin": cases.Administrator, "Audit": cases.Auditor},
		HTTPClient: &http.Client{Transport: o.issuer}, Now: func() time.Time { return o.now },
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	if configure != nil {
		configure(&cfg)
	}
	var err error
	if o.rp, err = auth.NewRelyingParty(cfg); err != nil {
		t.Fatal(err)
	}
	o.sessions = auth.NewSessions(o.store, auth.Limits{}, nil)
	return o
}

// begin sends the browser to the provider, which sends it back with a code.
func (o *office) begin(t *testing.T) {
	t.Helper()
	address, attempt, err := o.rp.Begin(t.Context(), o.ask)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	o.attempt, o.asked = attempt, u.Query()
	o.callback = url.Values{"state": {o.asked.Get("state")}, "code": {"code-1"}}
	if o.cookie, err = o.sessions.KeepAttempt(t.Context(), attempt, o.cookie); err != nil {
		t.Fatal(err)
	}
}

// finish does what the callback's handler does.
func (o *office) finish(t *testing.T) (auth.Identity, error) {
	t.Helper()
	state := ""
	if len(o.callback["state"]) > 0 {
		state = o.callback["state"][0]
	}
	attempt, err := o.sessions.TakeAttempt(t.Context(), state, o.cookie, o.now)
	if err != nil {
		return auth.Identity{}, err
	}
	return o.finishWith(t, attempt)
}

func (o *office) finishWith(t *testing.T, attempt auth.Attempt) (auth.Identity, error) {
	t.Helper()
	id, err := o.rp.Finish(t.Context(), attempt, o.callback)
	if err != nil {
		return id, err
	}
	_, _, err = o.sessions.Begin(t.Context(), auth.Arrival{User: cases.UserID(id.Subject), Who: id}, o.now)
	return id, err
}

var errNetwork = errors.New("connection refused")
