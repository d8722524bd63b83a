package modeltest

import (
	"slices"
	"strings"
	"time"
)

// move is an act of the table of the life of a case. Who may not see the case
// hears that there is none; then right, moment and what was typed are asked.
func (m *model) move(p *person, s step) answer {
	c, found := m.cases[s.On]
	if !found {
		return refused(notFound)
	}
	key, said := [2]string{p.name, s.Key}, receipt{s.On, m.said(s)}
	first, used := m.receipts[key]
	used = used && s.Key != ""
	switch kind := m.refusal(p, c, s); {
	case kind == notFound, kind == forbidden:
		return refused(kind)
	case used && first == said:
		return answer{Kind: ok}
	case kind == invalid:
		return refused(invalid)
	case isCited(c, s) && m.isOffices(p, s.Part):
		return answer{Kind: ok}
	case used:
		return refused(conflict)
	case kind != ok:
		return refused(kind)
	}
	as := m.capacity(p, c)
	m.apply(p, c, s)
	c.Status = m.rules.to[s.Do][c.Status]
	c.Version++
	if m.rules.shared[s.Do] {
		c.Shared++
	}
	if s.Key != "" {
		m.receipts[key] = said
	}
	return answer{Kind: ok, Events: []event{{s.Do, p.name, as, c.n}}}
}

func (m *model) refusal(p *person, c *dossier, s step) string {
	_, here := m.rules.to[s.Do][c.Status]
	switch side := m.sideOf(p, c); {
	case side == "":
		return notFound
	case side != m.rules.side[s.Do]:
		return forbidden
	case here && isEarly(c, s):
		return early
	case s.Stale > 0, !here, m.isUntimely(p, c, s):
		return conflict
	case m.isIllTyped(p, c, s):
		return invalid
	case s.Do == "follow_up" && m.now.After(m.windowEnd(c)):
		return conflict
	}
	return ok
}

// windowEnd is the last moment at which a follow-up reopens the case.
func (m *model) windowEnd(c *dossier) time.Time {
	since := c.answered
	if c.ended.After(since) {
		since = c.ended
	}
	return since.Add(time.Duration(m.window) * 24 * time.Hour)
}

// isEarly: where there is no advice there is none to correct or to follow, and
// no newer form would help.
func isEarly(c *dossier, s step) bool {
	return isOne("correct mark_precedent", s.Do) && c.Outcome == ""
}

// isUntimely holds what depends on more than the status.
func (m *model) isUntimely(p *person, c *dossier, s step) bool {
	switch s.Do {
	case "take_up":
		return c.Advisor == p.name && c.Status != "new"
	case "release":
		return c.Advisor == ""
	case "advise", "correct", "annotate":
		return s.Code == "other"
	case "edit_annotation":
		return !stands(c, s.Part) || s.Code == "other"
	case "remove_annotation":
		return !stands(c, s.Part)
	case "unmark_precedent":
		return !c.Precedent
	case "remove_citation":
		return !m.seesCitation(p, c, s.Part)
	case "confirm_facts", "correct_facts":
		return !c.call || c.Confirmed || c.Corrected
	case "invite":
		return c.inv.state == "" || c.inv.state == "accepted"
	case "revoke_invitation":
		return c.inv.state != "pending"
	}
	return false
}

func stands(c *dossier, nth int) bool { return nth >= 1 && nth <= len(c.marks) && c.marks[nth-1] }

// isIllTyped reports whether something in the form needs mending.
func (m *model) isIllTyped(p *person, c *dossier, s step) bool {
	text := s.Text == "good" || s.Text == "other"
	switch s.Do {
	case "add", "answer", "follow_up", "correct_facts", "ask":
		return !text || !isLang(s.Also)
	case "withdraw":
		return s.Text == "long" || (text && !isLang(s.Also))
	case "note", "mark_precedent":
		return !text
	case "unmark_precedent":
		return s.Text == "long"
	case "cite":
		return s.Part == c.n || !m.isOffices(p, s.Part)
	case "assign":
		to := m.people[s.To]
		return s.Text == "long" || to == nil || m.sideOf(to, c) != "advisor"
	case "classify":
		return !isOne("normal urgent", s.Pick) || (s.Also != "" && !isOne("yes no", s.Also))
	case "annotate", "edit_annotation":
		return s.Text == "long" || !m.isEntry(s.Pick)
	case "advise", "correct":
		return !text || !isOne("no_concern with_precautions not_recommended not_consistent referred", s.Pick) ||
			(s.Pick == "referred" && s.Also == "") || (s.Also != "" && s.Also != "LR") || !m.isEntry(s.To)
	case "close":
		return !isOne("answered information_only withdrawn duplicate no_reply", s.Pick) ||
			(s.Pick == "answered" && c.Outcome == "")
	case "invite":
		return !strings.Contains(s.Pick, "@") || s.Pick == p.email || !isLang(s.Also)
	}
	return false
}

