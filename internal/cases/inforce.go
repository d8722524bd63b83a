package cases

import (
	"context"
	"sync/atomic"
	"time"
)

// inForce is the settings as they were last read, with the calendar that
// follows from them. It is never changed, only replaced.
type inForce struct {
	Settings
	calendar Calendar
	revision int
}

// standing is what the program was started with, and what holds now. What was
// changed on the pages wins over what the program was started with.
type standing struct {
	started  Settings
	calendar Calendar
	now      atomic.Pointer[inForce]
}

func newStanding(p Parts) *standing {
	o := &standing{started: p.Settings, calendar: p.Calendar}
	if o.started.Standard.FollowUpDays == 0 {
		o.started.Standard.FollowUpDays = 30
	}
	if o.started.Standard.Days == 0 {
		o.started.Standard.Days = p.Calendar.Standard()
	}
	o.now.Store(o.settled(o.started, 0))
	return o
}

func (o *standing) settled(s Settings, revision int) *inForce {
	return &inForce{s, o.calendar.Observing(s.Standard.Days, s.Days), revision}
}

// Settings is what the office decided, as it holds now: each call asks the
// store whether anything changed, for another program may have changed it.
func (b *Book) Settings(ctx context.Context) (Settings, error) {
	held := b.standing.now.Load()
	revision, latest, err := b.store.Settings(ctx, held.revision)
	if err != nil || revision == held.revision {
		return held.Settings, err
	}
	s := b.standing.started
	for _, v := range latest {
		if s, err = s.with(v); err != nil {
			return held.Settings, err
		}
	}
	fresh := b.standing.settled(s, revision)
	for held.revision < revision && !b.standing.now.CompareAndSwap(held, fresh) {
		held = b.standing.now.Load()
	}
	return fresh.Settings, nil
}

// SettingsLastRead is what held when the store was last asked: for a page that
// must be shown although the store does not answer.
func (b *Book) SettingsLastRead() Settings { return b.standing.now.Load().Settings }

// inElectionPeriod reports whether an election period runs at that moment, by
// the days of the office.
func (b *Book) inElectionPeriod(at time.Time) bool {
	now := b.standing.now.Load()
	return len(now.Running(now.calendar.DateOf(at))) > 0
}

// inForceDays is the office's calendar as the settings last read make it. Who
// asks it in a change has read them first.
type inForceDays struct{ *standing }

func (d inForceDays) days() Calendar                          { return d.now.Load().calendar }
func (d inForceDays) PromiseFor(at time.Time) Date            { return d.days().PromiseFor(at) }
func (d inForceDays) DateOf(at time.Time) Date                { return d.days().DateOf(at) }
func (d inForceDays) IsBusinessDay(day Date) bool             { return d.days().IsBusinessDay(day) }
func (d inForceDays) BusinessDaysBetween(a, b Date) int       { return d.days().BusinessDaysBetween(a, b) }
func (d inForceDays) Standard() int                           { return d.days().Standard() }
func (d inForceDays) Holidays(year int) []Holiday             { return d.days().Holidays(year) }
func (d inForceDays) Observing(n int, o []OfficeDay) Calendar { return d.days().Observing(n, o) }
