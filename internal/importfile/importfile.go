// Package importfile knows how a file of past cases is written: JSON Lines, one
// case a line. It refuses to know where they go, and leaves their codes for the
// Book to check.
package importfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"example.org/casebook/internal/cases"
)

// Line is a line of an import file. Fields that it does not name are ignored.
type Line struct {
	ExternalID     string   `json:"external_id"`
	Lang           string   `json:"lang"`
	Channel        string   `json:"channel"`
	Platform       string   `json:"platform"`
	PlatformDetail string   `json:"platform_detail"`
	Stage          string   `json:"stage"`
	ElectionPeriod bool     `json:"election_period"`
	SubmittedOn    string   `json:"submitted_on"`
	Subject        string   `json:"subject"`
	Situation      string   `json:"situation"`
	Obligations    []string `json:"obligations"`
	Reminders      []string `json:"reminders"`
	Outcome        string   `json:"outcome"`
	ReferTo        *string  `json:"refer_to"`
	Reply          string   `json:"reply"`
	RepliedOn      string   `json:"replied_on"`
}

// maxLine bounds a line of an import file, in bytes.
const maxLine = 1 << 20

// Read reads an import file: JSON Lines, one case a line, empty lines
// between them allowed. An error names the line. numbers[i] is the number of
// the line that lines[i] stood on, from 1.
func Read(r io.Reader) (lines []Line, numbers []int, err error) {
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, 64<<10), maxLine)
	n := 0
	for scan.Scan() {
		n++
		text := bytes.TrimPrefix(bytes.TrimSpace(scan.Bytes()), []byte("\ufeff"))
		if len(text) == 0 {
			continue
		}
		var l Line
		if err := json.Unmarshal(text, &l); err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", n, err)
		}
		lines, numbers = append(lines, l), append(numbers, n)
	}
	if err := scan.Err(); err != nil {
		return nil, nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	return lines, numbers, nil
}

// Case is the line as the Book imports it; the Book checks its codes.
func (l Line) Case() (cases.Imported, error) {
	submitted, err := cases.ParseDate(l.SubmittedOn)
	if err != nil {
		return cases.Imported{}, fmt.Errorf("submitted_on: %w", err)
	}
	replied, err := cases.ParseDate(l.RepliedOn)
	if err != nil {
		return cases.Imported{}, fmt.Errorf("replied_on: %w", err)
	}
	in := cases.Imported{
		ExternalID: l.ExternalID, Lang: cases.Lang(l.Lang), Channel: cases.Channel(l.Channel), Submitted: submitted,
		Facts:   l.facts(),
		Subject: l.Subject, Situation: l.Situation, Outcome: cases.Outcome(l.Outcome), Reply: l.Reply, Replied: replied,
	}
	for _, code := range append(l.Obligations, l.Reminders...) {
		in.Obligations = append(in.Obligations, cases.EntryCode(code))
	}
	if l.ReferTo != nil {
		in.Destination = cases.Destination(*l.ReferTo)
	}
	return in, nil
}

func (l Line) facts() cases.Facts {
	return cases.Facts{Platform: cases.Platform(l.Platform), PlatformDetail: l.PlatformDetail,
		Stage: cases.Stage(l.Stage), ElectionPeriod: l.ElectionPeriod}
}
