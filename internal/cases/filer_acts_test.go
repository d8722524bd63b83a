package cases

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAFiledSituationIsANewCaseOfItsFiler(t *testing.T) {
	o := newOffice()
	id, err := o.Submit(ctx, filer, goodDraft())
	wantKind(t, err, 0)
	c := o.load(t, id)
	want(t, "reference", c.Reference, "VE-2026-0001")
	want(t, "status", c.Status, New)
	want(t, "channel", c.Channel, Web)
	want(t, "filer", c.Filer, filer.ID)
	want(t, "advisor", c.Advisor, "")
	want(t, "version", c.Version, 1)
	want(t, "shared version", c.Shared, 1)
	want(t, "priority", c.Priority, Normal)
	want(t, "language of the situation", c.Lang, French)
	want(t, "language of the answer", c.AnswerLang, English)
	want(t, "notice", c.Notice, "2026-01")
	want(t, "submitted", c.SubmittedAt, o.at)
	want(t, "promised", c.Promised, Date{2026, 11, 26})
	want(t, "salt", len(c.Salt), 32)
	if _, err := ParseCaseID(string(id)); err != nil {
		t.Errorf("its id is no id: %v", err)
	}
}

func TestTheSameFormSentTwiceIsOneCase(t *testing.T) {
	o := newOffice()
	first, err := o.Submit(ctx, filer, goodDraft())
	wantKind(t, err, 0)
	again, err := o.Submit(ctx, filer, goodDraft())
	wantKind(t, err, 0)
	want(t, "id", again, first)
	want(t, "cases", len(o.store.cases), 1)
	want(t, "entries of the ledger", len(o.store.ledger), 1)
	want(t, "letters", len(o.store.letters), 3)

	other, err := o.Submit(ctx, stranger, goodDraft())
	wantKind(t, err, 0)
	want(t, "somebody else's form with the same key is her own", other != first, true)
	want(t, "reference", o.load(t, other).Reference, "VE-2026-0002")
}

func TestAFormSentAgainLaterIsAnsweredAsTheFirstTime(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	d.NeededBy = "2026-11-20"
	first, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	o.at = o.at.AddDate(0, 0, 3)
	again, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	want(t, "id", again, first)
	d.Subject = "Autre chose"
	_, err = o.Submit(ctx, filer, d)
	wantKind(t, err, Conflict)
	d.Key = "form-2"
	_, err = o.Submit(ctx, filer, d)
	wantProblem(t, err, "needed_by", "problem.needed_by.past")
	want(t, "cases", len(o.store.cases), 1)
}

func TestWhatWasAcknowledgedIsNotAskedForANewerNotice(t *testing.T) {
	o := newOffice()
	first, err := o.Submit(ctx, filer, goodDraft())
	wantKind(t, err, 0)
	both := Text{"We keep it.", "Nous le conservons."}
	wantKind(t, o.SetNotice(ctx, manager, o.form(t, NoticeSetting, ""), Notice{Summary: both}), 0)
	again, err := o.Submit(ctx, filer, goodDraft())
	wantKind(t, err, 0)
	want(t, "id", again, first)
	d := goodDraft()
	d.Key = "another"
	_, err = o.Submit(ctx, filer, d)
	wantProblem(t, err, "notice", "problem.notice")
	want(t, "cases", len(o.store.cases), 1)
}

func TestASituationSentAgainWithAnotherTextIsRefused(t *testing.T) {
	for _, alter := range []func(*Draft){
		func(d *Draft) { d.Subject = "x" },
		func(d *Draft) { d.Situation = "x" },
		func(d *Draft) { d.Facts.Audience = "x" },
		func(d *Draft) { d.AnswerLang = "fr" },
	} {
		o := newOffice()
		_, err := o.Submit(ctx, filer, goodDraft())
		wantKind(t, err, 0)
		d := goodDraft()
		alter(&d)
		_, err = o.Submit(ctx, filer, d)
		wantKind(t, err, Conflict)
		want(t, "she hears", err.Error(), "error.form_used")
		want(t, "cases", len(o.store.cases), 1)
	}
}

func TestFormsWithoutAKeyAreNeverTakenForOneAnother(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	d.Key = ""
	for range 2 {
		_, err := o.Submit(ctx, filer, d)
		wantKind(t, err, 0)
	}
	want(t, "cases", len(o.store.cases), 2)
}

func TestTheYearOfAReferenceIsTheOfficesYear(t *testing.T) {
	o := newOffice()
	o.at = time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC) // still New Year's Eve there
	id, err := o.Submit(ctx, filer, goodDraft())
	wantKind(t, err, 0)
	want(t, "reference", o.load(t, id).Reference, "VE-2026-0001")
}

func TestAnAdvisorsOwnQuestionIsFiledAsAnybodys(t *testing.T) {
	o := newOffice()
	id, err := o.Submit(ctx, delphine, goodDraft())
	wantKind(t, err, 0)
	want(t, "capacity", o.store.ledger[0].As, AsFiler)
	want(t, "letters to her", lettersFor(o, delphine), 0)
	want(t, "letters to her colleague", lettersFor(o, edmund), 1)
	wantKind(t, o.TakeUp(ctx, delphine, id, Stamp{Version: 1}), Forbidden)
}

