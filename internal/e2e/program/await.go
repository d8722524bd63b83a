//go:build e2e

package program

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"
)

// FreeAddress is a port of this machine on which nobody listens.
func FreeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// Await asks again and again until it is so, and fails the test when that takes
// too long.
func Await(t testing.TB, what string, within time.Duration, isSo func() bool) {
	t.Helper()
	late := time.After(within)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !isSo() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("%s: not within %s", what, within)
		}
	}
}

// patience is how long the program may take to be ready.
const patience = time.Minute

// AwaitReady waits until the program at a base address answers its probe, and
// fails the test when it ends instead, for which ended must have room for one.
func AwaitReady(t testing.TB, base string, ended chan error) {
	t.Helper()
	Await(t, "the program is ready", patience, func() bool {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the program ended instead of serving: %v", err)
		default:
		}
		return isReady(t.Context(), base)
	})
}

func isReady(ctx context.Context, base string) bool {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/readyz", nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}
