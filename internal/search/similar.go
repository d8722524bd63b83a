package search

import (
	"cmp"
	"math"
	"slices"
)

// A Part is a text of a case.
type Part struct {
	Field Field
	Lang  string
	Text  string
}

// How much is looked up: so many words of a case, each with so many terms and
// phrases that stand for it. With thirty words of sixteen terms and six phrases
// it took more than twice as long, and as many cases found their pair, give or
// take one of forty.
const (
	maxTelling   = 20
	similarTerms = 6
	similarUnits = 2
)

// What a group of a lookup for similar cases counts beside its rarity.
const (
	sharedCode   = 2.0 // chosen by a person: worth two words
	oneLanguage  = 0.5 // a word without a translation would favour cases of its own language
	otherReading = 0.3 // a word taken for one of the language that its text is not in
	evenSimilar  = 0.8 // what the best word of either language weighs: see evenOut
)

// Similar gives what is looked up for cases like this one: its telling words,
// widened as those of a query are, then its codes (CodeTerm). A word tells the more
// the oftener it stands in the case and the rarer it is among docs cases. Without a
// Vocabulary it is not known what is rare, and the first words are taken.
//
// Take of an open case its subject and situation, of an answered one its advice
// too. The groups that a case has are the reasons to show it.
func Similar(parts []Part, codes []string, docs int, by Expansion) Lookup {
	x := &expanding{by: by}
	counts := x.read(parts)
	x.widen()
	for i := range x.lookup.Groups {
		l := &x.lookup.Groups[i]
		x.dropCommon(l, docs)
		x.evenOut(l, evenSimilar)
		l.trimTo(similarTerms, similarUnits)
		l.Weight = repeated(counts[i])
		if by.Vocabulary != nil && !x.isInBoth(*l) {
			l.Weight *= oneLanguage
		}
	}
	similar := Lookup{Groups: x.telling(docs)}
	for _, c := range codes {
		similar.Groups = append(similar.Groups, Looked{Text: c, Terms: []Weighted{{c, Whole}}, Weight: sharedCode})
	}
	return similar
}

// What is added to a word is of no use where very many cases have it: one in
// twenty, and more than a few.
const (
	commonShare = 20
	fewCases    = 50
)

// dropCommon leaves out what was added that says next to nothing of what two
// cases share, and would take longer to look up than all else.
func (x *expanding) dropCommon(l *Looked, docs int) {
	if x.by.Vocabulary == nil {
		return
	}
	isCommon := func(term string) bool { return x.by.cases(term) > max(fewCases, docs/commonShare) }
	l.Terms = slices.DeleteFunc(l.Terms, func(t Weighted) bool { return t.Weight < Whole && isCommon(t.Term) })
	l.Units = slices.DeleteFunc(l.Units, func(u Unit) bool { return !slices.ContainsFunc(u.Terms, func(t string) bool { return !isCommon(t) }) })
}

// maxWidened is how often the same word is looked up in the dictionaries: more
// tells nothing, and a text of one word thousands of times would take seconds.
const maxWidened = 8

// read makes a group of each word of the parts and gives how often it occurs, in
// occurrences of weight 1. A text is of one language, in which alone its grammar
// is grammar; the words are looked up in the other language too, for names.
func (x *expanding) read(parts []Part) []float64 {
	var counts []float64
	place, stands := map[string]int{}, map[string]int{}
	for _, p := range parts {
		lang := known(p.Lang)
		x.said = map[string]float64{lang: 1, other(lang): otherReading}
		for _, w := range words(p.Text) {
			if w.stop[lang] || w.isEmpty() {
				continue
			}
			k := w.key()
			if _, seen := place[k]; !seen {
				place[k] = len(counts)
				x.lookup.Groups = append(x.lookup.Groups, newLooked(w.Word))
				counts = append(counts, 0)
			}
			counts[place[k]] += p.Field.Weight()
			if stands[k]++; stands[k] > maxWidened {
				continue
			}
			x.words = append(x.words, w.Word)
			x.group = append(x.group, place[k])
		}
	}
	return counts
}

// repeated is how much a word counts by its occurrences in the case itself.
func repeated(count float64) float64 { return 1 + math.Log(max(1, count)) }

func (x *expanding) isInBoth(l Looked) bool {
	best := x.best(l)
	return best[English] > 0 && best[French] > 0
}

// telling gives the groups that weigh most, in the order of the text.
func (x *expanding) telling(docs int) []Looked {
	all := x.lookup.Groups
	order := make([]int, len(all))
	weight := make([]float64, len(all))
	for i, l := range all {
		order[i] = i
		if x.by.Vocabulary != nil {
			weight[i] = l.Weight * Rarity(docs, l.Frequency(docs, x.by.cases, 0))
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(weight[j], weight[i]) })
	order = order[:min(len(order), maxTelling)]
	slices.Sort(order)
	telling := make([]Looked, len(order))
	for n, i := range order {
		telling[n] = all[i]
	}
	return telling
}
