package storetest

import (
	"fmt"
	"reflect"

	"example.org/casebook/internal/cases"
)

var draftTests = []test{
	{"a draft comes back as it was typed", draftRoundTrip},
	{"drafts come latest first, and narrowed", draftList},
	{"a form that is taken consumes its draft, and refused keeps it", draftConsumed},
	{"many windows at once lose no text", draftWindows},
	{"a saving beside the sending leaves no draft behind", draftLate},
	{"a draft of a case that is hidden is hidden", draftHidden},
	{"as many drafts are kept as she can see", draftsFull},
	{"a draft is discarded by its owner alone, and leaves no row", draftDiscarded},
	{"drafts leave nothing in ledger, outbox or index", draftQuiet},
}

func (w *world) typed(u cases.User, key string, version int, text string) cases.SavedDraft {
	w.Helper()
	d, err := w.book.SaveDraft(w.ctx, u, cases.SavedDraft{Key: key, Form: cases.DraftOfAsk, Version: version,
		Fields: cases.Fields{"situation": {text}}})
	w.must(err)
	return d
}

func (w *world) drafts(u cases.User, q cases.DraftQuery) (texts []string) {
	w.Helper()
	all, err := w.book.Drafts(w.ctx, u, q)
	w.must(err)
	for _, d := range all {
		texts = append(texts, d.Fields.Get("situation"))
	}
	return texts
}

func (w *world) wantDrafts(u cases.User, q cases.DraftQuery, want ...string) {
	w.Helper()
	if got := w.drafts(u, q); fmt.Sprint(got) != fmt.Sprint(want) {
		w.Errorf("got drafts %q, want %q", got, want)
	}
}

func draftRoundTrip(w *world) {
	fields := cases.Fields{"subject": {""}, "situation": {"  l’été\r\n\x00 \u2028 '\" 🏽"}, "obligations": {"A", "B"}}
	saved, err := w.book.SaveDraft(w.ctx, w.amira, cases.SavedDraft{Key: "k", Form: cases.DraftOfAsk, Fields: fields})
	w.must(err)
	got, err := w.book.Draft(w.ctx, w.amira, "k")
	w.must(err)
	if !reflect.DeepEqual(got, saved) || got.SavedAt.IsZero() || !reflect.DeepEqual(got.Fields, fields) {
		w.Errorf("got %+v, want %+v", got, saved)
	}
}

func draftList(w *world) {
	w.typed(w.amira, "a", 0, "un")
	w.typed(w.amira, "b", 0, "deux")
	w.typed(w.amira, "a", 1, "trois")
	w.typed(w.basile, "a", 0, "other")
	w.wantDrafts(w.amira, cases.DraftQuery{}, "trois", "deux")
	w.wantDrafts(w.amira, cases.DraftQuery{Key: "b"}, "deux")
	w.wantDrafts(w.amira, cases.DraftQuery{Form: cases.DraftOfNote})
	w.wantDrafts(w.amira, cases.DraftQuery{Case: "c"})
	w.wantDrafts(w.chloe, cases.DraftQuery{})
}

func draftConsumed(w *world) {
	w.typed(w.amira, "k", 0, "un")
	d := draft("s", "t", cases.English)
	d.Key = "k"
	d.Subject = ""
	_, err := w.book.Submit(w.ctx, w.amira, d)
	w.refused(err, cases.Invalid)
	w.wantDrafts(w.amira, cases.DraftQuery{}, "un")
	d.Subject = "s"
	id := w.file(w.amira, d)
	w.wantDrafts(w.amira, cases.DraftQuery{})

	st := w.stamp(w.chloe, id)
	note := cases.SavedDraft{Key: "n", Form: cases.DraftOfNote, Case: id, Fields: cases.Fields{"text": {"x"}}}
	_, err = w.book.SaveDraft(w.ctx, w.chloe, note)
	w.must(err)
	st.Key = "n"
	w.must(w.book.WriteNote(w.ctx, w.chloe, id, st, "x"))
	w.wantDrafts(w.chloe, cases.DraftQuery{})
	_, err = w.book.SaveDraft(w.ctx, w.chloe, note)
	w.refused(err, cases.Conflict)
}

