//go:build e2e

package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/e2e/browser"
)

// site is a running demonstration with a fresh database.
type site struct {
	base string // http://localhost:port
	data string // its folder
	log  *output
}

// serve runs the demonstration until the test ends. It must end by itself when
// asked to, and must not have logged a fault.
func serve(t *testing.T) *site {
	t.Helper()
	noteSources(t)
	port := freePort(t)
	s := &site{base: fmt.Sprintf("http://localhost:%d", port), data: t.TempDir(), log: &output{}}
	cmd := exec.Command(program, "demo", "--fresh", "--port", fmt.Sprint(port), "--data", s.data)
	cmd.Stdout, cmd.Stderr = s.log, s.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Errorf("ask the program to end: %v", err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("the program ended with %v; its log:\n%s", err, s.log)
		}
		for line := range strings.Lines(s.log.String()) {
			if strings.Contains(line, "level=ERROR") {
				t.Errorf("the program logged a fault: %s", line)
			}
		}
	})
	s.awaitReady(t)
	return s
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func (s *site) awaitReady(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(30 * time.Millisecond)
	defer again.Stop()
	for !s.isReady(ctx) {
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatalf("the program is not ready; its log:\n%s", s.log)
		}
	}
}

func (s *site) isReady(ctx context.Context) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/readyz", nil)
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

// verifyLedger runs the operator's command beside the serving program.
func (s *site) verifyLedger(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, "ledger", "verify", "--data", s.data).CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "intact: ") {
		t.Errorf("ledger verify: got %q, %v; want it intact", out, err)
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

// signIn signs a person in through the provider's page, in the language, and
// ends on the page of that path.
func (s *site) signIn(t *testing.T, p *browser.Page, person, lang, path string) {
	t.Helper()
	p.Visit(t, s.base+"/auth/sign-in?lang="+lang)
	p.Click(t, fmt.Sprintf("button[value=%q]", person))
	// The account keeps its own language; this chooses another.
	p.Visit(t, s.base+"/?switch="+lang)
	if got := p.Visit(t, s.base+path); got != http.StatusOK {
		t.Fatalf("%s opens %s: got status %d, want 200", person, path, got)
	}
}

// signOut signs out by the menu.
func signOut(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Tick(t, ".menu summary")
	p.Click(t, `form[action="/sign-out"] button`)
}

// addresses finds the cases of the demonstration's stories, by the number of
// the situation ("s64"), as an advisor finds them: on the queue.
func (s *site) addresses(t *testing.T, advisor *browser.Page) map[string]string {
	t.Helper()
	bySubject := map[string]string{}
	for _, view := range []string{"waiting", "employee", "answered"} {
		advisor.Visit(t, s.base+"/queue?view="+view)
		for subject, href := range browser.Read[map[string]string](t, advisor, queueLinks) {
			bySubject[subject] = href
		}
	}
	found := map[string]string{}
	for _, line := range demo.Situations() {
		if href := bySubject[line.Subject]; href != "" {
			found[line.ExternalID] = href
		}
	}
	return found
}

const queueLinks = `Object.fromEntries([...document.querySelectorAll(".q-subject a")].map(a => [a.textContent, a.getAttribute("href")]))`
