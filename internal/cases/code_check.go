package cases

import (
	"regexp"
	"slices"
	"strings"
)

// entryShape is what a code looks like: it stands in addresses, in files and,
// joined with spaces, in rows. That of a reminder begins with R-.
var entryShape = regexp.MustCompile(`^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$`)

const (
	reminderPrefix = "R-"
	maxEntryCode   = 40
)

// check finds what is wrong with a version alone.
func (c Code) check(ps *problems) {
	if c.Version < 1 {
		ps.add("version", "code_fault.version_missing")
	}
	if len(c.Kind(Obligation)) == 0 {
		ps.add("obligations", "code_fault.no_obligations")
	}
	seen := map[EntryCode]bool{}
	for _, e := range c.Entries {
		if seen[e.Code] {
			ps.add(string(e.Code), "code_fault.repeated")
		}
		seen[e.Code] = true
		c.checkEntry(ps, e)
	}
	for _, i := range c.Instruments {
		c.checkInstrument(ps, i)
	}
}

func (c Code) checkEntry(ps *problems, e Entry) {
	name := string(e.Code)
	if !entryShape.MatchString(name) || len(name) > maxEntryCode ||
		strings.HasPrefix(name, reminderPrefix) != (e.Kind == Reminder) {
		ps.add(name, "code_fault.shape")
	}
	ps.bothLanguages(name, e.Title, e.Text)
	for _, i := range e.Instruments {
		if _, known := c.Instrument(i); !known {
			ps.add(name, "code_fault.instrument", "Code", i)
		}
	}
}

func (c Code) checkInstrument(ps *problems, i Instrument) {
	ps.bothLanguages(i.Code, i.Title)
	if i.Code == "" {
		ps.add("instruments", "code_fault.instrument_nameless")
		return
	}
	if n := slices.IndexFunc(c.Instruments, func(o Instrument) bool { return o.Code == i.Code }); c.Instruments[n] != i {
		ps.add(i.Code, "code_fault.repeated")
	}
}

func (ps *problems) bothLanguages(name string, texts ...Text) {
	for _, t := range texts {
		for _, l := range Langs() {
			if !isSeen(t.In(l)) {
				ps.add(name, "code_fault.text_missing."+string(l))
			}
		}
	}
}

// checkAfter finds what is wrong with a version as the one after those that are
// there: its number, its day, and that nothing of the version before is lost.
func (cs Codes) checkAfter(ps *problems, next Code) {
	before := cs.versions[len(cs.versions)-1]
	if next.Version > 0 && next.Version != before.Version+1 {
		ps.add("version", "code_fault.version", "Want", before.Version+1)
	}
	if !next.InForce.IsZero() && !before.InForce.Before(next.InForce) {
		ps.add("in_force", "code_fault.not_later", "Day", before.InForce.String())
	}
	for _, e := range before.Entries {
		_, stands := next.Entry(e.Code)
		if _, replaced := next.Replacement(e.Code); !stands && !replaced {
			ps.add(string(e.Code), "code_fault.lost")
		}
	}
	for i, r := range next.Replaces {
		next.checkReplacement(ps, before, i, r)
	}
	cs.checkReturns(ps, before, next)
}

func (c Code) checkReplacement(ps *problems, before Code, i int, r Replacement) {
	name := string(r.Code)
	if _, known := before.Entry(r.Code); !known {
		ps.add(name, "code_fault.replaces_unknown")
	}
	if slices.IndexFunc(c.Replaces, func(o Replacement) bool { return o.Code == r.Code }) != i {
		ps.add(name, "code_fault.replaced_twice")
	}
	if _, stands := c.Entry(r.Code); stands && !slices.Contains(r.By, r.Code) {
		ps.add(name, "code_fault.replaced_stands")
	}
	for _, by := range r.By {
		if _, known := c.Entry(by); !known {
			ps.add(name, "code_fault.replaced_by_unknown", "Code", string(by))
		}
	}
	if (len(r.By) == 0 || r.Reason != (Text{})) && !(isSeen(r.Reason.En) && isSeen(r.Reason.Fr)) {
		ps.add(name, "code_fault.reason")
	}
}

// checkReturns refuses a code that an earlier version gave up: old annotations
// carry it, and would seem to mean the new entry.
func (cs Codes) checkReturns(ps *problems, before, next Code) {
	for _, e := range next.Entries {
		if _, stood := before.Entry(e.Code); stood {
			continue
		}
		for _, c := range cs.versions {
			if _, had := c.Entry(e.Code); had {
				ps.add(string(e.Code), "code_fault.returns", "Version", c.Version)
				break
			}
		}
	}
}
