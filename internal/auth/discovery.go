package auth

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// endpoints is what discovery found.
type endpoints struct {
	*oidc.Provider
	metadata
	keys oidc.KeySet
}

// metadata is the part of the discovery document that go-oidc does not give.
type metadata struct {
	Authorization string   `json:"authorization_endpoint"`
	Token         string   `json:"token_endpoint"`
	Keys          string   `json:"jwks_uri"`
	UserInfoURL   string   `json:"userinfo_endpoint"`
	EndSession    string   `json:"end_session_endpoint"`
	Algorithms    []string `json:"id_token_signing_alg_values_supported"`
	AuthMethods   []string `json:"token_endpoint_auth_methods_supported"`
	SaysIssuer    bool     `json:"authorization_response_iss_parameter_supported"`
	announced
}

// announced is what the document says beside: sign-in does without it, and Look
// shows it to the operator.
type announced struct {
	ResponseTypes      []string `json:"response_types_supported"`
	Scopes             []string `json:"scopes_supported"`
	Claims             []string `json:"claims_supported"`
	PKCE               []string `json:"code_challenge_methods_supported"`
	BackChannel        bool     `json:"backchannel_logout_supported"`
	BackChannelSession bool     `json:"backchannel_logout_session_supported"`
}

// discovery asks the provider once, when it is first needed, and again after a
// failure, but not more often than the back-off allows: a provider that is down
// costs one person a wait, not everybody.
type discovery struct {
	issuer string
	client *http.Client
	now    func() time.Time

	gate  chan struct{} // holds one token; whoever has it may touch the rest
	found *endpoints
	err   error         // of the last try
	wait  time.Duration // before the next
	tried time.Time
}

// The back-off after a failed discovery doubles between these.
const (
	firstWait = time.Second
	lastWait  = 30 * time.Second
)

func newDiscovery(issuer string, client *http.Client, now func() time.Time) *discovery {
	return &discovery{issuer: issuer, client: client, now: now, gate: make(chan struct{}, 1)}
}

// get returns the endpoints, or ErrUnavailable.
func (d *discovery) get(ctx context.Context) (*endpoints, error) {
	select {
	case d.gate <- struct{}{}:
		defer func() { <-d.gate }()
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: discover %s: %w", ErrUnavailable, d.issuer, ctx.Err())
	}
	if d.found != nil {
		return d.found, nil
	}
	// A clock set back makes the last try one of the future, which must not keep
	// everybody out until that moment comes.
	if since := d.now().Sub(d.tried); d.err != nil && since >= 0 && since < d.wait {
		return nil, d.err
	}
	return d.try()
}

func (d *discovery) try() (*endpoints, error) {
	found, err := d.discover()
	if err != nil {
		d.err = fmt.Errorf("%w: discover %s: %w", ErrUnavailable, d.issuer, err)
		d.wait = min(max(2*d.wait, firstWait), lastWait)
		d.tried = d.now()
		return nil, d.err
	}
	d.found, d.err = found, nil
	return found, nil
}

// discover takes no context of a request: what it finds, the key set above all,
// outlives the request that happened to be first, and a person who closes her
// browser must not break sign-in for the next. The client's timeout bounds it.
func (d *discovery) discover() (*endpoints, error) {
	ctx := oidc.ClientContext(context.Background(), d.client)
	provider, err := oidc.NewProvider(ctx, d.issuer)
	if err != nil {
		return nil, err
	}
	e := &endpoints{Provider: provider}
	if err := provider.Claims(&e.metadata); err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	if err := e.metadata.check(); err != nil {
		return nil, err
	}
	e.keys = oidc.NewRemoteKeySet(ctx, e.Keys)
	return e, nil
}

// check refuses endpoints that would carry secrets in the clear. The first
// three are required; the others may be missing.
func (m metadata) check() error {
	all := []string{m.Authorization, m.Token, m.Keys, m.UserInfoURL, m.EndSession}
	for i, endpoint := range all {
		if endpoint == "" && i >= 3 {
			continue
		}
		if _, err := secureURL(endpoint); err != nil {
			return fmt.Errorf("endpoint: %w", err)
		}
	}
	return nil
}

// algorithms are the signatures accepted: what the provider announces, as far
// as it is asymmetric. "none" proves nothing, and under HS256 our own client
// secret, which the provider's administrators can read, would sign tokens.
func (m metadata) algorithms() []string {
	if both := m.asymmetric(); len(both) > 0 {
		return both
	}
	return []string{oidc.RS256} // every provider must support it (Core, 15.1)
}

// asymmetric are the announced signatures that prove something.
func (m metadata) asymmetric() []string {
	strong := []string{
		oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512,
		oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA,
	}
	return slices.DeleteFunc(strong, func(a string) bool { return !slices.Contains(m.Algorithms, a) })
}

// authStyle follows what the provider says it accepts. Leaving it to the
// library's trial and error would send a one-time code twice.
func (m metadata) authStyle(secret string) oauth2.AuthStyle {
	basic := len(m.AuthMethods) == 0 || slices.Contains(m.AuthMethods, "client_secret_basic")
	if secret != "" && basic {
		return oauth2.AuthStyleInHeader
	}
	return oauth2.AuthStyleInParams
}
