package storetest

import (
	"slices"

	"example.org/casebook/internal/cases"
)

var citationTests = []test{
	{"a citation comes back from both ends, and its removal too", citationsComeBack},
	{"a citation is listed only to who is on the office's side of the other case", citationsHidden},
	{"a case is found by its reference only on the office's side", byReference},
	{"searches by what is cited follow who may see it", searchByCitation},
}

// citationWorld has a case of Amira's that cites one of Basile's.
func citationWorld(w *world) (citing, cited cases.CaseID) {
	citing = w.file(w.amira, draft("Citing", "A sign on the lawn.", cases.English))
	cited = w.answered(w.basile, w.chloe, draft("Cited", "A placard.", cases.English), "Take care.")
	w.must(w.book.Cite(w.ctx, w.dan, citing, w.stamp(w.dan, citing), w.load(cited).Reference))
	return citing, cited
}

func (w *world) cited(u cases.User, id cases.CaseID) (cites, citedBy []cases.CaseID) {
	w.Helper()
	there, back, err := w.Store.Cited(w.ctx, u, w.load(id))
	w.must(err)
	for _, z := range there {
		cites = append(cites, z.Other.ID)
	}
	for _, z := range back {
		citedBy = append(citedBy, z.Other.ID)
	}
	return cites, citedBy
}

func citationsComeBack(w *world) {
	citing, cited := citationWorld(w)
	there, _, err := w.Store.Cited(w.ctx, w.chloe, w.load(citing))
	w.must(err)
	_, back, err := w.Store.Cited(w.ctx, w.chloe, w.load(cited))
	w.must(err)
	if len(there) != 1 || len(back) != 1 || there[0].Citation != back[0].Citation {
		w.Fatalf("got %+v and %+v, want the same citation from both ends", there, back)
	}
	z := there[0]
	if z.By != w.dan.ID || z.Other.Subject != "Cited" || back[0].Other.Subject != "Citing" || z.Other.Outcome != cases.WithPrecautions {
		w.Errorf("got %+v and %+v", z, back[0])
	}
	w.must(w.book.RemoveCitation(w.ctx, w.chloe, citing, w.stamp(w.chloe, citing), z.ID))
	there, _, err = w.Store.Cited(w.ctx, w.chloe, w.load(citing))
	w.must(err)
	if len(there) != 1 || there[0].RemovedBy != w.chloe.ID || there[0].RemovedAt.IsZero() {
		w.Errorf("got %+v, want it as history", there)
	}
	if _, back := w.cited(w.chloe, cited); len(back) != 0 {
		w.Errorf("got %v, want nothing that cites it", back)
	}
}

func citationsHidden(w *world) {
	citing, cited := citationWorld(w)
	for _, x := range []struct {
		what    string
		u       cases.User
		cites   []cases.CaseID
		citedBy []cases.CaseID
	}{
		{"an advisor", w.chloe, []cases.CaseID{cited}, []cases.CaseID{citing}},
		{"a filer of either", w.amira, nil, nil},
		{"a filer of the other", w.basile, nil, nil},
		{"nobody", cases.User{}, nil, nil},
	} {
		cites, _ := w.cited(x.u, citing)
		w.sameIDs(x.what+": cites", cites, x.cites)
		_, citedBy := w.cited(x.u, cited)
		w.sameIDs(x.what+": cited by", citedBy, x.citedBy)
	}
	w.edit(cited, func(c *cases.Case) { c.Excluded = append(c.Excluded, w.chloe.ID) })
	w.edit(citing, func(c *cases.Case) { c.Filer = w.dan.ID })
	cites, _ := w.cited(w.chloe, citing)
	w.sameIDs("excluded from the cited: cites", cites, nil)
	_, citedBy := w.cited(w.dan, cited)
	w.sameIDs("an advisor who filed the citing: cited by", citedBy, nil)
}

func byReference(w *world) {
	citing, cited := citationWorld(w)
	for _, x := range []struct {
		typed string
		u     cases.User
		want  cases.CaseID
	}{
		{"VE-2026-0001", w.chloe, citing}, {" ve 2026 2 ", w.chloe, cited}, {"VE-2026-0001", w.amira, ""},
		{"VE-2026-0009", w.chloe, ""}, {"", w.chloe, ""}, {"'; --\x00", w.chloe, ""}, {"VE-2026-0002", cases.User{}, ""},
	} {
		got, err := w.Store.ByReference(w.ctx, x.u, x.typed)
		if got != x.want || (x.want == "") != (cases.KindOf(err) == cases.NotFound) {
			w.Errorf("%q for %s: got %q, %v, want %q", x.typed, x.u.Name, got, err, x.want)
		}
	}
}

func searchByCitation(w *world) {
	citing, cited := citationWorld(w)
	names := map[cases.CaseID]string{citing: "citing", cited: "cited"}
	for _, x := range []struct{ text, want string }{
		{"cites:VE-2026-0002", "citing"}, {"cite : VE-2026-2", "citing"}, {"-cites:VE-2026-0002", "cited"},
		{"citedby:VE-2026-0001", "cited"}, {"citée par:VE-2026-0001", "cited"}, {"cites:VE-2026-0001", ""},
		{"sign cites:VE-2026-0002", "citing"}, {"placard cites:VE-2026-0002", ""}, {"cites:VE-2026-0009", ""},
	} {
		w.finds(w.chloe, names, x.text, x.want)
		if !slices.Contains([]string{"-cites:VE-2026-0002"}, x.text) {
			w.finds(w.amira, names, x.text, "")
		}
	}
	w.finds(w.amira, names, "-cites:VE-2026-0002", "citing") // all of hers: nothing is told of what they cite
	w.edit(cited, func(c *cases.Case) { c.Excluded = append(c.Excluded, w.chloe.ID) })
	there, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "cites:VE-2026-0002"})
	w.must(err)
	nowhere, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "cites:VE-2026-0009"})
	w.must(err)
	if there.Total != 0 || len(there.Unknown) != 1 || len(nowhere.Unknown) != 1 {
		w.Errorf("got %+v and %+v, want both unknown", there, nowhere)
	}
}
