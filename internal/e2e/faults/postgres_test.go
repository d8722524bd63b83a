//go:build e2e

package faults_test

import (
	"fmt"
	"net/http"
	"regexp"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/e2e/pgtest"
)

// refusals are what the people who filed were told meanwhile.
type refusals struct {
	mu     sync.Mutex
	titles map[string]int
}

func TestADatabaseServerThatFallsTakesNothingAcknowledgedWithIt(t *testing.T) {
	h := beginOn(t, "--database", pgtest.NewDatabase(t))
	luc := h.signIn("luc", "fr")
	var kept filings
	told := refusals{titles: map[string]int{}}
	stop := make(chan struct{})
	var all sync.WaitGroup
	for hand := range hands {
		all.Go(func() { luc.fileStubbornly(stop, fmt.Sprint("pg-", hand), &kept, &told) })
	}
	h.await("people file", time.Minute, func() bool { return kept.count() >= 30 })
	began := time.Now()
	pgtest.Crash(t)
	back := time.Since(began)
	before := kept.count()
	h.await("people file again", time.Minute, func() bool { return kept.count() >= before+hands })
	t.Logf("PostgreSQL fell under %d hands: it was back after %s, the program after %s; told meanwhile: %v; %d filed", hands,
		back.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), told.titles, kept.count())
	close(stop)
	all.Wait()
	kept.areKept(luc)
	if got := len(kept.addresses()); got != kept.count() {
		t.Errorf("%d forms led to %d cases", kept.count(), got)
	}
	h.ledgerIsIntact()
	h.stop()
}

// fileStubbornly sends each form until it is taken, as the page of the fault
// asks people to.
func (p *person) fileStubbornly(stop <-chan struct{}, run string, kept *filings, told *refusals) {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		for key := fmt.Sprint(run, "-", n); !p.isTaken(key, kept, told); {
			<-again.C
		}
	}
}

func (p *person) isTaken(key string, kept *filings, told *refusals) bool {
	a, err := p.file(key, wordOf(key))
	if err != nil {
		p.h.Errorf("no answer: %v", err)
		return true
	}
	if a.status == http.StatusSeeOther {
		if err := kept.keep(key, a.location); err != nil {
			p.h.Error(err)
		}
		return true
	}
	p.isTold(a, http.StatusServiceUnavailable, wordOf(key))
	told.mu.Lock()
	defer told.mu.Unlock()
	told.titles[heading.FindString(a.body)]++
	return p.h.Failed()
}

var heading = regexp.MustCompile(`<h1>[^<]*`)
