package cases

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func copyNow(t *testing.T, o *office, u User, reference string) (CopiedAdvice, error) {
	t.Helper()
	return o.CopyAdvice(ctx, u, plantedID, Stamp{Version: o.kept(t).Version, Key: "advice-form"}, reference)
}

func TestAdviceIsCopiedFromAnotherCaseWhichIsCitedAndReadThereby(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	got, err := copyNow(t, o, delphine, "VE-2025-0008")
	wantKind(t, err, 0)
	want(t, "copied", got, CopiedAdvice{Reference: "VE-2025-0008", Text: "Take care.", Lang: English})
	want(t, "cited", o.kept(t).Cites(nearID), true)
	if len(o.store.ledger) != 2 {
		t.Fatalf("got %d entries of the ledger, want 2", len(o.store.ledger))
	}
	want(t, "the first entry", o.store.ledger[0].Act, Cite)
	read := o.store.ledger[1].Event
	want(t, "the second", read, Event{At: o.at, Actor: delphine.ID, As: AsAdvisor, Act: Read, Case: nearID})
	_, err = copyNow(t, o, delphine, "VE-2025-0008")
	wantKind(t, err, 0)
	want(t, "copied twice, cited once", len(o.kept(t).Citations), 2)
	wantKind(t, o.Advise(ctx, delphine, plantedID, Stamp{Version: o.kept(t).Version, Key: "advice-form"}, goodAdvice), 0)
}

func TestNothingIsCopiedFromWhatSheMayNotSeeOrWhatHasNoAdvice(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	o.store.cases[citedID].Messages = nil
	o.store.cases[nearID].Excluded = []UserID{delphine.ID}
	for _, tt := range []struct{ typed, problem string }{
		{"", "problem.reference.missing"},
		{"VE-1999-0001", "problem.reference.unknown"},
		{"VE-2025-0008", "problem.reference.unknown"},
		{"VE-2026-0042", "problem.reference.itself"},
		{"VE-2025-0007", "problem.reference.no_advice"}, // though it is cited
	} {
		_, err := copyNow(t, o, delphine, tt.typed)
		wantProblem(t, err, "reference", tt.problem)
		stale, err := o.CopyAdvice(ctx, delphine, plantedID, Stamp{Version: -1}, tt.typed)
		wantKind(t, err, Conflict)
		want(t, "told from a stale form", stale, CopiedAdvice{})
	}
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}

func TestOnlyWhoCouldSendTheAnswerCopiesIntoIt(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	for u, kind := range map[*User]Kind{&filer: Forbidden, &stranger: NotFound, &recused: NotFound, &manager: NotFound} {
		_, err := copyNow(t, o, *u, "VE-2025-0008")
		wantKind(t, err, kind)
	}
	o.store.cases[plantedID].Status = Withdrawn
	_, err := copyNow(t, o, delphine, "VE-2025-0008")
	wantKind(t, err, Conflict)
	o.store.cases[plantedID].Status = Closed // its answer can be corrected
	_, err = copyNow(t, o, delphine, "VE-2025-0008")
	wantKind(t, err, 0)
}

func TestACopyNamesNobodyOfTheOtherCase(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	other := o.store.cases[nearID]
	other.Filer, other.Excluded = filer.ID, []UserID{recused.ID}
	other.Facts.Link = "https://www.facebook.com/amara.nl/posts/7"
	other.Invitation = &Invitation{Name: "Mireille O'Connell", Email: "mireille@example.org"}
	other.Messages[0].Text = "Bonjour Amara,\n\nAmara, écrivez à AMARA.NWOSU-LEBLANC@example.org. Ms. Nwosu-Leblanc et A. Leblanc, ou Rosalind," +
		" peuvent lire facebook.com/amara.nl/posts/7 avec Mireille O'Connell. Delphine l'a dit à Edmund.\n\nCordialement,\nEdmund Okoro-Pike\nConseiller"
	got, err := copyNow(t, o, delphine, "VE-2025-0008")
	wantKind(t, err, 0)
	want(t, "copied", got.Text, "[ … ], écrivez à [ … ]. Ms. [ … ] et [ … ], ou [ … ],"+
		" peuvent lire [ … ] avec [ … ]. Delphine l'a dit à [ … ].")
	want(t, "blanks", got.Blanks, 8)
	want(t, "trimmed", got.Trimmed, true)
}

