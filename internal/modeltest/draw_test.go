package modeltest

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// starts are the days on which scripts begin: before the clocks change, before
// the year ends, before long weekends; and any other day.
var starts = []day{"2026-03-06", "2026-10-30", "2026-12-22", "2026-12-30", "2026-06-26", "2026-04-01", "2027-03-12",
	"2027-11-05", "2027-12-22", "2026-11-09", "2026-09-29"}

func startOf(chance *rand.Rand, zone *time.Location) time.Time {
	d := starts[chance.IntN(len(starts))]
	if chance.IntN(3) == 0 {
		d = day("2026-01-02").plus(chance.IntN(600))
	}
	t, err := time.ParseInLocation(iso, string(d), zone)
	if err != nil {
		panic(err)
	}
	return t.Add(time.Duration(chance.IntN(24*3600)) * time.Second).UTC()
}

// draw makes up the next step. It looks at the model so that most steps are
// such as somebody would take; the rest are such as nobody should.
type draw struct {
	*rand.Rand
	m     *model
	done  []step
	posts []int // the steps that sent letters
}

// deeds are the acts by how often they are drawn.
var deeds = strings.Fields(strings.Repeat("submit log_call ", 6) + strings.Repeat("add answer ", 4) +
	strings.Repeat("follow_up ", 9) + strings.Repeat("take_up advise close ", 7) + strings.Repeat("ask answer correct reopen assign ", 5) +
	strings.Repeat("mark_precedent mark_precedent unmark_precedent cite remove_citation ", 4) +
	strings.Repeat("withdraw annotate accept_invitation accept_invitation post correct_facts confirm_facts ", 3) +
	strings.Repeat("release classify edit_annotation remove_annotation note invite open set_day disable_account enable_account ", 2) +
	"expire enable_account enable_account enable_account clear_day remove_election edit_annotation remove_annotation decline_invitation correct correct correct correct correct_facts follow_up follow_up " +
	"revoke_invitation decline_invitation expire exclude roles set_standard clear_day set_election remove_election load_code")

func (d *draw) next(n int) step {
	if len(d.done) > 0 && d.IntN(14) == 0 {
		if s, found := d.again(n); found {
			return s
		}
	}
	if s, follows := d.sequel(n); follows {
		d.done = append(d.done, s)
		return s
	}
	s := step{N: n, Wait: d.wait(), Do: d.deed()}
	d.fill(&s)
	if d.IntN(12) == 0 {
		s.Stale = 1 + d.IntN(2)
	}
	if d.IntN(4) == 0 {
		s.Key = "k" + strconv.Itoa(n)
	}
	d.done = append(d.done, s)
	return s
}

// sequel is what often follows: who logged a call reads the spoken code, who
// guessed it wrong tries again, and who asked again thinks better of it.
func (d *draw) sequel(n int) (step, bool) {
	if len(d.done) == 0 {
		return step{}, false
	}
	last := d.done[len(d.done)-1]
	switch {
	case last.Do == "log_call" && last.To == "" && d.IntN(3) == 0:
		wait := []time.Duration{0, 20 * time.Minute, time.Hour - time.Second, time.Hour}[d.IntN(4)]
		return step{N: n, Wait: wait, Who: last.Who, Do: "open", On: last.N}, true
	case last.Do == "accept_invitation" && d.IntN(2) == 0:
		last.N, last.Wait, last.Also = n, time.Minute, d.of("right", "wrong")
		return last, true
	case last.Do == "follow_up" && d.IntN(5) == 0:
		return step{N: n, Wait: time.Minute, Who: last.Who, Do: "withdraw", On: last.On}, true
	case last.Do == "withdraw" && last.Who != "" && d.IntN(5) == 0:
		s := step{N: n, Wait: time.Minute, Do: "correct", On: last.On}
		s.Who = d.someone(func(p *person) bool { return p.is("advisor") })
		d.fillMove(&s, nil)
		return s, true
	}
	return step{}, false
}

// deed is what to do next: something that a case there is allows, mostly.
func (d *draw) deed() string {
	if len(d.m.order) < 2 && d.IntN(8) > 0 {
		return d.of("submit", "submit", "log_call")
	}
	do := d.of(deeds...)
	if d.IntN(8) == 0 {
		return do
	}
	for tries := 0; tries < 8 && !d.possible(do); tries++ {
		do = d.of(deeds...)
	}
	return do
}

func (d *draw) possible(do string) bool {
	for _, n := range d.m.order {
		c := d.m.cases[n]
		_, here := d.m.rules.to[do][c.Status]
		if (here && d.suits(do, c)) || d.invites(do, c) {
			return true
		}
	}
	switch do {
	case "enable_account":
		return slices.ContainsFunc(d.m.names, func(name string) bool { return d.m.people[name].disabled })
	case "clear_day":
		return len(d.m.days) > 0
	case "remove_election":
		return len(d.m.elections) > 0
	}
	_, isMove := d.m.rules.to[do]
	return !isMove && !strings.HasSuffix(do, "_invitation") && do != "post"
}

// invites reports whether the invitation of a case waits for such an act.
func (d *draw) invites(do string, c *dossier) bool {
	waits := c.inv.state == "pending" && c.inv.email != ""
	switch do {
	case "post":
		return waits
	case "accept_invitation", "decline_invitation":
		return waits && c.inv.letter > 0 && (c.inv.heard || slices.ContainsFunc(d.m.names, func(name string) bool { return isInvited(d.m.people[name], c) }))
	}
	return false
}

