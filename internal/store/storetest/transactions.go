package storetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

var transactionTests = []test{
	{"of two decisions on one state the second hears that the case moved on", secondHears},
	{"many writers on one case lose nothing", noLostChange},
	{"of imports at once of one past case one makes it, and others hear whether they say the same", importedOnce},
	{"a refused decision writes nothing", refusedWritesNothing},
	{"a failing part of a whole is undone alone", partUndone},
	{"a failing whole is undone with all its parts", wholeUndone},
	{"reading a case sees one moment of it", oneMoment},
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

func importedOnce(w *world) {
	const n = 8
	var created [n]int
	errs := atOnce(n, func(i int) (err error) {
		in := pastCase()
		if i%2 == 1 {
			in.Reply = "Other words."
		}
		created[i], err = w.book.Import(w.ctx, []cases.Imported{in})
		return err
	})
	first := slices.Index(created[:], 1)
	for i, err := range errs {
		if saysSame := (i-first)%2 == 0; saysSame {
			w.must(err)
		} else if err == nil || !strings.Contains(err.Error(), "imported before with other content") {
			w.Errorf("got %v, want what is the matter with the case", err)
		}
	}
	if got := w.number("SELECT count(*) FROM cases"); got != 1 {
		w.Errorf("got %d cases, want 1", got)
	}
}

// pastCase is one that an import takes.
func pastCase() cases.Imported {
	return cases.Imported{ExternalID: "s1", Lang: cases.English, Channel: cases.Phone,
		Facts: cases.Facts{Platform: "facebook", Stage: cases.Posted}, Submitted: cases.Date{Year: 2025, Month: 3, Day: 4},
		Subject: "A sign", Situation: "A sign on the lawn.", Obligations: []cases.EntryCode{"LOYALTY"},
		Outcome: cases.NoConcern, Reply: "Nothing stands against it.", Replied: cases.Date{Year: 2025, Month: 3, Day: 6}}
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
