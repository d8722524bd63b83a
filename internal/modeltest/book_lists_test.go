package modeltest

import "example.org/casebook/internal/cases"

// look asks for every list that a person has.
func (b *book) look(s step, a *answer) error {
	u := b.user(s.Who)
	mine, err := b.book.Mine(b.ctx, u)
	if err != nil {
		return err
	}
	found, err := b.book.Search(b.ctx, u, cases.Query{Size: cases.CountCap})
	if err != nil {
		return err
	}
	var hits []cases.Summary
	for _, h := range found.Hits {
		hits = append(hits, h.Summary)
	}
	queue, _, err := b.book.Queue(b.ctx, u, cases.QueueQuery{View: cases.View(s.Pick), Sort: cases.ByDue})
	counts := map[string]int{}
	for v, n := range queue.Count {
		if _, known := views[string(v)]; known && n > 0 {
			counts[string(v)] = n
		}
	}
	if err != nil && cases.KindOf(err) != cases.Forbidden {
		return err
	}
	a.Seen = seen(b.stepsOf(mine), b.stepsOf(hits), b.stepsOf(queue.Cases), counts, err == nil)
	if found.Total != len(found.Hits) {
		a.Seen += " and another total"
	}
	return nil
}

func (b *book) stepsOf(list []cases.Summary) (out []int) {
	for _, c := range list {
		out = append(out, b.steps[c.ID])
	}
	return out
}
