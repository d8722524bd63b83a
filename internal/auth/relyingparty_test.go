package auth_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

func TestBeginAsksForACodeWithStateNonceAndChallenge(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	want := url.Values{
		"response_type": {"code"}, "client_id": {clientID}, "redirect_uri": {baseURL + "/auth/callback"},
		"scope": {"openid profile email"}, "ui_locales": {"fr-CA fr"}, "code_challenge_method": {"S256"},
		"state": {o.attempt.State}, "nonce": {o.attempt.Nonce}, "code_challenge": o.asked["code_challenge"],
	}
	if o.asked.Encode() != want.Encode() {
		t.Errorf("got  %s\nwant %s", o.asked.Encode(), want.Encode())
	}
	for name, secret := range map[string]string{"state": o.attempt.State, "nonce": o.attempt.Nonce, "verifier": o.attempt.Verifier} {
		if len(secret) != 43 {
			t.Errorf("got %s %q, want 256 bits in base64url", name, secret)
		}
	}
	if strings.Contains(o.asked.Encode(), o.attempt.Verifier) {
		t.Error("the verifier travels through the browser")
	}
}

func TestBeginCanAskForAFreshSignIn(t *testing.T) {
	o := newOffice(t, nil)
	o.ask.MaxAge, o.ask.Again = 5*time.Minute, true
	o.begin(t)
	if got := o.asked.Get("max_age") + " " + o.asked.Get("prompt"); got != "300 login" {
		t.Errorf("got %q, want %q", got, "300 login")
	}
}

func TestSignInTellsWhoSheIs(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	got, err := o.finish(t)
	if err != nil {
		t.Fatal(err)
	}
	want := auth.Identity{
		Issuer: issuerURL, Subject: "sub-1", Name: "Noor Example", Email: "noor@example.org",
		Locale: cases.French, Roles: cases.NewRoles(cases.Advisor), IDToken: got.IDToken, SID: "session-1",
	}
	if got != want || strings.Count(got.IDToken, ".") != 2 {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if o.calls["/userinfo"] != 0 {
		t.Error("userinfo was asked although the ID token says everything")
	}
}

func TestTheAttemptRemembersWhereSheWasGoing(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	a, err := o.sessions.TakeAttempt(t.Context(), o.attempt.State, o.cookie, o.now)
	if err != nil || a != o.attempt || a.ReturnTo != "/cases/1" {
		t.Errorf("got %+v, %v, want %+v", a, err, o.attempt)
	}
}

func TestTwoTabsShareOneCookie(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	first, firstCallback, cookie := o.asked, o.callback, o.cookie
	o.begin(t)
	if o.cookie != cookie {
		t.Error("the second tab took the cookie from the first")
	}
	if _, err := o.finish(t); err != nil {
		t.Errorf("second tab: %v", err)
	}
	o.asked, o.callback = first, firstCallback
	if _, err := o.finish(t); err != nil {
		t.Errorf("first tab: %v", err)
	}
}

func TestTheClientShowsItselfAsTheProviderWants(t *testing.T) {
	for name, c := range map[string]struct {
		methods any
		secret  string
		basic   bool
		posted  string
	}{
		"unsaid means basic": {nil, secret, true, ""},
		"basic":              {[]string{"client_secret_post", "client_secret_basic"}, secret, true, ""},
		"post":               {[]string{"client_secret_post"}, secret, false, secret},
		"public client":      {[]string{"none"}, "", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, func(cfg *auth.Config) { cfg.ClientSecret = c.secret })
			o.metadata["token_endpoint_auth_methods_supported"] = c.methods
			o.begin(t)
			if _, err := o.finish(t); err != nil {
				t.Fatal(err)
			}
			if o.basic != c.basic || o.form.Get("client_secret") != c.posted {
				t.Errorf("got basic %t, posted %q; want %t, %q", o.basic, o.form.Get("client_secret"), c.basic, c.posted)
			}
		})
	}
}

func TestDiscoveryWaitsUntilSomebodySignsIn(t *testing.T) {
	o := newOffice(t, nil)
	if len(o.calls) != 0 {
		t.Fatalf("got calls %v before anybody signed in", o.calls)
	}
	o.begin(t)
	o.begin(t)
	if got := o.calls["/.well-known/openid-configuration"]; got != 1 {
		t.Errorf("got %d discoveries for two sign-ins, want 1", got)
	}
}

func TestDiscoveryIsTriedAgainAfterAFailureButNotAtOnce(t *testing.T) {
	o := newOffice(t, nil)
	o.fail["/.well-known/openid-configuration"] = 503
	try := func() (int, error) {
		_, _, err := o.rp.Begin(t.Context(), o.ask)
		return o.calls["/.well-known/openid-configuration"], err
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {900 * time.Millisecond, 1}, {100 * time.Millisecond, 2}, {time.Second, 2}, {time.Second, 3}} {
		o.now = o.now.Add(step.after)
		if got, err := try(); got != step.want || !errors.Is(err, auth.ErrUnavailable) {
			t.Fatalf("after %s: got %d tries and %v, want %d and %v", step.after, got, err, step.want, auth.ErrUnavailable)
		}
	}
	for range 10 {
		o.now = o.now.Add(30 * time.Second)
		_, _ = try()
	}
	delete(o.fail, "/.well-known/openid-configuration")
	o.now = o.now.Add(30 * time.Second)
	if _, err := try(); err != nil {
		t.Errorf("got %v half a minute after the provider came back, want none", err)
	}
}

