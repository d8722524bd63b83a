package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// house is the real program serving one casebook, the bare server beside it and
// the people who ask both.
type house struct {
	setting
	corpus    corpus
	database  place
	program   *process
	bare      *process
	employees []*client
	advisors  []*client
	strangers []*client // of the bare server
	cases     []string
	notice    string
	run       int
}

// place is where a casebook is kept: a folder of SQLite or an address.
type place struct{ folder, url string }

func (p place) sqlite() string { return filepath.Join(p.folder, "casebook.db") }

func (p place) dsn() string {
	if p.url != "" {
		return p.url
	}
	return p.sqlite()
}

func (h *house) employed() []*client { return h.employees }
func (h *house) advising() []*client { return h.advisors }

// pids are the processes whose work a page costs: the program's and, with
// PostgreSQL, the database's.
func (h *house) pids() []int {
	return append([]int{h.program.cmd.Process.Pid}, h.databasePids()...)
}

func (h *house) arguments() []string {
	args := []string{"serve", "--listen", h.address(), "--base-url", "http://" + h.address(),
		"--oidc-issuer", h.issuer(), "--oidc-client-id", clientID, "--oidc-client-secret", clientSecret,
		"--oidc-role-map", roleMap, "--max-changes", "0", "--max-sign-ins", "0"}
	if h.profile {
		args = append(args, "--pprof", h.profileAddress())
	}
	if h.database.url != "" {
		return append(args, "--database", h.database.url)
	}
	return append(args, "--data", h.database.folder)
}

// begin starts the program and waits until it listens.
func (h *house) begin() (err error) {
	h.program, err = start(filepath.Join(h.folder, "program.log"), h.programFile, h.arguments()...)
	if err != nil {
		return err
	}
	return h.await(h.address())
}

func (h *house) await(address string) error {
	for late := time.Now().Add(time.Minute); time.Now().Before(late); time.Sleep(2 * time.Millisecond) {
		c, err := net.Dial("tcp", address)
		if err == nil {
			return c.Close()
		}
	}
	return fmt.Errorf("nothing listens at %s: see %s", address, h.folder)
}

// move signs everybody in and learns what the load needs.
func (h *house) move() (err error) {
	if h.employees, h.advisors, err = signInAll(h.address()); err != nil {
		return err
	}
	a, err := h.employees[0].get("/ask")
	if err != nil {
		return err
	}
	found := noticeField.FindSubmatch(a.body)
	if found == nil {
		return errors.New("the form names no notice")
	}
	h.notice = string(found[1])
	const sample = 400
	for i := range sample {
		h.cases = append(h.cases, string(h.corpus.idOf(i*h.size/sample)))
	}
	return nil
}

var noticeField = regexp.MustCompile(`name="notice" value="([^"]+)"`)

// beginBare starts the bare server beside the program.
func (h *house) beginBare() (err error) {
	h.bare, err = start(filepath.Join(h.folder, "bare.log"), h.ourselves, "-serve-bare", h.bareAddress(), "-bare-database", h.database.dsn())
	if err != nil {
		return err
	}
	for range len(h.employees) {
		h.strangers = append(h.strangers, &client{address: h.bareAddress()})
	}
	return h.await(h.bareAddress())
}

// starts measures from the start of the process to the whole first page of a
// person whose session is kept: the middle of five.
func (h *house) starts() (time.Duration, error) {
	var took []time.Duration
	for range 5 {
		if err := h.program.stop(); err != nil {
			return 0, err
		}
		h.employees[0].close()
		began := time.Now()
		if err := h.begin(); err != nil {
			return 0, err
		}
		a, err := h.employees[0].get("/")
		if err != nil || a.status != http.StatusOK {
			return 0, fmt.Errorf("first page: got status %d, %w", a.status, err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}

// end stops both servers.
func (h *house) end() error {
	for _, c := range slices.Concat(h.employees, h.advisors, h.strangers) {
		c.close()
	}
	var all []error
	for _, p := range []*process{h.program, h.bare} {
		if p != nil {
			all = append(all, p.stop())
		}
	}
	return errors.Join(all...)
}
