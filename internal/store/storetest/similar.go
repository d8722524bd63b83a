package storetest

import (
	"fmt"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

var similarTests = []test{
	{"the case about the same thing in the other language is found, and it is said by what", similarAcross},
	{"what is written of an answer finds cases too", similarByDraft},
	{"a case told twice is a duplicate, answered or not", similarTwice},
	{"nothing is similar to what nothing is like", similarToNothing},
	{"no case that the advisor may not see is similar, nor a reason", similarHidden},
	{"a text that is no case finds cases too", similarToText},
	{"any text has an answer", similarHostile},
}

// advised files a case and answers it.
func (w *world) advised(by cases.User, d cases.Draft, text string, entries ...string) cases.CaseID {
	w.Helper()
	id := w.file(by, d)
	w.must(w.book.TakeUp(w.ctx, w.chloe, id, w.stamp(w.chloe, id)))
	w.must(w.book.Advise(w.ctx, w.chloe, id, w.stamp(w.chloe, id), cases.AdviceDraft{Outcome: "with_precautions", Obligations: entries, Text: text}))
	return id
}

func signs() (english, french cases.Draft) {
	return draft("Lawn sign", "A candidate's sign stands on our lawn at the cottage during the election and shows in a picture.", cases.English),
		draft("Une pancarte", "La pancarte d’un candidat se trouve sur la pelouse du chalet pendant l’élection ; on la voit en photo.", cases.French)
}

func blog() cases.Draft {
	return draft("My blog", "I write a blog about gardening and once criticized the school board.", cases.English)
}

func (w *world) similar(u cases.User, id cases.CaseID, d cases.AdviceDraft) []cases.SimilarCase {
	w.Helper()
	o, err := w.book.Open(w.ctx, u, id)
	w.must(err)
	found, err := w.book.Similar(w.ctx, o, d, cases.ShownSimilar)
	w.must(err)
	return found
}

func casesOf(found []cases.SimilarCase) (out []cases.CaseID) {
	for _, s := range found {
		out = append(out, s.ID)
	}
	return out
}

func similarAcross(w *world) {
	english, french := signs()
	old := w.advised(w.basile, english, "Have it taken down.", "NEUTRALITY", "DUTIES")
	w.advised(w.basile, blog(), "Go on.", "LOYALTY")
	id := w.file(w.amira, french)
	w.must(w.book.Annotate(w.ctx, w.dan, id, w.stamp(w.dan, id), cases.AnnotationDraft{Entries: []string{"NEUTRALITY"}}))
	found := w.similar(w.dan, id, cases.AdviceDraft{})
	if got := casesOf(found); !slices.Equal(got, []cases.CaseID{old}) {
		w.Fatalf("got %v, want the sign alone", found)
	}
	f := found[0]
	if f.Duplicate || f.Outcome != "with_precautions" || !slices.Equal(f.Reasons.Obligations, []cases.EntryCode{"NEUTRALITY"}) {
		w.Errorf("got %+v, want the obligation that both name, and no duplicate", f)
	}
	if !slices.ContainsFunc(f.Reasons.Words, func(s cases.SharedWord) bool {
		return s.Here == "chalet" && s.There == "cottage"
	}) {
		w.Errorf("got %v, want chalet for cottage", f.Reasons.Words)
	}
	if got := w.similar(w.chloe, old, cases.AdviceDraft{}); len(got) > 0 {
		w.Errorf("got %v, want nothing that has no advice", got)
	}
}

func similarByDraft(w *world) {
	english, _ := signs()
	old := w.advised(w.basile, english, "Have it taken down.", "NEUTRALITY")
	id := w.file(w.amira, draft("A question", "May I do what I told you about on the telephone?", cases.English))
	if got := w.similar(w.dan, id, cases.AdviceDraft{}); len(got) > 0 {
		w.Fatalf("got %v before a word is written", got)
	}
	found := w.similar(w.dan, id, cases.AdviceDraft{Text: "Take the candidate's sign away from the lawn.", Obligations: []string{"NEUTRALITY", "nonsense"},
		Outcome: "with_precautions"})
	if !slices.Equal(casesOf(found), []cases.CaseID{old}) || len(found[0].Reasons.Obligations) != 1 || found[0].Reasons.Outcome != "with_precautions" {
		w.Errorf("got %+v, want the sign, its obligation and its outcome", found)
	}
}

func similarToText(w *world) {
	english, french := signs()
	old := w.advised(w.basile, english, "Have it taken down.", "NEUTRALITY")
	found, err := w.book.SimilarTo(w.ctx, w.dan, cases.French, french.Situation, 1)
	w.must(err)
	if !slices.Equal(casesOf(found), []cases.CaseID{old}) {
		w.Errorf("got %+v, want the sign", found)
	}
}

func similarTwice(w *world) {
	english, _ := signs()
	old := w.advised(w.basile, english, "Have it taken down.", "NEUTRALITY")
	english.Subject, english.Situation = "LAWN SIGN", "Hello. "+english.Situation
	waiting := w.file(w.amira, english)
	id := w.file(w.amira, english)
	found := w.similar(w.dan, id, cases.AdviceDraft{})
	got := casesOf(found)
	slices.Sort(got)
	want := []cases.CaseID{old, waiting}
	slices.Sort(want)
	if !slices.Equal(got, want) || !found[0].Duplicate || !found[1].Duplicate {
		w.Errorf("got %+v, want two duplicates", found)
	}
}

func similarToNothing(w *world) {
	w.advised(w.basile, blog(), "Go on.", "LOYALTY")
	_, french := signs()
	if got := w.similar(w.dan, w.file(w.amira, french), cases.AdviceDraft{}); len(got) > 0 {
		w.Errorf("got %+v", got)
	}
}

func similarHidden(w *world) {
	english, french := signs()
	old := w.advised(w.basile, english, "Have it taken down.", "NEUTRALITY")
	own := w.advised(w.dan, english, "Have it taken down.", "NEUTRALITY")
	id := w.file(w.amira, french)
	w.exec(fmt.Sprintf("INSERT INTO exclusions (case_id, person) VALUES ('%s', '%s')", old, w.dan.ID))
	if got := w.similar(w.dan, id, cases.AdviceDraft{}); len(got) > 0 {
		w.Errorf("got %+v, want neither her own case nor one from which she is excluded", got)
	}
	if got := casesOf(w.similar(w.chloe, id, cases.AdviceDraft{})); len(got) != 2 || !slices.Contains(got, own) {
		w.Errorf("got %v, want both for her colleague", got)
	}
	for u, id := range map[*cases.User]cases.CaseID{&w.amira: id, &w.basile: old, &w.dan: own} {
		o, err := w.book.Open(w.ctx, *u, id)
		w.must(err)
		_, err = w.book.Similar(w.ctx, o, cases.AdviceDraft{}, cases.ShownSimilar)
		w.refused(err, cases.NotFound)
	}
	_, err := w.book.SimilarTo(w.ctx, w.basile, cases.English, english.Situation, cases.ShownSimilar)
	w.refused(err, cases.Forbidden)
	found, err := w.book.SimilarTo(w.ctx, w.dan, cases.English, french.Situation, cases.MaxSimilar)
	w.must(err)
	if len(found) > 0 {
		w.Errorf("got %+v for a text, want neither there", found)
	}
}

func similarHostile(w *world) {
	english, _ := signs()
	w.advised(w.basile, english, "Have it taken down.", "NEUTRALITY")
	for _, text := range []string{"…", `" ' -- ; DROP TABLE cases; %_\`, "\u202e\u200d\u0301\u0301", strings.Repeat("a-", 9000),
		strings.Repeat("sign ", 3900), "<script>alert(1)</script> &amp; {{.}}", "field:value -not \"phrase * ( ["} {
		id := w.file(w.amira, draft("x "+text[:min(len(text), 20)], "x "+text, cases.English))
		w.similar(w.dan, id, cases.AdviceDraft{})
		w.similar(w.dan, id, cases.AdviceDraft{Text: "\x00\xff" + text, Outcome: text, Obligations: []string{text, "NEUTRALITY"}})
	}
	var long strings.Builder
	for i := range 2500 {
		fmt.Fprintf(&long, "mot%d ", i)
	}
	w.similar(w.dan, w.file(w.amira, draft("long", long.String(), cases.French)), cases.AdviceDraft{Text: long.String()})
}
