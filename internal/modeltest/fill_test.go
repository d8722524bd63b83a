package modeltest

import "slices"

// fill gives a step its particulars.
func (d *draw) fill(s *step) {
	if side, isMove := d.m.rules.side[s.Do]; isMove {
		s.On = d.fitting(s.Do)
		c := d.m.cases[s.On]
		s.Who = d.someone(func(p *person) bool { return c != nil && d.m.sideOf(p, c) == side })
		d.fillMove(s, c)
		return
	}
	switch s.Do {
	case "submit", "log_call":
		d.fillFiling(s)
	case "accept_invitation", "decline_invitation", "post", "expire", "exclude":
		d.fillInvitation(s)
	case "open":
		s.On = d.caseOf()
		s.Who, s.Pick = d.someone(func(p *person) bool {
			c := d.m.cases[s.On]
			return c != nil && d.m.sideOf(p, c) != "" && (c.inv.state != "pending" || c.inv.by == p.name)
		}), d.of("", "whole")
	default:
		d.fillOffice(s)
	}
}

func (d *draw) fillMove(s *step, c *dossier) {
	switch s.Do {
	case "add", "answer", "follow_up", "correct_facts", "ask":
		s.Text, s.Also = d.text(), d.lang()
	case "withdraw":
		s.Text, s.Also = d.of("", "good", d.text()), d.lang()
	case "note", "mark_precedent", "unmark_precedent":
		s.Text = d.text()
	case "cite":
		s.Part = d.caseOf()
	case "remove_citation":
		s.Part = d.citationOf(c)
	case "assign":
		s.Text, s.To = d.of("", "good", d.text()), d.someone(func(p *person) bool { return p.is("advisor") })
	case "classify":
		s.Pick, s.Also = d.of("normal", "urgent", "urgent", "soon"), d.of("", "yes", "no", "yes", "no", "perhaps")
	case "close":
		s.Pick = d.of("answered", "answered", "information_only", "withdrawn", "duplicate", "no_reply", "tired")
	case "invite":
		s.Pick, s.Also = d.address(), d.lang()
	default:
		d.fillUnderCode(s, c)
	}
}

func (d *draw) fillUnderCode(s *step, c *dossier) {
	switch s.Do {
	case "annotate", "edit_annotation":
		s.Pick, s.Text, s.Code = d.entry(), d.of("", "good", d.text()), d.codeOfForm()
	case "advise", "correct":
		s.Pick, s.Text, s.To, s.Code = d.of("no_concern", "with_precautions", "not_recommended", "not_consistent", "referred", "referred"),
			d.text(), d.entry(), d.codeOfForm()
		if s.Pick == "referred" || d.IntN(8) == 0 {
			s.Also = d.of("LR", "LR", "", "NOWHERE")
		}
		if d.IntN(20) == 0 {
			s.Pick = "approved"
		}
	}
	if (s.Do == "edit_annotation" || s.Do == "remove_annotation") && c != nil {
		s.Part = 1 + d.IntN(len(c.marks)+1)
		if i := slices.Index(c.marks, true); i >= 0 && d.IntN(2) == 0 {
			s.Part = i + 1
		}
	}
}

// citationOf is the place of a citation, mostly of one that stands.
func (d *draw) citationOf(c *dossier) int {
	if c == nil {
		return 0
	}
	i := slices.IndexFunc(c.cites, func(z citation) bool { return z.stands })
	if i >= 0 && d.IntN(4) > 0 {
		return i + 1
	}
	return d.IntN(len(c.cites) + 2)
}

func (d *draw) codeOfForm() string {
	return d.of("", "same", "same", "same", "same", "same", "same", "other")
}

