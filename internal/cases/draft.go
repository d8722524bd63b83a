package cases

import "time"

// Draft is a situation as it was typed, before it becomes a case. Its codes
// are as they came from the form: submit checks them.
type Draft struct {
	Key        string // idempotency key of the form
	Subject    string
	Situation  string
	Lang       string // of the situation
	AnswerLang string
	Facts      Facts
	NeededBy   string // ISO date, or empty
	Notice     string // version of the privacy notice shown
	Follows    string // id of her earlier case that it goes on from, or empty
}

// check tidies what was typed and makes the first state of a case of it.
func (b *Book) check(d Draft, at time.Time) (*Case, error) {
	var ps problems
	c := &Case{
		Subject:   b.tidyLine(d.Subject),
		Situation: b.tidy(d.Situation),
		Facts:     b.tidyFacts(d.Facts),
		Notice:    b.tidyLine(d.Notice),
	}
	ps.need("subject", c.Subject, MaxSubject)
	ps.need("situation", c.Situation, MaxSituation)
	ps.checkFacts(c.Facts)
	c.Lang = choose(&ps, "lang", d.Lang, ParseLang)
	c.AnswerLang = choose(&ps, "answer_lang", d.AnswerLang, ParseLang)
	c.NeededBy = ps.neededBy(d.NeededBy, b.calendar.DateOf(at))
	return c, ps.err()
}

// checkFiled checks what the person herself files: the privacy notice that she
// was shown must be the one in force (Privacy Act, s. 5(2)).
func (b *Book) checkFiled(d Draft, inForce Notice, at time.Time) (*Case, error) {
	c, err := b.check(d, at)
	var ps problems
	if c.Notice != inForce.Version {
		ps.add("notice", "problem.notice")
	}
	return c, append(ps, problemsOf(err)...).err()
}

func (b *Book) tidyFacts(f Facts) Facts {
	f.PlatformDetail = b.tidyLine(f.PlatformDetail)
	f.Link = b.tidyLine(f.Link)
	f.Audience = b.tidyLine(f.Audience)
	f.ElectionPeriod = false // never the person's to say
	return f
}

// checkFacts accepts of each fact only what its closed list holds.
func (ps *problems) checkFacts(f Facts) {
	choose(ps, "platform", string(f.Platform), ParsePlatform)
	choose(ps, "stage", string(f.Stage), ParseStage)
	ps.fit("platform_detail", f.PlatformDetail, MaxDetail)
	ps.fit("link", f.Link, MaxLink)
	ps.fit("audience", f.Audience, MaxAudience)
	option(ps, "identity", f.Identity, Identities())
	option(ps, "level", f.Level, Levels())
	option(ps, "election", f.Election, Elections())
	for _, a := range f.Answers() {
		option(ps, a.Field, a.Answer, YesNos())
	}
}

// FactAnswer is the answer to a fact that is asked as a question, by the name of
// its field.
type FactAnswer struct {
	Field  string
	Answer YesNo
}

// Answers lists the facts that are asked as questions, in the order of the form.
func (f Facts) Answers() []FactAnswer {
	return []FactAnswer{
		{"employer_visible", f.EmployerVisible}, {"public_facing", f.PublicFacing}, {"supervises", f.Supervises},
		{"close_to_subject", f.CloseToSubject}, {"work_information", f.WorkInformation},
		{"others_involved", f.OthersInvolved}, {"media_contact", f.MediaContact},
		{"outside_income", f.OutsideIncome}, {"union_capacity", f.UnionCapacity},
	}
}

// choose reads a code that must be given.
func choose[T ~string](ps *problems, field, typed string, read func(string) (T, bool)) T {
	v, ok := read(typed)
	if !ok {
		ps.add(field, "problem."+field+".missing")
	}
	return v
}

// option checks a code that may be left out.
func option[T ~string](ps *problems, field string, typed T, all []T) {
	if typed == "" {
		return
	}
	if _, ok := parse(all, string(typed)); !ok {
		ps.add(field, "problem.unknown_choice")
	}
}

// neededBy reads the day on which she needs an answer; it cannot be past.
func (ps *problems) neededBy(typed string, today Date) Date {
	if typed == "" {
		return Date{}
	}
	d, err := ParseDate(typed)
	switch {
	case err != nil:
		ps.add("needed_by", "problem.needed_by.date")
		return Date{}
	case d.Before(today):
		ps.add("needed_by", "problem.needed_by.past")
	case d.Year > today.Year+5:
		ps.add("needed_by", "problem.needed_by.far")
	}
	return d
}
