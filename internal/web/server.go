package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// People keeps the accounts that sign-in makes and reads.
type People interface {
	SignedIn(ctx context.Context, who auth.Identity) (cases.User, error)
	User(ctx context.Context, id cases.UserID) (cases.User, error)
	SetLang(ctx context.Context, id cases.UserID, lang cases.Lang) error
	Record(ctx context.Context, e cases.Event) error
}

// Parts is what a Server is made of.
type Parts struct {
	Book     *cases.Book
	People   People
	Sessions *auth.Sessions
	SignIn   *auth.RelyingParty
	BaseURL  *url.URL
	Marking  cases.Text // the protective marking of letters; empty for none
	Zone     *time.Location
	Log      *slog.Logger
	Version  string
	// TrustedProxies are the addresses whose X-Forwarded-* is believed.
	TrustedProxies []string
	// Rates limit what one account or one address may send in a minute.
	Rates Rates
	// Ready reports whether the casebook can do its work (the database answers).
	Ready func(context.Context) error
	// IsFull and IsBusy tell the store's passing troubles from faults of ours.
	IsFull, IsBusy func(error) bool
	// IsUnsure tells that a change may have been kept or not: the database was
	// lost in the middle of it.
	IsUnsure func(error) bool
	// Changed is called after every change: letters may be waiting.
	Changed func()
	// Demo is the demonstration's own pages; nil outside it.
	Demo *Demo
}

// Demo is what only the demonstration serves.
type Demo struct {
	Prefix   string       // of the provider's pages
	Provider http.Handler // the embedded identity provider
	Letters  func() []DemoLetter
}

// DemoLetter is a letter as it would have been sent.
type DemoLetter struct {
	To, Subject, Text string
	At                time.Time
}

// Server answers requests.
type Server struct {
	Parts
	pages  *pages
	assets *assets
	app    *fiber.App
}

// Limits of a request.
const (
	maxForm      = 4 << 20 // bytes of a form
	maxHead      = 16 << 10
	requestTime  = 15 * time.Second // a request is given up after it
	readTimeout  = 15 * time.Second
	writeTimeout = 60 * time.Second
	idleTimeout  = 60 * time.Second
)

// New makes a server with every route of the table.
func New(p Parts) (*Server, error) {
	a, err := loadAssets()
	if err != nil {
		return nil, err
	}
	pages, err := parsePages(a)
	if err != nil {
		return nil, err
	}
	s := &Server{Parts: p, pages: pages, assets: a}
	s.app = fiber.New(s.settings())
	s.app.Server().Handler = s.refuseUnknownMethods(s.app.Server().Handler)
	s.guard()
	s.mount()
	return s, nil
}

// settings are the start-up settings that design and tests ask for. Immutable
// matters most: without it fiber lends strings that the next request rewrites.
func (s *Server) settings() fiber.Config {
	return fiber.Config{
		AppName:                      "casebook",
		DisableStartupMessage:        true,
		Immutable:                    true,
		CaseSensitive:                true,
		StrictRouting:                true,
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               s.TrustedProxies,
		StreamRequestBody:            true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    maxForm,
		ReadBufferSize:               maxHead,
		ReadTimeout:                  readTimeout,
		WriteTimeout:                 writeTimeout,
		IdleTimeout:                  idleTimeout,
		ErrorHandler:                 s.fail,
	}
}

// refuseUnknownMethods gives our own page to a method that nobody defined;
// fiber would answer before any handler of ours, in plain English words.
func (s *Server) refuseUnknownMethods(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		if slices.Contains(fiber.DefaultMethods, string(ctx.Method())) {
			next(ctx)
			return
		}
		c := s.app.AcquireCtx(ctx)
		defer s.app.ReleaseCtx(c)
		v := visitOf(c)
		v.speak(s.knownLanguage(v))
		if err := s.fail(c, fiber.ErrBadRequest); err != nil {
			ctx.SetStatusCode(fasthttp.StatusBadRequest)
		}
	}
}

// App is the server as fiber runs and tests it.
func (s *Server) App() *fiber.App { return s.app }

// Shutdown lets the requests under way finish, for at most that long.
func (s *Server) Shutdown(within time.Duration) error {
	if err := s.app.ShutdownWithTimeout(within); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
