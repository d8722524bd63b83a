package search

import (
	"maps"
	"testing"
)

func TestAMisspeltWordIsGuessed(t *testing.T) {
	v := NewVocabulary(maps.All(map[string]int{"fr:presenc": 2, "fr:obligatoir": 2, "fr:petition": 2, "fr:harcel": 2, "fr:comision": 2,
		"fr:bureau": 5, "fr:foto": 1, "en:receiv": 1, "en:govern": 1, "en:employe": 2, "en:form": 9, "en:fort": 3, "en:photo": 1}))
	for word, want := range map[string]string{
		"pétittion": "pétition", "petiton": "pétition", "présense": "présence", "obligatroie": "obligatoire", "harselement": "harcèlement",
		"recieve": "receive", "goverment": "government", "emloyee": "employee", "xx": "", "zzzzzz": "", "": "", "2024a": "",
		"buro": "bureau", "fotto": "photo",
	} {
		got := ""
		if all := v.Suggest(word, 3); len(all) > 0 {
			got = all[0]
		}
		if Fold(got) != Fold(want) {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}

func TestAWordOfBothLanguagesIsOfferedAsItsReaderWritesIt(t *testing.T) {
	v := NewVocabulary(maps.All(map[string]int{"fr:presenc": 2, "en:presenc": 9, "en:govern": 1}))
	for _, tt := range []struct{ typed, reader, want string }{
		{"présense", French, "présence"},
		{"présense", English, "présence"}, // no English word has accents
		{"présense", "", "présence"},
		{"presense", French, "présence"},
		{"presense", English, "presence"},
		{"PRÉSENSE", English, "présence"},
		{"goverment", French, "government"}, // no French word is written so
	} {
		l := Expand(Parse(tt.typed), Expansion{Vocabulary: v, Reader: tt.reader})
		if len(l.Unknown) != 1 || l.Unknown[0].Used != tt.want {
			t.Errorf("%s on a page in %q: got %+v, want %s", tt.typed, tt.reader, l.Unknown, tt.want)
		}
	}
}

func TestOnlyAWordThatIsInNoCaseIsCorrected(t *testing.T) {
	v := vocabularyOf(English, "a petition about pettitions")
	if l := Expand(Parse("pettition"), Expansion{Vocabulary: v}); len(l.Unknown) != 0 {
		t.Errorf("got %v, want the word left as it is in a case", l.Unknown)
	}
	v = vocabularyOf(English, "a petition")
	l := Expand(Parse("pettition placard"), Expansion{Vocabulary: v})
	if len(l.Unknown) != 1 || l.Unknown[0].Text != "pettition" || l.Unknown[0].Used != "petition" || weightOf(l, "pettition", "en:petit") == 0 {
		t.Errorf("got %+v, want petition", l)
	}
	l = Expand(Parse("pettition"), Expansion{Vocabulary: v, Without: map[string]bool{"s.pettition": true}})
	if len(l.Unknown) != 1 || l.Unknown[0].Used != "" || len(l.Unknown[0].Suggestions) == 0 || weightOf(l, "pettition", "en:petit") != 0 {
		t.Errorf("got %+v, want a suggestion alone", l)
	}
	if l := Expand(Parse("pettition"), Expansion{}); len(l.Unknown) != 0 {
		t.Errorf("got %v without knowing the index", l.Unknown)
	}
}

func TestAWordIsTakenOnlyForOneThatThePersonHasInACase(t *testing.T) {
	burns := NewVocabulary(maps.All(map[string]int{"en:burn": 1}))
	offices := NewVocabulary(maps.All(map[string]int{"en:burn": 1, "fr:bureau": 9}))
	nothing := func(string) int { return 0 }
	burnsMore := func(term string) int { return map[string]int{"en:burn": 3, "fr:bureau": 0}[term] }
	for _, tt := range []struct {
		typed, want string
		by          Expansion
	}{
		{"script", "", Expansion{Vocabulary: burns}}, // scrip and scripts are words, of no case
		{"buro", "burn", Expansion{Vocabulary: burns}},
		{"buro", "bureau", Expansion{Vocabulary: offices}},
		{"buro", "", Expansion{Vocabulary: offices, Seen: nothing}},
		{"buro", "burn", Expansion{Vocabulary: offices, Seen: burnsMore}},
	} {
		all := Expand(Parse(tt.typed), tt.by).Unknown
		if len(all) != 1 || all[0].Used != tt.want || tt.want == "" && len(all[0].Suggestions) > 0 {
			t.Errorf("%s: got %+v, want %q", tt.typed, all, tt.want)
		}
	}
}

func TestWhatWasProbablyMeantIsLookedForAsIfItWasTyped(t *testing.T) {
	v := NewVocabulary(maps.All(map[string]int{"fr:bureau": 9, "fr:agenc": 2, "en:offic": 9}))
	l := Expand(Parse("buro"), Expansion{Vocabulary: v, Everyday: true})
	if meant, added := weightOf(l, "buro", "fr:bureau"), weightOf(l, "buro", "en:offic"); meant < 80 || added == 0 || added >= meant {
		t.Errorf("got bureau %d and office %d, want bureau before what stands for it", meant, added)
	}
}

func TestAWordThatIsNeverLookedForIsNotCalledUnknown(t *testing.T) {
	v := vocabularyOf(English, "a petition")
	for _, typed := range []string{"le", "the", "l'une des", "with"} {
		if got := Expand(Parse(typed), Expansion{Vocabulary: v}).Unknown; len(got) != 0 {
			t.Errorf("%s: got %+v, want nothing said of it", typed, got)
		}
	}
}

func TestTyposAreCounted(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"petition", "petition", 0}, {"petiton", "petition", anError}, {"pettition", "petition", soundsSo},
		{"eptition", "petition", anError + wrongHead}, {"presense", "presence", soundsSo}, {"electoin", "election", anError},
		{"a", "", 9}, {"abcdef", "uvwxyz", 9},
	} {
		if got := typos(tt.a, tt.b, 4); min(got, 9) != tt.want && !(tt.want == 9 && got > 1) {
			t.Errorf("%s, %s: got %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestAWordIsNeverTakenForAStopWord(t *testing.T) {
	v := NewVocabulary(maps.All(map[string]int{"en:petit": 3}))
	for _, w := range spelledWords() {
		for _, typed := range []string{w.text + "z", "z" + w.text, w.text[:len(w.text)-1] + "z"} {
			if len(words(w.text)[0].Terms) > 0 {
				continue
			}
			for _, u := range Expand(Parse(typed), Expansion{Vocabulary: v}).Unknown {
				if u.Used == w.text {
					t.Errorf("%q is taken for %q, which stands for nothing", typed, u.Used)
				}
			}
		}
	}
}
