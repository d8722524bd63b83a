package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	_ "embed"

	"example.org/casebook/internal/cases"
)

//go:embed notice.json
var defaultNotice string

// DefaultNotice is the notice that the program carries. The authority, the
// bank number and the contact of the privacy office are for the department to
// confirm: it puts its own text in a file of the same form.
func DefaultNotice() cases.Notice {
	n, err := ParseNotice(strings.NewReader(defaultNotice))
	if err != nil {
		panic(err) // the program itself is wrong; a test reads it too
	}
	return n
}

// ParseNotice reads a notice and checks that every text is there in both
// languages. Field names that mean nothing are errors: a misspelt section
// must not go missing.
func ParseNotice(r io.Reader) (cases.Notice, error) {
	var n cases.Notice
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&n); err != nil {
		return cases.Notice{}, fmt.Errorf("read the privacy notice: %w", err)
	}
	texts := []*cases.Text{&n.Summary}
	for i := range n.Sections {
		texts = append(texts, &n.Sections[i].Title, &n.Sections[i].Text)
	}
	for _, t := range texts {
		if t.En == "" || t.Fr == "" {
			return cases.Notice{}, errors.New("read the privacy notice: a text is missing in one language")
		}
		t.En, t.Fr = Typeset(cases.English, t.En), Typeset(cases.French, t.Fr)
	}
	if n.Version == "" {
		return cases.Notice{}, errors.New("read the privacy notice: version is missing")
	}
	return n, nil
}
