//go:build !race

// What is here is one goroutine and much arithmetic: nothing for the race
// detector, under which it takes minutes. It runs with the tests without it.

package modeltest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// A model that nothing contradicts proves nothing. Here the scripts are played
// to models in which one rule is wrong: every one of them must be told from the
// right one. The casebook is equal to the right one by the tests of lives, so a
// casebook in which that rule is wrong would be told from it too.

// mutant is a model with one rule put wrong.
type mutant struct {
	sentence string
	spoil    func(*rules)
}

const statuses = "new in_review awaiting_employee answered closed withdrawn"

func mutants(r *rules) (out []mutant) {
	for _, act := range slices.Sorted(maps.Keys(r.to)) {
		for _, from := range strings.Fields(statuses) {
			out = append(out, ways(act, from, r)...)
		}
		out = append(out, mutant{act + " is the other side's", func(r *rules) {
			r.side[act] = map[string]string{"filer": "advisor", "advisor": "filer"}[r.side[act]]
		}}, mutant{act + " makes the filer's forms stale, or no longer does", func(r *rules) { r.shared[act] = !r.shared[act] }})
	}
	for _, d := range slices.Sorted(maps.Keys(r.holidays)) {
		if d > "2026-01-10" && d < "2027-12-31" {
			out = append(out, mutant{"the office works on " + string(d), func(r *rules) { delete(r.holidays, d) }})
		}
	}
	return append(append(out, errandMutants(r)...), quantities...)
}

// errandMutants spoil whose the acts are that belong to no case, and what else
// holds of them.
func errandMutants(r *rules) (out []mutant) {
	for _, act := range slices.Sorted(maps.Keys(r.errands)) {
		for _, role := range []string{"", "advisor", "administrator", "auditor"} {
			if r.errands[act] != "" && r.errands[act] != role {
				out = append(out, mutant{act + " is for: " + orDash(role), func(r *rules) { r.errands[act] = role }})
			}
		}
	}
	for _, rule := range errandRules {
		out = append(out, mutant{"not so: " + rule, func(r *rules) { delete(r.also, rule) }})
	}
	return out
}

// ways spoils what an act does from a status: possible becomes impossible, and
// the other way round; and where it leads.
func ways(act, from string, r *rules) []mutant {
	if why := unreachable[act+" from "+from]; why != "" {
		return nil
	}
	to, possible := r.to[act][from]
	if !possible {
		return []mutant{{act + " is possible from " + from, func(r *rules) { r.to[act][from] = from }}}
	}
	elsewhere := "closed"
	if to == elsewhere {
		elsewhere = "answered"
	}
	return []mutant{
		{act + " is not possible from " + from, func(r *rules) { delete(r.to[act], from) }},
		{act + " leads from " + from + " to " + elsewhere, func(r *rules) { r.to[act][from] = elsewhere }},
	}
}

// unreachable are rules that no life can be told apart by, with the reason.
var unreachable = map[string]string{
	"correct from new":                 "a case that was advised is never new again",
	"mark_precedent from new":          "a case that was advised is never new again",
	"unmark_precedent from new":        "the same",
	"invite from withdrawn":            "only its filer withdraws a case, and then nobody is to be invited",
	"revoke_invitation from withdrawn": "the same",
}

var quantities = []mutant{
	{"the promise is a day longer", func(r *rules) { r.standard++ }},
	{"a follow-up has a day less", func(r *rules) { r.window-- }},
	{"the office is in the zone UTC", func(r *rules) { r.zone = time.UTC }},
	{"the office has no daylight-saving time", func(r *rules) { r.zone = time.FixedZone("EST", -5*3600) }},
	{"an invitation has a day less", func(r *rules) { r.invitation-- }},
	{"the spoken code is shown for a minute", func(r *rules) { r.heard = time.Minute }},
	{"the spoken code is shown for a day", func(r *rules) { r.heard = 24 * time.Hour }},
	{"one wrong spoken code blocks it", func(r *rules) { r.guesses = 1 }},
	{"one proof is enough", func(r *rules) { r.proofs = 1 }},
	{"three proofs are needed", func(r *rules) { r.proofs = 3 }},
	{"a call is logged for a day less", func(r *rules) { r.callAge-- }},
	{"a call is logged for a day more", func(r *rules) { r.callAge++ }},
}

