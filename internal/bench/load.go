package main

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"time"
)

// request is one thing a client asks for, and what the answer must hold.
type request struct {
	client *client
	path   string
	form   string // of a POST; empty for a GET
	want   int
	must   string
}

// figures are what a run of load measured.
type figures struct {
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	CPU       float64 `json:"cpu_ms"` // of the server, a request
	Bytes     int     `json:"bytes"`  // of an answer, on average
	Requests  int     `json:"requests"`
	Errors    int     `json:"errors"`
	Trouble   string  `json:"trouble,omitempty"` // one of the errors
	Span      float64 `json:"seconds"`
}

// load asks in a closed loop: each client asks again when it was answered.
type load struct {
	clients []*client
	span    time.Duration
	pids    func() []int // whose processor time counts
	next    func(client, n int) request
	after   func(client int, r request, a answer) error // may be nil
}

// tally is what one client counted.
type tally struct {
	took    []time.Duration
	bytes   int
	errors  int
	trouble string
}

func (l load) run() figures {
	tallies := make([]tally, len(l.clients))
	l.round(time.Second/2, make([]tally, len(l.clients))) // warms up
	before, began := cpu(l.pids()...), time.Now()
	l.round(l.span, tallies)
	return sum(tallies, time.Since(began), cpu(l.pids()...)-before)
}

func (l load) round(span time.Duration, tallies []tally) {
	end := time.Now().Add(span)
	var all sync.WaitGroup
	for i := range l.clients {
		all.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				l.once(i, n, &tallies[i])
			}
		})
	}
	all.Wait()
}

func (l load) once(i, n int, t *tally) {
	r := l.next(i, n)
	r.client = l.clients[i]
	began := time.Now()
	a, err := r.send()
	took := time.Since(began)
	size := len(a.body)
	if err == nil {
		err = r.check(a)
	}
	if err == nil && l.after != nil {
		err = l.after(i, r, a)
	}
	if err != nil {
		t.errors++
		t.trouble = err.Error()
		return
	}
	t.took = append(t.took, took)
	t.bytes += size
}

func (r request) send() (answer, error) {
	if r.form != "" {
		return r.client.post(r.path, r.form)
	}
	return r.client.get(r.path)
}

func (r request) check(a answer) error {
	if a.status != r.want {
		return fmt.Errorf("%s: got status %d, want %d", r.path, a.status, r.want)
	}
	if r.must != "" && !bytes.Contains(a.body, []byte(r.must)) {
		return fmt.Errorf("%s: the page does not contain %q", r.path, r.must)
	}
	return nil
}

func sum(tallies []tally, span, work time.Duration) figures {
	var took []time.Duration
	var f figures
	for _, t := range tallies {
		took = append(took, t.took...)
		f.Bytes += t.bytes
		f.Errors += t.errors
		if t.trouble != "" {
			f.Trouble = t.trouble
		}
	}
	f.Requests = len(took)
	if f.Requests == 0 {
		return f
	}
	slices.Sort(took)
	f.Span = span.Seconds()
	f.PerSecond = float64(f.Requests) / f.Span
	f.P50, f.P99 = ms(took[len(took)/2]), ms(took[len(took)*99/100])
	f.CPU = ms(work) / float64(f.Requests+f.Errors)
	f.Bytes /= f.Requests
	return f
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
