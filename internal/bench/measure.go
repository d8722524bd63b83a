package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
)

// measured is everything about one size on one database.
type measured struct {
	Database  string          `json:"database"`
	Cases     int             `json:"cases"`
	FirstPage float64         `json:"first_page_ms"`
	Memory    int64           `json:"peak_memory_bytes"` // under the load of the pages
	Pages     []measuredPage  `json:"pages"`
	Submit    *measuredSubmit `json:"submit,omitempty"`
}

type measuredPage struct {
	Name string  `json:"name"`
	Ours figures `json:"ours"`
	Bare figures `json:"bare"`
}

// ratio is how fast ours is beside the bare handler.
func (p measuredPage) ratio() float64 {
	if p.Bare.PerSecond == 0 {
		return 0
	}
	return p.Ours.PerSecond / p.Bare.PerSecond
}

// ofBare is what part of our processor time the bare handler takes for its
// page: what else the machine does disturbs it less than ratio.
func (p measuredPage) ofBare() float64 {
	if p.Ours.CPU == 0 {
		return 0
	}
	return p.Bare.CPU / p.Ours.CPU
}

type measuredSubmit struct {
	figures
	Acknowledged int    `json:"acknowledged"`
	Found        int    `json:"found"` // of those, by the word that each alone has
	Memory       int64  `json:"peak_memory_bytes"`
	Lost         string `json:"lost,omitempty"` // the first that was not found
}

// measure runs the load over a house that serves.
func (h *house) measure() (m measured, err error) {
	m = measured{Database: h.kind, Cases: h.size}
	took, err := h.starts()
	if err != nil {
		return m, err
	}
	m.FirstPage = ms(took)
	if err := h.beginBare(); err != nil {
		return m, err
	}
	for _, p := range pages {
		if h.wants(p.name) {
			m.Pages = append(m.Pages, h.measurePage(p))
			if h.profile {
				err = errors.Join(err, h.keepProfile(p))
			}
		}
	}
	m.Memory = peakMemory(h.program.cmd.Process.Pid)
	if h.wants("submit") {
		m.Submit = h.measureSubmit()
	}
	return m, err
}

// keepProfile keeps what the program works at while the page is asked for.
func (h *house) keepProfile(p page) error {
	ended := make(chan error, 1)
	go func() {
		r, err := http.Get("http://" + h.profileAddress() + "/debug/pprof/profile?seconds=" + fmt.Sprint(int(h.span.Seconds())))
		profile, _, err := visit(r, err)
		if err == nil {
			err = os.WriteFile(filepath.Join(h.folder, fmt.Sprintf("%s-%d-%s.pprof", h.kind, h.size, p.name)), profile, 0o600)
		}
		ended <- err
	}()
	all := h.loadOf(p)
	all.span = h.span
	all.run()
	return <-ended
}

func (h *house) loadOf(p page) load {
	return load{clients: p.clients(h), span: h.span / turns, pids: h.pids,
		next: func(i, n int) request { return request{path: p.path(h, i*31+n), want: 200, must: p.must} }}
}

// measurePage takes turns with the bare handler, so that whatever else the
// machine does falls on both.
func (h *house) measurePage(p page) measuredPage {
	ours := h.loadOf(p)
	first := ours.run()
	bare := load{clients: h.strangers[:len(ours.clients)], span: h.span / turns, pids: h.barePids,
		next: func(i, n int) request {
			return request{path: h.barePath(p, i*31+n, first.Bytes), want: 200, must: "</html>"}
		}}
	all := measuredPage{Name: p.name, Ours: first, Bare: bare.run()}
	for range turns - 1 {
		all.Ours = all.Ours.and(ours.run())
		all.Bare = all.Bare.and(bare.run())
	}
	h.say("%s", all)
	return all
}

// turns is how often ours and the bare handler take turns.
const turns = 3

// and is the mean of two runs of the same load, the worse of their ninety-ninth
// percentiles.
func (f figures) and(g figures) figures {
	n, m := float64(f.Requests), float64(g.Requests)
	if n+m == 0 {
		return f
	}
	mean := func(a, b float64) float64 { return (a*n + b*m) / (n + m) }
	out := figures{P50: mean(f.P50, g.P50), P99: max(f.P99, g.P99), CPU: mean(f.CPU, g.CPU),
		Bytes: int(mean(float64(f.Bytes), float64(g.Bytes))), Requests: f.Requests + g.Requests,
		Errors: f.Errors + g.Errors, Trouble: f.Trouble, Span: f.Span + g.Span}
	out.PerSecond = float64(out.Requests) / out.Span
	if out.Trouble == "" {
		out.Trouble = g.Trouble
	}
	return out
}

func (h *house) barePath(p page, n, size int) string {
	q := url.Values{"bytes": {fmt.Sprint(size)}, "id": {h.cases[n*7919%len(h.cases)]}}
	return p.bare + "?" + q.Encode()
}

func (h *house) barePids() []int {
	return append([]int{h.bare.cmd.Process.Pid}, h.databasePids()...)
}

func (h *house) measureSubmit() *measuredSubmit {
	m := &measuredSubmit{}
	var f *filed
	m.figures, f = h.submits(h.span)
	m.Memory = peakMemory(h.program.cmd.Process.Pid)
	m.Acknowledged = len(f.all)
	var err error
	if m.Found, err = f.prove(h.employees); err != nil {
		m.Lost = err.Error()
	}
	h.say("submit: %.0f a second, p50 %.1f ms, p99 %.1f ms, cpu %.2f ms; %d of %d found", m.PerSecond, m.P50, m.P99, m.CPU, m.Found, m.Acknowledged)
	return m
}
