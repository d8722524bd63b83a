package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/index"
	"example.org/casebook/internal/search"
)

// Search finds among the cases the person may see, each matched only by what
// she may see of it. Who may see what is known before anything is looked up, so
// that neither an order, nor a count, nor how rare a word is tells of anything
// else. Which words are offered or added, and in which order, is asked of what she
// may see too.
func (s *Store) Search(ctx context.Context, u cases.User, q cases.Query) (out cases.Results, err error) {
	q.Page, q.Size = max(q.Page, 1), max(q.Size, 1)
	err = s.view(ctx, func(tx *gorm.DB) error {
		a, err := s.ask(tx, u, q)
		if err != nil {
			return err
		}
		defer a.index.End()
		if out, err = a.answer(); err != nil {
			return err
		}
		out.Reindexing, err = isReindexDue(tx)
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
	index *index.Question
	wide  search.Lookup // what is looked up for it
	shown search.Query  // what is marked in the texts: all that is looked up
	alone bool          // a reference is all that was typed
	broad bool          // a beginning stands for more words than were looked up
}

func (s *Store) ask(tx *gorm.DB, u cases.User, q cases.Query) (*asked, error) {
	if _, err := s.codesIn(tx); err != nil { // filters follow the entries through the versions
		return nil, err
	}
	a := &asked{store: s, tx: tx, user: u, query: q, q: search.ParseNaming(q.Text, s.codes.names())}
	if ref, alone := search.Reference(q.Text); alone {
		a.alone = true
		a.q = search.Query{Text: q.Text, Filters: []search.Filter{{Field: search.ByRef, Value: ref, Typed: q.Text, Known: true}}}
	}
	var err error
	if a.typed, err = readFilters(tx, u, a.q); err != nil {
		return nil, fmt.Errorf("read the filters: %w", err)
	}
	if a.index, err = s.question(tx, u); err != nil {
		return nil, err
	}
	if err := a.lookUp(); err != nil {
		a.index.End()
		return nil, fmt.Errorf("look up the words: %w", err)
	}
	return a, nil
}

// question opens the index for a person.
func (s *Store) question(tx *gorm.DB, u cases.User) (*index.Question, error) {
	p, err := personOf(tx, u)
	if err != nil {
		return nil, err
	}
	return s.questionOf(tx, p)
}

// questionOf opens the index. Inside of Together what is fresh may be undone
// again, and is held nowhere.
func (s *Store) questionOf(tx *gorm.DB, p index.Person) (*index.Question, error) {
	held := &s.upkeep.kept
	if s.tx != nil {
		held = &kept{}
	}
	x, fresh, present, err := held.open(tx)
	if err != nil {
		return nil, err
	}
	return x.Ask(p, fresh, present, fetcher(tx), held.lists), nil
}

// personOf is the rule of visibility by the numbers of the cases.
func personOf(tx *gorm.DB, u cases.User) (p index.Person, err error) {
	own := ownCases(u)
	if p.Own, err = list[int64](tx, "SELECT c.doc FROM search_docs AS c WHERE "+own.sql, own.args...); err != nil {
		return p, fmt.Errorf("read the numbers of her own cases: %w", err)
	}
	hidden, office := hiddenFromOffice(u)
	if p.Office = office; !office {
		return p, nil
	}
	p.Hidden, err = list[int64](tx, `SELECT d.doc FROM search_docs AS d JOIN cases AS c ON c.id = d.id
		WHERE c.filer <> ? AND (`+hidden.sql+")", append([]any{u.ID}, hidden.args...)...)
	if err != nil {
		return p, fmt.Errorf("read the numbers of hidden cases: %w", err)
	}
	return p, nil
}

// lookUp tells the index which words rank and which must not be there.
func (a *asked) lookUp() error {
	wide, err := a.store.expansion(a.tx, a.user, a.query, a.index)
	if err != nil {
		return err
	}
	a.wide = search.Expand(a.q, wide)
	a.shown = a.wide.Shown(a.q)
	groups := make([]index.Group, len(a.wide.Groups))
	for i, l := range a.wide.Groups {
		groups[i].Looked = l
		if groups[i].Prefixed, err = a.beginning(l); err != nil {
			return err
		}
	}
	if err := a.index.Rank(groups, dayNumber(a.store.now())); err != nil {
		return err
	}
	for _, w := range a.q.Excluded {
		terms, err := a.termsOf(w)
		if err != nil {
			return err
		}
		if err := a.index.Without(terms); err != nil {
			return err
		}
	}
	return a.lookUpPhrases()
}

// beginning are the terms that begin as a group says and are not in it anyway.
func (a *asked) beginning(l search.Looked) ([]string, error) {
	all, err := a.termsOf(search.Word{Prefixes: l.Prefixes})
	return slices.DeleteFunc(all, func(t string) bool {
		return slices.ContainsFunc(l.Terms, func(w search.Weighted) bool { return w.Term == t })
	}), err
}

// mostOfPrefix is how many terms a beginning stands for.
const mostOfPrefix = 512

// termsOf are the terms of a word. A beginning reaches up to the last character
// there is.
func (a *asked) termsOf(w search.Word) ([]string, error) {
	terms := slices.Clone(w.Terms)
	for _, p := range w.Prefixes {
		found, more, err := a.index.Terms(p, p+"\U0010FFFF", mostOfPrefix)
		if err != nil {
			return nil, err
		}
		a.broad = a.broad || more
		for _, t := range found {
			if !slices.Contains(w.Terms, t) {
				terms = append(terms, t)
			}
		}
	}
	return terms, nil
}

func (a *asked) isEmpty() bool {
	return a.q.IsEmpty() && len(a.q.Excluded)+len(a.q.ExcludedPhrases) == 0 &&
		len(a.store.clausesOf(a.query.Filters)) == 0 && a.query.Filters.Reference == ""
}

// answer gives the page, and counts.
func (a *asked) answer() (out cases.Results, err error) {
	clauses, err := a.clauses(a.query.Filters)
	if err != nil {
		return out, err
	}
	last := a.query.Page * a.query.Size
	first, err := a.first(clauses, max(last, cases.CountCap+1))
	if err != nil {
		return out, err
	}
	found := first.found
	out = cases.Results{Total: min(first.total, cases.CountCap+1), AtLeast: first.more, Broad: a.broad, Unknown: a.typed.unknown, Cut: a.q.Cut, Small: a.q.Small, Empty: a.isEmpty(),
		ByAge: !a.q.HasWords(), Backwards: a.isBackwards(), Widened: widened(a.wide), Misspelt: misspelt(a.wide)}
	if out.LeftOut, err = a.store.leftOut(a.tx, a.user, a.query, a.q, a.index); err != nil {
		return out, err
	}
	counts := a.counting(first)
	out.Hits, err = a.hits(found[min(last-a.query.Size, len(found)):min(last, len(found))])
	if out.Facets = <-counts; err == nil && a.query.Filters.HasChoice() {
		out.Facets, err = a.widerFacets(out.Facets)
	}
	if a.alone && len(out.Hits) == 1 {
		out.Opens = out.Hits[0].ID
	}
	return out, err
}

// firsts are the first cases found, in their order, and how many there are; with
// more, at least so many.
type firsts struct {
	found []index.Found
	total int
	more  bool
}

func (a *asked) first(clauses []index.Clause, limit int) (firsts, error) {
	if len(a.q.Phrases)+len(a.q.ExcludedPhrases) > 0 {
		return a.withPhrases(clauses)
	}
	return a.best(clauses, limit), nil
}

func (a *asked) best(clauses []index.Clause, limit int) (out firsts) {
	if a.q.HasWords() {
		out.found, out.total = a.index.Best(clauses, a.query.Newest, limit)
	} else {
		out.found, out.total = a.index.Newest(clauses, limit)
	}
	return out
}

// clauses are the filters chosen and typed.
func (a *asked) clauses(f cases.Filters) ([]index.Clause, error) {
	out := a.store.clausesOf(f)
	if f.Reference != "" {
		numbers, err := a.numbersOfReference(f.Reference)
		if err != nil {
			return nil, err
		}
		out = append(out, index.Clause{Numbers: numbers})
	}
	typed, err := a.typed.clauses(a)
	return append(out, typed...), err
}

func (a *asked) numbersOfReference(ref string) ([]int64, error) {
	numbers, err := list[int64](a.tx, "SELECT d.doc FROM search_docs AS d JOIN cases AS c ON c.id = d.id WHERE c.reference = ?", storable(ref))
	if err != nil {
		return nil, fmt.Errorf("look for a reference: %w", err)
	}
	return numbers, nil
}

// counting counts what was found while the rest of the page is read.
func (a *asked) counting(first firsts) <-chan cases.FacetCounts {
	counts := make(chan cases.FacetCounts, 1)
	go func() { counts <- a.count(first, cases.Filters{}) }()
	return counts
}

// widerFacets adds what is found whatever is chosen, which says what each facet
// with a choice would add.
func (a *asked) widerFacets(counts cases.FacetCounts) (cases.FacetCounts, error) {
	free, err := a.clauses(unchosen(a.query.Filters))
	if err != nil {
		return counts, err
	}
	wider, err := a.first(free, firstFew)
	if err != nil {
		return counts, fmt.Errorf("find what to count: %w", err)
	}
	return a.count(wider, a.query.Filters).Narrowed(counts, a.query.Filters), nil
}

func (a *asked) count(first firsts, f cases.Filters) cases.FacetCounts {
	counts := cases.CountFacets(a.store.facetValuesOf(first.found[:min(firstFew, len(first.found))]), f)
	if first.more {
		return counts.OfFirst(first.total)
	}
	return counts
}
