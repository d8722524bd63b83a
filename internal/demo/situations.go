package demo

import (
	"strings"
	"time"

	_ "embed"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/importfile"
)

//go:embed situations.jsonl
var situations string

// Situations are the invented cases, as an import file gives them.
func Situations() []importfile.Line {
	lines, _, err := importfile.Read(strings.NewReader(situations))
	if err != nil {
		panic(err) // the program itself is wrong; a test reads it too
	}
	return lines
}

// past is the situation as an old case, its days moved by so many.
func past(l importfile.Line, days int) (cases.Imported, error) {
	in, err := l.Case()
	in.Submitted, in.Replied = in.Submitted.AddDays(days), in.Replied.AddDays(days)
	return in, err
}

// daysToThisWeek is by how many days the situations move so that the newest
// answer was given yesterday.
func daysToThisWeek(lines []importfile.Line, today cases.Date) (int, error) {
	var last cases.Date
	for _, l := range lines {
		in, err := l.Case()
		if err != nil {
			return 0, err
		}
		if last.Before(in.Replied) || last.IsZero() {
			last = in.Replied
		}
	}
	days := today.Time(time.UTC).Sub(last.Time(time.UTC)) / (24 * time.Hour)
	return int(days) - 1, nil
}
