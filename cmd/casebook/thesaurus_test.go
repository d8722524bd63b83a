package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheThesaurusIsExportedCheckedLoadedAndListed(t *testing.T) {
	folder := t.TempDir()
	if got := casebook(t, "migrate", "--data", folder); got.status != 0 {
		t.Fatalf("migrate: %+v", got)
	}
	for name, flags := range map[string][]string{"t.json": nil, "t.csv": {"--csv"}} {
		exported := casebook(t, append([]string{"thesaurus", "export", "--data", folder}, flags...)...)
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(exported.out), 0o600); err != nil {
			t.Fatal(err)
		}
		got := casebook(t, "thesaurus", "load", "--check", "--lang", "en", file, "--data", folder)
		if got.status != 0 || !strings.Contains(got.messages, "258 concepts as they are") || !strings.Contains(got.messages, "0 concepts changed") {
			t.Errorf("%s: got %+v, want all as it is", name, got)
		}
	}
	small := filepath.Join(folder, "small.csv")
	if err := os.WriteFile(small, []byte("concept;group;language;word\nkazoo;action;en;kazoo\nkazoo;action;fr;flûtiau\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		args     []string
		out, err string
	}{
		{[]string{"thesaurus", "load", "--lang", "fr", small}, "", "258 concepts retirés"},
		{[]string{"thesaurus", "list", "--lang", "en"}, "kazoo                      action             kazoo | flûtiau\n", ""},
		{[]string{"thesaurus", "load", "--lang", "en", "--check", filepath.Join(folder, "t.json")}, "", "258 concepts added"},
		{[]string{"ledger", "verify"}, "intact: 3 entries", ""},
	} {
		got := casebook(t, append(step.args, "--data", folder)...)
		if got.status != 0 || !strings.Contains(got.out, step.out) || !strings.Contains(plain(got.messages), plain(step.err)) {
			t.Errorf("%v: got %+v, want %q and %q", step.args, got, step.out, step.err)
		}
	}
}

func TestEveryFaultOfAThesaurusFileIsNamedByItsLine(t *testing.T) {
	folder := t.TempDir()
	casebook(t, "migrate", "--data", folder)
	file := filepath.Join(folder, "bad.csv")
	bad := "concept,group,language,word\nkazoo,action,en,kazoo\nSign,politics,en,=1+1\nSign,politics,fr,pancarte\nkazoo,law,de,Flöte\nkazoo,law,fr,flûtiau\n"
	if err := os.WriteFile(file, []byte(bad), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"en": {"There are 5 things to mend", "line 2: Write at least one French word", "line 3: “Sign” cannot name a concept",
			"line 3: “=1+1” begins with a sign", "line 5: “de” is no language", "line 6: The concept “kazoo” stands in another group"},
		"fr": {"Il y a 5 choses à corriger", "ligne 2 : Écrivez au moins un mot français"},
	} {
		got := casebook(t, "thesaurus", "load", "--lang", lang, file, "--data", folder)
		if got.status != 1 {
			t.Errorf("%s: got status %d, want 1", lang, got.status)
		}
		for _, line := range want {
			if !strings.Contains(plain(got.messages), line) {
				t.Errorf("%s: got %q, want a line with %q", lang, plain(got.messages), line)
			}
		}
	}
	if got := casebook(t, "ledger", "verify", "--data", folder); !strings.HasPrefix(got.out, "intact: 0 entries") {
		t.Errorf("got %+v, want nothing in the ledger", got)
	}
}
