package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/mail"
	"example.org/casebook/internal/search"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/web"
)

type serveCommand struct {
	Listen         string   `help:"Address to listen on. / Adresse d’écoute." default:"127.0.0.1:8080" env:"CASEBOOK_LISTEN"`
	TrustedProxies []string `help:"Addresses of proxies whose X-Forwarded-* is believed. / Adresses des mandataires dont les en-têtes X-Forwarded-* sont crus." env:"CASEBOOK_TRUSTED_PROXIES"`
	Profile        string   `name:"pprof" help:"Loopback address at which developers profile the program (127.0.0.1:6060). / Adresse de bouclage où l’équipe de développement profile le programme (127.0.0.1:6060)." placeholder:"ADDRESS" hidden:""`
	baseAddress
	rates
	database
	office
	signInSettings
	smtpSettings
}

// rates are how much is taken in a minute.
type rates struct {
	MaxChanges int `help:"Changes taken from one account in a minute; 0 takes all. / Modifications acceptées d’un même compte en une minute; 0 les accepte toutes." default:"120" env:"CASEBOOK_MAX_CHANGES"`
	MaxSignIns int `help:"Requests for sign-in and back-channel logout taken from one address in a minute; 0 takes all. / Demandes d’ouverture de session et de déconnexion par le fournisseur acceptées d’une même adresse en une minute; 0 les accepte toutes." default:"600" env:"CASEBOOK_MAX_SIGN_INS"`
}

// baseAddress is where people reach the program.
type baseAddress struct {
	BaseURL string `help:"Address at which people reach it (https://…). / Adresse à laquelle on y accède (https://…)." required:"" env:"CASEBOOK_BASE_URL"`
}

// signInSettings name the identity provider and how its claims become roles.
type signInSettings struct {
	OIDCIssuer           string `name:"oidc-issuer" help:"Issuer of the OpenID Connect provider, exactly as it names itself. / Émetteur du fournisseur OpenID Connect, exactement comme il se nomme." required:"" env:"CASEBOOK_OIDC_ISSUER"`
	OIDCClientID         string `name:"oidc-client-id" help:"Client id at the provider. / Identifiant du client chez le fournisseur." required:"" env:"CASEBOOK_OIDC_CLIENT_ID"`
	OIDCClientSecret     string `name:"oidc-client-secret" help:"Client secret. / Secret du client." env:"CASEBOOK_OIDC_CLIENT_SECRET"`
	OIDCClientSecretFile string `name:"oidc-client-secret-file" help:"File of the client secret. / Fichier du secret du client." env:"CASEBOOK_OIDC_CLIENT_SECRET_FILE" type:"path"`
	OIDCScopes           string `name:"oidc-scopes" help:"Scopes to ask for beside openid. / Portées à demander en plus de openid." default:"profile,email" env:"CASEBOOK_OIDC_SCOPES"`
	OIDCRoleClaims       string `name:"oidc-role-claims" help:"Claims that hold roles, as paths. / Revendications qui portent les rôles, sous forme de chemins." default:"roles,groups,realm_access.roles" env:"CASEBOOK_OIDC_ROLE_CLAIMS"`
	OIDCRoleMap          string `name:"oidc-role-map" help:"Which value of a claim gives which role: Casebook.Advisor=advisor,… / Quelle valeur d’une revendication donne quel rôle : Casebook.Advisor=advisor,…" env:"CASEBOOK_OIDC_ROLE_MAP"`
	AdminMayAdvise       bool   `help:"Let one person be administrator and advisor. / Permettre à une même personne d’administrer et de conseiller." env:"CASEBOOK_ADMIN_MAY_ADVISE"`
	TrustUnverifiedEmail bool   `help:"Send letters to addresses the provider calls unverified (Keycloak with LDAP). / Écrire aux adresses que le fournisseur dit non vérifiées (Keycloak avec LDAP)." env:"CASEBOOK_TRUST_UNVERIFIED_EMAIL"`
}

