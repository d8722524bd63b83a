package provider

import (
	"crypto/rand"
	"fmt"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/crypto"
	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// LogoutToken signs what a provider sends when a person's session with it has
// ended (OpenID Connect Back-Channel Logout 1.0). The library does not send it
// itself. Like every token of the library it is dated by the system's clock.
func (p *Provider) LogoutToken(person string) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.key, KeyID: signingKey{p.key}.ID()}},
		(&jose.SignerOptions{}).WithType("logout+jwt"))
	if err != nil {
		return "", fmt.Errorf("sign a logout token: %w", err)
	}
	claims := oidc.NewLogoutTokenClaims(p.issuer, person, oidc.Audience{p.clientID}, time.Now().Add(2*time.Minute), rand.Text(), "", 0)
	token, err := crypto.Sign(claims, signer)
	if err != nil {
		return "", fmt.Errorf("sign a logout token: %w", err)
	}
	return token, nil
}
