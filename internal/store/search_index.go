package store

import (
	"cmp"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// postingRow is a row of the table search_postings.
type postingRow struct {
	Term  string
	Doc   int64
	Field search.Field
	Tf    int
}

// postingsAtOnce bounds the values of one statement.
const postingsAtOnce = 500

// indexCase writes the search terms of a case, those alone of fields in which
// something changed. This file and search_query.go are all that knows how terms
// are kept.
func indexCase(tx *gorm.DB, before known, c *cases.Case) error {
	changed := changedFields(before, c)
	if len(changed) == 0 {
		return nil
	}
	words := wordsOf(c)
	doc, err := saveDoc(tx, c.ID, words)
	if err != nil {
		return err
	}
	if before.version > 0 {
		if _, err := exec(tx, "DELETE FROM search_postings WHERE doc = ? AND field IN ?", doc, changed); err != nil {
			return fmt.Errorf("delete terms: %w", err)
		}
	}
	for rows := range slices.Chunk(words.postings(doc, changed), postingsAtOnce) {
		if err := tx.Table("search_postings").Create(&rows).Error; err != nil {
			return fmt.Errorf("insert terms: %w", err)
		}
	}
	return nil
}

// changedFields are those whose texts are not what they were. What the filer
// wrote at first never changes.
func changedFields(before known, c *cases.Case) []search.Field {
	if before.version == 0 {
		return append(slices.Clone(sharedFields), search.Passage, search.Note)
	}
	var changed []search.Field
	if len(c.Messages) > before.messages {
		changed = append(changed, search.Message, search.Advice)
	}
	marked := len(c.Annotations) > len(before.standing)
	for i, stood := range before.standing {
		marked = marked || stood != c.Annotations[i].RemovedAt.IsZero()
	}
	if marked {
		changed = append(changed, search.Passage)
	}
	if marked || len(c.Notes) > before.notes {
		changed = append(changed, search.Note)
	}
	return changed
}

// words are how often each term stands in each field of a case, and how many
// terms there are.
type words struct {
	counts         map[place]int
	shared, office int
}

type place struct {
	term  string
	field search.Field
}

func wordsOf(c *cases.Case) words {
	w := words{counts: map[place]int{}}
	for _, t := range textsOf(c) {
		for _, lang := range t.langs {
			w.add(t.field, search.Analyze(lang, t.text))
		}
	}
	return w
}

func (w *words) add(f search.Field, tokens []search.Token) {
	for _, t := range tokens {
		w.counts[place{t.Term, f}]++
	}
	w.office += len(tokens)
	if isShared(f) {
		w.shared += len(tokens)
	}
}

// postings are in the order of the index, which is also that in which writers
// on PostgreSQL cannot wait for one another in a circle.
func (w *words) postings(doc int64, of []search.Field) []postingRow {
	var rows []postingRow
	for p, n := range w.counts {
		if slices.Contains(of, p.field) {
			rows = append(rows, postingRow{p.term, doc, p.field, n})
		}
	}
	slices.SortFunc(rows, func(a, b postingRow) int {
		return cmp.Or(cmp.Compare(a.Term, b.Term), cmp.Compare(a.Field, b.Field))
	})
	return rows
}

// saveDoc gives the case its number in the index.
func saveDoc(tx *gorm.DB, id cases.CaseID, w words) (int64, error) {
	doc, _, err := find[int64](tx, `INSERT INTO search_docs (case_id, shared_length, office_length, analyzer)
		VALUES (?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET shared_length = excluded.shared_length,
			office_length = excluded.office_length, analyzer = excluded.analyzer
		RETURNING doc`, id, w.shared, w.office, search.AnalyzerVersion)
	if err != nil {
		return 0, fmt.Errorf("number the case: %w", err)
	}
	return doc, nil
}
