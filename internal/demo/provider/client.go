package provider

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// client is the one client: op.Client.
type client struct {
	id, secret, callback, signedOut, loginURL string

	ahead func() time.Duration // by how much the system's clock is ahead of the provider's
}

func (c *client) GetID() string                       { return c.id }
func (c *client) RedirectURIs() []string              { return []string{c.callback} }
func (c *client) PostLogoutRedirectURIs() []string    { return []string{c.signedOut} }
func (c *client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c *client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (c *client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c *client) GrantTypes() []oidc.GrantType              { return []oidc.GrantType{oidc.GrantTypeCode} }
func (c *client) LoginURL(id string) string                 { return c.loginURL + "?id=" + url.QueryEscape(id) }
func (c *client) AccessTokenType() op.AccessTokenType       { return op.AccessTokenTypeBearer }
func (c *client) DevMode() bool                             { return true } // allows http
func (c *client) IsScopeAllowed(string) bool                { return false }
func (c *client) IDTokenUserinfoClaimsAssertion() bool      { return true }
func (c *client) RestrictAdditionalIdTokenScopes() restrict { return slices.Clone }
func (c *client) RestrictAdditionalAccessTokenScopes() restrict {
	return slices.Clone
}

type restrict = func([]string) []string

// ClockSkew makes the library, which dates tokens by the system's clock, date
// them by the provider's: it takes the skew off the moments of issue and of
// sign-in, and adds it to the end, from which IDTokenLifetime takes it twice.
func (c *client) ClockSkew() time.Duration       { return c.ahead() }
func (c *client) IDTokenLifetime() time.Duration { return time.Hour - 2*c.ahead() }

// The methods of request make it an op.AuthRequest.

func (r request) GetID() string                      { return r.id }
func (r request) GetACR() string                     { return "" }
func (r request) GetAMR() []string                   { return nil } // picking a name proves nothing
func (r request) GetAudience() []string              { return []string{r.ClientID} }
func (r request) GetAuthTime() time.Time             { return r.signedInAt }
func (r request) GetClientID() string                { return r.ClientID }
func (r request) GetNonce() string                   { return r.Nonce }
func (r request) GetRedirectURI() string             { return r.RedirectURI }
func (r request) GetResponseType() oidc.ResponseType { return r.ResponseType }
func (r request) GetResponseMode() oidc.ResponseMode { return r.ResponseMode }
func (r request) GetScopes() []string                { return slices.Clone(r.Scopes) }
func (r request) GetState() string                   { return r.State }
func (r request) GetSubject() string                 { return r.person }
func (r request) Done() bool                         { return !r.signedInAt.IsZero() }
func (r request) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: r.CodeChallenge, Method: r.CodeChallengeMethod}
}

// signingKey and publicKey are the two halves of the one key.
type (
	signingKey struct{ key *rsa.PrivateKey }
	publicKey  struct{ key *rsa.PrivateKey }
)

func (k signingKey) ID() string                                  { return keyID(k.key) }
func (k signingKey) Key() any                                    { return k.key }
func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }

func (k publicKey) ID() string                         { return keyID(k.key) }
func (k publicKey) Key() any                           { return &k.key.PublicKey }
func (k publicKey) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k publicKey) Use() string                        { return "sig" }

func keyID(key *rsa.PrivateKey) string {
	sum := sha256.Sum256(key.N.Bytes())
	return hex.EncodeToString(sum[:8])
}
