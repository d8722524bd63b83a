package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// queuePage is the advisor's queue.
type queuePage struct {
	frame
	Views    []viewLink
	Facets   facetPart
	Caption  string
	Empty    string
	Try      []link // when what was chosen leaves nothing
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

// queueRow is a case in one line of the queue. It is comparable: a row that was
// drawn is shown again as long as it says the same.
type queueRow struct {
	ID                       cases.CaseID
	Reference, Subject       string
	Lang, LangWord, LangCode string
	Due                      promiseView
	Needed, Submitted        string
	Status                   statusWord
	Platform, Advisor        string
	Channel                  string // when it did not come by a form
	Obligations              string
	Flags                    [4]string // as many as there can be; an empty one is none
	Sight                    string    // new to her, or changed since she looked, in words
}

// queueFacets are the facets of the queue, in their order.
var queueFacets = []cases.Facet{cases.ByStatus, cases.ByObligation, cases.ByPlatform, cases.ByLang, cases.ByOutcome,
	cases.ByAdvisor, cases.ByChannel, cases.ByElection, cases.ByPolitical, cases.ByPrecedent, cases.ByYear}

func (s *Server) queue(v *visit) error {
	if to, untidy := v.tidied(); untidy {
		return v.seeOther(to)
	}
	advisors, err := s.Book.Advisors(v.ctx(), v.user)
	if err != nil {
		return err
	}
	n := s.readNarrowing(v, "/queue", queuePlain(v), queueFacets, advisors)
	q := cases.QueueQuery{View: viewOf(v), Filters: n.filters, Sort: sortOf(v), After: v.get("after")}
	found, people, err := s.Book.Queue(v.ctx(), v.user, q)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "queue.html", s.newQueuePage(v, q, found, people, n))
}

// queuePlain is what a queue's address says besides its choices: the order only
// where it is not the view's own.
func queuePlain(v *visit) url.Values {
	plain := url.Values{"view": {string(viewOf(v))}}
	if sort := sortOf(v); sort != sortOfView(viewOf(v)) {
		plain.Set("sort", string(sort))
	}
	return plain
}

func viewOf(v *visit) cases.View {
	if view, ok := cases.ParseView(v.get("view")); ok {
		return view
	}
	return cases.ViewWaiting
}

// sortOf is the order asked for, or else the view's own.
func sortOf(v *visit) cases.QueueSort {
	switch asked := cases.QueueSort(v.get("sort")); asked {
	case cases.ByNewest, cases.ByDue:
		return asked
	}
	return sortOfView(viewOf(v))
}

// sortOfView is what is due first. What was answered has no due day: there the
// newest comes first.
func sortOfView(view cases.View) cases.QueueSort {
	if view == cases.ViewAnswered {
		return cases.ByNewest
	}
	return cases.ByDue
}

func (s *Server) newQueuePage(v *visit, q cases.QueueQuery, found cases.QueuePage, people map[cases.UserID]cases.User,
	n *narrowing) queuePage {
	w := v.words
	p := queuePage{
		frame:    s.desk(v, w.T("queue.title")),
		Views:    viewLinks(v, q.View, found.Count),
		Facets:   n.part(found.Facets),
		Caption:  w.T("queue.caption."+string(q.Sort), "View", w.T("view."+string(q.View))),
		Empty:    w.T("queue.empty." + string(q.View)),
		ByDue:    sortedBy(cases.ByDue, q, n),
		ByNewest: sortedBy(cases.ByNewest, q, n),
	}
	if n.isNarrow() {
		p.Empty, p.Try = w.T("queue.empty.filtered"), n.removals()
	}
	if n.span.isBackwards() {
		p.Empty = w.T("search.nothing.backwards")
	}
	for _, c := range found.Cases {
		p.Rows = append(p.Rows, s.newQueueRow(v, c, people))
	}
	if q.After != "" {
		p.First = n.with("after", "")
	}
	if found.Next != "" {
		p.Next = n.with("after", found.Next)
	}
	return p
}

func sortedBy(order cases.QueueSort, q cases.QueueQuery, n *narrowing) sortLink {
	if order == sortOfView(q.View) {
		return sortLink{n.with("sort", ""), q.Sort == order}
	}
	return sortLink{n.with("sort", string(order)), q.Sort == order}
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

func (s *Server) newQueueRow(v *visit, c cases.Summary, people map[cases.UserID]cases.User) queueRow {
	row := queueRow{
		ID: c.ID, Reference: c.Reference, Subject: c.Subject,
		Lang: string(c.Lang), LangWord: v.words.T("lang." + string(c.Lang)), LangCode: strings.ToUpper(string(c.Lang)),
		Due:       s.promiseOf(v, c.Due()),
		Needed:    v.words.Short(c.NeededBy),
		Submitted: v.words.Short(cases.DateOf(c.SubmittedAt, s.Zone)),
		Status:    officeStatus(v, c.Status),
		Platform:  v.words.T("platform." + string(c.Platform)),
		Advisor:   people[c.Advisor].Name,
	}
	copy(row.Flags[:], flagsOf(v, c.Priority, c.Political, c.Election, c.Precedent))
	if c.Channel != cases.Web {
		row.Channel = v.words.T("channel." + string(c.Channel))
	}
	if c.Sight != "" {
		row.Sight = v.words.T("sight." + string(c.Sight))
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
