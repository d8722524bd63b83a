package storetest

import (
	"reflect"
	"slices"
	"time"

	"example.org/casebook/internal/cases"
)

var caseTests = []test{
	{"every field of a case comes back as it was", roundTrip},
	{"a case that is not there is not found", absentCase},
	{"a change comes back as it was decided", changesComeBack},
	{"an imported case is found by its external id", importedCase},
	{"numbers are consecutive when many file at once", consecutive},
	{"each year counts from one", years},
	{"cases tied to one another are listed for who may see them", tiedCases},
}

func fullFacts() cases.Facts {
	return cases.Facts{Platform: "other", PlatformDetail: "a forum", Stage: cases.Posted, Link: "https://example.org/p",
		Audience: "friends", Identity: "pseudonym", EmployerVisible: cases.Yes, Level: "supervisor", PublicFacing: cases.No,
		Supervises: cases.Yes, CloseToSubject: cases.No, Election: "federal", ElectionPeriod: true, WorkInformation: cases.Yes,
		OthersInvolved: cases.No, MediaContact: cases.Yes, OutsideIncome: cases.No, UnionCapacity: cases.Yes}
}

// fullCase has something in every field.
func fullCase() *cases.Case {
	at := func(s int) time.Time { return time.Date(2026, 3, 1, 2, 3, s, 456_789_000, time.UTC) }
	return &cases.Case{
		ID: "case0000000000000000000000", Reference: "VE-2026-0001", Version: 7, Shared: 5,
		Status: cases.Answered, Channel: cases.Phone, Filer: "filer", Advisor: "advisor", Excluded: []cases.UserID{"x1", "x2"},
		Subject: "L’été œuvre 🙂", Situation: "Ligne 1\nLigne 2\t— « fin » ? '; DROP TABLE cases; --",
		Lang: cases.French, AnswerLang: cases.English, Facts: fullFacts(),
		NeededBy: cases.Date{Year: 2026, Month: 11, Day: 1}, Notice: "n1", Follows: "case1111111111111111111111", Promised: cases.Date{Year: 2026, Month: 3, Day: 9},
		Priority: cases.Urgent, PoliticalActivity: true, CloseReason: cases.CloseAnswered, Precedent: true,
		SubmittedAt: at(1), AnsweredAt: at(2), EndedAt: at(3),
		Messages: []cases.Message{
			{ID: "m1", Kind: cases.Question, From: "advisor", Lang: cases.French, Text: "Où ?", At: at(4)},
			{ID: "m2", Kind: cases.Advised, From: "advisor", Lang: cases.English, Text: "Do not.", At: at(5),
				Advice: &cases.Advice{Outcome: cases.Referred, Destination: "PSC", Obligations: []cases.EntryCode{"TRUST", "LOYALTY"},
					CodeVersion: 1, Supersedes: "m0", WouldChange: "Si l’œuvre…"}},
		},
		Annotations: []cases.Annotation{
			{ID: "a1", Entry: "LOYALTY", CodeVersion: 1, Passage: cases.Passage{Source: "situation", From: 1, To: 4, Quote: "ign"}, Why: "pourquoi",
				By: "advisor", At: at(6), Replaces: "a0", RemovedBy: "other", RemovedAt: at(7)},
		},
		Call: &cases.Call{LoggedBy: "advisor", LoggedAt: at(9), ConfirmedAt: at(10), CorrectedAt: at(11)},
		Invitation: &cases.Invitation{ID: "i1", Name: "Zoë", Email: "zoe@example.org", Lang: cases.French, By: "advisor", At: at(12),
			ExpiresAt: at(13), State: cases.InvitationPending, AnsweredAt: at(14), Code: "h4sh", Guesses: 2},
		Notes:      []cases.Note{{ID: "n1", By: "advisor", To: "other", About: cases.MarkPrecedent, Text: "Entre nous", At: at(8)}},
		Citations:  []cases.Citation{{ID: "z1", Cited: "case2222222222222222222222", By: "advisor", At: at(15), RemovedBy: "other", RemovedAt: at(16)}},
		ExternalID: "ext-1", ExternalDigest: "d1g3st", Salt: []byte{0, 1, 255},
	}
}

func roundTrip(w *world) {
	want := fullCase()
	if name := firstZero(reflect.ValueOf(*want), "Case"); name != "" {
		w.Fatalf("the test's case says nothing in %s", name)
	}
	w.keep(want)
	if got := w.load(want.ID); !reflect.DeepEqual(got, fullCase()) {
		w.Fatalf("got  %+v\nwant %+v", got, fullCase())
	}
}

func (w *world) keep(c *cases.Case) {
	w.Helper()
	id, err := w.Store.Create(w.ctx, cases.Receipt{}, 2026, func(int) (*cases.Case, cases.Change, error) {
		return c, cases.Change{}, nil
	})
	w.must(err)
	if id != c.ID {
		w.Fatalf("got the id %s, want %s", id, c.ID)
	}
}

