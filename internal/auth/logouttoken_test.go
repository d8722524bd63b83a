package auth_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"example.org/casebook/internal/auth"
)

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

// logoutClaims are a good token's, with changes; nil removes.
func (o *office) logoutClaims(changes map[string]any) map[string]any {
	return changed(map[string]any{
		"iss": issuerURL, "aud": clientID, "iat": o.now.Unix(), "exp": o.now.Add(2 * time.Minute).Unix(), "jti": "jti-1",
		"sub": "sub-1", "sid": "session-1", "events": map[string]any{logoutEvent: map[string]any{}},
	}, changes)
}

func TestNoBentLogoutTokenEndsASession(t *testing.T) {
	old := seconds(-16 * time.Minute)
	for _, b := range []struct {
		name    string
		want    error
		changes map[string]any
		sign    func(map[string]any) string
		before  func(*office)
	}{
		{name: "another issuer", changes: map[string]any{"iss": "https://evil.example.org"}},
		{name: "no issuer", changes: map[string]any{"iss": nil}},
		{name: "another audience", changes: map[string]any{"aud": "payroll"}},
		{name: "no audience", changes: map[string]any{"aud": nil}},
		{name: "no time of issue", changes: map[string]any{"iat": nil}},
		{name: "issued long ago", changes: map[string]any{"iat": old}},
		{name: "issued in the future", changes: map[string]any{"iat": seconds(10 * time.Minute)}},
		{name: "time of issue that is text", changes: map[string]any{"iat": "today"}},
		{name: "no expiry", changes: map[string]any{"exp": nil}},
		{name: "expired", changes: map[string]any{"exp": seconds(-time.Minute)}},
		{name: "no jti", changes: map[string]any{"jti": nil}},
		{name: "empty jti", changes: map[string]any{"jti": ""}},
		{name: "jti under another spelling", changes: map[string]any{"jti": nil, "JTI": "x"}},
		{name: "no events", changes: map[string]any{"events": nil}},
		{name: "another event", changes: map[string]any{"events": map[string]any{"https://example.org/other": map[string]any{}}}},
		{name: "event that is no object", changes: map[string]any{"events": map[string]any{logoutEvent: true}}},
		{name: "events under another spelling", changes: map[string]any{"events": nil, "Events": map[string]any{logoutEvent: map[string]any{}}}},
		{name: "a nonce", changes: map[string]any{"nonce": "nonce"}},
		{name: "an empty nonce", changes: map[string]any{"nonce": ""}},
		{name: "neither subject nor session", changes: map[string]any{"sub": nil, "sid": nil}},
		{name: "subject and session under other spellings", changes: map[string]any{"sub": nil, "sid": nil, "SUB": "sub-1", "Sid": "session-1"}},
		{name: "empty subject", changes: map[string]any{"sub": ""}},
		{name: "empty session beside a subject", changes: map[string]any{"sid": ""}},
		{name: "subject with a line break", changes: map[string]any{"sub": "sub-1\n"}},
		{name: "subject without end", changes: map[string]any{"sub": strings.Repeat("s", 256)}},
		{name: "session that is a number", changes: map[string]any{"sid": 7}},
		{name: "algorithm none", sign: unsigned},
		{name: "HS256 with the client secret", sign: func(c map[string]any) string { return signed([]byte(secret), jose.HS256, c) }},
		{name: "wrong key", sign: func(c map[string]any) string { return signed(otherKey, jose.RS256, c) }},
		{name: "not a token", sign: func(map[string]any) string { return "hello" }},
		{name: "nothing", sign: func(map[string]any) string { return "" }},
		{name: "a token without end", sign: func(map[string]any) string { return strings.Repeat("a.", 1<<20) }},
		{name: "claims that are no object", sign: func(map[string]any) string { return signedRaw(goodKey, jose.RS256, []byte(`["sub-1"]`)) }},
		{name: "provider is down", want: auth.ErrUnavailable, before: func(o *office) { o.down = errNetwork }},
		{name: "keys are out of order", want: auth.ErrUnavailable, before: func(o *office) { o.fail["/keys"] = http.StatusServiceUnavailable }},
	} {
		t.Run(b.name, func(t *testing.T) {
			o := newOffice(t, nil)
			if b.before != nil {
				b.before(o)
			}
			if b.sign == nil {
				b.sign = func(c map[string]any) string { return signed(goodKey, jose.RS256, c) }
			}
			if b.want == nil {
				b.want = auth.ErrRejected
			}
			l, err := o.rp.ReadLogout(t.Context(), b.sign(o.logoutClaims(b.changes)))
			if !errors.Is(err, b.want) || l != (auth.Logout{}) {
				t.Errorf("got %+v, %v, want nothing and %v", l, err, b.want)
			}
		})
	}
}

