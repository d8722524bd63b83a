package modeltest

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/calendar"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// book is the casebook itself, on a database, as a subject of scripts. It gives
// the script's names to what the casebook names by chance.
type book struct {
	t     testing.TB
	ctx   context.Context
	book  *cases.Book
	store *store.Store
	clock *clock
	rules *rules

	people  map[string]cases.User
	names   map[cases.UserID]string
	ids     map[int]cases.CaseID
	steps   map[cases.CaseID]int
	letters map[int]string // the code of each letter, by the step that sent it
	spoken  map[int]string // the spoken code last shown, by case
	polls   map[int]string // the id of each election period

	searches     map[int]cases.SavedSearch // as they were saved, by the step
	stepOfSearch map[cases.SavedSearchID]int
	concepts     map[int]string // the name of each concept, by the step that added it

	last int64 // entry of the ledger seen
}

type clock struct {
	sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.Lock()
	defer c.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.Lock()
	defer c.Unlock()
	c.at = c.at.Add(d)
}

// dice is chance that is the same in every run.
type dice struct {
	sync.Mutex
	source *rand.ChaCha8
}

func (d *dice) Read(p []byte) (int, error) {
	d.Lock()
	defer d.Unlock()
	return d.source.Read(p)
}

// newBook begins a casebook on an empty database, with everybody signed in.
func newBook(t testing.TB, open func(store.Options) *store.Store, r *rules, start time.Time) *book {
	t.Helper()
	b := &book{t: t, ctx: t.Context(), clock: &clock{at: start}, rules: r, people: map[string]cases.User{},
		names: map[cases.UserID]string{cases.Operator: "operator"}, ids: map[int]cases.CaseID{}, steps: map[cases.CaseID]int{},
		letters: map[int]string{}, spoken: map[int]string{}, polls: map[int]string{},
		searches: map[int]cases.SavedSearch{}, stepOfSearch: map[cases.SavedSearchID]int{}, concepts: map[int]string{shippedConcept: shippedID}}
	random := &dice{source: rand.NewChaCha8([32]byte{7})}
	b.store = open(store.Options{Now: b.clock.now, Random: random, Zone: r.zone})
	b.book = cases.NewBook(cases.Parts{Store: b.store, Calendar: calendar.New(r.zone), Now: b.clock.now,
		Random: random, NFC: norm.NFC.String})
	for _, p := range cast() {
		b.signIn(p.name, p)
	}
	return b
}

// signIn takes somebody's claims as they are now; nobody does not sign in.
func (b *book) signIn(name string, p *person) {
	if p.nobody {
		return
	}
	u, err := b.store.SignedIn(b.ctx, auth.Identity{Issuer: "https://id.example.org", Subject: name, Name: name,
		Email: p.email, EmailVerified: p.verified, Locale: cases.English, Roles: cases.ParseRoles("employee," + p.roles)})
	b.must(err)
	b.people[name], b.names[u.ID] = u, name
}

func (b *book) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// play does a step and tells what came of it.
func (b *book) play(s step) answer {
	b.clock.add(s.Wait)
	a := answer{}
	err := b.do(s, &a)
	a.Kind = b.kindOf(err)
	a.Events = b.entries()
	return a
}

func (b *book) kindOf(err error) string {
	if err == nil {
		return ok
	}
	kind, refused := map[cases.Kind]string{cases.NotFound: notFound, cases.Forbidden: forbidden, cases.Conflict: conflict,
		cases.Invalid: invalid, cases.Early: early}[cases.KindOf(err)]
	if !refused { // a fault of ours: the model knows none
		return "fault: " + err.Error()
	}
	return kind
}

// entries are those that the ledger has more than before.
func (b *book) entries() (out []event) {
	more, err := b.store.Ledger(b.ctx, b.last, 1000)
	b.must(err)
	for _, e := range more {
		out = append(out, event{string(e.Act), b.names[e.Actor], string(e.As), b.steps[e.Case]})
		b.last = e.Seq
	}
	return out
}

// whole is a case as it is kept; nil when the script's does not exist.
func (b *book) whole(on int) *cases.Case {
	id, found := b.ids[on]
	if !found {
		return nil
	}
	c, err := b.store.Case(b.ctx, id)
	b.must(err)
	return c
}

