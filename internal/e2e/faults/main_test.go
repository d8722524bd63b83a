//go:build e2e

// Package faults_test puts the whole program through what goes wrong around
// it: a provider, a database, a disk and a machine that fail. It starts the
// built binary as an operator does, and asks of it what people ask.
package faults_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"example.org/casebook/internal/e2e/pgtest"
)

// program is the binary under test, built once.
var program string

func TestMain(m *testing.M) { os.Exit(withProgram(m)) }

func withProgram(m *testing.M) int {
	folder, err := os.MkdirTemp("", "casebook-faults-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "casebook")
	build := exec.Command("go", "build", "-o", program, "example.org/casebook/cmd/casebook")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build the program:", err)
		return 1
	}
	return pgtest.Main(m)
}

// noteSources reads the folders of which the program is made: go test runs a
// test anew only when something that the test itself read has changed.
func noteSources(t *testing.T) {
	t.Helper()
	look := func(_ string, _ fs.DirEntry, err error) error { return err }
	for _, folder := range []string{"cmd", "internal", "migrations", "views"} {
		if err := filepath.WalkDir(filepath.Join("..", "..", "..", folder), look); err != nil {
			t.Fatalf("read the sources: %v", err)
		}
	}
}
