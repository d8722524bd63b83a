//go:build e2e

package faults_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// hands file at once while the program is ended.
const hands = 6

func TestAProgramThatIsAskedToEndFinishesWhatItBegan(t *testing.T) {
	h := begin(t)
	h.signIn("marion", "fr") // to whom a letter goes for each new case
	luc := h.signIn("luc", "fr")
	var kept filings
	stop := make(chan struct{})
	wait := luc.fileUntil(stop, "term", hands, &kept)
	h.await("people file", time.Minute, func() bool { return kept.count() >= 30 })
	took := h.stop() // sees that it ends with 0
	close(stop)
	wait()
	filed, letters := h.count("SELECT count(*) FROM cases"), h.count("SELECT count(*) FROM goqite")
	if filed != kept.count() {
		t.Errorf("%d cases, %d acknowledged; what was under way had no answer", filed, kept.count())
	}
	if letters < filed {
		t.Errorf("%d letters wait for %d cases", letters, filed)
	}
	t.Logf("SIGTERM under %d hands: ended after %s, %d acknowledged, %d kept, %d letters wait", hands,
		took.Round(time.Millisecond), kept.count(), filed, letters)
	h.ledgerIsIntact()
	h.start()
	kept.areKept(h.signIn("luc", "fr"))
	h.stop()
}

func TestAProgramThatIsKilledLosesNothingItAcknowledged(t *testing.T) {
	h := begin(t)
	luc := h.signIn("luc", "fr")
	var kept filings
	for round := range 3 {
		before, stop := kept.count(), make(chan struct{})
		wait := luc.fileUntil(stop, fmt.Sprint("kill-", round), hands, &kept)
		h.await("people file", time.Minute, func() bool { return kept.count() >= before+30 })
		h.kill()
		close(stop)
		wait()
		h.ledgerIsIntact()
		began := time.Now()
		h.start()
		t.Logf("kill -9 no. %d: %d acknowledged so far, answering again after %s", round+1, kept.count(),
			time.Since(began).Round(time.Millisecond))
	}
	kept.areKept(luc) // whose session is still good
	h.ledgerIsIntact()
	h.stop()
}

func TestASecondProgramOnOneFileIsRefusedAndCommandsAreNot(t *testing.T) {
	h := begin(t)
	second := h.command(h.serving()...)
	out, err := second.CombinedOutput()
	if err == nil || second.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "another casebook already serves this file") {
		t.Errorf("a second program: got %v and %q; want a refusal in words", err, out)
	}
	luc := h.signIn("luc", "fr")
	if a, err := luc.file("beside", wordOf("beside")); err != nil || a.status != http.StatusSeeOther {
		t.Errorf("the first goes on: got %d, %v", a.status, err)
	}
	for _, args := range [][]string{{"search", "Zword"}, {"code", "list"}, {"migrate"}} {
		if out, err := h.command(args...).CombinedOutput(); err != nil {
			t.Errorf("%s beside it: got %v and %q", args, err, out)
		}
	}
	h.ledgerIsIntact()
	h.stop()
}

// count asks the database itself.
func (h *house) count(query string) (n int) {
	h.Helper()
	driver, source := "sqlite", "file:"+filepath.Join(h.data(), "casebook.db")+"?mode=ro"
	if h.database[0] == "--database" {
		driver, source = "pgx", h.database[1]
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		h.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(h.Context(), query).Scan(&n); err != nil {
		h.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestAVersionOfTheCodeLoadedBesideTheProgramIsPickedUp(t *testing.T) {
	h := begin(t)
	luc := h.signIn("luc", "fr")
	shown, err := h.command("code", "show", "--json", "1").Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "code2.json")
	next := strings.NewReplacer(`"version": 1`, `"version": 2`, `"2020-01-01"`, `"2026-01-01"`,
		`"Obligation de loyauté"`, `"Loyauté renouvelée"`).Replace(string(shown))
	if err := os.WriteFile(file, []byte(next), 0o600); err != nil {
		t.Fatal(err)
	}
	if page := luc.sees("/reminder", http.StatusOK); strings.Contains(page.body, "Loyauté renouvelée") {
		t.Fatal("the next version is there before it was loaded")
	}
	if out, err := h.command("code", "load", file).CombinedOutput(); err != nil {
		t.Fatalf("load the next version: %v: %s", err, out)
	}
	h.await("the program shows the next version", time.Minute, func() bool {
		a, err := luc.get("/reminder")
		return err == nil && strings.Contains(a.body, "Loyauté renouvelée")
	})
	h.ledgerIsIntact()
	h.stop()
}
