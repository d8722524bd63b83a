package auth

import "strings"

// withholdsGroups recognises that the provider had too many groups to send
// (Entra ID: more than 200 in a token). It then names the claim in _claim_names
// and where it could be fetched (OpenID Connect Core, 5.6.2), or only says
// hasgroups. We do not fetch: that would need rights to the whole directory.
// She is given what the claims that did come say, and no more; the remedy is
// application roles, of which there are never too many.
func (rp *RelyingParty) withholdsGroups(claims map[string]any) bool {
	elsewhere, _ := claims["_claim_names"].(map[string]any)
	for _, path := range rp.cfg.RoleClaims {
		first, _, _ := strings.Cut(path, ".")
		if _, named := elsewhere[first]; named {
			return true
		}
		if says := claims["hasgroups"]; path == "groups" && (says == true || says == "true") {
			return true
		}
	}
	return false
}
