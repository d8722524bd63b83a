package storetest

import (
	"errors"
	"maps"
	"slices"

	"example.org/casebook/internal/cases"
)

// key is that of a form.
const key = "kkkkkkkkkkkkkkkkkkkkkkkkkk"

var receiptTests = []test{
	{"a form sent twice at once makes one case", oneCase},
	{"a form sent twice changes a case once", oneChange},
	{"the key of one case is not taken for another", otherCase},
	{"a form sent again with another text is refused, and changes nothing", otherText},
	{"a situation sent again with another text is refused, and files nothing", otherSituation},
	{"of two texts sent at once with one key the second is refused", twoTexts},
}

func oneCase(w *world) {
	d := draft("s", "t", cases.English)
	d.Key = key
	ids := make([]cases.CaseID, 8)
	for _, err := range atOnce(len(ids), func(i int) (err error) {
		ids[i], err = w.book.Submit(w.ctx, w.amira, d)
		return err
	}) {
		w.must(err)
	}
	if len(slices.Compact(ids)) != 1 {
		w.Fatalf("got the ids %v, want one", ids)
	}
	counts := w.rows()
	if counts["cases"] != 1 || counts["last number"] != 1 || counts["ledger"] != 1 || counts["goqite"] != 2 {
		w.Fatalf("got %v, want one case, one entry, a letter to each advisor", counts)
	}
	if other := w.file(w.basile, d); other == ids[0] {
		w.Fatal("the key of one person was taken for another's")
	}
}

func oneChange(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	stamp := w.stamp(w.amira, id)
	stamp.Key = key
	for _, err := range atOnce(6, func(int) error {
		return w.book.Add(w.ctx, w.amira, id, stamp, "more", "en")
	}) {
		w.must(err)
	}
	if c := w.load(id); len(c.Messages) != 1 || c.Version != 2 {
		w.Fatalf("got %d messages at version %d, want 1 at 2", len(c.Messages), c.Version)
	}
}

func otherCase(w *world) {
	first := w.file(w.amira, draft("s", "t", cases.English))
	second := w.file(w.amira, draft("s", "t", cases.English))
	theirs := w.file(w.basile, draft("s", "t", cases.English))
	w.must(w.book.Add(w.ctx, w.amira, first, cases.Stamp{Version: 1, Key: key}, "more", "en"))
	w.refused(w.book.Add(w.ctx, w.amira, second, cases.Stamp{Version: 1, Key: key}, "more", "en"), cases.Conflict)
	w.refused(w.book.Add(w.ctx, w.amira, theirs, cases.Stamp{Version: 1, Key: key}, "more", "en"), cases.NotFound)
	if c := w.load(second); len(c.Messages) != 0 {
		w.Fatal("the second case was changed")
	}
}

// formUsed expects to hear that the form was sent before with another text.
func (w *world) formUsed(err error) {
	w.Helper()
	w.refused(err, cases.Conflict)
	var told *cases.Error
	if !errors.As(err, &told) || told.Key != "error.form_used" {
		w.Fatalf("got %v, want error.form_used", err)
	}
}

func otherText(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	stamp := cases.Stamp{Version: 1, Key: key}
	add := func(u cases.User, text string) error { return w.book.Add(w.ctx, u, id, stamp, text, "en") }
	w.must(add(w.amira, "more"))
	before := w.rows()
	w.must(add(w.amira, "more"))
	w.formUsed(add(w.amira, "less"))
	w.formUsed(w.book.Withdraw(w.ctx, w.amira, id, stamp, "", ""))
	w.refused(add(w.basile, "less"), cases.NotFound)
	_, err := w.book.Submit(w.ctx, w.amira, keyed("s"))
	w.formUsed(err)
	if after := w.rows(); !maps.Equal(before, after) {
		w.Fatalf("got %v, want %v", after, before)
	}

	hers := cases.Stamp{Version: 2, Key: key}
	w.must(w.book.WriteNote(w.ctx, w.chloe, id, hers, "one"))
	w.formUsed(w.book.WriteNote(w.ctx, w.chloe, id, hers, "two"))
	w.edit(id, func(c *cases.Case) { c.Excluded = []cases.UserID{w.chloe.ID} })
	w.refused(w.book.WriteNote(w.ctx, w.chloe, id, hers, "two"), cases.NotFound)
	w.refused(w.book.WriteNote(w.ctx, w.chloe, id, hers, "one"), cases.NotFound)
}

func keyed(subject string) cases.Draft {
	d := draft(subject, "t", cases.English)
	d.Key = key
	return d
}

func otherSituation(w *world) {
	first := w.file(w.amira, keyed("s"))
	before := w.rows()
	if again := w.file(w.amira, keyed("s")); again != first {
		w.Fatalf("got the case %s, want %s", again, first)
	}
	_, err := w.book.Submit(w.ctx, w.amira, keyed("other"))
	w.formUsed(err)
	if after := w.rows(); !maps.Equal(before, after) {
		w.Fatalf("got %v, want %v", after, before)
	}
}

func twoTexts(w *world) {
	subjects := []string{"one", "two"}
	errs := atOnce(2, func(i int) error {
		_, err := w.book.Submit(w.ctx, w.amira, keyed(subjects[i]))
		return err
	})
	if errs[0] != nil {
		slices.Reverse(errs)
	}
	w.must(errs[0])
	w.formUsed(errs[1])
}
