package storetest

import (
	"math"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

var searchTests = []test{
	{"words are found whatever their accents, inflection and elision", wordsFound},
	{"a question needs no language", anyLanguage},
	{"a question in one language finds what stands in the other, and says how", acrossLanguages},
	{"a reference alone opens the case, unless it is somebody else's", aloneOpens},
	{"phrases, exclusions and beginnings do what they say", queryLanguage},
	{"a phrase of many cases is counted as far as it was read, and that is said", phraseOfMany},
	{"a beginning finds her words however many of others begin like it", beginningOfOthers},
	{"typed filters narrow as those of the form", typedFilters},
	{"a value that nothing has finds nothing and is named", unknownValues},
	{"days the wrong way round are told", daysBackwards},
	{"what nothing ranks is told to be sorted by age", nothingRanks},
	{"what is written later is found at once, what is struck no more", inStep},
	{"the filer's search is blind to what the office wrote", blindToOffice},
	{"how rare a word is says nothing of what she may not see", rarity},
	{"no word is offered or added that is only in what she may not see", wordsWithheld},
	{"words are offered in the order of the cases that the person sees", offersWithheld},
	{"a more telling case comes first, and newest when asked", searchOrder},
	{"pages follow one another", searchPages},
	{"passages show the words that were found", passages},
	{"anything typed gets an answer", anythingTyped},
}

// bilingual files a few cases and gives their names by their ids.
func (w *world) bilingual() map[cases.CaseID]string {
	w.Helper()
	names := map[cases.CaseID]string{}
	for _, x := range []struct {
		name, subject, situation string
		lang                     cases.Lang
	}{
		{"pétition", "Signer une pétition", "J’aimerais signer une pétition contre la fermeture de l’école du quartier, adressée aux députés.", cases.French},
		{"pancarte", "Une pancarte", "Une pancarte électorale se trouve sur la pelouse du chalet ; les élections approchent.", cases.French},
		{"sign", "Lawn sign", "A candidate's sign stood on our lawn during the elections and shows in a picture.", cases.English},
		{"blog", "My blog", "I write a blog about gardening and once criticized the school board.", cases.English},
	} {
		names[w.file(w.amira, draft(x.subject, x.situation, x.lang))] = x.name
	}
	return names
}

// finds expects what a question finds, by name, in any order.
func (w *world) finds(u cases.User, names map[cases.CaseID]string, text, want string) {
	w.Helper()
	r, err := w.Store.Search(w.ctx, u, cases.Query{Text: text, Size: 50, Plain: true})
	w.must(err)
	var got []string
	for _, h := range r.Hits {
		got = append(got, names[h.ID])
	}
	expected := strings.Fields(want)
	slices.Sort(got)
	slices.Sort(expected)
	if !slices.Equal(got, expected) || r.Total != len(got) {
		w.Errorf("%q: got %v of %d, want %v", text, got, r.Total, expected)
	}
}

func wordsFound(w *world) {
	names := w.bilingual()
	for _, u := range []cases.User{w.amira, w.chloe} {
		for _, x := range []struct{ text, want string }{
			{"pétition", "pétition"}, {"petitions", "pétition"}, {"PÉTITION", "pétition"},
			{"ecole", "pétition"}, {"l'école", "pétition"}, {"l’ecole", "pétition"},
			{"depute", "pétition"}, {"signing", "sign"}, {"gardens", "blog"},
			{"criticizing", "blog"}, {"pancartes électorales", "pancarte"}, {"nothing-like-this", ""},
		} {
			w.finds(u, names, x.text, x.want)
		}
	}
	w.finds(w.basile, names, "pétition", "")
}

func anyLanguage(w *world) {
	names := w.bilingual()
	w.finds(w.chloe, names, "chalet gardening", "pancarte blog")
	w.finds(w.chloe, names, "lang:fr elections", "pancarte")
	w.finds(w.chloe, names, "elections", "pancarte sign")
}

// acrossLanguages asks in one language for what stands in the other.
func acrossLanguages(w *world) {
	names := w.bilingual()
	ask := func(q cases.Query) (found []string, r cases.Results) {
		r, err := w.Store.Search(w.ctx, w.chloe, q)
		w.must(err)
		for _, h := range r.Hits {
			found = append(found, names[h.ID])
		}
		return found, r
	}
	for text, want := range map[string]string{"pancarte": "sign", "cottage": "pancarte"} {
		if got, _ := ask(cases.Query{Text: text}); !slices.Contains(got, want) {
			w.Errorf("%q: got %q, want %q among them", text, got, want)
		}
	}
	_, r := ask(cases.Query{Text: "pancarte"})
	if len(r.Widened) != 1 || r.Widened[0].Typed != "pancarte" || len(r.Widened[0].Added) == 0 {
		w.Fatalf("got %v, want what was added to pancarte", r.Widened)
	}
	var without []string
	for _, a := range r.Widened[0].Added {
		without = append(without, a.Key)
	}
	for _, h := range r.Hits {
		if got, want := len(h.Through) > 0, names[h.ID] == "sign"; got != want {
			w.Errorf("%s: found through %v, want to be told so only of what has no typed word", names[h.ID], h.Through)
		}
	}
	if _, r := ask(cases.Query{Text: "pancarte", Without: append(without, "t.none")}); len(r.LeftOut) != 1 || len(r.LeftOut[0].Added) != len(without) {
		w.Errorf("got %v left out, want what was", r.LeftOut)
	}
	if got, r := ask(cases.Query{Text: "pancarte", Without: without}); !slices.Equal(got, []string{"pancarte"}) || len(r.Widened) > 0 {
		w.Errorf("without what was added: got %q, %v; want the one with the word", got, r.Widened)
	}
	if got, r := ask(cases.Query{Text: "electoins"}); !slices.Contains(got, "pancarte") || len(r.Misspelt) != 1 || r.Misspelt[0].Used == "" {
		w.Errorf("misspelt: got %q, %v", got, r.Misspelt)
	}
}

func aloneOpens(w *world) {
	names := w.bilingual()
	for _, x := range []struct {
		u          cases.User
		text, want string
	}{
		{w.chloe, "VE-2026-0002", "pancarte"}, {w.amira, " ve 2026 2", "pancarte"}, {w.basile, "VE-2026-0002", ""},
		{w.chloe, "VE-2026-9999", ""}, {w.chloe, "VE-2026-0002 chalet", ""}, {w.chloe, "ref:VE-2026-0002", ""}, {w.chloe, "chalet", ""},
	} {
		r, err := w.Store.Search(w.ctx, x.u, cases.Query{Text: x.text})
		w.must(err)
		if got := names[r.Opens]; got != x.want {
			w.Errorf("%q: opens %q, want %q", x.text, got, x.want)
		}
	}
	r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "VE-2026-0002", Filters: cases.Filters{Langs: []cases.Lang{cases.English}}})
	w.must(err)
	if r.Opens != "" || r.Total != 0 {
		w.Errorf("what is chosen leaves it out: opens %q of %d, want nothing", r.Opens, r.Total)
	}
}

