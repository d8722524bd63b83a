//go:build e2e

package program

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// build makes the binary as the test itself was made: with the race detector
// when the test has it, which also finds all it needs compiled already. A race
// is then an end that is not 0, which Stop tells.
func build(folder string) error {
	built = filepath.Join(folder, "casebook")
	args := []string{"build", "-o", built}
	if detectsRaces {
		args = append(args, "-race")
	}
	cmd := exec.Command("go", append(args, "example.org/casebook/cmd/casebook")...)
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
