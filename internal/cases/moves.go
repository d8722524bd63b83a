package cases

import "slices"

// Action is something a person does to a case; also the word in the ledger.
type Action string

// The acts of the filer.
const (
	Submit   Action = "submit"
	Add      Action = "add"
	Answer   Action = "answer"
	FollowUp Action = "follow_up"
	Withdraw Action = "withdraw"

	ConfirmFacts Action = "confirm_facts" // of a conversation that the office recorded
	CorrectFacts Action = "correct_facts"
)

// The acts of the office.
const (
	TakeUp    Action = "take_up"
	Assign    Action = "assign"
	Release   Action = "release"
	Classify  Action = "classify"
	Annotate  Action = "annotate"
	Reword    Action = "edit_annotation"
	Unmark    Action = "remove_annotation"
	WriteNote Action = "note"
	Ask       Action = "ask"
	Advise    Action = "advise"
	Correct   Action = "correct"
	Close     Action = "close"
	Reopen    Action = "reopen"
	Invite    Action = "invite"
	Revoke    Action = "revoke_invitation"

	MarkPrecedent   Action = "mark_precedent"
	UnmarkPrecedent Action = "unmark_precedent"
	Cite            Action = "cite"
	RemoveCitation  Action = "remove_citation"
)

// Acts that change no status and stand in the ledger alone.
const (
	Read         Action = "read"
	SearchAct    Action = "search"
	ExportList   Action = "export_list" // of what a search found
	SaveSearch   Action = "save_search" // her own, as all three
	RenameSearch Action = "rename_search"
	DeleteSearch Action = "delete_search"
	ReadLedger   Action = "read_ledger"
	ImportAct    Action = "import"
	LoadCode     Action = "load_code" // of a version of the Code
	SignIn       Action = "sign_in"
	SignOut      Action = "sign_out"

	EndSession      Action = "end_session"       // one of her own, elsewhere
	EndSessions     Action = "end_sessions"      // of her own, several at once
	ProviderSignOut Action = "provider_sign_out" // the identity provider ended them

	ReadAccounts   Action = "read_accounts"
	DisableAccount Action = "disable_account"
	EnableAccount  Action = "enable_account"
)

// The acts of the administrator: each but the last keeps a new version.
const (
	SetContact   Action = "set_contact"
	SetNotice    Action = "set_notice"
	SetStandard  Action = "set_standard"
	SetDays      Action = "set_days"
	SetElections Action = "set_elections"
	SetMeanings  Action = "set_meanings"

	SetConcept      Action = "set_concept" // of the thesaurus; also a new one
	RemoveConcept   Action = "remove_concept"
	LoadThesaurus   Action = "load_thesaurus" // from a file
	ExportThesaurus Action = "export_thesaurus"
)

// move says from which side an act is done and where it leads.
type move struct {
	by Side
	to map[Status]Status
}