func typedFilters(w *world) {
	names := w.bilingual()
	for id, name := range names {
		if name == "pancarte" {
			w.must(w.book.TakeUp(w.ctx, w.chloe, id, w.stamp(w.chloe, id)))
			w.must(w.book.Advise(w.ctx, w.chloe, id, w.stamp(w.chloe, id), cases.AdviceDraft{Outcome: "referred", Destination: "PSC",
				Obligations: []string{"NEUTRALITY"}, Text: "Voir la commission."}))
			w.must(w.book.MarkPrecedent(w.ctx, w.dan, id, w.stamp(w.dan, id), "Un bon exemple."))
		}
		if name == "blog" {
			w.must(w.book.Classify(w.ctx, w.chloe, id, w.stamp(w.chloe, id), "normal", "yes"))
		}
		if name == "sign" {
			w.must(w.book.Annotate(w.ctx, w.dan, id, w.stamp(w.dan, id), cases.AnnotationDraft{Entries: []string{"NEUTRALITY"}}))
		}
	}
	for _, x := range []struct{ text, office, own string }{
		{"outcome:referred", "pancarte", "pancarte"},
		{"obligation:neutrality", "pancarte sign", "pancarte"},
		{"obligation:NEUTRALITY lang:en", "sign", ""},
		{"langue:français", "pétition pancarte", "pétition pancarte"},
		{"lang:fr lang:en", "pétition pancarte sign blog", "pétition pancarte sign blog"},
		{"-lang:fr", "sign blog", "sign blog"},
		{"status:new", "pétition sign blog", "pétition sign blog"},
		{"advisor:chloe", "pancarte", ""}, {"-advisor:chloe", "pétition sign blog", "pétition pancarte sign blog"},
		{"platform:facebook channel:web elections", "pancarte sign", "pancarte sign"},
		{"platform:x", "", ""},
		{"election:no year:2026", "pétition pancarte sign blog", "pétition pancarte sign blog"},
		{"from:2026-02", "", ""}, {"to:2026-01 from:2026-01", "pétition pancarte sign blog", "pétition pancarte sign blog"},
		{"ref:VE-2026-0001", "pétition", "pétition"},
		{`obligation:"Neutralité et impartialité politiques" conclusion:dirigé`, "pancarte", "pancarte"},
		{"political:yes", "blog", ""}, {"activité politique:non", "pétition pancarte sign", ""},
		{"-political:yes", "pétition pancarte sign", "pétition pancarte sign blog"},
		{"precedent:yes", "pancarte", ""}, {"-précédent:oui", "pétition sign blog", "pétition pancarte sign blog"},
	} {
		w.finds(w.dan, names, x.text, x.office)
		w.finds(w.amira, names, x.text, x.own)
	}
	for _, f := range []cases.Filters{{Politicals: []cases.YesNo{cases.No}}, {Precedents: []cases.YesNo{cases.No}}, {Advisors: []cases.UserID{w.chloe.ID}}} {
		r, err := w.Store.Search(w.ctx, w.amira, cases.Query{Filters: f})
		w.must(err)
		if len(r.Hits) != 0 {
			w.Errorf("a filter that is the office's matched a filer's own cases: %+v", f)
		}
	}
}

