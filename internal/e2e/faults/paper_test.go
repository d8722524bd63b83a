//go:build e2e

package faults_test

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// paper is a form on somebody's screen, filled in.
type paper struct {
	*person
	path   string // to which it is sent
	fields url.Values
}

var carried = regexp.MustCompile(`<input type="hidden" name="([a-z_]+)" value="([^"]*)"`)

// open opens a page with a form on it, and fills in the form that is sent to
// the path.
func (p *person) open(page, path string, filled url.Values) paper {
	p.h.Helper()
	return p.read(p.sees(page, http.StatusOK), path, filled)
}

// read fills in a form of a page.
func (p *person) read(page answer, path string, filled url.Values) paper {
	p.h.Helper()
	_, form, found := strings.Cut(page.body, `action="`+path+`"`)
	if !found {
		p.h.Fatalf("no form for %s on the page: %s", path, page.body)
	}
	form, _, _ = strings.Cut(form, "</form>")
	x := paper{p, path, url.Values{}}
	for _, f := range carried.FindAllStringSubmatch(form, -1) {
		x.fields.Add(f[1], f[2])
	}
	maps.Copy(x.fields, filled)
	return x
}

// typed is what of the form the person wrote herself.
func (x paper) typed() string {
	return x.fields.Get("text") + x.fields.Get("why") + x.fields.Get("word") + x.fields.Get("withdraw_why") + x.fields.Get("situation")
}

// send sends it.
func (x paper) send() answer {
	x.h.Helper()
	return atOnce(x)[0]
}

// atOnce sends all at the same moment; the answers are in their order.
func atOnce(all ...paper) []answer {
	answers := make([]answer, len(all))
	var sending sync.WaitGroup
	begin := make(chan struct{})
	for i, x := range all {
		sending.Go(func() {
			<-begin
			a, err := x.post(x.path, x.fields)
			if err != nil {
				x.h.Errorf("%s: no answer: %v", x.path, err)
			}
			answers[i] = a
		})
	}
	close(begin)
	sending.Wait()
	return answers
}
