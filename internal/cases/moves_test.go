package cases

import (
	"reflect"
	"slices"
	"testing"
)

const no Status = "" // refused

// life is the life of a case as the design says it, written again by hand: a
// row for each act, a column for each status in the order of Statuses.
var life = []struct {
	act Action
	by  Side
	to  [6]Status
}{
	{Add, FilerSide, [6]Status{New, InReview, InReview, no, no, no}},
	{Answer, FilerSide, [6]Status{no, no, InReview, no, no, no}},
	{FollowUp, FilerSide, [6]Status{no, no, no, InReview, InReview, no}},
	{Withdraw, FilerSide, [6]Status{Withdrawn, Withdrawn, Withdrawn, no, no, no}},

	{ConfirmFacts, FilerSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{CorrectFacts, FilerSide, [6]Status{New, InReview, InReview, no, no, no}},

	{TakeUp, OfficeSide, [6]Status{InReview, InReview, AwaitingEmployee, no, no, no}},
	{Assign, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, no, no}},
	{Release, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, no, no}},
	{Classify, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{Annotate, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{Reword, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{Unmark, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{WriteNote, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{Ask, OfficeSide, [6]Status{no, AwaitingEmployee, AwaitingEmployee, no, no, no}},
	{Advise, OfficeSide, [6]Status{no, Answered, Answered, no, no, no}},
	{Correct, OfficeSide, [6]Status{no, no, no, Answered, Closed, no}},
	{Close, OfficeSide, [6]Status{Closed, Closed, Closed, Closed, no, no}},
	{Reopen, OfficeSide, [6]Status{no, no, no, InReview, InReview, no}},
	{Invite, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{Revoke, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},

	{MarkPrecedent, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{UnmarkPrecedent, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{Cite, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
	{RemoveCitation, OfficeSide, [6]Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}},
}

func TestEveryActLeadsWhereTheDesignSaysOrIsRefused(t *testing.T) {
	sides := map[Side]User{FilerSide: filer, OfficeSide: delphine, Outside: stranger}
	for _, row := range life {
		for i, from := range Statuses() {
			for side, u := range sides {
				t.Run(string(row.act)+" from "+string(from)+" by "+string(u.ID), func(t *testing.T) {
					to := row.to[i]
					if side != row.by {
						to = no
					}
					tryAct(t, row.act, from, u, to, refusalFor(side, row.by))
				})
			}
		}
	}
}

func refusalFor(side, by Side) Kind {
	switch side {
	case by:
		return Conflict
	case Outside:
		return NotFound
	}
	return Forbidden
}

// tryAct does the act and asks the button too: they may not differ.
func tryAct(t *testing.T, a Action, from Status, u User, to Status, refusal Kind) {
	t.Helper()
	o := newOffice()
	before := o.plant(from)
	want(t, "the button", before.Can(u, a), to != no)
	err := deedOf(t, a).do(o, u, Stamp{Version: before.VersionFor(u)})
	after := o.kept(t)
	if to != no {
		wantKind(t, err, 0)
		want(t, "the status", after.Status, to)
		want(t, "the version", after.Version, before.Version+1)
		return
	}
	wantKind(t, err, refusal)
	if !reflect.DeepEqual(after, copyOf(before)) {
		t.Error("a refused act changed the case")
	}
}

func TestTheTableOfMovesHoldsNoActThatTheDesignDoesNotKnow(t *testing.T) {
	for a := range moves {
		known := false
		for _, row := range life {
			known = known || row.act == a
		}
		if !known {
			t.Errorf("the table holds %s", a)
		}
	}
	want(t, "acts", len(moves), len(life))
	want(t, "deeds", len(deeds()), len(life))
}

func TestAnAdvisorsOwnCaseIsNeverHersToHandle(t *testing.T) {
	for _, row := range life {
		if row.by != OfficeSide {
			continue
		}
		t.Run(string(row.act), func(t *testing.T) {
			o := newOffice()
			c := o.plant(startOf(t, row.act))
			c.Filer = delphine.ID
			o.store.cases[c.ID] = copyOf(c)
			wantKind(t, deedOf(t, row.act).do(o, delphine, Stamp{Version: c.Version}), Forbidden)
			wantKind(t, deedOf(t, row.act).do(o, delphine, Stamp{Version: c.Shared}), Forbidden)
			want(t, "the button", c.Can(delphine, row.act), false)
		})
	}
}

func TestAnActThatTheTableDoesNotKnowIsForbidden(t *testing.T) {
	c := newOffice().plant(InReview)
	for _, a := range []Action{Submit, Read, ImportAct, "approve", ""} {
		wantKind(t, c.allow(delphine, a), Forbidden)
		wantKind(t, c.allow(filer, a), Forbidden)
	}
}

func TestWhatSheHasAlreadyCannotBeTakenUpNorWhatNobodyHasReleased(t *testing.T) {
	c := newOffice().plant(InReview)
	want(t, "take up one's own", c.Can(edmund, TakeUp), false)
	want(t, "take over a colleague's", c.Can(delphine, TakeUp), true)
	c.Advisor = ""
	want(t, "release nobody's", c.Can(edmund, Release), false)
	c.Status, c.Advisor = New, edmund.ID
	want(t, "take up what was assigned while new", c.Can(edmund, TakeUp), true)
}

func TestAnAnswerThatWasNeverGivenCannotBeCorrected(t *testing.T) {
	c := newOffice().plant(Closed)
	c.Messages = nil
	wantKind(t, c.allow(delphine, Correct), Early)
}

func TestTakingUpReleasingAndAssigningSayWhoHasTheCase(t *testing.T) {
	o := newOffice()
	o.plant(New)
	steps := []struct {
		act  Action
		want UserID
	}{{TakeUp, delphine.ID}, {Release, ""}, {Assign, delphine.ID}}
	for _, s := range steps {
		wantKind(t, deedOf(t, s.act).do(o, colleague(s.act), Stamp{Version: o.kept(t).Version}), 0)
		want(t, string(s.act), o.kept(t).Advisor, s.want)
	}
}

// colleague is who does the act in this story.
func colleague(a Action) User {
	if a == TakeUp {
		return delphine
	}
	return edmund
}

func TestACaseIsAssignedOnlyToAnAdvisorWhoMaySeeIt(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	for _, to := range []UserID{recused.ID, filer.ID, stranger.ID, manager.ID, "", "nobody"} {
		err := o.Assign(ctx, delphine, c.ID, Stamp{Version: c.Version}, to, "")
		wantProblem(t, err, "advisor", "problem.advisor")
	}
	want(t, "the advisor", o.kept(t).Advisor, edmund.ID)
}

func TestWhoWritesToTheEmployeeHasTheCaseWhenNobodyHadIt(t *testing.T) {
	for _, a := range []Action{Ask, Advise} {
		o := newOffice()
		c := o.plant(InReview)
		c.Advisor = ""
		o.store.cases[c.ID] = copyOf(c)
		wantKind(t, deedOf(t, a).do(o, delphine, Stamp{Version: c.Version}), 0)
		want(t, string(a), o.kept(t).Advisor, delphine.ID)
	}
}

func TestACaseIsClosedForAReasonThatIsTrue(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Messages = nil
	o.store.cases[c.ID] = copyOf(c)
	s := Stamp{Version: c.Version}
	wantProblem(t, o.Close(ctx, delphine, c.ID, s, "answered"), "reason", "problem.reason.not_answered")
	wantProblem(t, o.Close(ctx, delphine, c.ID, s, "because"), "reason", "problem.reason.missing")
	wantProblem(t, o.Close(ctx, delphine, c.ID, s, ""), "reason", "problem.reason.missing")
	wantKind(t, o.Close(ctx, delphine, c.ID, s, "duplicate"), 0)
	want(t, "the reason", o.kept(t).CloseReason, CloseDuplicate)
	want(t, "the end", o.kept(t).EndedAt, o.at)

	wantKind(t, o.Reopen(ctx, delphine, c.ID, Stamp{Version: c.Version + 1}), 0)
	want(t, "the reason, reopened", o.kept(t).CloseReason, "")
	want(t, "the end, reopened", o.kept(t).EndedAt.IsZero(), true)
}

func TestPriorityAndTheFlagAreSetByAPerson(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	wantProblem(t, o.Classify(ctx, delphine, c.ID, Stamp{Version: 5}, "asap", "yes"), "priority", "problem.priority.missing")
	wantProblem(t, o.Classify(ctx, delphine, c.ID, Stamp{Version: 5}, "urgent", "maybe"), "political", "problem.unknown_choice")
	wantKind(t, o.Classify(ctx, delphine, c.ID, Stamp{Version: 5}, "urgent", "yes"), 0)
	want(t, "priority", o.kept(t).Priority, Urgent)
	want(t, "flag", o.kept(t).PoliticalActivity, true)
	wantKind(t, o.Classify(ctx, delphine, c.ID, Stamp{Version: 6}, "normal", "no"), 0)
	want(t, "flag", o.kept(t).PoliticalActivity, false)
}

func TestAFormDrawnFromAnEarlierCaseHearsThatItMovedOn(t *testing.T) {
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		for _, v := range []int{c.VersionFor(d.by) - 1, c.VersionFor(d.by) + 1, 0, -1} {
			err := d.do(o, d.by, Stamp{Version: v, Key: "k"})
			wantKind(t, err, Conflict)
			want(t, "the sentence", err.Error(), "error.case_moved_on")
		}
		if !reflect.DeepEqual(o.kept(t), copyOf(c)) {
			t.Error("a stale form changed the case")
		}
		want(t, "entries of the ledger", len(o.store.ledger), 0)
		want(t, "letters", len(o.store.letters), 0)
	})
}

func TestAStaleFormWhoseButtonIsGoneHearsThatTheCaseMovedOn(t *testing.T) {
	o := newOffice()
	o.plant(Closed)
	want(t, "the sentence", deedOf(t, Advise).do(o, delphine, Stamp{Version: 4}).Error(), "error.case_moved_on")
}

func TestTheFilersFormIsNotStaleBecauseOfWhatSheCannotSee(t *testing.T) {
	hidden := []Action{Assign, Release, Classify, Annotate, Reword, Unmark, WriteNote, Invite, Revoke, MarkPrecedent, UnmarkPrecedent,
		Cite, RemoveCitation}
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
		moved := o.kept(t).VersionFor(filer) != c.VersionFor(filer)
		want(t, "her form is stale", moved, !slices.Contains(hidden, d.act))
	})
	o := newOffice()
	c := o.plant(InReview)
	drawn := c.VersionFor(filer)
	wantKind(t, deedOf(t, Annotate).do(o, delphine, Stamp{Version: c.Version}), 0)
	wantKind(t, deedOf(t, Add).do(o, filer, Stamp{Version: drawn}), 0)
}

func TestAFormSentTwiceIsOneAct(t *testing.T) {
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		s := Stamp{Version: c.VersionFor(d.by), Key: "form-7"}
		wantKind(t, d.do(o, d.by, s), 0)
		once, letters := o.kept(t), len(o.store.letters)
		wantKind(t, d.do(o, d.by, s), 0)
		if !reflect.DeepEqual(o.kept(t), once) {
			t.Error("the second sending changed the case")
		}
		want(t, "entries of the ledger", len(o.store.ledger), 1)
		want(t, "letters", len(o.store.letters), letters)
	})
}

func TestAFormSentAgainTellsNothingOfACaseThatSheLostSightOf(t *testing.T) {
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		s := Stamp{Version: c.VersionFor(d.by), Key: "form-7"}
		wantKind(t, d.do(o, d.by, s), 0)
		wantKind(t, d.do(o, disabled(d.by), s), NotFound)
		o.store.cases[plantedID].Excluded = []UserID{d.by.ID}
		if d.by.IsAdvisor() {
			wantKind(t, d.do(o, d.by, s), NotFound)
		}
	})
}

