package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Discovered is what the provider says of itself (OpenID Connect Discovery 1.0,
// section 3), for an operator to look at before anybody signs in. A nil list is
// something that the provider does not say.
type Discovered struct {
	Issuer, Authorization, Token, Keys string
	UserInfo, EndSession               string   // empty: there is none
	Algorithms                         []string // with which ID tokens are signed, as announced
	Accepted                           []string // those of them that we accept: the asymmetric ones
	ResponseTypes, Scopes, Claims      []string
	PKCE                               []string // methods of code challenges; we use S256 alone
	ClientMethods                      []string // by which a client may prove itself
	SecretInHeader                     bool     // we send ours so; else in the form
	BackChannel, BackChannelSession    bool     // it ends sessions, and names them by sid
	SaysIssuer                         bool     // in the address that leads back (RFC 9207)
	SigningKeys                        int      // published, and good to verify a token with
}

// Look asks the provider what it says of itself, and for its keys. The error is
// ErrUnavailable; OtherIssuer tells whether it is the wrong provider that
// answered. What was discovered is given with an error about the keys.
func (rp *RelyingParty) Look(ctx context.Context) (Discovered, error) {
	p, err := rp.provider.get(ctx)
	if err != nil {
		return Discovered{}, err
	}
	d := Discovered{
		Issuer: rp.cfg.Issuer, Authorization: p.Authorization, Token: p.Token, Keys: p.Keys, UserInfo: p.UserInfoURL,
		EndSession: p.EndSession, Algorithms: p.Algorithms, Accepted: p.asymmetric(), ResponseTypes: p.ResponseTypes,
		Scopes: p.Scopes, Claims: p.announced.Claims, PKCE: p.PKCE, ClientMethods: p.AuthMethods,
		SecretInHeader: p.authStyle(rp.cfg.ClientSecret) == oauth2.AuthStyleInHeader,
		BackChannel:    p.BackChannel, BackChannelSession: p.BackChannelSession, SaysIssuer: p.SaysIssuer,
	}
	d.SigningKeys, err = rp.countKeys(ctx, p.Keys)
	return d, err
}

// OtherIssuer is the issuer that answered where ours was expected.
func OtherIssuer(err error) (name string, is bool) {
	var other *oidc.IssuerMismatchError
	if errors.As(err, &other) {
		return other.Discovered, true
	}
	return "", false
}

// countKeys counts the keys that could verify a token. One of the kind "oct" is
// a shared secret, which nobody should publish and we do not accept.
func (rp *RelyingParty) countKeys(ctx context.Context, address string) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return 0, fmt.Errorf("%w: keys: %w", ErrUnavailable, err)
	}
	answer, err := rp.client.Do(r)
	if err != nil {
		return 0, fmt.Errorf("%w: keys: %w", ErrUnavailable, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%w: keys at %s: %s", ErrUnavailable, address, answer.Status)
	}
	var set struct {
		Keys []struct{ Kty, Use string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&set); err != nil {
		return 0, fmt.Errorf("%w: keys at %s: %w", ErrUnavailable, address, err)
	}
	count := 0
	for _, k := range set.Keys {
		if k.Kty != "" && k.Kty != "oct" && (k.Use == "" || k.Use == "sig") {
			count++
		}
	}
	return count, nil
}
