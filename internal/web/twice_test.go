package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"example.org/casebook/internal/cases"
)

func TestAButtonPressedTwiceIsOneAct(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	pressed := 0
	for _, c := range []struct {
		status cases.Status
		button string
	}{{cases.New, "/take-up"}, {cases.InReview, "/release"}, {cases.Answered, "/reopen"}, {cases.InReview, "/annotations/"},
		{cases.InReview, "/citations/"}} {
		id := h.at(noor, c.status)
		b := h.as(marion)
		p := b.get("/cases/" + string(id)).is(200)
		for _, action := range p.actions("post") {
			if !strings.Contains(action, c.button) {
				continue
			}
			pressed++
			form := p.form(action)
			b.post(action, form).leadsTo("/cases/" + string(id))
			version := h.stored(id).Version
			b.post(action, form).leadsTo("/cases/" + string(id))
			if got := h.stored(id).Version; got != version {
				t.Errorf("%s: version %d after the second press, want %d", c.button, got, version)
			}
		}
	}
	if pressed != 5 {
		t.Errorf("%d buttons pressed, want 5", pressed)
	}
}

func TestTheSameFormSentAtOnceFromTwoTabsIsOneCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/ask", forms(h)["/ask"], cases.English)
	var sending sync.WaitGroup
	led := make(chan string, 8)
	for range cap(led) {
		b := x.copied()
		r := b.request(http.MethodPost, x.address, strings.NewReader(x.fields.Encode()))
		sending.Go(func() {
			resp, err := h.server.App().Test(r, 30_000)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			led <- resp.Header.Get("Location")
		})
	}
	sending.Wait()
	close(led)
	first := <-led
	for to := range led {
		if to != first || first == "" {
			t.Errorf("one tab leads to %q, another to %q", to, first)
		}
	}
	if got := len(h.referencesOf(noor)); got != 1 {
		t.Errorf("%d cases, want 1", got)
	}
}

func TestAFormOfSomebodyElsesKeyIsAnActOfItsOwn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/ask", forms(h)["/ask"], cases.English)
	to := x.send().is(http.StatusSeeOther).header.Get("Location")
	other := h.as(priya)
	fields := url.Values{}
	for k, v := range x.fields {
		fields[k] = v
	}
	fields.Set("csrf", other.csrf)
	if got := other.post("/ask", fields).is(http.StatusSeeOther).header.Get("Location"); got == to {
		t.Error("somebody else's key led to her case")
	}
	other.get(strings.TrimSuffix(to, "/received")).is(http.StatusNotFound)
}
