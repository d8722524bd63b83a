package store

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// docRow is a row of the table search_docs.
type docRow struct {
	Doc      int64
	ID       cases.CaseID
	Filer    cases.UserID
	Analyzer int
	Stamp    int64
}

// indexCase writes what the search knows of a case, when it is no longer what
// is kept: in the transaction of the change, so that a case that can be opened
// can be found.
func (s *Store) indexCase(tx *gorm.DB, before known, c *cases.Case, read *words) error {
	row := fromCase(c)
	tags := tagsOf(&row, obligationsOf(c))
	stamp := stampOf(&row, tags)
	old, err := numbered(tx, before, c.ID)
	if err != nil {
		return err
	}
	if !wordsChanged(before, c) && old.Stamp == stamp {
		return nil
	}
	if read == nil || !read.are(c) {
		read = wordsOf(c)
	}
	return s.renumber(tx, old.Doc, docRow{ID: c.ID, Filer: c.Filer, Analyzer: search.AnalyzerVersion, Stamp: stamp},
		read.entry(&row, obligationsOf(c), tags))
}

// numbered is the number that a case has; a zero row when it is new.
func numbered(tx *gorm.DB, before known, id cases.CaseID) (docRow, error) {
	if before.version == 0 {
		return docRow{}, nil
	}
	row, _, err := find[docRow](tx, "SELECT doc, stamp FROM search_docs WHERE id = ?", id)
	if err != nil {
		return row, fmt.Errorf("look for the number of the case: %w", err)
	}
	return row, nil
}

// renumber gives a case the next number, and keeps what is indexed of it under
// that: nothing that was written under the old one, 0 for none, counts any more.
func (s *Store) renumber(tx *gorm.DB, old int64, row docRow, entry *index.Entry) error {
	if old != 0 {
		replaced, err := forget(tx, []int64{old})
		if err != nil {
			return err
		}
		entry.Replaces = append(replaced[old], old)
	}
	number, _, err := find[int64](tx, "INSERT INTO search_docs (id, filer, analyzer, stamp) VALUES (?, ?, ?, ?) RETURNING doc",
		row.ID, row.Filer, row.Analyzer, row.Stamp)
	if err != nil {
		return fmt.Errorf("number the case: %w", err)
	}
	s.upkeep.grew()
	return insert(tx, "search_fresh", freshRow{number, entry.Encode()})
}

// forget takes the old numbers of cases away. What one had replaced while it was
// fresh, it gives back: nobody else says that any more.
func forget(tx *gorm.DB, docs []int64) (map[int64][]int64, error) {
	if len(docs) == 0 {
		return nil, nil
	}
	if _, err := exec(tx, "DELETE FROM search_docs WHERE doc IN ?", docs); err != nil {
		return nil, fmt.Errorf("take the numbers of cases away: %w", err)
	}
	fresh, err := list[freshRow](tx, "DELETE FROM search_fresh WHERE doc IN ? RETURNING doc, entry", docs)
	if err != nil {
		return nil, fmt.Errorf("take what is fresh away: %w", err)
	}
	replaced := map[int64][]int64{}
	for _, r := range fresh {
		e, err := index.DecodeEntry(r.Doc, r.Entry)
		if err != nil {
			return nil, fmt.Errorf("read what was indexed: %w", err)
		}
		replaced[r.Doc] = e.Replaces
	}
	return replaced, nil
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
	terms          []index.TermCounts
	shared, office int
}

// bytesOfTerm is for how many bytes of text there is a term or a pair.
const bytesOfTerm = 4

func wordsOf(c *cases.Case) *words {
	w := &words{texts: textsOf(c)}
	room := 0
	for _, t := range w.texts {
		room += len(t.text) / bytesOfTerm
	}
	w.terms = make([]index.TermCounts, 0, room)
	places := make(map[string]int, room) // of each term among the terms
	for _, t := range w.texts {
		for _, lang := range t.langs {
			tokens := search.Analyze(lang, t.text)
			w.count(places, t.field, tokens)
			if t.field != search.Passage { // it stands in another text
				w.pair(places, search.Pairs(tokens))
			}
		}
	}
	return w
}

func (w *words) count(places map[string]int, f search.Field, tokens []search.Token) {
	for _, t := range tokens {
		w.at(places, t.Term).In[f]++
	}
	w.office += len(tokens)
	if isShared(f) {
		w.shared += len(tokens)
	}
}

// pair keeps that pairs are there, in a field that both sides see: of which text
// they are the text says.
func (w *words) pair(places map[string]int, pairs []string) {
	for _, p := range pairs {
		w.at(places, p).In[search.Situation] = 1
	}
}

func (w *words) at(places map[string]int, term string) *index.TermCounts {
	at, known := places[term]
	if !known {
		at = len(w.terms)
		places[term] = at
		w.terms = append(w.terms, index.TermCounts{Term: term})
	}
	return &w.terms[at]
}

// entry is what is indexed of a case: its words, and its codes as words that
// only the office sees.
func (w *words) entry(row *caseRow, tied []obligationRow, tags index.Tags) *index.Entry {
	day := row.Submitted
	if !row.Answered.IsZero() {
		day = row.Answered
	}
	return &index.Entry{Terms: withCodes(w.terms, codeTerms(row, tied)), Doc: index.Doc{Filed: row.Submitted.UnixMicro(),
		Day: dayNumber(day.Time), Shared: w.shared, Office: w.office, Tags: tags}}
}

// dayNumber counts days since 1970.
func dayNumber(at time.Time) int { return int(at.Unix() / (24 * 60 * 60)) }

// codeTerms are the codes of a case by which a name in a question finds it.
func codeTerms(row *caseRow, tied []obligationRow) (terms []string) {
	for _, o := range tied {
		terms = append(terms, search.CodeTerm(search.ByObligation, string(o.Code)))
	}
	if row.Outcome != "" {
		terms = append(terms, search.CodeTerm(search.ByOutcome, string(row.Outcome)))
	}
	if row.Platform != "" {
		terms = append(terms, search.CodeTerm(search.ByPlatform, string(row.Platform)))
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

func withCodes(words []index.TermCounts, codes []string) []index.TermCounts {
	all := slices.Clip(words) // they are not the entry's alone
	for _, c := range codes {
		one := index.TermCounts{Term: c}
		one.In[search.Coded] = 1
		all = append(all, one)
	}
	return all
}

// are reports that they are the words of the case.
func (w *words) are(c *cases.Case) bool {
	return slices.EqualFunc(w.texts, textsOf(c), func(a, b fieldText) bool {
		return a.field == b.field && a.text == b.text && slices.Equal(a.langs, b.langs)
	})
}
