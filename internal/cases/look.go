package cases

import (
	"context"
	"time"
)

// Look is how far an advisor has seen a case. Parts of a case are only ever
// added, so how many there were tells which are new.
type Look struct {
	By      UserID
	Case    CaseID
	At      time.Time
	Version int // of the case; 0 when she has not looked yet

	Messages, Notes, Annotations int
}

// LookOf is how far she has seen a case that she sees as it stands.
func LookOf(u User, c *Case, at time.Time) Look {
	return Look{By: u.ID, Case: c.ID, At: at, Version: c.Version,
		Messages: len(c.Messages), Notes: len(c.Notes), Annotations: len(c.Annotations)}
}

// Sight says how a case stands to what an advisor has seen of it.
type Sight string

// The sights. A case that she has seen as it stands has none.
const (
	NewToYou Sight = "new"     // she has never opened it
	Changed  Sight = "changed" // somebody else changed it since
)

// SightOf tells from the version that she saw, 0 for none, and the present one.
func SightOf(seen, version int) Sight {
	switch {
	case seen == 0:
		return NewToYou
	case seen < version:
		return Changed
	}
	return ""
}

// News are the parts of a case that somebody else added since an advisor last
// looked, by their ids.
type News struct {
	Since time.Time // when she last looked; zero when she never did
	Sight Sight     // what the case was to her before this opening
	parts map[string]bool
}

// Has reports whether the part with that id is new to her.
func (n News) Has(id string) bool { return n.parts[id] }

// newsOf compares a case with how far she had seen it. To who never looked all
// is new, and nothing stands out.
func newsOf(l Look, u User, c *Case) News {
	n := News{Since: l.At, Sight: SightOf(l.Version, c.Version), parts: map[string]bool{}}
	if n.Sight != Changed {
		return n
	}
	for _, m := range c.Messages[min(l.Messages, len(c.Messages)):] {
		n.parts[string(m.ID)] = m.From != u.ID
	}
	for _, x := range c.Notes[min(l.Notes, len(c.Notes)):] {
		n.parts[string(x.ID)] = x.By != u.ID
	}
	for _, a := range c.Annotations[min(l.Annotations, len(c.Annotations)):] {
		n.parts[string(a.ID)] = a.By != u.ID
	}
	return n
}

// Look opens a case as Open does, for the page that shows all of it: on the
// office's side it also says what is new since she last looked, and remembers
// that she has seen it now.
func (b *Book) Look(ctx context.Context, u User, id CaseID) (*Opening, error) {
	return b.open(ctx, u, id, b.recordLook)
}

func (b *Book) recordReading(ctx context.Context, u User, c *Case) (News, error) {
	return News{}, b.store.Record(ctx, c.event(u, b.now(), Read, "", nil))
}

// recordLook keeps the reading and, on the office's side, how far she has seen;
// both in one durable write.
func (b *Book) recordLook(ctx context.Context, u User, c *Case) (News, error) {
	if c.SideOf(u) != OfficeSide {
		return b.recordReading(ctx, u, c)
	}
	before, err := b.store.Looked(ctx, u.ID, c.ID)
	if err != nil {
		return News{}, err
	}
	at := b.now()
	return newsOf(before, u, c), b.store.RecordLook(ctx, c.event(u, at, Read, "", nil), LookOf(u, c, at))
}

// oneReading is for how long what comes after a page belongs to its reading.
const oneReading = 30 * time.Minute

func (b *Book) recordUnlessLooked(ctx context.Context, u User, c *Case) (News, error) {
	before, err := b.store.Looked(ctx, u.ID, c.ID)
	if err != nil {
		return News{}, err
	}
	if since := b.now().Sub(before.At); before.Version == c.Version && since >= 0 && since < oneReading {
		return News{}, nil
	}
	return b.recordReading(ctx, u, c)
}
