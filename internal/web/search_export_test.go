package web_test

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/casebook/internal/cases"
)

// exports is the file that a question gives, with its rows.
func (b *browser) exports(question url.Values, format string) (*page, [][]string) {
	b.h.Helper()
	form := url.Values{"csrf": {b.csrf}, "format": {format}}
	for name, values := range question {
		form[name] = values
	}
	p := b.post("/search/export", form).is(200)
	if format == "xlsx" {
		f, err := excelize.OpenReader(bytes.NewReader([]byte(p.body)))
		b.h.must(err, "open the workbook")
		defer f.Close()
		rows, err := f.GetRows(f.GetSheetName(0))
		b.h.must(err, "read the workbook")
		return p, rows
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.body, "\uFEFF"))).ReadAll()
	b.h.must(err, "read the rows")
	return p, rows
}

func TestTheListIsTakenAlongAsItIsShown(t *testing.T) {
	t.Parallel()
	h := newHouse(t, protected)
	english, french := h.signs()
	h.fileWords(noor, "=cmd|' /C calc'!A0", "A lawn sign again.", cases.English)
	for _, format := range []string{"csv", "xlsx"} {
		p, rows := h.as(marion).exports(url.Values{"q": {"pancarte"}}, format)
		if got := p.header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="casebook-2026-`) || !strings.HasSuffix(got, `.`+format+`"`) {
			t.Errorf("the file is %s", got)
		}
		p.isGuarded("the file")
		if got, want := rows[0], []string{"Reference", "Subject", "Submitted", "Status", "Outcome", "Obligations", "Language", "Precedent", "Marking"}; !slices.Equal(got, want) {
			t.Errorf("%s: got the headings %q, want %q", format, got, want)
		}
		var got []string
		for _, link := range h.as(marion).get("/search?q=pancarte").all("span", "class", "reference") {
			got = append(got, textOf(link))
		}
		var want []string
		for _, row := range rows[1:] {
			want = append(want, row[0])
		}
		if !slices.Equal(got, want) || !slices.Contains(want, h.stored(english).Reference) || !slices.Contains(want, h.stored(french).Reference) {
			t.Errorf("%s: the file has %q, the page %q", format, want, got)
		}
		for _, row := range rows[1:] {
			if row[8] != "Protected Z" || strings.HasPrefix(row[1], "=") {
				t.Errorf("%s: got the row %q, want it marked and harmless", format, row)
			}
		}
	}
}

func TestTheFileIsInTheLanguageOfTheReader(t *testing.T) {
	t.Parallel()
	h := newHouse(t, protected)
	h.signs()
	_, rows := h.as(marion).reading(cases.French).exports(url.Values{"lang": {"fr"}}, "csv")
	if got, want := rows[0][1], "Objet"; got != want {
		t.Errorf("got the heading %q, want %q", got, want)
	}
	for _, row := range rows[1:] {
		if row[6] != "Français" || row[8] != "Protégé Z" {
			t.Errorf("got the row %q, want only French cases, marked in French", row)
		}
	}
}

func TestThatAListLeftIsInTheLedgerAndNotWhatWasAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	h.as(marion).exports(url.Values{"q": {"pancarte"}}, "csv")
	all := h.entries(marion)
	last := all[len(all)-1]
	if last.Act != cases.ExportList || last.Target != "csv/2" || last.Digest == "" {
		t.Errorf("the ledger says %+v, want that a list of two left", last.Event)
	}
	h.logsNone("pancarte")
}

func TestOnlyAnAdvisorIsOfferedTheList(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	h.as(marion).get("/search?q=pancarte").is(200).holds("Export the list", "The file holds 2 cases, the whole list.")
	h.as(marion).get("/search?q=zzzqqq").is(200).holdsNone("Export the list")
	h.as(noor).get("/search?q=pancarte").is(200).holdsNone("Export the list")
}

func TestAFileHoldsNothingOfACaseThatIsHidden(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	hidden := append(anything(), citedCanary, string(id), h.stored(id).Reference)
	for _, format := range []string{"csv", "xlsx"} {
		_, rows := h.as(zelda).exports(url.Values{}, format)
		for _, word := range hidden {
			if strings.Contains(strings.Join(slices.Concat(rows...), "\n"), word) {
				t.Errorf("%s: an excluded advisor's file holds %q", format, word)
			}
		}
		_, rows = h.as(marion).exports(url.Values{}, format)
		all := strings.Join(slices.Concat(rows...), "\n")
		if !strings.Contains(all, subjectCanary) {
			t.Errorf("%s: the file of who may see the case has it not: the test is blind", format)
		}
		for _, word := range []string{situationCanary, whyCanary, noteCanary, adviceCanary, questionCanary} {
			if strings.Contains(all, word) {
				t.Errorf("%s: the file holds %q, a text beyond the subject", format, word)
			}
		}
	}
}
