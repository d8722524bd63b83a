package search

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// termsOf gives the terms of a text without their language.
func termsOf(lang, text string) []string {
	terms := []string{}
	for _, t := range Analyze(lang, text) {
		terms = append(terms, strings.TrimPrefix(t.Term, lang+":"))
	}
	return terms
}

func TestATextIsReadAsItsReadersDo(t *testing.T) {
	tests := []struct {
		name, lang, text string
		want             string
	}{
		{"case and accents go", "fr", "PÉTITION Pétition petition", "petition petition petition"},
		{"accents written apart are accents", "fr", "pe\u0301tition", "petition"},
		{"ligatures are spelt out", "fr", "Œuvre œuvre oeuvre", "oeuvr oeuvr oeuvr"},
		{"typographic ligatures are spelt out", "en", "o\ufb03ce", "offic"},
		{"full width letters are letters", "en", "Ｐｏｓｔ", "post"},
		{"elisions are dropped, whichever the apostrophe", "fr", "l'élection l’élection d'élection qu’élection", "election election election election"},
		{"long elisions too", "fr", "jusqu'élection lorsqu'élection puisqu’élection quoiqu'élection", "election election election election"},
		{"pronouns too", "fr", "j'affiche m'affiche t'affiche s'affiche n'affiche c'affiche", "afich afich afich afich afich afich"},
		{"elision in capitals", "fr", "L’ÉLECTION", "election"},
		{"French words quoted in English lose theirs too", "en", "the l'affiche", "affich"},
		{"aujourd'hui is one word", "fr", "aujourd’hui", "aujourdhui"},
		{"a possessive is dropped", "en", "the Minister's Minister’s ministers'", "minist minist minist"},
		{"contractions are stop words", "en", "I don't won’t they'll it's", ""},
		{"stop words are dropped", "fr", "le la de à été mes", ""},
		{"inclusive forms are both forms", "fr", "candidat·e candidat·e·s candidat.e.s candidat(e)s candidat-e-s candidat/e", "candidat candidat candidat candidat candidat candidat"},
		{"inclusive participles", "fr", "employé·e employé(e)s employé-e-s employé.e.s employés(es) EMPLOYÉ·E·S", "emploi emploi emploi emploi emploi emploi"},
		{"inclusive forms with another ending", "fr", "directeur·rice acteur/trice conseiller·ère·s", "direct acteu conseil"},
		{"an English (s) is a plural", "en", "account(s) employee(s)", "account employe"},
		{"an imperative is no inclusive form", "fr", "dites-le prenez-les", "dit prendr"},
		{"a sentence's end is none either", "fr", "Il publie.E", "publi"},
		{"a compound is its parts and itself", "en", "e-mail", "e mail email"},
		{"a compound in French", "fr", "sous-ministre", "sou ministr sousministr"},
		{"an inverted pronoun makes no compound", "fr", "pense-t-il", "pens"},
		{"a hashtag is itself and its words", "fr", "#OnVaGagner", "onvagagn va gagn"},
		{"capitals in a hashtag stay together", "en", "#PMOFails #Vote2025", "pmofail pmo fail vote2025 vote 2025"},
		{"a handle is itself and its words", "en", "@jane_doe", "janedo jane doe"},
		{"an e-mail address is no handle", "en", "jane@example.org", "jane exampl org"},
		{"acronyms lose their points", "en", "U.S. A.I.", "us ai"},
		{"a section is kept, and its number found", "en", "113(1)", "113(1) 113"},
		{"a paragraph is one term however written", "en", "2(b) 2b 2b) 2(b)(i)", "2b 2b 2b 2bi"},
		{"decimals stay, thousands are joined", "en", "113.1 1,000", "113.1 113 1000"},
		{"a letter of a script without spaces is a word", "en", "選挙", "選 挙"},
		{"symbols are nothing", "en", "😀 ½ — …", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := termsOf(tt.lang, tt.text)
			want := strings.Fields(tt.want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: got %q, want %q", tt.text, got, want)
			}
		})
	}
}

func TestTermsCarryTheirLanguage(t *testing.T) {
	for lang, want := range map[string]string{"en": "en:petit", "fr": "fr:petition", "de": "en:petit"} {
		if got := Analyze(lang, "petition")[0].Term; got != want {
			t.Errorf("%s: got %s, want %s", lang, got, want)
		}
	}
}

