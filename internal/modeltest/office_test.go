package modeltest

import (
	"fmt"
	"slices"
)

// open reads a case. Who invited sees the spoken code for an hour.
func (m *model) open(p *person, s step) answer {
	c, found := m.cases[s.On]
	if !found || m.sideOf(p, c) == "" {
		return refused(notFound)
	}
	i := &c.inv
	spoken := m.isOpen(*i) && i.by == p.name && m.now.Sub(i.at) < m.rules.heard && m.sideOf(p, c) == "advisor"
	i.heard = i.heard || spoken
	return answer{Kind: ok, Spoken: spoken, Events: []event{{"read", p.name, m.capacity(p, c), c.n}}}
}

// views are the parts of the queue: of which statuses, and whose.
var views = map[string]struct{ statuses, whose string }{
	"waiting":    {"new in_review", ""},
	"new":        {"new", ""},
	"mine":       {"new in_review awaiting_employee", "hers"},
	"unassigned": {"new in_review awaiting_employee", "nobody's"},
	"employee":   {"awaiting_employee", ""},
	"answered":   {"answered", ""},
}

// look shows a person her lists: her own cases, what a search for everything
// finds, and the view of the queue that Pick names.
func (m *model) look(p *person, s step) answer {
	var mine, found, listed []int
	counts := map[string]int{}
	for _, n := range m.order {
		c := m.cases[n]
		side := m.sideOf(p, c)
		if side == "filer" {
			mine = append(mine, n)
		}
		if side != "" {
			found = append(found, n)
		}
		for name := range views {
			if side == "advisor" && inView(c, name, p) {
				counts[name]++
				if name == s.Pick {
					listed = append(listed, n)
				}
			}
		}
	}
	as := "employee"
	if p.is("advisor") {
		as = "advisor"
	}
	return answer{Kind: ok, Seen: seen(mine, found, listed, counts, p.is("advisor")), Events: []event{{"search", p.name, as, 0}}}
}

func inView(c *dossier, name string, p *person) bool {
	v := views[name]
	return isOne(v.statuses, c.Status) && (v.whose == "" || (v.whose == "hers" && c.Advisor == p.name) ||
		(v.whose == "nobody's" && c.Advisor == ""))
}

// seen writes what lists show, so that two of them can be compared.
func seen(mine, found, listed []int, counts map[string]int, queue bool) string {
	slices.Sort(mine)
	slices.Sort(found)
	slices.Sort(listed)
	if !queue {
		return fmt.Sprintf("mine %v, found %v, no queue", mine, found)
	}
	return fmt.Sprintf("mine %v, found %v, queue %v of %v", mine, found, listed, counts)
}

// account disables or enables a person.
func (m *model) account(p *person, s step) answer {
	if !p.is("administrator") {
		return refused(forbidden)
	}
	if kind, used := m.usedForOffice(p, s); used {
		return refused(kind)
	}
	to := m.people[s.To]
	disable := s.Do == "disable_account"
	switch {
	case to == nil || to.nobody:
		return refused(notFound)
	case s.Stale > 0, disable && (to == p || to.disabled), !disable && !to.disabled:
		return refused(conflict)
	case disable && !isOne("left role_changed incident other", s.Pick):
		return refused(invalid)
	}
	to.disabled = disable
	m.takenForOffice(p, s)
	return answer{Kind: ok, Events: []event{{s.Do, p.name, "administrator", 0}}}
}

// usedForOffice answers a form about the office that was taken before.
func (m *model) usedForOffice(p *person, s step) (kind string, used bool) {
	first, used := m.receipts[[2]string{p.name, s.Key}]
	switch {
	case s.Key == "" || !used:
		return "", false
	case first == receipt{0, m.said(s)}:
		return ok, true
	}
	return conflict, true
}

func (m *model) takenForOffice(p *person, s step) {
	if s.Key != "" {
		m.receipts[[2]string{p.name, s.Key}] = receipt{0, m.said(s)}
	}
}

// settingOf says which setting an act changes.
var settingOf = map[string]string{"set_standard": "standard", "set_day": "days", "clear_day": "days",
	"set_election": "elections", "remove_election": "elections"}

// ledgerWord is what the ledger calls the change of a setting.
var ledgerWord = map[string]string{"standard": "set_standard", "days": "set_days", "elections": "set_elections"}

// set changes what the office decides about itself.
func (m *model) set(p *person, s step) answer {
	if !p.is("administrator") {
		return refused(forbidden)
	}
	if kind, used := m.usedForOffice(p, s); used {
		return refused(kind)
	}
	name := settingOf[s.Do]
	if s.Stale > 0 {
		return refused(conflict)
	}
	kind, changes, do := m.setting(s)
	if kind != ok || !changes {
		return refused(kind)
	}
	do()
	m.takenForOffice(p, s)
	return answer{Kind: ok, Events: []event{{ledgerWord[name], p.name, "administrator", 0}}}
}

func (m *model) setting(s step) (kind string, changes bool, do func()) {
	d := m.today().plus(s.Days)
	switch s.Do {
	case "set_standard":
		return m.setStandard(s)
	case "set_day":
		open, there := m.days[d]
		if !isOne("open closed", s.Pick) {
			return invalid, false, nil
		}
		return ok, !there || open != (s.Pick == "open"), func() { m.days[d] = s.Pick == "open" }
	case "clear_day":
		if _, there := m.days[d]; !there {
			return notFound, false, nil
		}
		return ok, true, func() { delete(m.days, d) }
	case "set_election":
		if s.Pick != "federal" {
			return invalid, false, nil
		}
		return ok, true, func() { m.elections = append(m.elections, election{s.N, d, d.plus(36)}) }
	}
	i := slices.IndexFunc(m.elections, func(e election) bool { return e.n == s.Part })
	if i < 0 {
		return notFound, false, nil
	}
	return ok, true, func() { m.elections = slices.Delete(m.elections, i, i+1) }
}

// standards are the service standards that scripts set: business days, and days
// of the window of a follow-up.
var standards = map[string][2]int{"5/30": {5, 30}, "1/1": {1, 1}, "10/60": {10, 60}, "3/7": {3, 7}, "60/14": {60, 14}}

func (m *model) setStandard(s step) (kind string, changes bool, do func()) {
	to, known := standards[s.Pick]
	if !known {
		return invalid, false, nil
	}
	return ok, to != [2]int{m.standard, m.window}, func() { m.standard, m.window = to[0], to[1] }
}

// loadCode adds a version of the Code. Part is its number.
func (m *model) loadCode(p *person, s step) answer {
	if !p.is("administrator") {
		return refused(forbidden)
	}
	last := m.codes[len(m.codes)-1]
	from := m.today().plus(s.Days)
	if s.Part != last.n+1 || from <= last.from {
		return refused(invalid)
	}
	m.codes = append(m.codes, version{s.Part, from})
	return answer{Kind: ok, Events: []event{{"load_code", p.name, "administrator", 0}}}
}
