//go:build e2e

// Package pgtest lends tests a PostgreSQL of their own: a private cluster made
// from the binaries that the machine has, started for one test binary and gone
// with it. It knows how to start a server, and nothing of what is kept in it.
package pgtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// owner is the database's superuser and, when root runs the tests, "postgres"
// is the account that runs the server: PostgreSQL refuses to run as root.
const owner = "casebook"

// patience bounds the start of the server.
const patience = time.Minute

var shared struct {
	sync.Mutex
	serving bool // Main is running
	cluster *cluster
	err     error
}

var databases atomic.Int64

// Main runs the tests of a package that uses NewDatabase and removes the
// cluster after them. It is called from TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
func Main(m *testing.M) int {
	shared.serving = true
	defer func() {
		if shared.cluster != nil {
			shared.cluster.stop()
		}
	}()
	return m.Run()
}

// NewDatabase makes an empty database and gives its address,
// "postgres://…". The first call starts the server.
func NewDatabase(t testing.TB) string {
	t.Helper()
	c, name := create(t)
	return c.address(name)
}

// create makes a database; the options are createdb's.
func create(t testing.TB, options ...string) (c *cluster, name string) {
	t.Helper()
	c, err := server()
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	name = fmt.Sprintf("test_%d", databases.Add(1))
	if err := c.do("createdb", append(options, "--host", c.home, "--username", owner, name)...); err != nil {
		t.Fatal(err)
	}
	return c, name
}

// Template is a database that is made ready once for all the tests of a package
// and copied for each of them, which takes a tenth of the time.
type Template struct {
	Ready func(t testing.TB, address string) error // must leave no connection open

	once sync.Once
	name string
	err  error
}

// NewDatabase makes a copy and gives its address.
func (m *Template) NewDatabase(t testing.TB) string {
	t.Helper()
	m.once.Do(func() {
		c, name := create(t)
		m.name, m.err = name, m.Ready(t, c.address(name))
	})
	if m.err != nil {
		t.Fatalf("make a database to copy: %v", m.err)
	}
	c, name := create(t, "--template", m.name, "--strategy", "file_copy")
	t.Cleanup(func() {
		if err := c.do("dropdb", "--force", "--host", c.home, "--username", owner, name); err != nil {
			t.Error(err)
		}
	})
	return c.address(name)
}

func server() (*cluster, error) {
	shared.Lock()
	defer shared.Unlock()
	if !shared.serving {
		return nil, errors.New("TestMain of the package must call pgtest.Main")
	}
	if shared.cluster == nil && shared.err == nil {
		shared.cluster, shared.err = start()
	}
	return shared.cluster, shared.err
}

// cluster is a running server and the folder with all it has: binaries are
// elsewhere, data, socket and log are here.
type cluster struct {
	bin, home string
	as        *syscall.Credential // nil: as whoever runs the tests
	server    *exec.Cmd
	ended     chan error
}

func start() (*cluster, error) {
	c := &cluster{ended: make(chan error, 1)}
	if err := c.prepare(); err != nil {
		return nil, err
	}
	if err := c.run(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.home))
	}
	return c, nil
}