func TestPositionsCountStopWordsAndOffsetsCountRunes(t *testing.T) {
	got := Analyze("fr", "vu à l’été œuvrer, l’École d'élu·e·s e-mail")
	want := []Token{
		{"fr:vu", 0, 2, 0, 1}, {"fr:oeuvr", 11, 17, 3, 1}, {"fr:ecol", 21, 26, 4, 1}, {"fr:elir", 29, 36, 5, 1},
		{"fr:e", 37, 38, 6, 1}, {"fr:mail", 39, 43, 7, 1}, {"fr:email", 37, 43, 6, 2},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAnInclusiveFormIsFoundByEitherOfItsForms(t *testing.T) {
	texts := []string{"candidat·e", "candidat(e)s", "candidat-e-s", "candidat.e.s", "candidat/e", "candidat•e•s"}
	for _, text := range texts {
		for _, typed := range []string{"candidat", "candidate", "candidats", "candidates"} {
			wantFound(t, "fr", text, typed)
		}
	}
	for _, typed := range []string{"employé", "employée", "employe", "employees", "employés"} {
		wantFound(t, "fr", "les employé·e·s du Ministère", typed)
		wantFound(t, "fr", "un(e) employé(e)", typed)
	}
	wantFound(t, "fr", "les travailleur·euse·s", "travailleuse")
	wantFound(t, "fr", "acteur·rice·s", "actrice")
	wantFound(t, "fr", "sportif·ve·s", "sportive")
}

func wantFound(t *testing.T, lang, text, query string) {
	t.Helper()
	words := Parse(query).Words
	for _, token := range Analyze(lang, text) {
		if len(words) == 1 && words[0].Matches(token.Term) {
			return
		}
	}
	t.Errorf("%q: not found by %q (%v against %v)", text, query, words, termsOf(lang, text))
}

func TestEveryWordOfTheSituationsIsTheSameWithoutItsAccents(t *testing.T) {
	n := 0
	for _, s := range situations(t) {
		for _, word := range strings.Fields(s.Subject + " " + s.Situation + " " + s.Reply) {
			for _, lang := range Langs() {
				got, want := termsOf(lang, unaccented(word)), termsOf(lang, word)
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s: got %q without accents, want %q", lang, word, got, want)
				}
				n++
			}
		}
	}
	if n < 20000 {
		t.Errorf("got %d comparisons, want the whole set", n)
	}
}

func TestEveryWordOfTheSituationsFoldsToItself(t *testing.T) {
	for _, s := range situations(t) {
		for _, word := range strings.FieldsFunc(s.Situation, func(r rune) bool { return !continuesWord(r) }) {
			got, want := termsOf(s.Lang, Fold(word)), termsOf(s.Lang, word)
			if !slices.Equal(got, want) {
				t.Errorf("%s: got %q folded, want %q", word, got, want)
			}
		}
	}
}

func TestAQueryWithoutAccentsFindsExactlyWhatItFindsWithThem(t *testing.T) {
	all := situations(t)
	x := newIndex(all)
	for _, s := range all {
		if got, want := x.search(Parse(unaccented(s.Subject)), Expansion{}, 0), x.search(Parse(s.Subject), Expansion{}, 0); !slices.Equal(got, want) {
			t.Errorf("%s: got %v without accents, want %v", s.Subject, got, want)
		}
	}
}

// unaccented is what a person types on a keyboard without accents.
var unaccented = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "ç", "c", "î", "i",
	"ï", "i", "ô", "o", "ù", "u", "û", "u", "ü", "u", "œ", "oe", "É", "E", "È", "E", "À", "A", "Ç", "C", "Î", "I",
	"Ô", "O", "Œ", "Oe", "Ê", "E", "Â", "A").Replace

func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	runes, pos := utf8.RuneCountInString(text), 0
	for _, token := range tokens {
		if utf8.RuneCountInString(token.Term) > MaxTerm || len(token.Term) <= len("en:") || !utf8.ValidString(token.Term) {
			t.Fatalf("got term %q", token.Term)
		}
		if token.From < 0 || token.From >= token.To || token.To > runes || token.Span < 1 || token.Pos+token.Span <= pos {
			t.Fatalf("got %+v after position %d in %d runes", token, pos, runes)
		}
		pos = token.Pos
	}
}

func TestManyMayAnalyseAtOnce(t *testing.T) {
	text := situations(t)[0].Situation
	want := Analyze("fr", text)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if got := Analyze("fr", text); !slices.Equal(got, want) {
					t.Error("got other terms than alone")
				}
			}
		})
	}
	all.Wait()
}

func FuzzAnalyze(f *testing.F) {
	for _, seed := range []string{"l’élection d'Œuvre", "candidat·e·s (e)s -e-s", "#OnVaGagner @a_b", "113(1)(a) 2b) 1,000.5",
		"\xff\x00\u202e", "U.S.A. e-mail VE-2026-0042", "選挙 ไทย שלום", "e\u0301\u200d\u00ad", "ﬁ½①²İſ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range Langs() {
			checkTokens(t, text, Analyze(lang, text))
		}
		if folded := Fold(text); Fold(folded) != folded {
			t.Errorf("%q folds to %q, and that to %q", text, folded, Fold(folded))
		}
	})
}

func BenchmarkAnalyze200Words(b *testing.B) {
	for _, lang := range Langs() {
		var words []string
		for _, s := range situations(b) {
			if s.Lang == lang && len(words) < 200 {
				words = append(words, strings.Fields(s.Situation)...)
			}
		}
		text := strings.Join(words[:200], " ")
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Analyze(lang, text)
			}
		})
	}
}
