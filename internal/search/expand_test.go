package search

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// vocabularyOf is that of an index with these words, each in two cases.
func vocabularyOf(lang, text string) *Vocabulary {
	terms := map[string]int{}
	for _, t := range Analyze(lang, text) {
		terms[t.Term] = 2
	}
	return NewVocabulary(maps.All(terms))
}

var signs = NewThesaurus([]Concept{
	{ID: "lawn-sign", Group: "politics", English: []string{"lawn sign", "placard"}, French: []string{"pancarte électorale", "pancarte"}},
	{ID: "party", Group: "politics", English: []string{"party"}, French: []string{"parti"}},
	{ID: "pm", Group: "politics", English: []string{"PM", "Prime Minister"}, French: []string{"premier ministre"}},
	{ID: "message", Group: "action", English: []string{"PM", "private message"}, French: []string{"message privé"}},
	{ID: "inbox", Group: "action", English: []string{"inbox"}, French: []string{"boîte de réception"}},
	{ID: "empty"}, {ID: "grammar", English: []string{"the", ""}, French: []string{"de la"}},
	{ID: "loyalty", Group: "obligation", English: []string{"duty of loyalty"}, French: []string{"obligation de loyauté"}},
})

func weightOf(l Lookup, text, term string) int {
	for _, g := range l.Groups {
		for _, t := range g.Terms {
			if g.Text == text && t.Term == term {
				return t.Weight
			}
		}
	}
	return 0
}

func hasUnit(l Lookup, text string, terms ...string) bool {
	for _, g := range l.Groups {
		if g.Text == text && slices.ContainsFunc(g.Units, func(u Unit) bool { return slices.Equal(u.Terms, terms) }) {
			return true
		}
	}
	return false
}

func TestAConceptAddsItsWordsInBothLanguagesForLess(t *testing.T) {
	l := Expand(Parse("placard"), Expansion{Thesaurus: signs})
	if typed, added := weightOf(l, "placard", "en:placard"), weightOf(l, "placard", "fr:pancart"); typed != Whole || added <= 0 || added >= Whole {
		t.Errorf("got typed %d, added %d", typed, added)
	}
	if !hasUnit(l, "placard", "en:lawn", "en:sign") || !hasUnit(l, "placard", "fr:pancart", "fr:electoral") {
		t.Errorf("got %+v, want the phrases of both languages", l.Groups[0].Units)
	}
	if len(l.Groups) != 1 || len(l.Groups[0].Added) != 1 || l.Groups[0].Added[0].Key != "t.lawn-sign" || l.Groups[0].Added[0].ID != "lawn-sign" {
		t.Errorf("got %+v, want one addition by the concept", l.Groups)
	}
}

func TestAPhraseIsFoundInTheQueryWithoutItsGrammar(t *testing.T) {
	for query, want := range map[string]bool{
		"a lawn sign": true, "lawn signs": true, "sign on the lawn": false, "lawn election sign": false, `"lawn sign"`: false, "lawn* sign": false,
	} {
		if got := weightOf(Expand(Parse(query), Expansion{Thesaurus: signs}), "lawn", "fr:pancart") > 0; got != want {
			t.Errorf("%s: got %v, want %v", query, got, want)
		}
	}
	if l := Expand(Parse("l'obligation de loyauté"), Expansion{Thesaurus: signs}); !hasUnit(l, "loyauté", "en:duti", "en:loyalti") {
		t.Errorf("got %+v, want the duty of loyalty", l.Groups)
	}
}

func TestQuotesAndAClickSwitchAnAdditionOff(t *testing.T) {
	all := Expansion{Thesaurus: signs, Everyday: true, Lexicon: true}
	if l := Expand(Parse(`"placard"`), all); len(l.Groups) != 1 || len(l.Groups[0].Terms) != 2 || len(l.Groups[0].Added) != 0 {
		t.Errorf("got %+v, want the quoted word alone", l.Groups)
	}
	for l := Expand(Parse("placard employer"), all); ; l = Expand(Parse("placard employer"), all) {
		var keys []string
		for _, g := range l.Groups {
			for _, a := range g.Added {
				keys = append(keys, a.Key)
			}
		}
		if len(keys) == 0 {
			break
		}
		if all.Without[keys[0]] {
			t.Fatalf("%s was left out and came back", keys[0])
		}
		all.Without = maps.Collect(maps.All(all.Without))
		if all.Without == nil {
			all.Without = map[string]bool{}
		}
		all.Without[keys[0]] = true
	}
	if l := Expand(Parse("placard employer"), all); len(l.Groups[0].Terms)+len(l.Groups[1].Terms) != 4 {
		t.Errorf("got %+v with all left out", l.Groups)
	}
}

