package cases

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// conceptLine is a concept as files have it.
type conceptLine struct {
	Concept string   `json:"concept"`
	Group   string   `json:"group"`
	En      []string `json:"en"`
	Fr      []string `json:"fr"`
}

// ConceptsJSON writes concepts as they are shipped.
func ConceptsJSON(concepts []Concept) []byte {
	lines := make([]conceptLine, len(concepts))
	for i, c := range concepts {
		lines[i] = conceptLine{c.ID, c.Group, c.En, c.Fr}
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(lines); err != nil {
		panic(err) // only our own plain values come here
	}
	return out.Bytes()
}

// csvHead names the columns of a spreadsheet, whatever its language.
var csvHead = []string{"concept", "group", "language", "word"}

// byteOrderMark lets spreadsheets read the accents.
const byteOrderMark = "\uFEFF"

// ConceptsCSV writes concepts for a spreadsheet, a word on each line.
func ConceptsCSV(concepts []Concept) []byte {
	out := bytes.NewBufferString(byteOrderMark)
	w := csv.NewWriter(out)
	rows := [][]string{csvHead}
	for _, c := range concepts {
		for _, l := range Langs() {
			for _, word := range c.In(l) {
				rows = append(rows, []string{c.ID, c.Group, string(l), word})
			}
		}
	}
	if err := w.WriteAll(rows); err != nil {
		panic(err) // a buffer never refuses
	}
	return out.Bytes()
}

// placed is a concept with the line on which it begins in its file.
type placed struct {
	Concept
	line int
}

// maxThesaurusFile bounds a file, in bytes; the shipped one has 60 000.
const maxThesaurusFile = 3 << 20

// readConcepts reads a file of concepts, JSON or CSV as its first sign tells.
// The field of a problem is the number of its line.
func readConcepts(r io.Reader) ([]placed, problems, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxThesaurusFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read the file of the thesaurus: %w", err)
	}
	var ps problems
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	switch start := bytes.TrimSpace(text); {
	case len(text) > maxThesaurusFile:
		ps.add("", "thesaurus_fault.big", "Max", maxThesaurusFile>>20)
	case len(start) == 0:
		ps.add("", "thesaurus_fault.empty")
	case start[0] == '[' || start[0] == '{':
		return readJSON(text, &ps), ps, nil
	default:
		return readCSV(text, &ps), ps, nil
	}
	return nil, ps, nil
}

func (ps *problems) onLine(line int, key string, args ...any) {
	ps.add(strconv.Itoa(line), key, args...)
}

// lineAt is the number of the line on which the first sign from there on stands.
func lineAt(text []byte, offset int64) int {
	for int(offset) < len(text) && strings.IndexByte(" \t\r\n,", text[offset]) >= 0 {
		offset++
	}
	return 1 + bytes.Count(text[:min(int(offset), len(text))], []byte("\n"))
}

func readJSON(text []byte, ps *problems) (out []placed) {
	d := json.NewDecoder(bytes.NewReader(text))
	broken := func(err error) []placed {
		at := d.InputOffset()
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = syntax.Offset - 1
		}
		ps.onLine(lineAt(text, at), "thesaurus_fault.json")
		return out
	}
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return broken(err)
	}
	for d.More() {
		line := lineAt(text, d.InputOffset())
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return broken(err)
		}
		var l conceptLine
		if err := strictly(raw, &l); err != nil {
			ps.onLine(line, "thesaurus_fault.shape")
			continue
		}
		out = append(out, placed{Concept{l.Concept, l.Group, l.En, l.Fr}, line})
	}
	if _, err := d.Token(); err != nil {
		return broken(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return broken(err)
	}
	return out
}

func strictly(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

func readCSV(text []byte, ps *problems) (out []placed) {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	first, _, _ := bytes.Cut(text, []byte("\n"))
	if bytes.Contains(first, []byte(";")) { // as spreadsheets in French write it
		r.Comma = ';'
	}
	at := map[string]int{}
	for n := 0; ; n++ {
		row, err := r.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return out
		case errors.As(err, &broken):
			ps.onLine(broken.Line, "thesaurus_fault.csv")
			return out
		}
		line, _ := r.FieldPos(0)
		row = trimmed(row)
		if n == 0 {
			if !slices.Equal(row, csvHead) {
				ps.onLine(line, "thesaurus_fault.columns")
				return out
			}
			continue
		}
		out = addWord(out, at, row, line, ps)
	}
}

// trimmed lets go of the empty cells that spreadsheets add at the end.
func trimmed(row []string) []string {
	for len(row) > len(csvHead) && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	for i := range row {
		row[i] = strings.TrimSpace(row[i])
	}
	return row
}

// addWord adds the word of a row to its concept. A row of empty cells says
// nothing.
func addWord(out []placed, at map[string]int, row []string, line int, ps *problems) []placed {
	if strings.Join(row, "") == "" {
		return out
	}
	if len(row) != len(csvHead) {
		ps.onLine(line, "thesaurus_fault.cells", "Count", len(row))
		return out
	}
	id, group, word := row[0], row[1], row[3]
	lang, known := ParseLang(strings.ToLower(row[2]))
	if !known {
		ps.onLine(line, "thesaurus_fault.language", "Word", row[2])
		return out
	}
	i, there := at[id]
	if !there {
		i = len(out)
		at[id] = i
		out = append(out, placed{Concept{ID: id, Group: group}, line})
	}
	if c := &out[i]; c.Group != group {
		ps.onLine(line, "thesaurus_fault.group", "Concept", id)
	} else if lang == French {
		c.Fr = append(c.Fr, word)
	} else {
		c.En = append(c.En, word)
	}
	return out
}

// checkFile finds what is wrong with the concepts of a file together.
func (ps *problems) checkFile(all []placed) {
	first := map[string]int{}
	groups := map[string]bool{}
	for _, c := range all {
		if !IsConceptName(c.ID) {
			ps.onLine(c.line, "thesaurus_fault.name", "Concept", c.ID)
		}
		if before, twice := first[c.ID]; twice {
			ps.onLine(c.line, "thesaurus_fault.twice", "Concept", c.ID, "Line", before)
		} else {
			first[c.ID] = c.line
		}
		groups[c.Group] = true
		var own problems
		own.checkConcept(c.Concept)
		for _, p := range own {
			p.Field = strconv.Itoa(c.line)
			*ps = append(*ps, p)
		}
	}
	if len(all) == 0 && len(*ps) == 0 {
		ps.add("", "thesaurus_fault.empty")
	}
	if len(all) > MaxConcepts {
		ps.add("", "problem.concepts.many", "Max", MaxConcepts)
	}
	if len(groups) > maxGroups {
		ps.add("", "thesaurus_fault.groups", "Max", maxGroups)
	}
}
