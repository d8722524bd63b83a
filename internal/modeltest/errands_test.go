package modeltest

import (
	"fmt"
	"slices"
	"strings"
)

// errandOf says whose each act is that belongs to no case; for empty, everybody's.
const errandOf = `
save_search advisor
rename_search advisor
delete_search advisor
list_searches
find
export_list advisor
add_concept administrator
change_concept administrator
remove_concept administrator
load_thesaurus administrator
export_thesaurus administrator
`

// errandRules are what else holds of those acts, each a sentence that a wrong
// rule denies.
var errandRules = []string{
	"a saved search is its owner's alone", "of one owner's searches no two have one name", "a stale form is refused",
	"a file has only what she may see", "a file is of what was asked", "that a list left is in the ledger",
	"a concept stands for its words", "what was removed stands for nothing", "a file takes the place of all",
}

// savedSearch is a question that somebody keeps.
type savedSearch struct {
	owner, name string
	version     int
}

// concept is one of the thesaurus: the word that stands for a petition.
type concept struct {
	word, group string
	removed     bool
}

// shippedConcept is the number of a concept that came with the program.
const shippedConcept = -1

// errand does an act that belongs to no case.
func (m *model) errand(p *person, s step) answer {
	if role := m.rules.errands[s.Do]; p.nobody || !p.is(role) && role != "" {
		return refused(forbidden)
	}
	if kind, used := m.usedForOffice(p, s); used {
		return refused(kind)
	}
	var a answer
	switch s.Do {
	case "save_search", "rename_search", "delete_search":
		a = m.keepSearch(p, s)
	case "list_searches":
		return answer{Kind: ok, Seen: m.searchesOf(p)}
	case "find":
		return m.find(p, s)
	case "export_list":
		return m.export(p, s)
	case "load_thesaurus":
		a = m.loadThesaurus(s)
	case "export_thesaurus":
		return answer{Kind: ok, Seen: m.standing(), Events: []event{{s.Do, p.name, "administrator", 0}}}
	default:
		a = m.keepConcept(s)
	}
	if a.Kind == ok && len(a.Events) > 0 {
		a.Events[0].Who, a.Events[0].As = p.name, m.rules.errands[s.Do]
		m.takenForOffice(p, s)
	}
	return a
}

func done(act string) answer { return answer{Kind: ok, Events: []event{{Act: act}}} }

func (m *model) isStale(s step) bool { return s.Stale > 0 && m.rules.also["a stale form is refused"] }

func (m *model) keepSearch(p *person, s step) answer {
	one := m.searches[s.Part]
	if s.Do == "save_search" {
		one = &savedSearch{owner: p.name}
	}
	switch {
	case one == nil, one.owner != p.name && m.rules.also["a saved search is its owner's alone"]:
		return refused(notFound)
	case s.Do != "save_search" && m.isStale(s):
		return refused(conflict)
	case s.Do == "delete_search":
		delete(m.searches, s.Part)
		return done(s.Do)
	case !hasWords(s), m.isTaken(one, s):
		return refused(invalid)
	}
	if s.Do == "save_search" {
		m.searches[s.N] = one
	}
	one.name = texts[s.Text]
	one.version++
	return done(s.Do)
}

func (m *model) isTaken(one *savedSearch, s step) bool {
	for _, other := range m.searches {
		if other != one && other.owner == one.owner && other.name == texts[s.Text] {
			return m.rules.also["of one owner's searches no two have one name"]
		}
	}
	return false
}

// searchesOf are those that somebody sees, who must be an advisor.
func (m *model) searchesOf(p *person) string {
	var out []string
	for n, one := range m.searches {
		if p.is("advisor") && (one.owner == p.name || !m.rules.also["a saved search is its owner's alone"]) {
			out = append(out, fmt.Sprintf("%d/%d %s", n, one.version, one.name))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// find searches for a word that is in no case: through a concept it stands for
// a word that is in all of them.
func (m *model) find(p *person, s step) answer {
	var found []int
	if m.standsFor(s.Pick) {
		found = m.listed(func(c *dossier) bool { return m.sideOf(p, c) != "" })
	}
	as := "employee"
	if p.is("advisor") {
		as = "advisor"
	}
	return answer{Kind: ok, Seen: fmt.Sprint(found), Events: []event{{"search", p.name, as, 0}}}
}

func (m *model) standsFor(word string) bool {
	for _, c := range m.concepts {
		if c.word == word && (!c.removed || !m.rules.also["what was removed stands for nothing"]) {
			return m.rules.also["a concept stands for its words"]
		}
	}
	return false
}

func (m *model) listed(has func(*dossier) bool) (out []int) {
	for _, n := range m.order {
		if has(m.cases[n]) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// export takes a list along: Also says what was asked, Pick the kind of file.
func (m *model) export(p *person, s step) answer {
	list := m.listed(func(c *dossier) bool {
		side := m.sideOf(p, c)
		if side == "" {
			return !m.rules.also["a file has only what she may see"]
		}
		return m.isAsked(p, c, side, s) || !m.rules.also["a file is of what was asked"]
	})
	a := answer{Kind: ok, Seen: fmt.Sprintf("%s/%d %v", s.Pick, len(list), list)}
	if m.rules.also["that a list left is in the ledger"] {
		a.Events = []event{{s.Do, p.name, "advisor", 0}}
	}
	return a
}

// isAsked: of her own case a filer knows neither whether it is a precedent nor
// what it cites.
func (m *model) isAsked(p *person, c *dossier, side string, s step) bool {
	switch s.Also {
	case "":
		return true
	case "precedent":
		return side == "advisor" && c.Precedent
	case "cites":
		return side == "advisor" && m.isOffices(p, s.Part) && slices.Contains(c.cites, citation{s.Part, true})
	}
	return c.Status == s.Also
}

func (m *model) keepConcept(s step) answer {
	c := m.concepts[s.Part]
	switch {
	case s.Do != "add_concept" && c == nil:
		return refused(notFound)
	case m.isStale(s):
		return refused(conflict)
	case s.Do == "remove_concept" && c.removed:
		return answer{Kind: ok}
	case s.Do == "remove_concept":
		c.removed = true
		return done(s.Do)
	case s.Pick == "" || s.Also != "boats":
		return refused(invalid)
	}
	kept := concept{word: s.Pick, group: s.Also}
	if s.Do == "change_concept" && *c == kept {
		return answer{Kind: ok}
	}
	if s.Do == "add_concept" {
		m.concepts[s.N] = &kept
	} else {
		*c = kept
	}
	return done("set_concept")
}

// loadThesaurus puts a file in the place of all there is: all but one concept,
// or nothing new, or nonsense.
func (m *model) loadThesaurus(s step) answer {
	c := m.concepts[s.Part]
	switch {
	case s.Pick == "nonsense":
		return refused(invalid)
	case m.isStale(s):
		return refused(conflict)
	case s.Pick != "less" || c == nil || c.removed:
		return answer{Kind: ok}
	}
	c.removed = m.rules.also["a file takes the place of all"]
	return done(s.Do)
}

// standing are the concepts of the script that hold.
func (m *model) standing() string {
	var out []int
	for n, c := range m.concepts {
		if !c.removed {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return fmt.Sprint(out)
}
