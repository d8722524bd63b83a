package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// Search finds among the cases the person may see, each matched only by what
// she may see of it. Who may see what is part of every statement, so that
// neither an order, nor a count, nor how rare a word is tells of anything else.
func (s *Store) Search(ctx context.Context, u cases.User, q cases.Query) (out cases.Results, err error) {
	q.Page, q.Size = max(q.Page, 1), max(q.Size, 1)
	err = s.view(ctx, func(tx *gorm.DB) error {
		a, err := s.ask(tx, u, q)
		if err != nil {
			return err
		}
		found, total, err := a.find()
		if err != nil {
			return err
		}
		out = cases.Results{Total: min(total, cases.CountCap+1), Unknown: a.typed.unknown, Cut: a.q.Cut, Empty: a.isEmpty()}
		out.Hits, err = a.hits(found)
		return err
	})
	if err != nil {
		return cases.Results{}, fmt.Errorf("search: %w", err)
	}
	return out, nil
}

// asked is a question of one person while it is answered.
type asked struct {
	store *Store
	tx    *gorm.DB
	user  cases.User
	query cases.Query
	q     search.Query // what was typed, read
	typed typedFilters
	which where // the cases that may be found: over the aliases c and d
}

// candidate is a case that a question may find.
type candidate struct {
	Doc       int64
	CaseID    cases.CaseID
	Own       bool
	Submitted moment
	Length    int
	score     float64
}

func (s *Store) ask(tx *gorm.DB, u cases.User, q cases.Query) (*asked, error) {
	if _, err := s.codesIn(tx); err != nil { // filters follow the entries through the versions
		return nil, err
	}
	a := &asked{store: s, tx: tx, user: u, query: q, q: search.ParseNaming(q.Text, s.codes.names())}
	if ref, alone := search.Reference(q.Text); alone {
		a.q = search.Query{Text: q.Text, Filters: []search.Filter{{Field: search.ByRef, Value: ref, Typed: q.Text, Known: true}}}
	}
	var err error
	if a.typed, err = readFilters(tx, u, a.q); err != nil {
		return nil, fmt.Errorf("read the filters: %w", err)
	}
	a.which = visible(u, a.narrowed)
	return a, a.checkPhrases()
}

// narrowed are the filters and exclusions on a side.
func (a *asked) narrowed(side cases.Side) where {
	ws := append(a.store.narrowings(a.query.Filters, side), a.typed.conditions(a.store, side)...)
	for _, w := range a.q.Excluded {
		ws = append(ws, not(has(w, side)))
	}
	return all(ws...)
}

func (a *asked) isEmpty() bool {
	return a.q.IsEmpty() && len(a.q.Excluded)+len(a.q.ExcludedPhrases) == 0 &&
		len(a.store.narrowings(a.query.Filters, cases.OfficeSide)) == 0
}

// find gives the cases of the page in their order, and how many there are.
func (a *asked) find() ([]candidate, int, error) {
	if !a.q.HasWords() {
		return a.newest()
	}
	return a.ranked()
}

// newest lists what may be found when there is nothing to rank by.
func (a *asked) newest() ([]candidate, int, error) {
	total, _, err := find[int](a.tx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1%s WHERE %s LIMIT %d) AS them",
		fromDocs, a.which.sql, cases.CountCap+1), a.which.args...)
	if err != nil {
		return nil, 0, fmt.Errorf("count: %w", err)
	}
	found, err := a.candidates(fmt.Sprintf(" WHERE %s ORDER BY c.submitted DESC, d.doc LIMIT %d OFFSET %d",
		a.which.sql, a.query.Size, (a.query.Page-1)*a.query.Size), a.which.args...)
	return found, total, err
}

const fromDocs = " FROM search_docs AS d JOIN cases AS c ON c.id = d.case_id"

// candidates reads cases as a question sees them: their length is that of what
// the person sees of each.
func (a *asked) candidates(which string, args ...any) ([]candidate, error) {
	args = append([]any{a.user.ID, a.user.ID}, args...)
	return list[candidate](a.tx, `SELECT d.doc, d.case_id, c.filer = ? AS own, c.submitted,
		CASE WHEN c.filer = ? THEN d.shared_length ELSE d.office_length END AS length`+fromDocs+which, args...)
}

