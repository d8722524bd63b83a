package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// Queue lists a page of the cases of which the person is on the office's side.
func (s *Store) Queue(ctx context.Context, u cases.User, q cases.QueueQuery) (page cases.QueuePage, err error) {
	err = s.view(ctx, func(tx *gorm.DB) error {
		if _, err := s.codesIn(tx); err != nil { // filters follow the entries through the versions
			return err
		}
		if page.Count, err = countViews(tx, u); err != nil {
			return err
		}
		rows, err := s.queueRows(tx, u, q)
		if err != nil {
			return err
		}
		if len(rows) > cases.PageSize {
			rows = rows[:cases.PageSize]
			page.Next = markOf(rows[len(rows)-1]).String()
		}
		if page.Cases, err = summaries(tx, u, rows); err != nil {
			return err
		}
		return sights(tx, u, rows, page.Cases)
	})
	if err != nil {
		return cases.QueuePage{}, fmt.Errorf("list the queue: %w", err)
	}
	return page, nil
}

// queueRows reads one row more than a page, to know whether there is another.
func (s *Store) queueRows(tx *gorm.DB, u cases.User, q cases.QueueQuery) ([]summaryRow, error) {
	order := orderOf(q.Sort)
	which := all(officeCases(u), inView(q.View, u), s.narrow(q.Filters, cases.OfficeSide), order.after(q.After))
	query := fmt.Sprintf("%s%s ORDER BY %s LIMIT %d", summaryColumns, which.sql, order.by, cases.PageSize+1)
	return list[summaryRow](tx, query, which.args...)
}

// inView is the part of the queue that a view shows. Hers are those she still
// has to do something about; unassigned, those that nobody has.
func inView(v cases.View, u cases.User) where {
	open := cond("c.status IN ?", []cases.Status{cases.New, cases.InReview, cases.AwaitingEmployee})
	switch v {
	case cases.ViewNew:
		return cond("c.status = ?", cases.New)
	case cases.ViewMine:
		return all(cond("c.advisor = ?", u.ID), open)
	case cases.ViewChanged:
		return all(changedFor(u), open)
	case cases.ViewUnassigned:
		return all(cond("c.advisor = ''"), open)
	case cases.ViewEmployee:
		return cond("c.status = ?", cases.AwaitingEmployee)
	case cases.ViewAnswered:
		return cond("c.status = ?", cases.Answered)
	}
	return cond("c.status IN ?", []cases.Status{cases.New, cases.InReview})
}

// countViews counts each view, at most to one above what a page says exactly.
func countViews(tx *gorm.DB, u cases.User) (map[cases.View]int, error) {
	counts := map[cases.View]int{}
	for _, v := range cases.Views() {
		which := all(officeCases(u), inView(v, u))
		n, _, err := find[int](tx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM cases AS c WHERE %s LIMIT %d) AS them",
			which.sql, cases.CountCap+1), which.args...)
		if err != nil {
			return nil, fmt.Errorf("count %s: %w", v, err)
		}
		counts[v] = n
	}
	return counts, nil
}

// order is one of the orders of the queue: how it sorts, and what comes after a
// row.
type order struct {
	by   string
	next func(mark) where
}

var (
	byDue = order{"c.due, c.submitted, c.id", func(m mark) where {
		return cond("(c.due, c.submitted, c.id) > (?, ?, ?)", m.Due, moment{m.At}, m.ID)
	}}
	byNewest = order{"c.submitted DESC, c.id DESC", func(m mark) where {
		return cond("(c.submitted, c.id) < (?, ?)", moment{m.At}, m.ID)
	}}
)

func orderOf(s cases.QueueSort) order {
	if s == cases.ByNewest {
		return byNewest
	}
	return byDue
}

// after continues where a page ended. What is no mark of ours begins anew.
func (o order) after(text string) where {
	m, ok := readMark(text)
	if !ok {
		return everything
	}
	return o.next(m)
}

// mark is where a page ended; it goes out and comes back as an opaque text.
type mark struct {
	Due string       `json:"d"`
	At  time.Time    `json:"t"`
	ID  cases.CaseID `json:"i"`
}

func markOf(r summaryRow) mark { return mark{r.Due, r.Submitted.Time, r.ID} }

func (m mark) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // plain values
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func readMark(text string) (m mark, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &m) != nil {
		return mark{}, false
	}
	_, err = cases.ParseDate(m.Due)
	m.ID = cases.CaseID(storable(string(m.ID)))
	return m, err == nil && m.ID != "" && !m.At.IsZero()
}
