package search

import (
	"math"
	"slices"
)

// reach says how far the concepts of a thesaurus carry.
type reach struct {
	source               Source
	synonym, translation float64
}

// A sighting is an entry of a thesaurus that the query says: one word, or
// several in a row.
type sighting struct {
	entry
	at, to int     // words, to excluded
	weight float64 // of what is added on its account
	hinted bool    // by another word of the query, of the same field
}

// The share of its weight that a concept keeps: when a longer phrase says more
// (parti in parti politique); for each further concept that the same words may
// mean, and for each doubling of its own words, which make it broad.
const (
	inPhrase  = 0.5
	ambiguity = 0.75 // a power: two readings count 0.59 each
	breadth   = 0.5  // likewise, from usualWords on
)

const usualWords = 8

// concepts adds the words of the concepts that are said, to each word that says
// them.
func (x *expanding) concepts(t *Thesaurus, r reach) {
	for _, s := range x.weighed(t, x.sightings(t, r)) {
		c := &t.concepts[s.concept]
		added := Added{Key: r.key(c.ID), Source: r.source, ID: c.ID}
		done := map[int]bool{}
		for _, g := range x.group[s.at:s.to] {
			if !done[g] {
				done[g] = true
				x.addConcept(g, t, s, r, added)
			}
		}
	}
}

func (r reach) key(id string) string { return string(r.source[0]) + "." + id }

func (x *expanding) addConcept(g int, t *Thesaurus, s sighting, r reach, added Added) {
	l := &x.lookup.Groups[g]
	for _, n := range t.of[s.concept] {
		e := t.entries[n]
		if slices.Equal(e.terms, s.terms) || x.isMissing(e.terms) {
			continue
		}
		w := r.translation
		if e.lang == s.lang {
			w = r.synonym
		}
		x.doubt(g, t, s, e)
		l.addUnit(e.terms, hundredths(w*s.weight))
		added.Words = append(added.Words, AddedWord{Text: e.text, Lang: e.lang, terms: e.terms})
	}
	l.report(added)
}

// isMissing reports a phrase that no case can have.
func (x *expanding) isMissing(terms []string) bool {
	return slices.ContainsFunc(terms, func(t string) bool { return x.inNoCase(t) })
}

// sightings finds the entries that the query says, each concept once at a place.
func (x *expanding) sightings(t *Thesaurus, r reach) []sighting {
	var all []sighting
	for i, w := range x.words {
		for _, term := range w.Terms {
			for _, n := range t.byFirst[term] {
				e := t.entries[n]
				if to := x.says(e, i); to > i && !x.leftOut(r.key(t.concepts[e.concept].ID)) {
					all = append(all, sighting{entry: e, at: i, to: to, weight: x.said[e.lang]})
				}
			}
		}
	}
	return all
}

// says gives the word after those that say the entry, 0 when they do not. What is
// grammar in the language of the entry has no term in it, and is passed over: it
// may stay in a query for being a word in the other.
func (x *expanding) says(e entry, at int) int {
	for i, term := range e.terms {
		for i > 0 && at < len(x.words) && len(ofLang(e.lang, x.words[at].Terms)) == 0 {
			at++
		}
		if at == len(x.words) || !x.isTyped(at) || !slices.Contains(x.words[at].Terms, term) {
			return 0
		}
		at++
	}
	return at
}

// weighed drops short keys that nothing hints at, and weighs the rest.
func (x *expanding) weighed(t *Thesaurus, all []sighting) []sighting {
	hinted := map[string]bool{}
	for _, s := range all {
		if !s.short {
			hinted[t.concepts[s.concept].Group] = true
		}
	}
	all = slices.DeleteFunc(all, func(s sighting) bool { return s.short && !hinted[t.concepts[s.concept].Group] })
	for i := range all {
		s := &all[i]
		s.hinted = t.isHinted(all, *s)
		readings, inside := among(all, *s)
		s.weight *= math.Pow(float64(readings), -ambiguity) * math.Pow(t.breadth(s.concept), -breadth)
		if inside {
			s.weight *= inPhrase
		}
	}
	return all
}

// among counts the concepts that the words of a sighting may mean, and says
// whether they are part of a longer phrase.
func among(all []sighting, s sighting) (readings int, inside bool) {
	concepts := map[int]bool{}
	for _, o := range all {
		if o.at == s.at && o.to == s.to {
			concepts[o.concept] = true
		}
		inside = inside || o.at <= s.at && s.to <= o.to && o.to-o.at > s.to-s.at
	}
	return len(concepts), inside
}

// breadth is how much broader than usual a concept is; at least 1.
func (t *Thesaurus) breadth(concept int) float64 {
	return max(1, float64(len(t.of[concept]))/usualWords)
}
