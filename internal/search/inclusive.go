package search

import (
	"strings"
	"unicode"
)

// feminine are the endings that inclusive writing adds, folded: candidat·e,
// travailleur·euse·s, actif/ive. Plurals follow from them.
var feminine = setOf("e ne le te se fe ve ere euse rice trice eure enne ienne elle ive esse")

// afterHyphen are those that a hyphen may bring: dites-le and dit-elle are not
// inclusive forms.
var afterHyphen = setOf("e ne ve ere euse rice trice eure")

// minBase is the length of the shortest word that takes an inclusive ending;
// less would read abbreviations (p.e, i.e) as such.
const minBase = 3

// inclusive reads an inclusive ending at s.i and gives the forms it stands for
// and where it ends: candidat·e·s is candidat and candidate.
func (s *scanner) inclusive(base string) (forms []string, end int) {
	sep := s.at(s.i)
	if len(base) < minBase || !strings.ContainsRune("·•‧⋅・․.-‐‑(/", sep) || sep == 0 {
		return nil, 0
	}
	end = s.run(s.i + 1)
	ending := foldRunes(s.rs[s.i+1 : min(end, s.i+8)])
	if sep == '(' {
		if s.at(end) != ')' {
			return nil, 0
		}
		end++
	}
	singular := strings.TrimSuffix(ending, "s")
	if !s.opens(sep, ending, singular) {
		return nil, 0
	}
	end, ok := s.plural(sep, end)
	if !ok {
		return nil, 0
	}
	if singular == "" {
		return []string{base}, end
	}
	base = strings.TrimSuffix(base, "s")
	return []string{base, feminise(base, singular)}, end
}

func (s *scanner) opens(sep rune, ending, singular string) bool {
	switch {
	case sep == '(' && ending == "s":
		return true
	case isHyphen(sep):
		return afterHyphen[singular]
	default:
		return feminine[singular]
	}
}

// plural passes the s that may follow (candidat·e·s, employé(e)s) and says
// whether the word ends there.
func (s *scanner) plural(sep rune, end int) (int, bool) {
	marks := []string{"(s)", string(sep) + "s"}
	if sep == '(' {
		marks = []string{"(s)", "s"}
	}
	for _, mark := range marks {
		if after := s.follow(end, mark); after > end && !continuesWord(s.at(after)) {
			return after, true
		}
	}
	return end, !continuesWord(s.at(end))
}

// follow gives where a text that begins at i ends, or i when it is not there.
func (s *scanner) follow(i int, text string) int {
	at := i
	for _, r := range text {
		if unicode.ToLower(s.at(at)) != r {
			return i
		}
		at++
	}
	return at
}

// feminise puts a feminine ending on a folded word: directeur and rice make
// directrice, actif and ve make active, employe and e make employee.
func feminise(base, ending string) string {
	switch {
	case strings.HasSuffix(ending, "rice"):
		return strings.TrimSuffix(base, "teur") + "trice"
	case ending == "ve" || ending == "ive":
		return strings.TrimSuffix(strings.TrimSuffix(base, "f"), "i") + "ive"
	case len(ending) > 2:
		if at := strings.LastIndexByte(base, ending[0]); at >= len(base)-4 && at > 0 {
			return base[:at] + ending
		}
	}
	return base + ending
}
