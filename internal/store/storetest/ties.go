package storetest

import (
	"slices"

	"example.org/casebook/internal/cases"
)

// tiedCases has a case of Amira's from which two more go on; Dan is kept from
// the first of these.
func tiedCases(w *world) {
	old := w.answered(w.amira, w.chloe, draft("Old", "A sign.", cases.English), "Take care.")
	var later []cases.CaseID
	for _, subject := range []string{"Later", "Last"} {
		d := draft(subject, "Another sign.", cases.English)
		d.Follows = string(old)
		later = append(later, w.file(w.amira, d))
	}
	other := w.file(w.basile, draft("Other", "Nothing tied to it.", cases.English))
	w.edit(later[0], func(c *cases.Case) { c.Excluded = append(c.Excluded, w.dan.ID) })
	for _, x := range []struct {
		u    cases.User
		of   cases.CaseID
		want []cases.CaseID
	}{
		{w.amira, old, later},
		{w.amira, later[1], []cases.CaseID{old}},
		{w.chloe, old, later},
		{w.dan, old, later[1:]},
		{w.basile, old, nil},
		{w.chloe, other, nil},
		{cases.User{}, old, nil},
	} {
		got, err := w.Store.Linked(w.ctx, x.u, w.load(x.of))
		w.must(err)
		w.sameIDs(x.u.Name+", tied to "+string(x.of), ids(got), x.want)
	}
}

func actsOfACase(w *world) {
	id := w.answered(w.amira, w.chloe, draft("s", "t", cases.English), "Take care.")
	w.file(w.basile, draft("s2", "t2", cases.English))
	w.read(w.chloe, cases.AsAdvisor, id, w.clock.now())
	for _, x := range []struct {
		limit int
		cut   bool
		want  []cases.Action
	}{
		{2, true, []cases.Action{cases.Advise, cases.TakeUp}},
		{3, false, []cases.Action{cases.Advise, cases.TakeUp, cases.Submit}},
	} {
		acts, cut, err := w.Store.Acts(w.ctx, id, x.limit)
		w.must(err)
		var got []cases.Action
		for _, a := range acts {
			got = append(got, a.Act)
		}
		if !slices.Equal(got, x.want) || cut != x.cut {
			w.Errorf("got %v (cut: %t), want %v (cut: %t)", got, cut, x.want, x.cut)
		}
	}
}
