package modeltest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// shippedID names the concept that scripts know of those that came with the
// program, and noConcept none.
const shippedID, noConcept = "retweet", "nothing-of-the-kind"

// errand hands an act that belongs to no case to the casebook.
func (b *book) errand(s step, a *answer) error {
	switch s.Do {
	case "save_search", "rename_search", "delete_search":
		return b.keepSearch(s)
	case "list_searches":
		return b.listSearches(s, a)
	case "find":
		return b.find(s, a)
	case "export_list":
		return b.export(s, a)
	case "load_thesaurus":
		return b.loadThesaurus(s)
	case "export_thesaurus":
		return b.exportThesaurus(s, a)
	}
	return b.keepConcept(s)
}

func (b *book) keepSearch(s step) error {
	u := b.user(s.Who)
	if s.Do == "save_search" {
		err := b.book.SaveSearch(b.ctx, u, cases.Stamp{Key: s.Key}, texts[s.Text], cases.Fields{"q": {"petition"}})
		for _, one := range b.saved(s.Who) {
			if _, known := b.stepOfSearch[one.ID]; !known {
				b.searches[s.N], b.stepOfSearch[one.ID] = one, s.N
			}
		}
		return err
	}
	id, st := cases.SavedSearchID(noCase), cases.Stamp{Key: s.Key, Version: s.Stale}
	if first, known := b.searches[s.Part]; known {
		id = first.ID
		for _, now := range b.saved(b.names[first.Owner]) {
			if now.ID == id {
				st.Version += now.Version
			}
		}
	}
	if s.Do == "delete_search" {
		return b.book.DeleteSearch(b.ctx, u, st, id)
	}
	return b.book.RenameSearch(b.ctx, u, st, id, texts[s.Text])
}

// saved are the searches that are kept for a person, whatever she is.
func (b *book) saved(name string) []cases.SavedSearch {
	all, err := b.store.SavedSearches(b.ctx, b.user(name).ID)
	b.must(err)
	return all
}

func (b *book) listSearches(s step, a *answer) error {
	all, err := b.book.SavedSearches(b.ctx, b.user(s.Who))
	var out []string
	for _, one := range all {
		out = append(out, fmt.Sprintf("%d/%d %s", b.stepOfSearch[one.ID], one.Version, one.Name))
	}
	slices.Sort(out)
	a.Seen = strings.Join(out, "; ")
	return err
}

func (b *book) find(s step, a *answer) error {
	found, err := b.book.Search(b.ctx, b.user(s.Who), cases.Query{Text: s.Pick, Size: cases.CountCap})
	a.Seen = b.stepsFound(found.Hits)
	return err
}

func (b *book) stepsFound(hits []cases.Hit) string {
	var out []int
	for _, h := range hits {
		out = append(out, b.steps[h.ID])
	}
	slices.Sort(out)
	return fmt.Sprint(out)
}

// export tells what the file has, and what the ledger says of it.
func (b *book) export(s step, a *answer) error {
	var q cases.Query
	switch s.Also {
	case "":
	case "precedent":
		q.Text = "precedent:yes"
	case "cites":
		q.Text = "cite:" + b.referenceOf(s.Part)
	default:
		q.Filters.Statuses = []cases.Status{cases.Status(s.Also)}
	}
	file, err := b.book.Export(b.ctx, b.user(s.Who), q, cases.ExportFormat(s.Pick))
	if err != nil {
		return err
	}
	entries, err := b.store.Latest(b.ctx, 0, 1)
	b.must(err)
	a.Seen = entries[0].Target + " " + b.stepsFound(file.Cases)
	return nil
}

// thesaurus is what holds now, as the operator sees it.
func (b *book) thesaurus() cases.Thesaurus {
	now, err := b.book.Thesaurus(b.ctx, cases.User{ID: cases.Operator})
	b.must(err)
	return now
}

func (b *book) keepConcept(s step) error {
	u, now := b.user(s.Who), b.thesaurus()
	d := cases.ConceptDraft{Group: s.Also, Words: cases.Text{En: s.Pick + "\npetition", Fr: "pétition"}}
	if s.Pick == "" {
		d.Words.En = ""
	}
	if s.Do == "add_concept" {
		id, err := b.book.AddConcept(b.ctx, u, cases.Stamp{Key: s.Key, Version: now.Revision + s.Stale}, d)
		if _, known := b.conceptOf(id); err == nil && !known && id != "" {
			b.concepts[s.N] = id
		}
		return err
	}
	id, known := b.concepts[s.Part]
	if !known {
		id = noConcept
	}
	latest, _ := now.Concept(id)
	st := cases.Stamp{Key: s.Key, Version: latest.Version + s.Stale}
	if s.Do == "remove_concept" {
		return b.book.RemoveConcept(b.ctx, u, st, id)
	}
	return b.book.SetConcept(b.ctx, u, st, id, d)
}

// conceptOf is the step that added a concept.
func (b *book) conceptOf(id string) (int, bool) {
	for n, known := range b.concepts {
		if known == id {
			return n, true
		}
	}
	return 0, false
}

func (b *book) loadThesaurus(s step) error {
	now := b.thesaurus()
	st := cases.Stamp{Version: now.Revision + s.Stale}
	file := []byte(`[{"concept": "nothing"}]`)
	if s.Pick != "nonsense" {
		all := now.Concepts()
		if s.Pick == "less" {
			all = slices.DeleteFunc(all, func(c cases.Concept) bool { return c.ID == b.concepts[s.Part] })
		}
		file = cases.ConceptsJSON(all)
	}
	_, err := b.book.LoadThesaurus(b.ctx, b.user(s.Who), st, bytes.NewReader(file), false)
	return err
}

func (b *book) exportThesaurus(s step, a *answer) error {
	all, err := b.book.ExportThesaurus(b.ctx, b.user(s.Who))
	if err != nil {
		return err
	}
	var out []int
	for _, c := range all {
		if n, known := b.conceptOf(c.ID); known {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	a.Seen = fmt.Sprint(out)
	return nil
}
