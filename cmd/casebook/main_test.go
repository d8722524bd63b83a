package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// said is what a command wrote and how it ended.
type said struct {
	out, messages string
	status        int
}

func casebook(t *testing.T, args ...string) said {
	t.Helper()
	var out, messages bytes.Buffer
	status := run(context.Background(), args, &out, &messages)
	return said{out.String(), messages.String(), status}
}

// situations is the file of past cases that the demonstration carries, which is
// also the example of the import format.
const situations = "../../internal/demo/situations.jsonl"

func imported(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if got := casebook(t, "import", "--data", folder, situations); got.status != 0 {
		t.Fatalf("import: %+v", got)
	}
	return folder
}

func TestAnImportIsRepeatable(t *testing.T) {
	folder := imported(t)
	got := casebook(t, "import", "--data", folder, situations)
	if want := "0 cases imported, 80 were there already\n"; got.status != 0 || got.messages != want || got.out != "" {
		t.Fatalf("got %+v, want %q", got, want)
	}
}

func TestAnImportIsAllOrNothingAndNamesTheLine(t *testing.T) {
	lines, err := os.ReadFile(situations)
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.Split(strings.TrimSpace(string(lines)), "\n")
	for name, change := range map[string]func([]string) []string{
		"line 3: unexpected end of JSON input": func(l []string) []string { l[2] = `{"external_id":`; return l },
		"line 80: outcome:": func(l []string) []string {
			l[79] = strings.Replace(l[79], `"outcome": "`, `"outcome": "un`, 1)
			return l
		},
		"line 2: submitted_on:": func(l []string) []string { l[1] = strings.Replace(l[1], `"2023-`, `"20x3-`, 1); return l },
		"line 5: external_id": func(l []string) []string {
			l[4] = strings.Replace(l[1], `"subject": "`, `"subject": "Other `, 1)
			return l
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			file := filepath.Join(folder, "cases.jsonl")
			if err := os.WriteFile(file, []byte(strings.Join(change(append([]string{}, whole...)), "\n")), 0o600); err != nil {
				t.Fatal(err)
			}
			got := casebook(t, "import", "--data", folder, file)
			if got.status != 1 || !strings.Contains(got.messages, name) {
				t.Fatalf("got %+v, want a message with %q", got, name)
			}
			if all := casebook(t, "search", "--json", "--limit", "100", "--data", folder); all.out != "" {
				t.Errorf("something was imported: %s", all.out)
			}
		})
	}
}

func TestASearchPrintsOneHitPerLine(t *testing.T) {
	folder := imported(t)
	got := casebook(t, "search", "--json", "--limit", "5", "--data", folder, "--", "pancartes", "photo")
	var hits []hitLine
	for line := range strings.Lines(got.out) {
		var h hitLine
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		hits = append(hits, h)
	}
	if len(hits) == 0 || len(hits) > 5 || hits[0].Rank != 1 || hits[0].ExternalID != "s55" || hits[0].Lang != "fr" {
		t.Fatalf("got %+v, want s55 first", hits)
	}
}

func TestASearchWorksLikeThePage(t *testing.T) {
	folder := imported(t)
	if got := casebook(t, "search", "--json", "--limit", "100", "--data", folder, "outcome:referred"); strings.Count(got.out, "\n") != 12 {
		t.Errorf("got %d referred cases, want 12", strings.Count(got.out, "\n"))
	}
	if got := casebook(t, "search", "--json", "--data", folder, "--", "conclusion:referred", "lang:fr", "-zeppelin"); got.out == "" || strings.Contains(got.out, `"en"`) {
		t.Errorf("got an English case: %s", got.out)
	}
	if got := casebook(t, "search", "--json", "--lang", "fr", "--data", folder, "outcome:referred"); !strings.Contains(got.out, `"en"`) {
		t.Errorf("the language of the messages left English cases out: %s", got.out)
	}
	for lang, said := range map[string]string{"en": "This filter names nothing we know", "fr": "Ce filtre"} {
		if got := casebook(t, "search", "--lang", lang, "--data", folder, "platform:nowhere"); !strings.HasPrefix(got.messages, said) {
			t.Errorf("%s: got %q", lang, got.messages)
		}
	}
	if got := casebook(t, "search", "--lang", "fr", "--data", folder, "the", "of"); !strings.HasPrefix(got.messages, "Des mots aussi courants") {
		t.Errorf("of words that are not looked for: got %q", got.messages)
	}
	t.Setenv("LC_ALL", "fr_CA.UTF-8")
	if got := casebook(t, "search", "--json", "--data", folder, "plateforme:nulle-part"); got.out != "" || !strings.HasSuffix(got.messages, ": plateforme:nulle-part\n") || !strings.HasPrefix(got.messages, "Ce filtre") {
		t.Errorf("got %+v, want no hit and a word about the filter", got)
	}
}

