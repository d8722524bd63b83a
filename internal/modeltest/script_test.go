package modeltest

import (
	"fmt"
	"strings"
	"time"
)

// step is one act of a script, as plain data: dropping one from a script leaves
// a script that can still be played.
type step struct {
	N     int           // its number as it was drawn; a case is named by the step that filed it
	Wait  time.Duration // since the step before
	Who   string
	Do    string
	On    int    // the case; 0 for one that does not exist
	Stale int    // how many changes ago the form was drawn
	Key   string // of the form; empty for none
	Text  string // which text was typed; see texts
	Pick  string // what was chosen
	Also  string // what else was chosen
	To    string // another person
	Days  int    // from today, for what has a date
	Part  int    // of an annotation, its place; of a letter, the step that sent it; of an election, the step that set it; of a citation to be removed, its place, and of one to be made, the case
	Code  string // of the Code that the form offered: "", "same" as in force or "other"
}

// String writes the step as a line that can be followed by hand.
func (s step) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%3d: +%-10s %s %s", s.N, s.Wait, orDash(s.Who), s.Do)
	for _, x := range []struct {
		name  string
		value any
		left  bool
	}{
		{"case", s.On, s.On == 0}, {"stale", s.Stale, s.Stale == 0}, {"key", s.Key, s.Key == ""},
		{"text", s.Text, s.Text == ""}, {"pick", s.Pick, s.Pick == ""}, {"also", s.Also, s.Also == ""},
		{"to", s.To, s.To == ""}, {"days", s.Days, s.Days == 0}, {"part", s.Part, s.Part == 0}, {"code", s.Code, s.Code == ""},
	} {
		if !x.left {
			fmt.Fprintf(&b, " %s=%v", x.name, x.value)
		}
	}
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// texts are what can be typed into a box, by the names that scripts use. A
// missing name is an empty box.
var texts = map[string]string{
	"good":  "May I share the petition from my own account?",
	"other": "Puis-je partager la pétition de mon propre compte ?",
	"blank": " \n\t ",
	"long":  strings.Repeat("x", 20_001), // longer than any box takes
}

// The ways in which a step is answered.
const (
	ok        = "ok"
	notFound  = "not found"
	forbidden = "forbidden"
	conflict  = "conflict"
	invalid   = "invalid"
	early     = "early"
)

// answer is all that a step can be seen to do at once.
type answer struct {
	Kind   string
	Made   int     // the case that was filed, by its step
	Spoken bool    // whether the spoken code was shown
	Seen   string  // what a look at the lists showed
	Events []event // what the ledger has more than before
}

// event is an entry of the ledger in the words of the script.
type event struct {
	Act, Who, As string
	On           int
}

// state is a case as it is kept, in the words of the script: two of them can be
// compared.
type state struct {
	Reference, Status, Channel, Filer, Advisor, Excluded string
	Version, Shared                                      int
	Promised, Reason, Priority                           string
	Political, Election                                  bool
	Submitted, Answered, Ended                           string
	Follows                                              int
	LoggedBy                                             string
	Confirmed, Corrected                                 bool
	Invitation, InvitedTo                                string
	Guesses                                              int
	Messages                                             string // their kinds
	Outcome                                              string // of the latest advice
	AdviceCode                                           int    // version of the Code it rests on
	Notes, Annotations, Standing                         int
	Precedent                                            bool
	Citations, Citing                                    int
}

func stamped(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// subject is what a script is played to: the casebook, or the model of it.
type subject interface {
	play(s step) answer
	state(on int) (state, bool) // false when there is no such case
}