func (d *draw) fillFiling(s *step) {
	s.Text, s.Also = d.text(), d.lang()
	if s.Do == "log_call" {
		s.Who = d.someone(func(p *person) bool { return p.is("advisor") })
		s.Pick, s.Code = d.address(), d.of("", "", "", "take", "take", "take", "urgent", "urgent", "untold")
		if d.IntN(6) == 0 {
			s.Pick = ""
		}
		if d.IntN(5) < 2 {
			s.To = d.of("amira", "basile", "hana", "amira", "basile", d.of(d.m.names...))
		}
		if d.IntN(2) == 0 {
			s.Days = -[]int{1, 2, 3, 4, 5, 6, 7, 9, 40, 100, 366, 367, -1}[d.IntN(13)]
		}
		return
	}
	s.Who = d.someone(func(p *person) bool { return !p.is("administrator") && !p.is("auditor") && !p.nobody })
	if d.IntN(5) == 0 {
		s.Days = []int{1, 7, 30, 60, -1}[d.IntN(5)]
	}
	if d.IntN(20) == 0 {
		s.Pick = "unknown platform"
	}
	if d.IntN(4) == 0 {
		s.Part = d.hers(s.Who)
	}
}

// hers is a case that the person filed, mostly.
func (d *draw) hers(who string) int {
	for _, n := range d.m.order {
		if d.m.cases[n].filer == who && d.IntN(2) == 0 {
			return n
		}
	}
	return d.caseOf()
}

func (d *draw) fillInvitation(s *step) {
	s.On = d.caseOf()
	for _, n := range d.m.order {
		if s.Do != "exclude" && d.IntN(12) > 0 && d.invites(s.Do, d.m.cases[n]) {
			s.On = n
		}
	}
	c := d.m.cases[s.On]
	switch s.Do {
	case "post":
		d.posts = append(d.posts, s.N)
	case "exclude":
		s.To = d.of("dan", "eve", "chloe")
	case "accept_invitation", "decline_invitation":
		s.Who = d.someone(func(p *person) bool { return c != nil && (isInvited(p, c) || (c.inv.heard && !p.is("advisor"))) })
		s.Also = d.of("right", "right", "wrong", "")
		if c != nil && d.IntN(5) > 0 {
			s.Part = c.inv.letter
		} else if len(d.posts) > 0 {
			s.Part = d.posts[d.IntN(len(d.posts))]
		}
	}
}

func (d *draw) fillOffice(s *step) {
	s.Who = d.someone(func(p *person) bool { return p.is("administrator") })
	near := d.IntN(15) - 3
	switch s.Do {
	case "disable_account":
		s.To, s.Pick = d.of(d.m.names...), d.of("left", "incident", "other", "no reason")
	case "enable_account":
		s.To = d.of(d.m.names...)
		for _, name := range d.m.names {
			if d.m.people[name].disabled {
				s.To = name
			}
		}
	case "roles":
		s.Who, s.To = "", d.of("basile", "dan", "eve", "ivo", "gus")
		s.Pick = d.of("", "advisor", "administrator", "advisor,auditor", "auditor", "advisor,administrator")
	case "set_standard":
		s.Pick = d.of("5/30", "1/1", "10/60", "3/7", "60/14", "0/30", "many/few")
	case "set_day":
		s.Days, s.Pick = near, d.of("open", "closed", "closed", "half")
	case "clear_day":
		s.Days = near
		for decided := range d.m.rules.spanAround(d.m.today(), d.m.days) {
			s.Days = decided
		}
	case "set_election":
		s.Days, s.Pick = d.IntN(60)-50, d.of("federal", "federal", "federal", "galactic")
	case "remove_election":
		if n := len(d.m.elections); n > 0 {
			s.Part = d.m.elections[d.IntN(n)].n
		}
	case "load_code":
		s.Part, s.Days = len(d.m.codes)+d.IntN(3), d.IntN(20)-2
		if d.IntN(3) > 0 {
			s.Part = len(d.m.codes) + 1
		}
		s.Part = min(s.Part, 3)
	}
}

// spanAround gives how far from today one decided day is, if it is near: the
// first, so that scripts are the same each time.
func (r *rules) spanAround(today day, decided map[day]bool) func(func(int) bool) {
	return func(yield func(int) bool) {
		for n := -30; n <= 30; n++ {
			if _, there := decided[today.plus(n)]; there && !yield(n) {
				return
			}
		}
	}
}
