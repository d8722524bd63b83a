package auth

import "slices"

// Rehearsal is what a sign-in with these claims would lead to, and why.
type Rehearsal struct {
	Identity
	Values       []RoleValue // everything that could have given a role
	HasRoleClaim bool        // one of the role claims is there, if only empty
	NoLetters    EmailFault  // why letters could not go to her
	Faults       []ClaimFault
}

// ClaimFault is a claim for which a sign-in would be refused, or that cannot be
// read.
type ClaimFault string

// The claims that a sample can have wrong. FaultAuthTime alone refuses nobody
// at sign-in: nobody is then fresh enough for an act that asks for it.
const (
	FaultIssuer   ClaimFault = "issuer"
	FaultSubject  ClaimFault = "subject"
	FaultAudience ClaimFault = "audience"
	FaultParty    ClaimFault = "party"
	FaultAuthTime ClaimFault = "auth_time"
)

// Rehearse reads claims as sign-in would read those of an ID token. Nothing
// proves a sample, so what only a fresh and signed token has is not asked for:
// signature, nonce, times. A claim that is missing from it is no fault.
func (rp *RelyingParty) Rehearse(claims map[string]any) Rehearsal {
	subject, _ := claims["sub"].(string)
	said := sources{claims}
	r := Rehearsal{
		Identity: rp.read(said, verifiedToken{subject: subject, claims: claims}),
		Values:   rp.roleValues(claims), HasRoleClaim: rp.hasRoleClaim(claims), Faults: rp.faults(claims),
	}
	_, _, r.NoLetters = rp.email(said)
	return r
}

func (rp *RelyingParty) faults(claims map[string]any) (out []ClaimFault) {
	if issuer, has := claims["iss"]; has && issuer != rp.cfg.Issuer {
		out = append(out, FaultIssuer)
	}
	if subject, has := claims["sub"]; has {
		if s, _ := subject.(string); !isSubject(s) {
			out = append(out, FaultSubject)
		}
	}
	if aud, has := claims["aud"]; has {
		audience := values(aud)
		if !slices.Contains(audience, rp.cfg.ClientID) {
			out = append(out, FaultAudience)
		}
		if rp.checkParty(audience, claims) != nil {
			out = append(out, FaultParty)
		}
	}
	if _, has := claims["auth_time"]; has && rp.authTime(claims).IsZero() {
		out = append(out, FaultAuthTime)
	}
	return out
}
