package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Finish reads what the provider sent back to CallbackPath and says who she is.
// The attempt must come from Sessions.TakeAttempt, which makes it one-time. The
// error is one of ErrUnavailable, ErrDenied, ErrExpired and ErrRejected.
func (rp *RelyingParty) Finish(ctx context.Context, a Attempt, callback url.Values) (Identity, error) {
	p, err := rp.provider.get(ctx)
	if err != nil {
		return Identity{}, err
	}
	code, err := rp.readCallback(p, a, callback)
	if err != nil {
		return Identity{}, err
	}
	ctx = oidc.ClientContext(ctx, rp.client)
	token, err := rp.oauth(p).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return Identity{}, exchangeError(err)
	}
	verified, err := rp.verify(ctx, p, a, token)
	if err != nil {
		return Identity{}, err
	}
	return rp.identify(ctx, p, token, verified)
}

// readCallback checks the address that the browser came back with and returns
// the code in it.
func (rp *RelyingParty) readCallback(p *endpoints, a Attempt, callback url.Values) (string, error) {
	if a.Nonce == "" || a.Verifier == "" || !same(only(callback, "state"), a.State) {
		return "", fmt.Errorf("%w: the state is not the one that was sent", ErrExpired)
	}
	if err := a.checkAge(rp.cfg.Now()); err != nil {
		return "", err
	}
	// RFC 9207: an answer of another provider must not be taken to this one's
	// token endpoint.
	if iss := callback["iss"]; p.SaysIssuer && len(iss) == 0 || len(iss) > 0 && only(callback, "iss") != rp.cfg.Issuer {
		return "", fmt.Errorf("%w: callback of issuer %q", ErrRejected, brief(strings.Join(iss, " ")))
	}
	if callback.Has("error") {
		return "", callbackError(callback)
	}
	code := only(callback, "code")
	if code == "" {
		return "", fmt.Errorf("%w: callback with %d codes", ErrRejected, len(callback["code"]))
	}
	return code, nil
}

// callbackError words an error response (RFC 6749, 4.1.2.1; OpenID Connect
// Core, 3.1.2.6).
func callbackError(callback url.Values) error {
	kind := ErrRejected
	switch callback.Get("error") {
	case "access_denied", "consent_required":
		kind = ErrDenied
	case "server_error", "temporarily_unavailable":
		kind = ErrUnavailable
	}
	return fmt.Errorf("%w: provider answers %q: %q", kind,
		brief(callback.Get("error")), brief(callback.Get("error_description")))
}

// exchangeError tells a code that is no longer good from a provider that is
// down and from one that refuses us. It quotes no body: one may hold tokens.
func exchangeError(err error) error {
	var refused *oauth2.RetrieveError
	var network *url.Error
	switch {
	case errors.As(err, &network), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fmt.Errorf("%w: exchange code: %w", ErrUnavailable, err)
	case !errors.As(err, &refused):
		return fmt.Errorf("%w: exchange code: %s", ErrRejected, brief(err.Error()))
	case refused.Response.StatusCode >= 500 || refused.Response.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("%w: exchange code: %s", ErrUnavailable, refused.Response.Status)
	case refused.ErrorCode == "invalid_grant":
		return fmt.Errorf("%w: exchange code: %q: %q", ErrExpired, refused.ErrorCode, brief(refused.ErrorDescription))
	}
	return fmt.Errorf("%w: exchange code: %s: %q: %q", ErrRejected,
		refused.Response.Status, brief(refused.ErrorCode), brief(refused.ErrorDescription))
}

// only is the value of a parameter that must be there exactly once.
func only(values url.Values, name string) string {
	if v := values[name]; len(v) == 1 {
		return v[0]
	}
	return ""
}

// brief keeps what a stranger wrote from filling the log.
func brief(s string) string {
	const most = 200
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}
