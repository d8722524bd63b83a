package storetest

import (
	"fmt"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// blindToOffice has an advisor as the filer: nothing she could read as an
// advisor may match her own case.
func blindToOffice(w *world) {
	id := w.answered(w.chloe, w.dan, draft("My case", "An ordinary situation", cases.English), "Be careful.")
	w.must(w.book.WriteNote(w.ctx, w.dan, id, w.stamp(w.dan, id), "Suspicious xylophone; she is no friend of quartz"))
	w.must(w.book.Annotate(w.ctx, w.dan, id, w.stamp(w.dan, id), cases.AnnotationDraft{Entries: []string{"SCRUTINY"}, Why: "Zeppelin",
		Passages: []cases.Passage{{Source: "situation", From: 3, To: 11}}}))
	names := map[cases.CaseID]string{id: "it"}
	for _, text := range []string{"xylophone", `"suspicious xylophone"`, "xylo*", "zeppelin", "obligation:SCRUTINY"} {
		w.finds(w.chloe, names, text, "")
		w.finds(w.dan, names, text, "it")
	}
	w.finds(w.chloe, names, "ordinary -xylophone", "it")
	w.finds(w.dan, names, "ordinary -xylophone", "")
	w.finds(w.chloe, names, `ordinary -"suspicious xylophone"`, "it")
	w.finds(w.chloe, names, "obligation:LOYALTY", "it")

	own, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "ordinary"})
	w.must(err)
	if all := fmt.Sprintf("%+v", own); strings.Contains(all, "xylo") || strings.Contains(all, "Zepp") || strings.Contains(all, "SCRUTINY") {
		w.Errorf("the filer is shown what the office wrote: %s", all)
	}
	before := own.Hits[0].Score
	w.must(w.book.WriteNote(w.ctx, w.dan, id, w.stamp(w.dan, id), strings.Repeat("ordinary words ", 20)))
	own, err = w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "ordinary"})
	w.must(err)
	if got := own.Hits[0].Score; got != before {
		w.Errorf("a note moved the filer's score from %v to %v", before, got)
	}
}

func rarity(w *world) {
	w.file(w.amira, draft("Kite", "A red kite and a lamp", cases.English))
	w.file(w.amira, draft("Lamp", "A lamp", cases.English))
	scores := func() (out []float64) {
		r, err := w.Store.Search(w.ctx, w.amira, cases.Query{Text: "kite lamp"})
		w.must(err)
		for _, h := range r.Hits {
			out = append(out, h.Score)
		}
		return out
	}
	before := scores()
	for range 5 {
		w.file(w.basile, draft("Kite", "Kites, kites, and many more words besides", cases.English))
	}
	if after := scores(); !slices.Equal(before, after) {
		w.Fatalf("got %v, want %v", after, before)
	}
}

// wordsWithheld asks for words that stand only in cases from which an advisor is
// excluded, or in notes on a case of her own.
func wordsWithheld(w *world) {
	said := func(u cases.User, text string) (words []string, unknown int) {
		r, err := w.Store.Search(w.ctx, u, cases.Query{Text: text})
		w.must(err)
		for _, m := range r.Misspelt {
			words = append(append(words, m.Used), m.Meant...)
		}
		for _, x := range r.Widened {
			for _, a := range x.Added {
				for _, word := range a.Words {
					words = append(words, word.Text)
				}
			}
		}
		return slices.DeleteFunc(words, func(s string) bool { return !strings.Contains(s, "zorbl") }), len(r.Misspelt)
	}
	for _, subject := range []string{"Zorblational", "A zorblational kite", "Zorblational again", "Zorbling"} {
		id := w.file(w.amira, draft(subject, "A red kite.", cases.English))
		w.edit(id, func(c *cases.Case) { c.Excluded = append(c.Excluded, w.chloe.ID) })
	}
	for range 2 {
		id := w.file(w.chloe, draft("Lamp", "A lamp.", cases.English))
		w.must(w.book.WriteNote(w.ctx, w.dan, id, w.stamp(w.dan, id), "A zorblifer, surely."))
	}
	for _, x := range []struct {
		text    string
		unknown int // of the words, to who may not see them
	}{{"zorblatoinal", 1}, {"zorblation", 1}, {"zorblational", 1}, {"zorblfier", 1}, {"zorblifer", 1}} {
		if got, n := said(w.chloe, x.text); len(got) > 0 || n != x.unknown {
			w.Errorf("%q: got %q and %d unknown words, want none of it and %d", x.text, got, n, x.unknown)
		}
	}
	if got, n := said(w.dan, "zorblation"); len(got) == 0 || n > 0 {
		w.Errorf("got %q and %d unknown words, want what who may see it is offered", got, n)
	}
}

// offersWithheld has as many cases with another word in what an advisor may not
// see as would turn the order of what is offered to her.
func offersWithheld(w *world) {
	offered := func() (words []string) {
		r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "boak"})
		w.must(err)
		for _, m := range r.Misspelt {
			words = append(append(words, m.Used), m.Meant...)
		}
		return words
	}
	for _, subject := range []string{"Boat", "A boat", "Our boat", "Book", "A book"} {
		w.file(w.amira, draft(subject, "A red one.", cases.English))
	}
	before := offered()
	for range 4 {
		id := w.file(w.amira, draft("Book", "A red book.", cases.English))
		w.edit(id, func(c *cases.Case) { c.Excluded = append(c.Excluded, w.chloe.ID) })
	}
	if after := offered(); len(before) < 2 || before[0] != "boat" || !slices.Equal(before, after) {
		w.Errorf("got %q, want %q as before, boat first", after, before)
	}
}
