//go:build e2e

// Package program starts the built program for tests, as an operator does: it
// knows how to build, start, ask, stop and kill it, and what it wrote. It knows
// nothing of its pages.
package program

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Program is the program at one address, with one casebook. It can be started
// again after it ended, and ends with the test.
type Program struct {
	At   string // host:port on which it listens
	Base string // http://localhost:port, where people reach it
	Log  *Log   // what it wrote since it was first started

	t        testing.TB
	database []string
	running  *os.Process
	ended    chan error // how it ended
}

// New is the program before it runs. The arguments say where its casebook is:
// "--data", folder or "--database", address. Every command is run with them.
func New(t testing.TB, database ...string) *Program {
	t.Helper()
	noteSources(t)
	at := FreeAddress(t)
	p := &Program{t: t, At: at, Base: "http://localhost" + at[strings.LastIndex(at, ":"):], Log: &Log{}, database: database}
	t.Cleanup(func() {
		p.Kill()
		if t.Failed() {
			t.Logf("the end of the program's log:\n%s", p.Log.end(2000))
		}
	})
	return p
}

// Port is the number of the port on which it listens.
func (p *Program) Port() string { return p.At[strings.LastIndex(p.At, ":")+1:] }

// Command is a command of the operator on this casebook, not yet run.
func (p *Program) Command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(p.t.Context(), built, append(args, p.database...)...)
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// Start runs the command that serves, and waits until it is ready.
func (p *Program) Start(args ...string) {
	p.t.Helper()
	cmd := exec.Command(built, append(args, p.database...)...)
	cmd.Stdout, cmd.Stderr = p.Log, p.Log
	if err := cmd.Start(); err != nil {
		p.t.Fatalf("start the program: %v", err)
	}
	p.running, p.ended = cmd.Process, make(chan error, 1)
	go func() { p.ended <- cmd.Wait() }()
	AwaitReady(p.t, p.Base, p.ended)
}

// Stop ends the program as a service manager does. It must end with 0; the
// answer is how long it took.
func (p *Program) Stop() time.Duration {
	p.t.Helper()
	began := time.Now()
	if err := p.running.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatalf("ask the program to end: %v", err)
	}
	if err := <-p.ended; err != nil {
		p.t.Errorf("asked to end, the program ended with %v", err)
	}
	p.running = nil
	return time.Since(began)
}

// Kill ends the program as a power cut does, if it runs.
func (p *Program) Kill() {
	if p.running == nil {
		return
	}
	_ = p.running.Kill()
	<-p.ended
	p.running = nil
}

// HasNoFault fails the test for every fault in the log.
func (p *Program) HasNoFault() {
	p.t.Helper()
	for line := range strings.Lines(p.Log.String()) {
		if strings.Contains(line, "level=ERROR") || strings.Contains(line, `"level":"ERROR"`) {
			p.t.Errorf("the program logged a fault: %s", line)
		}
	}
}

// VerifyLedger runs the operator's command, beside the program if it runs.
func (p *Program) VerifyLedger() {
	p.t.Helper()
	out, err := p.Command("ledger", "verify").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "intact: ") {
		p.t.Errorf("ledger verify: got %q, %v; want it intact", out, err)
	}
}

// built is the binary under test.
var built string

// Main builds the program, runs the tests and removes it. It is called from
// TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(program.Main(m.Run)) }
func Main(run func() int) int {
	folder, err := os.MkdirTemp("", "casebook-program-")
	if err == nil {
		defer os.RemoveAll(folder)
		err = build(folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build the program:", err)
		return 1
	}
	return run()
}
