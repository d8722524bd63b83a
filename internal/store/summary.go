package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// summaryRow is a case in a list.
type summaryRow struct {
	ID             cases.CaseID
	Reference      string
	Subject        string
	Lang           cases.Lang
	Status         cases.Status
	Channel        cases.Channel
	Filer          cases.UserID
	Platform       cases.Platform
	Priority       cases.Priority
	Political      bool
	Precedent      bool
	Election       cases.Election
	ElectionPeriod bool
	Advisor        cases.UserID
	Outcome        cases.Outcome
	Promised       day
	NeededBy       day
	Submitted      moment
	Answered       moment
	ExternalID     *string
	Due            string
	Version        int
}

const summaryColumns = `SELECT c.id, c.reference, c.subject, c.lang, c.status, c.channel, c.filer, c.platform,
	c.priority, c.political, c.precedent, c.election, c.election_period, c.advisor, c.outcome, c.promised, c.needed_by,
	c.submitted, c.answered, c.external_id, c.due, c.version FROM cases AS c WHERE `

// toSummary is the case as the person sees it in a list: of her own, nothing
// that only the office knows.
func (r summaryRow) toSummary(u cases.User) cases.Summary {
	s := cases.Summary{
		ID: r.ID, Reference: r.Reference, Subject: r.Subject, Lang: r.Lang, Status: r.Status,
		Channel: r.Channel, Platform: r.Platform, Priority: r.Priority, Political: r.Political, Precedent: r.Precedent,
		Election: cases.Facts{Election: r.Election, ElectionPeriod: r.ElectionPeriod}.TouchesElection(),
		Advisor:  r.Advisor, Outcome: r.Outcome, Promised: r.Promised.Date, NeededBy: r.NeededBy.Date,
		SubmittedAt: r.Submitted.Time, AnsweredAt: r.Answered.Time,
	}
	if r.Filer == u.ID {
		s.Priority, s.Political, s.Precedent = "", false, false
	}
	return s
}

// summaries gives the rows with their obligations, which one statement reads.
func summaries(tx *gorm.DB, u cases.User, rows []summaryRow) ([]cases.Summary, error) {
	tied, err := obligationsByCase(tx, u, rows)
	if err != nil {
		return nil, err
	}
	out := make([]cases.Summary, len(rows))
	for i, r := range rows {
		out[i] = r.toSummary(u)
		out[i].Obligations = tied[r.ID]
	}
	return out, nil
}

// obligationsByCase lists the entries of each case, of her own those alone that
// the advice rests on.
func obligationsByCase(tx *gorm.DB, u cases.User, rows []summaryRow) (map[cases.CaseID][]cases.EntryCode, error) {
	tied := map[cases.CaseID][]cases.EntryCode{}
	own := map[cases.CaseID]bool{}
	ids := make([]cases.CaseID, len(rows))
	for i, r := range rows {
		ids[i], own[r.ID] = r.ID, r.Filer == u.ID
	}
	for some := range slices.Chunk(ids, maxArgs) {
		found, err := list[obligationRow](tx,
			"SELECT case_id, code, source, n FROM case_obligations WHERE case_id IN ? ORDER BY case_id, n", some)
		if err != nil {
			return nil, fmt.Errorf("read the cases' obligations: %w", err)
		}
		for _, o := range found {
			hidden := own[o.CaseID] && o.Source != byAdvice
			if !hidden && !slices.Contains(tied[o.CaseID], o.Code) {
				tied[o.CaseID] = append(tied[o.CaseID], o.Code)
			}
		}
	}
	return tied, nil
}

// Linked lists the cases that go on from one and the one it goes on from, of
// those the person may see.
func (s *Store) Linked(ctx context.Context, u cases.User, c *cases.Case) (out []cases.Summary, err error) {
	var ids []cases.CaseID
	err = s.glance(ctx, func(tx *gorm.DB) error {
		ids, err = tiedIDs(tx, c)
		return err
	})
	if err == nil && len(ids) > 0 { // most cases are tied to none
		out, err = s.seenOf(ctx, u, ids)
	}
	if err != nil {
		return nil, fmt.Errorf("list the cases tied to %s: %w", c.ID, err)
	}
	return out, nil
}

// seenOf lists those of the cases that the person may see, oldest first.
func (s *Store) seenOf(ctx context.Context, u cases.User, ids []cases.CaseID) (out []cases.Summary, err error) {
	hers := all(cond("c.id IN ?", ids), visible(u, func(cases.Side) where { return everything }))
	err = s.peek(ctx, func(tx *gorm.DB) error {
		rows, err := list[summaryRow](tx, summaryColumns+hers.sql+" ORDER BY c.submitted, c.id", hers.args...)
		if err != nil {
			return err
		}
		out, err = summaries(tx, u, rows)
		return err
	})
	return out, err
}

// tiedIDs are the cases tied to one, whoever may see them. They are found by
// the index before the rule is asked: beside the rule, whose two sides are an
// OR, SQLite reads every case.
func tiedIDs(tx *gorm.DB, c *cases.Case) ([]cases.CaseID, error) {
	ids, err := list[cases.CaseID](tx, "SELECT id FROM cases WHERE follows = ? AND follows <> ''", c.ID)
	if err == nil && c.Follows != "" {
		ids = append(ids, c.Follows)
	}
	return ids, err
}

// Mine lists the cases that the person filed, newest first.
func (s *Store) Mine(ctx context.Context, u cases.User) (out []cases.Summary, err error) {
	mine := ownCases(u)
	err = s.peek(ctx, func(tx *gorm.DB) error {
		rows, err := list[summaryRow](tx, summaryColumns+mine.sql+" ORDER BY c.submitted DESC, c.id DESC", mine.args...)
		if err != nil {
			return err
		}
		out, err = summaries(tx, u, rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list a person's cases: %w", err)
	}
	return out, nil
}