func lettersFor(o *office, u User) (n int) {
	for _, l := range o.store.letters {
		if l.To == u.ID {
			n++
		}
	}
	return n
}

func TestWhoGetsWhichLetter(t *testing.T) {
	toFiler := lettersTo(SomethingNew, newOffice().plant(New), filer)
	toHers := lettersTo(EmployeeAnswered, newOffice().plant(New), edmund)
	expected := map[Action][]Letter{
		CorrectFacts: toHers,
		Add:          toHers, Answer: toHers, FollowUp: toHers, Withdraw: toHers,
		Ask: toFiler, Advise: toFiler, Correct: toFiler, Close: toFiler, Reopen: toFiler,
	}
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
		if d.act == Invite {
			expected[Invite] = []Letter{{Kind: Invited, Case: c.ID, Reference: c.Reference, Invitation: o.kept(t).Invitation.ID}}
		}
		wantLetters(t, o.store.letters, expected[d.act])
	})
}

func wantLetters(t *testing.T, got, letters []Letter) {
	t.Helper()
	if len(got) != len(letters) {
		t.Fatalf("got letters %v, want %v", got, letters)
	}
	for i := range got {
		want(t, "letter", got[i], letters[i])
	}
}

func TestWithoutAnAdvisorAllWhoMaySeeTheCaseGetTheLetter(t *testing.T) {
	tests := []struct {
		sentence string
		bend     func(*office, *Case)
		want     []UserID
	}{
		{"nobody has it: all but the excluded", func(_ *office, c *Case) { c.Advisor = "" }, []UserID{delphine.ID, edmund.ID}},
		{"its advisor is excluded since", func(_ *office, c *Case) { c.Excluded = []UserID{edmund.ID} }, []UserID{delphine.ID, recused.ID}},
		{"its advisor is disabled since", func(o *office, _ *Case) { o.store.people[edmund.ID] = disabled(edmund) }, []UserID{delphine.ID}},
		{"its advisor has it", func(*office, *Case) {}, []UserID{edmund.ID}},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			c := o.plant(InReview)
			tt.bend(o, c)
			o.store.cases[c.ID] = copyOf(c)
			wantKind(t, o.Add(ctx, filer, c.ID, Stamp{Version: c.Shared}, "Encore un mot.", "fr"), 0)
			var letters []Letter
			for _, to := range tt.want {
				letters = append(letters, Letter{Kind: EmployeeAnswered, To: to, Case: c.ID, Reference: c.Reference})
			}
			wantLetters(t, o.store.letters, letters)
		})
	}
}

func TestAnAdvisorWhoFiledTheCaseGetsNoLetterAsAnAdvisor(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Filer, c.Advisor = delphine.ID, ""
	o.store.cases[c.ID] = copyOf(c)
	wantKind(t, o.Add(ctx, delphine, c.ID, Stamp{Version: c.Shared}, "Un mot.", "fr"), 0)
	wantLetters(t, o.store.letters, lettersTo(EmployeeAnswered, c, edmund))
}

func TestACaseWithoutAKnownFilerTellsNobody(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Filer = ""
	o.store.cases[c.ID] = copyOf(c)
	wantKind(t, deedOf(t, Advise).do(o, edmund, Stamp{Version: c.Version}), 0)
	want(t, "letters", len(o.store.letters), 0)
}

func TestNoLetterCarriesAnythingOfTheCase(t *testing.T) {
	o := newOffice()
	d := goodDraft()
	d.Subject, d.Situation, d.Facts.Audience = canary, canary, canary
	_, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	for _, d := range deeds() {
		c := o.plant(startOf(t, d.act))
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
	}
	j, err := json.Marshal(o.store.letters)
	if err != nil {
		t.Fatal(err)
	}
	for _, bird := range []string{canary, situation, "Pétition", "Nwosu", "example.org", "advice", "LOYALTY"} {
		if strings.Contains(string(j), bird) {
			t.Errorf("a letter holds %q", bird)
		}
	}
}

func TestThePromiseIsSetRenewedAndLifted(t *testing.T) {
	kept, renewed := Date{2026, 11, 20}, Date{2026, 11, 28}
	expected := map[Action]Date{
		Add: kept, Answer: renewed, FollowUp: renewed, Reopen: renewed,
		TakeUp: kept, Assign: kept, Release: kept, Classify: kept, Annotate: kept, Reword: kept, Unmark: kept,
		WriteNote: kept, Ask: kept,
		ConfirmFacts: kept, CorrectFacts: kept, Invite: kept, Revoke: kept,
		MarkPrecedent: kept, UnmarkPrecedent: kept, Cite: kept, RemoveCitation: kept,
		Advise: {}, Correct: {}, Close: {}, Withdraw: {},
	}
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		o.at = time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC) // the 21st in the office
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
		want(t, "promised", o.kept(t).Promised, expected[d.act])
	})
}

