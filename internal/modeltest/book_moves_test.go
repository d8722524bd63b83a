package modeltest

import (
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// move hands an act on a case to the casebook.
func (b *book) move(s step) error {
	u, id := b.user(s.Who), b.idOf(s.On)
	st, text := b.stamp(s, u), texts[s.Text]
	switch s.Do {
	case "add":
		return b.book.Add(b.ctx, u, id, st, text, s.Also)
	case "answer":
		return b.book.Answer(b.ctx, u, id, st, text, s.Also)
	case "follow_up":
		return b.book.FollowUp(b.ctx, u, id, st, text, s.Also)
	case "withdraw":
		return b.book.Withdraw(b.ctx, u, id, st, text, s.Also)
	case "confirm_facts":
		return b.book.ConfirmFacts(b.ctx, u, id, st)
	case "correct_facts":
		return b.book.CorrectFacts(b.ctx, u, id, st, text, s.Also)
	case "take_up":
		return b.book.TakeUp(b.ctx, u, id, st)
	case "assign":
		return b.book.Assign(b.ctx, u, id, st, b.userID(s.To), text)
	case "release":
		return b.book.Release(b.ctx, u, id, st)
	case "classify":
		return b.book.Classify(b.ctx, u, id, st, s.Pick, s.Also)
	case "note":
		return b.book.WriteNote(b.ctx, u, id, st, text)
	case "ask":
		return b.book.Ask(b.ctx, u, id, st, text, s.Also)
	case "close":
		return b.book.Close(b.ctx, u, id, st, s.Pick)
	case "reopen":
		return b.book.Reopen(b.ctx, u, id, st)
	case "invite":
		return b.invite(s, st)
	case "revoke_invitation":
		return b.book.Revoke(b.ctx, u, id, st)
	case "mark_precedent":
		return b.book.MarkPrecedent(b.ctx, u, id, st, text)
	case "unmark_precedent":
		return b.book.UnmarkPrecedent(b.ctx, u, id, st, text)
	case "cite":
		return b.book.Cite(b.ctx, u, id, st, b.referenceOf(s.Part))
	case "remove_citation":
		return b.book.RemoveCitation(b.ctx, u, id, st, b.citation(s))
	}
	return b.underCode(s, st)
}

func (b *book) invite(s step, st cases.Stamp) error {
	err := b.book.Invite(b.ctx, b.user(s.Who), b.idOf(s.On), st, s.Pick, s.Also)
	if c := b.whole(s.On); err == nil && c.Invitation.At.Equal(b.clock.now()) {
		delete(b.spoken, s.On) // what was told before is worth nothing
	}
	return err
}

// underCode are the acts whose forms offer the entries of the Code.
func (b *book) underCode(s step, st cases.Stamp) error {
	u, id, text := b.user(s.Who), b.idOf(s.On), texts[s.Text]
	switch s.Do {
	case "annotate":
		return b.book.Annotate(b.ctx, u, id, st, cases.AnnotationDraft{Entries: []string{s.Pick}, Why: text,
			Passages: []cases.Passage{{Source: cases.SituationSource, From: 0, To: 5}}})
	case "edit_annotation":
		return b.book.EditAnnotation(b.ctx, u, id, st, b.mark(s), s.Pick, text)
	case "remove_annotation":
		return b.book.RemoveAnnotation(b.ctx, u, id, st, b.mark(s))
	}
	d := cases.AdviceDraft{Outcome: s.Pick, Destination: s.Also, Text: text}
	if s.To != "" {
		d.Obligations = []string{s.To}
	}
	if s.Do == "correct" {
		return b.book.Correct(b.ctx, u, id, st, d)
	}
	return b.book.Advise(b.ctx, u, id, st, d)
}

// mark is the annotation at a place of the case.
func (b *book) mark(s step) cases.AnnotationID {
	c := b.whole(s.On)
	if c == nil || s.Part < 1 || s.Part > len(c.Annotations) {
		return noCase
	}
	return c.Annotations[s.Part-1].ID
}

// citation is the one at a place of the case.
func (b *book) citation(s step) cases.CitationID {
	c := b.whole(s.On)
	if c == nil || s.Part < 1 || s.Part > len(c.Citations) {
		return noCase
	}
	return c.Citations[s.Part-1].ID
}

// referenceOf names a case for people; one that is not there by a number that
// is never drawn.
func (b *book) referenceOf(on int) string {
	if c := b.whole(on); c != nil {
		return c.Reference
	}
	return "VE-1999-0001"
}

// state is a case as it is kept, in the words in which it is compared.
func (b *book) state(on int) (state, bool) {
	c := b.whole(on)
	if c == nil {
		return state{}, false
	}
	s := state{Reference: c.Reference, Status: string(c.Status), Channel: string(c.Channel), Filer: b.names[c.Filer],
		Advisor: b.names[c.Advisor], Version: c.Version, Shared: c.Shared, Promised: c.Promised.String(),
		Reason: string(c.CloseReason), Priority: string(c.Priority), Political: c.PoliticalActivity,
		Election: c.Facts.ElectionPeriod, Submitted: stamped(c.SubmittedAt), Answered: stamped(c.AnsweredAt),
		Ended: stamped(c.EndedAt), Follows: b.steps[c.Follows], Notes: len(c.Notes),
		Annotations: len(c.Annotations), Standing: len(c.CurrentAnnotations()),
		Precedent: c.Precedent, Citations: len(c.Citations)}
	for _, z := range c.Citations {
		if z.RemovedAt.IsZero() {
			s.Citing++
		}
	}
	var excluded, kinds []string
	for _, id := range c.Excluded {
		excluded = append(excluded, b.names[id])
	}
	slices.Sort(excluded)
	for _, m := range c.Messages {
		kinds = append(kinds, string(m.Kind))
	}
	s.Excluded, s.Messages = strings.Join(excluded, " "), strings.Join(kinds, " ")
	b.fillCall(&s, c)
	return s, true
}

func (b *book) fillCall(s *state, c *cases.Case) {
	if k := c.Call; k != nil {
		s.LoggedBy, s.Confirmed, s.Corrected = b.names[k.LoggedBy], !k.ConfirmedAt.IsZero(), !k.CorrectedAt.IsZero()
	}
	if i := c.Invitation; i != nil {
		s.Invitation, s.InvitedTo, s.Guesses = string(i.State), i.Email, i.Guesses
	}
	if m := c.CurrentAdvice(); m != nil {
		s.Outcome, s.AdviceCode = string(m.Advice.Outcome), m.Advice.CodeVersion
	}
}
