package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"example.org/casebook/internal/cases"
)

// submission is what was filed and acknowledged.
type submission struct {
	id, word string
	client   *client
}

// filed is what the run of submissions left.
type filed struct {
	run  string // distinguishes the words of this run
	many atomic.Int64
	mu   sync.Mutex
	all  []submission
}

// formsReady is how many texts are written before the run, for writing them
// costs more than sending them.
const formsReady = 500

// formsOf are forms that lack only what differs each time, the last word too.
func (h *house) formsOf() []string {
	forms := make([]string, formsReady)
	for i := range forms {
		one, _ := h.corpus.make(1_000_000_000 + i)
		fields := url.Values{"version": {"0"}, "notice": {h.notice}, "subject": {one.Subject},
			"platform": {string(one.Facts.Platform)}, "stage": {string(one.Facts.Stage)},
			"lang": {string(one.Lang)}, "answer_lang": {string(one.Lang)}}
		if one.Facts.Platform == cases.PlatformOther {
			fields.Set("platform_detail", "intranet")
		}
		forms[i] = fields.Encode() + "&situation=" + url.QueryEscape(one.Situation+" ")
	}
	return forms
}

// next is a form nobody sent before, with a word that no other text has.
func (f *filed) next(forms []string, c *client) request {
	n := int(f.many.Add(1))
	form := fmt.Sprintf("csrf=%s&key=bench-%s-%d&%s%s", url.QueryEscape(c.csrf), f.run, n, forms[n%len(forms)], uniqueWord(f.run, n))
	return request{path: "/ask", form: form, want: 303}
}

// keep notes what was acknowledged; one in a hundred must be found at once.
func (f *filed) keep(c *client, r request, a answer) error {
	word := r.form[strings.LastIndexByte(r.form, '+')+1:]
	s := submission{strings.Split(a.location, "/")[2], word, c}
	f.mu.Lock()
	f.all = append(f.all, s)
	n := len(f.all)
	f.mu.Unlock()
	if n%100 != 0 {
		return nil
	}
	return s.isFindable(c)
}

// isFindable asks for the case by its word, as the person who filed it.
func (s submission) isFindable(by *client) error {
	a, err := by.get("/search?q=" + s.word)
	if err == nil && !strings.Contains(string(a.body), `href="/cases/`+s.id+`"`) {
		err = fmt.Errorf("%s is not found by %q", s.id, s.word)
	}
	return err
}

// prove opens and finds every submission that was acknowledged.
func (f *filed) prove(clients []*client) (proved int, err error) {
	var all sync.WaitGroup
	var next, good atomic.Int64
	faults := make([]error, len(clients))
	for i, c := range clients {
		all.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(f.all); n = int(next.Add(1)) - 1 {
				s := f.all[n]
				by := clients[i]
				if s.client != by {
					by = &client{address: c.address, cookie: s.client.cookie}
				}
				err := s.isFindable(by)
				if by != clients[i] {
					by.close()
				}
				if err != nil {
					faults[i] = err
					continue
				}
				good.Add(1)
			}
		})
	}
	all.Wait()
	return int(good.Load()), errors.Join(faults...)
}

// submits is the load of those who file at once.
func (h *house) submits(span time.Duration) (figures, *filed) {
	f := &filed{run: string(rune('n' + h.run%5))}
	h.run++
	forms := h.formsOf()
	l := load{clients: h.employees, span: span, pids: h.pids,
		next:  func(i, _ int) request { return f.next(forms, h.employees[i]) },
		after: func(i int, r request, a answer) error { return f.keep(h.employees[i], r, a) }}
	return l.run(), f
}
