package cases

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// lived is a casebook in which every act was done once to one case, by whoever
// may, and the case was opened by an advisor and by its filer.
func lived(t *testing.T) *office {
	t.Helper()
	o := newOffice()
	for _, d := range deeds() {
		o.at = o.at.Add(time.Minute)
		c := o.plant(startOf(t, d.act))
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
	}
	for _, u := range []User{edmund, filer} {
		o.at = o.at.Add(time.Minute)
		_, err := o.Open(ctx, u, plantedID)
		wantKind(t, err, 0)
	}
	return o
}

func historyFor(t *testing.T, o *office, u User) History {
	t.Helper()
	opened, err := o.Open(ctx, u, plantedID)
	wantKind(t, err, 0)
	h, err := o.History(ctx, opened)
	wantKind(t, err, 0)
	return h
}

func actsIn(h History) []Action {
	var acts []Action
	for _, l := range h.Lines {
		acts = append(acts, l.Act)
	}
	return acts
}

func TestTheOfficeReadsEverythingThatHappenedToACase(t *testing.T) {
	h := historyFor(t, lived(t), edmund)
	for _, d := range deeds() {
		want(t, string(d.act)+" is told", slices.Contains(actsIn(h), d.act), true)
	}
	want(t, "lines", len(h.Lines), len(deeds())+1)
	if !slices.IsSortedFunc(h.Lines, func(a, b Happening) int { return a.At.Compare(b.At) }) {
		t.Error("the history is not in the order in which it happened")
	}
	i := slices.Index(actsIn(h), Assign)
	want(t, "who gave it", h.Lines[i].By.Name, delphine.Name)
	want(t, "to whom", h.Lines[i].To.Name, delphine.Name)
}

func TestTheFilerReadsOnlyWhatIsHersToKnow(t *testing.T) {
	h := historyFor(t, lived(t), filer)
	hidden := []Action{Assign, Release, Classify, Annotate, Reword, Unmark, WriteNote, MarkPrecedent, UnmarkPrecedent,
		Cite, RemoveCitation}
	for _, d := range deeds() {
		want(t, string(d.act)+" is told", slices.Contains(actsIn(h), d.act), d.act.IsShared())
	}
	for _, a := range hidden {
		want(t, string(a)+" is told", slices.Contains(actsIn(h), a), false)
	}
	want(t, "that an advisor opened it is told", slices.Contains(actsIn(h), Read), true)
	for _, l := range h.Lines {
		want(t, "somebody got it", l.To.ID, "")
	}
}

func TestWhenTheFilerReadsHerCaseIsNobodysAffair(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	_, err := o.Open(ctx, filer, plantedID)
	wantKind(t, err, 0)
	for _, u := range []User{edmund, filer} {
		for _, l := range historyFor(t, o, u).Lines {
			want(t, "who opened it is the filer", l.By.ID == filer.ID, false)
		}
	}
}

func TestALongHistoryIsCutAtItsBeginningAndSaysSo(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	want(t, "cut", historyFor(t, o, edmund).Cut, false)
	first := o.at
	for range maxActs + 1 {
		o.store.seal(Event{At: o.at, Actor: edmund.ID, As: AsAdvisor, Act: WriteNote, Case: plantedID})
		o.at = o.at.Add(time.Second)
	}
	h := historyFor(t, o, edmund)
	want(t, "cut", h.Cut, true)
	want(t, "the first act told", h.Lines[0].At, first.Add(time.Second))
}

// answered files a case of the filer's and answers it.
func answeredLongAgo(t *testing.T) (*office, *Case) {
	t.Helper()
	o := newOffice()
	c := o.plant(Answered)
	o.at = c.AnsweredAt.AddDate(0, 0, 31)
	return o, c
}

func TestAfterTheWindowANewCaseGoesOnFromTheOldOne(t *testing.T) {
	o, old := answeredLongAgo(t)
	want(t, "a follow-up is taken", o.CanFollowUp(old, filer), false)
	want(t, "she goes on with a new case", o.CanContinue(old, filer), true)
	want(t, "a stranger does", o.CanContinue(old, stranger), false)
	d := goodDraft()
	d.Follows = string(old.ID)
	id, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	c := o.load(t, id)
	want(t, "follows", c.Follows, old.ID)
	want(t, "status of the old case", o.kept(t).Status, Answered)
	want(t, "whoever is kept from the old is kept from the new", c.SideOf(recused), Outside)
	want(t, "letters to her", lettersFor(o, recused), 0)
	want(t, "the ledger names the old case", o.store.ledger[len(o.store.ledger)-1].Target, string(old.ID))
}

