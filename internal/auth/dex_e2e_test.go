//go:build e2e

package auth_test

import (
	"bufio"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// Dex is an independent provider: nobody who wrote casebook wrote it. It signs
// people in with a password form, puts groups into the ID token, and has no
// end_session_endpoint. Its version is fixed in dex.mod.

const dexPassword = "correct horse battery staple"

const dexConfig = `
issuer: http://%[1]s/dex
storage: {type: memory}
web: {http: "%[1]s"}
oauth2: {skipApprovalScreen: true, responseTypes: [code]}
staticClients:
- {id: casebook, secret: s3cret, name: Casebook, redirectURIs: ["%[2]s/auth/callback"]}
enablePasswordDB: true
staticPasswords:
- {email: pat@example.org, username: Pat Example, userID: adv-1, hash: "%[3]s", groups: [casebook-advisors, everybody]}
- {email: emilie@example.org, username: "Émilie Exemple", userID: emp-1, hash: "%[3]s", groups: [everybody]}
`

type dexOffice struct {
	issuer   string
	baseURL  string
	rp       *auth.RelyingParty
	callback *url.URL // the last visit to our callback
	stop     func()
}

func startDex(t *testing.T) *dexOffice {
	t.Helper()
	dir := t.TempDir()
	binary := buildDex(t, dir)
	d := &dexOffice{}
	host := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == auth.CallbackPath {
			d.callback = r.URL
		}
	}))
	t.Cleanup(host.Close)
	address := freeAddress(t)
	d.baseURL, d.issuer = host.URL, "http://"+address+"/dex"

	hash, err := bcrypt.GenerateFromPassword([]byte(dexPassword), bcrypt.DefaultCost)
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "dex.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, dexConfig, address, d.baseURL, hash), 0o600); err != nil {
		t.Fatal(err)
	}
	d.stop = serveDex(t, binary, config)
	awaitListener(t, address)
	d.rp, err = auth.NewRelyingParty(auth.Config{
		Issuer: d.issuer, ClientID: "casebook", ClientSecret: "s3cret", BaseURL: d.baseURL,
		Scopes:  []string{"profile", "email", "groups"},
		RoleMap: map[string]cases.Role{"casebook-advisors": cases.Advisor},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func buildDex(t *testing.T, dir string) string {
	t.Helper()
	binary := filepath.Join(dir, "dex")
	build := exec.CommandContext(t.Context(), "go", "build", "-modfile=dex.mod", "-o", binary, "github.com/dexidp/dex/cmd/dex")
	build.Dir = filepath.Join("..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // the C it has is a store we do not use
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build dex: %v\n%s", err, out)
	}
	return binary
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// awaitListener returns when somebody listens there: Dex says so a moment
// before it does.
func awaitListener(t *testing.T, address string) {
	t.Helper()
	for again := time.Tick(20 * time.Millisecond); ; {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return
		}
		select {
		case <-again:
		case <-t.Context().Done():
			t.Fatalf("nobody listens at %s", address)
		}
	}
}

// serveDex returns when Dex says that it listens.
func serveDex(t *testing.T, binary, config string) func() {
	t.Helper()
	dex := exec.CommandContext(t.Context(), binary, "serve", config)
	dex.Cancel = func() error { return dex.Process.Signal(os.Interrupt) }
	dex.WaitDelay = 10 * time.Second
	log, err := dex.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := dex.Start(); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		said.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "listening on") {
			drained := make(chan struct{})
			go func() { defer close(drained); _, _ = io.Copy(io.Discard, log) }()
			return func() { _ = dex.Cancel(); <-drained; _ = dex.Wait() }
		}
	}
	t.Fatalf("dex did not start: %v\n%s", dex.Wait(), said.String())
	return nil
}

var formAction = regexp.MustCompile(`<form method="post" action="([^"]+)"`)

// signIn fills in Dex's form and returns what our callback was told, if Dex
// sent the browser there.
func (d *dexOffice) signIn(t *testing.T, login, password string) (auth.Attempt, url.Values) {
	t.Helper()
	d.callback = nil
	address, attempt, err := d.rp.Begin(t.Context(), auth.Ask{Lang: cases.French, ReturnTo: "/cases/1"})
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	page, body := visit(t, func() (*http.Response, error) { return browser.Get(address) })
	action := formAction.FindStringSubmatch(body)
	if action == nil {
		t.Fatalf("no form at %s:\n%s", page, body)
	}
	target, err := page.Parse(html.UnescapeString(action[1]))
	if err != nil {
		t.Fatal(err)
	}
	visit(t, func() (*http.Response, error) {
		return browser.PostForm(target.String(), url.Values{"login": {login}, "password": {password}})
	})
	if d.callback == nil {
		return attempt, nil
	}
	return attempt, d.callback.Query()
}

func visit(t *testing.T, do func() (*http.Response, error)) (*url.URL, string) {
	t.Helper()
	resp, err := do()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.Request.URL, string(body)
}

func TestSignInWithDex(t *testing.T) {
	d := startDex(t)

	for _, want := range []auth.Identity{
		{Name: "Pat Example", Email: "pat@example.org", EmailVerified: true, Roles: cases.NewRoles(cases.Advisor)},
		{Name: "Émilie Exemple", Email: "emilie@example.org", EmailVerified: true, Roles: cases.NewRoles()},
	} {
		t.Run(want.Name+" is who Dex says she is", func(t *testing.T) {
			attempt, callback := d.signIn(t, want.Email, dexPassword)
			got, err := d.rp.Finish(t.Context(), attempt, callback)
			if err != nil {
				t.Fatal(err)
			}
			want.Issuer, want.Subject, want.IDToken = d.issuer, got.Subject, got.IDToken
			if got != want || got.Subject == "" {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
			if _, err := d.rp.Finish(t.Context(), attempt, callback); !errors.Is(err, auth.ErrExpired) {
				t.Errorf("code used twice: got %v, want %v", err, auth.ErrExpired)
			}
		})
	}

	t.Run("a wrong password leads nowhere", func(t *testing.T) {
		if _, callback := d.signIn(t, "pat@example.org", "wrong"); callback != nil {
			t.Errorf("came back with %v", callback)
		}
	})

	t.Run("another verifier than the one begun with is refused", func(t *testing.T) {
		attempt, callback := d.signIn(t, "pat@example.org", dexPassword)
		attempt.Verifier = strings.Repeat("v", 43)
		if _, err := d.rp.Finish(t.Context(), attempt, callback); !errors.Is(err, auth.ErrExpired) {
			t.Errorf("got %v, want %v", err, auth.ErrExpired)
		}
	})

	t.Run("a nonce of another attempt is refused", func(t *testing.T) {
		attempt, callback := d.signIn(t, "pat@example.org", dexPassword)
		attempt.Nonce = strings.Repeat("n", 43)
		if _, err := d.rp.Finish(t.Context(), attempt, callback); !errors.Is(err, auth.ErrRejected) {
			t.Errorf("got %v, want %v", err, auth.ErrRejected)
		}
	})

	t.Run("there is nowhere to sign out but here", func(t *testing.T) {
		if address, ok := d.rp.SignOutURL(t.Context(), "token", cases.French); ok {
			t.Errorf("got %s, want none", address)
		}
	})

	t.Run("when it goes down in the middle, it is unavailable", func(t *testing.T) {
		attempt, callback := d.signIn(t, "pat@example.org", dexPassword)
		d.stop()
		if _, err := d.rp.Finish(t.Context(), attempt, callback); !errors.Is(err, auth.ErrUnavailable) {
			t.Errorf("got %v, want %v", err, auth.ErrUnavailable)
		}
	})
}
