package search

import (
	"math"
	"slices"
	"strings"
)

type tuning struct {
	syn, trans, phraseSyn, phraseTrans float64
	lex, lexPow, lexMin                float64
	lexMax                             int
	inUnit                             float64
	lexWithConcept                     float64
	langPow                            float64
	crossTyped                         float64
	unitMode                           int
	family, cognate                    bool
	fam, cog                           float64
	rootLen                            int
}

var tune = tuning{syn: 0.5, trans: 0.6, phraseSyn: 0.5, phraseTrans: 0.6, lex: 0.6, lexPow: 1, lexMin: 0.1, lexMax: 5, inUnit: 0.5, lexWithConcept: 0.6, crossTyped: 1, family: true, cognate: true, fam: 0.3, cog: 0.3, rootLen: 4}

// An Expansion is what a query may be widened by; the zero value adds nothing.
type Expansion struct {
	Thesaurus  *Thesaurus
	Lexicon    bool
	Vocabulary *Vocabulary
	Without    map[string]bool // keys of what is to be left out
}

// Expand gives what is looked up for a query.
func Expand(q Query, by Expansion) Lookup {
	x := newExpanding(q, by)
	if by.Thesaurus != nil {
		x.concepts()
	}
	if by.Lexicon {
		x.translations()
	}
	if by.Vocabulary != nil {
		x.families()
	}
	return x.lookup
}

type expanding struct {
	by        Expansion
	q         Query
	lookup    Lookup
	words     []Word             // those that may be expanded: Groups begins with theirs
	said      map[string]float64 // how likely the query is in a language, the likelier 1
	inUnit    []bool
	concepted []map[string]bool
}

func newExpanding(q Query, by Expansion) *expanding {
	x := &expanding{by: by, q: q}
	seen := map[string]bool{}
	for _, w := range q.Ranked() {
		seen[w.key()] = true
		g := Looked{Text: w.Text, Prefixes: w.Prefixes, Weight: 1}
		for _, t := range w.Terms {
			g.add(t, Whole)
		}
		x.lookup.Groups = append(x.lookup.Groups, g)
	}
	done := map[string]bool{}
	for _, w := range q.Words {
		if !done[w.key()] {
			done[w.key()] = true
			x.words = append(x.words, w)
		}
	}
	x.inUnit = make([]bool, len(x.words))
	x.concepted = make([]map[string]bool, len(x.words))
	for i := range x.words {
		x.concepted[i] = map[string]bool{}
	}
	x.said = x.languages()
	for i := range x.words {
		for k, t := range x.lookup.Groups[i].Terms {
			if x.said[langOf(t.Term)] < 1 {
				x.lookup.Groups[i].Terms[k].Weight = percent(1 - (1-tune.crossTyped)*(1-x.said[langOf(t.Term)]))
			}
		}
	}
	return x
}

// languages weighs the languages of the query.
func (x *expanding) languages() map[string]float64 {
	score := map[string]float64{English: 1, French: 1}
	for _, p := range scan(x.q.Text) {
		e, f := isStop(English, p.stopForm), isStop(French, p.stopForm)
		if e != f {
			score[map[bool]string{true: English, false: French}[e]]++
		}
	}
	if strings.ContainsAny(strings.ToLower(x.q.Text), "éèêëàâùûçîïôœ") {
		score[French] += 2
	}
	for _, w := range x.words {
		e, f := x.known(w, English), x.known(w, French)
		if e != f {
			score[map[bool]string{true: English, false: French}[e]]++
		}
	}
	most := max(score[English], score[French])
	for l := range score {
		score[l] = math.Pow(score[l]/most, tune.langPow)
	}
	return score
}

func (x *expanding) known(w Word, lang string) bool {
	for _, t := range w.Terms {
		if langOf(t) == lang && len(shippedLexicon()[t]) > 0 {
			return true
		}
	}
	return false
}

func langOf(term string) string { lang, _, _ := strings.Cut(term, ":"); return lang }

func percent(w float64) int { return max(1, min(Whole, int(math.Round(w*Whole)))) }

// A sighting is an entry of the thesaurus found in the query.
type sighting struct {
	entry  entry
	at, to int
}

func (x *expanding) sightings() []sighting {
	var all []sighting
	t := x.by.Thesaurus
	for i, w := range x.words {
		for _, term := range w.Terms {
			for _, n := range t.byFirst[term] {
				if e := t.entries[n]; x.has(e, i) && !x.by.Without[conceptKey(t.concepts[e.concept].ID)] {
					all = append(all, sighting{e, i, i + len(e.terms)})
				}
			}
		}
	}
	return all
}

func conceptKey(id string) string { return "c." + id }

func (x *expanding) has(e entry, at int) bool {
	if at+len(e.terms) > len(x.words) {
		return false
	}
	for i, term := range e.terms {
		if !slices.Contains(x.words[at+i].Terms, term) {
			return false
		}
	}
	return true
}

func (x *expanding) concepts() {
	all := x.sightings()
	// short keys
	groupHint := map[string]int{}
	seen := map[int]bool{}
	for _, s := range all {
		if !s.entry.short && !seen[s.entry.concept] {
			seen[s.entry.concept] = true
			groupHint[x.by.Thesaurus.concepts[s.entry.concept].Group]++
		}
	}
	type key struct{ at, to int }
	count := map[key]map[int]float64{}
	for _, s := range all {
		k := key{s.at, s.to}
		if count[k] == nil {
			count[k] = map[int]float64{}
		}
		count[k][s.entry.concept] = max(count[k][s.entry.concept], x.said[s.entry.lang])
	}
	for _, s := range all {
		c := x.by.Thesaurus.concepts[s.entry.concept]
		if s.entry.short && groupHint[c.Group] == 0 {
			continue
		}
		covered := false
		for _, o := range all {
			if o.at <= s.at && o.to >= s.to && o.to-o.at > s.to-s.at {
				covered = true
			}
		}
		w := x.said[s.entry.lang]
		if covered {
			w *= tune.inUnit
		}
		if w <= 0 {
			continue
		}
		x.addConcept(s, c, w)
	}
}

func (x *expanding) addConcept(s sighting, c Concept, w float64) {
	for i := s.at; i < s.to; i++ {
		g := &x.lookup.Groups[i]
		if s.to-s.at > 1 {
			x.inUnit[i] = true
		}
		x.concepted[i][c.ID] = true
		for _, lang := range Langs() {
			for _, text := range c.In(lang) {
				terms := termsOfEntry(lang, text)
				if len(terms) == 0 || slices.Equal(terms, s.entry.terms) {
					continue
				}
				f := tune.trans
				if lang == s.entry.lang {
					f = tune.syn
				}
				if len(terms) > 1 {
					f = tune.phraseTrans
					if lang == s.entry.lang {
						f = tune.phraseSyn
					}
				}
				g.addUnit(terms, percent(f*w))
			}
		}
	}
}

func (x *expanding) translations() {
	for i, w := range x.words {
		g := &x.lookup.Groups[i]
		f := tune.lex
		if len(x.concepted[i]) > 0 {
			f = tune.lexWithConcept
		}
		for _, term := range w.Terms {
			all := shippedLexicon()[term]
			for n, t := range all {
				if n >= tune.lexMax || t.likely < tune.lexMin {
					break
				}
				g.add(t.term, percent(f*math.Pow(t.likely, tune.lexPow)*x.said[langOf(term)]))
			}
		}
	}
}
