// Package sheet writes a table as a file that a spreadsheet opens. It knows how
// such programs misread what they are given, and nothing of what the cells say.
package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// Sheet is a table with one row of headings.
type Sheet struct {
	Name    string // of the tab; not more than 31 characters
	Marking string // what stands on every printed page; empty for nothing
	Heads   []string
	Widths  []float64 // of the columns, in characters
	Rows    [][]string
}

// bom tells a spreadsheet that the bytes are UTF-8: without it Excel reads
// accents as two characters each.
const bom = "\uFEFF"

// CSV is the table as comma-separated values, UTF-8 with a byte order mark.
func (s Sheet) CSV() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(bom)
	w := csv.NewWriter(&out)
	w.UseCRLF = true // RFC 4180
	for _, row := range append([][]string{s.Heads}, s.Rows...) {
		if err := w.Write(harmless(row)); err != nil {
			return nil, fmt.Errorf("write a row: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func harmless(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = Harmless(cell)
	}
	return out
}

// starts are the characters by which spreadsheets take a cell for a formula,
// with their wide forms; what stands before them they may skip.
const (
	starts  = "=+-@＝＋－＠"
	skipped = " \t\r\n\u00a0\ufeff"
)

// Harmless is a text that no spreadsheet takes for a formula: where one might,
// an apostrophe stands before it (OWASP, CSV injection).
func Harmless(cell string) string {
	rest := strings.TrimLeft(cell, skipped)
	if rest != "" && strings.ContainsRune(starts, []rune(rest)[0]) || strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") {
		return "'" + cell
	}
	return cell
}
