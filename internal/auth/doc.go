// Package auth proves who someone is: it sends her to the identity provider
// (OpenID Connect Core 1.0, authorization code with PKCE, state and nonce), reads
// the answer, turns claims into roles, and keeps the session that follows. It
// refuses to know what anybody may do (that is cases), what a cookie or a page
// looks like (web), and how a session is stored (store implements SessionStore).
//
// go-oidc verifies the signature, issuer, audience and expiry of a token and
// leaves the rest to its caller; the rest is in idtoken.go.
package auth
