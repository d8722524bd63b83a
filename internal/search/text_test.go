package search

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAPhraseIsFoundInAText(t *testing.T) {
	tests := []struct {
		name, lang, text, phrase string
		want                     bool
	}{
		{"as written", "en", "A lawn sign on the cottage", "lawn sign", true},
		{"inflected", "en", "Lawn signs everywhere", "lawn sign", true},
		{"without accents", "fr", "la pétition électronique", "petition electronique", true},
		{"in the plural", "fr", "des pétitions électroniques", "pétition électronique", true},
		{"not in another order", "en", "sign the lawn", "lawn sign", false},
		{"not with a word between", "en", "lawn election sign", "lawn sign", false},
		{"a stop word keeps its place", "fr", "loi de nos élections", "loi sur les élections", true},
		{"and cannot be missing", "fr", "loi élections", "loi sur les élections", false},
		{"across an elision", "fr", "la campagne d’élection", "campagne d'élection", true},
		{"a compound for its parts", "en", "my e-mail address", "email address", true},
		{"parts for a compound", "en", "my email address", "e-mail address", true},
		{"a hashtag for its words", "fr", "voici #OnVaGagner demain", "va gagner demain", true},
		{"the hashtag whole", "fr", "voici #OnVaGagner demain", "onvagagner demain", true},
		{"an inclusive form", "fr", "les candidat·e·s municipaux", "candidates municipales", true},
		{"a section", "en", "under section 113(1) of the Act", "section 113(1)", true},
		{"not another section", "en", "under section 113(2) of the Act", "section 113(1)", false},
		{"only grammar is in no text", "en", "on the lawn", "on the", false},
		{"leading and final grammar is free", "en", "lawn sign", "the lawn sign of", true},
		{"nothing", "en", "lawn", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := MatchPhrase(tt.lang, tt.text, tt.phrase); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAHostilePhraseCostsLittle(t *testing.T) {
	compounds := strings.Repeat("e-mail ", 40)
	if MatchPhrase("en", strings.Repeat("e-mail ", 20_000)+"end", compounds+"never") != true {
		t.Error("want the first words of a long phrase to be enough")
	}
	if MatchPhrase("en", strings.Repeat("email ", 50_000), strings.Repeat("email ", 31)+"never") {
		t.Error("got a phrase that is not there")
	}
}

// marked writes the spans of a text in brackets.
func marked(text string, spans []Span) string {
	rs, out, at := []rune(text), "", 0
	for _, s := range spans {
		out += string(rs[at:s.From]) + "[" + string(rs[s.From:s.To]) + "]"
		at = s.To
	}
	return out + string(rs[at:])
}

func TestMatchedWordsAreHighlightedWhole(t *testing.T) {
	tests := []struct{ name, lang, query, want string }{
		{"inflected", "fr", "affiche", "J’ai [affiché] deux [affiches]."},
		{"without accents", "fr", "petition", "une [pétition] et la [PÉTITION]"},
		{"after an elision", "fr", "election", "pendant l’[élection]"},
		{"with a possessive", "en", "minister", "the [Minister’s] post"},
		{"an inclusive form", "fr", "candidate", "les [candidat·e·s] et le/la [candidat(e)]"},
		{"a hashtag by one of its words", "fr", "gagner", "voici [#OnVaGagner] !"},
		{"a compound whole", "en", "email", "my [e-mail] address"},
		{"a section", "en", "113(1)", "section [113(1)] and 113(2)"},
		{"a prefix", "fr", "élec*", "l’[élection] [électorale] de l’élu"},
		{"a phrase only where it is one", "en", `"lawn sign"`, "a sign: a [lawn sign] on a lawn"},
		{"a phrase with grammar inside", "fr", "« loi sur les élections »", "la [loi sur les élections]"},
		{"a word and a phrase that overlap", "en", `sign "lawn sign"`, "the [lawn sign], my [sign]"},
		{"no excluded word", "en", "lawn -sign", "the [lawn] sign"},
		{"after letters of several units", "en", "post", "😀 a\u0301 [post]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.NewReplacer("[", "", "]", "").Replace(tt.want)
			if got := marked(text, Highlight(tt.lang, text, Parse(tt.query))); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func shown(snippets []Snippet) string {
	var all []string
	for _, s := range snippets {
		text := ""
		for _, segment := range s.Segments {
			if segment.Mark {
				segment.Text = "[" + segment.Text + "]"
			}
			text += segment.Text
		}
		if s.CutStart {
			text = "…" + text
		}
		if s.CutEnd {
			text += "…"
		}
		all = append(all, text)
	}
	return strings.Join(all, " | ")
}

func TestSnippetsShowWhereTheWordsAreDensest(t *testing.T) {
	filler := strings.Repeat("nothing to see here ", 10)
	tests := []struct {
		name, text, query string
		limit, width      int
		want              string
	}{
		{"a short text whole", "the lawn sign", "sign", 2, 100, "the lawn [sign]"},
		{"around the densest", "sign " + filler + "a lawn sign stands", "lawn sign", 1, 30, "…to see here a [lawn] [sign] stands"},
		{"in the order of the text", "one sign " + filler + "a lawn sign stands", "lawn sign", 2, 30,
			"one [sign] nothing to see here… | …to see here a [lawn] [sign] stands"},
		{"the beginning where nothing matches", filler, "absent", 2, 21, "nothing to see here…"},
		{"an empty text", "", "sign", 2, 20, ""},
		{"no limit, no snippet", "sign", "sign", 0, 20, ""},
		{"a word longer than the passage", strings.Repeat("a", 50), "nothing", 1, 10, strings.Repeat("a", 10) + "…"},
		{"a match longer than the passage", "see " + strings.Repeat("a", 30) + " end", strings.Repeat("a", 30), 1, 10, "…[" + strings.Repeat("a", 30) + "]…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shown(Snippets("en", tt.text, Parse(tt.query), tt.limit, tt.width)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSnippetsOfTheSituationsAreTheirTextAndNeverOverlap(t *testing.T) {
	for _, s := range situations(t) {
		q := Parse(s.Subject)
		at := 0
		for _, snippet := range Snippets(s.Lang, s.Situation, q, 3, 80) {
			text := snippet.Text()
			found := strings.Index(s.Situation[at:], text)
			if found < 0 || text == "" || utf8.RuneCountInString(text) > 100 {
				t.Errorf("%s: got %q", s.ID, text)
				continue
			}
			at += found + len(text)
		}
	}
}

func TestSnippetsOfAHostileTextAreQuick(t *testing.T) {
	text := strings.Repeat("a1 b2 ", 100_000)
	if got := Snippets("en", text, Parse("a1 b2"), 3, 240); len(got) != 3 {
		t.Errorf("got %d snippets, want 3", len(got))
	}
}
