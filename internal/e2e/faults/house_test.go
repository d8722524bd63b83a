//go:build e2e

package faults_test

import (
	"errors"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/e2e/program"
)

const client = "casebook-faults"

// house is the program with its casebook and the provider it trusts; each can
// be stopped and started again.
type house struct {
	*testing.T
	program  *program.Program
	database []string
	idp      idp
}

// idp is an identity provider that can be down.
type idp struct {
	at     string
	pages  http.Handler
	issuer string
	server *http.Server
}

// newHouse keeps its casebook where the arguments say; nothing runs yet.
func newHouse(t *testing.T, database ...string) *house {
	t.Helper()
	h := &house{T: t, program: program.New(t, database...), database: database}
	h.idp.at = program.FreeAddress(t)
	p, err := provider.New(provider.Options{BaseURL: "http://" + h.idp.at, ClientURL: h.base(), ClientID: client,
		Secret: client, People: demo.People()})
	if err != nil {
		t.Fatal(err)
	}
	h.idp.pages, h.idp.issuer = p.Handler(), p.Issuer()
	t.Cleanup(h.idp.stop)
	return h
}

// begin starts the provider and the program on a casebook of its own.
func begin(t *testing.T) *house {
	t.Helper()
	return beginOn(t, "--data", t.TempDir())
}

// beginOn starts both on the casebook that the arguments name.
func beginOn(t *testing.T, database ...string) *house {
	t.Helper()
	h := newHouse(t, database...)
	h.idp.start(t)
	h.start()
	return h
}

func (h *house) base() string { return h.program.Base }

// data is the folder of the SQLite file.
func (h *house) data() string { return h.database[1] }

func (p *idp) start(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", p.at)
	if err != nil {
		t.Fatal(err)
	}
	p.server = &http.Server{Handler: p.pages, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = p.server.Serve(l) }()
}

func (p *idp) stop() {
	if p.server != nil {
		_ = p.server.Close()
	}
}

// command is the program as the operator of this house would run it.
func (h *house) command(args ...string) *exec.Cmd { return h.program.Command(args...) }

// serving are the arguments of the command that serves.
func (h *house) serving() []string {
	return []string{"serve", "--listen", h.program.At, "--base-url", h.base(), "--oidc-issuer", h.idp.issuer,
		"--oidc-client-id", client, "--oidc-client-secret", client, "--oidc-role-map", demo.RoleMap,
		// Nothing listens at the discard port: letters wait in the outbox.
		"--smtp-host", "127.0.0.1", "--smtp-port", "9", "--smtp-tls", "none"}
}

// start runs the program and waits until it answers.
func (h *house) start() {
	h.Helper()
	h.program.Start(h.serving()...)
}

// await asks again and again until it is so.
func (h *house) await(what string, within time.Duration, isSo func() bool) {
	h.Helper()
	program.Await(h, what, within, isSo)
}

// kill ends the program as a power cut of the process does.
func (h *house) kill() { h.program.Kill() }

// stop ends the program as a service manager does, and tells how long it took.
func (h *house) stop() time.Duration {
	h.Helper()
	return h.program.Stop()
}

// ledgerIsIntact runs the operator's command, beside the program if it runs.
func (h *house) ledgerIsIntact() {
	h.Helper()
	h.program.VerifyLedger()
}

// filings are what was acknowledged: the address of a case for each key.
type filings struct {
	mu  sync.Mutex
	all map[string]string
}

func (f *filings) keep(key, address string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil {
		f.all = map[string]string{}
	}
	if was := f.all[key]; was != "" && was != address {
		return errors.New("one form is two cases")
	}
	f.all[key] = address
	return nil
}

func (f *filings) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.all)
}

// areKept opens every filing, and sends each form again: the answer is the
// first one's.
func (f *filings) areKept(p *person) {
	p.h.Helper()
	for key, address := range f.all {
		a, err := p.file(key, wordOf(key))
		if err != nil || a.location != address {
			p.h.Errorf("the form of %s, sent again: got %d to %q, %v; want %q", key, a.status, a.location, err, address)
		}
		a, err = p.get(strings.TrimSuffix(strings.TrimPrefix(address, p.h.base()), "/received"))
		if err != nil || a.status != http.StatusOK || !strings.Contains(a.body, wordOf(key)) {
			p.h.Errorf("%s was acknowledged and is answered %d, %v", key, a.status, err)
		}
	}
}

func wordOf(key string) string { return "Zword " + key + " end." }

// addresses are the different cases that were filed.
func (f *filings) addresses() map[string]bool {
	all := map[string]bool{}
	for _, a := range f.all {
		all[a] = true
	}
	return all
}
