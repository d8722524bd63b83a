package storetest

import (
	"fmt"
	"strings"

	"example.org/casebook/internal/cases"
)

func queryLanguage(w *world) {
	names := w.bilingual()
	for _, x := range []struct{ text, want string }{
		{`"signer une pétition"`, "pétition"}, {`"une petition contre"`, "pétition"}, {`"pétition signer"`, ""},
		{`"lawn during the elections"`, "sign"}, {`« pelouse du chalet »`, "pancarte"},
		{"elections -chalet", "sign"}, {"-elections", "pétition blog"}, {`-"on our lawn"`, "pétition pancarte blog"},
		{`elections -"on our lawn"`, "pancarte"}, {"garden*", "blog"}, {"pétit*", "pétition"}, {"elect* -chal*", "sign"},
		{"VE-2026-0002", "pancarte"}, {"ve 2026 3", "sign"},
	} {
		w.finds(w.chloe, names, x.text, x.want)
		w.finds(w.amira, names, x.text, x.want)
	}
}

func phraseOfMany(w *world) {
	const many = 40
	for range many {
		w.file(w.amira, draft("A sign", "The same lawn sign stands here again.", cases.English))
	}
	for _, text := range []string{`"lawn sign"`, `sign -"lawn party"`} {
		for page := 1; page <= many/5; page++ {
			r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: text, Size: 5, Page: page, Plain: true})
			w.must(err)
			if len(r.Hits) != 5 || r.Total < min(page*5+1, many) || r.AtLeast == (r.Total == many) || r.AtLeast != (r.Facets.First(cases.ByLang) == r.Total) ||
				r.Facets.Of(cases.ByLang)["en"] != r.Total {
				w.Errorf("%s, page %d: got %d hits, %d in all, at least: %t, of the first %d", text, page, len(r.Hits), r.Total, r.AtLeast, r.Facets.First(cases.ByLang))
			}
		}
		r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: text, Size: many, Plain: true})
		w.must(err)
		if r.Total != many || r.AtLeast || r.Facets.First(cases.ByLang) != 0 {
			w.Errorf("%s: got %d, at least: %t; want all %d", text, r.Total, r.AtLeast, many)
		}
	}
}

func beginningOfOthers(w *world) {
	var words []string
	for i := range 700 {
		words = append(words, fmt.Sprintf("defa%c%c%c", 'b'+i/100, 'b'+i/10%10, 'b'+i%10))
	}
	w.file(w.basile, draft("Words", strings.Join(words, " "), cases.English))
	id := w.file(w.amira, draft("Mine", "The defzulu is mine.", cases.English))
	r, err := w.Store.Search(w.ctx, w.amira, cases.Query{Text: "def*", Size: 5})
	w.must(err)
	if r.Broad || len(r.Hits) != 1 || r.Hits[0].ID != id {
		w.Errorf("got %d hits, broad: %t; want her own case, and nothing said of others", len(r.Hits), r.Broad)
	}
	r, err = w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "def*", Size: 5})
	w.must(err)
	if !r.Broad {
		w.Error("it is not said to the office that some words were left out")
	}
}
