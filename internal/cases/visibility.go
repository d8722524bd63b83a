package cases

import "slices"

// Side is from where a person looks at a case.
type Side uint8

// The sides. Outside sees nothing and cannot tell that the case exists.
const (
	Outside Side = iota
	FilerSide
	OfficeSide
)

// SideOf is the one visibility rule; the store keeps an SQL predicate equal to
// it, and a test keeps the two together.
//
// A filer looks from the filer's side, even when she is an advisor: her own
// case is never hers to handle. Someone who is excluded sees nothing, nor does an
// advisor whom an invitation waits for: it may well be her own case.
func (c *Case) SideOf(u User) Side {
	switch {
	case u.Disabled || u.ID == "":
		return Outside
	case c.Filer == u.ID:
		return FilerSide
	case slices.Contains(c.Excluded, u.ID), c.isInvited(u):
		return Outside
	case u.IsAdvisor():
		return OfficeSide
	}
	return Outside
}

// asFiler is the case without what only the office sees. The rest of the
// program cannot show her what this does not hold.
func (c *Case) asFiler() *Case {
	mine := *c
	mine.Version = 0
	mine.Annotations, mine.Notes, mine.Citations, mine.Excluded, mine.Invitation = nil, nil, nil, nil, nil
	mine.Priority, mine.PoliticalActivity, mine.Precedent = "", false, false
	mine.ExternalID, mine.ExternalDigest, mine.Salt = "", "", nil
	return &mine
}

// seenBy is the case as that person may see it; nil from outside.
func (c *Case) seenBy(u User) *Case {
	switch c.SideOf(u) {
	case FilerSide:
		return c.asFiler()
	case OfficeSide:
		office := *c
		office.Salt = nil
		office.Invitation = c.Invitation.withoutCode()
		return &office
	}
	return nil
}
