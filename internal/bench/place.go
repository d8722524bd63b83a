package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// corpusOf is the generator for texts that are filed while measuring: whose
// they are is of no account.
func (s setting) corpusOf() corpus {
	nobody := make([]cases.UserID, loadPeople+1)
	return corpus{seed: s.seed, today: time.Now().UTC(), employees: nobody, advisors: nobody, entries: cases.FirstCode().Entries}
}

func isPostgres(database string) bool { return store.IsPostgres(database) }

// copyOf gives a casebook of the size to work on.
func (s setting) copyOf(ctx context.Context) (place, error) {
	if s.cluster != nil {
		return s.copyInCluster(ctx)
	}
	kept := place{folder: filepath.Join(s.folder, fmt.Sprintf("sqlite-%d", s.size))}
	f := s.filling(kept.folder, store.Options{Path: kept.sqlite()})
	if s.fresh || !f.isThere() {
		if err := os.RemoveAll(kept.folder); err != nil {
			return place{}, err
		}
		if err := os.MkdirAll(kept.folder, 0o700); err != nil {
			return place{}, err
		}
		if err := f.make(ctx); err != nil {
			return place{}, fmt.Errorf("make the casebook: %w", err)
		}
	}
	if err := f.settle(ctx); err != nil {
		return place{}, err
	}
	work := place{folder: filepath.Join(s.folder, "work")}
	if err := os.RemoveAll(work.folder); err != nil {
		return place{}, err
	}
	if err := os.MkdirAll(work.folder, 0o700); err != nil {
		return place{}, err
	}
	if out, err := exec.Command("cp", "--reflink=auto", kept.sqlite(), work.sqlite()).CombinedOutput(); err != nil { //nolint:gosec // our own files
		return place{}, fmt.Errorf("copy the casebook: %w: %s", err, out)
	}
	syscall.Sync() // not while we measure
	return work, nil
}

func (s setting) filling(folder string, o store.Options) filling {
	return filling{options: o, cases: s.size, seed: s.seed, issuer: s.issuer(), folder: folder, log: s.messages}
}

// copyInCluster makes the database when it is missing and copies it as
// PostgreSQL does, by its template.
func (s setting) copyInCluster(ctx context.Context) (place, error) {
	name := fmt.Sprintf("casebook_%d", s.size)
	f := s.filling(filepath.Join(s.folder, fmt.Sprintf("postgres-%d", s.size)), store.Options{DatabaseURL: s.cluster.address(name)})
	if s.fresh || !f.isThere() {
		if err := s.cluster.create(name); err != nil {
			return place{}, err
		}
		if err := os.MkdirAll(f.folder, 0o700); err != nil {
			return place{}, err
		}
		if err := f.make(ctx); err != nil {
			return place{}, fmt.Errorf("make the casebook: %w", err)
		}
		if err := s.cluster.do("vacuumdb", "--host", s.cluster.home, "--username", owner, "--analyze", "--quiet", name); err != nil {
			return place{}, err
		}
	}
	if err := f.settle(ctx); err != nil {
		return place{}, err
	}
	if err := s.cluster.create("work", "--template", name, "--strategy", "file_copy"); err != nil {
		return place{}, err
	}
	// What was copied is written now, not while we measure.
	if err := s.cluster.do("psql", "--host", s.cluster.home, "--username", owner, "--quiet", "--command", "CHECKPOINT", "work"); err != nil {
		return place{}, err
	}
	syscall.Sync()
	return place{url: s.cluster.address("work")}, nil
}

// databasePids are the processes of the database's server.
func (s setting) databasePids() []int {
	if s.cluster == nil {
		return nil
	}
	return withChildren(s.cluster.server.Process.Pid)
}
