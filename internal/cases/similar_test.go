package cases

import (
	"strings"
	"testing"
)

func TestWhatIsWrittenOfAnAnswerIsReadAsFarAsItGoes(t *testing.T) {
	o := newOffice()
	codes, err := o.Codes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got := o.soFar(codes, AdviceDraft{Outcome: "nonsense", Obligations: []string{"LOYALTY", "x", "LOYALTY"}, Text: strings.Repeat("é", MaxMessage+1)})
	want(t, "runes", len([]rune(got.Text)), MaxMessage)
	want(t, "outcome", got.Outcome, "")
	want(t, "obligations", strings.Join(got.Obligations, " "), "LOYALTY")
	want(t, "a known outcome", o.soFar(codes, AdviceDraft{Outcome: string(NoConcern)}).Outcome, string(NoConcern))
}

func TestOnlyTheOfficeLearnsWhatIsSimilar(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	filer := User{ID: c.Filer}
	_, err := o.Similar(ctx, opened(t, o, filer, c.ID), AdviceDraft{}, ShownSimilar)
	wantKind(t, err, NotFound)
	_, err = o.SimilarTo(ctx, filer, English, "A petition.", ShownSimilar)
	wantKind(t, err, Forbidden)
	before := len(o.store.ledger)
	_, err = o.Similar(ctx, opened(t, o, delphine, c.ID), AdviceDraft{}, ShownSimilar)
	wantKind(t, err, 0)
	want(t, "entries of the ledger for the opening and its list", len(o.store.ledger)-before, 1)
	_, err = o.SimilarTo(ctx, delphine, English, "A petition.", ShownSimilar)
	wantKind(t, err, 0)
	want(t, "entries with that of the search", len(o.store.ledger)-before, 2)
}
