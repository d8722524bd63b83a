//go:build e2e

package faults_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/e2e/pgtest"
)

// onEachDatabase runs a test against the program on SQLite and on PostgreSQL.
func onEachDatabase(t *testing.T, test func(*house)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(begin(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(beginOn(t, "--database", pgtest.NewDatabase(t))) })
}

// ends sees that nothing is amiss after all of it.
func (h *house) ends() {
	h.Helper()
	h.ledgerIsIntact()
	h.stop()
	h.program.HasNoFault()
}

// filed is the path of a case that the person files.
func (p *person) filed(key string) string {
	p.h.Helper()
	a, err := p.file(key, wordOf(key))
	if err != nil || a.status != http.StatusSeeOther {
		p.h.Fatalf("file: got %d, %v: %s", a.status, err, a.body)
	}
	return strings.TrimSuffix(strings.TrimPrefix(a.location, p.h.base()), "/received")
}

// takesUp takes a new case up.
func (p *person) takesUp(path string) {
	p.h.Helper()
	if a := p.open(path, path+"/take-up", nil).send(); a.status != http.StatusSeeOther {
		p.h.Fatalf("take up: got %d: %s", a.status, a.body)
	}
}

// acts counts what the ledger holds of all cases, readings aside.
func (h *house) acts() int {
	h.Helper()
	return h.count("SELECT count(*) FROM ledger WHERE case_id <> '' AND act <> 'read'")
}

// kindly is what a page says first to who was slower.
var kindly = map[string][]string{"en": {"Nothing was done", "The case has moved on"}, "fr": {"Rien n’a été fait", "Le dossier a changé"}}

// isTold says what a refusal owes to who was slower: a sentence in the language
// of the page, and every word that was typed.
func (x paper) isTold(a answer) {
	x.h.Helper()
	x.person.isTold(a, http.StatusConflict, x.typed())
	if !slices.ContainsFunc(kindly[x.lang], func(s string) bool { return strings.Contains(a.body, s) }) {
		x.h.Errorf("%s: the page says none of %q: %s", x.path, kindly[x.lang], a.body)
	}
}

// isThere counts how often a text stands on a page.
func (p *person) isThere(path, text string) int {
	p.h.Helper()
	return strings.Count(p.sees(path, http.StatusOK).body, text)
}

func TestTwoAdvisorsAndTheFilerActOnOneCaseAtOnceAndLoseNothing(t *testing.T) {
	onEachDatabase(t, func(h *house) {
		for i, langs := range [][3]string{{"fr", "en", "fr"}, {"en", "fr", "en"}, {"fr", "fr", "en"}} {
			marion, daniel, luc := h.signIn("marion", langs[0]), h.signIn("daniel", langs[1]), h.signIn("luc", langs[2])
			h.oneCaseAtOnce(i, marion, daniel, luc)
		}
		h.ends()
	})
}

func (h *house) oneCaseAtOnce(round int, marion, daniel, luc *person) {
	h.Helper()
	path := luc.filed(fmt.Sprint("together-", round))
	both := []paper{marion.open(path, path+"/take-up", nil), daniel.open(path, path+"/take-up", nil)}
	if won := h.outcome(both, atOnce(both...)); won != 1 {
		h.Errorf("%d of two took the case up, want one", won)
	}
	word := func(s string) []string { return []string{fmt.Sprint("Z", s, round, "z")} }
	all := []paper{
		marion.open(path+"/question", path+"/question", url.Values{"text": word("asked"), "lang": {marion.lang}}),
		daniel.open(path+"/question", path+"/question", url.Values{"text": word("other"), "lang": {daniel.lang}}),
		daniel.open(path+"/note", path+"/note", url.Values{"text": word("noted")}),
		luc.open(path+"/write", path+"/write", url.Values{"text": word("added"), "lang": {luc.lang}}),
		luc.open(path+"/withdraw", path+"/withdraw", url.Values{"withdraw_why": word("withdrawn"), "lang": {luc.lang}}),
	}
	before := h.acts()
	answers := atOnce(all...)
	won := h.outcome(all, answers)
	if done := h.acts() - before; won == 0 || done != won {
		h.Errorf("%d forms were taken, the ledger holds %d acts more", won, done)
	}
	h.eachStandsOnce(daniel, path, all, answers)
}

// outcome counts the forms that were taken; whoever sent another is told so.
func (h *house) outcome(all []paper, answers []answer) (won int) {
	h.Helper()
	for i, a := range answers {
		if a.status == http.StatusSeeOther {
			won++
		} else {
			all[i].isTold(a)
		}
	}
	return won
}

// eachStandsOnce: what was taken stands on the page of the case once, what was
// not does not.
func (h *house) eachStandsOnce(reader *person, path string, all []paper, answers []answer) {
	h.Helper()
	for i, a := range answers {
		want := 0
		if a.status == http.StatusSeeOther {
			want = 1
		}
		if got := reader.isThere(path, all[i].typed()); got != want {
			h.Errorf("%s was answered %d and its text is on the page %d times, want %d", all[i].path, a.status, got, want)
		}
	}
}