// ranked orders all that has any of the words, and takes the page.
func (a *asked) ranked() ([]candidate, int, error) {
	var groups []search.Group
	docs := map[int64]bool{}
	for _, w := range a.q.Ranked() {
		postings, err := a.postings(w)
		if err != nil {
			return nil, 0, fmt.Errorf("read postings: %w", err)
		}
		for _, p := range postings {
			docs[p.Doc] = true
		}
		groups = append(groups, search.Group{Postings: postings})
	}
	found, err := a.byDoc(docs)
	if err != nil {
		return nil, 0, err
	}
	stats, err := a.stats()
	if err != nil {
		return nil, 0, err
	}
	a.rank(found, stats, groups)
	first := min((a.query.Page-1)*a.query.Size, len(found))
	return found[first:min(first+a.query.Size, len(found))], len(found), nil
}

// stats describe the cases among which is searched.
func (a *asked) stats() (search.Stats, error) {
	type row struct{ Docs, Terms int }
	r, _, err := find[row](a.tx, `SELECT count(*) AS docs,
		coalesce(sum(CASE WHEN c.filer = ? THEN d.shared_length ELSE d.office_length END), 0) AS terms`+fromDocs+
		" WHERE "+a.which.sql, append([]any{a.user.ID}, a.which.args...)...)
	if err != nil {
		return search.Stats{}, fmt.Errorf("measure the cases: %w", err)
	}
	return search.Stats{Docs: r.Docs, AverageLength: float64(r.Terms) / float64(max(r.Docs, 1))}, nil
}

// postings are where a word stands, in what the person may see.
func (a *asked) postings(w search.Word) ([]search.Posting, error) {
	terms := termIn(w)
	which := all(terms, a.which, either(cond("c.filer <> ?", a.user.ID), cond("p.field IN ?", sharedFields)))
	return list[search.Posting](a.tx, `SELECT p.doc, p.field, sum(p.tf) AS count FROM search_postings AS p
		JOIN search_docs AS d ON d.doc = p.doc JOIN cases AS c ON c.id = d.case_id
		WHERE `+which.sql+" GROUP BY p.doc, p.field", which.args...)
}

// termIn is the terms of a word over the alias p. A beginning is the range up
// to the last character there is.
func termIn(w search.Word) where {
	ways := in("p.term", w.Terms)
	for _, p := range w.Prefixes {
		ways = append(ways, cond("p.term >= ? AND p.term < ?", p, p+"\U0010FFFF"))
	}
	return either(ways...)
}

// has is that a case holds a word in what a side sees, over the alias d.
func has(w search.Word, side cases.Side) where {
	which := all(cond("p.doc = d.doc"), termIn(w))
	if side != cases.OfficeSide {
		which = all(which, cond("p.field IN ?", sharedFields))
	}
	return where{"EXISTS (SELECT 1 FROM search_postings AS p WHERE " + which.sql + ")", which.args}
}

func (a *asked) byDoc(docs map[int64]bool) ([]candidate, error) {
	ids := make([]int64, 0, len(docs))
	for id := range docs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var found []candidate
	for some := range slices.Chunk(ids, maxArgs) {
		rows, err := a.candidates(" WHERE d.doc IN ?", some)
		if err != nil {
			return nil, fmt.Errorf("read what was found: %w", err)
		}
		found = append(found, rows...)
	}
	return found, nil
}

// rank orders what was found, by relevance or by age.
func (a *asked) rank(found []candidate, stats search.Stats, groups []search.Group) {
	docs := make([]search.Doc, len(found))
	for i, c := range found {
		docs[i] = search.Doc{ID: c.Doc, Length: c.Length, Newest: c.Submitted.UnixMicro()}
	}
	place := map[int64]int{}
	score := map[int64]float64{}
	for i, r := range search.Rank(stats, docs, groups, 0) {
		place[r.ID], score[r.ID] = i, r.Score
	}
	for i := range found {
		found[i].score = score[found[i].Doc]
	}
	slices.SortFunc(found, func(x, y candidate) int {
		if a.query.Newest {
			return cmp.Or(y.Submitted.Compare(x.Submitted.Time), cmp.Compare(x.Doc, y.Doc))
		}
		return cmp.Compare(place[x.Doc], place[y.Doc])
	})
}
