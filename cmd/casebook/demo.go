package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/mail"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/web"
)

type demoCommand struct {
	Port  int    `help:"Port on this machine. / Port sur cet ordinateur." default:"8080" env:"CASEBOOK_DEMO_PORT"`
	Data  string `help:"Folder in which the demonstration keeps its data. / Dossier où la démonstration conserve ses données." default:"casebook-demo" env:"CASEBOOK_DEMO_DATA" type:"path"`
	Fresh bool   `help:"Throw away what earlier demonstrations kept, and start anew. / Jeter ce que les démonstrations précédentes ont conservé, et recommencer."`
}

// demoSecret is no secret: client and provider are the same program, and both
// answer on the loopback address only.
const (
	demoClient = "casebook-demo"
	demoSecret = "casebook-demo"
)

// demoOffice is an invented office.
var demoOffice = office{
	OfficeNameEn: "Values and Ethics Office", OfficeNameFr: "Bureau des valeurs et de l’éthique",
	OfficePhone: "613-555-0142", OfficeEmail: "values.valeurs@example.org",
	OfficeHoursEn: "Monday to Friday, 8:30 to 16:30", OfficeHoursFr: "Du lundi au vendredi, de 8 h 30 à 16 h 30",
	MarkingEn: "Protected B", MarkingFr: "Protégé B",
	PromiseDays: 5, FollowUpDays: 30,
}

func (c demoCommand) Run(ctx context.Context, s *streams) error {
	log := slog.New(slog.NewTextHandler(s.messages, &slog.HandlerOptions{Level: slog.LevelInfo}))
	if c.Fresh {
		if err := forget(c.Data); err != nil {
			return err
		}
	}
	kept, zone, err := database{Data: c.Data, Zone: "America/Toronto"}.open(ctx, true)
	if err != nil {
		return err
	}
	defer kept.Close()
	base := &url.URL{Scheme: "http", Host: fmt.Sprintf("localhost:%d", c.Port)}
	idp, err := newDemoProvider(base.String())
	if err != nil {
		return err
	}
	if err := c.fill(ctx, kept, zone, idp.Issuer(), s); err != nil {
		return err
	}
	letters := mail.NewLog(log)
	h := house{store: kept, zone: zone, office: demoOffice, log: log, sender: letters, signIn: demoSignIn(base.String(), idp, log),
		parts: web.Parts{BaseURL: base, Rates: web.Rates{Changes: 120, Visits: 600}, Demo: &web.Demo{Prefix: provider.DefaultPrefix + "/", Provider: idp.Handler(),
			Letters: func() []web.DemoLetter { return demoLetters(letters) }}}}
	fmt.Fprintf(s.messages, "The demonstration is at %s\nIt keeps its data in %s (start anew with --fresh)\n", base, c.Data)
	return h.serve(ctx, net.JoinHostPort("127.0.0.1", fmt.Sprint(c.Port)))
}

// forget removes the files of an earlier demonstration, and nothing else that
// may lie in the folder.
func forget(folder string) error {
	for _, pattern := range []string{"casebook.db*", "casebook.lock"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := os.Remove(f); err != nil {
				return fmt.Errorf("start anew: %w", err)
			}
		}
	}
	return nil
}

func newDemoProvider(base string) (*provider.Provider, error) {
	style, err := web.AssetAddress("casebook.css")
	if err != nil {
		return nil, err
	}
	return provider.New(provider.Options{BaseURL: base, ClientID: demoClient, Secret: demoSecret,
		CallbackPath: auth.CallbackPath, SignedOutPath: auth.SignedOutPath, Stylesheet: style, People: demo.People()})
}

// demoSignIn asks the provider inside the program, without a socket.
func demoSignIn(base string, idp *provider.Provider, log *slog.Logger) auth.Config {
	roles, err := auth.ParseRoleMap(demo.RoleMap)
	if err != nil {
		panic(err) // the program itself is wrong; a test reads it too
	}
	return auth.Config{Issuer: idp.Issuer(), ClientID: demoClient, ClientSecret: demoSecret, BaseURL: base,
		RoleMap: roles, HTTPClient: &http.Client{Transport: idp.Transport()}, Now: now, Log: log}
}

// fill fills an empty casebook with the invented people's cases.
func (c demoCommand) fill(ctx context.Context, kept *store.Store, zone *time.Location, issuer string, s *streams) error {
	some, err := kept.Latest(ctx, 0, 1)
	if err != nil || len(some) > 0 {
		return err
	}
	fmt.Fprintln(s.messages, "Filling the demonstration with invented cases …")
	cast := map[string]cases.User{}
	for _, p := range demo.People() {
		locale, _ := cases.ParseLang(p.Locale[:2])
		u, err := kept.SignedIn(ctx, auth.Identity{Issuer: issuer, Subject: p.ID, Name: p.Name, Email: p.Email, EmailVerified: true,
			Locale: locale, Roles: demo.RolesOf(p)})
		if err != nil {
			return err
		}
		cast[p.ID] = u
	}
	clock := &demo.Clock{}
	book, err := newBook(kept, zone, demoOffice, clock.Now)
	if err != nil {
		return err
	}
	return demo.Fill(ctx, book, clock, cast, now())
}

func demoLetters(l *mail.Log) []web.DemoLetter {
	var out []web.DemoLetter
	for _, e := range l.Recent() {
		out = append(out, web.DemoLetter{To: e.To, Subject: e.Subject, Text: e.Text, At: e.At})
	}
	return out
}
