package search

import (
	"cmp"
	_ "embed" // the pairs
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/lexicon.tsv
var lexiconFile string

// A translation is a term of the other language and how likely it is one.
type translation struct {
	term   string
	text   string // as written
	likely float64
}

// A lexicon gives the likely translations of terms, the likeliest first.
type lexicon map[string][]translation

// shippedLexicon reads the pairs once, on first use.
var shippedLexicon = sync.OnceValue(func() lexicon { return readLexicon(lexiconFile) })

// A pair is an English and a French word, and how likely each is for the other.
type pair struct {
	text              [2]string
	forward, backward float64
}

func readPairs(file string) []pair {
	var pairs []pair
	for line := range strings.Lines(file) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 4 || strings.HasPrefix(f[0], "#") {
			continue
		}
		forward, err1 := strconv.ParseFloat(f[2], 64)
		backward, err2 := strconv.ParseFloat(f[3], 64)
		if err1 == nil && err2 == nil {
			pairs = append(pairs, pair{[2]string{f[0], f[1]}, forward, backward})
		}
	}
	return pairs
}

// readLexicon analyses the written forms on both sides as texts are analysed,
// and merges those with one term: of several forms the likeliest says it.
func readLexicon(file string) lexicon {
	merged := map[[2]string]*pair{}
	for _, p := range readPairs(file) {
		e, ok1 := soleTerm(English, p.text[0])
		f, ok2 := soleTerm(French, p.text[1])
		if !ok1 || !ok2 {
			continue
		}
		k := [2]string{e, f}
		if merged[k] == nil {
			merged[k] = &p
		} else {
			merged[k].merge(p)
		}
	}
	return toLexicon(merged)
}

func (p *pair) likely() float64 { return math.Sqrt(p.forward * p.backward) }

func (p *pair) merge(other pair) {
	if other.likely() > p.likely() {
		p.text = other.text
	}
	p.forward = max(p.forward, other.forward)
	p.backward = max(p.backward, other.backward)
}

func toLexicon(merged map[[2]string]*pair) lexicon {
	l := lexicon{}
	for k, p := range merged {
		l[k[0]] = append(l[k[0]], translation{k[1], p.text[1], p.likely()})
		l[k[1]] = append(l[k[1]], translation{k[0], p.text[0], p.likely()})
	}
	for _, all := range maps.All(l) {
		slices.SortFunc(all, func(a, b translation) int {
			return cmp.Or(cmp.Compare(b.likely, a.likely), cmp.Compare(a.term, b.term))
		})
	}
	return l
}

// soleTerm gives the term of a written word; false for what is no single word
// or mere grammar.
func soleTerm(lang, text string) (string, bool) {
	all := Analyze(lang, text)
	if n := len(all); n == 0 || n > 1 && all[n-1].Span == 1 {
		return "", false
	}
	return all[len(all)-1].Term, true // of a compound the whole
}

// What is too unlikely, or comes after better ones, is no translation.
const (
	unlikely        = 0.1
	maxTranslations = 5
)

// translations adds the likely translations of each word.
func (x *expanding) translations() {
	for i, w := range x.words {
		if !x.isTyped(i) {
			continue
		}
		l := &x.lookup.Groups[x.group[i]]
		for _, term := range w.Terms {
			x.translate(l, term)
		}
	}
}

func (x *expanding) translate(l *Looked, term string) {
	all := shippedLexicon()[term]
	for _, t := range all[:min(len(all), maxTranslations)] {
		key := "l." + Fold(l.Text) + "." + Fold(t.text)
		if t.likely < unlikely || l.has(t.term) || x.inNoCase(t.term) || x.leftOut(key) {
			continue
		}
		l.add(t.term, hundredths(lexiconTranslation*t.likely*x.said[langOf(term)]))
		l.report(Added{Key: key, Source: FromLexicon, Words: []AddedWord{{Text: t.text, Lang: langOf(t.term), terms: []string{t.term}}}})
	}
}
