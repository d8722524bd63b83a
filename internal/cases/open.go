package cases

import (
	"context"
	"maps"
	"slices"
	"time"
)

// Opening is a case as one person sees it, with the names of those who appear
// in it and, for the filer, who opened it.
type Opening struct {
	Case     *Case
	Side     Side
	Viewer   User
	People   map[UserID]User
	News     News      // office side, of the page that shows all: what is new to her
	Advisors []User    // office side: to whom it can be assigned
	Openings []Reading // filer's side: who opened it, newest first

	OpeningsCut bool // some of the openings are left out, the oldest

	SpokenCode string // to be told to who was invited; only for who invited her, within the hour

	// The cases tied to this one, of those the viewer may see herself: the one
	// from which it goes on, nil for none, and those that go on from it.
	Follows  *Summary
	Followed []Summary

	// Office side: what the case cites and what cites it, as far as the viewer
	// is on the office's side there too.
	Cites, CitedBy []Cited
	references     map[string]string // of the cases that were ever cited, by the citation's id
}

// Reading tells that somebody else than its filer opened a case on a day of
// the office.
type Reading struct {
	By          User
	As          Capacity
	First, Last time.Time // of that day
}

// ReadingDay is a Reading as the store tells it.
type ReadingDay struct {
	Actor       UserID
	As          Capacity
	First, Last time.Time
}

// maxReadings bounds the list of openings on a page.
const maxReadings = 200

// Open shows a case to a person who may see it; for anyone else there is no
// such case. The reading is in the ledger, durably, before Open returns.
func (b *Book) Open(ctx context.Context, u User, id CaseID) (*Opening, error) {
	return b.open(ctx, u, id, b.recordReading)
}

// OpenBeside opens a case as Open does, for what comes after its page. When she
// looked at the page a short while ago, and the case is still as she saw it, this
// is part of that reading, and the ledger has it.
func (b *Book) OpenBeside(ctx context.Context, u User, id CaseID) (*Opening, error) {
	return b.open(ctx, u, id, b.recordUnlessLooked)
}

// open shows a case and records that it did, in the given way.
func (b *Book) open(ctx context.Context, u User, id CaseID, record func(context.Context, User, *Case) (News, error)) (*Opening, error) {
	c, err := b.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	side := c.SideOf(u)
	if side == Outside {
		return nil, ErrNotFound()
	}
	news, err := record(ctx, u, c)
	if err != nil {
		return nil, err
	}
	o := &Opening{Case: c.seenBy(u), Side: side, Viewer: u, News: news, SpokenCode: c.spokenFor(u, b.now())}
	if err := b.link(ctx, o); err != nil {
		return nil, err
	}
	return o, b.complete(ctx, o)
}

// link finds the cases tied to this one. Of one that the viewer may not see
// nothing is left, not even that there is one.
func (b *Book) link(ctx context.Context, o *Opening) error {
	tied, err := b.store.Linked(ctx, o.Viewer, o.Case)
	if err != nil {
		return err
	}
	for _, s := range tied {
		if s.ID == o.Case.Follows {
			o.Follows = &s
		} else {
			o.Followed = append(o.Followed, s)
		}
	}
	if o.Follows == nil {
		o.Case.Follows = ""
	}
	return b.linkCited(ctx, o)
}

func (b *Book) complete(ctx context.Context, o *Opening) (err error) {
	var read []ReadingDay
	if o.Side == FilerSide {
		if read, o.OpeningsCut, err = b.store.Readings(ctx, o.Case.ID, o.Viewer.ID, maxReadings); err != nil {
			return err
		}
	} else if err = b.offerAdvisors(ctx, o); err != nil {
		return err
	}
	if err = b.meet(ctx, o, append(o.Case.names(read), o.citers()...)); err != nil {
		return err
	}
	for _, d := range read {
		o.Openings = append(o.Openings, Reading{o.People[d.Actor], d.As, d.First, d.Last})
	}
	return nil
}

// meet finds the people who appear in a case. Most of them are advisors to whom
// it can be assigned, and known by then.
func (b *Book) meet(ctx context.Context, o *Opening, ids []UserID) error {
	o.People = map[UserID]User{}
	for _, a := range o.Advisors {
		if slices.Contains(ids, a.ID) {
			o.People[a.ID] = a
		}
	}
	return b.meetOthers(ctx, o.People, ids)
}

// meetOthers adds those people who are not known yet.
func (b *Book) meetOthers(ctx context.Context, known map[UserID]User, ids []UserID) error {
	ids = slices.DeleteFunc(distinct(ids), func(id UserID) bool { return id == "" || known[id].ID != "" })
	if len(ids) == 0 {
		return nil
	}
	others, err := b.store.People(ctx, ids...)
	maps.Copy(known, others)
	return err
}

func (b *Book) offerAdvisors(ctx context.Context, o *Opening) error {
	all, err := b.store.Advisors(ctx)
	for _, a := range all {
		if o.Case.SideOf(a) == OfficeSide {
			o.Advisors = append(o.Advisors, a)
		}
	}
	return err
}

// names lists the accounts that appear in a case and its readings.
func (c *Case) names(read []ReadingDay) []UserID {
	ids := []UserID{c.Filer, c.Advisor}
	if c.Call != nil {
		ids = append(ids, c.Call.LoggedBy)
	}
	for _, m := range c.Messages {
		ids = append(ids, m.From)
	}
	for _, n := range c.Notes {
		ids = append(ids, n.By, n.To)
	}
	for _, a := range c.Annotations {
		ids = append(ids, a.By, a.RemovedBy)
	}
	for _, d := range read {
		ids = append(ids, d.Actor)
	}
	return distinct(ids)
}

// NobodyElse reports whether no advisor but the filer may handle the case:
// then it stays unassigned, and the page says so.
func (b *Book) NobodyElse(ctx context.Context, o *Opening) (bool, error) {
	if o.Side != FilerSide || !o.Viewer.IsAdvisor() {
		return false, nil
	}
	whole, err := b.store.Case(ctx, o.Case.ID) // hers does not hold who is excluded
	if err != nil {
		return false, err
	}
	all, err := b.store.Advisors(ctx)
	if err != nil {
		return false, err
	}
	return len(advisorsOf(whole, all)) == 0, nil
}

// May reports whether the viewer may do the act to the case as it stands.
func (o *Opening) May(a Action) bool { return o.Refusal(a) == nil }

// Refusal says why the viewer may not do the act; nil when she may.
func (o *Opening) Refusal(a Action) error { return o.Case.allow(o.Viewer, a) }
