package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/importfile"
)

// Clock is a clock that the play moves: the cases of the demonstration were
// filed and answered over the last weeks, not all at once.
type Clock struct{ at time.Time }

// Now is where the clock stands.
func (c *Clock) Now() time.Time { return c.at }

// text is a text in both languages.
type text struct{ en, fr string }

func (t text) in(l cases.Lang) string { return cases.Text{En: t.en, Fr: t.fr}.In(l) }

// play is the casework of the last weeks, as it is acted out.
type play struct {
	ctx   context.Context
	book  *cases.Book
	clock *Clock
	cast  map[string]cases.User
	now   time.Time
	told  map[string]cases.CaseID // the case of each story
}

// chapter is a story under way.
type chapter struct {
	story
	line importfile.Line
	id   cases.CaseID
}

// Fill files the situations in an empty casebook: most of them as past cases,
// a dozen acted out by the invented people up to the moment now. The Book must
// run by the clock.
func Fill(ctx context.Context, book *cases.Book, clock *Clock, cast map[string]cases.User, now time.Time) error {
	p := &play{ctx: ctx, book: book, clock: clock, cast: cast, now: now, told: map[string]cases.CaseID{}}
	for _, act := range p.acts(Situations()) {
		clock.at = act.at
		if err := act.do(); err != nil {
			return fmt.Errorf("fill the demonstration: %s: %w", act.name, err)
		}
	}
	return nil
}

func (p *play) importPast(lines []importfile.Line) error {
	days, err := daysToThisWeek(lines, p.book.Calendar().DateOf(p.now))
	if err != nil {
		return err
	}
	var list []cases.Imported
	for _, l := range lines {
		if isStory(l.ExternalID) {
			continue
		}
		in, err := past(l, days)
		if err != nil {
			return err
		}
		list = append(list, in)
	}
	_, err = p.book.Import(p.ctx, list)
	return err
}

func isStory(externalID string) bool {
	return slices.ContainsFunc(stories, func(s story) bool { return s.situation == externalID })
}

// moment is so many days before now.
func (p *play) moment(ago float64) time.Time {
	return p.now.Add(-time.Duration(ago * 24 * float64(time.Hour))).Truncate(time.Microsecond)
}

// actedOut is one act with its moment.
type actedOut struct {
	at   time.Time
	name string
	do   func() error
}

// acts lists every act of every story in the order of time, as the ledger
// wants them.
func (p *play) acts(lines []importfile.Line) []actedOut {
	var all []actedOut
	for _, s := range stories {
		i := slices.IndexFunc(lines, func(l importfile.Line) bool { return l.ExternalID == s.situation })
		c := &chapter{story: s, line: lines[i]}
		all = append(all, actedOut{p.moment(s.ago), s.situation + " is filed", func() error { return p.file(c) }})
		for _, d := range s.then {
			all = append(all, actedOut{p.moment(d.ago), s.situation + " goes on", func() error { return p.act(c, d) }})
		}
	}
	all = append(all, actedOut{p.moment(pastImported), "the past cases are imported", func() error { return p.importPast(lines) }},
		actedOut{p.moment(electionEntered), "an election period is entered", p.enterElection})
	slices.SortStableFunc(all, func(a, b actedOut) int { return a.at.Compare(b.at) })
	return all
}

// enterElection enters an election period that runs now, on its twelfth day of
// thirty-six. What was filed before it was entered is not marked by it.
func (p *play) enterElection() error {
	now, err := p.book.Settings(p.ctx)
	if err != nil {
		return err
	}
	today := p.book.Calendar().DateOf(p.now)
	return p.book.SetElection(p.ctx, p.cast[Helene], cases.Stamp{Version: now.VersionOf(cases.ElectionsSetting)},
		cases.ElectionDraft{Name: cases.Text{En: electionName.en, Fr: electionName.fr}, Level: "federal",
			From: today.AddDays(-11).String(), To: today.AddDays(24).String()})
}

func (p *play) file(c *chapter) (err error) {
	if c.call.channel != "" {
		return p.log(c)
	}
	c.id, err = p.book.Submit(p.ctx, p.cast[c.filer], p.draftOf(c))
	p.told[c.situation] = c.id
	return err
}

func (p *play) draftOf(c *chapter) cases.Draft {
	d := cases.Draft{Key: "demo-" + c.situation, Subject: c.line.Subject, Situation: c.line.Situation, Lang: c.line.Lang,
		AnswerLang: c.line.Lang, Notice: p.book.SettingsLastRead().Notice.Version,
		Facts: cases.Facts{Platform: cases.Platform(c.line.Platform), PlatformDetail: c.line.PlatformDetail,
			Stage: cases.Stage(c.line.Stage)}}
	if c.needed > 0 {
		d.NeededBy = p.book.Calendar().DateOf(p.now).AddDays(c.needed).String()
	}
	return d
}

// log records a conversation with the filer. Who is invited has an account all
// the same: so the demonstration can be tried from both sides.
func (p *play) log(c *chapter) (err error) {
	who := p.cast[c.filer]
	d := cases.CallDraft{Draft: p.draftOf(c), Channel: string(c.call.channel), Caller: string(cases.KnownCaller), Person: who.ID,
		CameOn: p.book.Calendar().DateOf(p.clock.at).String(), Told: true, TakeUp: true}
	d.Situation = c.call.record
	if c.call.invites {
		d.Caller, d.Person, d.Name, d.Email = string(cases.NewCaller), "", who.Name, who.Email
	}
	c.id, err = p.book.LogCall(p.ctx, p.cast[c.call.by], d)
	return err
}