// prepare finds binaries and account, and makes the folder and the cluster.
func (c *cluster) prepare() error {
	var err error
	if c.bin, err = binaries(); err != nil {
		return err
	}
	if c.as, err = account(); err != nil {
		return err
	}
	// Not t.TempDir: the cluster outlives the test that asks first, and a
	// socket's path may have 107 bytes only.
	if c.home, err = os.MkdirTemp(memory(), "casebook-pg-"); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	if c.as != nil {
		if err := os.Chown(c.home, int(c.as.Uid), int(c.as.Gid)); err != nil {
			return fmt.Errorf("give the folder away: %w", err)
		}
	}
	return c.do("initdb", "--pgdata", c.data(), "--username", owner, "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
}

// memory is a folder that is kept in memory, where the machine has room there:
// a database is three hundred files, and to make them on a disk is most of what
// a small test would cost. Empty stands for the usual place.
func memory() string {
	var there syscall.Statfs_t
	if err := syscall.Statfs("/dev/shm", &there); err != nil || there.Bavail*uint64(there.Bsize) < 1<<30 {
		return ""
	}
	return "/dev/shm"
}

// binaries is the folder of PostgreSQL's programs: Debian keeps them out of
// the path, one folder for each version. Version 15 is the one we promise.
func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if i := slices.IndexFunc(found, func(p string) bool { return strings.Contains(p, "/15/") }); i >= 0 {
		return filepath.Dir(found[i]), nil
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	return "", errors.New("initdb is not on this machine: install PostgreSQL 15 (Debian: postgresql)")
}

func account() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("an account for the server: %w", err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
}

// run starts the server as a child of ours, so that no end of the tests, not
// even a panic, leaves it behind, and waits until it answers.
func (c *cluster) run() error {
	log, err := os.Create(filepath.Join(c.home, "log"))
	if err != nil {
		return fmt.Errorf("make the server's log: %w", err)
	}
	// No TCP: no port to collide on, and nobody else can connect. A test that
	// loses power loses this database too, so it need not reach the disk. No
	// vacuum: it would go round hundreds of databases that live for a second.
	c.server = c.command("postgres", "-D", c.data(), "-k", c.home, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off", "-c", "max_connections=200", "-c", "timezone=UTC")
	c.server.Stdout, c.server.Stderr = log, log
	c.server.SysProcAttr.Pdeathsig = syscall.SIGQUIT

	started := make(chan error)
	go func() {
		// The signal of Pdeathsig comes when the starting thread ends, so that
		// thread stays with this goroutine until the server is gone.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := c.server.Start()
		started <- err
		if err == nil {
			c.ended <- c.server.Wait()
		}
		_ = log.Close()
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	return c.await()
}

func (c *cluster) await() error {
	late := time.After(patience)
	for {
		if c.command("pg_isready", "--quiet", "--host", c.home).Run() == nil {
			return nil
		}
		select {
		case err := <-c.ended:
			return fmt.Errorf("the server ended (%w): %s", err, c.logged())
		case <-late:
			_ = c.server.Process.Kill()
			return fmt.Errorf("the server did not answer within %s: %s", patience, c.logged())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (c *cluster) stop() {
	_ = c.server.Process.Signal(syscall.SIGQUIT) // at once: nothing here is worth keeping
	<-c.ended
	_ = os.RemoveAll(c.home)
}

// address is the database's URL; the host is the folder of the socket.
func (c *cluster) address(name string) string {
	u := url.URL{Scheme: "postgres", User: url.User(owner), Path: "/" + name,
		RawQuery: url.Values{"host": {c.home}}.Encode()}
	return u.String()
}

func (c *cluster) data() string { return filepath.Join(c.home, "data") }

func (c *cluster) logged() string {
	b, _ := os.ReadFile(filepath.Join(c.home, "log"))
	return strings.TrimSpace(string(b))
}

func (c *cluster) do(program string, args ...string) error {
	if out, err := c.command(program, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// command is a program of PostgreSQL, under the server's account and without
// the PG… variables of whoever runs the tests.
func (c *cluster) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, program), args...)
	cmd.Dir = c.home
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return cmd
}

// Crash ends the server of this test binary at once, as a machine that falls
// does ("immediate" in the words of pg_ctl), starts it again and waits until it
// answers. What was committed is there: the files were written, if not flushed.
func Crash(t testing.TB) {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster == nil {
		t.Fatal("no server was started")
	}
	_ = shared.cluster.server.Process.Signal(syscall.SIGQUIT)
	<-shared.cluster.ended
	if err := shared.cluster.run(); err != nil {
		t.Fatalf("start PostgreSQL again: %v", err)
	}
}
