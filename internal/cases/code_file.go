package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	_ "embed"
)

//go:embed code1.json
var firstCode string

// FirstCode is version 1 of the catalogue, which the program carries.
func FirstCode() Code {
	code, err := ParseCode(strings.NewReader(firstCode))
	if err != nil {
		panic(err) // the program itself is wrong; a test reads it too
	}
	return code
}

type codeFile struct {
	Version     int         `json:"version"`
	InForce     string      `json:"in_force"`
	Obligations []entryLine `json:"obligations"`
	Reminders   []entryLine `json:"reminders"`
	Instruments []struct {
		Code  string `json:"code"`
		Title Text   `json:"title"`
	} `json:"instruments"`
}

type entryLine struct {
	Code        EntryCode `json:"code"`
	Order       int       `json:"order"`
	Title       Text      `json:"title"`
	Text        Text      `json:"text"`
	Instruments []string  `json:"instruments"`
}

// ParseCode reads a version of the catalogue and checks it: every code once,
// both languages everywhere, every instrument known. All faults are reported.
func ParseCode(r io.Reader) (Code, error) {
	var f codeFile
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return Code{}, fmt.Errorf("read the catalogue: %w", err)
	}
	inForce, err := ParseDate(f.InForce)
	if err != nil {
		return Code{}, fmt.Errorf("read the catalogue: in_force: %w", err)
	}
	code := Code{Version: f.Version, InForce: inForce}
	for _, i := range f.Instruments {
		code.Instruments = append(code.Instruments, Instrument{i.Code, i.Title})
	}
	code.addEntries(Obligation, f.Obligations)
	code.addEntries(Reminder, f.Reminders)
	return code, code.check()
}

func (c *Code) addEntries(k EntryKind, lines []entryLine) {
	for _, l := range lines {
		c.Entries = append(c.Entries, Entry{l.Code, k, l.Order, l.Title, l.Text, l.Instruments})
	}
}

func (c Code) check() error {
	var faults []error
	seen := map[EntryCode]bool{}
	for _, e := range c.Entries {
		if e.Code == "" || seen[e.Code] {
			faults = append(faults, fmt.Errorf("entry %q: code missing or repeated", e.Code))
		}
		seen[e.Code] = true
		faults = append(faults, c.checkEntry(e)...)
	}
	for _, i := range c.Instruments {
		faults = append(faults, c.checkInstrument(i)...)
	}
	if c.Version < 1 || len(c.Entries) == 0 {
		faults = append(faults, errors.New("version or entries missing"))
	}
	return errors.Join(faults...)
}

func (c Code) checkEntry(e Entry) (faults []error) {
	for _, t := range []Text{e.Title, e.Text} {
		if t.En == "" || t.Fr == "" {
			faults = append(faults, fmt.Errorf("entry %s: a text is missing in one language", e.Code))
		}
	}
	for _, i := range e.Instruments {
		if _, known := c.Instrument(i); !known {
			faults = append(faults, fmt.Errorf("entry %s: unknown instrument %s", e.Code, i))
		}
	}
	return faults
}

func (c Code) checkInstrument(i Instrument) (faults []error) {
	if i.Title.En == "" || i.Title.Fr == "" {
		faults = append(faults, fmt.Errorf("instrument %s: the title is missing in one language", i.Code))
	}
	if first, _ := c.Instrument(i.Code); i.Code == "" || first != i {
		faults = append(faults, fmt.Errorf("instrument %s: code missing or repeated", i.Code))
	}
	return faults
}
