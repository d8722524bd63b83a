package search

import (
	"slices"
	"testing"
)

// What MatchPhrase says is in a text must have every pair of the phrase.
func TestATextWithAPhraseHasItsPairs(t *testing.T) {
	for _, x := range []struct{ lang, text, phrase string }{
		{English, "She put the lawn sign of the candidate in a picture.", "lawn signs"},
		{English, "She put the lawn sign of the candidate in a picture.", "signs of a candidate"},
		{French, "La loi sur les élections fédérales s'applique.", "loi de nos élections"},
		{French, "Ma candidat·e préférée a une pancarte électorale.", "candidate préférée"},
		{English, "Send an e-mail address to me.", "email address"},
		{English, "Send an email address to me.", "e-mail address"},
		{French, "Selon l'alinéa 113(1) de la Loi.", "alinéa 113(1)"},
	} {
		if !MatchPhrase(x.lang, x.text, x.phrase) {
			t.Errorf("%q is not in %q", x.phrase, x.text)
		}
		have := Pairs(Analyze(x.lang, x.text))
		for _, pair := range (Phrase{Text: x.phrase}).PairsIn(x.lang) {
			if !slices.Contains(have, pair) {
				t.Errorf("%q lacks a pair of %q", x.text, x.phrase)
			}
		}
	}
}

func TestTheWordsOfAPhraseInAnotherOrderAreOtherPairs(t *testing.T) {
	asked := (Phrase{Text: "lawn sign"}).PairsIn(English)
	if len(asked) != 1 {
		t.Fatalf("got %d pairs, want 1", len(asked))
	}
	for _, text := range []string{"sign on a lawn", "the sign lawn", "lawn of the big sign"} {
		if slices.Contains(Pairs(Analyze(English, text)), asked[0]) {
			t.Errorf("%q has the pair", text)
		}
	}
}

func FuzzPairs(f *testing.F) {
	f.Add("a candidate's e-mail, l'employé·e du 113(1)", "e-mail l'employée")
	f.Fuzz(func(t *testing.T, text, phrase string) {
		for _, lang := range Langs() {
			if !MatchPhrase(lang, text, phrase) {
				continue
			}
			have := Pairs(Analyze(lang, text))
			for _, pair := range (Phrase{Text: phrase}).PairsIn(lang) {
				if !slices.Contains(have, pair) {
					t.Errorf("%q lacks a pair of %q", text, phrase)
				}
			}
		}
	})
}
