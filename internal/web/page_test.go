package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// page is an answer of the server.
type page struct {
	*testing.T
	status int
	header http.Header
	body   string
}

// is says what the page must be.
func (p *page) is(status int) *page {
	p.Helper()
	if p.status != status {
		p.Fatalf("status %d, want %d: %s", p.status, status, p.text("h1"))
	}
	return p
}

// leadsTo says where the answer must send the browser.
func (p *page) leadsTo(path string) *page {
	p.Helper()
	p.is(http.StatusSeeOther)
	if got := p.header.Get("Location"); got != path {
		p.Fatalf("leads to %q, want %q", got, path)
	}
	return p
}

func (p *page) root() *html.Node {
	p.Helper()
	n, err := html.Parse(strings.NewReader(p.body))
	if err != nil {
		p.Fatal(err)
	}
	return n
}

// all finds the elements with that tag and, in pairs, those attributes.
func (p *page) all(tag string, attrs ...string) []*html.Node {
	p.Helper()
	return elements(p.root(), tag, attrs...)
}

func elements(root *html.Node, tag string, attrs ...string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag && hasAll(n, attrs) {
			out = append(out, n)
		}
	}
	return out
}

func hasAll(n *html.Node, attrs []string) bool {
	for i := 0; i+1 < len(attrs); i += 2 {
		if got, ok := attr(n, attrs[i]); !ok || got != attrs[i+1] {
			return false
		}
	}
	return true
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// text is the text of the first element that matches.
func (p *page) text(tag string, attrs ...string) string {
	p.Helper()
	if found := p.all(tag, attrs...); len(found) > 0 {
		return strings.TrimSpace(textOf(found[0]))
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// form reads the fields of the form with that action, as a browser would send
// them when nothing is touched.
func (p *page) form(action string) url.Values {
	p.Helper()
	forms := p.all("form", "action", action)
	if len(forms) == 0 {
		p.Fatalf("no form for %s on the page %q (%d)", action, p.text("h1"), p.status)
	}
	fields := url.Values{}
	for n := range forms[0].Descendants() {
		if name, ok := attr(n, "name"); ok && n.Type == html.ElementNode {
			addField(fields, n, name)
		}
	}
	return fields
}

func addField(fields url.Values, n *html.Node, name string) {
	kind, _ := attr(n, "type")
	_, checked := attr(n, "checked")
	value, _ := attr(n, "value")
	switch {
	case n.Data == "textarea":
		fields.Add(name, textOf(n))
	case n.Data == "select":
		fields.Add(name, selected(n))
	case n.Data == "input" && (checked || kind != "radio" && kind != "checkbox"):
		fields.Add(name, value)
	}
}

func selected(n *html.Node) string {
	for _, o := range elements(n, "option") {
		if _, ok := attr(o, "selected"); ok {
			value, _ := attr(o, "value")
			return value
		}
	}
	return ""
}

// actions lists where the forms of the page are sent.
func (p *page) actions(method string) []string {
	p.Helper()
	var out []string
	for _, f := range p.all("form", "method", method) {
		action, _ := attr(f, "action")
		out = append(out, action)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// holdsNone says that none of the words may be on the page or in its headers.
func (p *page) holdsNone(words ...string) *page {
	p.Helper()
	for _, w := range words {
		if strings.Contains(p.body, w) {
			p.Errorf("the page %q holds %q", p.text("h1"), w)
		}
		for name, values := range p.header {
			if strings.Contains(strings.Join(values, " "), w) {
				p.Errorf("the header %s holds %q", name, w)
			}
		}
	}
	return p
}

// holds says that each of the words is on the page.
func (p *page) holds(words ...string) *page {
	p.Helper()
	text := html.UnescapeString(p.body)
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.Errorf("the page %q does not hold %q", p.text("h1"), w)
		}
	}
	return p
}
