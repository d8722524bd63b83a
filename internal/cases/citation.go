package cases

import (
	"context"
	"time"
)

// Citation ties a case to another that it was answered like. It is the
// office's alone: neither filer learns what was read beside her case. Like an
// annotation it is never overwritten: a removal is dated.
type Citation struct {
	ID        CitationID
	Cited     CaseID
	By        UserID
	At        time.Time
	RemovedBy UserID
	RemovedAt time.Time // zero while it stands
}

// Cited is a citation with the case at its other end, as the viewer sees that
// in a list.
type Cited struct {
	Citation
	Other Summary
}

// Cites reports whether a citation of that case stands.
func (c *Case) Cites(other CaseID) bool {
	for _, z := range c.Citations {
		if z.Cited == other && z.RemovedAt.IsZero() {
			return true
		}
	}
	return false
}

// citation finds one that stands; nil when there is none.
func (c *Case) citation(id CitationID) *Citation {
	for i := range c.Citations {
		if z := &c.Citations[i]; z.ID == id && z.RemovedAt.IsZero() {
			return z
		}
	}
	return nil
}

// Cite ties the case to the one that a reference names, as people type it. She
// must be on the office's side of both; a case that she may not see is answered
// as one that does not exist. Citing again what is cited changes nothing.
func (b *Book) Cite(ctx context.Context, u User, id CaseID, s Stamp, reference string) error {
	other, unfit, err := b.named(ctx, u, id, reference)
	if err != nil {
		return err
	}
	return b.cite(ctx, u, id, s.saying(other), other, unfit)
}

// named finds the case that a reference names, to be cited in that one, and
// what is to be mended in the reference.
func (b *Book) named(ctx context.Context, u User, id CaseID, reference string) (other CaseID, unfit, err error) {
	var ps problems
	if reference = b.tidyLine(reference); reference == "" {
		ps.add("reference", "problem.reference.missing")
		return "", ps.err(), nil
	}
	other, err = b.store.ByReference(ctx, u, reference)
	switch {
	case KindOf(err) == NotFound:
		ps.add("reference", "problem.reference.unknown")
	case err != nil:
		return "", nil, err
	case other == id:
		ps.add("reference", "problem.reference.itself")
	}
	return other, ps.err(), nil
}

func (b *Book) cite(ctx context.Context, u User, id CaseID, s Stamp, other CaseID, unfit error) error {
	err := b.change(ctx, u, id, s, Cite, func(x *act) error {
		if unfit != nil {
			return unfit
		}
		if x.c.Cites(other) {
			return refuse(Conflict, "error.cited_already")
		}
		return x.cite(other)
	})
	if unfit != nil || KindOf(err) != Conflict {
		return err
	}
	// Whatever it moved on by, the same citation twice is one citation.
	c, again := b.store.Case(ctx, id)
	if again == nil && c.SideOf(u) == OfficeSide && c.Cites(other) {
		return nil
	}
	return err
}

func (x *act) cite(other CaseID) error {
	id, err := newID[CitationID](x.book.random)
	if err != nil {
		return err
	}
	x.c.Citations = append(x.c.Citations, Citation{ID: id, Cited: other, By: x.user.ID, At: x.at})
	x.target, x.content = string(id), map[string]any{"cited": other}
	return nil
}

// RemoveCitation takes a citation away; it is kept as history. One that leads
// to a case that she may not see is not there for her.
func (b *Book) RemoveCitation(ctx context.Context, u User, id CaseID, s Stamp, z CitationID) error {
	seen, err := b.seesCited(ctx, u, id, z)
	if err != nil {
		return err
	}
	return b.change(ctx, u, id, s.saying(z), RemoveCitation, func(x *act) error {
		standing := x.c.citation(z)
		if standing == nil || !seen {
			return refuse(Conflict, "error.case_moved_on")
		}
		standing.RemovedBy, standing.RemovedAt = u.ID, x.at
		x.target = string(z)
		return nil
	})
}

func (b *Book) seesCited(ctx context.Context, u User, id CaseID, z CitationID) (bool, error) {
	c, err := b.store.Case(ctx, id)
	if err != nil {
		return false, err
	}
	found := c.citation(z)
	if found == nil {
		return false, nil
	}
	other, err := b.store.Case(ctx, found.Cited)
	if err != nil {
		return false, err
	}
	return other.SideOf(u) == OfficeSide, nil
}

// linkCited finds the cases that this one cites and those that cite it. Of a
// case of which the viewer is not on the office's side nothing is left, not
// even that it was cited once.
func (b *Book) linkCited(ctx context.Context, o *Opening) error {
	if o.Side != OfficeSide {
		return nil
	}
	cites, citedBy, err := b.store.Cited(ctx, o.Viewer, o.Case)
	if err != nil {
		return err
	}
	o.Case.Citations, o.CitedBy, o.references = nil, citedBy, map[string]string{}
	for _, z := range cites {
		o.Case.Citations = append(o.Case.Citations, z.Citation)
		o.references[string(z.ID)] = z.Other.Reference
		if z.RemovedAt.IsZero() {
			o.Cites = append(o.Cites, z)
		}
	}
	return nil
}

// citers lists who cited what the viewer sees.
func (o *Opening) citers() []UserID {
	var ids []UserID
	for _, z := range append(o.Cites, o.CitedBy...) {
		ids = append(ids, z.By)
	}
	return ids
}