func draftWindows(w *world) {
	w.typed(w.amira, "k", 0, "first")
	errs := atOnce(6, func(i int) error {
		_, err := w.book.SaveDraft(w.ctx, w.amira, cases.SavedDraft{Key: "k", Form: cases.DraftOfAsk, Version: 1,
			Fields: cases.Fields{"situation": {fmt.Sprint("window ", i)}}})
		return err
	})
	for _, err := range errs {
		w.must(err)
	}
	if got := w.drafts(w.amira, cases.DraftQuery{}); len(got) != 6 {
		w.Errorf("got %q, want the text of six windows", got)
	}
}

func draftLate(w *world) {
	for i := range 8 {
		d := draft("s", "t", cases.English)
		d.Key = fmt.Sprint("late", i)
		errs := atOnce(2, func(j int) error {
			if j == 0 {
				_, err := w.book.Submit(w.ctx, w.amira, d)
				return err
			}
			_, err := w.book.SaveDraft(w.ctx, w.amira, cases.SavedDraft{Key: d.Key, Form: cases.DraftOfAsk,
				Fields: cases.Fields{"situation": {"late"}}})
			return err
		})
		w.must(errs[0])
		if errs[1] != nil {
			w.refused(errs[1], cases.Conflict)
		}
		w.wantDrafts(w.amira, cases.DraftQuery{})
	}
}

func draftHidden(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	for _, u := range []cases.User{w.chloe, w.dan} {
		_, err := w.book.SaveDraft(w.ctx, u, cases.SavedDraft{Key: "n", Form: cases.DraftOfNote, Case: id,
			Fields: cases.Fields{"situation": {"note"}}})
		w.must(err)
	}
	w.wantDrafts(w.chloe, cases.DraftQuery{}, "note")
	w.edit(id, func(c *cases.Case) { c.Excluded = append(c.Excluded, w.chloe.ID) })
	w.wantDrafts(w.chloe, cases.DraftQuery{})
	w.refused(w.book.DiscardDraft(w.ctx, w.chloe, "n", 1), cases.NotFound)
	w.wantDrafts(w.dan, cases.DraftQuery{}, "note")
	if d, err := w.book.Draft(w.ctx, w.dan, "n"); err != nil || d.Reference != w.load(id).Reference {
		w.Errorf("got %+v, %v, want the reference of its case", d, err)
	}
	gone := w.dan
	gone.Roles = cases.NewRoles()
	w.wantDrafts(gone, cases.DraftQuery{})
}

func draftsFull(w *world) {
	for i := range cases.MaxDrafts {
		_, err := w.book.SaveDraft(w.ctx, w.chloe, cases.SavedDraft{Key: fmt.Sprint("call", i), Form: cases.DraftOfCall,
			Fields: cases.Fields{"situation": {"x"}}})
		w.must(err)
	}
	_, err := w.book.SaveDraft(w.ctx, w.chloe, cases.SavedDraft{Key: "k", Form: cases.DraftOfAsk})
	w.refused(err, cases.Conflict)
	left := w.chloe
	left.Roles = cases.NewRoles()
	w.typed(left, "k", 0, "hers")
	w.wantDrafts(left, cases.DraftQuery{}, "hers")
}

func draftDiscarded(w *world) {
	w.typed(w.amira, "k", 0, "un")
	w.refused(w.book.DiscardDraft(w.ctx, w.basile, "k", 1), cases.NotFound)
	w.refused(w.book.DiscardDraft(w.ctx, w.chloe, "k", 1), cases.NotFound)
	w.wantDrafts(w.amira, cases.DraftQuery{}, "un")
	w.refused(w.book.DiscardDraft(w.ctx, w.amira, "k", 2), cases.Conflict)
	w.must(w.book.DiscardDraft(w.ctx, w.amira, "k", 1))
	if got := w.number("SELECT count(*) FROM drafts"); got != 0 {
		w.Errorf("got %d rows, want 0", got)
	}
	w.refused(w.book.DiscardDraft(w.ctx, w.amira, "k", 1), cases.NotFound)
}

func draftQuiet(w *world) {
	before := w.rows()
	w.typed(w.amira, "k", 0, "un")
	w.typed(w.amira, "k", 1, "deux")
	w.must(w.book.DiscardDraft(w.ctx, w.amira, "k", 2))
	if got := w.rows(); !reflect.DeepEqual(got, before) {
		w.Errorf("got %v, want %v", got, before)
	}
}
