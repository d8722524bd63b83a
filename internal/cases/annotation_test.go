package cases

import (
	"fmt"
	"strings"
	"testing"
)

func caseOf(text string) *Case { return &Case{Situation: text} }

func TestAPassageIsCutByCharactersAndNotByBytes(t *testing.T) {
	text := "J’ai aimé 👩‍💻 la pancarte. مرحبا!"
	runes := []rune(text)
	tests := []struct{ words string }{{"J’ai"}, {"aimé"}, {"👩‍💻"}, {"la pancarte."}, {"مرحبا"}, {text}}
	for _, tt := range tests {
		t.Run(tt.words, func(t *testing.T) {
			from := len([]rune(text[:strings.Index(text, tt.words)]))
			p, err := caseOf(text).CutPassage(SituationSource, from, from+len([]rune(tt.words)))
			wantKind(t, err, 0)
			want(t, "quote", p.Quote, tt.words)
			want(t, "what stands there", string(runes[p.From:p.To]), tt.words)
		})
	}
}

func TestAPassageOutsideItsTextIsRefused(t *testing.T) {
	c := newOffice().plant(Answered)
	end := len([]rune(situation))
	tests := []struct {
		source   string
		from, to int
	}{
		{SituationSource, -1, 3}, {SituationSource, 0, end + 1}, {SituationSource, 3, 3}, {SituationSource, 4, 3},
		{SituationSource, end, end + 1}, {SituationSource, 0, 1 << 40}, {SituationSource, -1 << 40, 1 << 40},
		{"advice-1", 0, 1000}, {"no-such-message", 0, 1}, {"no-such-message", 0, 0}, {"SITUATION", 0, 1},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %d to %d", tt.source, tt.from, tt.to), func(t *testing.T) {
			_, err := c.CutPassage(tt.source, tt.from, tt.to)
			wantProblem(t, err, "passage", "problem.passage")
		})
	}
}

func TestThePassageOfNoTextIsTheWholeCase(t *testing.T) {
	p, err := newOffice().plant(New).CutPassage("", 3, 9)
	wantKind(t, err, 0)
	want(t, "whole case", p.Source, "")
	want(t, "passage", p, Passage{})
}

func TestAMessageCanBeMarkedToo(t *testing.T) {
	p, err := newOffice().plant(Answered).CutPassage("advice-1", 0, 4)
	wantKind(t, err, 0)
	want(t, "passage", p, Passage{Source: "advice-1", From: 0, To: 4, Quote: "Avec"})
}

func TestEveryEntryIsTiedToEveryPassage(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	d := AnnotationDraft{
		Entries:  []string{"LOYALTY", "R-PRIVACY", "LOYALTY"},
		Passages: []Passage{{Source: SituationSource, From: 0, To: 3, Quote: "forged"}, {Source: "advice-1", From: 0, To: 4}},
		Why:      "  the wording\r\n",
	}
	wantKind(t, o.Annotate(ctx, delphine, plantedID, Stamp{Version: 5}, d), 0)
	var got []string
	ids := map[AnnotationID]bool{}
	for _, a := range o.kept(t).Annotations[1:] {
		got = append(got, fmt.Sprintf("%s on %q because %s", a.Entry, a.Passage.Quote, a.Why))
		ids[a.ID] = true
		want(t, "by", a.By, delphine.ID)
		want(t, "at", a.At, o.at)
	}
	want(t, "annotations", strings.Join(got, "; "), `LOYALTY on "Une" because the wording; LOYALTY on "Avec" because the wording; `+
		`R-PRIVACY on "Une" because the wording; R-PRIVACY on "Avec" because the wording`)
	want(t, "ids of their own", len(ids), 4)
	want(t, "entries of the ledger", len(o.store.ledger), 1)
}

func TestAnAnnotationWithoutPassageIsOfTheWholeCase(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	wantKind(t, deedOf(t, Annotate).do(o, delphine, Stamp{Version: 5}), 0)
	want(t, "whole case", o.kept(t).Annotations[1].Passage.Source, "")
}

func TestAnAnnotationThatCannotStandIsRefusedWhole(t *testing.T) {
	good := []Passage{{Source: SituationSource, From: 0, To: 3}}
	bad := append(good[:1:1], Passage{Source: SituationSource, From: 0, To: 9999})
	tests := []struct {
		sentence, field, key string
		d                    AnnotationDraft
	}{
		{"no entry", "obligations", "problem.obligations.missing", AnnotationDraft{Passages: good}},
		{"an unknown entry among known ones", "obligations", "problem.unknown_choice", AnnotationDraft{Entries: []string{"TRUST", "HONOUR"}}},
		{"an entry in small letters", "obligations", "problem.unknown_choice", AnnotationDraft{Entries: []string{"trust"}}},
		{"one passage of two is out of range", "passage", "problem.passage", AnnotationDraft{Entries: []string{"TRUST"}, Passages: bad}},
		{"a why without end", "why", "problem.too_long", AnnotationDraft{Entries: []string{"TRUST"}, Why: strings.Repeat("é", MaxWhy+1)}},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			o.plant(InReview)
			wantProblem(t, o.Annotate(ctx, delphine, plantedID, Stamp{Version: 5}, tt.d), tt.field, tt.key)
			want(t, "annotations", len(o.kept(t).Annotations), 1)
		})
	}
}

