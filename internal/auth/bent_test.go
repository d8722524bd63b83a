package auth_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"example.org/casebook/internal/auth"
)

// bent is one way in which an answer can be wrong. before runs ahead of the
// sign-in, after runs when the browser is back and has not been read yet.
type bent struct {
	name   string
	want   error
	before func(*office)
	after  func(*office)
}

func claim(name string, value any) func(*office) {
	return func(o *office) { o.claims[name] = value }
}

func query(name string, values ...string) func(*office) {
	return func(o *office) { o.callback[name] = values }
}

func failing(path string, status int) func(*office) {
	return func(o *office) { o.fail[path] = status }
}

func signing(sign func(claims map[string]any) string) func(*office) {
	return func(o *office) { o.sign = sign }
}

func seconds(d time.Duration) int64 { return start.Add(d).Unix() }

var bentTokens = []bent{
	{name: "wrong nonce", want: auth.ErrRejected, after: claim("nonce", "another")},
	{name: "missing nonce", want: auth.ErrRejected, after: claim("nonce", nil)},
	{name: "empty nonce", want: auth.ErrRejected, after: claim("nonce", "")},
	{name: "nonce that is a number", want: auth.ErrRejected, after: claim("nonce", 7)},
	{name: "nonce under another spelling", want: auth.ErrRejected, after: func(o *office) {
		o.claims["nonce"], o.claims["NONCE"] = nil, o.attempt.Nonce
	}},
	{name: "foreign audience", want: auth.ErrRejected, after: claim("aud", "payroll")},
	{name: "no audience", want: auth.ErrRejected, after: claim("aud", nil)},
	{name: "several audiences without authorized party", want: auth.ErrRejected, after: claim("aud", []string{clientID, "payroll"})},
	{name: "several audiences with a foreign authorized party", want: auth.ErrRejected, after: func(o *office) {
		o.claims["aud"], o.claims["azp"] = []string{clientID, "payroll"}, "payroll"
	}},
	{name: "foreign authorized party", want: auth.ErrRejected, after: claim("azp", "payroll")},
	{name: "empty authorized party", want: auth.ErrRejected, after: claim("azp", "")},
	{name: "authorized party that is a list", want: auth.ErrRejected, after: claim("azp", []string{clientID})},
	{name: "empty subject", want: auth.ErrRejected, after: claim("sub", "")},
	{name: "missing subject", want: auth.ErrRejected, after: claim("sub", nil)},
	{name: "blank subject", want: auth.ErrRejected, after: claim("sub", "  ")},
	{name: "subject with a line break", want: auth.ErrRejected, after: claim("sub", "sub-1\nsub-2")},
	{name: "endless subject", want: auth.ErrRejected, after: claim("sub", strings.Repeat("s", 256))},
	{name: "issued in the future", want: auth.ErrRejected, after: claim("iat", seconds(5*time.Minute))},
	{name: "issued long ago", want: auth.ErrRejected, after: claim("iat", seconds(-time.Hour))},
	{name: "no time of issue", want: auth.ErrRejected, after: claim("iat", nil)},
	{name: "expired", want: auth.ErrRejected, after: claim("exp", seconds(-time.Second))},
	{name: "no expiry", want: auth.ErrRejected, after: claim("exp", nil)},
	{name: "not yet valid", want: auth.ErrRejected, after: claim("nbf", seconds(time.Hour))},
	{name: "wrong issuer", want: auth.ErrRejected, after: claim("iss", "https://evil.example.org")},
	{name: "issuer with one slash more", want: auth.ErrRejected, after: claim("iss", issuerURL+"/")},
	{name: "no issuer", want: auth.ErrRejected, after: claim("iss", nil)},
	{name: "wrong hash of the access token", want: auth.ErrRejected, after: claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")},
	{name: "empty hash of the access token", want: auth.ErrRejected, after: claim("at_hash", "")},
	{name: "claim source that does not exist", want: auth.ErrRejected, after: claim("_claim_names", map[string]string{"groups": "src1"})},
	{name: "max_age asked for and no auth_time", want: auth.ErrRejected, before: freshOnly},
	{name: "max_age asked for and an old sign-in", want: auth.ErrRejected, before: freshOnly, after: claim("auth_time", seconds(-time.Hour))},
	{name: "max_age asked for and a sign-in in the future", want: auth.ErrRejected, before: freshOnly, after: claim("auth_time", seconds(time.Hour))},
	{name: "max_age asked for and auth_time is text", want: auth.ErrRejected, before: freshOnly, after: claim("auth_time", "today")},

	{name: "algorithm none", want: auth.ErrRejected, after: signing(unsigned)},
	{name: "HS256 with the client secret", want: auth.ErrRejected, after: signing(func(c map[string]any) string {
		return signed([]byte(secret), jose.HS256, c)
	})},
	{name: "HS256 with the public key", want: auth.ErrRejected, after: signing(func(c map[string]any) string {
		return signed(goodKey.N.Bytes(), jose.HS256, c)
	})},
	{name: "HS256 with a secret that the provider publishes", want: auth.ErrRejected, after: func(o *office) {
		o.key = []byte(secret)
		o.sign = func(c map[string]any) string { return signed([]byte(secret), jose.HS256, c) }
	}},
	{name: "wrong key", want: auth.ErrRejected, after: signing(func(c map[string]any) string {
		return signed(otherKey, jose.RS256, c)
	})},
	{name: "algorithm the provider does not announce", want: auth.ErrRejected, after: signing(func(c map[string]any) string {
		return signed(goodKey, jose.RS512, c)
	})},
	{name: "payload changed after signing", want: auth.ErrRejected, after: signing(func(c map[string]any) string {
		parts := strings.Split(signed(goodKey, jose.RS256, c), ".")
		parts[1] = strings.Split(unsigned(changed(c, map[string]any{"sub": "adv-1"})), ".")[1]
		return strings.Join(parts, ".")
	})},
	{name: "signature cut off", want: auth.ErrRejected, after: signing(func(c map[string]any) string {
		s := signed(goodKey, jose.RS256, c)
		return s[:strings.LastIndex(s, ".")+1]
	})},
	{name: "not a token", want: auth.ErrRejected, after: signing(func(map[string]any) string { return "hello" })},
	{name: "claims that are no object", want: auth.ErrRejected, after: signing(func(map[string]any) string {
		return signedRaw(goodKey, jose.RS256, []byte(`["sub-1"]`))
	})},
	{name: "no ID token", want: auth.ErrRejected, after: func(o *office) { o.answer["id_token"] = nil }},
	{name: "ID token that is no text", want: auth.ErrRejected, after: func(o *office) { o.answer["id_token"] = 7 }},
	{name: "no access token", want: auth.ErrRejected, after: func(o *office) { o.answer["access_token"] = nil }},
	{name: "userinfo about somebody else", want: auth.ErrRejected, after: func(o *office) {
		o.claims["email"], o.userinfo["sub"] = nil, "sub-2"
	}},
	{name: "userinfo about nobody", want: auth.ErrRejected, after: func(o *office) {
		o.claims["roles"], o.userinfo["sub"] = nil, nil
	}},
}

func freshOnly(o *office) { o.ask.MaxAge = 5 * time.Minute }

var bentCallbacks = []bent{
	{name: "wrong state", want: auth.ErrExpired, after: query("state", "another")},
	{name: "no state", want: auth.ErrExpired, after: query("state")},
	{name: "state twice", want: auth.ErrExpired, after: func(o *office) {
		o.callback["state"] = []string{o.attempt.State, o.attempt.State}
	}},
	{name: "another browser", want: auth.ErrExpired, after: func(o *office) { o.cookie = strings.Repeat("A", 43) }},
	{name: "browser without its cookie", want: auth.ErrExpired, after: func(o *office) { o.cookie = "" }},
	{name: "attempt of ten minutes ago", want: auth.ErrExpired, after: func(o *office) { o.now = o.now.Add(auth.AttemptLife) }},
	{name: "no code", want: auth.ErrRejected, after: query("code")},
	{name: "empty code", want: auth.ErrRejected, after: query("code", "")},
	{name: "code twice", want: auth.ErrRejected, after: query("code", "code-1", "code-2")},
	{name: "callback of another issuer", want: auth.ErrRejected, after: query("iss", "https://evil.example.org")},
	{name: "callback of two issuers", want: auth.ErrRejected, after: query("iss", issuerURL, "https://evil.example.org")},
	{name: "callback without the issuer the provider promises to send", want: auth.ErrRejected, before: func(o *office) {
		o.metadata["authorization_response_iss_parameter_supported"] = true
	}},
	{name: "error access_denied", want: auth.ErrDenied, after: query("error", "access_denied")},
	{name: "error consent_required", want: auth.ErrDenied, after: query("error", "consent_required")},
	{name: "error server_error", want: auth.ErrUnavailable, after: query("error", "server_error")},
	{name: "error temporarily_unavailable", want: auth.ErrUnavailable, after: query("error", "temporarily_unavailable")},
	{name: "error invalid_request beside a code", want: auth.ErrRejected, after: query("error", "invalid_request")},
	{name: "error login_required", want: auth.ErrRejected, after: query("error", "login_required")},
	{name: "empty error beside a code", want: auth.ErrRejected, after: query("error", "")},
	{name: "error of another issuer", want: auth.ErrRejected, after: func(o *office) {
		o.callback = url.Values{"state": o.callback["state"], "error": {"access_denied"}, "iss": {"https://evil.example.org"}}
	}},
	{name: "token endpoint does not know the code", want: auth.ErrExpired, after: func(o *office) { o.asked.Set("code_challenge", "another") }},
	{name: "token endpoint refuses us", want: auth.ErrRejected, after: failing("/token", http.StatusUnauthorized)},
	{name: "token endpoint is out of order", want: auth.ErrUnavailable, after: failing("/token", http.StatusBadGateway)},
	{name: "token endpoint is busy", want: auth.ErrUnavailable, after: failing("/token", http.StatusTooManyRequests)},
	{name: "token endpoint sends us elsewhere", want: auth.ErrRejected, after: func(o *office) { o.redirect = issuerURL + "/keys" }},
	{name: "keys are out of order", want: auth.ErrUnavailable, after: failing("/keys", http.StatusServiceUnavailable)},
	{name: "network breaks", want: auth.ErrUnavailable, after: func(o *office) { o.down = errNetwork }},
}

func TestNoBentAnswerOpensASession(t *testing.T) {
	for _, b := range append(bentTokens, bentCallbacks...) {
		t.Run(b.name, func(t *testing.T) {
			o := newOffice(t, nil)
			if b.before != nil {
				b.before(o)
			}
			o.begin(t)
			if b.after != nil {
				b.after(o)
			}
			id, err := o.finish(t)
			if !errors.Is(err, b.want) {
				t.Errorf("got error %v, want %v", err, b.want)
			}
			if id != (auth.Identity{}) || o.store.Sessions() != 0 {
				t.Errorf("got identity %+v and %d sessions, want nobody and 0", id, o.store.Sessions())
			}
			if o.calls["/token"] > 1 {
				t.Errorf("got the code sent %d times, want at most once", o.calls["/token"])
			}
		})
	}
}

func TestTheSameAnswersUnbentOpenASession(t *testing.T) {
	for _, b := range []bent{
		{name: "as it comes"},
		{name: "authorized party is us", after: claim("azp", clientID)},
		{name: "several audiences, and we are the party", after: func(o *office) {
			o.claims["aud"], o.claims["azp"] = []string{clientID, "payroll"}, clientID
		}},
		{name: "dated five minutes back", after: claim("iat", seconds(-5*time.Minute))},
		{name: "clock a minute ahead", after: claim("iat", seconds(time.Minute))},
		{name: "right hash of the access token", after: claim("at_hash", accessHash)},
		{name: "max_age asked for and kept", before: freshOnly, after: claim("auth_time", seconds(-time.Minute))},
		{name: "issuer in the callback", after: query("iss", issuerURL)},
		{name: "issuer promised and sent", before: func(o *office) {
			o.metadata["authorization_response_iss_parameter_supported"] = true
		}, after: query("iss", issuerURL)},
		{name: "userinfo is out of order", after: func(o *office) { o.claims["email"], o.fail["/userinfo"] = nil, 500 }},
		{name: "nine minutes at the provider", after: func(o *office) { o.now = o.now.Add(9 * time.Minute) }},
	} {
		t.Run(b.name, func(t *testing.T) {
			o := newOffice(t, nil)
			if b.before != nil {
				b.before(o)
			}
			o.begin(t)
			if b.after != nil {
				b.after(o)
			}
			if _, err := o.finish(t); err != nil || o.store.Sessions() != 1 {
				t.Errorf("got error %v and %d sessions, want none and 1", err, o.store.Sessions())
			}
		})
	}
}

// accessHash is at_hash of the access token "access" under RS256: the left half
// of its SHA-256 (Core, 3.1.3.6).
var accessHash = func() string {
	sum := sha256.Sum256([]byte("access"))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}()

func TestAnAttemptIsUsedOnce(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	if _, err := o.finish(t); err != nil {
		t.Fatal(err)
	}
	if _, err := o.finish(t); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("got error %v, want %v", err, auth.ErrExpired)
	}
	if got := o.store.Sessions(); got != 1 {
		t.Errorf("got %d sessions, want 1", got)
	}
}