func TestInTheWindowNoNewCaseIsOffered(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	want(t, "she goes on with a new case", o.CanContinue(c, filer), false)
	want(t, "until", o.FollowUpUntil(c), c.AnsweredAt.AddDate(0, 0, 30))
	want(t, "until, of an open case", o.FollowUpUntil(o.plant(InReview)), time.Time{})
}

func TestNobodyGoesOnFromWhatIsNotHers(t *testing.T) {
	for _, u := range []User{stranger, edmund, recused} {
		o, old := answeredLongAgo(t)
		before := len(o.store.cases)
		for _, follows := range []string{string(old.ID), "00000000000000000000000000", "x"} {
			d := goodDraft()
			d.Follows = follows
			_, err := o.Submit(ctx, u, d)
			wantKind(t, err, NotFound)
		}
		want(t, "cases", len(o.store.cases), before)
	}
}

func TestATieIsToldOnlyToWhoMaySeeTheOtherCase(t *testing.T) {
	o, old := answeredLongAgo(t)
	d := goodDraft()
	d.Follows = string(old.ID)
	id, err := o.Submit(ctx, filer, d)
	wantKind(t, err, 0)
	c := o.load(t, id)
	c.Excluded = nil // Rosalind may see the new case alone
	o.store.cases[id] = c
	for _, u := range []User{filer, edmund} {
		now, err := o.Open(ctx, u, id)
		wantKind(t, err, 0)
		want(t, "of the new case, "+u.Name, now.Follows.Reference, old.Reference)
		then, err := o.Open(ctx, u, old.ID)
		wantKind(t, err, 0)
		want(t, "of the old case, "+u.Name, then.Followed[0].Reference, c.Reference)
	}
	hers, err := o.Open(ctx, recused, id)
	wantKind(t, err, 0)
	want(t, "what it follows", hers.Follows == nil && hers.Case.Follows == "", true)
}

func TestWhyACaseWasWithdrawnIsAMessageOfItsOwnKind(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	wantKind(t, o.Withdraw(ctx, filer, c.ID, Stamp{Version: c.Shared}, " C'est réglé. ", "fr"), 0)
	got := o.kept(t).Messages
	want(t, "messages", len(got), 2)
	want(t, "kind", got[1].Kind, Withdrawal)
	want(t, "is from the office", got[1].Kind.IsFromOffice(), false)
	want(t, "text", got[1].Text, "C'est réglé.")
}

// unseen is a text of which a reader sees nothing: joiners, a space of no width,
// a mark of direction.
const unseen = "\u200d\u200b \u2060\n\u200e"

func TestNobodyMustSayWhySheWithdraws(t *testing.T) {
	o := newOffice()
	for _, nothing := range []string{" \n", unseen} {
		c := o.plant(InReview)
		wantKind(t, o.Withdraw(ctx, filer, c.ID, Stamp{Version: c.Shared}, nothing, ""), 0)
		want(t, "messages", len(o.kept(t).Messages), 1)
	}
	c := o.plant(InReview)
	wantProblem(t, o.Withdraw(ctx, filer, c.ID, Stamp{Version: c.Shared}, strings.Repeat("a", MaxMessage+1), "fr"), "withdraw_why", "problem.too_long")
	wantProblem(t, o.Withdraw(ctx, filer, c.ID, Stamp{Version: c.Shared}, "Réglé.", "xx"), "lang", "problem.lang.missing")
	want(t, "status", o.kept(t).Status, InReview)
}

func TestOfAWithdrawnCaseAFormHearsThatItIsOver(t *testing.T) {
	for _, a := range []Action{Add, Withdraw, Ask, Advise, Close} {
		for _, version := range []int{-1, 3, 5} {
			o := newOffice()
			o.plant(Withdrawn)
			d := deedOf(t, a)
			err := d.do(o, d.by, Stamp{Version: version})
			wantKind(t, err, Conflict)
			want(t, string(a)+" hears", err.Error(), "error.withdrawn")
		}
	}
}

func TestAnAdviceMaySayWhatWouldChangeIt(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	d := goodAdvice
	d.WouldChange = "  Si vous étiez en congé. "
	wantKind(t, o.Advise(ctx, edmund, c.ID, Stamp{Version: c.Version}, d), 0)
	want(t, "what would", o.kept(t).CurrentAdvice().Advice.WouldChange, "Si vous étiez en congé.")
	d.WouldChange = strings.Repeat("a", MaxMessage+1)
	_, err := o.Preview(ctx, c, Stamp{Version: c.Version}, d)
	wantProblem(t, err, "would_change", "problem.too_long")
}
