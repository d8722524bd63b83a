//go:build e2e

package faults_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/demo/provider"
)

const client = "casebook-faults"

// house is the program with its casebook and the provider it trusts; each can
// be stopped and started again.
type house struct {
	*testing.T
	at       string // host:port of the program
	database []string
	idp      idp
	cmd      *exec.Cmd
	log      *output
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
	noteSources(t)
	h := &house{T: t, at: freeAddress(t), database: database, log: &output{}}
	h.idp.at = freeAddress(t)
	p, err := provider.New(provider.Options{BaseURL: "http://" + h.idp.at, ClientURL: h.base(), ClientID: client,
		Secret: client, People: demo.People()})
	if err != nil {
		t.Fatal(err)
	}
	h.idp.pages, h.idp.issuer = p.Handler(), p.Issuer()
	t.Cleanup(func() {
		h.kill()
		h.idp.stop()
		if t.Failed() {
			all := h.log.String()
			t.Logf("the end of the program's log:\n%s", all[max(0, len(all)-2000):])
		}
	})
	return h
}

// begin starts the provider and the program on a casebook of its own.
func begin(t *testing.T) *house {
	t.Helper()
	h := newHouse(t, "--data", t.TempDir())
	h.idp.start(t)
	h.start()
	return h
}

func (h *house) base() string { return "http://" + h.at }

// data is the folder of the SQLite file.
func (h *house) data() string { return h.database[1] }

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

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
func (h *house) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(h.Context(), program, append(args, h.database...)...)
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

func (h *house) serving() *exec.Cmd {
	return h.command("serve", "--listen", h.at, "--base-url", h.base(), "--oidc-issuer", h.idp.issuer,
		"--oidc-client-id", client, "--oidc-client-secret", client, "--oidc-role-map", demo.RoleMap,
		// Nothing listens at the discard port: letters wait in the outbox.
		"--smtp-host", "127.0.0.1", "--smtp-port", "9", "--smtp-tls", "none")
}

// start runs the program and waits until it answers.
func (h *house) start() {
	h.Helper()
	h.cmd = h.serving()
	h.cmd.Stdout, h.cmd.Stderr = h.log, h.log
	if err := h.cmd.Start(); err != nil {
		h.Fatal(err)
	}
	h.await("the program is ready", 30*time.Second, h.isReady)
}

// isReady asks the probe.
func (h *house) isReady() bool {
	ctx, cancel := context.WithTimeout(h.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base()+"/readyz", nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// await asks again and again until it is so.
func (h *house) await(what string, within time.Duration, isSo func() bool) {
	h.Helper()
	late := time.After(within)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !isSo() {
		select {
		case <-again.C:
		case <-late:
			h.Fatalf("%s: not within %s", what, within)
		}
	}
}

// kill ends the program as a power cut of the process does.
func (h *house) kill() {
	if h.cmd == nil {
		return
	}
	_ = h.cmd.Process.Kill()
	_ = h.cmd.Wait()
	h.cmd = nil
}

// stop ends the program as a service manager does, and tells how long it took.
func (h *house) stop() time.Duration {
	h.Helper()
	began := time.Now()
	if err := h.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		h.Fatal(err)
	}
	if err := h.cmd.Wait(); err != nil {
		h.Errorf("asked to end, the program ended with %v", err)
	}
	h.cmd = nil
	return time.Since(began)
}

// ledgerIsIntact runs the operator's command, beside the program if it runs.
func (h *house) ledgerIsIntact() {
	h.Helper()
	out, err := h.command("ledger", "verify").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "intact: ") {
		h.Errorf("ledger verify: got %q, %v; want it intact", out, err)
	}
}

// output is what the program writes; the test reads it while it runs.
type output struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all.String()
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
