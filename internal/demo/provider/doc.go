// Package provider is the OpenID provider of the demo: a real one (authorization
// code, PKCE and nonce required, end of session) whose only credential is
// picking a person from a list. It knows invented people and one client; it
// refuses any address that is not this machine, and there is no option to lift
// that. It knows nothing of casebook's sessions or cases.
package provider
