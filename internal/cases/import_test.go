package cases

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func past(bend func(*Imported)) Imported {
	in := Imported{ExternalID: "s1", Lang: French, Channel: Phone, Facts: Facts{Platform: "x", Stage: Posted, ElectionPeriod: true},
		Submitted: Date{2025, 3, 4}, Subject: "Pancarte", Situation: "Une pancarte.\r\n", Obligations: []EntryCode{"LOYALTY", "R-ALWAYS"},
		Outcome: Referred, Destination: "PSC", Reply: "Voyez la Commission.", Replied: Date{2025, 3, 6}}
	bend(&in)
	return in
}

func asIs(*Imported) {}

func TestAnImportedCaseIsAnsweredWhenItWasAnswered(t *testing.T) {
	o := newOffice()
	created, err := o.Import(ctx, []Imported{past(asIs)})
	wantKind(t, err, 0)
	want(t, "created", created, 1)
	c, err := o.store.Imported(ctx, "s1")
	if c == nil || err != nil {
		t.Fatalf("got %v, %v, want the case", c, err)
	}
	want(t, "reference", c.Reference, "VE-2025-0001")
	want(t, "status", c.Status, Answered)
	want(t, "channel", c.Channel, Phone)
	want(t, "filer", c.Filer, "")
	want(t, "submitted", c.SubmittedAt, time.Date(2025, 3, 4, 17, 0, 0, 0, time.UTC))
	want(t, "answered", c.AnsweredAt, time.Date(2025, 3, 6, 17, 0, 0, 0, time.UTC))
	want(t, "promised", c.Promised, Date{})
	want(t, "situation", c.Situation, "Une pancarte.")
	want(t, "election period", c.Facts.ElectionPeriod, true)
	want(t, "annotations", len(c.CurrentAnnotations()), 2)
	want(t, "of the whole case", c.Annotations[0].Passage.Source, "")
	advice := c.CurrentAdvice()
	want(t, "reply", advice.Text, "Voyez la Commission.")
	want(t, "advice", fmt.Sprint(*advice.Advice), fmt.Sprint(Advice{Referred, "PSC", []EntryCode{"LOYALTY", "R-ALWAYS"}, 1, "", ""}))
	e := o.store.ledger[0].Event
	want(t, "entry", e, Event{At: o.at, Actor: Operator, As: AsOperator, Act: ImportAct, Case: c.ID, Digest: e.Digest})
	want(t, "letters", len(o.store.letters), 0)
}

func TestAnImportKnowsThePeriodsThatAnotherProgramDeclared(t *testing.T) {
	o := newOffice()
	pages := NewBook(Parts{Store: o.store, Calendar: week{}, Now: func() time.Time { return o.at }, Random: rand.NewChaCha8([32]byte{2}),
		NFC: func(s string) string { return s }})
	wantKind(t, pages.SetElection(ctx, manager, Stamp{Key: "k"},
		ElectionDraft{Name: Text{"Election", "Élection"}, Level: "federal", From: "2025-03-01", To: "2025-03-31"}), 0)
	_, err := o.Import(ctx, []Imported{past(func(in *Imported) { in.Facts.ElectionPeriod = false })})
	wantKind(t, err, 0)
	c, err := o.store.Imported(ctx, "s1")
	if c == nil || err != nil {
		t.Fatalf("got %v, %v, want the case", c, err)
	}
	want(t, "election period", c.Facts.ElectionPeriod, true)
}

func TestTheSameCaseImportedTwiceIsOneCase(t *testing.T) {
	o := newOffice()
	list := []Imported{past(asIs), past(func(in *Imported) { in.ExternalID = "s2" }), past(asIs)}
	for _, created := range []int{2, 0, 0} {
		got, err := o.Import(ctx, list)
		wantKind(t, err, 0)
		want(t, "error", err, nil)
		want(t, "created", got, created)
		want(t, "cases", len(o.store.cases), 2)
		want(t, "entries of the ledger", len(o.store.ledger), 2)
	}
}

