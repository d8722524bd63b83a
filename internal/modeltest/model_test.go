package modeltest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// person is somebody who acts, as the model knows her.
type person struct {
	name     string
	email    string
	verified bool
	roles    string // beyond employee: letters of "advisor", "administrator", "auditor", with commas
	disabled bool
	nobody   bool
}

func (p *person) is(role string) bool { return !p.disabled && strings.Contains(p.roles, role) }

// cast are the people of every script. The last has not signed in.
func cast() []*person {
	return []*person{
		{name: "amira", email: "amira@example.org", verified: true},
		{name: "basile", email: "basile@example.org", verified: true},
		{name: "hana", email: "hana@example.org"},
		{name: "chloe", email: "chloe@example.org", verified: true, roles: "advisor"},
		{name: "dan", email: "dan@example.org", verified: true, roles: "advisor"},
		{name: "eve", email: "eve@example.org", roles: "advisor"},
		{name: "faye", email: "faye@example.org", verified: true, roles: "administrator"},
		{name: "ivo", email: "ivo@example.org", verified: true, roles: "administrator"},
		{name: "gus", email: "gus@example.org", verified: true, roles: "auditor"},
		{name: "", nobody: true},
	}
}

// dossier is a case as the model keeps it.
type dossier struct {
	state
	n                          int
	filer                      string
	answered, ended, submitted time.Time
	excluded                   []string
	call                       bool
	marks                      []bool // of each annotation, whether it stands
	cites                      []citation
	kinds                      []string
	inv                        invitation
}

// invitation is to whom a call was logged that had no account.
type invitation struct {
	state, email, by string // no state: there never was one
	at               time.Time
	letter           int  // the step that sent the letter whose code counts; 0 for none
	heard            bool // somebody was shown the spoken code
	guesses          int
}

// citation is of another case, and whether it stands.
type citation struct {
	of     int
	stands bool
}

// receipt is what a form's key was used for.
type receipt struct {
	on   int
	said string
}

// election is a period that the office announced.
type election struct {
	n        int
	from, to day
}

// version is one of the Code.
type version struct {
	n    int
	from day
}

// model is the casebook as the design promises it.
type model struct {
	rules     *rules
	now       time.Time
	people    map[string]*person
	names     []string
	cases     map[int]*dossier
	order     []int
	receipts  map[[2]string]receipt
	numbers   map[string]int // of each year, the last one drawn
	standard  int
	window    int
	days      map[day]bool // decided by the office: whether it is open
	elections []election
	codes     []version
	searches  map[int]*savedSearch // by the step that saved it
	concepts  map[int]*concept     // by the step that added it
}

func newModel(r *rules, start time.Time) *model {
	m := &model{rules: r, now: start, people: map[string]*person{}, cases: map[int]*dossier{},
		receipts: map[[2]string]receipt{}, numbers: map[string]int{}, standard: r.standard, window: r.window,
		days: map[day]bool{}, codes: []version{{1, "2020-01-01"}}, searches: map[int]*savedSearch{},
		concepts: map[int]*concept{shippedConcept: {}}}
	for _, p := range cast() {
		m.people[p.name] = p
		m.names = append(m.names, p.name)
	}
	return m
}

func (m *model) today() day { return dayOf(m.now, m.rules.zone) }

// codeInForce is the number of the version of the Code in force today.
func (m *model) codeInForce() int {
	n := 1
	for _, v := range m.codes {
		if v.from <= m.today() {
			n = v.n
		}
	}
	return n
}

// sideOf is from where a person sees a case: "filer", "advisor" or nowhere.
func (m *model) sideOf(p *person, c *dossier) string {
	switch {
	case p.nobody || p.disabled:
		return ""
	case c.filer == p.name:
		return "filer"
	case slices.Contains(c.excluded, p.name):
		return ""
	case c.inv.state == "pending" && c.inv.email == p.email:
		return ""
	case p.is("advisor"):
		return "advisor"
	}
	return ""
}

