package cases

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"time"
)

// Book is the casebook as a person meets it. Each method takes the person
// first: it asks whether she may, decides, and hands to the store what the
// decision left. There is no way to a case around it.
type Book struct {
	store    Store
	calendar Calendar
	now      func() time.Time
	random   io.Reader
	nfc      func(string) string
	standing *standing
}

// Parts is what a Book is made of.
type Parts struct {
	Store    Store
	Calendar Calendar
	Now      func() time.Time    // UTC, whole microseconds
	Random   io.Reader           // cryptographic
	NFC      func(string) string // Unicode normalisation form C
	// Settings is what holds until the office changes it on the pages. A zero
	// of the standard stands for the calendar's promise, and for 30 days in
	// which a follow-up reopens a case.
	Settings Settings
}

// NewBook opens the casebook.
func NewBook(p Parts) *Book {
	o := newStanding(p)
	return &Book{p.Store, inForceDays{o}, p.Now, p.Random, p.NFC, o}
}

// Calendar knows the office's days, by the settings that were last read.
func (b *Book) Calendar() Calendar { return b.calendar }

// Now is the moment by the casebook's clock.
func (b *Book) Now() time.Time { return b.now() }

// Stamp is what every change form carries: the version of the case it was
// drawn from, and a key that makes sending it twice one act.
type Stamp struct {
	Version int
	Key     string
	// Code is the version of the Code whose entries the form offered; 0 stands
	// for the one in force, where no form was drawn.
	Code int
	said any // what the form said
}

// keyShape is what our forms' keys look like, and nothing that a database
// would choke on. A key of another shape is no key: the form is taken, once.
var keyShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// IsFormKey reports whether it is a key such as our forms carry.
func IsFormKey(key string) bool { return keyShape.MatchString(key) }

// saying is the stamp of a form that says this.
func (s Stamp) saying(what ...any) Stamp {
	s.said = what
	return s
}

func (s Stamp) receipt(u User, a Action) Receipt {
	if !keyShape.MatchString(s.Key) {
		return Receipt{}
	}
	return Receipt{Owner: u.ID, Key: s.Key, Content: digest([]byte(s.Key), []any{a, s.said})}
}

// act is one change under way: who, when, to which case, and what is to be
// told of it.
type act struct {
	book    *Book
	user    User
	at      time.Time
	c       *Case
	target  string // for the ledger: what was written
	content any    // for the ledger: digested, never kept
	letters []Letter
}

// change does an act to a case: not found if she may not see it, forbidden if
// the act is not hers, "the case moved on" if her form was drawn before.
func (b *Book) change(ctx context.Context, u User, id CaseID, s Stamp, a Action, do func(*act) error) error {
	at := b.now()
	if _, err := b.Settings(ctx); err != nil {
		return err
	}
	return b.store.Update(ctx, s.receipt(u, a), id, func(c *Case) (Change, error) {
		if c.SideOf(u) == Outside {
			return Change{}, ErrNotFound()
		}
		if err := c.admit(u, s, a); err != nil {
			return Change{}, err
		}
		x := &act{book: b, user: u, at: at, c: c}
		if err := do(x); err != nil {
			return Change{}, err
		}
		c.advance(a)
		return Change{Events: []Event{c.event(u, at, a, x.target, x.content)}, Letters: x.letters}, nil
	})
}

// admit checks right, version and moment, in that order: a stale form hears
// that the case moved on, not that its button is gone; but not of a withdrawn
// case, nor of one that is not that far: no newer form would help.
func (c *Case) admit(u User, s Stamp, a Action) error {
	err := c.allow(u, a)
	if k := KindOf(err); k == Forbidden || k == Early || (err != nil && c.Status == Withdrawn) {
		return err
	}
	if s.Version != c.VersionFor(u) {
		return refuse(Conflict, "error.case_moved_on")
	}
	return err
}

// advance moves the case along the table and counts the change.
func (c *Case) advance(a Action) {
	c.Status = moves[a].to[c.Status]
	c.Version++
	if a.IsShared() {
		c.Shared++
	}
}

func (c *Case) event(u User, at time.Time, a Action, target string, content any) Event {
	return Event{At: at, Actor: u.ID, As: c.capacity(u), Act: a, Case: c.ID, Target: target,
		Digest: digest(c.Salt, content)}
}

func (c *Case) capacity(u User) Capacity {
	switch {
	case u.ID == Operator:
		return AsOperator
	case c.SideOf(u) == FilerSide:
		return AsFiler
	}
	return AsAdvisor
}

// advisorsOf lists who is told that the employee wrote: the advisor who has
// the case, else every advisor who may see it.
func advisorsOf(c *Case, advisors []User) []User {
	var all []User
	for _, a := range advisors {
		if c.SideOf(a) != OfficeSide {
			continue
		}
		if a.ID == c.Advisor {
			return []User{a}
		}
		all = append(all, a)
	}
	return all
}

func lettersTo(k LetterKind, c *Case, to ...User) []Letter {
	var out []Letter
	for _, u := range to {
		out = append(out, Letter{Kind: k, To: u.ID, Case: c.ID, Reference: c.Reference})
	}
	return out
}

// tellFiler leaves a letter for the filer: there is something new. A case
// without a known filer tells nobody.
func (x *act) tellFiler() {
	if x.c.Filer != "" {
		x.letters = append(x.letters, lettersTo(SomethingNew, x.c, User{ID: x.c.Filer})...)
	}
}

// say adds a message to the conversation.
func (x *act) say(k MessageKind, lang Lang, text string, advice *Advice) error {
	id, err := newID[MessageID](x.book.random)
	if err != nil {
		return err
	}
	x.c.Messages = append(x.c.Messages,
		Message{ID: id, Kind: k, From: x.user.ID, Lang: lang, Text: text, At: x.at, Advice: advice})
	x.target = string(id)
	x.content = map[string]any{"kind": k, "lang": lang, "text": text, "advice": advice}
	return nil
}

// promise sets the day by which the employee will hear, from now.
func (x *act) promise() { x.c.Promised = x.book.calendar.PromiseFor(x.at) }

func (b *Book) newSalt() ([]byte, error) {
	salt := make([]byte, 32)
	if _, err := io.ReadFull(b.random, salt); err != nil {
		return nil, fmt.Errorf("draw a salt: %w", err)
	}
	return salt, nil
}