func TestTheWholeCaseIsMarkedOnceWithAnEntry(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	whole := AnnotationDraft{Entries: []string{"TRUST", "LOYALTY"}, Why: "all of it"}
	wantKind(t, o.Annotate(ctx, delphine, plantedID, Stamp{Version: 5}, whole), 0)
	again := AnnotationDraft{Entries: []string{"R-PRIVACY", "TRUST"}, Why: "again"}
	wantProblem(t, o.Annotate(ctx, edmund, plantedID, Stamp{Version: 6}, again), "obligations", "problem.obligations.repeated")

	trust, loyalty := o.kept(t).Annotations[1].ID, o.kept(t).Annotations[2].ID
	wantProblem(t, o.EditAnnotation(ctx, edmund, plantedID, Stamp{Version: 6}, loyalty, "TRUST", ""), "obligations", "problem.obligations.repeated")
	wantKind(t, o.EditAnnotation(ctx, edmund, plantedID, Stamp{Version: 6}, loyalty, "LOYALTY", "another why"), 0)
	passage := AnnotationDraft{Entries: []string{"TRUST"}, Passages: []Passage{{Source: SituationSource, From: 0, To: 3}}}
	wantKind(t, o.Annotate(ctx, edmund, plantedID, Stamp{Version: 7}, passage), 0)
	wantKind(t, o.RemoveAnnotation(ctx, edmund, plantedID, Stamp{Version: 8}, trust), 0)
	wantKind(t, o.Annotate(ctx, edmund, plantedID, Stamp{Version: 9}, AnnotationDraft{Entries: []string{"TRUST"}}), 0)
}

func TestAnEditedAnnotationKeepsItsHistory(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	wantKind(t, o.EditAnnotation(ctx, delphine, plantedID, Stamp{Version: 5}, plantedNote, "LOYALTY", "second why"), 0)
	second := o.kept(t).CurrentAnnotations()[0]
	wantKind(t, o.EditAnnotation(ctx, edmund, plantedID, Stamp{Version: 6}, second.ID, "LOYALTY", "third why"), 0)

	c := o.kept(t)
	standing := c.CurrentAnnotations()
	if len(standing) != 1 {
		t.Fatalf("got %d standing, want 1", len(standing))
	}
	want(t, "why", standing[0].Why, "third why")
	want(t, "by", standing[0].By, edmund.ID)
	var whys []string
	for _, a := range c.History(standing[0]) {
		whys = append(whys, a.Why+" struck by "+string(a.RemovedBy))
	}
	want(t, "history", strings.Join(whys, ", "), "second why struck by u-edmund, first why struck by u-delphine")
	want(t, "kept in all", len(c.Annotations), 3)
}

func TestAnEditKeepsThePassage(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	d := AnnotationDraft{Entries: []string{"TRUST"}, Passages: []Passage{{Source: SituationSource, From: 0, To: 3}}}
	wantKind(t, o.Annotate(ctx, delphine, plantedID, Stamp{Version: 5}, d), 0)
	id := o.kept(t).Annotations[1].ID
	wantKind(t, o.EditAnnotation(ctx, delphine, plantedID, Stamp{Version: 6}, id, "LOYALTY", ""), 0)
	got := o.kept(t).CurrentAnnotations()[1]
	want(t, "quote", got.Passage.Quote, "Une")
	want(t, "replaces", got.Replaces, id)
	wantProblem(t, o.EditAnnotation(ctx, delphine, plantedID, Stamp{Version: 7}, got.ID, "", "why"), "obligations", "problem.unknown_choice")
}

func TestARemovedAnnotationIsKept(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	wantKind(t, o.RemoveAnnotation(ctx, delphine, plantedID, Stamp{Version: 5}, plantedNote), 0)
	c := o.kept(t)
	want(t, "standing", len(c.CurrentAnnotations()), 0)
	want(t, "kept", len(c.Annotations), 1)
	want(t, "removed by", c.Annotations[0].RemovedBy, delphine.ID)
	want(t, "removed at", c.Annotations[0].RemovedAt, o.at)
}

func TestAnAnnotationThatStandsNoMoreCannotBeChanged(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	wantKind(t, o.RemoveAnnotation(ctx, delphine, plantedID, Stamp{Version: 5}, plantedNote), 0)
	for _, id := range []AnnotationID{plantedNote, "no-such", ""} {
		wantKind(t, o.RemoveAnnotation(ctx, delphine, plantedID, Stamp{Version: 6}, id), Conflict)
		wantKind(t, o.EditAnnotation(ctx, delphine, plantedID, Stamp{Version: 6}, id, "LOYALTY", "why"), Conflict)
	}
}

