package modeltest

import (
	"strings"
	"testing"
	"time"
)

// life is the life of a case: each act, whose it is, and from where to where
// it leads. It is the picture of the design, written out.
const life = `
add              filer   new>new in_review>in_review awaiting_employee>in_review
answer           filer   awaiting_employee>in_review
follow_up        filer   answered>in_review closed>in_review
withdraw         filer   new>withdrawn in_review>withdrawn awaiting_employee>withdrawn
confirm_facts    filer   new in_review awaiting_employee answered closed withdrawn
correct_facts    filer   new in_review awaiting_employee>in_review
take_up          advisor new>in_review in_review awaiting_employee
assign           advisor new in_review awaiting_employee answered
release          advisor new in_review awaiting_employee answered
classify         advisor new in_review awaiting_employee answered closed withdrawn
annotate         advisor new in_review awaiting_employee answered closed withdrawn
edit_annotation  advisor new in_review awaiting_employee answered closed withdrawn
remove_annotation advisor new in_review awaiting_employee answered closed withdrawn
note             advisor new in_review awaiting_employee answered closed withdrawn
ask              advisor in_review>awaiting_employee awaiting_employee
advise           advisor in_review>answered awaiting_employee>answered
correct          advisor answered closed
close            advisor new>closed in_review>closed awaiting_employee>closed answered>closed
reopen           advisor answered>in_review closed>in_review
invite           advisor new in_review awaiting_employee answered closed withdrawn
revoke_invitation advisor new in_review awaiting_employee answered closed withdrawn
mark_precedent   advisor new in_review awaiting_employee answered closed withdrawn
unmark_precedent advisor new in_review awaiting_employee answered closed withdrawn
cite             advisor new in_review awaiting_employee answered closed withdrawn
remove_citation  advisor new in_review awaiting_employee answered closed withdrawn
`

// seenByFiler are the acts whose effect the filer can see: they alone make her
// forms stale.
const seenByFiler = "add answer follow_up withdraw confirm_facts correct_facts take_up ask advise correct close reopen"

// rules is what the model goes by. It is data, so that a test can put one rule
// wrong and see whether the scripts notice.
type rules struct {
	side       map[string]string            // act to "filer" or "advisor"
	to         map[string]map[string]string // act to status to status
	shared     map[string]bool
	holidays   map[day]bool
	zone       *time.Location
	standard   int               // business days of a promise, until the office decides
	window     int               // days of a follow-up, until the office decides
	invitation int               // days for which an invitation can be answered
	heard      time.Duration     // for how long the spoken code is shown
	guesses    int               // wrong spoken codes after which none is right
	proofs     int               // that make a recorded case somebody's
	callAge    int               // days after which a call is no longer logged
	errands    map[string]string // act that belongs to no case to the role whose it is
	also       map[string]bool   // see errandRules
}

func newRules(t testing.TB) *rules {
	t.Helper()
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	r := &rules{side: map[string]string{}, to: map[string]map[string]string{}, shared: map[string]bool{},
		holidays: map[day]bool{}, errands: map[string]string{}, also: map[string]bool{}, zone: zone, standard: 5, window: 30, invitation: 60, heard: time.Hour, guesses: 5, proofs: 2, callAge: 366}
	for line := range strings.SplitSeq(strings.TrimSpace(life), "\n") {
		words := strings.Fields(line)
		r.side[words[0]], r.to[words[0]] = words[1], map[string]string{}
		for _, way := range words[2:] {
			from, to, moves := strings.Cut(way, ">")
			if !moves {
				to = from
			}
			r.to[words[0]][from] = to
		}
	}
	for line := range strings.SplitSeq(strings.TrimSpace(errandOf), "\n") {
		act, role, _ := strings.Cut(line, " ")
		r.errands[act] = role
	}
	for _, rule := range errandRules {
		r.also[rule] = true
	}
	for _, act := range strings.Fields(seenByFiler) {
		r.shared[act] = true
	}
	for _, d := range strings.Fields(holidays) {
		r.holidays[day(d)] = true
	}
	return r
}
