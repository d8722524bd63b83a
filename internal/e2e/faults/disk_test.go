//go:build e2e && linux

package faults_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// smallDisk is a disk of eight megabytes with ballast on it, which can be
// thrown off. Where none may be mounted there is none: that the store tells a
// full disk, and goes on after it, has a test that needs no disk.
func smallDisk(t *testing.T) (folder, ballast string, mounted bool) {
	t.Helper()
	folder = t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=8m"); err != nil {
		t.Logf("no disk of our own: %v", err)
		return "", "", false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	ballast = filepath.Join(folder, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder, ballast, true
}

func TestAFullDiskIsToldAndWhatWasAcknowledgedStays(t *testing.T) {
	folder, ballast, mounted := smallDisk(t)
	if !mounted {
		return
	}
	h := beginOn(t, "--data", folder)
	luc := h.signIn("luc", "fr")
	var kept filings
	key, a := h.fillDisk(luc, &kept)
	luc.isTold(a, http.StatusInsufficientStorage, long(key)[:100])
	h.readsWhenFull(luc, &kept)

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	h.await("the form is taken again", time.Minute, func() bool {
		a, err := luc.file(key, long(key))
		return err == nil && a.status == http.StatusSeeOther && kept.keep(key, a.location) == nil
	})
	t.Logf("full disk: %d filed before, taken again %s after there was room", kept.count()-1, time.Since(began).Round(time.Millisecond))
	for key, address := range kept.all {
		page := luc.sees(strings.TrimSuffix(strings.TrimPrefix(address, h.base()), "/received"), http.StatusOK)
		if !strings.Contains(page.body, long(key)[:100]) {
			t.Errorf("%s was acknowledged and its text is not there", key)
		}
	}
	h.ledgerIsIntact()
	h.stop()
}

// long is a situation of 9 kB that a key alone makes.
func long(key string) string {
	return strings.TrimSpace(strings.Repeat("word "+key+". ", 9_000/(len(key)+7)))
}

// fillDisk files until the disk is full, and gives the form that was refused.
func (h *house) fillDisk(p *person, kept *filings) (string, answer) {
	h.Helper()
	for n := range 500 {
		key := fmt.Sprintf("fill-%d", n)
		a, err := p.file(key, long(key))
		if err != nil {
			h.Fatal(err)
		}
		if a.status != http.StatusSeeOther {
			return key, a
		}
		if err := kept.keep(key, a.location); err != nil {
			h.Error(err)
		}
	}
	h.Fatal("the disk does not fill up")
	return "", answer{}
}

// readsWhenFull: pages that leave no trace are read; a case is not, and its
// page says why.
func (h *house) readsWhenFull(p *person, kept *filings) {
	h.Helper()
	p.sees("/", http.StatusOK)
	p.sees("/reminder", http.StatusOK)
	for _, address := range kept.all {
		path := strings.TrimSuffix(strings.TrimPrefix(address, h.base()), "/received")
		h.await("a case is not shown", time.Minute, func() bool {
			a, err := p.get(path)
			return err == nil && a.status == http.StatusInsufficientStorage && strings.Contains(a.body, "consign")
		})
		return
	}
}