func TestTheLedgerIsIntactUntilSomebodyTouchesIt(t *testing.T) {
	folder := imported(t)
	got := casebook(t, "ledger", "verify", "--data", folder)
	if got.status != 0 || !strings.HasPrefix(got.out, "intact: 80 entries\nhead: ") {
		t.Fatalf("got %+v, want intact", got)
	}
	head := strings.TrimSpace(strings.TrimPrefix(strings.Split(got.out, "\n")[1], "head: "))
	if got := casebook(t, "ledger", "verify", "--data", folder, "--head", head); got.status != 0 {
		t.Errorf("the head just printed is not found: %+v", got)
	}
	if got := casebook(t, "ledger", "verify", "--data", folder, "--head", strings.Repeat("0", 64)); got.status != 1 {
		t.Errorf("got %+v, want a foreign head refused", got)
	}
	tamper(t, folder, "UPDATE ledger SET act = 'read' WHERE seq = 41")
	if got := casebook(t, "ledger", "verify", "--data", folder); got.status != 1 || !strings.Contains(got.messages, "entry 41") {
		t.Errorf("got %+v, want the break located at entry 41", got)
	}
}

// sqliteDriver is the driver compiled in: mattn registers its name even where
// it was built without a C compiler and cannot work.
func sqliteDriver() string {
	if slices.Contains(sql.Drivers(), "sqlite") {
		return "sqlite"
	}
	return "sqlite3"
}

// tamper does what somebody with the file could: drop the triggers and write.
func tamper(t *testing.T, folder, statement string) {
	t.Helper()
	db, err := sql.Open(sqliteDriver(), filepath.Join(folder, "casebook.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'")
	if err != nil {
		t.Fatal(err)
	}
	var triggers []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, name)
	}
	if rows.Err() != nil || len(triggers) == 0 {
		t.Fatalf("got triggers %q, %v", triggers, rows.Err())
	}
	if _, err := db.Exec(statement); err == nil {
		t.Error("the database let the ledger be changed")
	}
	for _, name := range triggers {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsAskedWronglySaysSo(t *testing.T) {
	for _, args := range [][]string{{"nothing-like-it"}, {"serve"}, {"search", "--lang", "de"}, {"import"}, {"demo", "--port", "x"}} {
		if got := casebook(t, args...); got.status != 2 || got.out != "" || got.messages == "" {
			t.Errorf("%q: got %+v, want status 2 and a message on standard error", args, got)
		}
	}
}

func TestRoutesAreListedForTools(t *testing.T) {
	got := casebook(t, "routes", "--json")
	for line := range strings.Lines(got.out) {
		var r struct{ Method, Path, Policy string }
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Path == "" || r.Policy == "" {
			t.Errorf("%q: %v", line, err)
		}
	}
	if got.status != 0 || strings.Count(got.out, "\n") < 40 {
		t.Errorf("got %+v", got)
	}
}

func TestAQuestionAboutAFolderWithoutACasebookIsRefused(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "misspelt")
	t.Setenv("LC_ALL", "fr_CA.UTF-8")
	if got := casebook(t, "reindex", "--data", folder); got.status != 1 || !strings.Contains(got.messages, "registre de dossiers dans") {
		t.Errorf("in French: got %+v", got)
	}
	t.Setenv("LC_ALL", "C")
	for _, args := range [][]string{{"search", "--data", folder, "x"}, {"ledger", "verify", "--data", folder}} {
		if got := casebook(t, args...); got.status != 1 || got.out != "" || !strings.Contains(got.messages, "no casebook in") {
			t.Errorf("%q: got %+v", args, got)
		}
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the question made a folder")
	}
}

func TestAFolderWithoutACasebookIsSaidInTheLanguageOfTheOffice(t *testing.T) {
	t.Setenv("LC_ALL", "en_CA.UTF-8")
	for _, args := range [][]string{{"search", "x"}, {"similar", "VE-2026-0001"}, {"ledger", "verify"}, {"thesaurus", "export"}, {"code", "list"}, {"reindex"}} {
		got := casebook(t, append(args, "--data", t.TempDir(), "--lang", "fr")...)
		if got.status != 1 || !strings.Contains(got.messages, "il n’y a pas de registre") && !strings.Contains(got.messages, "il n'y a pas de registre") {
			t.Errorf("%v: got %+v, want it said in French", args, got)
		}
	}
}

func TestAFileThatIsNotThereIsSaidInTheLanguageOfTheOffice(t *testing.T) {
	folder := imported(t)
	missing := filepath.Join(t.TempDir(), "none.jsonl")
	for lang, want := range map[string]string{"en": "there is no file named", "fr": "aucun fichier ne s’appelle"} {
		for _, args := range [][]string{{"import"}, {"code", "load"}} {
			got := casebook(t, append(args, "--data", folder, "--lang", lang, missing)...)
			if got.status != 1 || !strings.Contains(got.messages, want) || !strings.Contains(got.messages, missing) {
				t.Errorf("%v in %s: got %+v, want %q and the name", args, lang, got, want)
			}
		}
	}
}
