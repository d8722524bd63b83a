package cases

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Concept is what several words of both languages say: a search for one of
// them also looks for the others. The first of each language is the one to
// show.
type Concept struct {
	ID     string // stable, of small letters, digits and hyphens
	Group  string // likewise; concepts of one group hint at one another
	En, Fr []string
}

// In gives the words of a language.
func (c Concept) In(l Lang) []string {
	if l == French {
		return c.Fr
	}
	return c.En
}

// Words lists the words of both languages, the English ones first.
func (c Concept) Words() []string { return slices.Concat(c.En, c.Fr) }

// NeedsHint reports a word of one or two letters: it has other meanings than a
// thesaurus could know, so that it widens a question only when another word of
// it is of the same group. The search goes by the same rule.
func NeedsHint(word string) bool { return utf8.RuneCountInString(strings.TrimSpace(word)) <= 2 }

// Says reports whether two concepts say the same under the same name.
func (c Concept) Says(o Concept) bool {
	return c.ID == o.ID && c.Group == o.Group && slices.Equal(c.En, o.En) && slices.Equal(c.Fr, o.Fr)
}

// ConceptVersion is a concept as it was kept: what it said, who said so, when.
type ConceptVersion struct {
	Concept
	Version  int  // from 1, without gaps
	Removed  bool // it said this until then
	Revision int  // of the thesaurus, which this version made
	By       UserID
	At       time.Time
}

// ShippedRevision is that of a thesaurus in which nobody changed anything.
const ShippedRevision = 1

// Shipped is a concept as it comes with the program: its first version, of no
// moment.
func Shipped(c Concept) ConceptVersion {
	return ConceptVersion{Concept: c, Version: 1, Revision: ShippedRevision, By: Operator}
}

// OverShipped lays the latest versions that the office kept over what comes
// with the program. A concept that the office changed or removed stays as the
// office has it; all others are those of the program that runs, so that a newer
// one brings its new concepts, and its better words for the old ones.
func OverShipped(shipped []Concept, kept []ConceptVersion) []ConceptVersion {
	out := slices.Clone(kept)
	own := map[string]bool{}
	for _, v := range kept {
		own[v.ID] = true
	}
	for _, c := range shipped {
		if !own[c.ID] {
			out = append(out, Shipped(c))
		}
	}
	return out
}

// Thesaurus is what the department says that words stand for, as of a moment.
type Thesaurus struct {
	Revision int // every change moves it on
	concepts []ConceptVersion
}

// NewThesaurus makes a thesaurus of the latest version of each concept, the
// removed ones too.
func NewThesaurus(revision int, latest []ConceptVersion) Thesaurus {
	latest = slices.Clone(latest)
	slices.SortFunc(latest, func(a, b ConceptVersion) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.ID, b.ID))
	})
	return Thesaurus{revision, latest}
}

// Standing lists the concepts that hold, by group and name.
func (t Thesaurus) Standing() []ConceptVersion {
	return keepIf(t.concepts, func(c ConceptVersion) bool { return !c.Removed })
}

// Concepts lists what holds, without its history.
func (t Thesaurus) Concepts() []Concept {
	var out []Concept
	for _, c := range t.Standing() {
		out = append(out, c.Concept)
	}
	return out
}

// Concept finds the latest version of a concept; a removed one is found too.
func (t Thesaurus) Concept(id string) (ConceptVersion, bool) {
	i := slices.IndexFunc(t.concepts, func(c ConceptVersion) bool { return c.ID == id })
	if i < 0 {
		return ConceptVersion{}, false
	}
	return t.concepts[i], true
}

// Groups lists the groups in order.
func (t Thesaurus) Groups() []string {
	var out []string
	for _, c := range t.Standing() {
		out = append(out, c.Group)
	}
	return slices.Compact(out)
}

// Holding lists the standing concepts with a word in which the typed text is;
// letters small or capital, and, as folded makes them, with accents or without.
func (t Thesaurus) Holding(typed, group string) []ConceptVersion {
	return keepIf(t.Standing(), func(c ConceptVersion) bool {
		return (group == "" || c.Group == group) && (strings.Contains(plainly(c.ID), plainly(typed)) ||
			slices.ContainsFunc(c.Words(), func(w string) bool { return strings.Contains(plainly(w), plainly(typed)) }))
	})
}

// with is what would hold after a concept were kept as this.
func (t Thesaurus) with(c Concept) []Concept {
	out := keepIf(t.Concepts(), func(o Concept) bool { return o.ID != c.ID })
	return append(out, c)
}

// Homonym is a word that another concept has too.
type Homonym struct {
	Word string
	With Concept // the other one
}

// Shared lists the words of a concept that others have too, in its language.
func (t Thesaurus) Shared(c Concept) []Homonym {
	var out []Homonym
	for _, l := range Langs() {
		for _, w := range c.In(l) {
			for _, o := range t.Standing() {
				if o.ID != c.ID && slices.ContainsFunc(o.In(l), func(x string) bool { return plainly(x) == plainly(w) }) {
					out = append(out, Homonym{w, o.Concept})
				}
			}
		}
	}
	return slices.CompactFunc(out, func(a, b Homonym) bool { return a.Word == b.Word && a.With.ID == b.With.ID })
}

// plainly is a word as two who write it differently both mean it.
func plainly(s string) string { return foldName(strings.ReplaceAll(strings.TrimSpace(s), "’", "'")) }
