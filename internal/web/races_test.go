package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// openForm is a form of a case on somebody's screen, filled in.
func (h *house) openForm(person string, l cases.Lang, id cases.CaseID, path string, filled url.Values) filling {
	h.Helper()
	x := filling{browser: h.as(person).reading(l), id: id, address: "/cases/" + string(id) + path}
	if path == "/take-up" {
		x.fields = x.get("/cases/" + string(id)).is(200).form(x.address)
	} else {
		x.fields = x.get(x.address).is(200).form(x.address)
	}
	for name, values := range filled {
		x.fields[name] = values
	}
	return x
}

// race sends all forms at the same moment; the answers are in their order.
func (h *house) race(all ...filling) []*page {
	h.Helper()
	answers := make([]*page, len(all))
	var sending sync.WaitGroup
	begin := make(chan struct{})
	for i, x := range all {
		r := x.request(http.MethodPost, x.address, strings.NewReader(x.fields.Encode()))
		sending.Go(func() {
			<-begin
			resp, err := h.server.App().Test(r, 60_000)
			if err != nil {
				h.Error(err)
				return
			}
			answers[i] = readPage(h.T, resp)
		})
	}
	close(begin)
	sending.Wait()
	if h.Failed() {
		h.FailNow()
	}
	return answers
}

// actsOn counts what the ledger holds of a case, readings aside.
func (h *house) actsOn(id cases.CaseID) int {
	h.Helper()
	acts, _, err := h.store.Acts(h.Context(), id, 1000)
	h.must(err, "read the ledger")
	return len(acts)
}

func (h *house) ledgerIsIntact() {
	h.Helper()
	_, _, err := h.book.VerifyLedger(h.Context(), "")
	h.must(err, "verify the ledger")
}

// words are all texts that a case holds, its notes too.
func words(c *cases.Case) []string {
	var all []string
	for _, m := range c.Messages {
		all = append(all, m.Text)
	}
	for _, n := range c.Notes {
		all = append(all, n.Text)
	}
	return all
}

func TestWhoeverActsOnOneCaseAtOnceLosesNothing(t *testing.T) {
	t.Parallel()
	loseNothing(newHouse(t), 6)
}

// loseNothing lets two advisors and the filer act on one case at the same
// moment. Whoever wins is in the case and in the ledger once; whoever does not
// is told so and has her text back.
func loseNothing(h *house, rounds int) {
	h.Helper()
	for range rounds {
		id := h.at(noor, cases.InReview)
		send := url.Values{"outcome": {"no_concern"}, "obligations": {h.entry(0)}, "text": {"Zadvised"}, "step": {"send"}}
		all := []filling{
			h.openForm(noor, cases.French, id, "/write", url.Values{"text": {"Zadded"}, "lang": {"fr"}}),
			h.openForm(noor, cases.French, id, "/withdraw", url.Values{"withdraw_why": {"Zwithdrawn"}, "lang": {"fr"}}),
			h.openForm(marion, cases.English, id, "/question", url.Values{"text": {"Zasked"}, "lang": {"en"}}),
			h.openForm(marion, cases.English, id, "/advise", send),
			h.openForm(daniel, cases.French, id, "/note", url.Values{"text": {"Znoted"}}),
			h.openForm(daniel, cases.French, id, "/assign", url.Values{"advisor": {string(h.people[daniel].ID)}, "word": {"Zassigned"}}),
		}
		before := h.actsOn(id)
		answers := h.race(all...)
		won := h.outcome(id, all, answers)
		if got := h.actsOn(id) - before; won == 0 || got != won {
			h.Errorf("the ledger holds %d acts, want one for each of the %d that were done", got, won)
		}
	}
	h.ledgerIsIntact()
}

// outcome counts the forms that were taken, and sees that each is in the case
// once, and each other one back on its page with a sentence why.
func (h *house) outcome(id cases.CaseID, all []filling, answers []*page) (won int) {
	h.Helper()
	kept := words(h.stored(id))
	for i, p := range answers {
		text := raced(all[i])
		many := len(slices.DeleteFunc(slices.Clone(kept), func(s string) bool { return s != text }))
		if p.status == http.StatusSeeOther {
			won++
			if many != 1 {
				h.Errorf("%s was taken and is in the case %d times, want once", all[i].address, many)
			}
			continue
		}
		p.is(http.StatusConflict)
		if many != 0 {
			h.Errorf("%s was refused and is in the case", all[i].address)
		}
		h.givenBack(p, text)
	}
	return won
}