func TestWhatNamesSomebodyIsLeftBlank(t *testing.T) {
	k := newIdentities(Contact{Phone: "613-555-0142", Email: "office@example.org"})
	k.add("Élodie de la Roche-Will", "elodie@example.org")
	k.add("Jo Martin (she/her)", "")
	k.add("Wu, Li", "")
	for _, tt := range []struct {
		text, want string
		blanks     int
	}{
		{"Nothing here, and nobody: VE is no reference.", "Nothing here, and nobody: VE is no reference.", 0},
		{"Elodie's page", "[ … ]'s page", 1},
		{"d’ÉLODIE et élodie roche", "d’[ … ] et [ … ]", 2},
		{"You will see it; the roche too.", "You will see it; the roche too.", 0},
		{"De la part du bureau", "De la part du bureau", 0},
		{"E. Roche-Will wrote", "[ … ] wrote", 1},
		{"E. is not said", "E. is not said", 0},
		{"Ask Jo or Li Wu.", "Ask [ … ] or [ … ].", 2},
		{"Élodie\u00A0Roche and Elodie", "[ … ] and [ … ]", 2},
		{"Élodie, Roche", "[ … ], [ … ]", 2},
		{"Write to somebody@example.com or office@example.org.", "Write to [ … ] or office@example.org.", 1},
		{"as @elodie_rw on X", "as [ … ] on X", 1},
		{"Call 613-555-0199, (819) 555-0123 or 613 555 0142.", "Call [ … ], [ … ] or 613 555 0142.", 2},
		{"In your case VE-2026-0042, and ve 2026 7,", "In your case [ … ], and [ … ],", 2},
		{"Section 113(1) of 2003, c. 22, s. 12; 2026-11-19.", "Section 113(1) of 2003, c. 22, s. 12; 2026-11-19.", 0},
		{"", "", 0},
	} {
		got, blanks := k.blank(tt.text)
		want(t, tt.text, got, tt.want)
		want(t, "blanks of "+tt.text, blanks, tt.blanks)
	}
}

func TestALinkIsLeftBlankHoweverItBegins(t *testing.T) {
	k := newIdentities(Contact{})
	k.addLink(" HTTPS://www.example.org/p/9/ ")
	for _, short := range []string{"x", "", "on X", "http://", "facebook"} {
		k.addLink(short)
	}
	got, _ := k.blank("See example.org/p/9 or http://example.org/P/9/; on X, facebook.")
	want(t, "text", got, "See [ … ] or http://[ … ]/; on X, facebook.")
}

func TestGreetingsAndClosingsAreLeftOutAndSentencesStay(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Take care.", "Take care."},
		{"Hello Noor,\n\nTake care.", "Take care."},
		{"Bonjour,\nPrudence.\n\nCordialement,\nMarion Modelblanc\nBureau des valeurs", "Prudence."},
		{"Chère collègue!\n\nPrudence.\n\nMerci\nM.", "Prudence."},
		{"Prudence.\n\nVeuillez agréer, Madame, l'expression de mes sentiments les meilleurs.\n\nM.", "Prudence."},
		{"Hi\n\nTake care.\n\nBest regards,\nMarion", "Take care."},
		{"Dear friends of the applicant may share it, but you may not.", "Dear friends of the applicant may share it, but you may not."},
		{"Bonjour, voici notre avis.\nPrudence.", "Bonjour, voici notre avis.\nPrudence."},
		{"Do this:\n- one\n\nThank you for asking before you posted it there.", "Do this:\n- one\n\nThank you for asking before you posted it there."},
		{"Merci de consulter le Bureau avant de publier quoi que ce soit.", "Merci de consulter le Bureau avant de publier quoi que ce soit."},
		{"Regards,\n\nThis is one long sentence that follows what looked like a closing.", "Regards,\n\nThis is one long sentence that follows what looked like a closing."},
		{"Hello,", "Hello,"}, // nothing would be left
		{"", ""},
	} {
		want(t, tt.text, adviceBody(tt.text), tt.want)
	}
}

func FuzzACopyIsValidTextWithoutTheName(f *testing.F) {
	f.Add("Hello Noor,\n\nNoor Testwell may.", "Noor Testwell")
	f.Add("a\xffb É. [ … ]", "É\xff b")
	f.Fuzz(func(t *testing.T, text, name string) {
		k := newIdentities(Contact{})
		k.add(name, "noor@example.org")
		got, blanks := k.blank(adviceBody(text))
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%q: %q is no text", text, got)
		}
		if blanks != strings.Count(got, Blank)-strings.Count(adviceBody(text), Blank) && !strings.Contains(text, "…") {
			t.Errorf("%q: %d blanks said of %q", text, blanks, got)
		}
		if strings.Contains(got, "noor@example.org") {
			t.Errorf("%q: the address is still in %q", text, got)
		}
	})
}
