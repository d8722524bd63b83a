package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// owner is the cluster's superuser.
const owner = "casebook"

// cluster is a PostgreSQL server of our own, kept in a folder from run to run,
// with its disk's flushes on: it is what an office would run.
type cluster struct {
	bin, home string
	as        *syscall.Credential // nil: as whoever runs the measure
	server    *exec.Cmd
}

func startCluster(home string) (*cluster, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, errors.New("initdb is not on this machine: install PostgreSQL 15 (Debian: postgresql)")
	}
	slices.Sort(found)
	c := &cluster{bin: filepath.Dir(found[0]), home: home}
	if err := c.prepare(); err != nil {
		return nil, err
	}
	c.server = c.command("postgres", "-D", c.data(), "-k", c.home, "-c", "listen_addresses=",
		"-c", "timezone=UTC", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB")
	log, err := os.Create(filepath.Join(c.home, "log"))
	if err != nil {
		return nil, err
	}
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return nil, err
	}
	for late := time.Now().Add(time.Minute); time.Now().Before(late); time.Sleep(50 * time.Millisecond) {
		if c.do("pg_isready", "--quiet", "--host", c.home) == nil {
			return c, nil
		}
	}
	c.stop()
	return nil, fmt.Errorf("the database's server did not answer: see %s", log.Name())
}

// prepare makes the cluster when it is not there. PostgreSQL refuses to run as
// root: then it runs as the account postgres.
func (c *cluster) prepare() error {
	if os.Geteuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return fmt.Errorf("an account for the server: %w", err)
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		c.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	if err := os.MkdirAll(c.home, 0o755); err != nil { //nolint:gosec // the server's account must pass
		return err
	}
	if c.as != nil {
		if err := os.Chown(c.home, int(c.as.Uid), int(c.as.Gid)); err != nil {
			return err
		}
	}
	if _, err := os.Stat(c.data()); err == nil {
		return nil
	}
	return c.do("initdb", "--pgdata", c.data(), "--username", owner, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
}

// create makes a database anew.
func (c *cluster) create(name string, options ...string) error {
	at := []string{"--host", c.home, "--username", owner}
	if err := c.do("dropdb", append(at, "--if-exists", "--force", name)...); err != nil {
		return err
	}
	return c.do("createdb", slices.Concat(at, options, []string{name})...)
}

func (c *cluster) address(name string) string {
	u := url.URL{Scheme: "postgres", User: url.User(owner), Path: "/" + name, RawQuery: url.Values{"host": {c.home}}.Encode()}
	return u.String()
}

func (c *cluster) stop() {
	_ = c.server.Process.Signal(syscall.SIGINT)
	_ = c.server.Wait()
}

func (c *cluster) data() string { return filepath.Join(c.home, "data") }

func (c *cluster) do(program string, args ...string) error {
	if out, err := c.command(program, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// command is a program of PostgreSQL, under the server's account.
func (c *cluster) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, program), args...) //nolint:gosec // the database's own programs
	cmd.Dir = c.home
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return cmd
}
