package modeltest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"time"
)

// script is a life that can be played again: when it begins, and its steps.
type script struct {
	start time.Time
	steps []step
}

func (s script) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "begin at %s\n", s.start.Format(time.RFC3339))
	for _, x := range s.steps {
		fmt.Fprintln(&b, x)
	}
	return b.String()
}

// lookEvery is after how many steps some people look at their lists; after the
// last step everybody does.
const lookEvery = 8

// drawScript makes up a script by the rules, from a seed: the same each time.
func drawScript(r *rules, seed uint64, acts int) script {
	chance := rand.New(rand.NewPCG(seed, 3))
	s := script{start: startOf(chance, r.zone)}
	m := newModel(r, s.start)
	d := &draw{Rand: chance, m: m}
	aside := newErrands(m, seed)
	for n := 1; n <= acts; n++ {
		next := d.next(n)
		m.play(next)
		s.steps = append(s.steps, next)
		if n%lookEvery == 0 && seed%errandEvery == 0 {
			s.steps = append(s.steps, aside.errands(n)...)
		}
		if n%lookEvery == 0 || n == acts {
			for _, l := range d.looks(n, n == acts) {
				m.play(l)
				s.steps = append(s.steps, l)
			}
		}
	}
	return s
}

// looks are those of people who have signed in, each at one view of the queue.
func (d *draw) looks(n int, all bool) (out []step) {
	for _, name := range d.m.names {
		if name != "" && (all || d.IntN(4) == 0) {
			out = append(out, step{N: n, Who: name, Do: "look",
				Pick: d.of("waiting", "new", "mine", "unassigned", "employee", "answered")})
		}
	}
	return out
}

// tally counts what steps came to, by act and answer.
type tally map[string]map[string]int

func (t tally) add(act, kind string) {
	if t[act] == nil {
		t[act] = map[string]int{}
	}
	t[act][kind]++
}

// disagreement tells where two subjects differ; empty when nowhere.
func disagreement(s script, want, got subject, count tally) string {
	for i, x := range s.steps {
		w, g := want.play(x), got.play(x)
		byCase(w.Events)
		byCase(g.Events)
		if !sameAnswer(w, g) {
			return fmt.Sprintf("%s\n  got  %+v\n  want %+v", x, g, w)
		}
		if count != nil {
			count.add(x.Do, w.sort(x))
		}
		touched := []int{max(x.On, w.Made)}
		if x.Do == "expire" || i == len(s.steps)-1 {
			touched = casesOf(s)
		}
		for _, on := range touched {
			if d := difference(want, got, on); d != "" {
				return fmt.Sprintf("%s\n  leaves case %d different: %s", x, on, d)
			}
		}
	}
	return ""
}

// repeated is how a form is answered that was taken before: done, to no effect.
const repeated = "repeated"

func (a answer) sort(x step) string {
	if a.Kind == ok && x.Key != "" && len(a.Events) == 0 && !isOne("post expire roles", x.Do) {
		return repeated
	}
	return a.Kind
}

// byCase puts the entries of one step in one order: which of several
// invitations that end at the same moment comes first is nobody's promise.
func byCase(events []event) {
	slices.SortStableFunc(events, func(a, b event) int { return a.On - b.On })
}

func sameAnswer(a, b answer) bool {
	return a.Kind == b.Kind && a.Made == b.Made && a.Spoken == b.Spoken && a.Seen == b.Seen && slices.Equal(a.Events, b.Events)
}

func casesOf(s script) (out []int) {
	for _, x := range s.steps {
		if x.Do == "submit" || x.Do == "log_call" {
			out = append(out, x.N)
		}
	}
	return out
}

// difference names the fields in which a case is not what it should be.
func difference(want, got subject, on int) string {
	w, wantThere := want.state(on)
	g, there := got.state(on)
	if wantThere != there {
		return fmt.Sprintf("got a case %t, want %t", there, wantThere)
	}
	if w == g {
		return ""
	}
	var out []string
	wv, gv := reflect.ValueOf(w), reflect.ValueOf(g)
	for i := range wv.NumField() {
		if !wv.Field(i).Equal(gv.Field(i)) {
			out = append(out, fmt.Sprintf("%s: got %v, want %v", wv.Type().Field(i).Name, gv.Field(i), wv.Field(i)))
		}
	}
	return strings.Join(out, "; ")
}

// shrink drops steps as long as the script still fails: halves first, then
// fewer, then one by one.
func shrink(s script, fails func(script) bool) script {
	for size := max(len(s.steps)/2, 1); size >= 1; size /= 2 {
		for from := 0; from < len(s.steps); {
			less := script{s.start, slices.Delete(slices.Clone(s.steps), from, min(from+size, len(s.steps)))}
			if fails(less) {
				s = less
			} else {
				from += size
			}
		}
	}
	return s
}

// tape gives again what a subject answered to a script, step by step.
type tape struct {
	answers []answer
	states  []taped
}

type taped struct {
	state
	there bool
}

// recorder is a subject that keeps what it answers.
type recorder struct {
	subject
	tape
}

func (r *recorder) play(s step) answer {
	a := r.subject.play(s)
	r.answers = append(r.answers, a)
	return a
}

func (r *recorder) state(on int) (state, bool) {
	s, there := r.subject.state(on)
	r.states = append(r.states, taped{s, there})
	return s, there
}

// again is the tape from its beginning.
func (t tape) again() *tape { return &t }

func (t *tape) play(step) (a answer) {
	a, t.answers = t.answers[0], t.answers[1:]
	return a
}

func (t *tape) state(int) (state, bool) {
	s := t.states[0]
	t.states = t.states[1:]
	return s.state, s.there
}
