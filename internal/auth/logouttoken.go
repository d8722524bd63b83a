package auth

import (
	"context"
	"fmt"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// BackChannelPath is where the provider tells us that a session of its own has
// ended (backchannel_logout_uri), after the base URL.
const BackChannelPath = "/auth/back-channel-logout"

const (
	maxLogoutToken = 16 << 10 // bytes; one has some hundreds
	logoutEvent    = "http://schemas.openid.net/event/backchannel-logout"
)

// ReadLogout checks a logout token (OpenID Connect Back-Channel Logout 1.0,
// 2.6) and says which sessions are over. go-oidc does signature, issuer,
// audience, expiry, and that no nonce is there: no ID token is a logout token.
// Whether it was heeded before is for Sessions.LogOut. The error is
// ErrUnavailable when the keys cannot be had, else ErrRejected.
func (rp *RelyingParty) ReadLogout(ctx context.Context, raw string) (Logout, error) {
	if raw == "" || len(raw) > maxLogoutToken {
		return Logout{}, fmt.Errorf("%w: logout token of %d bytes", ErrRejected, len(raw))
	}
	p, err := rp.provider.get(ctx)
	if err != nil {
		return Logout{}, err
	}
	keys := &watchedKeys{KeySet: p.keys}
	token, err := rp.verifier(p, keys).VerifyLogout(oidc.ClientContext(ctx, rp.client), raw)
	switch {
	case err != nil && keys.unreachable:
		return Logout{}, fmt.Errorf("%w: verify logout token: %w", ErrUnavailable, err)
	case err != nil:
		return Logout{}, fmt.Errorf("%w: verify logout token: %w", ErrRejected, err)
	}
	l, err := rp.checkLogout(token)
	if err != nil {
		return Logout{}, fmt.Errorf("%w: logout token: %w", ErrRejected, err)
	}
	return l, nil
}

// checkLogout is what go-oidc leaves out. Claims are read by their exact names,
// as those of an ID token are.
func (rp *RelyingParty) checkLogout(t *oidc.LogoutToken) (Logout, error) {
	var claims map[string]any
	if err := t.Claims(&claims); err != nil {
		return Logout{}, fmt.Errorf("read claims: %w", err)
	}
	events, _ := claims["events"].(map[string]any)
	if _, isObject := events[logoutEvent].(map[string]any); !isObject {
		return Logout{}, fmt.Errorf("it is of another event")
	}
	if _, has := claims["nonce"]; has {
		return Logout{}, fmt.Errorf("it has a nonce")
	}
	l := Logout{Issuer: rp.cfg.Issuer, Until: logoutUntil(t)}
	for _, c := range []struct {
		name string
		to   *string
	}{{"sub", &l.Subject}, {"sid", &l.SID}, {"jti", &l.TokenID}} {
		said, has := claims[c.name]
		if !has {
			continue
		}
		if *c.to, _ = said.(string); !isSubject(*c.to) {
			return Logout{}, fmt.Errorf("%s is empty or malformed", c.name)
		}
	}
	switch {
	case t.Issuer != rp.cfg.Issuer:
		return Logout{}, fmt.Errorf("issuer %q", brief(t.Issuer))
	case l.TokenID == "":
		return Logout{}, fmt.Errorf("it has no jti")
	case l.Subject == "" && l.SID == "":
		return Logout{}, fmt.Errorf("it names neither a subject nor a session")
	}
	return l, rp.checkIssued(t.IssuedAt, claims)
}

// logoutUntil is until when the token could be sent again: its own end, but not
// beyond the age at which checkIssued refuses it.
func logoutUntil(t *oidc.LogoutToken) time.Time {
	if last := t.IssuedAt.Add(maxTokenAge + clockSkew); last.Before(t.Expiry) {
		return moment(last)
	}
	return moment(t.Expiry.Add(clockSkew))
}
