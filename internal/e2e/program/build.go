//go:build e2e

package program

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// build makes the program that an office runs, without the race detector: three
// times the work of every page, for tests that wait for a browser most of the
// time. Races are looked for in the tests of the rooms.
func build(folder string) error {
	built = filepath.Join(folder, "casebook")
	cmd := exec.Command("go", "build", "-o", built, "example.org/casebook/cmd/casebook")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// noteSources reads the folders of which the program is made. go test runs a
// test anew only when something that the test itself read has changed, and
// what the build reads is not among that; nor is what TestMain reads.
func noteSources(t testing.TB) {
	t.Helper()
	root := "."
	for !exists(filepath.Join(root, "go.mod")) {
		root = filepath.Join("..", root)
	}
	look := func(_ string, _ fs.DirEntry, err error) error { return err }
	for _, folder := range []string{"cmd", "internal", "migrations", "views"} {
		if err := filepath.WalkDir(filepath.Join(root, folder), look); err != nil {
			t.Fatalf("read the sources: %v", err)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