func TestAnImportedCaseWithOtherContentIsRefused(t *testing.T) {
	o := newOffice()
	_, err := o.Import(ctx, []Imported{past(asIs)})
	wantKind(t, err, 0)
	other := past(func(in *Imported) { in.Reply = "Autre chose." })
	created, err := o.Import(ctx, []Imported{past(func(in *Imported) { in.ExternalID = "s0" }), other})
	wantFault(t, err, 1)
	want(t, "created", created, 0)
	want(t, "cases", len(o.store.cases), 1)
	if err == nil || !strings.Contains(err.Error(), "VE-2025-0001") || strings.Contains(err.Error(), "Autre") {
		t.Errorf("got %v, want the reference and no text", err)
	}
}

func wantFault(t *testing.T, err error, index int) {
	t.Helper()
	var f *ImportFault
	if !errors.As(err, &f) {
		t.Errorf("got %v, want a fault of case %d", err, index)
		return
	}
	want(t, "index", f.Index, index)
}

func TestAFaultyCaseIsNamedByItsPlaceAndNothingIsKept(t *testing.T) {
	tests := []struct {
		field, key string
		bend       func(*Imported)
	}{
		{"external_id", "problem.missing", func(in *Imported) { in.ExternalID = "" }},
		{"subject", "problem.subject.missing", func(in *Imported) { in.Subject = "\x00 " }},
		{"situation", "problem.situation.missing", func(in *Imported) { in.Situation = "" }},
		{"situation", "problem.too_long", func(in *Imported) { in.Situation = strings.Repeat("x", 1<<20) }},
		{"reply", "problem.reply.missing", func(in *Imported) { in.Reply = "" }},
		{"platform", "problem.platform.missing", func(in *Imported) { in.Facts.Platform = "myspace" }},
		{"level", "problem.unknown_choice", func(in *Imported) { in.Facts.Level = "EX-01" }},
		{"lang", "problem.lang.missing", func(in *Imported) { in.Lang = "de" }},
		{"channel", "problem.channel.missing", func(in *Imported) { in.Channel = "pigeon" }},
		{"outcome", "problem.outcome.missing", func(in *Imported) { in.Outcome = "approved" }},
		{"destination", "problem.destination.missing", func(in *Imported) { in.Destination = "" }},
		{"obligations", "problem.obligations.missing", func(in *Imported) { in.Obligations = nil }},
		{"obligations", "problem.unknown_choice", func(in *Imported) { in.Obligations = []EntryCode{"HONOUR"} }},
		{"replied_on", "problem.replied_before", func(in *Imported) { in.Replied = Date{2025, 3, 3} }},
		{"replied_on", "problem.replied_before", func(in *Imported) { in.Submitted = Date{} }},
		{"replied_on", "problem.replied_before", func(in *Imported) { in.Replied = Date{} }},
	}
	for _, tt := range tests {
		t.Run(tt.field+" "+tt.key, func(t *testing.T) {
			o := newOffice()
			bad := past(func(in *Imported) { in.ExternalID = "s3" })
			tt.bend(&bad)
			created, err := o.Import(ctx, []Imported{past(asIs), past(func(in *Imported) { in.ExternalID = "s2" }), bad})
			wantFault(t, err, 2)
			wantProblem(t, err, tt.field, tt.key)
			want(t, "created", created, 0)
			want(t, "cases", len(o.store.cases), 0)
			want(t, "entries of the ledger", len(o.store.ledger), 0)
			_, err = o.Import(ctx, []Imported{past(asIs)})
			wantKind(t, err, 0)
			c, _ := o.store.Imported(ctx, "s1")
			want(t, "the number is not lost", c.Reference, "VE-2025-0001")
		})
	}
}

func TestAnImportOfNothingKeepsNothing(t *testing.T) {
	created, err := newOffice().Import(ctx, nil)
	want(t, "error", err, nil)
	want(t, "created", created, 0)
}

func TestAnImportedCaseIsWorkedOnAsAnyOther(t *testing.T) {
	o := newOffice()
	_, err := o.Import(ctx, []Imported{past(asIs)})
	wantKind(t, err, 0)
	c, _ := o.store.Imported(ctx, "s1")
	wantKind(t, o.Reopen(ctx, edmund, c.ID, Stamp{Version: 1}), 0)
	want(t, "status", o.load(t, c.ID).Status, InReview)
	want(t, "letters", len(o.store.letters), 0)
}