// state is a case in the words in which it is compared.
func (m *model) state(on int) (state, bool) {
	c, found := m.cases[on]
	if !found {
		return state{}, false
	}
	s := c.state
	s.Filer, s.Submitted, s.Answered, s.Ended = c.filer, stamped(c.submitted), stamped(c.answered), stamped(c.ended)
	excluded := slices.Clone(c.excluded)
	slices.Sort(excluded)
	s.Excluded, s.Messages = strings.Join(excluded, " "), strings.Join(c.kinds, " ")
	s.Annotations = len(c.marks)
	for _, stands := range c.marks {
		if stands {
			s.Standing++
		}
	}
	s.Citations = len(c.cites)
	for _, z := range c.cites {
		if z.stands {
			s.Citing++
		}
	}
	s.Invitation, s.InvitedTo, s.Guesses = c.inv.state, c.inv.email, c.inv.guesses
	return s, true
}

// play does a step, or refuses it.
func (m *model) play(s step) answer {
	m.now = m.now.Add(s.Wait)
	p := m.people[s.Who]
	if _, isMove := m.rules.to[s.Do]; isMove {
		return m.move(p, s)
	}
	if _, isErrand := m.rules.errands[s.Do]; isErrand {
		return m.errand(p, s)
	}
	switch s.Do {
	case "submit":
		return m.submit(p, s)
	case "log_call":
		return m.logCall(p, s)
	case "accept_invitation", "decline_invitation":
		return m.reply(p, s)
	case "post":
		return m.post(s)
	case "expire":
		return m.expire()
	case "exclude":
		return m.exclude(s)
	case "open":
		return m.open(p, s)
	case "look":
		return m.look(p, s)
	case "disable_account", "enable_account":
		return m.account(p, s)
	case "roles":
		m.people[s.To].roles = s.Pick
		return answer{Kind: ok}
	case "set_standard", "set_day", "clear_day", "set_election", "remove_election":
		return m.set(p, s)
	case "load_code":
		return m.loadCode(p, s)
	}
	panic("the model knows no " + s.Do)
}

// sayings are the fields of each form: text, pick, also, to, part, days, code.
// Forms without any say only which act they are.
var sayings = map[string]string{
	"submit": "tpand", "log_call": "tpaodc", "add": "ta", "answer": "ta", "follow_up": "ta", "correct_facts": "ta", "ask": "ta",
	"withdraw": "ta", "note": "t", "assign": "to", "classify": "pa", "annotate": "tp", "edit_annotation": "tpn",
	"remove_annotation": "n", "mark_precedent": "t", "unmark_precedent": "t", "cite": "n", "remove_citation": "n", "advise": "tpao", "correct": "tpao", "close": "p", "invite": "pa", "set_standard": "p",
	"set_day": "dp", "clear_day": "d", "set_election": "dp", "remove_election": "n", "disable_account": "op", "enable_account": "o",
	"save_search": "t", "rename_search": "nt", "delete_search": "n", "add_concept": "pa", "change_concept": "npa", "remove_concept": "n",
}

// said is what a form says, so that a repeated key can be told from a used one.
func (m *model) said(s step) string {
	text := texts[s.Text]
	if s.Do != "annotate" && s.Do != "edit_annotation" {
		text = strings.TrimSpace(text)
	}
	fields := map[rune]any{'t': text, 'p': s.Pick, 'a': s.Also, 'o': s.To, 'n': s.Part, 'c': s.Code, 'd': m.today().plus(s.Days)}
	if s.Do == "submit" && s.Days == 0 {
		fields['d'] = "" // no day on which she needs the answer
	}
	if s.Do == "cite" && !m.isOffices(m.people[s.Who], s.Part) {
		fields['n'] = "" // what is not there for her is nothing that she named
	}
	words := []string{s.Do}
	for _, f := range sayings[s.Do] {
		words = append(words, fmt.Sprint(fields[f]))
	}
	return strings.Join(words, "|")
}

// refused is an answer without any effect.
func refused(kind string) answer { return answer{Kind: kind} }

func (m *model) capacity(p *person, c *dossier) string {
	if m.sideOf(p, c) == "filer" {
		return "filer"
	}
	return "advisor"
}