func TestAShortKeyIsReadOnlyBesideAHint(t *testing.T) {
	for query, want := range map[string][2]bool{ // message, Prime Minister
		"PM": {false, false}, "PM inbox": {true, false}, "party PM": {false, true},
	} {
		l := Expand(Parse(query), Expansion{Thesaurus: signs})
		got := [2]bool{hasUnit(l, "PM", "en:privat", "en:messag"), hasUnit(l, "PM", "en:prime", "en:minist")}
		if got != want {
			t.Errorf("%s: got %v, want %v", query, got, want)
		}
	}
}

func TestAWordOfSeveralMeaningsCountsLessUnlessAnotherWordHintsAtOne(t *testing.T) {
	grounds := NewThesaurus([]Concept{
		{ID: "yard", Group: "home", English: []string{"yard", "lawn"}, French: []string{"cour", "pelouse"}},
		{ID: "house", Group: "home", English: []string{"house"}, French: []string{"maison"}},
		{ID: "court", Group: "law", English: []string{"court"}, French: []string{"tribunal", "cour"}},
		{ID: "class", Group: "school", English: []string{"class"}, French: []string{"cours"}},
	})
	by := Expansion{Thesaurus: grounds, Vocabulary: vocabularyOf(French, "la cour, une maison")}
	for _, typed := range []string{"lawn", "yard"} {
		alone, hinted := weightOf(Expand(Parse(typed), by), typed, "fr:cour"), weightOf(Expand(Parse(typed+" house"), by), typed, "fr:cour")
		if alone == 0 || alone*3 > hinted {
			t.Errorf("%s: got cour %d alone and %d beside house, want a third as it is three things", typed, alone, hinted)
		}
	}
	if got := weightOf(Expand(Parse("class"), by), "class", "fr:cour"); got != int(evenTyped*Whole) {
		t.Errorf("class: got cours %d, want it whole: no other concept has that word", got)
	}
}

func TestATypedWordComesBeforeOneOfSeveralMeanings(t *testing.T) {
	all := situations(t)
	x := newIndex(all)
	if found := x.search(Parse("lawn"), widest(x), 1); len(found) == 0 || all[found[0].ID].ID != "s30" {
		t.Errorf("got %v, want s30 first, which alone has the word", found)
	}
}

