package storetest

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"example.org/casebook/internal/cases"
)

// key is that of a form.
const key = "kkkkkkkkkkkkkkkkkkkkkkkkkk"

var caseTests = []test{
	{"every field of a case comes back as it was", roundTrip},
	{"a case that is not there is not found", absentCase},
	{"a change comes back as it was decided", changesComeBack},
	{"an imported case is found by its external id", importedCase},
	{"numbers are consecutive when many file at once", consecutive},
	{"each year counts from one", years},
	{"a form sent twice at once makes one case", oneCase},
	{"a form sent twice changes a case once", oneChange},
	{"the key of one case is not taken for another", otherCase},
	{"a form sent again with another text is refused, and changes nothing", otherText},
	{"a situation sent again with another text is refused, and files nothing", otherSituation},
	{"of two texts sent at once with one key the second is refused", twoTexts},
	{"of two decisions on one state the second hears that the case moved on", secondHears},
	{"many writers on one case lose nothing", noLostChange},
	{"a refused decision writes nothing", refusedWritesNothing},
	{"a failing part of a whole is undone alone", partUndone},
	{"a failing whole is undone with all its parts", wholeUndone},
	{"reading a case sees one moment of it", oneMoment},
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
		Priority: cases.Urgent, PoliticalActivity: true, CloseReason: cases.CloseAnswered,
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
		Notes:      []cases.Note{{ID: "n1", By: "advisor", To: "other", Text: "Entre nous", At: at(8)}},
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

func secondHears(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	stamp := w.stamp(w.chloe, id)
	advisors := []cases.User{w.chloe, w.dan}
	errs := atOnce(2, func(i int) error { return w.book.TakeUp(w.ctx, advisors[i], id, stamp) })
	if errs[0] != nil {
		slices.Reverse(errs)
	}
	w.must(errs[0])
	w.refused(errs[1], cases.Conflict)
}

func noLostChange(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	const n = 12
	for _, err := range atOnce(n, func(i int) error {
		return w.Store.Update(w.ctx, cases.Receipt{}, id, func(c *cases.Case) (cases.Change, error) {
			c.Version++
			c.Notes = append(c.Notes, cases.Note{ID: cases.NoteID(fmt.Sprint("n", i)), By: "a", Text: "x", At: c.SubmittedAt})
			return cases.Change{}, nil
		})
	}) {
		w.must(err)
	}
	if c := w.load(id); len(c.Notes) != n || c.Version != n+1 {
		w.Fatalf("got %d notes at version %d, want %d at %d", len(c.Notes), c.Version, n, n+1)
	}
}

var errNo = errors.New("no")

func refusedWritesNothing(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	before := w.rows()
	r := cases.Receipt{Owner: w.amira.ID, Key: key}
	err := w.Store.Update(w.ctx, r, id, func(c *cases.Case) (cases.Change, error) {
		c.Subject, c.Version = "other", 9
		return cases.Change{Events: []cases.Event{{Act: cases.Add}}}, errNo
	})
	if !errors.Is(err, errNo) {
		w.Fatalf("got %v, want the refusal", err)
	}
	_, err = w.Store.Create(w.ctx, r, 2026, func(int) (*cases.Case, cases.Change, error) { return nil, cases.Change{}, errNo })
	if !errors.Is(err, errNo) {
		w.Fatalf("got %v, want the refusal", err)
	}
	if after := w.rows(); !maps.Equal(before, after) {
		w.Fatalf("got %v, want %v", after, before)
	}
	if got := w.load(id).Subject; got != "s" {
		w.Fatalf("the subject became %q", got)
	}
}

func partUndone(w *world) {
	w.must(w.Store.Together(w.ctx, func(s cases.Store) error {
		if _, err := s.Create(w.ctx, cases.Receipt{}, 2026, func(int) (*cases.Case, cases.Change, error) {
			return nil, cases.Change{}, errNo
		}); !errors.Is(err, errNo) {
			w.Errorf("got %v, want the refusal", err)
		}
		_, err := s.Create(w.ctx, cases.Receipt{}, 2026, func(n int) (*cases.Case, cases.Change, error) {
			if n != 1 {
				w.Errorf("got the number %d, want 1", n)
			}
			return fullCase(), cases.Change{}, nil
		})
		return err
	}))
	if got := w.rows()["cases"]; got != 1 {
		w.Fatalf("got %d cases, want 1", got)
	}
}

func wholeUndone(w *world) {
	before := w.rows()
	err := w.Store.Together(w.ctx, func(s cases.Store) error {
		_, err := s.Create(w.ctx, cases.Receipt{}, 2026, func(int) (*cases.Case, cases.Change, error) {
			return fullCase(), cases.Change{Events: []cases.Event{{At: w.clock.now(), Act: cases.Submit}}}, nil
		})
		w.must(err)
		w.must(s.Record(w.ctx, cases.Event{At: w.clock.now(), Act: cases.Read}))
		if _, err := s.Case(w.ctx, fullCase().ID); err != nil {
			w.Errorf("a part does not see what an earlier part did: %v", err)
		}
		return errNo
	})
	if !errors.Is(err, errNo) {
		w.Fatalf("got %v, want the refusal", err)
	}
	if after := w.rows(); !maps.Equal(before, after) {
		w.Fatalf("got %v, want %v", after, before)
	}
}

func oneMoment(w *world) {
	id := w.file(w.amira, draft("s", "t", cases.English))
	errs := atOnce(4, func(i int) error {
		for range 20 {
			if i == 0 {
				w.edit(id, func(c *cases.Case) {
					c.Notes = append(c.Notes, cases.Note{ID: cases.NoteID(fmt.Sprint("n", len(c.Notes))), At: c.SubmittedAt})
				})
				continue
			}
			c, err := w.Store.Case(w.ctx, id)
			if err != nil {
				return err
			}
			if len(c.Notes) != c.Version-1 {
				return errors.New("a case was read half old, half new")
			}
		}
		return nil
	})
	w.must(errors.Join(errs...))
}
