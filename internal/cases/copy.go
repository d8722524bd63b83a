package cases

import "context"

// CopiedAdvice is the advice of another case, made ready for the answer that is
// being written: without its greeting and closing, and with a Blank for whatever
// the casebook knows to name somebody.
type CopiedAdvice struct {
	Reference string // of the case that it was taken from, for the office alone
	Text      string
	Lang      Lang
	Blanks    int  // how many were left
	Trimmed   bool // a greeting or a closing was left out
}

// CopyAdvice gives the advice of the case that a reference names, to be written
// into the answer to this one, and keeps that it was cited. It is a reading of
// the other case and stands in the ledger as one. What names a person in words
// that the casebook does not know stays: who copies reads it over.
func (b *Book) CopyAdvice(ctx context.Context, u User, id CaseID, s Stamp, reference string) (CopiedAdvice, error) {
	if err := b.mayAnswer(ctx, u, id); err != nil {
		return CopiedAdvice{}, err
	}
	other, unfit, err := b.named(ctx, u, id, reference)
	if err != nil {
		return CopiedAdvice{}, err
	}
	var from *Case
	if unfit == nil {
		if from, err = b.store.Case(ctx, other); err != nil {
			return CopiedAdvice{}, err
		}
		unfit = from.mayLend(u)
	}
	// Not the form's own key: that is for sending the answer.
	s.Key = ""
	if err := b.cite(ctx, u, id, s.saying(other), other, unfit); err != nil {
		return CopiedAdvice{}, err
	}
	if err := b.store.Record(ctx, from.event(u, b.now(), Read, "", nil)); err != nil {
		return CopiedAdvice{}, err
	}
	return b.copied(ctx, u, from)
}

// mayAnswer refuses who could not send the answer either.
func (b *Book) mayAnswer(ctx context.Context, u User, id CaseID) error {
	c, err := b.store.Case(ctx, id)
	switch {
	case err != nil:
		return err
	case c.SideOf(u) == Outside:
		return ErrNotFound()
	case c.Can(u, Correct):
		return nil
	}
	return c.allow(u, Advise)
}

// mayLend says what keeps a case from lending its advice. Between the look for
// the reference and the reading she may have been excluded.
func (c *Case) mayLend(u User) error {
	var ps problems
	switch {
	case c.SideOf(u) != OfficeSide:
		ps.add("reference", "problem.reference.unknown")
	case c.CurrentAdvice() == nil:
		ps.add("reference", "problem.reference.no_advice")
	}
	return ps.err()
}

func (b *Book) copied(ctx context.Context, u User, from *Case) (CopiedAdvice, error) {
	advice := from.CurrentAdvice()
	known, err := b.identitiesOf(ctx, u, from)
	if err != nil {
		return CopiedAdvice{}, err
	}
	body := adviceBody(advice.Text)
	text, blanks := known.blank(body)
	return CopiedAdvice{Reference: from.Reference, Text: text, Lang: advice.Lang, Blanks: blanks,
		Trimmed: body != advice.Text}, nil
}

// identitiesOf gathers what the casebook knows to name the people of a case,
// but not who copies: she signs her own answers.
func (b *Book) identitiesOf(ctx context.Context, u User, c *Case) (*identities, error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	people, err := b.store.People(ctx, distinct(append(c.names(nil), c.Excluded...))...)
	if err != nil {
		return nil, err
	}
	known := newIdentities(settings.Contact)
	for id, p := range people {
		if id != u.ID {
			known.add(p.Name, p.Email)
		}
	}
	if i := c.Invitation; i != nil {
		known.add(i.Name, i.Email)
	}
	known.addLink(c.Facts.Link)
	return known, nil
}
