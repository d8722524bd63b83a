package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// behind changes a casebook behind the program's back.
func behind(t *testing.T, folder, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(folder, "casebook.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func TestTheDoctorFindsAnImportedCasebookSound(t *testing.T) {
	folder := imported(t)
	for lang, want := range map[string]string{"en": "search index: 80 cases, indexed as they read", "fr": "index de recherche : 80 dossiers, indexés tels qu'ils se lisent"} {
		got := casebook(t, "doctor", "--data", folder, "--lang", lang)
		if got.status != 0 || !strings.Contains(plain(got.out), want) {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
}

func TestTheDoctorNamesWhatIsWrongAndAReindexMendsIt(t *testing.T) {
	folder := imported(t)
	behind(t, folder, "UPDATE cases SET subject = 'Another thing' WHERE reference = (SELECT min(reference) FROM cases)")
	got := casebook(t, "doctor", "--data", folder, "--lang", "en")
	if got.status != 1 || !strings.Contains(got.out, "1 case is indexed as something else than it says") || !strings.Contains(got.messages, "1 thing is wrong") {
		t.Errorf("got %+v, want the one case that is wrong", got)
	}
	if strings.Contains(got.out+got.messages, "Another") {
		t.Errorf("the doctor tells what a case says: %+v", got)
	}
	if got := casebook(t, "reindex", "--all", "--data", folder, "--lang", "fr"); got.status != 0 || !strings.Contains(got.messages, "80 dossiers réindexés") {
		t.Errorf("reindex: %+v", got)
	}
	if got := casebook(t, "doctor", "--data", folder); got.status != 0 {
		t.Errorf("after the reindex: %+v", got)
	}
}

func TestAReindexThatIsDueIsSaidAndDone(t *testing.T) {
	folder := imported(t)
	if got := casebook(t, "reindex", "--data", folder, "--lang", "en"); !strings.Contains(got.messages, "No reindex is due") {
		t.Errorf("got %+v, want that none is due", got)
	}
	behind(t, folder, "UPDATE search_docs SET analyzer = 1; UPDATE search_state SET analyzer = 1")
	if got := casebook(t, "search", "--data", folder, "sign"); !strings.Contains(got.messages, "casebook reindex") {
		t.Errorf("got %+v, want that a reindex is due", got)
	}
	if got := casebook(t, "doctor", "--data", folder, "--lang", "en"); got.status != 0 || !strings.Contains(got.out, "80 cases wait for a reindex") {
		t.Errorf("got %+v, want what is due", got)
	}
	if got := casebook(t, "migrate", "--data", folder, "--lang", "en"); !strings.Contains(got.messages, "80 cases were indexed anew") {
		t.Errorf("got %+v, want it done", got)
	}
	behind(t, folder, "UPDATE search_state SET analyzer = 1") // all that an interruption in the last step leaves
	casebook(t, "reindex", "--data", folder)
	if got := casebook(t, "search", "--data", folder, "sign"); strings.Contains(got.messages, "casebook reindex") {
		t.Errorf("got %+v, want that none is due", got)
	}
}

func TestTheDoctorLooksNoFurtherThanAnOldSchema(t *testing.T) {
	folder := imported(t)
	behind(t, folder, "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
	got := casebook(t, "doctor", "--data", folder, "--lang", "en")
	if got.status != 1 || !strings.Contains(got.out, "casebook migrate") || strings.Contains(got.out, "index") {
		t.Errorf("got %+v, want only that the schema is old", got)
	}
}

func TestTheDoctorFindsABrokenFileAndNoCasebook(t *testing.T) {
	folder := imported(t)
	behind(t, folder, "INSERT INTO exclusions (case_id, person) VALUES ('none', 'nobody')")
	if got := casebook(t, "doctor", "--data", folder, "--lang", "en"); got.status != 1 || !strings.Contains(got.out, "exclusions") {
		t.Errorf("got %+v, want the row that refers to none", got)
	}
	if got := casebook(t, "doctor", "--data", t.TempDir(), "--lang", "fr"); got.status != 1 || !strings.Contains(plain(got.messages), "il n'y a pas de registre") {
		t.Errorf("got %+v, want that there is none", got)
	}
}
