package cases

import (
	"context"
	"fmt"
	"io"
	"slices"
)

// Thesaurus is what holds now, also when another program changed it a moment
// ago; for administrators and the operator.
func (b *Book) Thesaurus(ctx context.Context, u User) (Thesaurus, error) {
	if _, ok := officeKeeper(u); !ok {
		return Thesaurus{}, refuse(Forbidden, "error.forbidden")
	}
	revision, latest, err := b.store.Thesaurus(ctx)
	return NewThesaurus(revision, latest), err
}

// changeThesaurus lets do decide which concepts are kept anew; nothing happens
// when it leaves none.
func (b *Book) changeThesaurus(ctx context.Context, u User, s Stamp, a Action, do func(now Thesaurus, ps *problems) ([]ConceptVersion, error)) error {
	as, ok := officeKeeper(u)
	if !ok {
		return refuse(Forbidden, "error.forbidden")
	}
	at := b.now()
	return b.store.ChangeThesaurus(ctx, s.receipt(u, a), func(revision int, latest []ConceptVersion) ([]ConceptVersion, Event, error) {
		var ps problems
		kept, err := do(NewThesaurus(revision, latest), &ps)
		if err == nil {
			err = ps.err()
		}
		if err != nil || len(kept) == 0 {
			return nil, Event{}, err
		}
		for i := range kept {
			kept[i].Version++
			kept[i].By, kept[i].At = u.ID, at
		}
		return kept, thesaurusEvent(a, as, revision, kept), nil
	})
}

// thesaurusEvent names the concept that was changed, or, of a load, the
// revision that it made.
func thesaurusEvent(a Action, as Capacity, revision int, kept []ConceptVersion) Event {
	target := fmt.Sprintf("%s/%d", kept[0].ID, kept[0].Version)
	var said []any
	for _, c := range kept {
		said = append(said, c.Concept, c.Removed)
	}
	if a == LoadThesaurus {
		target = fmt.Sprintf("thesaurus/%d", revision+1)
	}
	return Event{At: kept[0].At, Actor: kept[0].By, As: as, Act: a, Target: target, Digest: digest([]byte(target), said)}
}

// AddConcept adds a concept, named after its first English word, and tells its
// name; empty when the same form was taken before. Conflict when the thesaurus
// moved on since the form was drawn: what is added may be there already.
func (b *Book) AddConcept(ctx context.Context, u User, s Stamp, d ConceptDraft) (id string, err error) {
	c := b.tidyConcept("", d)
	err = b.changeThesaurus(ctx, u, s.saying(d), SetConcept, func(now Thesaurus, ps *problems) ([]ConceptVersion, error) {
		if s.Version != now.Revision {
			return nil, refuse(Conflict, "error.setting_moved_on")
		}
		ps.checkConcept(c)
		now.checkRoom(ps, "words_en")
		if len(*ps) > 0 {
			return nil, nil
		}
		c.ID = now.nameFor(c)
		return []ConceptVersion{{Concept: c}}, nil
	})
	return c.ID, err
}

// SetConcept changes a concept; a removed one is there again. Conflict when
// somebody else changed it since the form was drawn.
func (b *Book) SetConcept(ctx context.Context, u User, s Stamp, id string, d ConceptDraft) error {
	c := b.tidyConcept(id, d)
	return b.changeThesaurus(ctx, u, s.saying(id, d), SetConcept, func(now Thesaurus, ps *problems) ([]ConceptVersion, error) {
		latest, err := now.latest(id, s)
		if err != nil {
			return nil, err
		}
		ps.checkConcept(c)
		if latest.Removed {
			now.checkRoom(ps, "words_en")
		}
		if !latest.Removed && c.Says(latest.Concept) {
			return nil, nil
		}
		return []ConceptVersion{{Concept: c, Version: latest.Version}}, nil
	})
}

// RemoveConcept takes a concept away. What it said is kept, and can be added
// again by SetConcept.
func (b *Book) RemoveConcept(ctx context.Context, u User, s Stamp, id string) error {
	return b.changeThesaurus(ctx, u, s.saying(id), RemoveConcept, func(now Thesaurus, _ *problems) ([]ConceptVersion, error) {
		latest, err := now.latest(id, s)
		if err != nil || latest.Removed {
			return nil, err
		}
		latest.Removed = true
		return []ConceptVersion{latest}, nil
	})
}

