package main

import (
	"bufio"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
)

func testCorpus() corpus {
	ids := func(n int, name string) (all []cases.UserID) {
		for i := range n {
			all = append(all, cases.UserID(name+string(rune('a'+i))))
		}
		return all
	}
	return corpus{seed: 7, today: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), employees: ids(loadPeople+10, "e"),
		advisors: ids(loadAdvisors, "a"), entries: cases.FirstCode().Entries}
}

func TestACaseDependsOnSeedAndNumberAlone(t *testing.T) {
	c := testCorpus()
	for _, i := range []int{0, 1, 471, 99_999} {
		first, told := c.make(i)
		c.make(i + 1)
		again, toldAgain := c.make(i)
		if !reflect.DeepEqual(first, again) || !reflect.DeepEqual(told, toldAgain) {
			t.Errorf("case %d is another when it is made again", i)
		}
		if got, want := c.idOf(i), first.ID; got != want {
			t.Errorf("got id %s of case %d, want %s", got, i, want)
		}
	}
}

func TestMostCasesAreAnsweredOrClosedAndAPageOfTheQueueIsFull(t *testing.T) {
	c := testCorpus()
	count := map[bool]int{}
	for i := range 3000 {
		one, _ := c.make(i)
		count[one.Status.IsOpen()]++
		if advised := one.CurrentAdvice() != nil; advised != (one.Status == cases.Answered || one.Status == cases.Closed) {
			t.Errorf("case %d is %s and advised: %t", i, one.Status, advised)
		}
	}
	if count[true] < firstOpen || count[true] > firstOpen+30 {
		t.Errorf("got %d open cases of 3000, want about %d", count[true], firstOpen+5)
	}
}

func TestAWordOfASubmissionIsItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for n := range 20_000 {
		w := uniqueWord("n", n)
		if seen[w] || strings.ContainsAny(w, "aeiouys") {
			t.Fatalf("%q came before, or an analyser could cut it", w)
		}
		seen[w] = true
	}
}

func TestAClientReadsAnAnswer(t *testing.T) {
	text := "HTTP/1.1 303 See Other\r\nLocation: /cases/x/received\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
	c := &client{in: bufio.NewReader(strings.NewReader(text))}
	a, err := c.read()
	if err != nil || a.status != 303 || a.location != "/cases/x/received" || string(a.body) != "ok" {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestTheReportTellsRatioAndGrowth(t *testing.T) {
	one := func(cases int, cpu float64) measured {
		return measured{Database: "sqlite", Cases: cases, Pages: []measuredPage{
			{"queue", figures{PerSecond: 60, CPU: cpu, P50: 1}, figures{PerSecond: 100}}}}
	}
	got := report([]measured{one(1000, 1), one(1000000, 1.1)})
	for _, want := range []string{"| 0.60 |", "Growth from 1000 to 1000000 cases, sqlite: queue 1.10× CPU"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to contain %q", got, want)
		}
	}
}
