//go:build !race

// What is here is one request after the other and megabytes of text: nothing
// for the race detector, under which it takes minutes. It runs with the tests
// without it.

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

func TestAMegabyteOfTextComesBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	long := strings.Repeat("é 12345\r\n", 1<<20/10)
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.French)
		fields := x.get(x.address).all("textarea")
		if len(fields) == 0 {
			continue
		}
		name, _ := attr(fields[0], "name")
		x.fields.Set(name, long)
		p := x.send().is(http.StatusUnprocessableEntity)
		if got := p.form(x.address).Get(name); got != strings.ReplaceAll(long, "\r\n", "\n") {
			t.Errorf("%s: %d bytes of the text came back, want %d", route, len(got), len(long))
		}
	}
}
