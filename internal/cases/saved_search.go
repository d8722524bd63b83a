package cases

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Limits of the searches that an advisor saves.
const (
	MaxSavedSearches = 50
	MaxSearchName    = 80    // characters
	maxQuestion      = 8_000 // bytes of all its fields
)

// SavedSearchID is the unguessable name of a saved search in addresses.
type SavedSearchID string

// ParseSavedSearchID reads an id as it stands in an address.
func ParseSavedSearchID(s string) (SavedSearchID, error) {
	if !idShape.MatchString(s) {
		return "", ErrNotFound()
	}
	return SavedSearchID(s), nil
}

// SavedSearch is a question that an advisor gave a name, to ask it again. It is
// hers alone: a question tells what somebody looks for, and in whose case.
type SavedSearch struct {
	ID       SavedSearchID
	Owner    UserID
	Name     string
	Question Fields // of the search page's address
	Version  int    // from 1
	Salt     string // of its entries in the ledger, which are mute once it is gone
	SavedAt  time.Time
}

// SavedSearches lists hers by name; advisors have some, nobody else.
func (b *Book) SavedSearches(ctx context.Context, u User) ([]SavedSearch, error) {
	if !u.IsAdvisor() {
		return nil, nil
	}
	all, err := b.store.SavedSearches(ctx, u.ID)
	slices.SortStableFunc(all, func(a, b SavedSearch) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return all, err
}

// SavedSearch is one of hers; NotFound when it is not.
func (b *Book) SavedSearch(ctx context.Context, u User, id SavedSearchID) (SavedSearch, error) {
	if !u.IsAdvisor() {
		return SavedSearch{}, refuse(Forbidden, "error.forbidden")
	}
	all, err := b.store.SavedSearches(ctx, u.ID)
	if err != nil {
		return SavedSearch{}, err
	}
	return searchNamed(all, id)
}

func searchNamed(all []SavedSearch, id SavedSearchID) (SavedSearch, error) {
	if i := slices.IndexFunc(all, func(s SavedSearch) bool { return s.ID == id }); i >= 0 {
		return all[i], nil
	}
	return SavedSearch{}, ErrNotFound()
}

// SaveSearch keeps a question under a name. Nothing else changes while a form
// for it is open, so no version is asked for.
func (b *Book) SaveSearch(ctx context.Context, u User, s Stamp, name string, question Fields) error {
	id, err := newID[SavedSearchID](b.random)
	if err != nil {
		return err
	}
	salt, err := newID[string](b.random)
	if err != nil {
		return err
	}
	name = b.tidyLine(name)
	return b.changeSearches(ctx, u, s.saying(name, question), SaveSearch, func(all []SavedSearch, ps *problems) (SavedSearch, error) {
		ps.checkSearchName(all, "", name)
		switch {
		case len(all) >= MaxSavedSearches:
			ps.add("search_name", "problem.saved_searches.many", "N", MaxSavedSearches)
		case question.size() > maxQuestion:
			ps.add("search_name", "problem.saved_searches.long")
		}
		return SavedSearch{ID: id, Owner: u.ID, Name: name, Question: question, Version: 1, Salt: salt, SavedAt: b.now()}, nil
	})
}

// RenameSearch gives one of hers another name.
func (b *Book) RenameSearch(ctx context.Context, u User, s Stamp, id SavedSearchID, name string) error {
	name = b.tidyLine(name)
	return b.changeSearches(ctx, u, s.saying(id, name), RenameSearch, func(all []SavedSearch, ps *problems) (SavedSearch, error) {
		one, err := s.of(all, id)
		if err != nil {
			return one, err
		}
		ps.checkSearchName(all, id, name)
		one.Name = name
		one.Version++
		return one, nil
	})
}

// DeleteSearch takes one of hers away for good.
func (b *Book) DeleteSearch(ctx context.Context, u User, s Stamp, id SavedSearchID) error {
	return b.changeSearches(ctx, u, s.saying(id), DeleteSearch, func(all []SavedSearch, _ *problems) (SavedSearch, error) {
		one, err := s.of(all, id)
		one.Version = 0
		return one, err
	})
}

// of is the search that a form is about, unless it moved on in another window.
func (s Stamp) of(all []SavedSearch, id SavedSearchID) (SavedSearch, error) {
	one, err := searchNamed(all, id)
	if err == nil && one.Version != s.Version {
		return one, refuse(Conflict, "error.search_moved_on")
	}
	return one, err
}

// changeSearches does an act to one of her searches. The ledger tells the act
// and of which; name and question stand there as a digest only.
func (b *Book) changeSearches(ctx context.Context, u User, s Stamp, a Action, do func(all []SavedSearch, ps *problems) (SavedSearch, error)) error {
	if !u.IsAdvisor() {
		return refuse(Forbidden, "error.forbidden")
	}
	at := b.now()
	return b.store.ChangeSavedSearches(ctx, s.receipt(u, a), u.ID, func(all []SavedSearch) (SavedSearch, Event, error) {
		var ps problems
		one, err := do(all, &ps)
		if err == nil {
			err = ps.err()
		}
		e := Event{At: at, Actor: u.ID, As: AsAdvisor, Act: a, Target: string(one.ID)}
		if a != DeleteSearch {
			e.Digest = digest([]byte(one.Salt), []any{one.Name, one.Question})
		}
		return one, e, err
	})
}

func (ps *problems) checkSearchName(all []SavedSearch, id SavedSearchID, name string) {
	ps.need("search_name", name, MaxSearchName)
	taken := func(s SavedSearch) bool { return s.ID != id && strings.EqualFold(s.Name, name) }
	if slices.ContainsFunc(all, taken) {
		ps.add("search_name", "problem.search_name.taken")
	}
}

// size is how many bytes the fields hold.
func (f Fields) size() (n int) {
	for name, values := range f {
		for _, v := range values {
			n += len(name) + len(v)
		}
	}
	return n
}
