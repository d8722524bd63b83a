package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// queuePage is the advisor's queue.
type queuePage struct {
	frame
	Views    []viewLink
	View     string
	Filters  []filterField
	Filtered bool
	Caption  string
	Empty    string
	Rows     []queueRow
	ByDue    sortLink
	ByNewest sortLink
	First    string // address of the first page; empty on it
	Next     string
}

type viewLink struct {
	Href, Text, Count string
	Current           bool
}

type sortLink struct {
	Href    string
	Current bool
}

// queueRow is a case in one line of the queue.
type queueRow struct {
	Href, Reference, Subject string
	Lang, LangWord           string
	Due                      promiseView
	Needed, Submitted        string
	Status                   statusWord
	Platform, Advisor        string
	Channel                  string // when it did not come by a form
	Obligations              string
	Flags                    []string
	Sight                    string // new to her, or changed since she looked, in words
}

var queueFilters = []string{"status", "obligation", "platform", "lang", "channel", "advisor", "election", "political"}

// queueFields are all the fields of a queue's address.
var queueFields = append([]string{"view", "sort"}, queueFilters...)

func (s *Server) queue(v *visit) error {
	q := cases.QueueQuery{View: viewOf(v), Filters: s.readFilters(v), Sort: sortOf(v), After: v.get("after")}
	found, people, err := s.Book.Queue(v.ctx(), v.user, q)
	if err != nil {
		return err
	}
	advisors, err := s.Book.Advisors(v.ctx(), v.user)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "queue.html", s.newQueuePage(v, q, found, people, advisors))
}

func viewOf(v *visit) cases.View {
	if view, ok := cases.ParseView(v.get("view")); ok {
		return view
	}
	return cases.ViewWaiting
}

// sortOf is the order asked for. What was answered has no due day: there the
// newest comes first unless told otherwise.
func sortOf(v *visit) cases.QueueSort {
	switch asked := cases.QueueSort(v.get("sort")); {
	case asked == cases.ByNewest, asked == cases.ByDue:
		return asked
	case viewOf(v) == cases.ViewAnswered:
		return cases.ByNewest
	}
	return cases.ByDue
}

func (s *Server) newQueuePage(v *visit, q cases.QueueQuery, found cases.QueuePage, people map[cases.UserID]cases.User,
	advisors []cases.User) queuePage {
	w := v.words
	view := w.T("view." + string(q.View))
	p := queuePage{
		frame:   s.desk(v, w.T("queue.title")),
		View:    string(q.View),
		Views:   viewLinks(v, q.View, found.Count),
		Filters: s.filterFields(v, queueFilters, advisors),
		Caption: w.T("queue.caption."+string(q.Sort), "View", view),
		Empty:   w.T("queue.empty." + string(q.View)),
		ByDue:   sortLink{queueAddress(v, "sort", string(cases.ByDue)), q.Sort == cases.ByDue},
		ByNewest: sortLink{queueAddress(v, "sort", string(cases.ByNewest)),
			q.Sort == cases.ByNewest},
	}
	for _, name := range queueFilters {
		p.Filtered = p.Filtered || v.get(name) != ""
	}
	if p.Filtered {
		p.Empty = w.T("queue.empty.filtered")
	}
	for _, c := range found.Cases {
		p.Rows = append(p.Rows, s.newQueueRow(v, c, people))
	}
	if q.After != "" {
		p.First = queueAddress(v, "", "")
	}
	if found.Next != "" {
		p.Next = queueAddress(v, "after", found.Next)
	}
	return p
}

func viewLinks(v *visit, current cases.View, counts map[cases.View]int) []viewLink {
	var out []viewLink
	for _, view := range cases.Views() {
		out = append(out, viewLink{Href: "/queue?view=" + string(view), Text: v.words.T("view." + string(view)),
			Count: capped(v, counts[view]), Current: view == current})
	}
	return out
}

// capped writes a count that is not counted beyond the cap.
func capped(v *visit, n int) string {
	if n > cases.CountCap {
		return v.words.T("count.more_than", "N", cases.CountCap)
	}
	return v.words.Number(n)
}

func queueAddress(v *visit, change, to string) string {
	q := v.keptFields(append(queueFields, change), change, to)
	return withQuery("/queue", q)
}

func (s *Server) newQueueRow(v *visit, c cases.Summary, people map[cases.UserID]cases.User) queueRow {
	due := c.Promised
	if !c.NeededBy.IsZero() && (due.IsZero() || c.NeededBy.Before(due)) {
		due = c.NeededBy
	}
	row := queueRow{
		Href: casePath(c.ID), Reference: c.Reference, Subject: c.Subject,
		Lang: string(c.Lang), LangWord: v.words.T("lang." + string(c.Lang)),
		Needed:    v.words.Short(c.NeededBy),
		Submitted: v.words.Short(cases.DateOf(c.SubmittedAt, s.Zone)),
		Status:    officeStatus(v, c.Status),
		Platform:  v.words.T("platform." + string(c.Platform)),
		Advisor:   people[c.Advisor].Name,
		Flags:     flagsOf(v, c.Priority, c.Political, c.Election),
	}
	if c.Channel != cases.Web {
		row.Channel = v.words.T("channel." + string(c.Channel))
	}
	if c.Sight != "" {
		row.Sight = v.words.T("sight." + string(c.Sight))
	}
	if c.Status.IsOpen() {
		row.Due = s.promiseOf(v, due)
	}
	row.Obligations = s.entriesInShort(v, c.Obligations)
	return row
}

// shownEntries is how many entries of the Code a line names before it counts.
const shownEntries = 2

func (s *Server) entriesInShort(v *visit, codes []cases.EntryCode) string {
	var names []string
	for _, code := range codes[:min(shownEntries, len(codes))] {
		names = append(names, entryName(v, code))
	}
	if more := len(codes) - shownEntries; more > 0 {
		names = append(names, v.words.T("count.and_more", "Count", more))
	}
	return strings.Join(names, ", ")
}
