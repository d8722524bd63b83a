package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const secondCode = "../../internal/cases/testdata/code2.json"

func TestAVersionOfTheCodeIsCheckedLoadedListedAndShown(t *testing.T) {
	folder := t.TempDir()
	if got := casebook(t, "migrate", "--data", folder); got.status != 0 {
		t.Fatalf("migrate: %+v", got)
	}
	for _, step := range []struct {
		args     []string
		out, err string
	}{
		{[]string{"code", "load", "--lang", "en", "--check", secondCode}, "", "Version 2 can be loaded"},
		{[]string{"code", "show", "--lang", "fr", "2"}, "", "il n’y a pas de version 2 du Code"},
		{[]string{"code", "load", "--lang", "fr", secondCode}, "", "La version 2 est gardée. Elle est en vigueur à compter du 1er avril 2027."},
		{[]string{"code", "list", "--lang", "en"}, "  2  2027-04-01  ", ""},
		{[]string{"code", "show", "--lang", "en", "2"}, "DUTIES is now DUTIES-ABILITY, DUTIES-APPEARANCE. Being unable", ""},
		{[]string{"code", "show", "--lang", "fr", "1"}, "Obligation de loyauté", ""},
		{[]string{"code", "load", "--lang", "en", secondCode}, "", "version: the version must be number 3"},
		{[]string{"ledger", "verify"}, "intact: 1 entry", ""},
	} {
		got := casebook(t, append(step.args, "--data", folder)...)
		if !strings.Contains(got.out, step.out) || !strings.Contains(plain(got.messages), plain(step.err)) {
			t.Errorf("%v: got %+v, want %q and %q", step.args, got, step.out, step.err)
		}
	}
}

// plain undoes the spaces that typesetting binds.
func plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(s)
}

func TestAVersionIsShownAsTheFileThatWouldLoadIt(t *testing.T) {
	folder := t.TempDir()
	casebook(t, "migrate", "--data", folder)
	shown := casebook(t, "code", "show", "--json", "1", "--data", folder)
	file := filepath.Join(folder, "next.json")
	next := strings.NewReplacer(`"version": 1`, `"version": 2`, `"2020-01-01"`, `"2030-01-01"`).Replace(shown.out)
	if err := os.WriteFile(file, []byte(next), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := casebook(t, "code", "load", file, "--data", folder); got.status != 0 {
		t.Fatalf("got %+v, want it loaded", got)
	}
}

func TestEveryFaultOfAVersionIsNamedInTheReadersLanguage(t *testing.T) {
	folder := t.TempDir()
	casebook(t, "migrate", "--data", folder)
	whole, err := os.ReadFile(secondCode)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "bad.json")
	bad := strings.NewReplacer("Contenu généré", "", `"2027-04-01"`, `"2027-02-30"`, `"code": "LOYALTY"`, `"code": "loyalty"`).Replace(string(whole))
	if err := os.WriteFile(file, []byte(bad), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"en": {"There are 4 things to mend", "in_force: the day must be a real one", "GENERATED: the French text is missing",
			"loyalty: the code of an entry", "LOYALTY: the version before has this entry"},
		"fr": {"Il y a 4 choses à corriger", "in_force: le jour doit exister", "GENERATED: le texte français manque"},
	} {
		t.Setenv("LC_ALL", lang+"_CA.UTF-8")
		got := casebook(t, "code", "load", file, "--data", folder)
		if got.status != 1 {
			t.Errorf("%s: got status %d, want 1", lang, got.status)
		}
		for _, line := range want {
			if !strings.Contains(plain(got.messages), line) {
				t.Errorf("%s: got %q, want a line with %q", lang, got.messages, line)
			}
		}
	}
	if got := casebook(t, "ledger", "verify", "--data", folder); !strings.HasPrefix(got.out, "intact: 0 entries") {
		t.Errorf("got %+v, want nothing in the ledger", got)
	}
}