// isOffices reports whether there is such a case, and she is on the office's
// side of it.
func (m *model) isOffices(p *person, n int) bool {
	c, found := m.cases[n]
	return found && m.sideOf(p, c) == "advisor"
}

// seesCitation reports whether the nth citation stands and leads to a case that
// is there for her.
func (m *model) seesCitation(p *person, c *dossier, nth int) bool {
	return nth >= 1 && nth <= len(c.cites) && c.cites[nth-1].stands && m.isOffices(p, c.cites[nth-1].of)
}

// isCited reports whether a form asks for a citation that stands already: then
// it is done, whatever else.
func isCited(c *dossier, s step) bool {
	return s.Do == "cite" && slices.Contains(c.cites, citation{s.Part, true})
}

// isEntry reports whether the Code in force has the entry. Each version after
// the first brings one more.
func (m *model) isEntry(code string) bool {
	switch code {
	case "LOYALTY", "R-PRIVACY":
		return true
	case "EXTRA-2":
		return m.codeInForce() >= 2
	case "EXTRA-3":
		return m.codeInForce() >= 3
	}
	return false
}

func isLang(s string) bool         { return s == "en" || s == "fr" }
func isOne(all, s string) bool     { return s != "" && slices.Contains(strings.Fields(all), s) }
func hasWords(s step) bool         { return s.Text == "good" || s.Text == "other" }
func (c *dossier) say(kind string) { c.kinds = append(c.kinds, kind) }

// apply does what an act does beside moving the case.
func (m *model) apply(p *person, c *dossier, s step) {
	switch s.Do {
	case "add", "answer", "follow_up":
		if c.Status != "new" && c.Status != "in_review" {
			c.Promised, c.Reason, c.ended = string(m.promiseFrom(m.now)), "", time.Time{}
		}
		c.say(map[string]string{"add": "addition", "answer": "reply", "follow_up": "follow_up"}[s.Do])
	case "withdraw":
		c.ended, c.Promised = m.now, ""
		if hasWords(s) {
			c.say("withdrawal")
		}
	case "confirm_facts":
		c.Confirmed = true
	case "correct_facts":
		c.Corrected = true
		if c.Status == "awaiting_employee" {
			c.Promised = string(m.promiseFrom(m.now))
		}
		c.say("correction")
	default:
		m.applyOffice(p, c, s)
	}
}

func (m *model) applyOffice(p *person, c *dossier, s step) {
	switch s.Do {
	case "take_up":
		c.Advisor = p.name
	case "release":
		c.Advisor = ""
	case "assign":
		c.Advisor = s.To
		if hasWords(s) {
			c.Notes++
		}
	case "classify":
		c.Priority, c.Political = s.Pick, s.Also == "yes"
	case "annotate":
		c.marks = append(c.marks, true)
	case "edit_annotation":
		c.marks[s.Part-1] = false
		c.marks = append(c.marks, true)
	case "remove_annotation":
		c.marks[s.Part-1] = false
	case "note":
		c.Notes++
	case "mark_precedent", "unmark_precedent":
		c.Precedent = s.Do == "mark_precedent"
		if hasWords(s) {
			c.Notes++
		}
	case "cite":
		c.cites = append(c.cites, citation{s.Part, true})
	case "remove_citation":
		c.cites[s.Part-1].stands = false
	case "ask":
		c.take(p)
		c.say("question")
	case "advise", "correct":
		c.take(p)
		c.say("advice")
		c.answered, c.Promised, c.Outcome, c.AdviceCode = m.now, "", s.Pick, m.codeInForce()
	case "close":
		c.Reason, c.ended, c.Promised = s.Pick, m.now, ""
	case "reopen":
		c.Reason, c.ended, c.Promised = "", time.Time{}, string(m.promiseFrom(m.now))
	case "invite":
		c.inv = invitation{state: "pending", email: s.Pick, by: p.name, at: m.now}
	case "revoke_invitation":
		c.inv.end("revoked")
	}
}

// take: who writes to the employee has the case.
func (c *dossier) take(p *person) {
	if c.Advisor == "" {
		c.Advisor = p.name
	}
}

// end keeps of an invitation only that there was one.
func (i *invitation) end(as string) { i.state, i.email, i.letter = as, "", 0 }