func TestAClockThatIsSetBackDoesNotKeepEverybodyOut(t *testing.T) {
	o := newOffice(t, nil)
	o.fail["/.well-known/openid-configuration"] = 503
	o.now = o.now.AddDate(0, 0, 1)
	if _, _, err := o.rp.Begin(t.Context(), o.ask); !errors.Is(err, auth.ErrUnavailable) {
		t.Fatalf("got %v, want %v", err, auth.ErrUnavailable)
	}
	delete(o.fail, "/.well-known/openid-configuration")
	o.now = o.now.AddDate(0, 0, -1)
	if _, _, err := o.rp.Begin(t.Context(), o.ask); err != nil {
		t.Errorf("once the clock is right and the provider back: got %v, want none", err)
	}
}

// The first person's request discovers the provider; that she then closes her
// browser must not break sign-in for the next.
func TestDiscoveryOutlivesTheRequestThatBeganIt(t *testing.T) {
	o := newOffice(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	if _, _, err := o.rp.Begin(ctx, o.ask); err != nil {
		t.Fatal(err)
	}
	cancel()
	o.begin(t)
	if _, err := o.finish(t); err != nil {
		t.Errorf("got %v, want none", err)
	}
}

func TestDiscoveryRefusesWhatItCannotTrust(t *testing.T) {
	for name, change := range map[string]map[string]any{
		"another issuer":                    {"issuer": "https://evil.example.org"},
		"the issuer with a slash":           {"issuer": issuerURL + "/"},
		"no issuer":                         {"issuer": nil},
		"a token endpoint in the clear":     {"token_endpoint": "http://issuer.example.org/token"},
		"no token endpoint":                 {"token_endpoint": nil},
		"no authorization endpoint":         {"authorization_endpoint": ""},
		"a script instead of an address":    {"authorization_endpoint": "javascript:alert(1)"},
		"keys in the clear":                 {"jwks_uri": "http://issuer.example.org/keys"},
		"sign-out in the clear":             {"end_session_endpoint": "http://issuer.example.org/out"},
		"userinfo at an address of no host": {"userinfo_endpoint": "/userinfo"},
		"endpoints that are numbers":        {"end_session_endpoint": 7},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, nil)
			changed(o.metadata, change)
			if _, _, err := o.rp.Begin(t.Context(), o.ask); !errors.Is(err, auth.ErrUnavailable) {
				t.Errorf("got error %v, want %v", err, auth.ErrUnavailable)
			}
		})
	}
}

func TestAnEndlessAnswerIsCut(t *testing.T) {
	o := newOffice(t, nil)
	o.metadata["padding"] = strings.Repeat("x", 2<<20)
	if _, _, err := o.rp.Begin(t.Context(), o.ask); !errors.Is(err, auth.ErrUnavailable) {
		t.Errorf("got error %v, want %v", err, auth.ErrUnavailable)
	}
}

func TestSignOutGoesToTheProvider(t *testing.T) {
	o := newOffice(t, nil)
	address, ok := o.rp.SignOutURL(t.Context(), "the-id-token", cases.French)
	u, err := url.Parse(address)
	if err != nil || !ok {
		t.Fatalf("got %q, %t, %v", address, ok, err)
	}
	want := url.Values{
		"x": {"1"}, "id_token_hint": {"the-id-token"}, "client_id": {clientID},
		"post_logout_redirect_uri": {baseURL + "/signed-out"}, "ui_locales": {"fr-CA fr"},
	}
	if u.Path != "/tenant/out" || u.RawQuery != want.Encode() {
		t.Errorf("got %s\nwant %s", u, want.Encode())
	}
}

func TestSignOutStaysHereWhenTheProviderHasNone(t *testing.T) {
	o := newOffice(t, nil)
	o.metadata["end_session_endpoint"] = nil
	if address, ok := o.rp.SignOutURL(t.Context(), "token", cases.English); ok || address != "" {
		t.Errorf("got %q, %t, want none", address, ok)
	}
	down := newOffice(t, nil)
	down.down = errNetwork
	if address, ok := down.rp.SignOutURL(t.Context(), "token", cases.English); ok || address != "" {
		t.Errorf("provider down: got %q, %t, want none", address, ok)
	}
}

func TestARefusalDoesNotQuoteWithoutEnd(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	o.callback.Set("error", "access_denied")
	o.callback.Set("error_description", strings.Repeat("ü\n", 100_000))
	_, err := o.finish(t)
	if got := err.Error(); len(got) > 2000 || strings.Contains(got, "\n") {
		t.Errorf("got %d bytes, line break %t", len(got), strings.Contains(got, "\n"))
	}
}
