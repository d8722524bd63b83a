package web_test

import (
	"regexp"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// bareKey is what a page holds when a key has no sentence.
var bareKey = regexp.MustCompile(`\[[a-z_]+(\.[a-z0-9_]+)+\]`)

// brokenAt is what a page shows instead of a sentence, a value or what the
// template engine refused; empty when all is well.
func brokenAt(body string) string {
	for _, sign := range []string{"&lt;no value&gt;", "<no value>", "ZgotmplZ", "%!"} {
		if strings.Contains(body, sign) {
			return sign
		}
	}
	return bareKey.FindString(body)
}

func TestTheTelephoneNumberIsALink(t *testing.T) {
	t.Parallel()
	p := newHouse(t).stranger().get("/contact").is(200)
	if len(p.all("a", "href", "tel:613-555-0142")) != 1 {
		t.Error("the office's number leads nowhere")
	}
}

// straight is what French never has on a page: apostrophes as typewriters made
// them, or a plain space before a double mark. Words of people are theirs.
var straight = regexp.MustCompile(`\p{L}'\p{L}|\p{L} [:;!?»]`)

func (p *page) speaks(l cases.Lang, path string) {
	p.Helper()
	if len(p.all("main")) == 0 || p.header.Get("Content-Language") == "" {
		return
	}
	if got := p.header.Get("Content-Language"); got != string(l) {
		p.Errorf("%s is in %q, want %q", path, got, l)
	}
	for _, tag := range []string{"h1", "h2", "title"} {
		for _, n := range p.all(tag) {
			if at := straight.FindString(textOf(n)); l == cases.French && at != "" {
				p.Errorf("%s: %q in %q", path, at, textOf(n))
			}
		}
	}
}
