//go:build e2e

package main

import (
	"context"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/e2e/program"
	"example.org/casebook/internal/mail"
	"example.org/casebook/internal/web"
)

// movableClock is the clock of the whole program while a month is played.
type movableClock struct{ at atomic.Int64 } // Unix, microseconds

func (c *movableClock) now() time.Time       { return time.UnixMicro(c.at.Load()).UTC() }
func (c *movableClock) set(at time.Time)     { c.at.Store(at.UnixMicro()) }
func (c *movableClock) move(d time.Duration) { c.at.Add(d.Microseconds()) }

// toronto is the zone of the office.
var toronto = func() *time.Location {
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		panic(err)
	}
	return zone
}()

// at is a moment of the office: a day and an hour.
func at(day, hour string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hour, toronto)
	if err != nil {
		panic(err)
	}
	return t
}

// running is the program as it serves people: the wiring of demo, with the
// month's people, a real port and letters that go to a real mail server.
type running struct {
	*testing.T
	base    string
	folder  string
	clock   *movableClock
	letters *letterBox
	log     *program.Log
}

// monthOffice promises what the month's bookkeeping counts on.
var monthOffice = func() office {
	o := demoOffice
	o.PromiseDays, o.FollowUpDays = promiseDays, followUpDays
	return o
}()

// start serves the program until the test ends. What it logged is looked at
// then: it must not have met a fault.
func start(t *testing.T, people []provider.Person, begin time.Time) *running {
	t.Helper()
	r := &running{T: t, folder: t.TempDir(), clock: &movableClock{}, letters: openLetterBox(t), log: &program.Log{}}
	r.clock.set(begin)
	clock = r.clock.now
	t.Cleanup(func() { clock = time.Now })
	at := program.FreeAddress(t)
	r.base = "http://" + at
	h := r.house(people)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.serve(ctx, at) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the program ended with %v", err)
		}
		if err := h.store.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	program.AwaitReady(t, r.base, ended)
	return r
}

func (r *running) house(people []provider.Person) house {
	r.Helper()
	log := slog.New(slog.NewJSONHandler(r.log, nil))
	kept, zone, err := database{Data: r.folder, Zone: "America/Toronto"}.open(r.Context(), true)
	r.must(err, "open the database")
	style, err := web.AssetAddress("casebook.css")
	r.must(err, "find the style sheet")
	idp, err := provider.New(provider.Options{BaseURL: r.base, ClientID: demoClient, Secret: demoSecret, Stylesheet: style,
		People: people, Now: r.clock.now})
	r.must(err, "make the identity provider")
	sender, err := mail.NewSMTP(mail.SMTPSettings{Host: "127.0.0.1", Port: r.letters.port, TLS: mail.NoTLS, From: "Casebook <casebook@example.org>"})
	r.must(err, "reach the mail server")
	base, err := url.Parse(r.base)
	r.must(err, "read the address")
	return house{store: kept, zone: zone, office: monthOffice, log: log, sender: sender, signIn: demoSignIn(r.base, idp, log),
		parts: web.Parts{BaseURL: base, Demo: &web.Demo{Prefix: provider.DefaultPrefix + "/", Provider: idp.Handler(),
			Letters: func() []web.DemoLetter { return nil }}}}
}

func (r *running) must(err error, what string) {
	r.Helper()
	if err != nil {
		r.Fatalf("%s: %v", what, err)
	}
}

// received is a letter as it arrived at the mail server.
type received struct{ To, Subject, Text string }

// letterBox is a mail server that keeps every letter.
type letterBox struct {
	port int
	mu   sync.Mutex
	all  []received
	came chan bool
}

func openLetterBox(t *testing.T) *letterBox {
	t.Helper()
	b := &letterBox{came: make(chan bool, 1)}
	server := smtp.NewServer(b)
	server.Domain = "mail.example.org"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.port = listener.Addr().(*net.TCPAddr).Port
	closed := make(chan bool)
	go func() {
		_ = server.Serve(listener) // it ends with its listener
		close(closed)
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-closed
		_ = server.Close()
	})
	return b
}

// NewSession takes another letter.
func (b *letterBox) NewSession(*smtp.Conn) (smtp.Session, error) { return &sending{box: b}, nil }

type sending struct {
	box *letterBox
	to  string
}

func (s *sending) Mail(string, *smtp.MailOptions) error { return nil }
func (s *sending) Reset()                               {}
func (s *sending) Logout() error                        { return nil }
func (s *sending) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return nil
}

func (s *sending) Data(r io.Reader) error {
	m, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	s.box.keep(received{s.to, subject, strings.ReplaceAll(string(body), "\r\n", "\n")})
	return err
}

func (b *letterBox) keep(l received) {
	b.mu.Lock()
	b.all = append(b.all, l)
	b.mu.Unlock()
	select {
	case b.came <- true:
	default:
	}
}

func (b *letterBox) letters() []received {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]received(nil), b.all...)
}

// await waits until so many letters came.
func (b *letterBox) await(n int) []received {
	for limit := time.After(20 * time.Second); ; {
		if all := b.letters(); len(all) >= n {
			return all
		}
		select {
		case <-b.came:
		case <-limit:
			return b.letters()
		}
	}
}
