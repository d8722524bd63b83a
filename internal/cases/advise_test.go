package cases

import (
	"fmt"
	"strings"
	"testing"
)

func TestWhatAnAnswerMustSay(t *testing.T) {
	tests := []struct {
		sentence   string
		bend       func(*AdviceDraft)
		field, key string // empty when it may be sent
	}{
		{"all it must", func(*AdviceDraft) {}, "", ""},
		{"an outcome", func(d *AdviceDraft) { d.Outcome = "" }, "outcome", "problem.outcome.missing"},
		{"an outcome of the list", func(d *AdviceDraft) { d.Outcome = "approved" }, "outcome", "problem.outcome.missing"},
		{"a destination when referred", func(d *AdviceDraft) { d.Destination = "" }, "destination", "problem.destination.missing"},
		{"a destination of the list", func(d *AdviceDraft) { d.Destination = "psc" }, "destination", "problem.destination.missing"},
		{"a destination of the list with any outcome", func(d *AdviceDraft) { d.Outcome, d.Destination = "no_concern", "MOON" },
			"destination", "problem.destination.missing"},
		{"no destination when not referred", func(d *AdviceDraft) { d.Outcome, d.Destination = "no_concern", "" }, "", ""},
		{"a destination though not referred", func(d *AdviceDraft) { d.Outcome = "no_concern" }, "", ""},
		{"the obligations it rests on", func(d *AdviceDraft) { d.Obligations = nil }, "obligations", "problem.obligations.missing"},
		{"known obligations", func(d *AdviceDraft) { d.Obligations = []string{"TRUST", "HONOUR"} }, "obligations", "problem.unknown_choice"},
		{"reminders are entries too", func(d *AdviceDraft) { d.Obligations = []string{"R-ALWAYS"} }, "", ""},
		{"a text", func(d *AdviceDraft) { d.Text = " \r\n " }, "text", "problem.text.missing"},
		{"a text with an end", func(d *AdviceDraft) { d.Text = strings.Repeat("a", MaxMessage+1) }, "text", "problem.too_long"},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			d := goodAdvice
			tt.bend(&d)
			o := newOffice()
			c := o.plant(InReview)
			_, shown := o.Preview(ctx, c, Stamp{}, d)
			sent := o.Advise(ctx, edmund, c.ID, Stamp{Version: c.Version}, d)
			if tt.key == "" {
				wantKind(t, shown, 0)
				wantKind(t, sent, 0)
				return
			}
			wantProblem(t, shown, tt.field, tt.key)
			wantProblem(t, sent, tt.field, tt.key)
			want(t, "messages", len(o.kept(t).Messages), 1)
		})
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	o := newOffice()
	_, err := o.Preview(ctx, o.plant(InReview), Stamp{}, AdviceDraft{Outcome: "referred"})
	for _, field := range []string{"destination", "obligations", "text"} {
		wantProblem(t, err, field, "problem."+field+".missing")
	}
	_, err = o.Submit(ctx, filer, Draft{})
	for _, field := range []string{"subject", "situation", "platform", "stage", "lang", "answer_lang"} {
		wantProblem(t, err, field, "problem."+field+".missing")
	}
}

func TestThePreviewIsWhatWillBeSent(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Messages = nil
	o.store.cases[c.ID] = copyOf(c)
	d := goodAdvice
	d.Text, d.Obligations = "  Oui,\r\navec prudence. ", []string{"TRUST", "LOYALTY", "TRUST"}
	shown, err := o.Preview(ctx, c, Stamp{}, d)
	wantKind(t, err, 0)
	want(t, "entries of the ledger", len(o.store.ledger), 0)
	wantKind(t, o.Advise(ctx, edmund, c.ID, Stamp{Version: c.Version}, d), 0)
	sent := o.kept(t).Messages[0]
	want(t, "text", shown.Text, sent.Text)
	want(t, "text as kept", sent.Text, "Oui,\navec prudence.")
	want(t, "language", shown.Lang, sent.Lang)
	want(t, "advice", fmt.Sprint(*shown.Advice), fmt.Sprint(*sent.Advice))
	want(t, "obligations", fmt.Sprint(sent.Advice.Obligations), "[TRUST LOYALTY]")
	want(t, "version of the Code", sent.Advice.CodeVersion, 1)
}

func TestAnAnswerIsInTheLanguageTheEmployeeChose(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Lang, c.AnswerLang = French, English
	o.store.cases[c.ID] = copyOf(c)
	wantKind(t, o.Advise(ctx, edmund, c.ID, Stamp{Version: c.Version}, goodAdvice), 0)
	want(t, "language", o.kept(t).CurrentAdvice().Lang, English)
	want(t, "answered", o.kept(t).AnsweredAt, o.at)
}

func TestACorrectionSupersedesTheLatestAdviceAndAnAnswerToAFollowUpDoesNot(t *testing.T) {
	o := newOffice()
	o.plant(Answered)
	wantKind(t, o.Correct(ctx, edmund, plantedID, Stamp{Version: 5}, goodAdvice), 0)
	second := o.kept(t).CurrentAdvice()
	wantKind(t, o.FollowUp(ctx, filer, plantedID, Stamp{Version: 4}, "Et après?", "fr"), 0)
	wantKind(t, o.Advise(ctx, edmund, plantedID, Stamp{Version: 7}, goodAdvice), 0)

	c := o.kept(t)
	third := c.CurrentAdvice()
	want(t, "the second supersedes", second.Advice.Supersedes, "advice-1")
	want(t, "the third supersedes", third.Advice.Supersedes, "")
	for id, superseded := range map[MessageID]bool{"advice-1": true, second.ID: false, third.ID: false} {
		_, replaced := c.SupersededBy(id)
		want(t, string(id)+" is superseded", replaced, superseded)
		_, kept := c.Message(id)
		want(t, string(id)+" is kept", kept, true)
	}
	first, _ := c.Message("advice-1")
	want(t, "the words of the first", first.Text, "Avec des précautions.")
}

func TestAFirstAnswerSupersedesNothing(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Messages = nil
	o.store.cases[c.ID] = copyOf(c)
	want(t, "advice", c.CurrentAdvice() == nil, true)
	wantKind(t, o.Advise(ctx, edmund, plantedID, Stamp{Version: 5}, goodAdvice), 0)
	want(t, "supersedes", o.kept(t).CurrentAdvice().Advice.Supersedes, "")
}
