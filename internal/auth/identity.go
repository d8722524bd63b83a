package auth

import (
	"context"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"

	"golang.org/x/oauth2"

	"example.org/casebook/internal/cases"
)

// Identity is who the provider says she is. An account's key is Issuer and
// Subject together, never the e-mail address: addresses are reassigned.
type Identity struct {
	Issuer, Subject string
	Name            string     // for display; empty when nothing usable was given
	Email           string     // where letters go; empty when none, or not verified
	EmailVerified   bool       // the provider says in so many words that it is
	Locale          cases.Lang // her language at the provider; empty when neither of ours
	Roles           cases.Roles
	// RolesWithheld: she is mapped to administrator and to advisor, which needs
	// Config.AdminMayAdvise; she was given neither.
	RolesWithheld bool
	// GroupsWithheld: she is in more groups than the provider sends, so that
	// claims which could hold a role did not come. Roles come from what did.
	GroupsWithheld bool
	IDToken        string // as received, for SignOutURL
	SID            string // the provider's session; may be empty
	// AuthTime is when she proved to the provider who she is; zero when it does
	// not say.
	AuthTime time.Time
}

func (rp *RelyingParty) identify(ctx context.Context, p *endpoints, token *oauth2.Token, v verifiedToken) (Identity, error) {
	said := sources{v.claims}
	if p.UserInfoURL != "" && rp.wantsMore(v.claims) {
		more, err := rp.userInfo(ctx, p, token, v.subject)
		if err != nil {
			return Identity{}, err
		}
		said = append(said, more)
	}
	return rp.read(said, v), nil
}

// read makes an identity of what the sources said, the ID token first.
func (rp *RelyingParty) read(said sources, v verifiedToken) Identity {
	roles, withheld := rp.roles(v.subject, rp.roleSource(said))
	email, verified, _ := rp.email(said)
	return Identity{
		Issuer: rp.cfg.Issuer, Subject: v.subject,
		Name: said.displayName(), Email: email, EmailVerified: verified, Locale: said.locale(),
		Roles: roles, RolesWithheld: withheld,
		IDToken: v.raw, SID: sources{v.claims}.text("sid"), AuthTime: rp.authTime(v.claims),
		GroupsWithheld: rp.withholdsGroups(v.claims),
	}
}

// authTime reads when the provider saw her. A moment that is not in the past
// was not read off a clock, and makes nobody fresh.
func (rp *RelyingParty) authTime(claims map[string]any) time.Time {
	at, has := claims["auth_time"].(float64)
	if !has {
		return time.Time{}
	}
	seen := moment(time.Unix(int64(at), 0))
	if at <= 0 || seen.After(rp.cfg.Now().Add(clockSkew)) {
		return time.Time{}
	}
	return seen
}

func (rp *RelyingParty) wantsMore(claims map[string]any) bool {
	said := sources{claims}
	return !rp.hasRoleClaim(claims) || said.text("name") == "" || said.text("email") == ""
}

// roleSource is the first source with a role claim, alone: a list that the ID
// token carries, even an empty one, is not added to.
func (rp *RelyingParty) roleSource(said sources) map[string]any {
	for _, claims := range said {
		if rp.hasRoleClaim(claims) {
			return claims
		}
	}
	return nil
}

func (rp *RelyingParty) hasRoleClaim(claims map[string]any) bool {
	for _, path := range rp.cfg.RoleClaims {
		if _, has := lookup(claims, path); has {
			return true
		}
	}
	return false
}

// userInfo asks the userinfo endpoint. An answer about somebody else rejects
// the sign-in (Core, 5.3.2). No answer does not: the ID token has said who she
// is, and without the rest she is an employee, never more.
func (rp *RelyingParty) userInfo(ctx context.Context, p *endpoints, token *oauth2.Token, subject string) (map[string]any, error) {
	info, err := p.Provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		rp.cfg.Log.WarnContext(ctx, "userinfo endpoint did not answer; going on with the ID token alone", "error", brief(err.Error()))
		return nil, nil
	}
	var claims map[string]any
	if err := info.Claims(&claims); err != nil {
		return nil, fmt.Errorf("%w: read userinfo: %w", ErrRejected, err)
	}
	if sub, _ := claims["sub"].(string); sub != subject {
		return nil, fmt.Errorf("%w: userinfo is about another subject", ErrRejected)
	}
	return claims, nil
}

