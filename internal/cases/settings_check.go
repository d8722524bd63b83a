package cases

import (
	"strconv"
	"strings"
)

// Limits of the settings.
const (
	MaxMeaning    = 300    // characters of a status's sentence
	MaxSummary    = 2_000  // characters of the notice's summary
	MaxSection    = 10_000 // characters of a section's text
	MaxSections   = 20
	maxStandard   = 60  // business days
	maxFollowUp   = 730 // days
	maxOfficeDays = 500
	maxElections  = 100
	maxPeriod     = 366 // days: the longest campaigns last half a year
	farYears      = 5   // how many years off a day can lie, either way
)

func (b *Book) tidyText(t Text) Text     { return Text{b.tidy(t.En), b.tidy(t.Fr)} }
func (b *Book) tidyTextLine(t Text) Text { return Text{b.tidyLine(t.En), b.tidyLine(t.Fr)} }

// tidyNotice also lets go of sections that are empty in every box: that is how
// one is removed.
func (b *Book) tidyNotice(n Notice) Notice {
	out := Notice{Summary: b.tidyText(n.Summary)}
	for _, s := range n.Sections {
		s = NoticeSection{b.tidyTextLine(s.Title), b.tidyText(s.Text)}
		if s != (NoticeSection{}) {
			out.Sections = append(out.Sections, s)
		}
	}
	return out
}

// both checks a text that must be there in both official languages (Official
// Languages Act, s. 22): what is missing in one is told by name.
func (ps *problems) both(field, name string, t Text, max int, args []any) {
	for _, l := range Langs() {
		in := field + "_" + string(l)
		if !isSeen(t.In(l)) {
			ps.add(in, "problem."+name+"_"+string(l)+".missing", args...)
			continue
		}
		ps.fit(in, t.In(l), max)
	}
}

// phoneSigns are what a telephone number is written with, "ext." and "poste"
// included.
const phoneSigns = "0123456789+-.,;() \u00a0#extpos"

func (ps *problems) checkContact(d Contact) {
	ps.both("name", "name", d.Name, MaxDetail, nil)
	ps.fit("phone", d.Phone, MaxDetail)
	ps.fit("email", d.Email, MaxDetail)
	if d.Phone == "" && d.Email == "" {
		ps.add("phone", "problem.contact.missing")
	}
	if d.Phone != "" && strings.Trim(d.Phone, phoneSigns) != "" {
		ps.add("phone", "problem.phone.shape")
	}
	if d.Email != "" && !isAddress(d.Email) {
		ps.add("email", "problem.email.shape")
	}
	if d.Hours != (Text{}) {
		ps.both("hours", "hours", d.Hours, MaxDetail*2, nil)
	}
}

func (ps *problems) checkNotice(n Notice) {
	ps.both("summary", "summary", n.Summary, MaxSummary, nil)
	for i, s := range n.Sections {
		field := "section_" + strconv.Itoa(i+1)
		ps.both(field+"_title", "section_title", s.Title, MaxSubject, []any{"N", i + 1})
		ps.both(field+"_text", "section_text", s.Text, MaxSection, []any{"N", i + 1})
	}
	if len(n.Sections) > MaxSections {
		ps.add("summary_en", "problem.too_many_sections", "Max", MaxSections)
	}
}

// number reads a whole number in bounds.
func (ps *problems) number(field, typed string, least, most int) int {
	n, err := strconv.Atoi(typed)
	if err != nil || n < least || n > most {
		ps.add(field, "problem."+field+".range", "Least", least, "Most", most)
	}
	return n
}

// day reads a day that is not years away: a slip of the year is the usual one.
func (ps *problems) day(field, typed string, today Date) Date {
	d, err := ParseDate(strings.TrimSpace(typed))
	switch {
	case typed == "" || err != nil:
		ps.add(field, "problem."+field+".date")
		return Date{}
	case d.Year < today.Year-farYears || d.Year > today.Year+farYears:
		ps.add(field, "problem.day.far", "Years", farYears)
	}
	return d
}

// span reads the two ends of an election period.
func (ps *problems) span(p *ElectionPeriod, d ElectionDraft, today Date) {
	before := len(*ps)
	p.From, p.To = ps.day("from", d.From, today), ps.day("to", d.To, today)
	switch {
	case len(*ps) > before:
	case p.To.Before(p.From):
		ps.add("to", "problem.to.before")
	case p.Length() > maxPeriod:
		ps.add("to", "problem.to.long", "Max", maxPeriod)
	}
}