func (t Thesaurus) latest(id string, s Stamp) (ConceptVersion, error) {
	c, found := t.Concept(id)
	switch {
	case !found:
		return c, ErrNotFound()
	case s.Version != c.Version:
		return c, refuse(Conflict, "error.setting_moved_on")
	}
	return c, nil
}

// ThesaurusLoad counts the concepts that a file changes, and its words that
// need a hint.
type ThesaurusLoad struct{ Added, Changed, Removed, Same, Short int }

// LoadThesaurus puts the concepts of a file (JSON or CSV) in the place of all
// there are. It is checked whole; a refusal is Invalid, names every fault by
// the number of its line and keeps nothing. With only, it is checked and not
// kept. A stamp without a version is of no form, and never stale.
func (b *Book) LoadThesaurus(ctx context.Context, u User, s Stamp, file io.Reader, only bool) (done ThesaurusLoad, err error) {
	if _, ok := officeKeeper(u); !ok {
		return done, refuse(Forbidden, "error.forbidden")
	}
	all, faults, err := readConcepts(file)
	if err != nil {
		return done, err
	}
	for i := range all {
		all[i].Concept = b.tidyWords(all[i].Concept)
	}
	faults.checkFile(all)
	slices.SortStableFunc(faults, byLine)
	if err := faults.err(); err != nil {
		return done, err
	}
	if only {
		now, err := b.Thesaurus(ctx, u)
		if err == nil {
			done, _ = now.replacedBy(all)
		}
		return done, err
	}
	err = b.changeThesaurus(ctx, u, s.saying(all), LoadThesaurus, func(now Thesaurus, _ *problems) (kept []ConceptVersion, err error) {
		if s.Version != now.Revision && s != (Stamp{}) {
			return nil, refuse(Conflict, "error.setting_moved_on")
		}
		done, kept = now.replacedBy(all)
		return kept, nil
	})
	return done, err
}

// replacedBy is what a file leaves to be kept.
func (t Thesaurus) replacedBy(all []placed) (done ThesaurusLoad, kept []ConceptVersion) {
	stays := map[string]bool{}
	for _, c := range all {
		stays[c.ID] = true
		done.Short += len(keepIf(c.Words(), NeedsHint))
		latest, found := t.Concept(c.ID)
		switch {
		case !found || latest.Removed:
			done.Added++
		case latest.Says(c.Concept):
			done.Same++
			continue
		default:
			done.Changed++
		}
		kept = append(kept, ConceptVersion{Concept: c.Concept, Version: latest.Version})
	}
	for _, c := range t.Standing() {
		if !stays[c.ID] {
			done.Removed++
			c.Removed = true
			kept = append(kept, c)
		}
	}
	return done, kept
}

// ExportThesaurus gives all concepts to be taken elsewhere, which the ledger
// records.
func (b *Book) ExportThesaurus(ctx context.Context, u User) ([]Concept, error) {
	now, err := b.Thesaurus(ctx, u)
	if err != nil {
		return nil, err
	}
	as, _ := officeKeeper(u)
	return now.Concepts(), b.store.Record(ctx, Event{At: b.now(), Actor: u.ID, As: as, Act: ExportThesaurus,
		Target: fmt.Sprintf("thesaurus/%d", now.Revision), Digest: digest(nil, now.Concepts())})
}

// ConceptChange is a line of the history of the thesaurus.
type ConceptChange struct {
	ConceptVersion
	Name string // of who changed it; empty for what came with the program
}

// ThesaurusHistory lists the last changes of one concept with what came with
// the program, or of all for the empty name without that, newest first.
func (b *Book) ThesaurusHistory(ctx context.Context, u User, id string) ([]ConceptChange, error) {
	if _, ok := officeKeeper(u); !ok {
		return nil, refuse(Forbidden, "error.forbidden")
	}
	versions, err := b.store.ConceptVersions(ctx, id)
	if err != nil {
		return nil, err
	}
	var ids []UserID
	for _, v := range versions {
		ids = append(ids, v.By)
	}
	people, err := b.store.People(ctx, distinct(ids)...)
	if err != nil {
		return nil, err
	}
	var out []ConceptChange
	for _, v := range versions {
		out = append(out, ConceptChange{v, people[v.By].Name})
	}
	return out, nil
}
