package auth

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
)

// The paths that the provider sends people back to; both must be registered
// there, after the base URL.
const (
	CallbackPath  = "/auth/callback"
	SignedOutPath = "/signed-out"
)

// DefaultRoleClaims are the claims read when none are configured: Entra app
// roles, the usual name for groups, Keycloak's realm roles.
func DefaultRoleClaims() []string { return []string{"roles", "groups", "realm_access.roles"} }

// DefaultScopes are asked for beside "openid" when none are configured.
func DefaultScopes() []string { return []string{"profile", "email"} }

// Config says which identity provider is trusted, and for what.
type Config struct {
	// Issuer is the one issuer accepted, compared byte for byte with what the
	// provider and its tokens say. https, or http on a loopback address.
	Issuer string
	// ClientID and ClientSecret are ours at the provider. An empty secret is a
	// public client, which PKCE alone protects.
	ClientID, ClientSecret string
	// BaseURL is where people reach casebook, without a trailing slash.
	BaseURL string
	// Scopes are asked for beside "openid"; nil is DefaultScopes.
	Scopes []string
	// RoleClaims are the claims that carry roles, as dotted paths; nil is
	// DefaultRoleClaims. RoleMap turns their values into roles; a value that is
	// not in it gives nothing.
	RoleClaims []string
	RoleMap    map[string]cases.Role
	// AdminMayAdvise allows administrator and advisor in one person. Without it
	// somebody with both gets neither: an administrator must not read cases, and
	// guessing which half was the mistake would be guessing about rights.
	AdminMayAdvise bool
	// TrustUnverifiedEmail keeps an address that the provider itself marks as
	// not verified. Letters go to it, so the default is to drop it.
	TrustUnverifiedEmail bool
	// HTTPClient talks to the provider; nil is a plain client. Its redirects are
	// never followed, and its answers are limited in time and size.
	HTTPClient *http.Client
	// Now is the clock; nil is the system's. Random is the source of state,
	// nonce and verifier; nil is crypto/rand.
	Now    func() time.Time
	Random io.Reader
	// Log receives what an operator should know about a sign-in that succeeded;
	// nil is silence. Refusals are returned, not logged.
	Log *slog.Logger
}

func (c Config) check() error {
	issuer, err := secureURL(c.Issuer)
	switch {
	case err != nil:
		return fmt.Errorf("issuer: %w", err)
	case issuer.RawQuery != "" || issuer.Fragment != "":
		return fmt.Errorf("issuer %s: must have neither query nor fragment", c.Issuer)
	case forEverybody(issuer):
		return fmt.Errorf("issuer %s: serves every tenant; name the one of your organization", c.Issuer)
	case c.ClientID == "":
		return errors.New("client id: must not be empty")
	}
	if _, err := secureURL(c.BaseURL); err != nil {
		return fmt.Errorf("base URL: %w", err)
	}
	if strings.HasSuffix(c.BaseURL, "/") {
		return fmt.Errorf("base URL %s: must not end with a slash", c.BaseURL)
	}
	return nil
}

// forEverybody recognises Entra's multi-tenant endpoints, where anybody's own
// tenant can make up the subject and roles it likes.
func forEverybody(issuer *url.URL) bool {
	tenant, _, _ := strings.Cut(strings.TrimPrefix(issuer.Path, "/"), "/")
	return slices.Contains([]string{"common", "organizations", "consumers", "{tenantid}"}, tenant)
}

// secureURL parses an address that secrets travel to: https, or http to this
// machine alone.
func secureURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return nil, fmt.Errorf("parse address: %w", err)
	case u.Host == "" || u.User != nil:
		return nil, fmt.Errorf("%q is not an absolute address", s)
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return u, nil
	}
	return nil, fmt.Errorf("%q must be https (http only on a loopback address)", s)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// ParseRoleClaims reads a list of claim paths as configuration gives it:
// "roles,groups,realm_access.roles". Empty is DefaultRoleClaims.
func ParseRoleClaims(s string) ([]string, error) {
	if strings.TrimSpace(s) == "" {
		return DefaultRoleClaims(), nil
	}
	paths := splitList(s)
	if slices.Contains(paths, "") {
		return nil, fmt.Errorf("role claims %q: a name is missing between two commas", s)
	}
	return paths, nil
}

// ParseRoleMap reads what values of the claims mean, as configuration gives it:
// "Casebook.Advisor=advisor,Casebook.Admin=administrator". The last "=" of an
// item separates, and "\," is a comma of the value, so that a directory name
// such as CN=Advisors\,OU=Ethics can be a value.
func ParseRoleMap(s string) (map[string]cases.Role, error) {
	roles := map[string]cases.Role{}
	if strings.TrimSpace(s) == "" {
		return roles, nil
	}
	for _, item := range splitList(s) {
		at := strings.LastIndex(item, "=")
		if at < 1 {
			return nil, fmt.Errorf("role map: %q is not of the form value=role", item)
		}
		value, name := strings.TrimSpace(item[:at]), strings.TrimSpace(item[at+1:])
		role, ok := cases.ParseRole(name)
		if !ok {
			return nil, fmt.Errorf("role map: %q: there is no role %q (employee, advisor, administrator, auditor)", item, name)
		}
		if before, twice := roles[value]; twice && before != role {
			return nil, fmt.Errorf("role map: %q is given two roles, %s and %s", value, before, role)
		}
		roles[value] = role
	}
	return roles, nil
}

// splitList splits at commas that no backslash protects, and trims the items.
func splitList(s string) []string {
	const escaped = "\x00"
	items := strings.Split(strings.ReplaceAll(s, `\,`, escaped), ",")
	for i, item := range items {
		items[i] = strings.TrimSpace(strings.ReplaceAll(item, escaped, ","))
	}
	return items
}