// raced is the text of a form of a race.
func raced(x filling) string {
	return x.fields.Get("text") + x.fields.Get("word") + x.fields.Get("withdraw_why")
}

func (h *house) givenBack(p *page, text string) {
	h.Helper()
	if !strings.Contains(p.body, text) {
		h.Errorf("%q is not on the page that refuses it: %s", text, p.text("main"))
	}
	lang, _ := attr(p.all("html")[0], "lang")
	w := i18n.For(cases.Lang(lang))
	if said := p.text("main"); !strings.Contains(said, w.T("form.nothing_done")) && !strings.Contains(said, w.T("refusal.conflict.title")) {
		h.Errorf("the page in %q does not say that nothing was done: %s", lang, said)
	}
}

func TestOfTwoWhoTakeUpACaseAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	oneTakesUp(newHouse(t), 4)
}

func oneTakesUp(h *house, rounds int) {
	h.Helper()
	for range rounds {
		id := h.at(noor, cases.New)
		before := h.actsOn(id)
		statuses := []int{}
		for _, p := range h.race(
			h.openForm(marion, cases.English, id, "/take-up", nil), h.openForm(daniel, cases.French, id, "/take-up", nil)) {
			statuses = append(statuses, p.status)
		}
		slices.Sort(statuses)
		if !slices.Equal(statuses, []int{http.StatusSeeOther, http.StatusConflict}) {
			h.Errorf("the two are answered %v, want one of each", statuses)
		}
		if got := h.actsOn(id) - before; got != 1 {
			h.Errorf("the ledger holds %d acts, want 1", got)
		}
	}
}

func TestEveryFormSentAtOnceByTheSameHandIsOneAct(t *testing.T) {
	t.Parallel()
	oneAct(newHouse(t))
}

// oneAct sends every form four times at once, as an impatient hand does.
func oneAct(h *house) {
	h.Helper()
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		before, filed := 0, len(h.referencesOf(noor))
		if x.id != "" {
			before = h.actsOn(x.id)
		}
		var to []string
		for _, p := range h.race(x, x, x, x) {
			if p.status == http.StatusNotFound && strings.Contains(route, ":annotation") {
				continue // the annotation has been replaced by itself, reworded
			}
			to = append(to, p.is(http.StatusSeeOther).header.Get("Location"))
		}
		if to = slices.Compact(to); len(to) != 1 {
			h.Errorf("%s: the same form leads to %q, want one page", route, to)
		}
		if x.id != "" && h.actsOn(x.id)-before != 1 {
			h.Errorf("%s: the ledger holds %d acts, want 1", route, h.actsOn(x.id)-before)
		}
		if got := len(h.referencesOf(noor)) - filed; route == "/ask" && got != 1 {
			h.Errorf("%d cases were filed, want 1", got)
		}
	}
	h.ledgerIsIntact()
}

func TestOneKeySentAtOnceWithDifferentTextsTakesOneAndKeepsTheOthers(t *testing.T) {
	t.Parallel()
	oneText(newHouse(t))
}

func oneText(h *house) {
	h.Helper()
	fields := map[string]string{"/ask": "situation", "/cases/:id/write": "text", "/cases/:id/note": "text",
		"/cases/:id/annotate": "why", "/cases/:id/question": "text", "/cases/:id/advise": "text"}
	for route, name := range fields {
		x := h.fill(route, forms(h)[route], cases.French)
		var all []filling
		for _, text := range []string{"Zfirst", "Zsecond", "Zthird"} {
			y := x
			y.fields = url.Values{}
			for k, v := range x.fields {
				y.fields[k] = v
			}
			y.fields.Set(name, text)
			all = append(all, y)
		}
		won := 0
		for i, p := range h.race(all...) {
			if p.status == http.StatusSeeOther {
				won++
				continue
			}
			h.givenBack(p.is(http.StatusConflict), all[i].fields.Get(name))
		}
		if won != 1 {
			h.Errorf("%s: %d texts were taken under one key, want 1", route, won)
		}
	}
}