func TestAFormThatIsSentTwiceAtOnceIsOneAct(t *testing.T) {
	onEachDatabase(t, func(h *house) {
		for _, lang := range []string{"en", "fr"} {
			marion, luc := h.signIn("marion", lang), h.signIn("luc", lang)
			path := luc.filed("twice-" + lang)
			h.isOneAct(marion.open(path, path+"/take-up", nil))
			for _, x := range []struct {
				*person
				form   string
				fields url.Values
			}{
				{luc, "/write", url.Values{"text": {"Zadded"}, "lang": {lang}}},
				{marion, "/note", url.Values{"text": {"Znoted"}}},
				{marion, "/question", url.Values{"text": {"Zasked"}, "lang": {lang}}},
				{luc, "/write", url.Values{"text": {"Zanswered"}, "lang": {lang}}},
				{marion, "/annotate", url.Values{"obligations": {marion.entry(path)}, "why": {"Zannotated"}}},
				{marion, "/advise", url.Values{"obligations": {marion.entry(path)}, "outcome": {"no_concern"}, "text": {"Zadvised"},
					"step": {"send"}}},
				{luc, "/write", url.Values{"text": {"Zfollowed"}, "lang": {lang}}},
			} {
				paper := x.open(path+x.form, path+x.form, x.fields)
				h.isOneAct(paper)
				if got := marion.isThere(path, paper.typed()); got != 1 {
					h.Errorf("%s: what was sent four times stands on the case %d times, want once", x.form, got)
				}
			}
		}
		h.ends()
	})
}

// entry is one of the Code that an annotation may name.
func (p *person) entry(path string) string {
	p.h.Helper()
	found := offered.FindStringSubmatch(p.sees(path+"/annotate", http.StatusOK).body)
	if found == nil {
		p.h.Fatal("the form offers no obligation")
	}
	return found[1]
}

var offered = regexp.MustCompile(`name="obligations"[^>]* value="([^"]+)"`)

// isOneAct sends a form four times at the same moment, as an impatient hand
// does: all answers lead to the same page, and the ledger holds one act more.
func (h *house) isOneAct(x paper) {
	h.Helper()
	before, to := h.acts(), map[string]bool{}
	for _, a := range atOnce(x, x, x, x) {
		if a.status != http.StatusSeeOther {
			h.Errorf("%s, sent four times at once: got %d: %s", x.path, a.status, a.body)
		}
		to[a.location] = true
	}
	if done := h.acts() - before; len(to) != 1 || done != 1 {
		h.Errorf("%s, sent four times at once: got %d acts and the pages %v, want one of each", x.path, done, to)
	}
}

func TestASituationThatIsSentFourTimesAtOnceIsOneCase(t *testing.T) {
	onEachDatabase(t, func(h *house) {
		for _, lang := range []string{"en", "fr"} {
			luc := h.signIn("luc", lang)
			x := luc.open("/ask", "/ask", url.Values{"subject": {"A sign"}, "situation": {wordOf("four " + lang)}, "platform": {"x"},
				"stage": {"planned"}, "lang": {lang}, "answer_lang": {lang}})
			before := h.count("SELECT count(*) FROM cases")
			h.isOneAct(x)
			if got := h.count("SELECT count(*) FROM cases") - before; got != 1 {
				h.Errorf("%d cases were filed, want one", got)
			}
		}
		h.ends()
	})
}

// In two tabs of one person the second form is older than its case. It comes
// back with what was typed, and is taken when it is sent again from there.
func TestTheSlowerOfTwoTabsIsToldAndGoesOnFromThere(t *testing.T) {
	onEachDatabase(t, func(h *house) {
		for _, lang := range []string{"en", "fr"} {
			marion, luc := h.signIn("marion", lang), h.signIn("luc", lang)
			path := luc.filed("tabs-" + lang)
			marion.takesUp(path)
			h.tabs(marion, marion, path, "/note")
			h.tabs(luc, marion, path, "/write")
			h.tabs(marion, marion, path, "/question")
		}
		h.ends()
	})
}

// tabs opens a form in two tabs and sends one after the other.
func (h *house) tabs(p, reader *person, path, form string) {
	h.Helper()
	typed := func(word string) url.Values {
		return url.Values{"text": {"Z" + word + strings.TrimPrefix(form, "/")}, "lang": {p.lang}}
	}
	first, second := p.open(path+form, path+form, typed("first")), p.open(path+form, path+form, typed("second"))
	if a := first.send(); a.status != http.StatusSeeOther {
		h.Errorf("%s in the first tab: got %d: %s", form, a.status, a.body)
	}
	a := second.send()
	second.isTold(a)
	again := p.read(a, path+form, typed("second"))
	if a := again.send(); a.status != http.StatusSeeOther {
		h.Errorf("%s, sent again from the page that refused it: got %d: %s", form, a.status, a.body)
	}
	for _, x := range []paper{first, again} {
		if got := reader.isThere(path, x.typed()); got != 1 {
			h.Errorf("%s: %q is on the case %d times, want once", form, x.typed(), got)
		}
	}
}