func unknownValues(w *world) {
	w.bilingual()
	r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: `elections platform:myspace -Responsable:nobody conclusion:"zzz zzz"`})
	w.must(err)
	if want := []string{"platform:myspace", "-Responsable:nobody", `conclusion:"zzz zzz"`}; len(r.Hits) != 0 || !slices.Equal(r.Unknown, want) {
		w.Fatalf("got %d hits, unknown %q, want none, %q", len(r.Hits), r.Unknown, want)
	}
	for _, text := range []string{"advisor:chloe", "advisor:nobody", "advisor:me", "-advisor:chloe", "-advisor:nobody"} { // who is one is the office's
		r, err := w.Store.Search(w.ctx, w.amira, cases.Query{Text: text})
		w.must(err)
		if !slices.Equal(r.Unknown, []string{text}) {
			w.Errorf("%s told an employee of the advisors: unknown %q", text, r.Unknown)
		}
	}
}

func daysBackwards(w *world) {
	w.bilingual()
	early, late := cases.Date{Year: 2024, Month: 3, Day: 1}, cases.Date{Year: 2025, Month: 3, Day: 1}
	for _, tt := range []struct {
		text     string
		from, to cases.Date
		want     bool
	}{
		{text: "du:2025 au:2024", want: true},
		{text: "elections from:2025-02 to:2025-01", want: true},
		{text: "du:2024 au:2024"},
		{text: "du:2025"},
		{text: "au:2024"},
		{text: "du:2025 du:2023 au:2024"}, // any of the first days will do
		{text: "du:2025 -au:2024"},
		{text: "du:2025-13 au:2024"},
		{from: late, to: early, want: true},
		{from: early, to: late},
		{from: early, to: early},
		{text: "au:2024-02", from: early, want: true},
		{text: "du:2024-02", from: early, to: late},
	} {
		r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: tt.text, Filters: cases.Filters{From: tt.from, To: tt.to}})
		w.must(err)
		if r.Backwards != tt.want {
			w.Errorf("%q from %v to %v: got %v, want %v", tt.text, tt.from, tt.to, r.Backwards, tt.want)
		}
	}
}

func nothingRanks(w *world) {
	w.bilingual()
	for text, want := range map[string]bool{"": true, "-photo": true, `-"lawn sign"`: true, "lang:fr": true, "-photo lang:fr": true,
		"blog -photo": false, `"lawn sign"`: false, "elect*": false, "zzzz": false} {
		r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: text})
		w.must(err)
		if r.ByAge != want {
			w.Errorf("%q: got %v, want %v", text, r.ByAge, want)
		}
	}
}

func inStep(w *world) {
	id := w.answered(w.amira, w.chloe, draft("Subject", "The situation", cases.English), "Prudence is advised.")
	names := map[cases.CaseID]string{id: "it"}
	w.finds(w.amira, names, "prudence", "it")
	w.must(w.book.FollowUp(w.ctx, w.amira, id, w.stamp(w.amira, id), "Et la baignoire ?", "fr"))
	w.finds(w.chloe, names, "baignoires", "it")
	w.must(w.book.WriteNote(w.ctx, w.chloe, id, w.stamp(w.chloe, id), "The telescope matters."))
	w.finds(w.dan, names, "telescopes", "it")
	w.must(w.book.Annotate(w.ctx, w.chloe, id, w.stamp(w.chloe, id), cases.AnnotationDraft{Entries: []string{"TRUST"}, Why: "un parapluie"}))
	w.finds(w.dan, names, "parapluies", "it")
	a := w.load(id).Annotations[0].ID
	w.must(w.book.RemoveAnnotation(w.ctx, w.chloe, id, w.stamp(w.chloe, id), a))
	w.finds(w.dan, names, "parapluies", "")
	w.finds(w.dan, names, "telescope", "it")
	w.finds(w.dan, names, "subject", "it")
}

