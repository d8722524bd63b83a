package importfile_test

import (
	"strings"
	"testing"

	"example.org/casebook/internal/importfile"
)

func TestEmptyLinesAndAByteOrderMarkAreAllowed(t *testing.T) {
	lines, numbers, err := importfile.Read(strings.NewReader("\ufeff{\"external_id\":\"a\",\"pair\":\"x\"}\r\n\n  \n{\"external_id\":\"b\"}"))
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 2 || lines[1].ExternalID != "b" || numbers[1] != 4 {
		t.Errorf("got %+v at %v, want a and b at lines 1 and 4", lines, numbers)
	}
}

func TestAnErrorNamesItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"{}\n[1]":             "line 2:",
		"{}\n\n{\"lang\": 7}": "line 3:",
		"{\"a\": \"" + strings.Repeat("x", 2<<20): "line 1:",
	} {
		if _, _, err := importfile.Read(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want it to begin with %q", err, want)
		}
	}
}
