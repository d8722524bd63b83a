// Command bench measures casebook: the real program in a process of its own, at
// several sizes and on both databases, beside a bare handler that does no more
// than it must. It is for the people who build casebook, and no part of it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// setting is what a run was asked for, with the size under measure.
type setting struct {
	folder      string
	programFile string
	ourselves   string
	port        int
	kind        string // sqlite or postgres
	size        int
	seed        uint64
	span        time.Duration
	fresh       bool
	only        []string
	profile     bool
	messages    io.Writer
	cluster     *cluster // of PostgreSQL; nil on SQLite
}

func (s setting) address() string     { return fmt.Sprintf("127.0.0.1:%d", s.port) }
func (s setting) bareAddress() string { return fmt.Sprintf("127.0.0.1:%d", s.port+2) }

func (s setting) profileAddress() string { return fmt.Sprintf("127.0.0.1:%d", s.port+3) }

// provider is a name in every account, so it keeps its port.
func (s setting) provider() string { return fmt.Sprintf("http://127.0.0.1:%d", s.port+1) }
func (s setting) issuer() string   { return s.provider() + "/demo-sign-in" }

func (s setting) wants(name string) bool { return len(s.only) == 0 || slices.Contains(s.only, name) }

func (s setting) say(format string, args ...any) { fmt.Fprintf(s.messages, "  "+format+"\n", args...) }

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	s := setting{messages: os.Stderr}
	flag.StringVar(&s.folder, "folder", filepath.Join(os.TempDir(), "casebook-bench"), "folder in which the casebooks are kept from run to run")
	flag.StringVar(&s.programFile, "program", "", "the program to measure; empty: it is built")
	flag.IntVar(&s.port, "port", 8190, "first of four ports on this machine; casebooks are made for it")
	flag.Uint64Var(&s.seed, "seed", 20261123, "of the invented cases")
	flag.DurationVar(&s.span, "span", 6*time.Second, "how long each page is asked for")
	flag.BoolVar(&s.fresh, "fresh", false, "make the casebooks anew")
	sizes := flag.String("sizes", "1000,100000", "numbers of cases")
	databases := flag.String("databases", "sqlite", "sqlite, postgres or both, with a comma")
	only := flag.String("only", "", "some of home,queue,case,search,submit")
	flag.BoolVar(&s.profile, "profile", false, "keep a profile of the program's work for each page in the folder")
	out := flag.String("json", "", "file for the figures; empty: bench.json in the folder")
	questions := flag.Bool("questions", false, "measure questions to the search beside FTS5, of casebooks that are there; built with the tag sqlite_fts5")
	bareAt := flag.String("serve-bare", "", "")
	bareDatabase := flag.String("bare-database", "", "")
	flag.Parse()
	if *bareAt != "" {
		return serveBare(*bareAt, *bareDatabase)
	}
	s.only = split(*only)
	if *questions {
		return s.findAll(split(*databases), split(*sizes), *out)
	}
	all, err := s.all(split(*databases), split(*sizes))
	if len(all) > 0 {
		fmt.Print("\n" + report(all))
		if *out == "" {
			*out = filepath.Join(s.folder, "bench.json")
		}
		err = errors.Join(err, keep(*out, all))
	}
	return err
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

// all measures each size on each database.
func (s setting) all(databases, sizes []string) (all []measured, err error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	server, _, err := serveProvider("http://"+s.address(), s.provider())
	if err != nil {
		return nil, err
	}
	defer server.Close()
	for _, s.kind = range databases {
		if s.kind == "postgres" {
			if s.cluster, err = startCluster(filepath.Join(s.folder, "postgres")); err != nil {
				return all, err
			}
			defer s.cluster.stop()
		}
		for _, text := range sizes {
			if s.size, err = strconv.Atoi(text); err != nil {
				return all, err
			}
			m, err := s.one()
			if err != nil {
				return all, fmt.Errorf("%s, %d cases: %w", s.kind, s.size, err)
			}
			all = append(all, m)
		}
	}
	return all, nil
}

// prepare makes the folder and the program.
func (s *setting) prepare() (err error) {
	if s.folder, err = filepath.Abs(s.folder); err != nil {
		return err
	}
	if err = os.MkdirAll(s.folder, 0o755); err != nil { //nolint:gosec // PostgreSQL's account must pass
		return err
	}
	if s.ourselves, err = os.Executable(); err != nil || s.programFile != "" {
		return err
	}
	s.programFile = filepath.Join(s.folder, "casebook")
	build := exec.Command("go", "build", "-trimpath", "-o", s.programFile, "./cmd/casebook") //nolint:gosec // our own program
	build.Stderr = os.Stderr
	return build.Run()
}

// one measures one size: the casebook that is kept stays as it was made, and
// the measured one is a copy.
func (s setting) one() (m measured, err error) {
	fmt.Fprintf(s.messages, "%s, %d cases\n", s.kind, s.size)
	ctx := context.Background()
	h := &house{setting: s, corpus: s.corpusOf()}
	if h.database, err = s.copyOf(ctx); err != nil {
		return m, err
	}
	if err = h.begin(); err != nil {
		return m, err
	}
	if err = h.move(); err == nil {
		m, err = h.measure()
	}
	return m, errors.Join(err, h.end())
}