func TestACodeIsNamedInEitherLanguage(t *testing.T) {
	names := Names{}
	names.Add(ByObligation, "TRUST", "Keeping the employer's trust", "Garder la confiance")
	for query, want := range map[string]string{
		"duty of loyalty": "is:obligation:LOYALTY", "devoir et obligation de loyauté": "is:obligation:LOYALTY",
		"déconseillé": "is:outcome:not_recommended", "with precautions": "is:outcome:with_precautions",
		"insta photo": "is:platform:instagram", "garder la confiance": "is:obligation:TRUST", "autre": "", "none": "",
	} {
		got := ""
		for _, g := range Expand(Parse(query), Expansion{Names: names}).Groups {
			for _, term := range g.Terms {
				if strings.HasPrefix(term.Term, "is:") {
					got = term.Term
				}
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
}

func TestWordsOfOneFamilyAreAddedIfTheIndexHasThem(t *testing.T) {
	by := Expansion{Vocabulary: vocabularyOf(French, "une affiche électorale, une municipalité")}
	l := Expand(Parse("élection"), by)
	if got := weightOf(l, "élection", "fr:electoral"); got == 0 {
		t.Errorf("got %+v, want électoral", l.Groups)
	}
	if l := Expand(Parse("municipal"), by); weightOf(l, "municipal", "fr:municipalit") == 0 {
		t.Errorf("got %+v, want municipalité", l.Groups)
	}
}

func TestASmallWordOfGrammarHasNoFamily(t *testing.T) {
	by := Expansion{Vocabulary: NewVocabulary(maps.All(map[string]int{"fr:contrat": 1, "fr:contr": 1, "fr:pres": 1, "fr:avantag": 1, "en:sincer": 1, "en:press": 1}))}
	for typed, none := range map[string]string{"contre": "fr:contrat", "contrat": "fr:contr", "près": "en:press", "avant": "fr:avantag", "since": "en:sincer"} {
		if l := Expand(Parse(typed), by); len(l.Groups) != 1 || weightOf(l, typed, none) > 0 {
			t.Errorf("%s: got %+v, want it without %s", typed, l.Groups, none)
		}
	}
	if l := Expand(Parse("press"), by); weightOf(l, "press", "fr:pres") == 0 { // to French, press is a plural of près
		t.Errorf("got %+v, want presse", l.Groups)
	}
}

func TestACompoundIsFoundWrittenTogetherOrApart(t *testing.T) {
	by := Expansion{Vocabulary: vocabularyOf(English, "a screenshot of the group chat")}
	l := Expand(Parse("screen shot"), by)
	if weightOf(l, "screen", "en:screenshot") == 0 || weightOf(l, "shot", "en:screenshot") == 0 {
		t.Errorf("got %+v, want screenshot", l.Groups)
	}
	if l := Expand(Parse("groupchat"), by); !hasUnit(l, "groupchat", "en:group", "en:chat") || len(l.Groups[0].Added) != 1 {
		t.Errorf("got %+v, want group chat", l.Groups)
	}
	by.Without = map[string]bool{"f.groupchat": true}
	if l := Expand(Parse("groupchat"), by); len(l.Groups[0].Units) != 0 {
		t.Errorf("got %+v though it was left out", l.Groups)
	}
	if l := Expand(Parse("screenshot"), by); len(l.Groups[0].Units) != 0 {
		t.Errorf("got %+v, want a word that is in a case left whole", l.Groups)
	}
}

func TestEachGroupIsBounded(t *testing.T) {
	wide := Concept{ID: "wide", English: []string{"wide"}}
	for i := range 200 {
		wide.French = append(wide.French, fmt.Sprint("mot", i), fmt.Sprint("deux mots", i))
	}
	l := Expand(Parse("wide"), Expansion{Thesaurus: NewThesaurus([]Concept{wide})})
	if g := l.Groups[0]; len(g.Terms) != maxGroupTerms || len(g.Units) != maxGroupUnits || len(g.Added[0].Words) != maxGroupTerms-2+maxGroupUnits {
		t.Errorf("got %d terms, %d phrases, %d told of", len(g.Terms), len(g.Units), len(g.Added[0].Words))
	}
}

func TestTheSameQueryIsWidenedTheSameWayAnyTimeByAnybody(t *testing.T) {
	x := newIndex(situations(t))
	by := widest(x)
	want := Expand(Parse("an electoin placard on the lawn of my chalet"), by)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := Expand(Parse("an electoin placard on the lawn of my chalet"), by); !slices.EqualFunc(got.Groups, want.Groups, sameLooked) {
				t.Error("got another lookup")
			}
		})
	}
	all.Wait()
}

func sameLooked(a, b Looked) bool {
	return slices.Equal(a.Terms, b.Terms) && len(a.Added) == len(b.Added)
}

