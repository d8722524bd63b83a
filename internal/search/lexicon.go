package search

import (
	"bufio"
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

type pairSum struct {
	forward, backward float64
	text              [2]string
	best              float64
}

// readLexicon analyses the written forms on both sides as texts are analysed,
// and merges those with one term: of several forms the likeliest says it.
func readLexicon(file string) lexicon {
	pairs := map[[2]string]*pairSum{}
	lines := bufio.NewScanner(strings.NewReader(file))
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 4 || strings.HasPrefix(f[0], "#") {
			continue
		}
		e, ok1 := soleTerm(English, f[0])
		v, ok2 := soleTerm(French, f[1])
		forward, err1 := strconv.ParseFloat(f[2], 64)
		backward, err2 := strconv.ParseFloat(f[3], 64)
		if !ok1 || !ok2 || err1 != nil || err2 != nil {
			continue
		}
		p := pairs[[2]string{e, v}]
		if p == nil {
			p = &pairSum{}
			pairs[[2]string{e, v}] = p
		}
		p.add(forward, backward, f[0], f[1])
	}
	return toLexicon(pairs)
}

func (p *pairSum) add(forward, backward float64, en, fr string) {
	p.forward = max(p.forward, forward)
	p.backward = max(p.backward, backward)
	if forward*backward > p.best {
		p.best, p.text = forward*backward, [2]string{en, fr}
	}
}

func toLexicon(pairs map[[2]string]*pairSum) lexicon {
	l := lexicon{}
	for k, p := range pairs {
		likely := math.Sqrt(p.forward * p.backward)
		l[k[0]] = append(l[k[0]], translation{k[1], p.text[1], likely})
		l[k[1]] = append(l[k[1]], translation{k[0], p.text[0], likely})
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
		l.report(Added{Key: key, Source: FromLexicon, Words: []AddedWord{{t.text, langOf(t.term)}}})
	}
}
