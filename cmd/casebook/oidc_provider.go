package main

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// addresses lists what is to be registered at the provider, which compares it
// character by character.
func (r *signInReport) addresses(base *url.URL) {
	for _, a := range []struct{ code, path string }{
		{"redirect", auth.CallbackPath}, {"post_logout", auth.SignedOutPath}, {"back_channel_address", auth.BackChannelPath},
	} {
		r.add("addresses", good, a.code, "Address", r.settings.BaseURL+a.path)
	}
	if base.Scheme == "http" {
		r.add("addresses", note, "base_http")
	}
	if port := base.Port(); base.Host != strings.ToLower(base.Host) || port == "443" && base.Scheme == "https" || port == "80" && base.Scheme == "http" {
		r.add("addresses", note, "base_unusual", "Address", r.settings.BaseURL)
	}
}

// provider lists what was discovered, or why it could not be.
func (r *signInReport) provider(d auth.Discovered, err error) {
	if other, is := auth.OtherIssuer(err); is {
		r.add("provider", trouble, "issuer_other", "Want", r.settings.Issuer, "Found", other)
		return
	}
	if d.Issuer == "" {
		r.add("provider", trouble, "unreachable", "Said", err.Error())
		return
	}
	r.endpoints(d)
	r.keys(d, err)
	r.flow(d)
	r.client(d)
	r.endings(d)
}

func (r *signInReport) endpoints(d auth.Discovered) {
	for _, e := range []struct{ code, address string }{
		{"issuer", d.Issuer}, {"authorization", d.Authorization}, {"token", d.Token}, {"keys", d.Keys},
		{"userinfo", d.UserInfo}, {"end_session", d.EndSession},
	} {
		if e.address == "" {
			r.add("provider", note, e.code+"_none")
			continue
		}
		r.add("provider", good, e.code, "Address", e.address)
	}
}

// keys says whether ID tokens can be verified.
func (r *signInReport) keys(d auth.Discovered, err error) {
	switch {
	case err != nil:
		r.add("provider", trouble, "keys_unreachable", "Said", err.Error())
	case d.SigningKeys == 0:
		r.add("provider", trouble, "keys_empty")
	default:
		r.add("provider", good, "keys_good", "Count", d.SigningKeys)
	}
	switch {
	case len(d.Algorithms) == 0:
		r.add("provider", trouble, "algorithms_unsaid")
	case len(d.Accepted) == 0:
		r.add("provider", trouble, "algorithms_weak", "Announced", d.Algorithms)
	default:
		r.add("provider", good, "algorithms", "Announced", d.Algorithms, "Accepted", d.Accepted)
	}
}

// flow says whether the authorization code flow with PKCE is offered.
func (r *signInReport) flow(d auth.Discovered) {
	r.offered(d.ResponseTypes, "code", "response_type")
	r.offered(d.Scopes, "openid", "openid")
	for _, scope := range r.settings.Scopes {
		if d.Scopes != nil && !slices.Contains(d.Scopes, scope) {
			r.add("provider", note, "scope_missing", "Scope", scope)
		}
	}
	r.offered(d.PKCE, "S256", "pkce")
	if d.Claims != nil && !slices.Contains(d.Claims, "auth_time") {
		r.add("provider", note, "auth_time_unannounced")
	}
}

// offered judges a list of the provider's that must have one item in it; some
// providers do not say.
func (r *signInReport) offered(list []string, item, code string) {
	switch {
	case list == nil:
		r.add("provider", note, code+"_unsaid")
	case slices.Contains(list, item):
		r.add("provider", good, code)
	default:
		r.add("provider", trouble, code+"_missing", "Offered", list)
	}
}

// client says how we prove to be ourselves, never with what.
func (r *signInReport) client(d auth.Discovered) {
	refused := d.ClientMethods != nil && !slices.Contains(d.ClientMethods, "client_secret_basic") &&
		!slices.Contains(d.ClientMethods, "client_secret_post")
	switch {
	case r.settings.ClientSecret == "":
		r.add("provider", note, "client_public", "Client", r.settings.ClientID)
	case refused:
		r.add("provider", trouble, "client_refused", "Client", r.settings.ClientID, "Offered", d.ClientMethods)
	case d.SecretInHeader:
		r.add("provider", good, "client_header", "Client", r.settings.ClientID)
	default:
		r.add("provider", good, "client_form", "Client", r.settings.ClientID)
	}
}

func (r *signInReport) endings(d auth.Discovered) {
	switch {
	case d.BackChannelSession:
		r.add("provider", good, "back_channel_session")
	case d.BackChannel:
		r.add("provider", good, "back_channel")
	default:
		r.add("provider", note, "back_channel_none")
	}
}

// reads lists which claims sign-in reads, and what the settings make of them.
func (r *signInReport) reads() {
	r.add("settings", good, "reads", "Roles", r.settings.RoleClaims)
	if r.settings.TrustUnverifiedEmail {
		r.add("settings", note, "reads_unverified")
	}
	for _, value := range slices.Sorted(maps.Keys(r.settings.RoleMap)) {
		r.add("settings", good, "maps", "Value", value, "Role", r.role(r.settings.RoleMap[value]))
	}
	for _, needed := range []struct {
		role cases.Role
		l    level
		code string
	}{{cases.Advisor, trouble, "no_advisor"}, {cases.Administrator, note, "no_administrator"}} {
		if !slices.Contains(slices.Collect(maps.Values(r.settings.RoleMap)), needed.role) {
			r.add("settings", needed.l, needed.code)
		}
	}
}

func (r *signInReport) role(role cases.Role) string { return r.words.T("role." + role.String()) }