func (s signInSettings) config(baseURL string, log *slog.Logger) (auth.Config, error) {
	roles, err := auth.ParseRoleMap(s.OIDCRoleMap)
	if err != nil {
		return auth.Config{}, err
	}
	claims, err := auth.ParseRoleClaims(s.OIDCRoleClaims)
	if err != nil {
		return auth.Config{}, err
	}
	password, err := secret(s.OIDCClientSecret, s.OIDCClientSecretFile)
	if err != nil {
		return auth.Config{}, err
	}
	scopes := strings.FieldsFunc(s.OIDCScopes, func(r rune) bool { return r == ',' || r == ' ' })
	return auth.Config{Issuer: s.OIDCIssuer, ClientID: s.OIDCClientID, ClientSecret: password, BaseURL: baseURL,
		Scopes: scopes, RoleClaims: claims, RoleMap: roles, AdminMayAdvise: s.AdminMayAdvise,
		TrustUnverifiedEmail: s.TrustUnverifiedEmail, Now: now, Log: log}, nil
}

// smtpSettings say where letters are handed over; without a host they are
// written to the log.
type smtpSettings struct {
	SMTPHost         string `name:"smtp-host" help:"Mail server; without it no letter leaves, only its reference is logged. / Serveur de courriel; sans lui, aucune lettre ne part, seul son numéro est journalisé." env:"CASEBOOK_SMTP_HOST"`
	SMTPPort         int    `name:"smtp-port" help:"Port of the mail server. / Port du serveur de courriel." default:"587" env:"CASEBOOK_SMTP_PORT"`
	SMTPTLS          string `name:"smtp-tls" help:"Encryption: starttls, implicit, opportunistic or none. / Chiffrement : starttls, implicit, opportunistic ou none." default:"starttls" enum:"starttls,implicit,opportunistic,none" env:"CASEBOOK_SMTP_TLS"`
	SMTPUser         string `name:"smtp-user" help:"User at the mail server. / Nom d’utilisateur au serveur de courriel." env:"CASEBOOK_SMTP_USER"`
	SMTPPassword     string `name:"smtp-password" help:"Password at the mail server. / Mot de passe au serveur de courriel." env:"CASEBOOK_SMTP_PASSWORD"`
	SMTPPasswordFile string `name:"smtp-password-file" help:"File of the password at the mail server. / Fichier du mot de passe au serveur de courriel." env:"CASEBOOK_SMTP_PASSWORD_FILE" type:"path"`
	SMTPFrom         string `name:"smtp-from" help:"Sender of the letters. / Expéditeur des lettres." default:"Casebook <casebook@example.org>" env:"CASEBOOK_SMTP_FROM"`
}

func (s smtpSettings) sender(log *slog.Logger) (mail.Sender, error) {
	if s.SMTPHost == "" {
		return mail.NewLog(log), nil
	}
	password, err := secret(s.SMTPPassword, s.SMTPPasswordFile)
	if err != nil {
		return nil, err
	}
	return mail.NewSMTP(mail.SMTPSettings{Host: s.SMTPHost, Port: s.SMTPPort, TLS: mail.TLS(s.SMTPTLS), User: s.SMTPUser,
		Password: password, From: s.SMTPFrom})
}

func (c serveCommand) Run(ctx context.Context, s *streams) error {
	useMemory(ctx, heapLimit)
	log := slog.New(slog.NewJSONHandler(s.messages, nil))
	base, err := parseBaseURL(c.BaseURL)
	if err != nil {
		return err
	}
	signIn, err := c.config(base.String(), log)
	if err != nil {
		return err
	}
	sender, err := c.sender(log)
	if err != nil {
		return err
	}
	kept, zone, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer kept.Close()
	if err := profileAt(ctx, c.Profile); err != nil {
		return err
	}
	h := house{store: kept, zone: zone, office: c.office, signIn: signIn, sender: sender, log: log,
		parts: web.Parts{BaseURL: base, TrustedProxies: c.TrustedProxies,
			Rates: web.Rates{Changes: c.MaxChanges, Visits: c.MaxSignIns}}}
	return h.serve(ctx, c.Listen)
}

// house is everything that serves people, put together; demo and serve differ
// in what they put in.
type house struct {
	store  *store.Store
	zone   *time.Location
	office office
	signIn auth.Config
	sender mail.Sender
	log    *slog.Logger
	parts  web.Parts
}

