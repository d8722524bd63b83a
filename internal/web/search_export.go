package web

import (
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/sheet"
)

// exportPart is the form that takes the list along as a file.
type exportPart struct {
	CSRF string
	Kept []hiddenField // the whole question
	Most string        // how many cases the file holds
}

// newExportPart is nil where there is no list to take along, or no advisor.
func newExportPart(v *visit, found cases.Results, n *narrowing) *exportPart {
	if !v.user.IsAdvisor() || found.Total == 0 {
		return nil
	}
	p := &exportPart{CSRF: v.session.CSRF, Kept: hiddenFields(n.query(n.chosen, n.span)), Most: v.words.T("export.all", "Count", found.Total)}
	switch {
	case found.Total > cases.MostExported:
		p.Most = v.words.T("export.most", "N", cases.MostExported)
	case found.AtLeast:
		p.Most = v.words.T("export.least", "N", cases.MostExported)
	}
	return p
}

// exportList answers with the list of a question as a file. It changes nothing,
// and is a POST all the same: another site's link must not make it happen.
func (s *Server) exportList(v *visit) error {
	n, err := s.searchNarrowing(v, nil)
	if err != nil {
		return err
	}
	format, ok := cases.ParseExportFormat(v.get("format"))
	if !ok {
		format = cases.ExportCSV
	}
	list, err := s.Book.Export(v.ctx(), v.user, searchQuery(v, n), format)
	if err != nil {
		return err
	}
	return s.sendSheet(v, s.newListSheet(v, list), format, list.Mark)
}

func (s *Server) sendSheet(v *visit, list sheet.Sheet, f cases.ExportFormat, mark string) error {
	content, kind, err := fileOf(list, f)
	if err != nil {
		return err
	}
	today := cases.DateOf(s.Book.Now(), s.Zone)
	v.c.Attachment("casebook-" + today.String() + "-" + mark + "." + string(f))
	v.c.Set("Content-Type", kind)
	return v.c.Send(content)
}

func fileOf(list sheet.Sheet, f cases.ExportFormat) (content []byte, kind string, err error) {
	if f == cases.ExportXLSX {
		content, err = list.XLSX()
		return content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", err
	}
	content, err = list.CSV()
	return content, "text/csv; charset=utf-8; header=present", err
}

// column is one of the file: its heading, its width in characters, and what it
// says of a case.
type column struct {
	key   string
	width float64
	of    func(s *Server, v *visit, h cases.Hit) string
}

// columns are what the list on the page shows, without its passages.
var columns = []column{
	{"reference", 16, func(_ *Server, _ *visit, h cases.Hit) string { return h.Reference }},
	{"subject", 48, func(_ *Server, _ *visit, h cases.Hit) string { return h.Subject }},
	{"submitted", 14, func(s *Server, _ *visit, h cases.Hit) string { return cases.DateOf(h.SubmittedAt, s.Zone).String() }},
	{"status", 20, func(_ *Server, v *visit, h cases.Hit) string { return statusFor(v, h.Status).Word }},
	{"outcome", 28, func(_ *Server, v *visit, h cases.Hit) string { return outcomeInWords(v, h.Outcome) }},
	{"obligations", 48, func(_ *Server, v *visit, h cases.Hit) string { return entriesInFull(v, h.Obligations) }},
	{"lang", 12, func(_ *Server, v *visit, h cases.Hit) string { return v.words.T("lang." + string(h.Lang)) }},
	{"precedent", 14, func(_ *Server, v *visit, h cases.Hit) string { return precedentFlag(v, h.Summary) }},
}

func outcomeInWords(v *visit, o cases.Outcome) string {
	if o == "" {
		return ""
	}
	return v.words.T("outcome_office." + string(o))
}

func entriesInFull(v *visit, codes []cases.EntryCode) string {
	var names []string
	for _, code := range codes {
		names = append(names, entryName(v, code))
	}
	return strings.Join(names, "; ")
}

// newListSheet is the file's table in the reader's language. Every row carries
// the protective marking: rows are copied and sorted away from any heading.
func (s *Server) newListSheet(v *visit, list cases.Export) sheet.Sheet {
	out := sheet.Sheet{Name: v.words.T("export.sheet"), Marking: s.Marking.In(v.lang)}
	for _, c := range columns {
		out.Heads = append(out.Heads, v.words.T("export.column."+c.key))
		out.Widths = append(out.Widths, c.width)
	}
	for _, h := range list.Cases {
		var row []string
		for _, c := range columns {
			row = append(row, c.of(s, v, h))
		}
		out.Rows = append(out.Rows, row)
	}
	if out.Marking == "" {
		return out
	}
	out.Heads, out.Widths = append(out.Heads, v.words.T("export.column.marking")), append(out.Widths, 14)
	for i := range out.Rows {
		out.Rows[i] = append(out.Rows[i], out.Marking)
	}
	return out
}