// isInvited: the provider vouches that the address is hers.
func isInvited(p *person, c *dossier) bool { return p.verified && p.email == c.inv.email }

func (d *draw) of(all ...string) string { return all[d.IntN(len(all))] }

// again sends a form that was sent before: the same, or with another text, or
// to another case.
func (d *draw) again(n int) (step, bool) {
	var keyed []step
	for _, s := range d.done {
		if s.Key != "" {
			keyed = append(keyed, s)
		}
	}
	if len(keyed) == 0 {
		return step{}, false
	}
	s := keyed[d.IntN(len(keyed))]
	s.N, s.Wait, s.Stale = n, time.Duration(d.IntN(3))*time.Hour, 0
	switch d.IntN(5) {
	case 0:
		s.Text = d.of("good", "other")
	case 1:
		s.On = d.caseOf()
	case 2:
		s.Do = d.of("add", "note", "take_up")
		s.Also, s.Text = "en", "good"
	}
	return s, true
}

// wait is how long passes: nothing, hours, days, up to the end of windows, to a
// second before or after midnight.
func (d *draw) wait() time.Duration {
	if d.m.today() > lastDay {
		return time.Minute
	}
	switch d.IntN(12) {
	case 0:
		return 0
	case 1:
		return time.Duration(d.IntN(5*24)) * time.Hour
	case 2:
		return time.Duration(d.m.window)*24*time.Hour + time.Duration(d.IntN(3)-1)*time.Second
	case 3:
		return d.toMidnight() + time.Duration(d.IntN(3)-1)*time.Second
	case 4:
		if d.IntN(6) == 0 {
			return time.Duration(d.m.rules.invitation)*24*time.Hour + time.Duration(d.IntN(3)-1)*time.Minute
		}
	}
	return time.Duration(d.IntN(3600*9)) * time.Second
}

func (d *draw) toMidnight() time.Duration {
	at := d.m.now.In(d.m.rules.zone)
	midnight := time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, d.m.rules.zone)
	return max(midnight.Sub(at), 2*time.Second)
}

// caseOf is a case, now and then one that does not exist.
func (d *draw) caseOf() int {
	if len(d.m.order) == 0 || d.IntN(40) == 0 {
		return 0
	}
	return d.m.order[d.IntN(len(d.m.order))]
}

// fitting is a case from which the act leads somewhere, mostly.
func (d *draw) fitting(act string) int {
	var fit []int
	for _, n := range d.m.order {
		if _, possible := d.m.rules.to[act][d.m.cases[n].Status]; possible && d.suits(act, d.m.cases[n]) {
			fit = append(fit, n)
		}
	}
	if len(fit) == 0 || d.IntN(4) == 0 {
		return d.unfitting(act)
	}
	return fit[d.IntN(len(fit))]
}

// unfitting is a case from whose status the act does not lead anywhere, though
// nothing else stands against it, if there is one; else any.
func (d *draw) unfitting(act string) int {
	for _, n := range d.m.order {
		if _, possible := d.m.rules.to[act][d.m.cases[n].Status]; !possible && d.suits(act, d.m.cases[n]) && d.IntN(4) > 0 {
			return n
		}
	}
	return d.caseOf()
}

func (d *draw) suits(act string, c *dossier) bool {
	switch act {
	case "correct_facts", "confirm_facts":
		return c.call && c.filer != "" && !c.Confirmed && !c.Corrected
	case "invite", "revoke_invitation":
		return c.inv.state != ""
	case "edit_annotation", "remove_annotation":
		return slices.Contains(c.marks, true)
	case "correct", "mark_precedent":
		return c.Outcome != ""
	case "unmark_precedent":
		return c.Precedent
	case "remove_citation":
		return slices.ContainsFunc(c.cites, func(z citation) bool { return z.stands })
	case "follow_up":
		return !c.answered.IsZero() || !c.ended.IsZero()
	case "release":
		return c.Advisor != ""
	}
	return true
}

// someone is anybody, or mostly somebody whose act it is.
func (d *draw) someone(may func(*person) bool) string {
	if d.IntN(8) != 0 {
		var fit []string
		for _, name := range d.m.names {
			if may(d.m.people[name]) {
				fit = append(fit, name)
			}
		}
		if len(fit) > 0 {
			return d.of(fit...)
		}
	}
	return d.of(d.m.names...)
}

func (d *draw) text() string {
	if d.IntN(14) == 0 {
		return d.of("", "blank", "long", "other")
	}
	return "good"
}

func (d *draw) lang() string {
	if d.IntN(30) == 0 {
		return d.of("", "de")
	}
	return d.of("en", "fr")
}

func (d *draw) entry() string {
	if d.IntN(5) == 0 {
		return d.of("", "NOTHING", "EXTRA-2", "EXTRA-3")
	}
	return d.of("LOYALTY", "R-PRIVACY")
}

func (d *draw) address() string {
	return d.of("amira@example.org", "basile@example.org", "hana@example.org", "dan@example.org", "eve@example.org", "new@example.org",
		"amira@example.org", "basile@example.org", "amira@example.org", "basile@example.org", "nonsense", "chloe@example.org")
}
