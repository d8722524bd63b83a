//go:build e2e

package faults_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

// person is somebody at a browser.
type person struct {
	h     *house
	http  *http.Client
	lang  string
	blank url.Values // the fields of an empty "Ask about a situation"
}

// answer is what came back.
type answer struct {
	status         int
	location, body string
	header         http.Header
}

// stranger is somebody who is not signed in yet.
func (h *house) stranger(lang string) *person {
	h.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &person{h: h, lang: lang, http: &http.Client{Jar: jar, CheckRedirect: stay, Timeout: time.Minute,
		Transport: &http.Transport{MaxIdleConnsPerHost: 8}}}
}

// signIn signs one of the demonstration's people in.
func (h *house) signIn(who, lang string) *person {
	h.Helper()
	p := h.stranger(lang)
	if a := p.trySignIn(who); a.status != http.StatusOK {
		h.Fatalf("%s signs in: got status %d: %s", who, a.status, a.body)
	}
	p.sees("/?switch="+lang, http.StatusSeeOther)
	p.learn()
	return p
}

// learn reads what every form of the session carries.
func (p *person) learn() {
	p.h.Helper()
	a := p.sees("/ask", http.StatusOK)
	p.blank = url.Values{}
	for _, f := range hidden.FindAllStringSubmatch(a.body, -1) {
		p.blank.Set(f[1], f[2])
	}
	if p.blank.Get("csrf") == "" || p.blank.Get("notice") == "" {
		p.h.Fatalf("the form lacks fields: %v", p.blank)
	}
}

var hidden = regexp.MustCompile(`name="(id|csrf|notice)" value="([^"]*)"`)

// trySignIn goes to the provider and back; the answer is where that ends.
func (p *person) trySignIn(who string) answer {
	p.h.Helper()
	login := p.land(p.h.base() + "/auth/sign-in?lang=" + p.lang)
	form := hidden.FindStringSubmatch(login.body)
	if login.status != http.StatusOK || form == nil {
		return login
	}
	a, err := p.send(http.MethodPost, p.h.idp.issuer+"/login", url.Values{"id": {form[2]}, "person": {who}})
	if err != nil {
		p.h.Fatal(err)
	}
	return p.land(a.location)
}

// land follows every redirect.
func (p *person) land(address string) answer {
	p.h.Helper()
	for {
		a, err := p.send(http.MethodGet, address, nil)
		if err != nil {
			p.h.Fatal(err)
		}
		if a.status/100 != 3 {
			return a
		}
		address = a.location
	}
}

func (p *person) get(path string) (answer, error) {
	return p.send(http.MethodGet, p.h.base()+path, nil)
}

func (p *person) post(path string, form url.Values) (answer, error) {
	return p.send(http.MethodPost, p.h.base()+path, form)
}

// sees gets a page that must have the status.
func (p *person) sees(path string, status int) answer {
	p.h.Helper()
	a, err := p.get(path)
	if err != nil || a.status != status {
		p.h.Fatalf("GET %s: got status %d, %v; want %d", path, a.status, err, status)
	}
	return a
}

func (p *person) send(method, address string, form url.Values) (answer, error) {
	r, err := http.NewRequestWithContext(p.h.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Accept-Language", p.lang)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := p.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	a := answer{status: resp.StatusCode, body: string(b), header: resp.Header}
	if to, err := resp.Location(); err == nil {
		a.location = to.String()
	}
	return a, err
}

// file sends a situation under a key.
func (p *person) file(key, situation string) (answer, error) {
	form := url.Values{"key": {key}, "version": {"0"}, "subject": {"A sign"}, "situation": {situation}, "platform": {"x"},
		"stage": {"planned"}, "lang": {p.lang}, "answer_lang": {p.lang}}
	for name, values := range p.blank {
		form[name] = values
	}
	return p.post("/ask", form)
}

// fileUntil files and files, from several hands, until it is told to stop. What
// is acknowledged is kept; hands stop at the first request that has no answer.
func (p *person) fileUntil(stop <-chan struct{}, run string, hands int, kept *filings) (wait func()) {
	var all sync.WaitGroup
	for hand := range hands {
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				key := fmt.Sprintf("%s-%d-%d", run, hand, n)
				a, err := p.file(key, wordOf(key))
				if err != nil {
					return
				}
				if a.status != http.StatusSeeOther {
					continue
				}
				if err := kept.keep(key, a.location); err != nil {
					p.h.Error(err)
				}
			}
		})
	}
	return all.Wait
}