// noCase has the shape of an id, and is none.
const noCase = "00000000000000000000000000"

func (b *book) idOf(on int) cases.CaseID {
	if id, found := b.ids[on]; found {
		return id
	}
	return noCase
}

func (b *book) user(name string) cases.User { return b.people[name] }

// userID is the account of a person of the script; an invented one for who has
// none.
func (b *book) userID(name string) cases.UserID {
	if u := b.people[name]; u.ID != "" {
		return u.ID
	}
	return noCase
}

// filed keeps the name of a new case.
func (b *book) filed(s step, id cases.CaseID, err error, a *answer) error {
	if err != nil {
		return err
	}
	if _, known := b.steps[id]; !known {
		b.ids[s.N], b.steps[id] = id, s.N
	}
	a.Made = b.steps[id]
	return nil
}

func (b *book) date(days int) string {
	return string(dayOf(b.clock.now(), b.rules.zone).plus(days))
}

// do hands a step to the casebook as a page would.
func (b *book) do(s step, a *answer) error {
	if _, isMove := b.rules.to[s.Do]; isMove {
		return b.move(s)
	}
	if _, isErrand := b.rules.errands[s.Do]; isErrand {
		return b.errand(s, a)
	}
	switch s.Do {
	case "submit", "log_call":
		return b.file(s, a)
	case "accept_invitation", "decline_invitation":
		return b.reply(s)
	case "post":
		return b.post(s)
	case "expire":
		return b.book.ExpireInvitations(b.ctx)
	case "exclude":
		return b.exclude(s)
	case "open":
		return b.open(s, a)
	case "look":
		return b.look(s, a)
	case "roles":
		b.changeRoles(s)
		return nil
	case "disable_account", "enable_account":
		return b.changeAccount(s)
	case "load_code":
		return b.loadCode(s)
	}
	return b.set(s)
}

func (b *book) changeRoles(s step) {
	for _, p := range cast() {
		if p.name == s.To {
			p.roles = s.Pick
			b.signIn(s.To, p)
		}
	}
}

// stamp is that of a form drawn as many changes ago as the step says.
func (b *book) stamp(s step, u cases.User) cases.Stamp {
	st := cases.Stamp{Key: s.Key}
	if c := b.whole(s.On); c != nil {
		st.Version = c.VersionFor(u) - s.Stale
	}
	if s.Code == "" {
		return st
	}
	code, err := b.book.Code(b.ctx)
	b.must(err)
	if st.Code = code.Version; s.Code == "other" {
		st.Code++
	}
	return st
}

func (b *book) file(s step, a *answer) error {
	d := cases.Draft{Key: s.Key, Subject: "A petition", Situation: texts[s.Text], Lang: s.Also, AnswerLang: "en",
		Facts: cases.Facts{Platform: "petition", Stage: cases.Planned}}
	if s.Do == "log_call" {
		id, err := b.book.LogCall(b.ctx, b.user(s.Who), b.call(s, d))
		return b.filed(s, id, err, a)
	}
	if s.Pick != "" {
		d.Facts.Platform = cases.Platform(s.Pick)
	}
	if s.Days != 0 {
		d.NeededBy = b.date(s.Days)
	}
	if s.Part != 0 {
		d.Follows = string(b.idOf(s.Part))
	}
	id, err := b.book.Submit(b.ctx, b.user(s.Who), d)
	return b.filed(s, id, err, a)
}

func (b *book) call(s step, d cases.Draft) cases.CallDraft {
	call := cases.CallDraft{Draft: d, Channel: "phone", Caller: "new", Email: s.Pick, CameOn: b.date(s.Days),
		Told: s.Code != "untold", Urgent: s.Code == "urgent", TakeUp: s.Code == "take"}
	if s.To != "" {
		call.Caller, call.Person = "known", b.userID(s.To)
	}
	return call
}

func (b *book) open(s step, a *answer) error {
	open := b.book.Open
	if s.Pick == "whole" {
		open = b.book.Look
	}
	o, err := open(b.ctx, b.user(s.Who), b.idOf(s.On))
	if err != nil {
		return err
	}
	if a.Spoken = o.SpokenCode != ""; a.Spoken {
		b.spoken[s.On] = o.SpokenCode
	}
	return nil
}
