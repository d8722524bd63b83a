package store

import (
	"strings"

	"example.org/casebook/internal/cases"
)

// messageRow is a row of the table messages.
type messageRow struct {
	CaseID      cases.CaseID
	N           int
	ID          cases.MessageID
	Kind        cases.MessageKind
	Sender      cases.UserID
	Lang        cases.Lang
	Body        string
	At          moment
	Outcome     cases.Outcome
	Destination cases.Destination
	Obligations string
	CodeVersion int
	Supersedes  cases.MessageID
	WouldChange string
}

func fromMessage(id cases.CaseID, n int, m cases.Message) messageRow {
	row := messageRow{CaseID: id, N: n, ID: m.ID, Kind: m.Kind, Sender: m.From, Lang: m.Lang, Body: m.Text, At: moment{m.At}}
	if a := m.Advice; a != nil {
		row.Outcome, row.Destination, row.Obligations = a.Outcome, a.Destination, joinCodes(a.Obligations)
		row.CodeVersion, row.Supersedes, row.WouldChange = a.CodeVersion, a.Supersedes, a.WouldChange
	}
	return row
}

func (r messageRow) toMessage() cases.Message {
	m := cases.Message{ID: r.ID, Kind: r.Kind, From: r.Sender, Lang: r.Lang, Text: r.Body, At: r.At.Time}
	if r.Kind == cases.Advised {
		m.Advice = &cases.Advice{Outcome: r.Outcome, Destination: r.Destination, Obligations: splitCodes(r.Obligations),
			CodeVersion: r.CodeVersion, Supersedes: r.Supersedes, WouldChange: r.WouldChange}
	}
	return m
}

func joinCodes(codes []cases.EntryCode) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, " ")
}

func splitCodes(text string) []cases.EntryCode {
	var codes []cases.EntryCode
	for _, w := range strings.Fields(text) {
		codes = append(codes, cases.EntryCode(w))
	}
	return codes
}

// annotationRow is a row of the table annotations.
type annotationRow struct {
	CaseID      cases.CaseID
	N           int
	ID          cases.AnnotationID
	Entry       cases.EntryCode
	Source      string
	RuneFrom    int
	RuneTo      int
	Quote       string
	Why         string
	Author      cases.UserID
	At          moment
	CodeVersion int
	Replaces    cases.AnnotationID
	RemovedBy   cases.UserID
	RemovedAt   moment
}

func fromAnnotation(id cases.CaseID, n int, a cases.Annotation) annotationRow {
	p := a.Passage
	return annotationRow{CaseID: id, N: n, ID: a.ID, Entry: a.Entry,
		Source: p.Source, RuneFrom: p.From, RuneTo: p.To, Quote: p.Quote,
		Why: a.Why, Author: a.By, At: moment{a.At}, CodeVersion: a.CodeVersion, Replaces: a.Replaces,
		RemovedBy: a.RemovedBy, RemovedAt: moment{a.RemovedAt}}
}

func (r annotationRow) toAnnotation() cases.Annotation {
	return cases.Annotation{ID: r.ID, Entry: r.Entry, CodeVersion: r.CodeVersion,
		Passage: cases.Passage{Source: r.Source, From: r.RuneFrom, To: r.RuneTo, Quote: r.Quote},
		Why:     r.Why, By: r.Author, At: r.At.Time, Replaces: r.Replaces,
		RemovedBy: r.RemovedBy, RemovedAt: r.RemovedAt.Time}
}

// noteRow is a row of the table notes.
type noteRow struct {
	CaseID  cases.CaseID
	N       int
	ID      cases.NoteID
	Author  cases.UserID
	Body    string
	At      moment
	GivenTo cases.UserID
	About   cases.Action
}

func fromNote(id cases.CaseID, n int, x cases.Note) noteRow {
	return noteRow{CaseID: id, N: n, ID: x.ID, Author: x.By, Body: x.Text, At: moment{x.At}, GivenTo: x.To, About: x.About}
}

func (r noteRow) toNote() cases.Note {
	return cases.Note{ID: r.ID, By: r.Author, To: r.GivenTo, About: r.About, Text: r.Body, At: r.At.Time}
}

// obligationRow is a row of the table case_obligations.
type obligationRow struct {
	CaseID cases.CaseID
	Code   cases.EntryCode
	Source string
	N      int
}

// Where an obligation of a case comes from.
const (
	byAnnotation = "annotation"
	byAdvice     = "advice"
)

// obligationsOf are the rows of the case as it stands.
func obligationsOf(c *cases.Case) []obligationRow {
	var rows []obligationRow
	seen := map[obligationRow]bool{}
	add := func(source string, code cases.EntryCode) {
		row := obligationRow{CaseID: c.ID, Code: code, Source: source}
		if seen[row] {
			return
		}
		seen[row] = true
		row.N = len(rows) + 1
		rows = append(rows, row)
	}
	for _, a := range c.CurrentAnnotations() {
		add(byAnnotation, a.Entry)
	}
	if m := c.CurrentAdvice(); m != nil {
		for _, code := range m.Advice.Obligations {
			add(byAdvice, code)
		}
	}
	return rows
}