// serve answers people until the context ends, then lets what is under way
// finish.
func (h house) serve(ctx context.Context, listen string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", listen, err)
	}
	book, err := newBook(h.store, h.zone, h.office, now)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	background := h.startTasks(ctx, book)
	defer func() { // whatever ends it: the store is closed next
		stop()
		background.Wait()
	}()
	h.parts.Changed = background.wakeDelivery
	server, err := h.server(book)
	if err != nil {
		return err
	}
	h.log.Info("serving", "address", h.parts.BaseURL.String(), "listen", listen, "version", versionText())
	ended := make(chan error, 1)
	go func() { ended <- server.App().Listener(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	h.log.Info("stopping")
	return server.Shutdown(20 * time.Second)
}

func (h house) server(book *cases.Book) (*web.Server, error) {
	party, err := auth.NewRelyingParty(h.signIn)
	if err != nil {
		return nil, err
	}
	p := h.parts
	p.Book, p.People, p.SignIn, p.Log, p.Zone = book, h.store, party, h.log, h.zone
	p.Sessions = auth.NewSessions(h.store, auth.Limits{}, nil)
	p.Version, p.Ready = versionText(), h.store.Check
	p.IsBusy = func(err error) bool { return errors.Is(err, store.ErrBusy) }
	p.IsUnsure = func(err error) bool { return errors.Is(err, store.ErrUnsure) }
	p.IsFull = func(err error) bool { return errors.Is(err, store.ErrFull) }
	p.Marking = h.office.marking()
	return web.New(p)
}

// startTasks starts all background work of the program.
func (h house) startTasks(ctx context.Context, book *cases.Book) tasks {
	clerk := mail.Clerk{
		Office: h.letterHead(book),
		Sender: h.sender, Now: now, Reader: h.reader, Address: book.Address,
	}
	delivery := mail.NewDelivery(h.store, clerk.Post, h.log, time.After)
	sessions := auth.NewSessions(h.store, auth.Limits{}, nil)
	sweep := func() error {
		_, err := sessions.Sweep(ctx, now())
		return errors.Join(err, book.ExpireInvitations(ctx))
	}
	var running sync.WaitGroup
	running.Go(func() { delivery.Run(ctx) })
	running.Go(func() { h.every(ctx, time.Hour, sweep) })
	running.Go(search.Warm) // so that no question waits for it
	running.Go(func() {
		h.sayWhatIsDue(ctx)
		h.store.Tend(ctx, func(err error) { h.log.Error("background task", "error", err) })
	})
	return tasks{&running, delivery.Wake}
}

// sayWhatIsDue says before it is begun that the index is tended to at length.
func (h house) sayWhatIsDue(ctx context.Context) {
	if n, err := h.store.ReindexDue(ctx); err == nil && n > 0 {
		h.log.Warn("a reindex is due and goes on beside the work: until it is done the search may miss cases", "cases", n)
	}
}

// tasks is the background work under way.
type tasks struct {
	*sync.WaitGroup
	wakeDelivery func()
}

func (h house) every(ctx context.Context, d time.Duration, do func() error) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := do(); err != nil {
				h.log.Error("background task", "error", err)
			}
		}
	}
}

// letterHead is how the office signs its letters now.
func (h house) letterHead(book *cases.Book) func(context.Context) (mail.Office, error) {
	return func(ctx context.Context) (mail.Office, error) {
		now, err := book.Settings(ctx)
		return mail.Office{BaseURL: h.parts.BaseURL.String(), Name: now.Contact.Name}, err
	}
}

// reader is the person of a letter, if the case is still hers to know of.
func (h house) reader(ctx context.Context, l cases.Letter) (cases.User, error) {
	u, err := h.store.User(ctx, l.To)
	if err != nil {
		return cases.User{}, err
	}
	c, err := h.store.Case(ctx, l.Case)
	if err != nil {
		return cases.User{}, err
	}
	if c.SideOf(u) == cases.Outside {
		return cases.User{}, cases.ErrNotFound()
	}
	return u, nil
}
