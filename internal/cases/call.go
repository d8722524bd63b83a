package cases

import (
	"context"
	"strings"
	"time"
	"unicode"
)

// Acts about a conversation that the office recorded which no status refuses.
const (
	LogCall    Action = "log_call"
	FindPerson Action = "find_person"
	Accept     Action = "accept_invitation"
	Decline    Action = "decline_invitation"
	Guess      Action = "guess_spoken_code" // a wrong one
	Expire     Action = "expire_invitation"
)

// Call is how the office recorded a conversation: by telephone, by e-mail or in
// person. The situation is then in the advisor's words, not the filer's.
type Call struct {
	LoggedBy    UserID
	LoggedAt    time.Time
	ConfirmedAt time.Time // the filer said that the record is right; zero before
	CorrectedAt time.Time // or wrote what is to be put right; zero before
}

// IsSettled reports whether the filer confirmed or corrected the record.
func (k *Call) IsSettled() bool { return !k.ConfirmedAt.IsZero() || !k.CorrectedAt.IsZero() }

// CallChannels are the ways in which a case comes that its filer does not write
// here herself.
func CallChannels() []Channel { return []Channel{Phone, Email, InPerson} }

// Caller says for whom a call is logged.
type Caller string

// A caller has an account here, or not yet.
const (
	KnownCaller Caller = "known"
	NewCaller   Caller = "new"
)

// Callers lists them.
func Callers() []Caller { return []Caller{KnownCaller, NewCaller} }

// CallDraft is a conversation as an advisor typed it.
type CallDraft struct {
	Draft
	Channel string
	Caller  string
	Person  UserID // a known caller's account
	Name    string // of a new caller, as she said it; may be empty
	Email   string // where an invitation goes; may be empty
	CameOn  string // ISO date on which it came
	Told    bool   // the privacy notice was given by word of mouth (Privacy Act, s. 5(2))
	Urgent  bool
	TakeUp  bool // the advisor takes the case up at once
}

// maxCallAge is how many days after it came a call is still logged.
const maxCallAge = 366

// LogCall records a case that came by telephone, by e-mail or in person. It is
// filed as if its filer had filed it on the day it came: the promise counts
// from then. A known caller sees it at once; one not yet known is invited.
func (b *Book) LogCall(ctx context.Context, u User, d CallDraft) (CaseID, error) {
	if !u.IsAdvisor() {
		return "", refuse(Forbidden, "error.forbidden")
	}
	at := b.now()
	if _, err := b.Settings(ctx); err != nil {
		return "", err
	}
	advisors, err := b.store.Advisors(ctx)
	if err != nil {
		return "", err
	}
	first, came, invalid := b.checkCall(ctx, u, d, at)
	if invalid != nil && KindOf(invalid) != Invalid {
		return "", invalid
	}
	year := b.calendar.DateOf(came).Year
	return b.store.Create(ctx, Stamp{Key: d.Key}.saying(d).receipt(u, LogCall), year, func(number int) (*Case, Change, error) {
		if invalid != nil {
			return nil, Change{}, invalid
		}
		c := *first
		if err := b.begin(&c, came, Reference(year, number)); err != nil {
			return nil, Change{}, err
		}
		change, err := b.record(&c, u, d, at)
		if err == nil && c.Advisor == "" {
			change.Letters = append(change.Letters, lettersTo(NewCase, &c, others(u, advisorsOf(&c, advisors))...)...)
		}
		return &c, change, err
	})
}

// record gives a case what only a call has.
func (b *Book) record(c *Case, u User, d CallDraft, at time.Time) (Change, error) {
	c.Call = &Call{LoggedBy: u.ID, LoggedAt: at}
	if d.Urgent {
		c.Priority = Urgent
	}
	x := &act{book: b, user: u, at: at, c: c}
	if c.Filer != "" {
		x.letters = lettersTo(CallLogged, c, User{ID: c.Filer})
	} else if err := x.invite(Invitation{Name: b.tidyLine(d.Name), Email: NormalEmail(d.Email), Lang: c.AnswerLang}); err != nil {
		return Change{}, err
	}
	change := Change{Letters: x.letters, Events: []Event{c.event(u, at, LogCall, "", map[string]any{
		"subject": c.Subject, "situation": c.Situation, "facts": c.Facts, "channel": c.Channel, "notice told": d.Told})}}
	if d.TakeUp {
		c.Advisor = u.ID
		c.advance(TakeUp)
		change.Events = append(change.Events, c.event(u, at, TakeUp, "", nil))
	}
	return change, nil
}

func others(u User, all []User) (out []User) {
	for _, a := range all {
		if a.ID != u.ID {
			out = append(out, a)
		}
	}
	return out
}

