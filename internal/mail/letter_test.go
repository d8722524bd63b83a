package mail

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

var update = flag.Bool("update", false, "write the golden letters anew")

var office = Office{
	BaseURL: "https://casebook.example.org/",
	Name:    cases.Text{En: "Values and Ethics Office", Fr: "Bureau des valeurs et de l’éthique"},
}

func letter(kind cases.LetterKind) cases.Letter {
	return cases.Letter{Kind: kind, To: "u1", Case: "3x7q0c5m9t2v8b4n6k1j0h5g7f", Reference: "VE-2026-0042"}
}

func reader(lang cases.Lang) cases.User {
	return cases.User{ID: "u1", Name: "Maxime Tremblay-Okafor", Email: "maxime.tremblay-okafor@example.org", Lang: lang}
}

var kinds = []cases.LetterKind{cases.SomethingNew, cases.NewCase, cases.EmployeeAnswered, cases.CaseGiven, cases.CallLogged, cases.InvitationAnswered}

func TestEveryLetterReadsAsItsGoldenCopy(t *testing.T) {
	for _, kind := range kinds {
		for _, lang := range cases.Langs() {
			t.Run(string(kind)+" "+string(lang), func(t *testing.T) {
				e := Compose(letter(kind), reader(lang), office)
				got := "Subject: " + e.Subject + "\n\n" + e.Text
				if want := golden(t, string(kind)+"."+string(lang)+".txt", got); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

var invited = cases.Addressee{Email: "maxime.tremblay-okafor@example.org", Lang: cases.French,
	Invitation: "4x7q0c5m9t2v8b4n6k1j0h5g7f", Code: "5x7q0c5m9t2v8b4n6k1j0h5g7f"}

func TestAnInvitationCarriesALinkAndAReferenceAlone(t *testing.T) {
	for _, lang := range cases.Langs() {
		to := invited
		to.Lang = lang
		e := ComposeInvitation(letter(cases.Invited), to, office)
		got := "Subject: " + e.Subject + "\n\n" + e.Text
		if want := golden(t, "invited."+string(lang)+".txt", got); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		if e.To != to.Email || strings.Contains(got, "3x7q0c5m9t2v8b4n6k1j0h5g7f") || strings.Contains(got, "Tremblay") {
			t.Errorf("to %s: got the case's address or a name in\n%s", e.To, got)
		}
	}
}

func golden(t *testing.T, name, got string) string {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(want)
}

func TestALetterNamesNobody(t *testing.T) {
	for _, kind := range kinds {
		u := reader(cases.French)
		e := Compose(letter(kind), u, office)
		for _, canary := range []string{u.Name, u.Email, string(u.ID) + " ", "Tremblay"} {
			if strings.Contains(e.Subject+e.Text, canary) {
				t.Errorf("%s: got %q in the letter, want it nowhere", kind, canary)
			}
		}
	}
}

func TestTheFirstLanguageIsTheReaders(t *testing.T) {
	tests := []struct {
		lang cases.Lang
		want string
	}{
		{cases.English, "Le texte français suit."},
		{cases.French, "The English text follows."},
		{"", "Le texte français suit."},
	}
	for _, tt := range tests {
		got, _, _ := strings.Cut(Compose(letter(cases.NewCase), reader(tt.lang), office).Text, "\n")
		if got != tt.want {
			t.Errorf("language %q: got %q first, want %q", tt.lang, got, tt.want)
		}
	}
}

func TestTheLinkIsToTheCaseUnderTheConfiguredAddress(t *testing.T) {
	for _, base := range []string{"https://casebook.example.org", "https://casebook.example.org/"} {
		got := link(base, "3x7q0c5m9t2v8b4n6k1j0h5g7f")
		want := "https://casebook.example.org/cases/3x7q0c5m9t2v8b4n6k1j0h5g7f"
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAnOfficeWithoutANameDoesNotSign(t *testing.T) {
	e := Compose(letter(cases.SomethingNew), reader(cases.English), Office{BaseURL: office.BaseURL})
	if got, want := strings.Count(e.Text, "\n\n\n"), 0; got != want {
		t.Errorf("empty paragraphs: got %d, want %d", got, want)
	}
}
