package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"example.org/casebook/internal/auth"
)

type oidcCommand struct {
	Check oidcCheckCommand `cmd:"" help:"Say what the identity provider offers and which role a sample of claims would give. / Dire ce qu’offre le fournisseur d’identité et quel rôle donnerait un exemple de revendications."`
}

// oidcCheckCommand takes the settings of serve, so that what it finds holds for
// serve in the same environment. It writes nothing anywhere.
type oidcCheckCommand struct {
	baseAddress
	signInSettings
	spoken
	Claims string `help:"Sample of claims, or a decoded ID token (JSON); - for standard input. / Exemple de revendications, ou jeton d’identité décodé (JSON); - pour l’entrée standard." placeholder:"FILE"`
	JSON   bool   `name:"json" help:"One JSON object, for tools. / Un objet JSON, pour des outils."`
}

func (c oidcCheckCommand) Run(ctx context.Context, s *streams) error {
	base, err := parseBaseURL(c.BaseURL)
	if err != nil {
		return err
	}
	settings, err := c.config(base.String(), slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	party, err := auth.NewRelyingParty(settings)
	if err != nil {
		return err
	}
	r := &signInReport{words: c.words(), settings: settings}
	r.addresses(base)
	r.provider(party.Look(ctx))
	r.reads()
	if c.Claims != "" {
		if err := c.sampleInto(r, party); err != nil {
			return err
		}
	}
	if err := r.print(s.out, c.JSON); err != nil {
		return err
	}
	if n := r.troubles(); n > 0 {
		return errors.New(r.words.T("oidc_check.bad", "Count", n))
	}
	return nil
}

// sampleInto reads the sample; what cannot be read as claims is a finding too.
func (c oidcCheckCommand) sampleInto(r *signInReport, party *auth.RelyingParty) error {
	f, err := c.opened(c.Claims)
	if err != nil {
		return err
	}
	defer f.Close()
	claims, err := readClaims(f)
	if err != nil {
		r.add("sample", trouble, "sample_unreadable")
		return nil
	}
	r.sample(party.Rehearse(claims))
	return nil
}

// maxSample is far more than a token that fits into a header.
const maxSample = 1 << 20

var errNoClaims = errors.New("no claims")

// readClaims reads an object of claims, or a decoded ID token as the usual
// tools show it: {header}.{payload}.[…], or {"header": …, "payload": …}. An
// encoded token is not read: it is a credential, and belongs in no file.
func readClaims(in io.Reader) (map[string]any, error) {
	all, err := io.ReadAll(io.LimitReader(in, maxSample))
	if err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	first, rest, err := firstObject(all)
	if err != nil {
		return nil, err
	}
	if payload, ok := first["payload"].(map[string]any); ok {
		return payload, nil
	}
	if _, isHeader := first["alg"]; !isHeader || first["sub"] != nil {
		return first, nil
	}
	claims, _, err := firstObject(bytes.TrimLeft(rest, ". \r\n\t"))
	return claims, err
}

// firstObject reads a JSON object and gives what comes after it.
func firstObject(b []byte) (object map[string]any, rest []byte, err error) {
	decoder := json.NewDecoder(bytes.NewReader(b))
	if err := decoder.Decode(&object); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errNoClaims, err)
	}
	if object == nil { // null
		return nil, nil, errNoClaims
	}
	return object, b[decoder.InputOffset():], nil
}
