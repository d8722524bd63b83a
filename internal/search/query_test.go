package search

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// said writes a query as a line: its words, then what else it asks.
func said(q Query) string {
	var parts []string
	words := func(before string, all []Word) {
		for _, w := range all {
			star := ""
			if len(w.Prefixes) > 0 {
				star = "*"
			}
			parts = append(parts, before+w.Text+star)
		}
	}
	words("", q.Words)
	for _, p := range q.Phrases {
		parts = append(parts, `"`+p.Text+`"`)
	}
	words("-", q.Excluded)
	for _, p := range q.ExcludedPhrases {
		parts = append(parts, `-"`+p.Text+`"`)
	}
	for _, f := range q.Filters {
		mark := map[bool]string{true: "", false: "?"}[f.Known]
		not := map[bool]string{true: "-", false: ""}[f.Not]
		parts = append(parts, fmt.Sprintf("%s%s=%s%s", not, f.Field, f.Value, mark))
	}
	return strings.Join(parts, " ")
}

func TestWhateverIsTypedIsAQuery(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"words", "pancarte chalet", "pancarte chalet"},
		{"grammar is left out", "the lawn sign on the cottage", "lawn sign cottage"},
		{"grammar in French too", "la pancarte devant le chalet", "pancarte devant chalet"},
		{"a word of one language that is grammar in the other", "my son is a candidate for council", "son candidate council"},
		{"the same word as grammar", "notes sur son député", "notes député"},
		{"alone it is a word", "son", "son"},
		{"only grammar is nothing", "on me", ""},
		{"a phrase", `"lawn sign" cottage`, `cottage "lawn sign"`},
		{"a French phrase", "« ligne de piquetage »", `"ligne de piquetage"`},
		{"a phrase in curly quotes", "“lawn sign”", `"lawn sign"`},
		{"a phrase without end", `cottage "lawn sign`, `cottage "lawn sign"`},
		{"a phrase against a word", `cottage"lawn sign"`, `cottage "lawn sign"`},
		{"an excluded word", "petition -union", "petition -union"},
		{"with a typographic minus", "petition −union", "petition -union"},
		{"an excluded phrase", `petition -"shop steward"`, `petition -"shop steward"`},
		{"an excluded compound is a phrase", "ministre -sous-ministre", `ministre -"sous-ministre"`},
		{"a prefix", "élec*", "élec*"},
		{"signs alone", `- * "" -"" « » -* : ** --`, ""},
		{"a compound is its words", "e-mail", "e mail"},
		{"a hashtag", "#OnVaGagner", "#OnVaGagner #OnVaGagner"},
		{"an unknown field is words", "foo:bar", "foo bar"},
		{"an address is words", "https://example.org", "https example org"},
		{"a field", "platform:x", "platform=x"},
		{"a field in French", "plateforme:Facebook conclusion:renvoyé langue:français", "platform=facebook outcome=referred lang=fr"},
		{"French fields with accents", "état:fermé conseillère:anne année:2024 référence:ve-2024-7", "status=closed advisor=anne year=2024 ref=VE-2024-0007"},
		{"codes", "obligation:LOYALTY outcome:not_consistent obligation:r-public", "obligation=LOYALTY outcome=not_consistent obligation=R-PUBLIC"},
		{"a value in quotes", `outcome:"not recommended" statut:« en attente »`, "outcome=not_recommended status=awaiting_employee"},
		{"spaces after the colon", "platform: twitter", "platform=x"},
		{"the spaces of French", "plateforme : messagerie", "platform=messaging"},
		{"a sentence that looks like a field", "status : nothing doing", "status nothing doing"},
		{"a colon in a sentence", "outcome: unclear", "outcome unclear"},
		{"a field still to be typed", "petition outcome:", "petition"},
		{"a value that does not exist", "platform:myspace", "platform=myspace?"},
		{"a field left out", "-platform:x", "-platform=x"},
		{"from and to", "from:2024-01 to:2024-02", "from=2024-01-01 to=2024-02-29"},
		{"years and days", "depuis:2023 jusqu'au:2024/03/05", "from=2023-01-01 to=2024-03-05"},
		{"a date that is none", "from:2024-13", "from=2024-13?"},
		{"election", "election:yes élection:non election:municipale", "election=yes election=no election=municipal"},
		{"political activity", "politique:oui -political:no", "political=yes -political=no"},
		{"a field of two words", "pétition activité politique:oui", "pétition political=yes"},
		{"a field of two words, the spaces of French", "-Political activity : yes", "-political=yes"},
		{"the same two words in a sentence", "my political activity: a sign", "my political activity sign"},
		{"precedents", "précédent:oui -precedent:no", "precedent=yes -precedent=no"},
		{"precedent in a sentence", "precedent: lawn sign", "precedent lawn sign"},
		{"what cites a case", "cites:ve-2025-7 cite:VE-2025-0008", "cites=VE-2025-0007 cites=VE-2025-0008"},
		{"what a case cites", "citedby:VE-2025-7 citée par : VE-2025-0008", "citedby=VE-2025-0007 citedby=VE-2025-0008"},
		{"a citation of no reference", "cites:everything cited by: hand", "cited by hand cites=everything?"},
		{"the words of the pages", "conclusion:dirigé état:« À l’étude » moyen:Téléphone responsable:Marion", "outcome=referred status=in_review channel=phone advisor=Marion"},
		{"channel", "canal:courriel channel:in_person", "channel=email channel=in_person"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := said(Parse(tt.text)); got != tt.want {
				t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestAQueryOfGrammarAloneSaysSo(t *testing.T) {
	for text, want := range map[string]bool{
		"le": true, "the of": true, "on me": true, `"of the"`: true, "the platform:x": true, "THE, of!": true,
		"the lawn": false, "lawn": false, `"lawn" the`: false, "the*": false, "platform:x": false, "?!": false, "": false, "-the": false,
	} {
		if got := Parse(text).Small; got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestAFilterIsKeptAsItWasTyped(t *testing.T) {
	for text, want := range map[string]string{
		"a conclusion:zzz b": "conclusion:zzz", "-Conclusion:zzz": "-Conclusion:zzz", `plateforme:« nulle part » a`: "plateforme:« nulle part »",
		"plateforme : balado": "plateforme : balado", "activité politique: oui a": "activité politique: oui",
	} {
		if all := Parse(text).Filters; len(all) != 1 || all[0].Typed != want {
			t.Errorf("%s: got %+v, want it typed %q", text, all, want)
		}
	}
}

func TestNoNameIsOfTwoCodes(t *testing.T) {
	for text, want := range map[string]string{
		"obligation:public": "R-PUBLIC", `obligation:"public scrutiny"`: "SCRUTINY", "obligation:confidentialité": "CONFIDENTIALITY",
		"outcome:incompatible": "not_consistent", "election:no": "no", "election:none": "none", "statut:attente": "awaiting_employee",
	} {
		if all := Parse(text).Filters; len(all) != 1 || all[0].Value != want {
			t.Errorf("%s: got %+v, want %s", text, all, want)
		}
	}
}

func TestAWordIsAskedForInBothLanguages(t *testing.T) {
	tests := []struct {
		typed string
		want  []string
	}{
		{"petition", []string{"en:petit", "fr:petition"}},
		{"pétition", []string{"en:petit", "fr:petition"}},
		{"pour", []string{"en:pour"}},
		{"the", []string{"fr:the"}},
		{"113(1)", []string{"en:113(1)", "fr:113(1)"}},
		{"candidat·e", []string{"en:candidat", "fr:candidat", "en:candid"}},
	}
	for _, tt := range tests {
		got := Parse(tt.typed).Words
		if len(got) != 1 || !reflect.DeepEqual(got[0].Terms, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.typed, got, tt.want)
		}
	}
}

func TestAPrefixMatchesTermsThatBeginSoAndItsOwnStem(t *testing.T) {
	word := Parse("élections*").Words[0]
	for term, want := range map[string]bool{"fr:election": true, "en:elect": true, "fr:electoral": false} {
		if got := word.Matches(term); got != want {
			t.Errorf("%s: got %v, want %v", term, got, want)
		}
	}
	if word := Parse("elec*").Words[0]; !word.Matches("fr:electoral") || word.Matches("fr:el") {
		t.Errorf("elec*: got %v", word)
	}
}

func TestAQueryIsCutAndSaysSo(t *testing.T) {
	q := Parse(strings.Repeat("word ", 500))
	if !q.Cut || len(q.Words) != MaxTerms || utf8.RuneCountInString(q.Text) != MaxQuery {
		t.Errorf("got cut %v, %d words, %d bytes", q.Cut, len(q.Words), len(q.Text))
	}
	if q := Parse(`"` + strings.Repeat("word ", 100) + `"`); !q.Cut || len(q.Phrases[0].Words) != MaxTerms {
		t.Errorf("got cut %v, %d words of the phrase", q.Cut, len(q.Phrases[0].Words))
	}
	if Parse("two words").Cut {
		t.Error("got a short query cut")
	}
}

func TestRankedWordsAreEachOnce(t *testing.T) {
	q := Parse(`petition "petition online" pétition`)
	if got := len(q.Ranked()); got != 2 {
		t.Errorf("got %d words, want 2: %v", got, q.Ranked())
	}
	if q := Parse("platform:x"); q.IsEmpty() || q.HasWords() {
		t.Error("got a filter alone empty or with words")
	}
}

func TestAPhraseNamesTheWordsItsTextMustHave(t *testing.T) {
	p := Parse(`"on my own time"`).Phrases[0]
	if got := len(p.In(English)); got != 1 {
		t.Errorf("got %d words in English, want time alone", got)
	}
	if got := len(p.In(French)); got != 3 {
		t.Errorf("got %d words in French, want my, own, time: %v", got, p.In(French))
	}
}

func TestAReferenceTypedAloneIsRecognised(t *testing.T) {
	for text, want := range map[string]string{
		"VE-2026-0042": "VE-2026-0042", "  ve-2026-0042 ": "VE-2026-0042", "ve 2026 42": "VE-2026-0042",
		"VE–2026–123456": "VE-2026-123456", "ve20260042": "VE-2026-0042", "Ve 2026-7": "VE-2026-0007",
		"VE-2026": "", "VE-2026-0042 again": "", "XE-2026-0042": "", "": "", "2026-0042": "",
	} {
		if got, ok := Reference(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", text, got, ok, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`"a b" -c d* platform:x`, "« l’été » plateforme : x", `-"`, `from:"`, "a:b:c", "\xff\"\x00*", "#A_b -#C",
		"--a", "lang :", `x:"y"z`, "e-mail*", "-e-mail*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := Parse(text)
		n := len(q.Words) + len(q.Excluded) + len(q.Filters)
		for _, p := range append(q.Phrases, q.ExcludedPhrases...) {
			n += len(p.Words)
			MatchPhrase("fr", text, p.Text)
		}
		if n > MaxTerms || utf8.RuneCountInString(q.Text) > MaxQuery {
			t.Errorf("got %d terms, %d bytes", n, len(q.Text))
		}
		for _, lang := range Langs() {
			Snippets(lang, text, q, 3, 40)
		}
		Reference(text)
	})
}