// firstZero names a field that is empty, but for those that only some messages
// have.
func firstZero(v reflect.Value, name string) string {
	switch {
	case v.Type() == reflect.TypeFor[time.Time](), v.Kind() != reflect.Struct && v.Kind() != reflect.Slice:
		if v.IsZero() && name != "Case.Messages[].Advice" {
			return name
		}
	case v.Kind() == reflect.Slice:
		if v.Len() == 0 {
			return name
		}
		for i := range v.Len() {
			if v.Index(i).Kind() == reflect.Struct {
				if bad := firstZero(v.Index(i), name+"[]"); bad != "" {
					return bad
				}
			}
		}
	default:
		for i := range v.NumField() {
			if bad := firstZero(v.Field(i), name+"."+v.Type().Field(i).Name); bad != "" {
				return bad
			}
		}
	}
	return ""
}

func absentCase(w *world) {
	_, err := w.Store.Case(w.ctx, "nowhere")
	w.refused(err, cases.NotFound)
	err = w.Store.Update(w.ctx, cases.Receipt{}, "nowhere", func(*cases.Case) (cases.Change, error) {
		w.Error("the decision was asked of no case")
		return cases.Change{}, nil
	})
	w.refused(err, cases.NotFound)
	c, err := w.Store.Imported(w.ctx, "nowhere")
	if c != nil || err != nil {
		w.Fatalf("got %v, %v, want no case and no error", c, err)
	}
}

func changesComeBack(w *world) {
	id := w.answered(w.amira, w.chloe, draft("Signs", "A sign on the lawn.", cases.English), "Take care.")
	w.must(w.book.Annotate(w.ctx, w.chloe, id, w.stamp(w.chloe, id), cases.AnnotationDraft{Entries: []string{"TRUST", "R-PRIVACY"},
		Passages: []cases.Passage{{Source: "situation", From: 2, To: 6}}, Why: "why"}))
	first := w.load(id).Annotations[0].ID
	w.must(w.book.EditAnnotation(w.ctx, w.dan, id, w.stamp(w.dan, id), first, "REPUTATION", "better"))
	second := w.load(id).Annotations[1].ID
	w.must(w.book.RemoveAnnotation(w.ctx, w.dan, id, w.stamp(w.dan, id), second))
	w.must(w.book.WriteNote(w.ctx, w.dan, id, w.stamp(w.dan, id), "a note"))
	w.edit(id, func(c *cases.Case) { c.Excluded = []cases.UserID{"p", "q"} })
	w.edit(id, func(c *cases.Case) { c.Excluded = []cases.UserID{"q", "r"} })

	c := w.load(id)
	var got []string
	for _, a := range c.Annotations {
		state := "stands"
		if !a.RemovedAt.IsZero() {
			state = "removed"
		}
		got = append(got, string(a.Entry)+" "+a.Why+" "+a.Passage.Quote+" "+state)
	}
	want := []string{"TRUST why sign removed", "R-PRIVACY why sign removed", "REPUTATION better sign stands"}
	if !slices.Equal(got, want) {
		w.Errorf("got %q, want %q", got, want)
	}
	if !slices.Equal(c.Excluded, []cases.UserID{"q", "r"}) || len(c.Notes) != 1 {
		w.Errorf("got %v excluded and %d notes", c.Excluded, len(c.Notes))
	}
	mine, err := w.Store.Queue(w.ctx, w.chloe, cases.QueueQuery{View: cases.ViewAnswered})
	w.must(err)
	if got, want := mine.Cases[0].Obligations, c.Obligations(); !slices.Equal(got, want) {
		w.Errorf("the list says %v, the case %v", got, want)
	}
}

func importedCase(w *world) {
	w.keep(fullCase())
	c, err := w.Store.Imported(w.ctx, "ext-1")
	w.must(err)
	if c == nil || c.ExternalDigest != "d1g3st" {
		w.Fatalf("got %+v", c)
	}
}

func consecutive(w *world) {
	const n = 50
	for _, err := range atOnce(n, func(int) error {
		_, err := w.book.Submit(w.ctx, w.amira, draft("s", "t", cases.English))
		return err
	}) {
		w.must(err)
	}
	mine, err := w.Store.Mine(w.ctx, w.amira)
	w.must(err)
	var got, want []string
	for i, c := range mine {
		got, want = append(got, c.Reference), append(want, cases.Reference(2026, i+1))
	}
	slices.Sort(got)
	if len(got) != n || !slices.Equal(got, want) {
		w.Fatalf("got %v, want %v", got, want)
	}
}

func years(w *world) {
	draw := func(year int) (number int) {
		_, err := w.Store.Create(w.ctx, cases.Receipt{}, year, func(n int) (*cases.Case, cases.Change, error) {
			c := fullCase()
			number, c.Reference, c.ExternalID = n, cases.Reference(year, n), ""
			c.ID, c.Messages, c.Annotations, c.Notes, c.Invitation = cases.CaseID(c.Reference), nil, nil, nil, nil
			c.Citations = nil
			return c, cases.Change{}, nil
		})
		w.must(err)
		return number
	}
	got := []int{draw(2025), draw(2026), draw(2025), draw(2026)}
	if want := []int{1, 1, 2, 2}; !slices.Equal(got, want) {
		w.Fatalf("got %v, want %v", got, want)
	}
}
