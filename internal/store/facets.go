package store

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// firstFew bounds what is read to be counted: one more than is counted, to know
// whether there is more.
const firstFew = cases.CountCap + 1

// queueFacets counts the first cases of a view, whatever is chosen of the
// facets: what a rare choice leaves of a long view would have to be looked for
// to its end.
func (s *Store) queueFacets(tx *gorm.DB, u cases.User, q cases.QueueQuery) (cases.FacetCounts, error) {
	first := s.inQueue(u, q, facetColumns, s.narrow(unchosen(q.Filters), cases.OfficeSide), firstFew)
	values, err := s.facetValues(tx, u, first)
	if err != nil {
		return cases.FacetCounts{}, fmt.Errorf("count the facets: %w", err)
	}
	return cases.CountFacets(values, q.Filters), nil
}

// unchosen are the filters without what is chosen of the facets.
func unchosen(f cases.Filters) cases.Filters {
	return cases.Filters{Reference: f.Reference, From: f.From, To: f.To}
}

// facetRow is of a case what the facets count.
type facetRow struct {
	ID        cases.CaseID
	Filer     cases.UserID
	Status    string
	Outcome   string
	Platform  string
	Lang      string
	Channel   string
	Advisor   string
	Political bool
	Precedent bool
	Touched   int // by an election: 1, or 0
	Due       string
	Submitted moment
}

const facetColumns = `SELECT c.id, c.filer, c.status, c.outcome, c.platform, c.lang, c.channel, c.advisor, c.political, c.precedent,
	CASE WHEN ` + touchesElection + ` THEN 1 ELSE 0 END AS touched, c.due, c.submitted FROM cases AS c WHERE `

// facetValues reads what the facets count of cases that the person may see:
// of her own, nothing that only the office knows.
func (s *Store) facetValues(tx *gorm.DB, u cases.User, query where) ([]cases.FacetValues, error) {
	rows, err := list[facetRow](tx, query.sql, query.args...)
	if err != nil {
		return nil, err
	}
	out := make([]cases.FacetValues, len(rows))
	for i := range rows {
		out[i] = rows[i].values(s.zone, u)
	}
	return out, s.tieFacets(tx, u, rows, out)
}

func (r *facetRow) values(zone *time.Location, u cases.User) (v cases.FacetValues) {
	v.Set(cases.ByStatus, r.Status)
	v.Set(cases.ByOutcome, r.Outcome)
	v.Set(cases.ByPlatform, r.Platform)
	v.Set(cases.ByLang, r.Lang)
	v.Set(cases.ByChannel, r.Channel)
	v.Set(cases.ByElection, yesNo(r.Touched == 1))
	v.Set(cases.ByYear, strconv.Itoa(r.Submitted.In(zone).Year()))
	if r.Filer != u.ID {
		v.Set(cases.ByAdvisor, r.Advisor)
		v.Set(cases.ByPolitical, yesNo(r.Political))
		v.Set(cases.ByPrecedent, yesNo(r.Precedent))
	}
	return v
}

func yesNo(is bool) string {
	if is {
		return string(cases.Yes)
	}
	return string(cases.No)
}

// tieFacets adds the entries of the Code to the cases read, each under all the
// codes by which it is looked for.
func (s *Store) tieFacets(tx *gorm.DB, u cases.User, rows []facetRow, values []cases.FacetValues) error {
	if _, err := s.codesIn(tx); err != nil {
		return err
	}
	ids := make([]cases.CaseID, len(rows))
	place := make(map[cases.CaseID]int, len(rows))
	for i, r := range rows {
		ids[i], place[r.ID] = r.ID, i
	}
	kin := map[cases.EntryCode][]cases.EntryCode{}
	for some := range slices.Chunk(ids, maxArgs) {
		tied, err := list[obligationRow](tx, "SELECT case_id, code, source, n FROM case_obligations WHERE case_id IN ?", some)
		if err != nil {
			return fmt.Errorf("read the cases' obligations: %w", err)
		}
		for _, o := range tied {
			i := place[o.CaseID]
			if rows[i].Filer == u.ID && o.Source != byAdvice {
				continue
			}
			if kin[o.Code] == nil {
				kin[o.Code] = s.codes.kin([]cases.EntryCode{o.Code})
			}
			values[i].Tie(kin[o.Code])
		}
	}
	return nil
}
