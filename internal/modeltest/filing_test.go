package modeltest

import (
	"fmt"
	"slices"
	"time"
)

// submit files a situation. Also is the language, Pick the fault in the form,
// Part the earlier case that it goes on from.
func (m *model) submit(p *person, s step) answer {
	if p.nobody || p.disabled {
		return refused(forbidden)
	}
	var before *dossier
	if s.Part != 0 {
		if before = m.cases[s.Part]; before == nil || m.sideOf(p, before) != "filer" {
			return refused(notFound)
		}
	}
	if a, done := m.again(p, s); done {
		return a
	}
	if m.isBadSituation(s) {
		return refused(invalid)
	}
	m.takes(p, s)
	c := m.file(s, m.now)
	c.filer, c.Channel = p.name, "web"
	if before != nil {
		c.Follows, c.excluded = before.n, slices.Clone(before.excluded)
	}
	return answer{Kind: ok, Made: c.n, Events: []event{{"submit", p.name, "filer", c.n}}}
}

// isBadSituation: a day on which she needs the answer cannot be past; Days
// counts from today and 0 stands for none.
func (m *model) isBadSituation(s step) bool {
	return !hasWords(s) || !isLang(s.Also) || s.Days < 0 || s.Pick == "unknown platform"
}

// again answers a form that was taken before.
func (m *model) again(p *person, s step) (answer, bool) {
	key, said := [2]string{p.name, s.Key}, m.said(s)
	first, used := m.receipts[key]
	switch {
	case s.Key == "":
		return answer{}, false
	case used && first.said == said:
		return answer{Kind: ok, Made: first.on}, true
	case used:
		return refused(conflict), true
	}
	return answer{}, false
}

// takes remembers what a form was taken for.
func (m *model) takes(p *person, s step) {
	if s.Key != "" {
		m.receipts[[2]string{p.name, s.Key}] = receipt{s.N, m.said(s)}
	}
}

// file makes a case that came at that moment.
func (m *model) file(s step, came time.Time) *dossier {
	year := string(dayOf(came, m.rules.zone))[:4]
	m.numbers[year]++
	c := &dossier{n: s.N, submitted: came, state: state{
		Reference: fmt.Sprintf("VE-%s-%04d", year, m.numbers[year]), Status: "new", Version: 1, Shared: 1,
		Promised: string(m.promiseFrom(came)), Priority: "normal", Election: m.inElection(dayOf(came, m.rules.zone))}}
	m.cases[s.N] = c
	m.order = append(m.order, s.N)
	return c
}

func (m *model) inElection(d day) bool {
	return slices.ContainsFunc(m.elections, func(e election) bool { return e.from <= d && d <= e.to })
}

// logCall records a conversation. To is a known caller and Pick, without one,
// the address of one who is not known. Days is how long ago it came; Code says
// what else: "take" that she takes the case up, "untold" that no notice was
// given, "urgent".
func (m *model) logCall(p *person, s step) answer {
	if !p.is("advisor") || p.nobody {
		return refused(forbidden)
	}
	came := m.today().plus(s.Days)
	if a, done := m.again(p, s); done {
		return a
	}
	if !hasWords(s) || !isLang(s.Also) || s.Code == "untold" || came > m.today() || came < m.today().plus(-m.rules.callAge) ||
		m.isBadCaller(p, s) {
		return refused(invalid)
	}
	m.takes(p, s)
	at := m.now
	if came != m.today() {
		at = noon(came)
	}
	c := m.file(s, at)
	c.Channel, c.call, c.LoggedBy, c.filer = "phone", true, p.name, s.To
	if s.To == "" {
		c.inv = invitation{state: "pending", email: s.Pick, by: p.name, at: m.now}
	}
	a := answer{Kind: ok, Made: c.n, Events: []event{{"log_call", p.name, "advisor", c.n}}}
	switch s.Code {
	case "urgent":
		c.Priority = "urgent"
	case "take":
		c.Advisor, c.Status, c.Version, c.Shared = p.name, "in_review", 2, 2
		a.Events = append(a.Events, event{"take_up", p.name, "advisor", c.n})
	}
	return a
}

// noon is when a case came that came on an earlier day: 17:00 UTC, a moment of
// that day everywhere in the country.
func noon(d day) time.Time {
	t, err := time.Parse(iso, string(d))
	if err != nil {
		panic(err)
	}
	return t.Add(17 * time.Hour)
}