func TestAFailedAttemptIsSpentAsWell(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	o.claims["nonce"] = "another"
	if _, err := o.finish(t); !errors.Is(err, auth.ErrRejected) {
		t.Fatalf("got error %v, want %v", err, auth.ErrRejected)
	}
	delete(o.claims, "nonce")
	if _, err := o.finish(t); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("got error %v, want %v", err, auth.ErrExpired)
	}
}

func TestFinishRefusesAnAttemptThatIsNotWhole(t *testing.T) {
	for name, strip := range map[string]func(*auth.Attempt){
		"without state":    func(a *auth.Attempt) { a.State = "" },
		"without nonce":    func(a *auth.Attempt) { a.Nonce = "" },
		"without verifier": func(a *auth.Attempt) { a.Verifier = "" },
		"without its time": func(a *auth.Attempt) { a.CreatedAt = time.Time{} },
		"of another tab":   func(a *auth.Attempt) { a.State = "another" },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, nil)
			o.begin(t)
			attempt := o.attempt
			strip(&attempt)
			if attempt.State == "" {
				o.callback["state"] = []string{""}
			}
			if _, err := o.finishWith(t, attempt); !errors.Is(err, auth.ErrExpired) || o.calls["/token"] != 0 {
				t.Errorf("got error %v and %d token requests, want %v and 0", err, o.calls["/token"], auth.ErrExpired)
			}
		})
	}
}

func TestAnotherAttemptsVerifierIsRefusedByTheProvider(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	attempt := o.attempt
	attempt.Verifier = strings.Repeat("v", 43)
	if _, err := o.finishWith(t, attempt); !errors.Is(err, auth.ErrExpired) || o.store.Sessions() != 0 {
		t.Errorf("got error %v and %d sessions, want %v and 0", err, o.store.Sessions(), auth.ErrExpired)
	}
}

func TestTheCodeAndTheSecretAreNotCarriedElsewhere(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	o.redirect = issuerURL + "/keys"
	if _, err := o.finish(t); !errors.Is(err, auth.ErrRejected) || o.calls["/keys"] != 0 {
		t.Errorf("got %v and %d requests at the other address, want %v and 0", err, o.calls["/keys"], auth.ErrRejected)
	}
}

func TestAnOldAttemptIsNotEvenTaken(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	_, err := o.sessions.TakeAttempt(t.Context(), o.attempt.State, o.cookie, start.Add(auth.AttemptLife))
	if !errors.Is(err, auth.ErrExpired) {
		t.Errorf("got %v, want %v", err, auth.ErrExpired)
	}
}
