package sheet_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/casebook/internal/sheet"
)

var list = sheet.Sheet{
	Name: "Dossiers", Marking: "Protégé B & plus", Heads: []string{"Objet", "Numéro de référence"}, Widths: []float64{40, 20},
	Rows: [][]string{
		{"Une pancarte, « au chalet »", "VE-2026-0001"},
		{`=HYPERLINK("https://example.org")`, "VE-2026-0002"},
		{"two\nlines", "VE-2026-0003"},
	},
}

func TestCSVIsReadBackAsItWasAndNoCellIsAFormula(t *testing.T) {
	b, err := list.CSV()
	if err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(string(b), "\uFEFF")
	if !marked {
		t.Error("it does not say that it is UTF-8")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	isList(t, rows)
}

func TestAWorkbookIsReadBackAsItWasAndNoCellIsAFormula(t *testing.T) {
	b, err := list.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Dossiers")
	if err != nil {
		t.Fatal(err)
	}
	isList(t, rows)
	if formula, err := f.GetCellFormula("Dossiers", "A3"); err != nil || formula != "" {
		t.Errorf("A3 is the formula %q, %v", formula, err)
	}
	head, err := f.GetHeaderFooter("Dossiers")
	if err != nil || !strings.Contains(head.OddHeader, "Protégé B && plus") {
		t.Errorf("printed pages say %+v, %v; want the marking", head, err)
	}
}

func isList(t *testing.T, rows [][]string) {
	t.Helper()
	want := append([][]string{list.Heads}, list.Rows...)
	want = slices.Clone(want)
	want[2] = []string{"'" + want[2][0], want[2][1]}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got %q, want %q", rows, want)
	}
}

func TestWhatAProgramMightComputeIsGivenAnApostrophe(t *testing.T) {
	for _, x := range []struct{ cell, want string }{
		{"", ""}, {"a petition", "a petition"}, {"1 + 1", "1 + 1"}, {"2026-11-23", "2026-11-23"}, {"'quoted", "'quoted"},
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@SUM(A1)", "'@SUM(A1)"}, {"＝1", "'＝1"},
		{" =1", "' =1"}, {"\u00a0=1", "'\u00a0=1"}, {"\t=1", "'\t=1"}, {"\tx", "'\tx"}, {"\r=1", "'\r=1"}, {"\n-1", "'\n-1"}, {" ", " "},
	} {
		if got := sheet.Harmless(x.cell); got != x.want {
			t.Errorf("%q: got %q, want %q", x.cell, got, x.want)
		}
	}
}
