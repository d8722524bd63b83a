package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// XLSX is the table as an Office Open XML workbook. Every cell is text, with
// the apostrophe of the other format too: a workbook is often saved as that.
func (s Sheet) XLSX() (_ []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil && closing != nil {
			err = fmt.Errorf("close the workbook: %w", closing)
		}
	}()
	if err := f.SetSheetName("Sheet1", s.Name); err != nil {
		return nil, fmt.Errorf("name the sheet: %w", err)
	}
	if err := s.dress(f); err != nil {
		return nil, err
	}
	if err := s.writeRows(f); err != nil {
		return nil, err
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	return out.Bytes(), nil
}

// writeRows streams the rows, as the last thing: it also writes what the sheet
// was dressed in.
func (s Sheet) writeRows(f *excelize.File) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return fmt.Errorf("make the style of the headings: %w", err)
	}
	plain, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}, NumFmt: 49}) // 49 is text
	if err != nil {
		return fmt.Errorf("make the style of the cells: %w", err)
	}
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return fmt.Errorf("begin the rows: %w", err)
	}
	for i, width := range s.Widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("set the width of column %d: %w", i+1, err)
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("hold the headings: %w", err)
	}
	for i, row := range append([][]string{s.Heads}, s.Rows...) {
		style := plain
		if i == 0 {
			style = bold
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cellsOf(row, style)); err != nil {
			return fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("end the rows: %w", err)
	}
	return nil
}

func cellsOf(row []string, style int) []any {
	out := make([]any, len(row))
	for i, cell := range harmless(row) {
		out[i] = excelize.Cell{StyleID: style, Value: cell}
	}
	return out
}

// dress makes it fit for paper: wide, the headings and the marking on each page.
func (s Sheet) dress(f *excelize.File) error {
	landscape, wide, tall := "landscape", 1, 0
	if err := f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return fmt.Errorf("lay out the pages: %w", err)
	}
	fit := true
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return fmt.Errorf("fit the pages: %w", err)
	}
	titles := &excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.Name, RefersTo: "'" + s.Name + "'!$1:$1"}
	if err := f.SetDefinedName(titles); err != nil {
		return fmt.Errorf("repeat the headings: %w", err)
	}
	if s.Marking == "" {
		return nil
	}
	marking := "&R&B" + strings.ReplaceAll(s.Marking, "&", "&&") // & begins an instruction there
	if err := f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddHeader: marking, OddFooter: marking + "&B&C&P / &N"}); err != nil {
		return fmt.Errorf("mark the pages: %w", err)
	}
	return nil
}
