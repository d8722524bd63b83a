package store

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// docRow is a row of the table search_docs without its number.
type docRow struct {
	ID           cases.CaseID
	Filer        cases.UserID
	Filed        int64
	SharedLength int
	OfficeLength int
	Analyzer     int
}

// indexCase writes what the search knows of a case, when it is no longer what
// is kept: in the transaction of the change, so that a case that can be opened
// can be found. A change of words gives the case another number.
func (s *Store) indexCase(tx *gorm.DB, before known, c *cases.Case, read *words) error {
	if !wordsChanged(before, c) {
		return moveDoc(tx, before, c)
	}
	if before.version > 0 {
		if err := forget(tx, c.ID); err != nil {
			return err
		}
	}
	if read == nil || !read.are(c) {
		read = wordsOf(c)
	}
	return s.insertDoc(tx, docOf(c, read), read)
}

func docOf(c *cases.Case, w *words) docRow {
	return docRow{c.ID, c.Filer, c.SubmittedAt.UnixMicro(), w.shared, w.office, search.AnalyzerVersion}
}

func (s *Store) insertDoc(tx *gorm.DB, row docRow, w *words) error {
	doc, _, err := find[int64](tx, `INSERT INTO search_docs (id, filer, filed, shared_length, office_length, analyzer)
		VALUES (?, ?, ?, ?, ?, ?) RETURNING doc`, row.ID, row.Filer, row.Filed, row.SharedLength, row.OfficeLength, row.Analyzer)
	if err != nil {
		return fmt.Errorf("number the case: %w", err)
	}
	if _, err := exec(tx, "INSERT INTO search_fresh (doc, entry) VALUES (?, ?)", doc, w.entry.encode()); err != nil {
		return fmt.Errorf("insert terms: %w", err)
	}
	s.upkeep.grew()
	return nil
}

// forget takes the number of a case away: nothing written under it counts.
func forget(tx *gorm.DB, id cases.CaseID) error {
	_, err := exec(tx, "DELETE FROM search_fresh WHERE doc = (SELECT doc FROM search_docs WHERE id = ?)", id)
	if err == nil {
		_, err = exec(tx, "DELETE FROM search_docs WHERE id = ?", id)
	}
	if err != nil {
		return fmt.Errorf("take the number of the case away: %w", err)
	}
	return nil
}

// moveDoc keeps in step what the index repeats of the case itself.
func moveDoc(tx *gorm.DB, before known, c *cases.Case) error {
	if before.filer == c.Filer && before.submitted.Equal(c.SubmittedAt) {
		return nil
	}
	_, err := exec(tx, "UPDATE search_docs SET filer = ?, filed = ? WHERE id = ?", c.Filer, c.SubmittedAt.UnixMicro(), c.ID)
	if err != nil {
		return fmt.Errorf("move the case: %w", err)
	}
	return nil
}

// wordsChanged reports whether a text came or went. What the filer wrote at
// first never changes.
func wordsChanged(before known, c *cases.Case) bool {
	if before.version == 0 || len(c.Messages) > before.messages || len(c.Notes) > before.notes ||
		len(c.Annotations) > len(before.standing) {
		return true
	}
	for i, stood := range before.standing {
		if stood != c.Annotations[i].RemovedAt.IsZero() {
			return true
		}
	}
	return false
}

// words are how often each term stands in each field of a case, and how many
// terms there are.
type words struct {
	texts          []fieldText
	entry          entry
	shared, office int
}

func wordsOf(c *cases.Case) *words {
	w := &words{texts: textsOf(c)}
	places := map[string]int{} // of each term in the entry
	for _, t := range w.texts {
		for _, lang := range t.langs {
			w.count(places, t.field, search.Analyze(lang, t.text))
		}
	}
	slices.SortFunc(w.entry, func(a, b termCounts) int { return strings.Compare(a.term, b.term) })
	return w
}

func (w *words) count(places map[string]int, f search.Field, tokens []search.Token) {
	for _, t := range tokens {
		at, known := places[t.Term]
		if !known {
			at = len(w.entry)
			places[t.Term] = at
			w.entry = append(w.entry, termCounts{term: t.Term})
		}
		w.entry[at].in[f]++
	}
	w.office += len(tokens)
	if isShared(f) {
		w.shared += len(tokens)
	}
}

// are reports that they are the words of the case.
func (w *words) are(c *cases.Case) bool {
	return slices.EqualFunc(w.texts, textsOf(c), func(a, b fieldText) bool {
		return a.field == b.field && a.text == b.text && slices.Equal(a.langs, b.langs)
	})
}
