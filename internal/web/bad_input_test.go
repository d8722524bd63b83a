package web_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// hostile are values that break careless programs.
var hostile = map[string]string{
	"empty":         "",
	"spaces":        " \t \u00a0 ",
	"controls":      "a\x00b\x01c\x1b[31m\x7f\u0085",
	"broken UTF-8":  "caf\xe9 \xff\xfe",
	"emoji":         "👩🏽‍⚖️ signs 🇨🇦 and 🏳️‍🌈",
	"right to left": "أريد التوقيع على عريضة \u202eevil\u202c",
	"markup":        `"><script>zmark()</script><img src=x onerror=zmark()> ' onfocus=zmark()`,
	"closing tags":  "</textarea></select></form><h1>zmark</h1>",
	"SQL":           `'; DROP TABLE cases; -- " OR 1=1`,
	"template":      `{{.}} {{template "layout" .}} {{printf "%s" .Form}} ${7*7} <%= 7 %>`,
	"line breaks":   "first\r\n\r\nsecond\rthird\nX-Header: evil",
	"number":        "-99999999999999999999",
	"not a number":  "NaN",
	"a list":        "[1,2]",
	"a path":        "../../../../etc/passwd",
	"a date":        "2026-02-30",
	"a passage":     "situation:-1:99999999999",
	"combining":     "a" + strings.Repeat("\u0301", 500),
	"private use":   "\ue000\ufffe\uffff\U000f0000",
}

// refresh takes the present version into a form already filled in.
func (h *house) refresh(x filling) filling {
	h.Helper()
	p := x.get(x.address)
	if p.status != http.StatusOK {
		return x
	}
	fresh := p.form(x.address)
	x.fields["version"], x.fields["key"] = fresh["version"], fresh["key"]
	return x
}

// calm says that an answer is one of those a person may get, and runs nothing.
func (h *house) calm(p *page, what string) {
	h.Helper()
	switch p.status {
	case 200, 303, 403, 404, 409, 422:
	default:
		h.Errorf("%s: %d", what, p.status)
	}
	for _, tag := range []string{"<script>zmark", "<img src=x", "<h1>zmark"} {
		if strings.Contains(p.body, tag) {
			h.Errorf("%s: the page runs what was typed", what)
		}
	}
	if p.header.Get("X-Header") != "" {
		h.Errorf("%s: a header came out of a field", what)
	}
}

func TestWhatWasTypedComesBackWithTheProblem(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for what, value := range map[string]string{"markup": hostile["markup"], "closing tags": hostile["closing tags"],
		"emoji": hostile["emoji"], "right to left": hostile["right to left"], "template": hostile["template"], "SQL": hostile["SQL"]} {
		x := h.fill("/ask", forms(h)["/ask"], cases.French)
		x.fields.Set("situation", value)
		x.fields.Set("audience", value)
		x.fields.Set("subject", "")
		p := x.send().is(http.StatusUnprocessableEntity)
		h.calm(p, what)
		p.keeps(x)
	}
}

func TestHostileTextIsShownAsItWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for what, value := range hostile {
		x := h.fill("/ask", forms(h)["/ask"], cases.English)
		x.fields.Set("situation", "Start. "+value+" End.")
		x.fields.Set("subject", "About "+string([]rune(value)[:min(100, len([]rune(value)))]))
		p := x.send().is(http.StatusSeeOther)
		path := strings.TrimSuffix(p.header.Get("Location"), "/received")
		for _, b := range []*browser{x.browser, h.as(marion)} {
			shown := b.get(path).is(200)
			h.calm(shown, what)
			if !strings.HasPrefix(what, "a ") && isPlain(value) && !strings.Contains(shown.text("main"), value) {
				t.Errorf("%s is not shown as typed", what)
			}
		}
		h.as(marion).get("/queue").is(200)
	}
}

func isPlain(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl) && i18n.NFC(s) == s
}

func TestProblemsAreToldInThePersonsLanguage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		if len(f.filled) == 0 || route == "/cases/:id/withdraw" || route == "/cases/:id/annotations/:annotation" {
			continue // nothing to get wrong; nothing that can be left empty
		}
		for _, l := range cases.Langs() {
			x := h.fill(route, f, l)
			for field := range f.filled {
				x.fields[field] = []string{""}
			}
			x.fields.Set("step", "send")
			p := x.send().is(http.StatusUnprocessableEntity)
			if lang, _ := attr(p.all("html")[0], "lang"); lang != string(l) {
				t.Errorf("%s: the page is in %q, want %q", route, lang, l)
			}
			h.listsProblems(p, route, l)
		}
	}
}

// listsProblems says that the summary leads to each field, and speaks the
// language.
func (h *house) listsProblems(p *page, route string, l cases.Lang) {
	h.Helper()
	summary := p.all("div", "class", "error-summary")
	if len(summary) != 1 {
		h.Errorf("%s: %d summaries, want 1", route, len(summary))
		return
	}
	links := elements(summary[0], "a")
	if want := i18n.For(l).T("form.problems", "Count", len(links)); p.text("h2", "id", "problems") != want {
		h.Errorf("%s: the summary says %q, want %q", route, p.text("h2", "id", "problems"), want)
	}
	for _, a := range links {
		href, _ := attr(a, "href")
		if id := strings.TrimPrefix(href, "#"); !strings.Contains(p.body, `id="`+id+`"`) {
			h.Errorf("%s: a problem leads to %s, which is not on the page", route, href)
		}
		if strings.HasPrefix(textOf(a), "[") {
			h.Errorf("%s: a problem has no sentence: %s", route, textOf(a))
		}
	}
}
