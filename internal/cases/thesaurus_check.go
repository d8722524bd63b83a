package cases

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Limits of the thesaurus.
const (
	MaxConcepts     = 2_000
	MaxConceptWords = 40 // of one language
	MaxConceptWord  = 80 // characters
	MaxPhrase       = 8  // words; the search recognises no longer one
	maxConceptName  = 60
	maxGroups       = 60
)

// conceptShape is what the name of a concept or a group looks like: it stands
// in addresses, files and the ledger.
var conceptShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsConceptName reports whether it can name a concept or a group.
func IsConceptName(s string) bool { return len(s) <= maxConceptName && conceptShape.MatchString(s) }

// ConceptDraft is a concept as it was typed.
type ConceptDraft struct {
	Group string
	Words Text // of each language, one on each line
}

// tidyConcept reads the lines: each once, in their order, empty ones left out.
func (b *Book) tidyConcept(id string, d ConceptDraft) Concept {
	return b.tidyWords(Concept{ID: id, Group: b.tidyLine(d.Group),
		En: strings.Split(b.tidy(d.Words.En), "\n"), Fr: strings.Split(b.tidy(d.Words.Fr), "\n")})
}

func (b *Book) tidyWords(c Concept) Concept {
	c.En, c.Fr = b.tidyLines(c.En), b.tidyLines(c.Fr)
	return c
}

// tidyLines leaves out what is there twice, unless they are too many anyway.
func (b *Book) tidyLines(lines []string) []string {
	var all, once []string
	for _, l := range lines {
		if l = b.tidyLine(l); isSeen(l) {
			all = append(all, l)
		}
	}
	if len(all) > MaxConceptWords {
		return all
	}
	for _, l := range all {
		if !slices.Contains(once, l) {
			once = append(once, l)
		}
	}
	return once
}

// checkConcept finds what is wrong with a concept alone. It needs a word in
// each language: one that is the same in both is written in both.
func (ps *problems) checkConcept(c Concept) {
	if !IsConceptName(c.Group) {
		ps.add("group", "problem.concept_group.missing")
	}
	for _, l := range Langs() {
		ps.checkWords("words_"+string(l), c.In(l))
	}
}

func (ps *problems) checkWords(field string, words []string) {
	if len(words) == 0 {
		ps.add(field, "problem."+field+".missing")
	}
	if len(words) > MaxConceptWords {
		ps.add(field, "problem.concept_words.many", "Max", MaxConceptWords, "Count", len(words))
		return
	}
	for _, w := range words {
		switch {
		case len([]rune(w)) > MaxConceptWord:
			ps.add(field, "problem.concept_word.long", "Word", w, "Max", MaxConceptWord)
		case len(strings.Fields(w)) > MaxPhrase:
			ps.add(field, "problem.concept_word.phrase", "Word", w, "Max", MaxPhrase)
		case !strings.ContainsFunc(w, isTold):
			ps.add(field, "problem.concept_word.mute", "Word", w)
		case strings.ContainsAny(w[:1], "=+-@"): // a spreadsheet would compute it
			ps.add(field, "problem.concept_word.sign", "Word", w)
		}
	}
}

func (t Thesaurus) checkRoom(ps *problems, field string) {
	if len(t.Standing()) >= MaxConcepts {
		ps.add(field, "problem.concepts.many", "Max", MaxConcepts)
	}
}

// nameFor makes the name of a new concept out of its first English word. One
// that was ever used is not used again: a removed concept may come back.
func (t Thesaurus) nameFor(c Concept) string {
	base := slug(plainly(c.En[0]))
	for n := 1; ; n++ {
		name := base
		if n > 1 {
			name += "-" + strconv.Itoa(n)
		}
		if _, taken := t.Concept(name); !taken {
			return name
		}
	}
}

// slug writes a plain text with small letters, digits and hyphens alone.
func slug(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if out := strings.Join(parts, "-"); out != "" {
		return strings.Trim(out[:min(len(out), maxConceptName-6)], "-")
	}
	return "concept"
}

// isTold reports a sign that the search reads.
func isTold(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
