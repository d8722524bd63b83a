//go:build e2e

package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// page is what a browser shows.
type page struct {
	status int
	path   string // where it ended
	query  url.Values
	body   string
	doc    *html.Node
}

// browse is a browser of one person: her cookies, and nothing that a browser
// would not know.
type browse struct {
	r      *running
	client *http.Client
	count  *int // of requests
}

func newBrowse(r *running, count *int) *browse {
	r.Helper()
	jar, err := cookiejar.New(nil)
	r.must(err, "make a cookie jar")
	b := &browse{r: r, count: count}
	b.client = &http.Client{Jar: jar, Timeout: 60 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error {
		*count++
		return nil
	}}
	return b
}

// thinking is how long a person takes for a page.
const thinking = time.Second

func (b *browse) get(address string) *page {
	b.r.Helper()
	return b.send(http.MethodGet, address, nil)
}

func (b *browse) post(address string, fields url.Values) *page {
	b.r.Helper()
	return b.send(http.MethodPost, address, fields)
}

func (b *browse) send(method, address string, fields url.Values) *page {
	b.r.Helper()
	b.r.clock.move(thinking)
	*b.count++
	if strings.HasPrefix(address, "/") {
		address = b.r.base + address
	}
	q, err := http.NewRequestWithContext(b.r.Context(), method, address, strings.NewReader(fields.Encode()))
	b.r.must(err, "make a request")
	q.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Origin", b.r.base)
		q.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	answer, err := b.client.Do(q)
	b.r.must(err, method+" "+address)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	b.r.must(err, "read "+address)
	doc, err := html.Parse(strings.NewReader(string(body)))
	b.r.must(err, "parse "+address)
	at := answer.Request.URL
	return &page{answer.StatusCode, at.Path, at.Query(), string(body), doc}
}

// where finds the elements of a page that match.
func where(n *html.Node, matches func(*html.Node) bool) (found []*html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && matches(d) {
			found = append(found, d)
		}
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func (p *page) class(name string) []*html.Node { return classes(p.doc, name) }

func classes(n *html.Node, name string) []*html.Node {
	return where(n, func(n *html.Node) bool { return slices.Contains(strings.Fields(attr(n, "class")), name) })
}

func tags(n *html.Node, tag string) []*html.Node {
	return where(n, func(n *html.Node) bool { return n.Data == tag })
}

// text is what a reader reads, with plain spaces.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return plainSpaces(b.String())
}

func plainSpaces(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)), " ")
}

func texts(nodes []*html.Node) (all []string) {
	for _, n := range nodes {
		all = append(all, text(n))
	}
	return all
}

func first(nodes []*html.Node) string {
	if len(nodes) == 0 {
		return ""
	}
	return text(nodes[0])
}

// links are the addresses that a page leads to.
func (p *page) links() (all []string) {
	for _, a := range tags(p.doc, "a") {
		all = append(all, attr(a, "href"))
	}
	return all
}

// link is the first address of the page of that shape.
func (p *page) link(shape string) string {
	of := regexp.MustCompile(shape)
	for _, l := range p.links() {
		if of.MatchString(l) {
			return l
		}
	}
	return ""
}

// formOn is a form of a page with its fields, as a browser would send them.
type formOn struct {
	node   *html.Node
	action string
	fields url.Values
	offers map[string][]string // the values that choices offer
}

// form is the form of the page whose action ends so; nil when there is none.
func (p *page) form(action string) *formOn {
	for _, n := range tags(p.doc, "form") {
		if path, _, _ := strings.Cut(attr(n, "action"), "?"); strings.HasSuffix(path, action) {
			return readForm(n)
		}
	}
	return nil
}

func readForm(n *html.Node) *formOn {
	f := &formOn{n, attr(n, "action"), url.Values{}, map[string][]string{}}
	for _, e := range where(n, func(n *html.Node) bool { return has(n, "name") }) {
		name, value := attr(e, "name"), attr(e, "value")
		switch {
		case e.Data == "select":
			f.readSelect(name, e)
		case e.Data == "textarea":
			f.fields.Add(name, strings.TrimPrefix(raw(e), "\n"))
		case e.Data != "input":
		case attr(e, "type") == "radio", attr(e, "type") == "checkbox":
			f.offers[name] = append(f.offers[name], value)
			if has(e, "checked") {
				f.fields.Add(name, value)
			}
		default:
			f.fields.Add(name, value)
		}
	}
	return f
}

func (f *formOn) readSelect(name string, e *html.Node) {
	chosen := ""
	for _, o := range tags(e, "option") {
		f.offers[name] = append(f.offers[name], attr(o, "value"))
		if has(o, "selected") {
			chosen = attr(o, "value")
		}
	}
	f.fields.Add(name, chosen)
}

func raw(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// typed is what somebody puts into a form: each field with its values.
type typed map[string][]string

// fill puts values into a form as it stands on the page: no field that is not
// there, no choice that is not offered.
func (b *browse) fill(f *formOn, say typed) url.Values {
	b.r.Helper()
	out := url.Values{}
	for name, values := range f.fields {
		out[name] = slices.Clone(values)
	}
	for name, values := range say {
		offers, isChoice := f.offers[name]
		if _, there := f.fields[name]; !there && !isChoice {
			b.r.Fatalf("the form %s has no field %s", f.action, name)
		}
		for _, v := range values {
			if isChoice && !slices.Contains(offers, v) {
				b.r.Fatalf("the form %s offers %q for %s, not %q", f.action, offers, name, v)
			}
		}
		out[name] = values
	}
	return out
}

// submit sends a form with what was typed, by the button with that name and
// value ("step=send"), by that with the address that ends so ("/decline"), or
// by the plain one when none is named.
func (b *browse) submit(f *formOn, button string, say typed) *page {
	b.r.Helper()
	fields, action := b.fill(f, say), f.action
	for _, n := range tags(f.node, "button") {
		if !isButton(n, button) {
			continue
		}
		if attr(n, "name") != "" {
			fields.Set(attr(n, "name"), attr(n, "value"))
		}
		if has(n, "formaction") {
			action = attr(n, "formaction")
		}
		return b.post(action, fields)
	}
	b.r.Fatalf("the form %s has no button %q", f.action, button)
	return nil
}

func isButton(n *html.Node, which string) bool {
	name, value, named := strings.Cut(which, "=")
	switch {
	case which == "":
		return attr(n, "name") == "" && !has(n, "formaction")
	case named:
		return attr(n, "name") == name && attr(n, "value") == value
	}
	return strings.HasSuffix(attr(n, "formaction"), which)
}