func TestALogoutTokenNamesASubjectOrASessionOrBoth(t *testing.T) {
	for _, x := range []struct {
		changes map[string]any
		want    auth.Logout
	}{
		{nil, auth.Logout{Subject: "sub-1", SID: "session-1"}},
		{map[string]any{"sid": nil}, auth.Logout{Subject: "sub-1"}},
		{map[string]any{"sub": nil}, auth.Logout{SID: "session-1"}},
		{map[string]any{"aud": []string{"payroll", clientID}}, auth.Logout{Subject: "sub-1", SID: "session-1"}},
		{map[string]any{"events": json.RawMessage(`{"` + logoutEvent + `": {"more": 1}}`)}, auth.Logout{Subject: "sub-1", SID: "session-1"}},
	} {
		o := newOffice(t, nil)
		x.want.Issuer, x.want.TokenID, x.want.Until = issuerURL, "jti-1", start.Add(4*time.Minute)
		got, err := o.rp.ReadLogout(t.Context(), signed(goodKey, jose.RS256, o.logoutClaims(x.changes)))
		if err != nil || got != x.want {
			t.Errorf("%v: got %+v, %v, want %+v", x.changes, got, err, x.want)
		}
	}
}

func TestATokenIsRememberedNoLongerThanItCouldBeHeeded(t *testing.T) {
	o := newOffice(t, nil)
	far := o.logoutClaims(map[string]any{"exp": start.Add(1000 * time.Hour).Unix()})
	l, err := o.rp.ReadLogout(t.Context(), signed(goodKey, jose.RS256, far))
	if want := start.Add(17 * time.Minute); err != nil || !l.Until.Equal(want) {
		t.Fatalf("got %s, %v, want %s", l.Until, err, want)
	}
	o.now = l.Until
	if _, err := o.rp.ReadLogout(t.Context(), signed(goodKey, jose.RS256, far)); !errors.Is(err, auth.ErrRejected) {
		t.Errorf("got %v when it is forgotten, want %v", err, auth.ErrRejected)
	}
}

func TestAnIDTokenIsNoLogoutToken(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	id, err := o.finish(t)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.rp.ReadLogout(t.Context(), id.IDToken); !errors.Is(err, auth.ErrRejected) {
		t.Errorf("got %v, want %v", err, auth.ErrRejected)
	}
}

func TestALogoutEndsTheSessionThatTheSignInBegan(t *testing.T) {
	o := newOffice(t, nil)
	o.begin(t)
	if _, err := o.finish(t); err != nil {
		t.Fatal(err)
	}
	l, err := o.rp.ReadLogout(t.Context(), signed(goodKey, jose.RS256, o.logoutClaims(map[string]any{"sub": nil})))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := o.sessions.LogOut(t.Context(), l, o.now); err != nil || n != 1 || o.store.Sessions() != 0 {
		t.Errorf("got %d ended, %v, %d left, want 1 and none", n, err, o.store.Sessions())
	}
	if _, err := o.sessions.LogOut(t.Context(), l, o.now); !errors.Is(err, auth.ErrReplayed) {
		t.Errorf("got %v for the same token, want %v", err, auth.ErrReplayed)
	}
}
