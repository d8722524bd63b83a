package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// thesaurusChangeRow is a row of the table thesaurus_changes.
type thesaurusChangeRow struct {
	Revision int
	Author   cases.UserID
	At       moment
}

// conceptRow is a row of the table thesaurus_concepts.
type conceptRow struct {
	Concept  string
	Version  int
	Revision int
	Topic    string
	English  string
	French   string
	Removed  bool
}

// conceptLine is a version of a concept with who made it.
type conceptLine struct {
	conceptRow
	Author cases.UserID
	At     moment
}

func (r conceptLine) toVersion() cases.ConceptVersion {
	c := cases.Concept{ID: r.Concept, Group: r.Topic, En: strings.Split(r.English, "\n"), Fr: strings.Split(r.French, "\n")}
	return cases.ConceptVersion{Concept: c, Version: r.Version, Removed: r.Removed, Revision: r.Revision, By: r.Author, At: r.At.Time}
}

func conceptRowOf(v cases.ConceptVersion, revision int) conceptRow {
	return conceptRow{v.ID, v.Version, revision, v.Group, strings.Join(v.En, "\n"), strings.Join(v.Fr, "\n"), v.Removed}
}

const (
	conceptLines = `SELECT c.concept, c.version, c.revision, c.topic, c.english, c.french, c.removed, h.author, h.at
		FROM thesaurus_concepts AS c JOIN thesaurus_changes AS h ON h.revision = c.revision`
	maxConceptLines = 200
)

// shippedConcepts come with the program; the rows of the tables lie over them.
var shippedConcepts = sync.OnceValue(func() []cases.Concept {
	var out []cases.Concept
	for _, c := range search.ShippedConcepts() {
		out = append(out, cases.Concept{ID: c.ID, Group: c.Group, En: c.English, Fr: c.French})
	}
	return out
})

// Thesaurus tells the latest version of each concept.
func (s *Store) Thesaurus(ctx context.Context) (revision int, latest []cases.ConceptVersion, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		revision, latest, err = thesaurusIn(tx)
		return err
	})
	if err != nil {
		return 0, nil, fmt.Errorf("read the thesaurus: %w", err)
	}
	return revision, latest, nil
}

func thesaurusIn(tx *gorm.DB) (revision int, latest []cases.ConceptVersion, err error) {
	revision, err = thesaurusRevision(tx)
	if err != nil {
		return 0, nil, err
	}
	rows, err := list[conceptLine](tx, conceptLines+` WHERE c.version =
		(SELECT max(o.version) FROM thesaurus_concepts AS o WHERE o.concept = c.concept)`)
	for _, r := range rows {
		latest = append(latest, r.toVersion())
	}
	return revision, cases.OverShipped(shippedConcepts(), latest), err
}

func thesaurusRevision(tx *gorm.DB) (int, error) {
	n, _, err := find[int](tx, "SELECT coalesce(max(revision), ?) FROM thesaurus_changes", cases.ShippedRevision)
	return n, err
}

// ChangeThesaurus keeps the versions that a decision on the latest ones leaves.
func (s *Store) ChangeThesaurus(ctx context.Context, r cases.Receipt, decide func(int, []cases.ConceptVersion) ([]cases.ConceptVersion, cases.Event, error)) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		// Before the receipt, as ChangeSetting reads them.
		revision, latest, err := thesaurusIn(tx)
		if err != nil {
			return err
		}
		if done, err := isDone(tx, r); err != nil || done {
			return err
		}
		kept, event, err := decide(revision, latest)
		if err != nil || len(kept) == 0 {
			return err
		}
		return s.keepConcepts(tx, r, revision+1, kept, event)
	})
	if err != nil {
		return fmt.Errorf("change the thesaurus: %w", err)
	}
	return nil
}

func (s *Store) keepConcepts(tx *gorm.DB, r cases.Receipt, revision int, kept []cases.ConceptVersion, event cases.Event) error {
	if err := insertConcepts(tx, revision, kept); err != nil {
		return err
	}
	if err := s.keepReceipt(tx, r, ""); err != nil {
		return err
	}
	return s.append(tx, event)
}

// insertConcepts keeps versions under a revision. If somebody else's change has
// taken it, the transaction begins again.
func insertConcepts(tx *gorm.DB, revision int, kept []cases.ConceptVersion) error {
	change := thesaurusChangeRow{revision, kept[0].By, moment{kept[0].At}}
	if err := insert(tx, "thesaurus_changes", change); troubleOf(err) == duplicate {
		return errors.Join(errAgain, err)
	} else if err != nil {
		return err
	}
	rows := make([]conceptRow, len(kept))
	for i, v := range kept {
		rows[i] = conceptRowOf(v, revision)
	}
	for len(rows) > 0 {
		n := min(len(rows), maxArgs/7)
		if err := insert(tx, "thesaurus_concepts", rows[:n]...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// ConceptVersions lists versions of a concept, or of all, newest first.
func (s *Store) ConceptVersions(ctx context.Context, id string) (out []cases.ConceptVersion, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		rows, err := list[conceptLine](tx, conceptLines+` WHERE c.concept = ? OR ? = ''
			ORDER BY c.revision DESC, c.concept LIMIT ?`, id, id, maxConceptLines)
		for _, r := range rows {
			out = append(out, r.toVersion())
		}
		return err
	})
	i := slices.IndexFunc(shippedConcepts(), func(c cases.Concept) bool { return c.ID == id })
	if i >= 0 {
		out = append(out, cases.Shipped(shippedConcepts()[i]))
	}
	if err != nil {
		return nil, fmt.Errorf("list versions of the thesaurus: %w", err)
	}
	return out, nil
}

// Widening tells what such concepts would add to each question.
func (*Store) Widening(concepts []cases.Concept, questions []string) [][]cases.Widened {
	by := search.Expansion{Thesaurus: compiled(concepts)}
	out := make([][]cases.Widened, len(questions))
	for i, q := range questions {
		out[i] = widened(search.Expand(search.Parse(q), by))
	}
	return out
}

func compiled(concepts []cases.Concept) *search.Thesaurus {
	all := make([]search.Concept, len(concepts))
	for i, c := range concepts {
		all[i] = search.Concept{ID: c.ID, Group: c.Group, English: c.En, French: c.Fr}
	}
	return search.NewThesaurus(all)
}

// thesaurusCache holds the thesaurus as it was last made ready. Every change
// moves the revision on, so one number tells whether it is still the same.
type thesaurusCache struct {
	mu       sync.Mutex
	revision int
	made     *search.Thesaurus
}

// thesaurus is what questions are widened by now. What another instance or a
// command has changed holds at once.
func (s *Store) thesaurus(tx *gorm.DB) (*search.Thesaurus, error) {
	if s.tx != nil { // it may be undone: nothing of it is held
		_, made, err := makeThesaurus(tx)
		return made, err
	}
	revision, err := thesaurusRevision(tx)
	if err != nil {
		return nil, fmt.Errorf("read the revision of the thesaurus: %w", err)
	}
	c := &s.concepts
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.made != nil && c.revision == revision {
		return c.made, nil
	}
	revision, made, err := makeThesaurus(tx)
	if err == nil {
		c.revision, c.made = revision, made
	}
	return made, err
}

func makeThesaurus(tx *gorm.DB) (int, *search.Thesaurus, error) {
	revision, latest, err := thesaurusIn(tx)
	if err != nil {
		return 0, nil, fmt.Errorf("read the thesaurus: %w", err)
	}
	return revision, compiled(cases.NewThesaurus(revision, latest).Concepts()), nil
}