// checkCall reads what was typed into the first state of a case, and the
// moment at which it came.
func (b *Book) checkCall(ctx context.Context, u User, d CallDraft, at time.Time) (*Case, time.Time, error) {
	var ps problems
	channel := choose(&ps, "channel", d.Channel, func(s string) (Channel, bool) { return parse(CallChannels(), s) })
	came := b.cameOn(&ps, d.CameOn, at)
	if !d.Told {
		ps.add("told", "problem.told.missing")
	}
	filer, err := b.checkCaller(ctx, &ps, u, d)
	if err != nil {
		return nil, at, err
	}
	c, invalid := b.check(d.Draft, at)
	ps = append(ps, problemsOf(invalid)...)
	ps.fit("notice", c.Notice, MaxDetail)
	c.Channel, c.Filer = channel, filer
	return c, came, ps.err()
}

// checkCaller says whose case it is: an account's, or nobody's yet. Nobody logs
// a case of her own: she would write the office's record of herself.
func (b *Book) checkCaller(ctx context.Context, ps *problems, u User, d CallDraft) (UserID, error) {
	switch choose(ps, "caller", d.Caller, func(s string) (Caller, bool) { return parse(Callers(), s) }) {
	case KnownCaller:
		return b.checkKnown(ctx, ps, u, d.Person)
	case NewCaller:
		ps.checkInvitee(u, b.tidyLine(d.Name), d.Email)
	}
	return "", nil
}

func (b *Book) checkKnown(ctx context.Context, ps *problems, u User, id UserID) (UserID, error) {
	if id == "" {
		ps.add("person", "problem.person.missing")
		return "", nil
	}
	people, err := b.store.People(ctx, id)
	if err != nil {
		return "", err
	}
	switch p, found := people[id]; {
	case !found || p.Disabled:
		ps.add("person", "problem.person.missing")
	case id == u.ID:
		ps.add("person", "problem.own_call")
	}
	return id, nil
}

// cameOn is the moment of the day given: now, when it is today.
func (b *Book) cameOn(ps *problems, typed string, at time.Time) time.Time {
	today := b.calendar.DateOf(at)
	d, err := ParseDate(typed)
	switch {
	case err != nil:
		ps.add("came_on", "problem.came_on.date")
	case today.Before(d):
		ps.add("came_on", "problem.came_on.future")
	case d.Before(today.AddDays(-maxCallAge)):
		ps.add("came_on", "problem.came_on.old")
	case d != today:
		return b.noon(d)
	}
	return at
}

// mostFound is how many people one look-up shows: an advisor names somebody,
// she does not browse the staff.
const mostFound = 5

// FindPeople finds who a caller is among the accounts, by her whole address or
// the beginning of her names. That somebody was looked up is in the ledger,
// whom is not. More tells that the words fit more people than are shown.
func (b *Book) FindPeople(ctx context.Context, u User, typed string) (found []User, more bool, err error) {
	if !u.IsAdvisor() {
		return nil, false, refuse(Forbidden, "error.forbidden")
	}
	typed = b.tidyLine(typed)
	email, words := "", strings.Fields(typed)
	if strings.Contains(typed, "@") {
		email, words = NormalEmail(typed), nil
	}
	if email == "" && letters(typed) < 3 {
		return nil, false, nil
	}
	if err := b.store.Record(ctx, Event{At: b.now(), Actor: u.ID, As: AsAdvisor, Act: FindPerson}); err != nil {
		return nil, false, err
	}
	found, err = b.store.FindPeople(ctx, email, words, mostFound+1)
	return found[:min(len(found), mostFound)], len(found) > mostFound, err
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// allowSettling refuses to confirm or correct what the office did not record,
// or what is confirmed or corrected already.
func (c *Case) allowSettling() error {
	if c.Call == nil || c.Call.IsSettled() {
		return refuse(Conflict, "error.nothing_to_confirm")
	}
	return nil
}

// ConfirmFacts is the filer's word that the office recorded the conversation
// rightly.
func (b *Book) ConfirmFacts(ctx context.Context, u User, id CaseID, s Stamp) error {
	return b.change(ctx, u, id, s, ConfirmFacts, func(x *act) error {
		x.settle().ConfirmedAt = x.at
		x.content = map[string]any{"situation": x.c.Situation, "facts": x.c.Facts}
		return nil
	})
}

// CorrectFacts is the filer's text on what the office recorded wrongly. The
// record itself stays as it was written: nobody's words are changed silently.
func (b *Book) CorrectFacts(ctx context.Context, u User, id CaseID, s Stamp, text, lang string) error {
	return b.write(ctx, u, id, s, CorrectFacts, Correction, text, lang)
}

// settle is the record of the call, to be changed without touching what others
// hold of it.
func (x *act) settle() *Call {
	k := *x.c.Call
	x.c.Call = &k
	return &k
}
