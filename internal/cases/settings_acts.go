package cases

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// settingActs are the words of the ledger for the changes of settings.
var settingActs = map[Setting]Action{
	ContactSetting: SetContact, NoticeSetting: SetNotice, StandardSetting: SetStandard,
	DaysSetting: SetDays, ElectionsSetting: SetElections, MeaningsSetting: SetMeanings,
}

// administers reports whether she runs the office's settings.
func (u User) administers() bool { return !u.Disabled && u.ID != "" && u.Roles.Has(Administrator) }

// set changes one setting: forbidden to all but administrators, a conflict when
// her form was drawn before somebody else's change. Saving what holds already
// keeps nothing new. Promises made before stay as they were made.
func (b *Book) set(ctx context.Context, u User, s Stamp, k Setting, do func(now *Settings, at time.Time, ps *problems) error) error {
	if !u.administers() {
		return refuse(Forbidden, "error.forbidden")
	}
	at := b.now()
	return b.store.ChangeSetting(ctx, s.receipt(u, settingActs[k]), k, func(latest SettingVersion) ([]SettingVersion, Event, error) {
		before, err := b.standing.started.withLatest(latest)
		if err != nil {
			return nil, Event{}, err
		}
		if s.Version != latest.Version {
			return nil, Event{}, refuse(Conflict, "error.setting_moved_on")
		}
		now := before
		var ps problems
		if err := do(&now, at, &ps); err != nil {
			return nil, Event{}, err
		}
		if err := ps.err(); err != nil || now.value(k) == before.value(k) {
			return nil, Event{}, err
		}
		kept := versionsAfter(latest, SettingVersion{Setting: k, Value: now.value(k), By: u.ID, At: at}, before.value(k))
		return kept, settingEvent(kept[len(kept)-1]), nil
	})
}

func (s Settings) withLatest(v SettingVersion) (Settings, error) {
	if v.Version == 0 {
		return s, nil
	}
	return s.with(v)
}

// versionsAfter numbers a new version. The first one brings what held before
// it along, so that the history is whole when the program is next started
// with something else.
func versionsAfter(latest, fresh SettingVersion, before string) []SettingVersion {
	if latest.Version > 0 {
		fresh.Version = latest.Version + 1
		return []SettingVersion{fresh}
	}
	started := fresh
	started.Version, started.Value, started.By = 1, before, Operator
	fresh.Version = 2
	return []SettingVersion{started, fresh}
}

func settingEvent(v SettingVersion) Event {
	target := fmt.Sprintf("%s/%d", v.Setting, v.Version)
	return Event{At: v.At, Actor: v.By, As: AsAdministrator, Act: settingActs[v.Setting], Target: target,
		Digest: digest([]byte(target), v.Value)}
}

// SetContact changes how the office is reached.
func (b *Book) SetContact(ctx context.Context, u User, s Stamp, d Contact) error {
	d = Contact{b.tidyTextLine(d.Name), b.tidyLine(d.Phone), b.tidyLine(d.Email), b.tidyTextLine(d.Hours)}
	return b.set(ctx, u, s.saying(d), ContactSetting, func(now *Settings, _ time.Time, ps *problems) error {
		ps.checkContact(d)
		now.Contact = d
		return nil
	})
}

// SetNotice makes a new version of the privacy notice; the cases filed before
// keep the version that was shown, and it stays readable.
func (b *Book) SetNotice(ctx context.Context, u User, s Stamp, d Notice) error {
	d = b.tidyNotice(d)
	return b.set(ctx, u, s.saying(d), NoticeSetting, func(now *Settings, _ time.Time, ps *problems) error {
		ps.checkNotice(d)
		d.Version = now.Notice.Version
		if !sameNotice(d, now.Notice) {
			d.Version = now.Notice.next()
			now.Notice = d
		}
		return nil
	})
}

func sameNotice(a, b Notice) bool {
	return a.Summary == b.Summary && slices.Equal(a.Sections, b.Sections)
}

// StandardDraft is a service standard as it was typed.
type StandardDraft struct{ Days, FollowUpDays string }

// SetStandard changes what new promises are made by.
func (b *Book) SetStandard(ctx context.Context, u User, s Stamp, d StandardDraft) error {
	return b.set(ctx, u, s.saying(d), StandardSetting, func(now *Settings, _ time.Time, ps *problems) error {
		now.Standard = Standard{
			Days:         ps.number("days", b.tidyLine(d.Days), 1, maxStandard),
			FollowUpDays: ps.number("follow_up_days", b.tidyLine(d.FollowUpDays), 1, maxFollowUp),
		}
		return nil
	})
}

// SetMeanings changes what the statuses are said to mean. A status without a
// text in either language means what the catalogue says.
func (b *Book) SetMeanings(ctx context.Context, u User, s Stamp, d map[Status]Text) error {
	tidy := map[Status]Text{}
	for _, st := range Statuses() {
		tidy[st] = b.tidyTextLine(d[st])
	}
	return b.set(ctx, u, s.saying(tidy), MeaningsSetting, func(now *Settings, _ time.Time, ps *problems) error {
		now.Meanings = map[Status]Text{}
		for _, st := range Statuses() {
			if t := tidy[st]; t != (Text{}) {
				ps.both("meaning_"+string(st), "meaning", t, MaxMeaning, nil)
				now.Meanings[st] = t
			}
		}
		return nil
	})
}

// SettingChange is a line of the history of the settings.
type SettingChange struct {
	SettingVersion
	Name   string // of who changed it; empty for what the program was started with
	Notice string // version of the notice, when it is one
}

// SettingHistory lists the last changes of one setting, or of all when the
// setting is empty, newest first; administrators only.
func (b *Book) SettingHistory(ctx context.Context, u User, k Setting) ([]SettingChange, error) {
	if !u.administers() {
		return nil, refuse(Forbidden, "error.forbidden")
	}
	versions, err := b.store.SettingVersions(ctx, k)
	if err != nil {
		return nil, err
	}
	var ids []UserID
	for _, v := range versions {
		ids = append(ids, v.By)
	}
	people, err := b.store.People(ctx, distinct(ids)...)
	if err != nil {
		return nil, err
	}
	var out []SettingChange
	for _, v := range versions {
		s, err := Settings{}.with(v)
		if err != nil {
			return nil, err
		}
		out = append(out, SettingChange{v, people[v.By].Name, s.Notice.Version})
	}
	return out, nil
}

// NoticeOf is a version of the privacy notice, the one in force or an earlier:
// who filed under it may read it again. NotFound when there never was one.
func (b *Book) NoticeOf(ctx context.Context, version string) (Notice, error) {
	now, err := b.Settings(ctx)
	if err != nil || now.Notice.Version == version {
		return now.Notice, err
	}
	versions, err := b.store.SettingVersions(ctx, NoticeSetting)
	if err != nil {
		return Notice{}, err
	}
	for _, v := range versions {
		if s, err := (Settings{}).with(v); err != nil || s.Notice.Version == version {
			return s.Notice, err
		}
	}
	return Notice{}, ErrNotFound()
}