func TestTheWordsLookedUpAreHighlighted(t *testing.T) {
	for query, want := range map[string]string{
		"placard":                        "Une [pancarte] au chalet; la pelouse, la [pancarte]",
		`"au chalet"`:                    "Une pancarte au [chalet]; la pelouse, la pancarte",
		`"pelouse au chalet"`:            "Une pancarte au chalet; la pelouse, la pancarte",
		`"pelouse au chalet" pelouse`:    "Une pancarte au chalet; la [pelouse], la pancarte",
		`"pancarte au chalet"`:           "Une [pancarte au chalet]; la pelouse, la pancarte",
		`"pancarte au chalet" "pelouse"`: "Une [pancarte au chalet]; la [pelouse], la pancarte",
	} {
		text := strings.NewReplacer("[", "", "]", "").Replace(want)
		q := Parse(query)
		if got := marked(text, Highlight(French, text, Expand(q, Expansion{Thesaurus: signs}).Shown(q))); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
}

func TestTheDictionariesThatAreShippedAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range append(ShippedConcepts(), everyday().concepts...) {
		if c.ID == "" || len(c.English) == 0 || len(c.French) == 0 {
			t.Errorf("got %+v", c)
		}
		if seen[c.ID] {
			t.Errorf("%s is there twice", c.ID)
		}
		seen[c.ID] = true
	}
	if got := len(readPairs(lexiconFile)); got != 10_724 {
		t.Errorf("got %d pairs, want 10,724", got)
	}
	if got := len(ShippedConcepts()); got != 258 {
		t.Errorf("got %d concepts, want 258", got)
	}
}

func FuzzExpand(f *testing.F) {
	for _, seed := range []string{"lawn sign", `"a b" -c d* platform:x`, "PM", "l’été «»", "\xff\x00", strings.Repeat("a ", 500)} {
		f.Add(seed)
	}
	v := vocabularyOf(English, "election placard lawn sign petition post")
	f.Fuzz(func(t *testing.T, text string) {
		l := Expand(Parse(text), Expansion{Thesaurus: signs, Everyday: true, Lexicon: true, Vocabulary: v})
		for _, g := range l.Groups {
			for _, term := range g.Terms {
				if term.Weight < 1 || term.Weight > Whole {
					t.Errorf("got a weight of %d", term.Weight)
				}
			}
			g.Frequency(10, v.Cases, 0)
		}
		Similar([]Part{{Situation, French, text}}, nil, 10, Expansion{Thesaurus: signs, Vocabulary: v})
	})
}

func TestAQueryIsWidenedTheSameWithoutItsAccents(t *testing.T) {
	by := Expansion{Thesaurus: shippedThesaurus(), Everyday: true, Lexicon: true, Vocabulary: vocabularyOf(French, "une pétition, l'élection, un congé")}
	for _, text := range []string{"ÉLECTION PLACARD visible", "congé à l'été", "harcèlement sur la messagerie", "élu", "pétition contre l'école", "a café near my écran"} {
		with, without := Expand(Parse(text), by), Expand(Parse(unaccented(text)), by)
		for i := range with.Groups {
			got, want := without.Groups[i], with.Groups[i]
			if !reflect.DeepEqual(got.Terms, want.Terms) || !reflect.DeepEqual(got.Units, want.Units) {
				t.Errorf("%q: without accents got %v, want %v", text, got, want)
			}
		}
	}
}

func TestWhatIsLeftOutIsAddedOnNoOtherAccount(t *testing.T) {
	x := newIndex(situations(t))
	by, shared := widest(x), 0
	for _, text := range []string{"pancarte", "lawn sign", "chialer bureau", "election candidate", "dons"} {
		q := Parse(text)
		for i, g := range Expand(q, by).Groups {
			for _, a := range g.Added {
				by.Without = map[string]bool{a.Key: true}
				left := Expand(q, by).Groups[i]
				for _, w := range a.Words {
					isTyped := len(w.terms) == 1 && slices.ContainsFunc(left.Terms, func(t Weighted) bool { return t.Term == w.terms[0] && t.Weight == Whole })
					if left.looksUp(w.terms) && !isTyped && len(w.terms) == 1 {
						t.Errorf("%s without %s: %s is looked up all the same", text, a.Key, w.Text)
					}
				}
				if len(left.Added) != len(g.Added)-1 || !slices.EqualFunc(left.Added, slices.DeleteFunc(slices.Clone(g.Added), func(o Added) bool { return o.Key == a.Key }), func(a, b Added) bool { return len(a.Words) == len(b.Words) }) {
					shared++
				}
			}
		}
		by.Without = nil
	}
	if shared == 0 {
		t.Error("no two rows had the same words: nothing was tested")
	}
}