// roles turns claims into a set. No match is an employee, never more.
func (rp *RelyingParty) roles(subject string, claims map[string]any) (cases.Roles, bool) {
	var found []cases.Role
	for _, v := range rp.roleValues(claims) {
		if v.Known {
			found = append(found, v.Role)
		}
	}
	set := cases.NewRoles(found...)
	if rp.cfg.AdminMayAdvise || !set.Has(cases.Administrator) || !set.Has(cases.Advisor) {
		return set, false
	}
	rp.cfg.Log.Warn("mapped to both administrator and advisor, so given neither; allow it in the configuration or mend the groups", "subject", subject)
	return set &^ cases.Roles(cases.Administrator|cases.Advisor), true
}

// RoleValue is a value of a claim that could hold a role.
type RoleValue struct {
	Claim, Value string
	Role         cases.Role // what the role map gives for it
	Known        bool       // the role map has it; else it gives nothing
}

func (rp *RelyingParty) roleValues(claims map[string]any) (out []RoleValue) {
	for _, path := range rp.cfg.RoleClaims {
		value, _ := lookup(claims, path)
		for _, s := range values(value) {
			role, known := rp.cfg.RoleMap[s]
			out = append(out, RoleValue{path, s, role, known})
		}
	}
	return out
}

// lookup finds a claim by its dotted path. A claim whose own name has dots in
// it ("https://example.org/roles") wins over the path, at every level.
func lookup(claims map[string]any, path string) (any, bool) {
	if v, ok := claims[path]; ok {
		return v, true
	}
	for i, r := range path {
		if r != '.' {
			continue
		}
		inner, _ := claims[path[:i]].(map[string]any)
		if v, ok := lookup(inner, path[i+1:]); ok {
			return v, true
		}
	}
	return nil, false
}

// values reads a string or an array of strings. A string is one value, spaces
// and all: half of a group's name must not match.
func values(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// sources are claims in the order in which they are believed: the ID token,
// then userinfo.
type sources []map[string]any

// text is the first non-empty string under the name.
func (said sources) text(name string) string {
	for _, claims := range said {
		if s, _ := claims[name].(string); s != "" {
			return s
		}
	}
	return ""
}

func (said sources) displayName() string {
	full := said.text("given_name") + " " + said.text("family_name")
	for _, name := range []string{said.text("name"), full, said.text("preferred_username"), said.text("email")} {
		if name = legible(name); name != "" {
			return name
		}
	}
	return ""
}

// locale reads "fr-CA" or "fr_CA" as French.
func (said sources) locale() cases.Lang {
	tag := strings.ToLower(strings.ReplaceAll(said.text("locale"), "_", "-"))
	language, _, _ := strings.Cut(tag, "-")
	lang, _ := cases.ParseLang(language)
	return lang
}

// EmailFault is why letters cannot go to the address of the claims; empty when
// they can.
type EmailFault string

// What can be the matter with an address.
const (
	EmailMissing    EmailFault = "missing"
	EmailUnverified EmailFault = "unverified" // see Config.TrustUnverifiedEmail
	EmailMalformed  EmailFault = "malformed"
)

// email is the first address given, if letters can go to it. Whether it is
// verified is for the source that gave it to say.
func (rp *RelyingParty) email(said sources) (address string, isVerified bool, fault EmailFault) {
	for _, claims := range said {
		s, _ := claims["email"].(string)
		if s == "" {
			continue
		}
		verified := claims["email_verified"]
		if (verified == false || verified == "false") && !rp.cfg.TrustUnverifiedEmail {
			rp.cfg.Log.Warn("the provider marks the e-mail address as not verified; no letters will be sent")
			return "", false, EmailUnverified
		}
		if parsed, err := mail.ParseAddress(s); err != nil || parsed.Address != s {
			return "", false, EmailMalformed
		}
		return s, verified == true || verified == "true", ""
	}
	return "", false, EmailMissing
}

// legible drops what would let a name disturb the line it stands in: controls
// and the marks that reverse the direction of text.
func legible(name string) string {
	const most = 200
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, name)
	runes := []rune(strings.Join(strings.Fields(clean), " "))
	return string(runes[:min(len(runes), most)])
}