// moves is the life of a case. The buttons of a page and the refusal of a
// request both read it, so they cannot differ.
var moves = map[Action]move{
	Add:      {FilerSide, map[Status]Status{New: New, InReview: InReview, AwaitingEmployee: InReview}},
	Answer:   {FilerSide, map[Status]Status{AwaitingEmployee: InReview}},
	FollowUp: {FilerSide, map[Status]Status{Answered: InReview, Closed: InReview}},
	Withdraw: {FilerSide, map[Status]Status{New: Withdrawn, InReview: Withdrawn, AwaitingEmployee: Withdrawn}},

	ConfirmFacts: {FilerSide, stay(Statuses()...)},
	CorrectFacts: {FilerSide, map[Status]Status{New: New, InReview: InReview, AwaitingEmployee: InReview}},

	TakeUp:    {OfficeSide, map[Status]Status{New: InReview, InReview: InReview, AwaitingEmployee: AwaitingEmployee}},
	Assign:    {OfficeSide, stay(New, InReview, AwaitingEmployee, Answered)},
	Release:   {OfficeSide, stay(New, InReview, AwaitingEmployee, Answered)},
	Classify:  {OfficeSide, stay(Statuses()...)},
	Annotate:  {OfficeSide, stay(Statuses()...)},
	Reword:    {OfficeSide, stay(Statuses()...)},
	Unmark:    {OfficeSide, stay(Statuses()...)},
	WriteNote: {OfficeSide, stay(Statuses()...)},
	Ask:       {OfficeSide, map[Status]Status{InReview: AwaitingEmployee, AwaitingEmployee: AwaitingEmployee}},
	Advise:    {OfficeSide, map[Status]Status{InReview: Answered, AwaitingEmployee: Answered}},
	Correct:   {OfficeSide, stay(Answered, Closed)},
	Close:     {OfficeSide, map[Status]Status{New: Closed, InReview: Closed, AwaitingEmployee: Closed, Answered: Closed}},
	Reopen:    {OfficeSide, map[Status]Status{Answered: InReview, Closed: InReview}},
	Invite:    {OfficeSide, stay(Statuses()...)},
	Revoke:    {OfficeSide, stay(Statuses()...)},

	MarkPrecedent:   {OfficeSide, stay(Statuses()...)},
	UnmarkPrecedent: {OfficeSide, stay(Statuses()...)},
	Cite:            {OfficeSide, stay(Statuses()...)},
	RemoveCitation:  {OfficeSide, stay(Statuses()...)},
}

func stay(all ...Status) map[Status]Status {
	m := make(map[Status]Status, len(all))
	for _, s := range all {
		m[s] = s
	}
	return m
}

// sharedActs are the acts whose effect the filer can see.
var sharedActs = []Action{Add, Answer, FollowUp, Withdraw, TakeUp, Ask, Advise, Correct, Close, Reopen,
	ConfirmFacts, CorrectFacts}

// IsShared reports whether the filer can see the effect of the act.
func (a Action) IsShared() bool { return slices.Contains(sharedActs, a) }

// Can reports whether the person may do that act to the case as it stands.
func (c *Case) Can(u User, a Action) bool { return c.allow(u, a) == nil }

// allow refuses an act that is not hers, or not of this moment.
func (c *Case) allow(u User, a Action) error {
	m, known := moves[a]
	if !known || c.SideOf(u) != m.by {
		return refuse(Forbidden, "error.forbidden")
	}
	if _, possible := m.to[c.Status]; !possible {
		return c.notFromHere()
	}
	return c.allowPerson(u, a)
}

// notFromHere refuses an act that the status does not allow. Of a withdrawn
// case it says so: nothing more will come of it, however fresh the form.
func (c *Case) notFromHere() error {
	if c.Status == Withdrawn {
		return refuse(Conflict, keyWithdrawn)
	}
	return refuse(Conflict, "error.not_from_here")
}

const keyWithdrawn = "error.withdrawn"

// allowPerson holds what depends on who works on the case.
func (c *Case) allowPerson(u User, a Action) error {
	switch {
	case a == TakeUp && c.Advisor == u.ID && c.Status != New:
		return refuse(Conflict, "error.already_yours")
	case a == Release && c.Advisor == "":
		return refuse(Conflict, "error.nobody_has_it")
	case a == Correct && c.CurrentAdvice() == nil:
		return refuse(Early, "error.no_advice_yet")
	case a == ConfirmFacts || a == CorrectFacts:
		return c.allowSettling()
	case a == Invite || a == Revoke:
		return c.allowInviting(a)
	case a == MarkPrecedent || a == UnmarkPrecedent:
		return c.allowPrecedent(a)
	}
	return nil
}

// VersionFor is what the person's forms carry: the filer's counts only what
// she can see, so that an annotation neither stops nor betrays itself to her.
func (c *Case) VersionFor(u User) int {
	if c.SideOf(u) == FilerSide {
		return c.Shared
	}
	return c.Version
}
