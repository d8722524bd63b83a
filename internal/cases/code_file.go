package cases

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
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
	Version     int               `json:"version"`
	InForce     string            `json:"in_force"`
	Obligations []entryLine       `json:"obligations"`
	Reminders   []entryLine       `json:"reminders"`
	Instruments []instrumentLine  `json:"instruments"`
	Replaces    []replacementLine `json:"replaces,omitempty"`
}

type entryLine struct {
	Code        EntryCode `json:"code"`
	Order       int       `json:"order"`
	Title       Text      `json:"title"`
	Text        Text      `json:"text"`
	Instruments []string  `json:"instruments"`
}

type instrumentLine struct {
	Code  string `json:"code"`
	Title Text   `json:"title"`
}

type replacementLine struct {
	Code   EntryCode   `json:"code"`
	By     []EntryCode `json:"by"`
	Reason Text        `json:"reason"`
}

// maxCodeFile bounds a file of the catalogue, in bytes; the first has 20 000.
const maxCodeFile = 4 << 20

// ParseCode reads a version of the catalogue and checks what can be checked of
// it alone: every code once and of the shape, both languages everywhere, every
// instrument known. A refusal is Invalid and names every fault.
func ParseCode(r io.Reader) (Code, error) {
	f, err := readCodeFile(r)
	if err != nil {
		var ps problems
		ps.add("", "code_fault.json", "Said", err.Error())
		return Code{}, ps.err()
	}
	code := Code{Version: f.Version}
	for _, i := range f.Instruments {
		code.Instruments = append(code.Instruments, Instrument(i))
	}
	for _, r := range f.Replaces {
		code.Replaces = append(code.Replaces, Replacement(r))
	}
	code.addEntries(Obligation, f.Obligations)
	code.addEntries(Reminder, f.Reminders)
	var ps problems
	if code.InForce, err = ParseDate(f.InForce); err != nil {
		ps.add("in_force", "code_fault.in_force")
	}
	code.check(&ps)
	return code, ps.err()
}

func readCodeFile(r io.Reader) (f codeFile, err error) {
	d := json.NewDecoder(io.LimitReader(r, maxCodeFile))
	d.DisallowUnknownFields()
	if err = d.Decode(&f); err != nil {
		return f, err
	}
	if _, err = d.Token(); !errors.Is(err, io.EOF) {
		return f, errors.New("more follows after the version")
	}
	return f, nil
}

func (c *Code) addEntries(k EntryKind, lines []entryLine) {
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b entryLine) int { return cmp.Compare(a.Order, b.Order) })
	for _, l := range lines {
		c.Entries = append(c.Entries, Entry{l.Code, k, l.Order, l.Title, l.Text, l.Instruments})
	}
}

// File writes a version as ParseCode reads it, always the same way.
func (c Code) File() []byte {
	f := codeFile{Version: c.Version, InForce: c.InForce.String(),
		Obligations: c.lines(Obligation), Reminders: c.lines(Reminder)}
	for _, i := range c.Instruments {
		f.Instruments = append(f.Instruments, instrumentLine(i))
	}
	for _, r := range c.Replaces {
		f.Replaces = append(f.Replaces, replacementLine(r))
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(f); err != nil {
		panic(err) // only our own plain values come here
	}
	return out.Bytes()
}

func (c Code) lines(k EntryKind) []entryLine {
	lines := []entryLine{}
	for _, e := range c.Kind(k) {
		lines = append(lines, entryLine{e.Code, e.Order, e.Title, e.Text, e.Instruments})
	}
	return lines
}

// Digest is the SHA-256 of File in hexadecimal: two casebooks with the same
// digest have the same words.
func (c Code) Digest() string {
	sum := sha256.Sum256(c.File())
	return hex.EncodeToString(sum[:])
}
