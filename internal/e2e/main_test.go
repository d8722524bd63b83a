//go:build e2e

// Package e2e_test looks at the whole program as people do: the built binary,
// its own database, its demonstration provider and a real browser. It knows
// addresses and words of pages, and nothing of the code behind them; only a
// session that has grown old is made by the code, for nobody could wait for it.
package e2e_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// program is the binary under test, built once.
var program string

func TestMain(m *testing.M) { os.Exit(withProgram(m)) }

func withProgram(m *testing.M) int {
	folder, err := os.MkdirTemp("", "casebook-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "casebook")
	build := exec.Command("go", "build", "-o", program, "example.org/casebook/cmd/casebook")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // no C to compile: sooner
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build the program:", err)
		return 1
	}
	return m.Run()
}

// noteSources reads the folders of which the program is made. go test runs a
// test anew only when something that the test itself read has changed, and
// what the build reads is not among that; nor is what TestMain reads.
func noteSources(t *testing.T) {
	t.Helper()
	look := func(_ string, _ fs.DirEntry, err error) error { return err }
	for _, folder := range []string{"cmd", "internal", "migrations", "views"} {
		if err := filepath.WalkDir(filepath.Join("..", "..", folder), look); err != nil {
			t.Fatalf("read the sources: %v", err)
		}
	}
}
