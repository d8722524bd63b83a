package cases

import "context"

// Mine lists the person's own cases, newest first.
func (b *Book) Mine(ctx context.Context, u User) ([]Summary, error) {
	return b.store.Mine(ctx, u)
}

// Queue lists the cases to work on; advisors only.
func (b *Book) Queue(ctx context.Context, u User, q QueueQuery) (QueuePage, map[UserID]User, error) {
	if !u.IsAdvisor() {
		return QueuePage{}, nil, refuse(Forbidden, "error.forbidden")
	}
	page, err := b.store.Queue(ctx, u, q)
	if err != nil {
		return QueuePage{}, nil, err
	}
	people, err := b.peopleOf(ctx, page.Cases)
	return page, people, err
}

func (b *Book) peopleOf(ctx context.Context, list []Summary) (map[UserID]User, error) {
	var ids []UserID
	for _, c := range list {
		ids = append(ids, c.Advisor)
	}
	return b.store.People(ctx, distinct(ids)...)
}

// Advisors lists the advisors by name, for the filters of an advisor.
func (b *Book) Advisors(ctx context.Context, u User) ([]User, error) {
	if !u.IsAdvisor() {
		return nil, nil
	}
	return b.store.Advisors(ctx)
}

// Search finds past cases among those the person may see: an advisor's all, an
// employee's own. That she searched is in the ledger; what for is not.
func (b *Book) Search(ctx context.Context, u User, q Query) (Results, error) {
	e := Event{At: b.now(), Actor: u.ID, As: searcher(u), Act: SearchAct}
	if err := b.store.Record(ctx, e); err != nil {
		return Results{}, err
	}
	return b.store.Search(ctx, u, q.bounded())
}

func searcher(u User) Capacity {
	switch {
	case u.ID == Operator:
		return AsOperator
	case u.IsAdvisor():
		return AsAdvisor
	}
	return AsEmployee
}

func (q Query) bounded() Query {
	if q.Size < 1 || q.Size > CountCap {
		q.Size = PageSize
	}
	q.Page = min(max(q.Page, 1), MaxPage)
	return q
}

// Ledger lists entries of the ledger, newest first, below the number (0 for
// the newest), with the references of their cases and the names of those who
// acted for the office. It holds no content. Administrators and auditors only.
func (b *Book) Ledger(ctx context.Context, u User, below int64) ([]LedgerLine, error) {
	as, ok := ledgerReader(u)
	if !ok {
		return nil, refuse(Forbidden, "error.forbidden")
	}
	if err := b.store.Record(ctx, Event{At: b.now(), Actor: u.ID, As: as, Act: ReadLedger}); err != nil {
		return nil, err
	}
	entries, err := b.store.Latest(ctx, below, PageSize)
	if err != nil {
		return nil, err
	}
	return b.ledgerLines(ctx, entries)
}

func ledgerReader(u User) (Capacity, bool) {
	switch {
	case u.Disabled:
		return "", false
	case u.Roles.Has(Auditor):
		return AsAuditor, true
	case u.Roles.Has(Administrator):
		return AsAdministrator, true
	}
	return "", false
}

// LedgerLine is an entry of the ledger as an auditor reads it: an employee is
// "the filer" or "an employee", never a name.
type LedgerLine struct {
	Sealed
	Reference string
	Name      string // of who acted for the office; empty for employees
}

func (b *Book) ledgerLines(ctx context.Context, entries []Sealed) ([]LedgerLine, error) {
	var actors []UserID
	var ids []CaseID
	for _, e := range entries {
		actors, ids = append(actors, e.Actor), append(ids, e.Case)
	}
	people, err := b.store.People(ctx, distinct(actors)...)
	if err != nil {
		return nil, err
	}
	refs, err := b.store.References(ctx, distinct(ids))
	if err != nil {
		return nil, err
	}
	lines := make([]LedgerLine, len(entries))
	for i, e := range entries {
		lines[i] = LedgerLine{Sealed: e, Reference: refs[e.Case]}
		if e.As != AsFiler && e.As != AsEmployee {
			lines[i].Name = people[e.Actor].Name
		}
	}
	return lines, nil
}

// VerifyLedger walks the whole chain. It answers with the head; a *BrokenChain
// where the ledger breaks, or when the head given (of an earlier day; may be
// empty) is nowhere in it, as after a cut tail.
func (b *Book) VerifyLedger(ctx context.Context, head string) (seq int64, hash string, err error) {
	var v Verifier
	found := head == ""
	for {
		last, _ := v.Head()
		batch, err := b.store.Ledger(ctx, last, 1000)
		if err != nil {
			return 0, "", err
		}
		if len(batch) == 0 {
			break
		}
		for _, s := range batch {
			if err := v.Next(s); err != nil {
				return 0, "", err
			}
			found = found || s.Hash == head
		}
	}
	seq, hash = v.Head()
	if !found {
		return seq, hash, &BrokenChain{seq + 1, "the head given is not in it: its end was cut off, or it was rewritten"}
	}
	return seq, hash, nil
}
