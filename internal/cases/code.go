package cases

// EntryCode names an entry of the Code: "LOYALTY", "R-PRIVACY". It stays the
// same across versions of the Code as long as the entry means the same.
type EntryCode string

// EntryKind tells an obligation from a reminder.
type EntryKind string

// The kinds of entry.
const (
	Obligation EntryKind = "obligation"
	Reminder   EntryKind = "reminder"
)

// Text is a text in both official languages, equally authoritative.
type Text struct {
	En string `json:"en"`
	Fr string `json:"fr"`
}

// In is the text in that language.
func (t Text) In(l Lang) string {
	if l == French {
		return t.Fr
	}
	return t.En
}

// Entry is an obligation or a reminder of the Code.
type Entry struct {
	Code        EntryCode
	Kind        EntryKind
	Order       int
	Title, Text Text
	Instruments []string // codes of the instruments it rests on
}

// Instrument is an Act, directive, decision or guidance that an entry rests on.
type Instrument struct {
	Code  string
	Title Text
}

// Replacement says what became of an entry of the version before.
type Replacement struct {
	Code   EntryCode   // as the version before had it
	By     []EntryCode // of this version: one, or several when it was split; none when it is gone
	Reason Text        // required when it is gone; may be empty otherwise
}

// Code is one version of the catalogue: the Values and Ethics Code as advice
// rests on it.
type Code struct {
	Version     int
	InForce     Date // from this day on
	Entries     []Entry
	Instruments []Instrument
	Replaces    []Replacement // what became of entries of the version before
}

// Entry finds an entry by its code.
func (c Code) Entry(code EntryCode) (Entry, bool) {
	for _, e := range c.Entries {
		if e.Code == code {
			return e, true
		}
	}
	return Entry{}, false
}

// Kind lists the entries of a kind in their order.
func (c Code) Kind(k EntryKind) []Entry {
	var out []Entry
	for _, e := range c.Entries {
		if e.Kind == k {
			out = append(out, e)
		}
	}
	return out
}

// Instrument finds an instrument by its code.
func (c Code) Instrument(code string) (Instrument, bool) {
	for _, i := range c.Instruments {
		if i.Code == code {
			return i, true
		}
	}
	return Instrument{}, false
}

// Replacement finds what became of an entry of the version before, if this
// version says so.
func (c Code) Replacement(code EntryCode) (Replacement, bool) {
	for _, r := range c.Replaces {
		if r.Code == code {
			return r, true
		}
	}
	return Replacement{}, false
}