func TestAHistoryWhoseBeginningIsMissingEnds(t *testing.T) {
	want(t, "history", len(new(Case).History(Annotation{Replaces: "lost"})), 0)
}

func TestTheObligationsOfACaseAreThoseThatStandAndThoseOfTheAdvice(t *testing.T) {
	o := newOffice()
	c := o.plant(Answered)
	want(t, "obligations", fmt.Sprint(c.Obligations()), "[NEUTRALITY LOYALTY]")
	c.Messages = append(c.Messages, Message{Kind: Advised, Advice: &Advice{Obligations: []EntryCode{"NEUTRALITY"}}})
	want(t, "after a correction", fmt.Sprint(c.Obligations()), "[NEUTRALITY]")
}

func TestATextIsCutIntoItsSentences(t *testing.T) {
	tests := []struct{ sentence, text, want string }{
		{"stops of English", "I posted it. Was it wrong? No! It was fine.", "I posted it.|Was it wrong?|No!|It was fine."},
		{"stops of French", "Puis-je la signer ? Oui ! Merci…", "Puis-je la signer ?|Oui !|Merci…"},
		{"no-break spaces before stops", "Est-ce permis\u00a0? Oui\u202f! Bien.", "Est-ce permis\u00a0?|Oui\u202f!|Bien."},
		{"guillemets stay with what they close", "Elle a écrit « Venez tous ! » Puis elle est partie.", "Elle a écrit « Venez tous ! »|Puis elle est partie."},
		{"no-break spaces in guillemets", "Il dit «\u00a0Non.\u00a0» J’ai ri.", "Il dit «\u00a0Non.\u00a0»|J’ai ri."},
		{"guillemets open a sentence", "J’ai ri. « Non » dit-il.", "J’ai ri.|« Non » dit-il."},
		{"English quotes stay with what they close", `She wrote "Stop." Then she left. "Why?" I asked.`, `She wrote "Stop."|Then she left.|"Why?"|I asked.`},
		{"curly quotes and brackets", "He wrote “Stop!” I left. (So did she.) Then it rained.", "He wrote “Stop!”|I left.|(So did she.)|Then it rained."},
		{"initials are no ends", "D. Fairweather met J. R. Roy. They spoke.", "D. Fairweather met J. R. Roy.|They spoke."},
		{"dotted abbreviations are no ends", "A sign, e.g. a placard, i.e. cardboard. Fine.", "A sign, e.g. a placard, i.e. cardboard.|Fine."},
		{"countries are no ends", "The U.S. embassy posted. I liked it.", "The U.S. embassy posted.|I liked it."},
		{"figures and addresses are no ends", "See example.org/a.b or version 3.5 today. Thanks.", "See example.org/a.b or version 3.5 today.|Thanks."},
		{"a French invitation ends", "Allez-y. Ensuite on verra.", "Allez-y.|Ensuite on verra."},
		{"several stops are one end", "Why?! Really... yes. OK", "Why?!|Really...|yes.|OK"},
		{"line breaks end", "First line\nSecond line\n\n\nThird", "First line|Second line|Third"},
		{"emoji are characters", "Great! 🎉 Then 👩‍💻. Done 👍", "Great!|🎉 Then 👩‍💻.|Done 👍"},
		{"right to left", "مرحبا. شكرا!", "مرحبا.|شكرا!"},
		{"small letters after a stop", "i liked it. then she shared it. ok?", "i liked it.|then she shared it.|ok?"},
		{"nothing", "", ""},
		{"white space alone", " \n\u00a0\n ", ""},
		{"stops alone", "... ! »", "...|! »"},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			c := caseOf(tt.text)
			var quotes []string
			for _, p := range c.Sentences(SituationSource) {
				quotes = append(quotes, p.Quote)
				cut, err := c.CutPassage(p.Source, p.From, p.To)
				wantKind(t, err, 0)
				want(t, "the passage cut again", cut, p)
			}
			want(t, "sentences", strings.Join(quotes, "|"), tt.want)
		})
	}
}

func TestNoWordIsLostBetweenSentences(t *testing.T) {
	text := "Un mot ! » « Deux. ? Trois\n(quatre.) \"Cinq.\" e.g. six… 🎉 U.S. sept."
	var all string
	for _, p := range caseOf(text).Sentences(SituationSource) {
		all += p.Quote
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	want(t, "words", bare(all), bare(text))
}

func TestTheSentencesOfNoTextAreNone(t *testing.T) {
	want(t, "sentences", len(caseOf("A. B.").Sentences("no-such-message")), 0)
}
