package cases

import (
	"strings"
	"testing"
)

func markNow(o *office, c *Case, why string) error {
	return o.MarkPrecedent(ctx, delphine, c.ID, Stamp{Version: c.Version}, why)
}

func TestOnlyACaseWithAdviceIsMadeAPrecedent(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	c.Precedent, c.Messages = false, nil
	o.store.cases[c.ID] = copyOf(c)
	want(t, "the button", c.Can(delphine, MarkPrecedent), false)
	err := markNow(o, c, "good")
	wantKind(t, err, Early)
	want(t, "she hears", err.Error(), "error.no_advice_to_follow")
	c.Version += 2
	want(t, "of another version", markNow(o, c, "good").Error(), "error.no_advice_to_follow")
}

func TestThePrecedentsMarkComesWithAWordWhyForColleagues(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	for _, tt := range []struct{ why, problem string }{
		{"", "problem.precedent_why.missing"},
		{" \u200d\n", "problem.precedent_why.missing"},
		{strings.Repeat("x", MaxWhy+1), "problem.too_long"},
	} {
		wantProblem(t, markNow(o, c, tt.why), "precedent_why", tt.problem)
	}
	wantKind(t, markNow(o, c, " It weighs both duties. "), 0)
	kept := o.kept(t)
	n, found := kept.PrecedentNote()
	want(t, "a precedent", kept.Precedent, true)
	want(t, "with a word", found, true)
	want(t, "the word", n.Text, "It weighs both duties.")
	want(t, "who", n.By, delphine.ID)
	want(t, "when", n.At, o.at)
}

func TestAMarkThatIsTakenAwayLeavesItsReasons(t *testing.T) {
	o := newOffice()
	c := o.plant(Closed)
	wantKind(t, markNow(o, c, "good"), 0)
	wantKind(t, o.UnmarkPrecedent(ctx, edmund, c.ID, Stamp{Version: c.Version + 1}, ""), 0)
	kept := o.kept(t)
	_, found := kept.PrecedentNote()
	want(t, "a precedent", kept.Precedent, false)
	want(t, "with a word", found, false)
	want(t, "notes", len(kept.Notes), 1)
	err := o.UnmarkPrecedent(ctx, edmund, c.ID, Stamp{Version: kept.Version}, "")
	wantKind(t, err, Conflict)
	want(t, "she hears", err.Error(), "error.no_precedent")
}

func TestAPrecedentMarkedAnewGivesTheLatestReason(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	wantKind(t, markNow(o, c, "first"), 0)
	wantKind(t, markNow(o, o.kept(t), "second"), 0)
	n, _ := o.kept(t).PrecedentNote()
	want(t, "the word", n.Text, "second")
}

func TestThePrecedentsMarkTellsTheFilerNothing(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	wantKind(t, markNow(o, c, canary), 0)
	opened, err := o.Open(ctx, filer, c.ID)
	wantKind(t, err, 0)
	want(t, "a precedent", opened.Case.Precedent, false)
	want(t, "her version", opened.Case.Shared, c.Shared)
	want(t, "letters", len(o.store.letters), 0)
}