func TestOneFormIsNotTakenForTwoActs(t *testing.T) {
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		s := Stamp{Version: c.VersionFor(d.by), Key: "form-7"}
		wantKind(t, d.do(o, d.by, s), 0)
		once := o.kept(t)
		for _, other := range deeds() {
			if other.act == d.act || other.by.ID != d.by.ID {
				continue
			}
			err := other.do(o, d.by, s)
			wantKind(t, err, Conflict)
			want(t, string(other.act)+" hears", err.Error(), "error.form_used")
		}
		if !reflect.DeepEqual(o.kept(t), once) {
			t.Error("the second sending changed the case")
		}
	})
}

func TestAFormSentAgainWithAnotherTextIsRefused(t *testing.T) {
	advice := goodAdvice
	advice.Text = "Another text."
	acts := []deed{
		{Add, filer, func(o *office, u User, s Stamp) error { return o.Add(ctx, u, plantedID, s, "x", "fr") }},
		{Add, filer, func(o *office, u User, s Stamp) error { return o.Add(ctx, u, plantedID, s, canary, "en") }},
		{Assign, delphine, func(o *office, u User, s Stamp) error { return o.Assign(ctx, u, plantedID, s, edmund.ID, "") }},
		{Classify, delphine, func(o *office, u User, s Stamp) error { return o.Classify(ctx, u, plantedID, s, "normal", "yes") }},
		{Annotate, delphine, func(o *office, u User, s Stamp) error {
			return o.Annotate(ctx, u, plantedID, s, AnnotationDraft{Entries: []string{"TRUST"}, Why: canary})
		}},
		{Reword, delphine, func(o *office, u User, s Stamp) error {
			return o.EditAnnotation(ctx, u, plantedID, s, plantedNote, "LOYALTY", "x")
		}},
		{Unmark, delphine, func(o *office, u User, s Stamp) error {
			return o.RemoveAnnotation(ctx, u, plantedID, s, "annotation-2")
		}},
		{WriteNote, delphine, func(o *office, u User, s Stamp) error { return o.WriteNote(ctx, u, plantedID, s, "x") }},
		{Ask, delphine, func(o *office, u User, s Stamp) error { return o.Ask(ctx, u, plantedID, s, "x", "fr") }},
		{Advise, delphine, func(o *office, u User, s Stamp) error { return o.Advise(ctx, u, plantedID, s, advice) }},
		{Correct, delphine, func(o *office, u User, s Stamp) error { return o.Correct(ctx, u, plantedID, s, advice) }},
		{Close, delphine, func(o *office, u User, s Stamp) error { return o.Close(ctx, u, plantedID, s, "duplicate") }},
		{MarkPrecedent, delphine, func(o *office, u User, s Stamp) error { return o.MarkPrecedent(ctx, u, plantedID, s, "x") }},
		{RemoveCitation, delphine, func(o *office, u User, s Stamp) error { return o.RemoveCitation(ctx, u, plantedID, s, "citation-2") }},
	}
	for _, d := range acts {
		t.Run(string(d.act), func(t *testing.T) {
			o := newOffice()
			c := o.plant(startOf(t, d.act))
			s := Stamp{Version: c.VersionFor(d.by), Key: "form-7"}
			wantKind(t, deedOf(t, d.act).do(o, d.by, s), 0)
			err := d.do(o, d.by, s)
			wantKind(t, err, Conflict)
			want(t, "she hears", err.Error(), "error.form_used")
			want(t, "entries of the ledger", len(o.store.ledger), 1)
			wantKind(t, d.do(o, recused, s), NotFound)
		})
	}
}
