package store

import (
	"encoding/hex"
	"fmt"

	"example.org/casebook/internal/cases"
)

// nothingOwed sorts after every day: what nobody waits for comes last.
const nothingOwed = "9999-12-31"

// caseRow is a row of the table cases.
type caseRow struct {
	ID             cases.CaseID
	Reference      string
	Version        int
	Shared         int
	Status         cases.Status
	Channel        cases.Channel
	Filer          cases.UserID
	Advisor        cases.UserID
	Subject        string
	Situation      string
	Lang           cases.Lang
	AnswerLang     cases.Lang
	NeededBy       day
	Notice         string
	Follows        cases.CaseID
	Promised       day
	Priority       cases.Priority
	Political      bool
	CloseReason    cases.CloseReason
	Precedent      bool
	Submitted      moment
	Answered       moment
	Ended          moment
	ExternalID     *string
	ExternalDigest string

	Platform        cases.Platform
	PlatformDetail  string
	Stage           cases.Stage
	Link            string
	Audience        string
	Identity        cases.Identity
	EmployerVisible cases.YesNo
	Level           cases.Level
	PublicFacing    cases.YesNo
	Supervises      cases.YesNo
	CloseToSubject  cases.YesNo
	Election        cases.Election
	ElectionPeriod  bool
	WorkInformation cases.YesNo
	OthersInvolved  cases.YesNo
	MediaContact    cases.YesNo
	OutsideIncome   cases.YesNo
	UnionCapacity   cases.YesNo

	Due     string
	Outcome cases.Outcome
}

func fromCase(c *cases.Case) caseRow {
	row := caseRow{
		ID: c.ID, Reference: c.Reference, Version: c.Version, Shared: c.Shared,
		Status: c.Status, Channel: c.Channel, Filer: c.Filer, Advisor: c.Advisor,
		Subject: c.Subject, Situation: c.Situation, Lang: c.Lang, AnswerLang: c.AnswerLang,
		NeededBy: day{c.NeededBy}, Notice: c.Notice, Follows: c.Follows, Promised: day{c.Promised},
		Priority: c.Priority, Political: c.PoliticalActivity, CloseReason: c.CloseReason, Precedent: c.Precedent,
		Submitted: moment{c.SubmittedAt}, Answered: moment{c.AnsweredAt}, Ended: moment{c.EndedAt},
		ExternalDigest: c.ExternalDigest, Due: nothingOwed,
	}
	if c.ExternalID != "" {
		row.ExternalID = &c.ExternalID
	}
	if due := c.Due(); !due.IsZero() {
		row.Due = due.String()
	}
	if m := c.CurrentAdvice(); m != nil {
		row.Outcome = m.Advice.Outcome
	}
	row.setFacts(c.Facts)
	return row
}

func (r *caseRow) setFacts(f cases.Facts) {
	r.Platform, r.PlatformDetail, r.Stage = f.Platform, f.PlatformDetail, f.Stage
	r.Link, r.Audience, r.Identity = f.Link, f.Audience, f.Identity
	r.EmployerVisible, r.Level, r.PublicFacing = f.EmployerVisible, f.Level, f.PublicFacing
	r.Supervises, r.CloseToSubject = f.Supervises, f.CloseToSubject
	r.Election, r.ElectionPeriod = f.Election, f.ElectionPeriod
	r.WorkInformation, r.OthersInvolved, r.MediaContact = f.WorkInformation, f.OthersInvolved, f.MediaContact
	r.OutsideIncome, r.UnionCapacity = f.OutsideIncome, f.UnionCapacity
}

func (r *caseRow) facts() cases.Facts {
	return cases.Facts{
		Platform: r.Platform, PlatformDetail: r.PlatformDetail, Stage: r.Stage,
		Link: r.Link, Audience: r.Audience, Identity: r.Identity,
		EmployerVisible: r.EmployerVisible, Level: r.Level, PublicFacing: r.PublicFacing,
		Supervises: r.Supervises, CloseToSubject: r.CloseToSubject,
		Election: r.Election, ElectionPeriod: r.ElectionPeriod,
		WorkInformation: r.WorkInformation, OthersInvolved: r.OthersInvolved, MediaContact: r.MediaContact,
		OutsideIncome: r.OutsideIncome, UnionCapacity: r.UnionCapacity,
	}
}

// toCase is the case without what other tables hold.
func (r *caseRow) toCase() *cases.Case {
	c := &cases.Case{
		ID: r.ID, Reference: r.Reference, Version: r.Version, Shared: r.Shared,
		Status: r.Status, Channel: r.Channel, Filer: r.Filer, Advisor: r.Advisor,
		Subject: r.Subject, Situation: r.Situation, Lang: r.Lang, AnswerLang: r.AnswerLang,
		Facts: r.facts(), NeededBy: r.NeededBy.Date, Notice: r.Notice, Follows: r.Follows, Promised: r.Promised.Date,
		Priority: r.Priority, PoliticalActivity: r.Political, CloseReason: r.CloseReason, Precedent: r.Precedent,
		SubmittedAt: r.Submitted.Time, AnsweredAt: r.Answered.Time, EndedAt: r.Ended.Time,
		ExternalDigest: r.ExternalDigest,
	}
	if r.ExternalID != nil {
		c.ExternalID = *r.ExternalID
	}
	return c
}

// loadedRow is a case as it is read, with its salt; null when it was erased.
type loadedRow struct {
	Case caseRow `gorm:"embedded"`
	Salt *string
}

func (r *loadedRow) toCase() (*cases.Case, error) {
	c := r.Case.toCase()
	if r.Salt == nil {
		return c, nil
	}
	salt, err := hex.DecodeString(*r.Salt)
	if err != nil {
		return nil, fmt.Errorf("read the salt of case %s: %w", c.ID, err)
	}
	c.Salt = salt
	return c, nil
}
