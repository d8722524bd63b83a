package provider

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"

	"example.org/casebook/internal/cases"
)

// DefaultPrefix is where the provider is mounted when Options names no other.
const DefaultPrefix = "/demo-sign-in"

// Person is an invented person who can sign in without a password.
type Person struct {
	ID     string // the subject of her tokens
	Name   string
	Email  string
	Locale string                // "fr-CA"
	Roles  []string              // values of the claim "roles"
	About  map[cases.Lang]string // what she is, in both languages
}

// Options say where the provider lives and whom it knows.
type Options struct {
	// BaseURL is where the host is reached; its host must be a loopback address.
	BaseURL string
	// Prefix is the path the handler is mounted at, without a trailing slash.
	Prefix string
	// ClientURL is where the one client is reached; empty is BaseURL.
	ClientURL string
	// ClientID and Secret are the client's; CallbackPath and SignedOutPath are
	// where it may be sent back to, after ClientURL.
	ClientID, Secret            string
	CallbackPath, SignedOutPath string
	// Stylesheet is the address of the style of the page; empty is none.
	Stylesheet string
	People     []Person
	// Now is the clock of requests, codes and tokens; nil is the system's.
	Now func() time.Time
}

// Provider is the OpenID provider of the demo.
type Provider struct {
	issuer   string
	clientID string
	key      *rsa.PrivateKey
	handler  http.Handler
}

// New makes a provider with a fresh signing key: what an earlier run signed is
// not accepted any more.
func New(o Options) (*Provider, error) {
	ahead := o.ahead()
	o = o.withDefaults()
	if err := errors.Join(checkLoopback(o.BaseURL), checkLoopback(o.ClientURL)); err != nil {
		return nil, fmt.Errorf("demo sign-in: %w", err)
	}
	issuer := o.BaseURL + o.Prefix
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, fmt.Errorf("demo sign-in: make key: %w", err)
	}
	requests := newRequests(o.Now)
	storage := &storage{requests: requests, people: o.People, key: key, client: &client{
		id: o.ClientID, secret: o.Secret, loginURL: issuer + "/login",
		callback: o.ClientURL + o.CallbackPath, signedOut: o.ClientURL + o.SignedOutPath,
		ahead: ahead,
	}}
	library, err := newLibrary(issuer, storage)
	if err != nil {
		return nil, fmt.Errorf("demo sign-in: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/login", op.NewIssuerInterceptor(library.IssuerFromRequest).Handler(&login{
		requests: requests, people: o.People, stylesheet: o.Stylesheet, home: o.ClientURL + "/",
		next: op.AuthCallbackURL(library),
	}))
	mux.Handle("/", library)
	return &Provider{issuer: issuer, clientID: o.ClientID, key: key, handler: owned(http.StripPrefix(o.Prefix, mux))}, nil
}

// ahead is by how much the system's clock is ahead of the provider's.
func (o Options) ahead() func() time.Duration {
	if o.Now == nil {
		return func() time.Duration { return 0 }
	}
	return func() time.Duration { return time.Since(o.Now()) }
}

func (o Options) withDefaults() Options {
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	if o.ClientURL == "" {
		o.ClientURL = o.BaseURL
	}
	if o.Prefix == "" {
		o.Prefix = DefaultPrefix
	}
	if o.CallbackPath == "" {
		o.CallbackPath = "/auth/callback"
	}
	if o.SignedOutPath == "" {
		o.SignedOutPath = "/signed-out"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// newLibrary lets no other site read an answer; the library's default is every
// site. Its refusals go to slog's default logger: it has no other.
func newLibrary(issuer string, s op.Storage) (*op.Provider, error) {
	config := &op.Config{
		CryptoKeyId: "demo", CodeMethodS256: true, AuthMethodPost: true,
		SupportedUILocales: []language.Tag{language.CanadianFrench, language.MustParse("en-CA")},
		SupportedScopes:    []string{"openid", "profile", "email"},
	}
	if _, err := rand.Read(config.CryptoKey[:]); err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	return op.NewProvider(config, s, op.StaticIssuer(issuer), op.WithAllowInsecure(), op.WithCORSOptions(nil))
}

// Issuer is the provider's name: the base URL and the prefix.
func (p *Provider) Issuer() string { return p.issuer }

// Handler serves everything under the prefix, prefix included in the path.
func (p *Provider) Handler() http.Handler { return p.handler }

// ErrNotLoopback refuses a demo that others could reach.
var ErrNotLoopback = errors.New("loopback only and impossible to enable on any other address")

func checkLoopback(base string) error {
	u, err := url.Parse(base)
	if err != nil {
		return fmt.Errorf("base URL: %w", err)
	}
	ip := net.ParseIP(u.Hostname())
	if u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("base URL %s: %w", base, ErrNotLoopback)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return fmt.Errorf("base URL %s: must be a scheme, a host and a port", base)
	}
	return nil
}

// owned gives the library a request of its own. Web servers on fasthttp lend
// their strings and reuse the memory when the request ends, while the library
// keeps client id, addresses, nonce and challenge until the token request.
func owned(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, err := url.Parse(strings.Clone(r.URL.String()))
		if err != nil {
			http.Error(w, "Bad request / Mauvaise demande", http.StatusBadRequest)
			return
		}
		own := r.WithContext(context.WithoutCancel(r.Context()))
		own.URL, own.RequestURI = u, u.RequestURI()
		own.Host, own.Method = strings.Clone(r.Host), strings.Clone(r.Method)
		own.Header = make(http.Header, len(r.Header))
		for name, values := range r.Header {
			for _, value := range values {
				own.Header.Add(strings.Clone(name), strings.Clone(value))
			}
		}
		own.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, own)
	})
}

const maxBody = 64 << 10 // bytes; a token request has some hundreds
