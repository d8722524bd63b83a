package web

import (
	"time"

	"example.org/casebook/internal/cases"
)

// correctForm is where the filer writes what the office recorded wrongly.
var correctForm = actForm{
	path:   "correct-facts",
	name:   always("correct_facts"),
	action: always(cases.CorrectFacts),
	fields: writeForm.fields,
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.CorrectFacts(v.ctx(), v.user, id, st, v.get("text"), v.get("lang"))
	},
}

// inviteForm sends an invitation, anew or to another address.
var inviteForm = actForm{
	path:   "invite",
	name:   always("invite"),
	action: always(cases.Invite),
	fields: func(f *form, o *cases.Opening) []field {
		i := o.Case.Invitation
		if i == nil { // the form is refused, and shown again with that
			i = &cases.Invitation{}
		}
		return []field{
			f.text("invite_email", i.Email, 0).as(kindLine),
			f.choice("letter_lang", "lang", string(i.Lang), codes(cases.Langs())).as(kindRadios),
		}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Invite(v.ctx(), v.user, id, st, v.get("invite_email"), v.get("letter_lang"))
	},
}

func (s *Server) confirmFacts(v *visit) error {
	return s.act(v, func(id cases.CaseID) error { return s.Book.ConfirmFacts(v.ctx(), v.user, id, v.stamp()) })
}

func (s *Server) revokeInvitation(v *visit) error {
	return s.act(v, func(id cases.CaseID) error { return s.Book.Revoke(v.ctx(), v.user, id, v.stamp()) })
}

// recordView is how a case was recorded, as its filer reads it.
type recordView struct {
	Text    string
	Settled string // what she said of it, and when; empty before
	Confirm string // address; empty when there is nothing to confirm
	Correct string // address; empty when she cannot correct it by this
	Key     string
	Version int
}

func (s *Server) recordOf(v *visit, o *cases.Opening) recordView {
	c := o.Case
	if c.Call == nil {
		return recordView{}
	}
	r := recordView{Text: v.words.T("call.record", "Name", o.People[c.Call.LoggedBy].Name,
		"By", v.words.T("call.by."+string(c.Channel)), "Day", s.dayOf(v, c.SubmittedAt)),
		Key: newKey(), Version: c.VersionFor(v.user)}
	switch {
	case !c.Call.ConfirmedAt.IsZero():
		r.Settled = v.words.T("call.you_confirmed", "Day", s.dayOf(v, c.Call.ConfirmedAt))
	case !c.Call.CorrectedAt.IsZero():
		r.Settled = v.words.T("call.you_corrected", "Day", s.dayOf(v, c.Call.CorrectedAt))
	}
	if o.May(cases.ConfirmFacts) {
		r.Confirm = casePath(c.ID) + "/confirm-facts"
	}
	if o.May(cases.CorrectFacts) {
		r.Correct = casePath(c.ID) + "/correct-facts"
	}
	return r
}

func (s *Server) dayOf(v *visit, at time.Time) string { return v.words.Date(cases.DateOf(at, s.Zone)) }

// callView is how a case was recorded, as the office reads it.
type callView struct {
	Lines  []factLine
	Spoken string // to be told in the conversation
}

func (s *Server) callViewOf(v *visit, o *cases.Opening) callView {
	c, w := o.Case, v.words
	if c.Call == nil {
		return callView{}
	}
	view := callView{Spoken: spaced(o.SpokenCode)}
	add := func(key, value string) {
		if value != "" {
			view.Lines = append(view.Lines, factLine{Name: w.T(key), Value: value})
		}
	}
	add("call.logged", w.T("call.logged_line", "Name", o.People[c.Call.LoggedBy].Name, "Day", s.dayOf(v, c.Call.LoggedAt)))
	add("call.record_word", s.settledInWords(v, c.Call))
	if i := c.Invitation; i != nil && i.State != cases.InvitationAccepted {
		add("call.caller", i.Name)
		add("call.invitation", s.invitationInWords(v, i))
	}
	return view
}

func (s *Server) settledInWords(v *visit, k *cases.Call) string {
	switch {
	case !k.ConfirmedAt.IsZero():
		return v.words.T("call.confirmed", "Day", s.dayOf(v, k.ConfirmedAt))
	case !k.CorrectedAt.IsZero():
		return v.words.T("call.corrected", "Day", s.dayOf(v, k.CorrectedAt))
	}
	return v.words.T("call.unconfirmed")
}

// invitationInWords says how an invitation stands.
func (s *Server) invitationInWords(v *visit, i *cases.Invitation) string {
	switch {
	case i.State != cases.InvitationPending:
		return v.words.T("invitation_state."+string(i.State), "Day", s.dayOf(v, i.AnsweredAt))
	case i.Email == "":
		return v.words.T("call.no_address")
	case i.IsBlocked():
		return v.words.T("call.blocked", "Email", i.Email)
	}
	return v.words.T("invitation_state."+string(i.State), "Email", i.Email, "Day", s.dayOf(v, i.ExpiresAt))
}

// spaced writes six digits as they are said, in two threes.
func spaced(code string) string {
	if len(code) != 6 {
		return code
	}
	return code[:3] + "\u00a0" + code[3:]
}
