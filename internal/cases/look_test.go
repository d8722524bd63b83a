package cases

import (
	"strings"
	"testing"
	"time"
)

func TestWhatIsNewSinceAnAdvisorLookedIsTold(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	first, err := o.Look(ctx, edmund, c.ID)
	wantKind(t, err, 0)
	want(t, "at first", first.News.Sight, NewToYou)
	want(t, "nothing stands out", first.News.Has(string(c.Messages[0].ID)), false)
	o.note(t, edmund, "Mine.")
	o.note(t, delphine, "Hers.")
	again, err := o.Look(ctx, edmund, c.ID)
	wantKind(t, err, 0)
	notes := again.Case.Notes
	want(t, "then", again.News.Sight, Changed)
	want(t, "her colleague's note is new", again.News.Has(string(notes[len(notes)-1].ID)), true)
	want(t, "her own is not", again.News.Has(string(notes[len(notes)-2].ID)), false)
	last, err := o.Look(ctx, edmund, c.ID)
	wantKind(t, err, 0)
	want(t, "at last", last.News.Sight, Sight(""))
}

func (o *office) note(t *testing.T, u User, text string) {
	t.Helper()
	wantKind(t, o.WriteNote(ctx, u, plantedID, Stamp{Version: o.kept(t).Version}, text), 0)
}

func TestOpeningAFormIsNoLook(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	_, err := o.Open(ctx, edmund, c.ID)
	wantKind(t, err, 0)
	want(t, "looks", len(o.store.looks), 0)
	want(t, "entries of the ledger", len(o.store.ledger), 1)
}

func TestTheFilersLookIsNotKept(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	opened, err := o.Look(ctx, filer, c.ID)
	wantKind(t, err, 0)
	want(t, "news", opened.News.Sight, Sight(""))
	want(t, "looks", len(o.store.looks), 0)
	_, err = o.Look(ctx, recused, c.ID)
	wantKind(t, err, NotFound)
}

func TestACaseIsGivenWithAWord(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	before := len(c.Notes)
	wantKind(t, o.Assign(ctx, edmund, c.ID, Stamp{Version: c.Version}, delphine.ID, "  You know the platform. "), 0)
	kept := o.kept(t)
	note := kept.Notes[len(kept.Notes)-1]
	want(t, "notes", len(kept.Notes), before+1)
	want(t, "word", note.Text, "You know the platform.")
	want(t, "to", note.To, delphine.ID)
	wantLetters(t, o.store.letters, lettersTo(CaseGiven, kept, delphine))
	want(t, "digested", o.store.ledger[0].Digest != "", true)
}

func TestACaseGivenWithoutAWordLeavesNoNote(t *testing.T) {
	o := newOffice()
	for _, nothing := range []string{" \n ", unseen} {
		c := o.plant(InReview)
		wantKind(t, o.Assign(ctx, delphine, c.ID, Stamp{Version: c.Version}, delphine.ID, nothing), 0)
		want(t, "notes", len(o.kept(t).Notes), len(c.Notes))
	}
	want(t, "letters to oneself", len(o.store.letters), 0)
}

func TestAWordThatIsTooLongIsRefused(t *testing.T) {
	o := newOffice()
	c := o.plant(InReview)
	err := o.Assign(ctx, edmund, c.ID, Stamp{Version: c.Version}, delphine.ID, strings.Repeat("a", MaxNote+1))
	wantProblem(t, err, "word", "problem.too_long")
	want(t, "advisor", o.kept(t).Advisor, edmund.ID)
}

// What comes after the page of a case is part of the reading that the ledger has;
// later, or of a case that moved on since, it is one of its own.
func TestWhatComesAfterThePageIsPartOfItsReading(t *testing.T) {
	readings := func(o *office) int { return len(o.store.ledger) }
	for _, x := range []struct {
		name string
		then func(t *testing.T, o *office)
		want int // further entries
	}{
		{"at once", func(*testing.T, *office) {}, 0},
		{"an hour later", func(_ *testing.T, o *office) { o.at = o.at.Add(time.Hour) }, 1},
		{"of a clock that went back", func(_ *testing.T, o *office) { o.at = o.at.Add(-time.Hour) }, 1},
		{"of a case that moved on", func(t *testing.T, o *office) { o.note(t, delphine, "News.") }, 1},
	} {
		o := newOffice()
		c := o.plant(InReview)
		_, err := o.Look(ctx, edmund, c.ID)
		wantKind(t, err, 0)
		x.then(t, o)
		before := readings(o)
		_, err = o.OpenBeside(ctx, edmund, c.ID)
		wantKind(t, err, 0)
		want(t, x.name, readings(o)-before, x.want)
		_, err = o.OpenBeside(ctx, delphine, c.ID)
		wantKind(t, err, 0)
		want(t, x.name+", who did not look", readings(o)-before, x.want+1)
		_, err = o.OpenBeside(ctx, recused, c.ID)
		wantKind(t, err, NotFound)
	}
}
