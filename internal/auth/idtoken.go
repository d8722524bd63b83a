package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// How far clocks may differ, and how old a token may be that the provider has
// just handed over: Entra dates its tokens five minutes back, so ten would be
// close.
const (
	clockSkew   = 2 * time.Minute
	maxTokenAge = 15 * time.Minute
)

// verifiedToken is an ID token that passed every check.
type verifiedToken struct {
	raw     string
	subject string
	claims  map[string]any
}

// verify checks the ID token (OpenID Connect Core, 3.1.3.7): go-oidc does
// signature, issuer, audience, expiry and not-before; the rest is ours.
func (rp *RelyingParty) verify(ctx context.Context, p *endpoints, a Attempt, token *oauth2.Token) (verifiedToken, error) {
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return verifiedToken{}, fmt.Errorf("%w: no ID token in the answer", ErrRejected)
	}
	idToken, err := rp.verifySignature(ctx, p, raw)
	if err != nil {
		return verifiedToken{}, err
	}
	v := verifiedToken{raw: raw}
	if err := idToken.Claims(&v.claims); err != nil {
		return verifiedToken{}, fmt.Errorf("%w: read claims: %w", ErrRejected, err)
	}
	v.subject, _ = v.claims["sub"].(string)
	if err := rp.checkToken(a, token, idToken, v); err != nil {
		return verifiedToken{}, fmt.Errorf("%w: ID token: %w", ErrRejected, err)
	}
	return v, nil
}

func (rp *RelyingParty) verifySignature(ctx context.Context, p *endpoints, raw string) (*oidc.IDToken, error) {
	keys := &watchedKeys{KeySet: p.keys}
	idToken, err := rp.verifier(p, keys).Verify(ctx, raw)
	switch {
	case err == nil:
		return idToken, nil
	case keys.unreachable:
		return nil, fmt.Errorf("%w: verify ID token: %w", ErrUnavailable, err)
	}
	return nil, fmt.Errorf("%w: verify ID token: %w", ErrRejected, err)
}

func (rp *RelyingParty) verifier(p *endpoints, keys oidc.KeySet) *oidc.IDTokenVerifier {
	return oidc.NewVerifier(rp.cfg.Issuer, keys, &oidc.Config{
		ClientID: rp.cfg.ClientID, SupportedSigningAlgs: p.algorithms(), Now: rp.cfg.Now,
	})
}

// watchedKeys remembers whether the keys could not be had: go-oidc's verifier
// flattens the error, and "the provider is down" is not "the token is bad".
type watchedKeys struct {
	oidc.KeySet
	unreachable bool
}

func (k *watchedKeys) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := k.KeySet.VerifySignature(ctx, jwt)
	k.unreachable = err != nil && (ctx.Err() != nil || strings.HasPrefix(err.Error(), "fetching keys"))
	return payload, err
}

// checkToken is what go-oidc leaves out (trap 15). Claims are read by their
// exact names: Go's decoder would also take "NONCE" for the nonce.
func (rp *RelyingParty) checkToken(a Attempt, token *oauth2.Token, t *oidc.IDToken, v verifiedToken) error {
	nonce, _ := v.claims["nonce"].(string)
	switch {
	case t.Issuer != rp.cfg.Issuer: // go-oidc lets Google spell itself in two ways
		return fmt.Errorf("issuer %q", brief(t.Issuer))
	case !same(nonce, a.Nonce):
		return fmt.Errorf("nonce is not the one that was sent")
	case !isSubject(v.subject) || v.subject != t.Subject:
		return fmt.Errorf("subject is empty or malformed")
	}
	if err := rp.checkParty(t.Audience, v.claims); err != nil {
		return err
	}
	if err := rp.checkTimes(a, t.IssuedAt, v.claims); err != nil {
		return err
	}
	if _, has := v.claims["at_hash"]; has {
		return t.VerifyAccessToken(token.AccessToken)
	}
	return nil
}

// checkParty: several audiences need an authorized party, and if there is one
// it must be us, or another client's token would open a session here.
func (rp *RelyingParty) checkParty(audience []string, claims map[string]any) error {
	azp, has := claims["azp"]
	switch {
	case has && azp != rp.cfg.ClientID:
		return fmt.Errorf("authorized party %q", brief(fmt.Sprint(azp)))
	case !has && len(audience) > 1:
		return fmt.Errorf("%d audiences and no authorized party", len(audience))
	}
	return nil
}

func (rp *RelyingParty) checkTimes(a Attempt, issued time.Time, claims map[string]any) error {
	if err := rp.checkIssued(issued, claims); err != nil || a.MaxAge == 0 {
		return err
	}
	at, has := claims["auth_time"].(float64)
	if !has {
		return fmt.Errorf("no auth_time although max_age was asked for")
	}
	if age := rp.cfg.Now().Sub(time.Unix(int64(at), 0)); age > a.MaxAge+clockSkew || age < -clockSkew {
		return fmt.Errorf("signed in at the provider %s ago, %s allowed", age.Round(time.Second), a.MaxAge)
	}
	return nil
}

func (rp *RelyingParty) checkIssued(issued time.Time, claims map[string]any) error {
	if _, has := claims["iat"].(float64); !has {
		return fmt.Errorf("no time of issue")
	}
	if age := rp.cfg.Now().Sub(issued); age > maxTokenAge || age < -clockSkew {
		return fmt.Errorf("issued %s ago", age.Round(time.Second))
	}
	return nil
}

// isSubject: Core, 2 limits it to 255 characters. It is half of an account's
// key, so nothing invisible may be in it.
func isSubject(s string) bool {
	return s != "" && len(s) <= 255 && strings.TrimSpace(s) == s &&
		!slices.ContainsFunc([]rune(s), unicode.IsControl)
}