func searchOrder(w *world) {
	rich := w.file(w.amira, draft("Petition about petitions", "I sign a petition.", cases.English))
	both := w.file(w.amira, draft("Lunch", "A petition about the wharf.", cases.English))
	poor := w.file(w.amira, draft("Lunch", "Long ago somebody spoke of a petition, among many other things of no great interest here.", cases.English))
	order := func(q cases.Query) []cases.CaseID {
		w.Helper()
		r, err := w.Store.Search(w.ctx, w.chloe, q)
		w.must(err)
		for _, h := range r.Hits {
			if math.IsNaN(h.Score) || (q.Text != "" && h.Score <= 0) {
				w.Errorf("got the score %v", h.Score)
			}
		}
		return hitIDs(r)
	}
	w.sameOrder("petition", order(cases.Query{Text: "petition", Size: 50}), rich, both, poor)
	w.sameOrder("petition wharf", order(cases.Query{Text: "petition wharf", Size: 50}), both, rich, poor)
	w.sameOrder("newest", order(cases.Query{Text: "petition", Newest: true, Size: 50}), poor, both, rich)
	w.sameOrder("nothing", order(cases.Query{Size: 50}), poor, both, rich)
}

func (w *world) sameOrder(what string, got []cases.CaseID, want ...cases.CaseID) {
	w.Helper()
	if !slices.Equal(got, want) {
		w.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func searchPages(w *world) {
	for range 7 {
		w.file(w.amira, draft("Petition", "A petition", cases.English))
	}
	for _, text := range []string{"petition", ""} {
		seen := map[cases.CaseID]bool{}
		for page := range 4 {
			r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: text, Page: page + 1, Size: 3})
			w.must(err)
			if r.Total != 7 || r.Empty != (text == "") {
				w.Errorf("got a total of %d, empty %t", r.Total, r.Empty)
			}
			for _, h := range r.Hits {
				seen[h.ID] = true
			}
		}
		if len(seen) != 7 {
			w.Errorf("%q: got %d cases, want 7", text, len(seen))
		}
	}
}

func passages(w *world) {
	w.file(w.amira, draft("Une question", strings.Repeat("Des mots sans intérêt. ", 30)+"Les élections <b>fédérales</b> approchent. "+
		strings.Repeat("Encore des mots. ", 30), cases.French))
	r, err := w.Store.Search(w.ctx, w.chloe, cases.Query{Text: "election federale"})
	w.must(err)
	e := r.Hits[0].Excerpts
	if len(e) == 0 || !e[0].Before || !e[0].After || e[0].Lang != cases.French {
		w.Fatalf("got %+v, want a passage from the middle", e)
	}
	var found []string
	for _, s := range e[0].Segments {
		if s.Found {
			found = append(found, s.Text)
		}
	}
	if want := []string{"élections", "fédérales"}; !slices.Equal(found, want) {
		w.Errorf("got %q, want %q", found, want)
	}
	listed, err := w.Store.Search(w.ctx, w.chloe, cases.Query{})
	w.must(err)
	if e := listed.Hits[0].Excerpts; len(e) != 1 || e[0].Before || !e[0].After {
		w.Errorf("got %+v, want the beginning", e)
	}
}

func anythingTyped(w *world) {
	w.bilingual()
	for _, text := range []string{"'; DROP TABLE cases; --", "\x00", "a\x00b*", "%", "_", "?", "??", "@name", `"`, `"""`, "-", "--", "- -", "*", "**",
		":", "a:", ":b", "lang:", "from:9999-99-99", "year:-1", "from:0000", "to:9999", "ref:VE-0000-0000", "\xff\xfe", "🙂", "🙂*", "\u202eabc", "(((((",
		"NEAR(a b)", "a AND OR NOT", "obligation:'; --", "election:municipal", "election:none", strings.Repeat("a ", 5000),
		strings.Repeat("x", 100_000), strings.Repeat(`"a b" `, 300), "l' d' qu'", "é*", "advisor:%", "advisor:*", "advisor:me"} {
		for _, u := range []cases.User{w.amira, w.chloe} {
			if _, err := w.Store.Search(w.ctx, u, cases.Query{Text: text, Page: 1, Size: 10}); err != nil {
				w.Errorf("%.40q: %v", text, err)
			}
		}
	}
}