// isBadCaller: nobody logs a case of her own.
func (m *model) isBadCaller(p *person, s step) bool {
	if s.To == "" {
		return s.Pick != "" && (s.Pick == "nonsense" || s.Pick == p.email)
	}
	to := m.people[s.To]
	return to == nil || to.nobody || to.disabled || to == p
}

// isOpen reports whether an invitation can be answered now.
func (m *model) isOpen(i invitation) bool {
	return i.state == "pending" && m.now.Before(i.at.Add(time.Duration(m.rules.invitation)*24*time.Hour))
}

// reply accepts or declines an invitation. Part is the step that sent the letter
// whose code is given; Also the spoken code: "right", "wrong" or none; Stale
// that the invitation is an earlier one.
func (m *model) reply(p *person, s step) answer {
	c, found := m.cases[s.On]
	switch {
	case !found || c.inv.state == "" || s.Stale > 0:
		return refused(notFound)
	case c.inv.state == "accepted" && c.filer == p.name:
		return answer{Kind: ok}
	case p.nobody || p.disabled || !m.isOpen(c.inv) || c.LoggedBy == p.name || c.Advisor == p.name || slices.Contains(c.excluded, p.name):
		return refused(notFound)
	}
	proofs := 0
	if s.Part > 0 && s.Part == c.inv.letter {
		proofs++
	}
	if p.verified && p.email == c.inv.email {
		proofs++
	}
	if proofs == 0 {
		return refused(notFound)
	}
	if s.Do == "decline_invitation" {
		return m.decline(p, c)
	}
	blocked := c.inv.guesses >= m.rules.guesses
	spoken := s.Also
	if spoken == "right" && !c.inv.heard {
		spoken = ""
	}
	if spoken == "right" && !blocked {
		proofs++
	}
	return m.accept(p, c, proofs, spoken != "" && !blocked)
}

func (m *model) accept(p *person, c *dossier, proofs int, guessed bool) answer {
	switch {
	case proofs >= m.rules.proofs:
		c.filer = p.name
		c.inv.end("accepted")
		c.Version++
		c.Shared++
		return answer{Kind: ok, Events: []event{{"accept_invitation", p.name, "filer", c.n}}}
	case guessed:
		c.inv.guesses++
		return answer{Kind: invalid, Events: []event{{"guess_spoken_code", p.name, "employee", c.n}}}
	}
	return refused(invalid)
}

func (m *model) decline(p *person, c *dossier) answer {
	m.keepInvitedOut(c)
	c.inv.end("declined")
	c.Version++
	if p.is("advisor") && !slices.Contains(c.excluded, p.name) {
		c.excluded = append(c.excluded, p.name)
	}
	return answer{Kind: ok, Events: []event{{"decline_invitation", p.name, "employee", c.n}}}
}

// keepInvitedOut: an advisor whom the address hid from the case stays hidden.
func (m *model) keepInvitedOut(c *dossier) {
	for _, p := range m.people {
		if p.is("advisor") && p.email == c.inv.email && !slices.Contains(c.excluded, p.name) {
			c.excluded = append(c.excluded, p.name)
		}
	}
}

// post sends the letter of an invitation, with a code drawn for it; that of an
// earlier invitation is not sent.
func (m *model) post(s step) answer {
	c, found := m.cases[s.On]
	if !found || s.Stale > 0 || !m.isOpen(c.inv) || c.inv.email == "" {
		return refused(notFound)
	}
	c.inv.letter = s.N
	return answer{Kind: ok}
}

// expire ends the invitations whose time is over.
func (m *model) expire() answer {
	a := answer{Kind: ok}
	for _, n := range m.order {
		c := m.cases[n]
		if c.inv.state != "pending" || m.isOpen(c.inv) {
			continue
		}
		m.keepInvitedOut(c)
		c.inv.end("expired")
		c.Version++
		a.Events = append(a.Events, event{"expire_invitation", "operator", "operator", n})
	}
	return a
}

// exclude keeps an advisor out of a case. No act does it yet; the rule holds.
func (m *model) exclude(s step) answer {
	c, found := m.cases[s.On]
	if !found {
		return refused(notFound)
	}
	if !slices.Contains(c.excluded, s.To) {
		c.excluded = append(c.excluded, s.To)
	}
	c.Version++
	return answer{Kind: ok, Events: []event{{"exclude", "operator", "operator", c.n}}}
}
