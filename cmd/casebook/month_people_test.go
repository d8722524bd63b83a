//go:build e2e

package main

import (
	"fmt"
	"regexp"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/importfile"
)

// someone is an invented person with a browser of her own.
type someone struct {
	*browse
	id, name, email string
	lang            cases.Lang
	role            cases.Role // 0 for an employee
	disabled        bool
	hasAccount      bool
}

func (p *someone) words() *i18n.Words { return i18n.For(p.lang) }
func (p *someone) isAdvisor() bool    { return p.role == cases.Advisor }

var (
	firstNames = []string{"Adèle", "Benoît", "Chidi", "Dorothea", "Emmanuelle", "Farid", "Gisèle", "Hamish", "Inès", "Joachim",
		"Keiko", "Laurier", "Maëlle", "Nnamdi", "Odile", "Padraig", "Quitterie", "Rosalind", "Séverin", "Talia"}
	lastNames = []string{"Abernathy-Roy", "Boisclair", "Chaudhuri", "Delorme-Singh", "Ekström", "Fairweather", "Gagnon-Achebe",
		"Hollingsworth", "Iturralde", "Jolicoeur"}
)

const (
	employees = 40
	advisors  = 3
)

// castOf is everybody of the month, in the order in which the provider lists
// them: employees, advisors, the administrator, the auditor.
func castOf() (all []*someone) {
	for i := range employees {
		lang := cases.Langs()[i%2]
		name := firstNames[i%len(firstNames)] + " " + lastNames[(i*3+i/20)%len(lastNames)]
		all = append(all, &someone{id: fmt.Sprintf("employee%02d", i), name: name, lang: lang})
	}
	for i, name := range []string{"Solveig Marchetti", "Thaddée Brousseau", "Wilhelmina Osei"} {
		all = append(all, &someone{id: fmt.Sprintf("advisor%d", i), name: name, lang: cases.Langs()[i%2], role: cases.Advisor})
	}
	all = append(all, &someone{id: "administrator", name: "Ursule Vandermeer", lang: cases.French, role: cases.Administrator},
		&someone{id: "auditor", name: "Yannick Zielinski", lang: cases.English, role: cases.Auditor})
	for _, p := range all {
		p.email = p.id + "@example.org"
	}
	return all
}

var claims = map[cases.Role]string{cases.Advisor: "Casebook.Advisor", cases.Administrator: "Casebook.Administrator",
	cases.Auditor: "Casebook.Auditor"}

func accountsOf(all []*someone) (people []provider.Person) {
	for _, p := range all {
		account := provider.Person{ID: p.id, Name: p.name, Email: p.email, Locale: string(p.lang) + "-CA"}
		if claim := claims[p.role]; claim != "" {
			account.Roles = []string{claim}
		}
		people = append(people, account)
	}
	return people
}

// told is a situation as somebody files it: one of the invented past cases,
// with a word in it that must turn up nowhere else.
type told struct {
	importfile.Line
	mark string
}

var situationLines = demo.Situations()

func tell(n int) told {
	l := situationLines[n*7%len(situationLines)]
	s := told{l, fmt.Sprintf("zq%04dzq", n)}
	s.Subject = s.mark + " " + l.Subject
	s.Situation = strings.Repeat("("+s.mark+") ", 1+n%2) + l.Situation
	if n%37 == 5 {
		s.Situation += " (" + rareWord + ")"
	}
	return s
}

// Marks of texts: of a case, and of what only the office may read of it.
var (
	caseMark   = regexp.MustCompile(`zq\d{4}zq`)
	officeMark = regexp.MustCompile(`zn\d{4}zn`)
)

func (s told) forOffice(words string) string {
	return strings.ReplaceAll(s.mark, "q", "n") + " " + words
}

// entry of the Code by the language of nobody: her situations name them.
func (s told) entries() []string { return append(append([]string{}, s.Obligations...), s.Reminders...) }
