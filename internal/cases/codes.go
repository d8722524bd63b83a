package cases

import "slices"

// Codes is every version of the Code there is, as seen on one day. Advice and
// annotations keep the codes they were made with; what has become of them since
// is resolved here and nowhere else.
type Codes struct {
	versions []Code // oldest first
	today    Date
}

// NewCodes takes the versions, oldest first, and the day in the office's zone.
func NewCodes(versions []Code, today Date) Codes { return Codes{versions, today} }

// All lists the versions, those that are not yet in force too, oldest first.
func (cs Codes) All() []Code { return cs.versions }

// InForce is the version in force.
func (cs Codes) InForce() Code { return cs.On(cs.today) }

// On is the version in force on that day; before the first, the first.
func (cs Codes) On(d Date) Code {
	var in Code
	for i, c := range cs.versions {
		if i == 0 || !d.Before(c.InForce) {
			in = c
		}
	}
	return in
}

// SoFar lists the version in force and those before it, newest first.
func (cs Codes) SoFar() []Code {
	var out []Code
	for _, c := range slices.Backward(cs.versions) {
		if c.Version <= cs.InForce().Version {
			out = append(out, c)
		}
	}
	return out
}

// Version finds a version by its number, whether in force or not.
func (cs Codes) Version(n int) (Code, bool) {
	for _, c := range cs.versions {
		if c.Version == n {
			return c, true
		}
	}
	return Code{}, false
}

// Entry finds an entry by its code in the newest version, up to the one in
// force, that has it.
func (cs Codes) Entry(code EntryCode) (Entry, bool) {
	for _, c := range cs.SoFar() {
		if e, found := c.Entry(code); found {
			return e, true
		}
	}
	return Entry{}, false
}

// EntryIn finds an entry as a version has it: the words under which advice was
// given. What that version has not is looked for as Entry does.
func (cs Codes) EntryIn(version int, code EntryCode) (Entry, bool) {
	if c, found := cs.Version(version); found {
		if e, found := c.Entry(code); found {
			return e, true
		}
	}
	return cs.Entry(code)
}

// Former lists the entries of earlier versions whose codes are not in force,
// each as it last stood, newest version first.
func (cs Codes) Former() []Entry {
	now := cs.InForce()
	var out []Entry
	for _, c := range cs.SoFar() {
		for _, e := range c.Entries {
			_, stands := now.Entry(e.Code)
			if !stands && !slices.ContainsFunc(out, func(f Entry) bool { return f.Code == e.Code }) {
				out = append(out, e)
			}
		}
	}
	return out
}

// Today are the entries in force that an entry of any version has become:
// itself as a rule, none when it is gone.
func (cs Codes) Today(code EntryCode) []Entry {
	now := cs.InForce()
	var out []Entry
	for _, c := range cs.follow(code, now.Version) {
		if e, found := now.Entry(c); found {
			out = append(out, e)
		}
	}
	return out
}

// CodesToday are the codes of Today of several entries, each once.
func (cs Codes) CodesToday(codes []EntryCode) []EntryCode {
	var out []EntryCode
	for _, code := range codes {
		for _, e := range cs.Today(code) {
			out = append(out, e.Code)
		}
	}
	return distinct(out)
}

// Gone says why an entry has nothing in force in its place; false when it has,
// or when no version knew it.
func (cs Codes) Gone(code EntryCode) (Text, bool) {
	if len(cs.Today(code)) > 0 {
		return Text{}, false
	}
	for _, c := range cs.SoFar() {
		if r, found := c.Replacement(code); found && len(r.By) == 0 {
			return r.Reason, true
		}
	}
	_, known := cs.Entry(code)
	return Text{}, known
}

// Kin are the codes under which to look for an entry: its own, those that it
// has become and those that it came from, in any version. Entries that were
// split from one are not each other's kin.
func (cs Codes) Kin(code EntryCode) []EntryCode {
	kin := cs.became(code)
	for _, c := range cs.versions {
		for _, e := range c.Entries {
			if slices.Contains(cs.became(e.Code), code) {
				kin = append(kin, e.Code)
			}
		}
	}
	return distinct(kin)
}

// KinOf are the kin of several entries, each once.
func (cs Codes) KinOf(codes []EntryCode) []EntryCode {
	var all []EntryCode
	for _, code := range codes {
		all = append(all, cs.Kin(code)...)
	}
	return distinct(all)
}

// became are all the codes that an entry has had, its own first.
func (cs Codes) became(code EntryCode) []EntryCode {
	all := []EntryCode{code}
	for _, c := range cs.versions {
		all = append(all, cs.follow(code, c.Version)...)
	}
	return distinct(all)
}

// follow is what has become of a code in that version: the code from the first
// version that has it, taken through each later one.
func (cs Codes) follow(code EntryCode, version int) []EntryCode {
	var at []EntryCode
	begun := false
	for _, c := range cs.versions {
		if c.Version > version {
			break
		}
		if begun {
			at = c.successors(at)
			continue
		}
		if _, found := c.Entry(code); found {
			begun, at = true, []EntryCode{code}
		}
	}
	return at
}

// successors are the codes of this version for codes of the one before.
func (c Code) successors(before []EntryCode) []EntryCode {
	var out []EntryCode
	for _, code := range before {
		r, replaced := c.Replacement(code)
		_, stands := c.Entry(code)
		switch {
		case replaced:
			out = append(out, r.By...)
		case stands:
			out = append(out, code)
		}
	}
	return distinct(out)
}
