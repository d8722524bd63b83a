package auth

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"example.org/casebook/internal/cases"
)

// RelyingParty signs people in with one identity provider. It reaches for the
// provider when somebody first signs in, not before: the program starts, and
// serves whoever is signed in, while the provider is down.
type RelyingParty struct {
	cfg      Config
	client   *http.Client
	provider *discovery
}

// NewRelyingParty checks the configuration; it does not call the provider.
func NewRelyingParty(cfg Config) (*RelyingParty, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("configure sign-in: %w", err)
	}
	if cfg.Scopes == nil {
		cfg.Scopes = DefaultScopes()
	}
	if cfg.RoleClaims == nil {
		cfg.RoleClaims = DefaultRoleClaims()
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	cfg.RoleMap = maps.Clone(cfg.RoleMap)
	client := narrowClient(cfg.HTTPClient)
	return &RelyingParty{cfg: cfg, client: client, provider: newDiscovery(cfg.Issuer, client, cfg.Now)}, nil
}

// Ask is what a sign-in is begun with.
type Ask struct {
	Lang     cases.Lang    // the language of the page, passed on as ui_locales
	ReturnTo string        // where she was going; LocalPath is applied to it
	MaxAge   time.Duration // whole seconds; the provider must have seen her since; 0 is any
	Again    bool          // ask for her credentials even if the provider knows her
}

// Begin starts a sign-in: the address to send the browser to, and the attempt
// to keep until it comes back. It is ErrUnavailable when the provider is down.
func (rp *RelyingParty) Begin(ctx context.Context, ask Ask) (string, Attempt, error) {
	p, err := rp.provider.get(ctx)
	if err != nil {
		return "", Attempt{}, err
	}
	a, err := rp.newAttempt(ask)
	if err != nil {
		return "", Attempt{}, err
	}
	options := []oauth2.AuthCodeOption{
		oidc.Nonce(a.Nonce),
		oauth2.S256ChallengeOption(a.Verifier),
		oauth2.SetAuthURLParam("ui_locales", uiLocales(ask.Lang)),
	}
	if ask.MaxAge > 0 {
		seconds := strconv.Itoa(int(ask.MaxAge / time.Second))
		options = append(options, oauth2.SetAuthURLParam("max_age", seconds))
	}
	if ask.Again {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"))
	}
	return rp.oauth(p).AuthCodeURL(a.State, options...), a, nil
}

func (rp *RelyingParty) newAttempt(ask Ask) (Attempt, error) {
	var secrets [3]string
	for i := range secrets {
		var err error
		if secrets[i], err = newToken(rp.cfg.Random); err != nil {
			return Attempt{}, err
		}
	}
	return Attempt{
		State: secrets[0], Nonce: secrets[1], Verifier: secrets[2],
		ReturnTo: LocalPath(ask.ReturnTo), MaxAge: ask.MaxAge.Truncate(time.Second),
		CreatedAt: moment(rp.cfg.Now()),
	}, nil
}

// uiLocales prefers the Canadian form and accepts the plain one.
func uiLocales(lang cases.Lang) string {
	if lang == "" {
		lang = cases.English
	}
	return string(lang) + "-CA " + string(lang)
}

func (rp *RelyingParty) oauth(p *endpoints) *oauth2.Config {
	endpoint := p.Endpoint()
	endpoint.AuthStyle = p.authStyle(rp.cfg.ClientSecret)
	return &oauth2.Config{
		ClientID: rp.cfg.ClientID, ClientSecret: rp.cfg.ClientSecret,
		Endpoint: endpoint, RedirectURL: rp.cfg.BaseURL + CallbackPath,
		Scopes: append([]string{oidc.ScopeOpenID}, rp.cfg.Scopes...),
	}
}

// SignOutURL is where the provider's own session is ended (OpenID Connect
// RP-Initiated Logout 1.0). It is false when the provider has no such place, or
// does not answer: then our session is all there is to end.
func (rp *RelyingParty) SignOutURL(ctx context.Context, idToken string, lang cases.Lang) (string, bool) {
	p, err := rp.provider.get(ctx)
	if err != nil || p.EndSession == "" {
		return "", false
	}
	u, err := url.Parse(p.EndSession)
	if err != nil {
		return "", false
	}
	q := u.Query()
	q.Set("client_id", rp.cfg.ClientID)
	q.Set("post_logout_redirect_uri", rp.cfg.BaseURL+SignedOutPath)
	q.Set("ui_locales", uiLocales(lang))
	if idToken != "" {
		q.Set("id_token_hint", idToken)
	}
	u.RawQuery = q.Encode()
	return u.String(), true
}