func TestThePromiseBeginsAnewWhenTheEmployeesTurnEnds(t *testing.T) {
	for _, a := range []Action{Add, Answer} {
		o := newOffice()
		c := o.plant(AwaitingEmployee)
		wantKind(t, deedOf(t, a).do(o, filer, Stamp{Version: c.Shared}), 0)
		want(t, string(a), o.kept(t).Promised, Date{2026, 11, 26})
	}
}

func TestTheQueueSortsByWhatComesFirst(t *testing.T) {
	promise, needed := Date{2026, 11, 26}, Date{2026, 11, 24}
	tests := []struct {
		sentence         string
		status           Status
		promised, needed Date
		want             Date
	}{
		{"her own day comes first", InReview, promise, needed, needed},
		{"the promise comes first", InReview, needed, promise, needed},
		{"she named no day", New, promise, Date{}, promise},
		{"nothing was promised", New, Date{}, needed, needed},
		{"nothing is owed once answered", Answered, promise, needed, Date{}},
		{"nothing is owed once withdrawn", Withdrawn, promise, needed, Date{}},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			c := Case{Status: tt.status, Promised: tt.promised, NeededBy: tt.needed}
			want(t, "due", c.Due(), tt.want)
		})
	}
}

func TestAFollowUpReopensTheCaseWithinTheWindow(t *testing.T) {
	day := 24 * time.Hour
	tests := []struct {
		sentence string
		from     Status
		window   int
		after    time.Duration // since the answer, or since the end
		want     Kind
	}{
		{"the last moment after the answer", Answered, 0, 30 * day, 0},
		{"one moment too late", Answered, 0, 30*day + time.Microsecond, Conflict},
		{"the last moment after the end", Closed, 0, 30 * day, 0},
		{"one moment too late after the end", Closed, 0, 30*day + time.Microsecond, Conflict},
		{"the office's own window", Answered, 3, 3 * day, 0},
		{"too late for the office's own window", Answered, 3, 3*day + time.Microsecond, Conflict},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			o.Book = NewBook(Parts{Store: o.store, Calendar: week{}, Now: func() time.Time { return o.at },
				Random: strings.NewReader(strings.Repeat("r", 1000)), NFC: strings.Clone,
				Settings: Settings{Standard: Standard{FollowUpDays: tt.window}}})
			c := o.plant(tt.from)
			o.at = latest(c.AnsweredAt, c.EndedAt).Add(tt.after)
			want(t, "the button", o.CanFollowUp(c, filer), tt.want == 0)
			err := deedOf(t, FollowUp).do(o, filer, Stamp{Version: c.Shared})
			wantKind(t, err, tt.want)
			if tt.want != 0 {
				want(t, "the sentence", err.Error(), "error.window_over")
				want(t, "status", o.kept(t).Status, tt.from)
			}
		})
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func TestAFollowUpIsNotOfferedToWhoDidNotFile(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	want(t, "to the advisor", o.CanFollowUp(c, edmund), false)
	want(t, "to a stranger", o.CanFollowUp(c, stranger), false)
	want(t, "while in review", o.CanFollowUp(o.plant(InReview), filer), false)
}

func TestWhatTheEmployeeWritesIsKeptAsWhatItIs(t *testing.T) {
	kinds := map[Action]MessageKind{Add: Addition, Answer: Reply, FollowUp: FollowUpAsked}
	for a, kind := range kinds {
		o := newOffice()
		c := o.plant(startOf(t, a))
		wantKind(t, deedOf(t, a).do(o, filer, Stamp{Version: c.Shared}), 0)
		m := o.kept(t).Messages[1]
		want(t, "kind", m.Kind, kind)
		want(t, "from", m.From, filer.ID)
		want(t, "text", m.Text, canary)
		want(t, "language", m.Lang, French)
		want(t, "moment", m.At, o.at)
		want(t, "situation, which is never edited", o.kept(t).Situation, situation)
	}
}

func TestAnEmptyMessageOrOneInNoOfficialLanguageIsRefused(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	s := Stamp{Version: c.Shared}
	wantProblem(t, o.Add(ctx, filer, c.ID, s, " \n\t\x00", "fr"), "text", "problem.text.missing")
	wantProblem(t, o.Add(ctx, filer, c.ID, s, "Un mot.", "de"), "lang", "problem.lang.missing")
	wantProblem(t, o.Ask(ctx, edmund, c.ID, Stamp{Version: c.Version}, "", "fr"), "text", "problem.text.missing")
	wantProblem(t, o.WriteNote(ctx, edmund, c.ID, Stamp{Version: c.Version}, "\u00a0"), "text", "problem.text.missing")
	want(t, "messages", len(o.kept(t).Messages), 1)
}

func TestNothingIsFiledWithoutRandomness(t *testing.T) {
	o := newOffice()
	o.random = strings.NewReader("")
	_, err := o.Submit(ctx, filer, goodDraft())
	if err == nil || KindOf(err) != 0 || !strings.HasPrefix(err.Error(), "draw ") {
		t.Errorf("got %v, want a fault of drawing", err)
	}
	var refusal *Error
	want(t, "a refusal", errors.As(err, &refusal), false)
}