// plenty is how many scripts are drawn, on the model alone, to see what they
// reach; most are told apart by the first few.
const plenty = 8000

func drawPlenty(t *testing.T) []script {
	t.Helper()
	r := newRules(t)
	all := make([]script, plenty)
	for i := range all {
		all[i] = drawScript(r, uint64(i), 30)
	}
	return all
}

func TestARuleThatIsWrongIsNoticed(t *testing.T) {
	t.Parallel()
	all := drawPlenty(t)
	right := newRules(t)
	tapes := make([]tape, len(all))
	for i, s := range all {
		r := &recorder{subject: newModel(right, s.start)}
		if d := disagreement(s, r, newModel(right, s.start), nil); d != "" {
			t.Fatalf("the model differs from itself: %s", d)
		}
		tapes[i] = r.tape
	}
	survivors, most := 0, 0
	list := mutants(right)
	for _, wrong := range list {
		spoilt := newRules(t)
		wrong.spoil(spoilt)
		at := 0
		for at < len(all) && disagreement(all[at], tapes[at].again(), newModel(spoilt, all[at].start), nil) == "" {
			at++
		}
		if at == len(all) {
			survivors++
			t.Errorf("%s: %d lives did not notice", wrong.sentence, plenty)
			continue
		}
		most = max(most, at)
	}
	t.Logf("%d wrong rules, %d not noticed; the last one needed %d lives", len(list), survivors, most+1)
}

// seldom is what an act must at least come to in the scripts.
const seldom = 20

func TestEveryActIsDoneAndRefusedOften(t *testing.T) {
	t.Parallel()
	count := tally{}
	r := newRules(t)
	for _, s := range drawPlenty(t) {
		if d := disagreement(s, newModel(r, s.start), newModel(r, s.start), count); d != "" {
			t.Fatalf("the model differs from itself: %s", d)
		}
	}
	t.Logf("on the model alone:\n%s", count)
	for act, kinds := range count {
		refusals := kinds[notFound] + kinds[forbidden] + kinds[conflict] + kinds[invalid] + kinds[early]
		if kinds[ok] < seldom || (refusals < seldom && !isOne("look expire roles find list_searches", act)) {
			t.Errorf("%s: got it done %d times and refused %d, want %d of each", act, kinds[ok], refusals, seldom)
		}
	}
	for act := range r.errands {
		if len(count[act]) == 0 {
			t.Errorf("%s is never tried", act)
		}
	}
	for act := range r.to {
		if len(count[act]) == 0 {
			t.Errorf("%s is never tried", act)
		}
	}
}

func TestWhatDiffersFromTheCasebookIsToldInAFewSteps(t *testing.T) {
	t.Parallel()
	spoilt := newRules(t)
	delete(spoilt.to["take_up"], "new")
	differs := func(s script) bool {
		open, done := onSQLite(t)
		defer done()
		b := newBook(t, open, spoilt, s.start)
		defer func() { _ = b.store.Close() }()
		return disagreement(s, newModel(spoilt, s.start), b, nil) != ""
	}
	for n := range uint64(50) {
		s := drawScript(newRules(t), n, 12)
		if !differs(s) {
			continue
		}
		if short := shrink(s, differs); len(short.steps) != 2 {
			t.Errorf("got a script of %d steps, want two, to file and to take up:\n%s", len(short.steps), short)
		}
		return
	}
	t.Error("got a casebook like a model in which nothing new is taken up, want one that differs")
}

func TestAScriptIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	r := newRules(t)
	if got, want := fmt.Sprint(drawScript(r, 5, 40)), fmt.Sprint(drawScript(r, 5, 40)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
