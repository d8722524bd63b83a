package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
)

// Queue lists a page of the cases of which the person is on the office's side.
func (s *Store) Queue(ctx context.Context, u cases.User, q cases.QueueQuery) (page cases.QueuePage, err error) {
	err = s.peek(ctx, func(tx *gorm.DB) error {
		if len(q.Filters.Obligations) > 0 { // they follow the entries through the versions
			if _, err := s.codesIn(tx); err != nil {
				return err
			}
		}
		if page.Count, page.Facets, err = s.countQueue(tx, u, q); err != nil {
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
	query := s.inQueue(u, q, summaryColumns, all(s.narrow(q.Filters, cases.OfficeSide), order.after(q.After)), cases.PageSize+1)
	return list[summaryRow](tx, query.sql, query.args...)
}

// inQueue reads the first cases of a view in its order. Each status is read by
// itself, in the order of an index, and they are merged as far as the list goes:
// of several at once all would be read and sorted.
func (s *Store) inQueue(u cases.User, q cases.QueueQuery, columns string, narrowed where, limit int) where {
	statuses, more := inView(q.View, u)
	which := all(officeCases(u), more, narrowed)
	var parts []string
	var args []any
	first := fmt.Sprintf(" ORDER BY %s LIMIT %d", orderOf(q.Sort).columns, limit)
	for _, of := range oneByOne(statuses) {
		one := all(of, which)
		parts = append(parts, columns+one.sql)
		args = append(args, one.args...)
	}
	return where{s.dialect.merged(parts, first) + first, args}
}

// oneByOne are conditions that are of one status each; one that narrows nothing
// for none.
func oneByOne(statuses []cases.Status) []where {
	if len(statuses) == 0 {
		return []where{everything}
	}
	out := make([]where, len(statuses))
	for i, status := range statuses {
		out[i] = cond("c.status = ?", status)
	}
	return out
}

// openStatuses are those of open cases.
var openStatuses = []cases.Status{cases.New, cases.InReview, cases.AwaitingEmployee}

// inView is the part of the queue that a view shows: which statuses, and what
// else of them. Hers are those she still has to do something about;
// unassigned, those that nobody has. Where what else says which statuses, none
// is named, so that a database does not look for the few among all of them.
func inView(v cases.View, u cases.User) ([]cases.Status, where) {
	open := openStatuses
	switch v {
	case cases.ViewNew:
		return open[:1], everything
	case cases.ViewMine:
		return open, cond("c.advisor = ?", u.ID)
	case cases.ViewChanged:
		changed := changedFor(u)
		return nil, cond("c.id IN ("+changed.sql+")", changed.args...)
	case cases.ViewUnassigned:
		return open, cond("c.advisor = ''")
	case cases.ViewEmployee:
		return open[2:], everything
	case cases.ViewAnswered:
		return []cases.Status{cases.Answered}, everything
	}
	return open[:2], everything
}

// countHidden counts the few cases that officeCases hides from a person.
func countHidden(tx *gorm.DB, u cases.User) (few int, err error) {
	hidden, ok := hiddenFromOffice(u)
	if !ok {
		return 0, nil
	}
	few, _, err = find[int](tx, "SELECT count(*) FROM cases AS c WHERE "+hidden.sql, hidden.args...)
	if err != nil {
		return 0, fmt.Errorf("count what is hidden: %w", err)
	}
	return few, nil
}

// countViews counts views, each at most to one above what a page says exactly.
// It counts in the indexes alone and takes off the few cases that are hidden
// from the person: asking the rule of each case would cost more than the page.
func countViews(tx *gorm.DB, u cases.User, few int, views ...cases.View) (map[cases.View]int, error) {
	counts := map[cases.View]int{}
	hidden, ok := hiddenFromOffice(u)
	if !ok {
		return counts, nil
	}
	query := countsOf(views, u, hidden, few)
	found, err := list[viewCount](tx, query.sql, query.args...)
	if err != nil {
		return nil, fmt.Errorf("count the views: %w", err)
	}
	for _, c := range found {
		counts[views[c.N]] = min(c.Count, cases.CountCap+1)
	}
	return counts, nil
}

// viewCount is how many cases the nth view has.
type viewCount struct{ N, Count int }

// countsOf is one statement that counts the views, each beyond the cap by as
// many cases as may be taken off.
func countsOf(views []cases.View, u cases.User, hidden where, few int) where {
	var parts []string
	var args []any
	for n, v := range views {
		statuses, more := inView(v, u)
		of := all(append(in("c.status", statuses), more)...)
		them := cond("SELECT 1 FROM cases AS c WHERE "+of.sql, of.args...)
		if v == cases.ViewChanged {
			them = changedFor(u) // without a look at each
		}
		part := fmt.Sprintf("SELECT %d AS n, (SELECT count(*) FROM (%s LIMIT %d) AS them)", n, them.sql, cases.CountCap+1+few)
		args = append(args, them.args...)
		if few > 0 {
			of = all(of, hidden)
			part += " - (SELECT count(*) FROM cases AS c WHERE " + of.sql + ")"
			args = append(args, of.args...)
		}
		parts = append(parts, part+" AS count")
	}
	return where{strings.Join(parts, " UNION ALL "), args}
}

// order is one of the orders of the queue: how it sorts, and what comes after a
// row.
type order struct {
	columns string
	next    func(mark) where
}

var (
	byDue = order{"due, submitted, id", func(m mark) where {
		return cond("(c.due, c.submitted, c.id) > (?, ?, ?)", m.Due, moment{m.At}, m.ID)
	}}
	byNewest = order{"submitted DESC, id DESC", func(m mark) where {
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
