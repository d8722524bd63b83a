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
		if out.Facets, err = a.facets(); err != nil {
			return err
		}
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
	from  string // where cases are looked for: under the alias c
	which where  // the cases that may be found
	fresh map[int64]entry
	order []candidate // all that was found by words, once it is known
}

// candidate is a case that a question may find.
type candidate struct {
	Doc    int64
	CaseID cases.CaseID
	Own    bool
	Filed  int64 // in microseconds since 1970
	Length int
	score  float64
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
	if a.fresh, err = s.freshOf(tx); err != nil {
		return nil, err
	}
	a.from = fromIndex
	if len(a.filters(cases.OfficeSide)) > 0 {
		a.from = fromCases
	}
	without, err := a.without()
	if err != nil {
		return nil, err
	}
	a.which = visible(u, func(side cases.Side) where {
		return all(append(a.filters(side), without(side)...)...)
	})
	return a, a.checkPhrases()
}

// The index repeats of a case what the rule of visibility asks for; filters ask
// for the case itself.
const (
	fromIndex = " FROM search_docs AS c"
	fromCases = ` FROM (SELECT k.*, d.doc, d.filed, d.shared_length, d.office_length
		FROM search_docs AS d JOIN cases AS k ON k.id = d.id) AS c`
)

// freshOf reads what is too fresh for a segment. Inside of Together it may be
// undone again, and is kept nowhere.
func (s *Store) freshOf(tx *gorm.DB) (map[int64]entry, error) {
	if s.tx != nil {
		return (&freshEntries{}).read(tx)
	}
	return s.upkeep.fresh.read(tx)
}

// filters are the conditions on a side that were chosen or typed.
func (a *asked) filters(side cases.Side) []where {
	return append(a.store.narrowings(a.query.Filters, side), a.typed.conditions(a.store, side)...)
}

// without are the words that a case must not have in what a side sees of it.
func (a *asked) without() (func(cases.Side) []where, error) {
	var words []found
	for _, w := range a.q.Excluded {
		f, err := a.lookUp(w)
		if err != nil {
			return nil, fmt.Errorf("look up an excluded word: %w", err)
		}
		words = append(words, f)
	}
	return func(side cases.Side) []where {
		var ws []where
		for _, f := range words {
			ws = append(ws, not(a.oneOf(f.docs(side))))
		}
		return ws
	}, nil
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
	all, err := a.ranked()
	first := min((a.query.Page-1)*a.query.Size, len(all))
	return all[first:min(first+a.query.Size, len(all))], len(all), err
}

// newest lists what may be found when there is nothing to rank by.
func (a *asked) newest() ([]candidate, int, error) {
	total, _, err := find[int](a.tx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1%s WHERE %s LIMIT %d) AS them",
		a.from, a.which.sql, cases.CountCap+1), a.which.args...)
	if err != nil {
		return nil, 0, fmt.Errorf("count: %w", err)
	}
	found, err := a.newestOf(a.query.Size, (a.query.Page-1)*a.query.Size)
	return found, total, err
}

func (a *asked) newestOf(n, after int) ([]candidate, error) {
	return a.candidates(a.which, fmt.Sprintf(" ORDER BY c.filed DESC, c.doc LIMIT %d OFFSET %d", n, after))
}

// candidates reads cases as a question sees them: their length is that of what
// the person sees of each.
func (a *asked) candidates(which where, order string) ([]candidate, error) {
	args := append([]any{a.user.ID, a.user.ID}, which.args...)
	rows, err := ask(a.tx, `SELECT c.doc, c.id, CASE WHEN c.filer = ? THEN 1 ELSE 0 END, c.filed,
		CASE WHEN c.filer = ? THEN c.shared_length ELSE c.office_length END`+a.from+" WHERE "+which.sql+order, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []candidate
	for rows.Next() {
		var c candidate
		var own int
		if err := rows.Scan(&c.Doc, &c.CaseID, &own, &c.Filed, &c.Length); err != nil {
			return nil, err
		}
		c.Own = own == 1
		all = append(all, c)
	}
	return all, rows.Err()
}

// ranked orders all that has any of the words.
func (a *asked) ranked() ([]candidate, error) {
	if a.order != nil {
		return a.order, nil
	}
	var words []found
	docs := map[int64]bool{}
	for _, w := range a.q.Ranked() {
		f, err := a.lookUp(w)
		if err != nil {
			return nil, fmt.Errorf("look up a word: %w", err)
		}
		for doc := range f {
			docs[doc] = true
		}
		words = append(words, f)
	}
	candidates, err := a.candidates(all(a.which, a.oneOf(docs)), "")
	if err != nil {
		return nil, fmt.Errorf("read what was found: %w", err)
	}
	stats, err := a.stats()
	if err != nil {
		return nil, err
	}
	has, groups := matched(candidates, words)
	a.rank(has, stats, groups)
	a.order = has
	return has, nil
}

// matched are the candidates with a word in what the person may see of them,
// and where each word stands in that.
func matched(candidates []candidate, words []found) (has []candidate, groups []search.Group) {
	groups = make([]search.Group, len(words))
	for _, c := range candidates {
		any := false
		for i, f := range words {
			in := f[c.Doc]
			for field, n := range in {
				field := search.Field(field) // #nosec G115 -- at most the last field
				if n == 0 || (c.Own && !isShared(field)) {
					continue
				}
				any = true
				groups[i].Postings = append(groups[i].Postings, search.Posting{Doc: c.Doc, Field: field, Count: int(n)})
			}
		}
		if any {
			has = append(has, c)
		}
	}
	return has, groups
}

// stats describe the cases among which is searched.
func (a *asked) stats() (search.Stats, error) {
	type row struct{ Docs, Terms int }
	r, _, err := find[row](a.tx, `SELECT count(*) AS docs,
		coalesce(sum(CASE WHEN c.filer = ? THEN c.shared_length ELSE c.office_length END), 0) AS terms`+a.from+
		" WHERE "+a.which.sql, append([]any{a.user.ID}, a.which.args...)...)
	if err != nil {
		return search.Stats{}, fmt.Errorf("measure the cases: %w", err)
	}
	return search.Stats{Docs: r.Docs, AverageLength: float64(r.Terms) / float64(max(r.Docs, 1))}, nil
}

// oneOf is that a case is one of those.
func (a *asked) oneOf(docs map[int64]bool) where {
	if len(docs) == 0 {
		return nothing
	}
	all := make([]int64, 0, len(docs))
	for doc := range docs {
		all = append(all, doc)
	}
	slices.Sort(all)
	return cond("c.doc IN "+numbersOf(a.tx), numbers(all))
}

// rank orders what was found, by relevance or by age.
func (a *asked) rank(found []candidate, stats search.Stats, groups []search.Group) {
	docs := make([]search.Doc, len(found))
	byDoc := make(map[int64]candidate, len(found))
	for i, c := range found {
		docs[i] = search.Doc{ID: c.Doc, Length: c.Length, Newest: c.Filed}
		byDoc[c.Doc] = c
	}
	for i, r := range search.Rank(stats, docs, groups, 0) { // each has a word, so each has a rank
		found[i] = byDoc[r.ID]
		found[i].score = r.Score
	}
	if a.query.Newest {
		slices.SortFunc(found, func(x, y candidate) int {
			return cmp.Or(cmp.Compare(y.Filed, x.Filed), cmp.Compare(x.Doc, y.Doc))
		})
	}
}
