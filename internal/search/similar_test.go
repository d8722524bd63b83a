package search

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// pairRecall is the share of the paired cases whose pair, in the other language,
// is among the first five that are similar to it.
func pairRecall(all []situation, x *index, by Expansion, coded bool) float64 {
	pairs, hits := 0, 0
	for id, s := range all {
		if s.Pair == "" {
			continue
		}
		pairs++
		if slices.Contains(x.similarTo(all, id, by, coded)[:5], s.Pair) {
			hits++
		}
	}
	return float64(hits) / float64(pairs)
}

func (x *index) similarTo(all []situation, id int, by Expansion, coded bool) []string {
	s := all[id]
	var codes []string
	if coded {
		codes = s.codes()
	}
	l := Similar([]Part{{Subject, s.Lang, s.Subject}, {Situation, s.Lang, s.Situation}}, codes, len(all), by)
	var found []string
	for _, f := range Rank(x.stats, x.docs, x.groups(l), 0) {
		if f.ID != int64(id) {
			found = append(found, all[f.ID].ID)
		}
	}
	return found
}

func TestWhichWordsTellMostIsAskedOfTheCasesThatThePersonSees(t *testing.T) {
	counts, text := map[string]int{}, ""
	for n := range maxTelling + 1 {
		word := "zor" + strings.Repeat("b", n+1) + "lk"
		counts[term(English, word)], text = 9, text+" "+word
	}
	rare := "zorblk"
	counts[term(English, rare)] = 40 // in those withheld
	by := Expansion{Vocabulary: NewVocabulary(maps.All(counts))}
	tells := func() bool {
		l := Similar([]Part{{Situation, English, text}}, nil, 100, by)
		return slices.ContainsFunc(l.Groups, func(g Looked) bool { return g.Text == rare })
	}
	if tells() {
		t.Error("the commonest word tells most, want it left out")
	}
	by.Seen = func(term string) int {
		if counts[term] == 40 {
			return 1
		}
		return counts[term]
	}
	if !tells() {
		t.Error("a word that is rare in what she sees is left out")
	}
}

func TestACaseToldTwiceIsADuplicateAndAnotherOnTheSameSubjectIsNot(t *testing.T) {
	all := situations(t)
	part := func(s situation) []Part {
		return []Part{{Subject, s.Lang, s.Subject}, {Situation, s.Lang, s.Situation}}
	}
	for i, s := range all {
		again := []Part{{Situation, s.Lang, "Good morning! " + unaccented(s.Subject) + ". " + s.Situation + " Thanks, A."}}
		if got := Resemblance(part(s), again); got < Duplicate {
			t.Errorf("%s told again: got %.2f, want at least %.2f", s.ID, got, Duplicate)
		}
		for _, o := range all[i+1:] {
			if got := Resemblance(part(s), part(o)); got > Duplicate/3 {
				t.Errorf("%s and %s: got %.2f", s.ID, o.ID, got)
			}
		}
	}
	if got := Resemblance(nil, nil); got != 0 {
		t.Errorf("nothing resembles nothing: got %v", got)
	}
}

func TestSimilarCasesAreLookedUpByTellingWordsInBothLanguagesAndByCodes(t *testing.T) {
	x := newIndex(situations(t))
	code := CodeTerm(ByObligation, "LOYALTY")
	l := Similar([]Part{{Situation, French, "Je veux signer la pétition. La pétition est en ligne."}}, []string{code}, x.stats.Docs, widest(x))
	var petition, sign Looked
	for _, g := range l.Groups {
		switch g.Text {
		case "pétition":
			petition = g
		case "signer":
			sign = g
		}
	}
	if !petition.has("fr:petition") || !petition.has("en:petit") || petition.Weight <= sign.Weight {
		t.Errorf("got %v and %v, want the petition in both languages before signing", petition, sign)
	}
	if last := l.Groups[len(l.Groups)-1]; last.Text != code || !last.has(code) {
		t.Errorf("got %v last, want the code", last)
	}
	if got := len(Similar([]Part{{Situation, English, strings.Repeat("one two three four five six seven ", 9)}}, nil, 9, Expansion{}).Groups); got != 7 {
		t.Errorf("got %d groups, want one for each word", got)
	}
}

func TestAWordOfTimeSizeOrDegreeAloneIsVague(t *testing.T) {
	for _, tt := range []struct {
		lang, word string
		want       bool
	}{
		{English, "different", true}, {French, "nombreux", true}, {French, "souvent", true}, {English, "tomorrow", true},
		{English, "lawn", false}, {English, "petition", false}, {French, "pancarte", false}, {French, "syndicat", false}, {French, "zorble", false},
	} {
		if got := IsVague(tt.lang, newLooked(Parse(tt.word).Words[0])); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.word, got, tt.want)
		}
	}
}
