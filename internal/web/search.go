package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// searchPage finds past cases: an advisor's all, an employee's own.
type searchPage struct {
	frame
	Box      searchBox
	Lead     string
	Filters  []filterField
	Narrowed bool   // whether a filter is set
	Found    string // how many, in words
	Unknown  []string
	Cut      string
	Hits     []hitView
	Try      []link // when nothing was found
	Previous string
	Next     string
	Newest   sortLink
	Best     sortLink
}

type searchBox struct{ Value string }

type hitView struct {
	Href, Reference, Subject, Lang, LangWord string
	Day, Datetime                            string
	Status                                   statusWord
	Outcome, Obligations                     string
	Passages                                 []passageView
}

type passageView struct {
	Lang          string
	Before, After bool
	Segments      []cases.Segment
}

var (
	employeeFilters = []string{"obligation", "outcome", "platform", "lang", "status", "year"}
	advisorFilters  = []string{"obligation", "outcome", "platform", "lang", "channel", "status", "election", "year"}
)

func (s *Server) search(v *visit) error {
	page, err := strconv.Atoi(v.get("page"))
	if err != nil || page < 1 {
		page = 1
	}
	q := cases.Query{Text: v.get("q"), Filters: s.readFilters(v), Newest: v.get("sort") == string(cases.ByNewest), Page: page,
		Size: searchPageSize}
	found, err := s.Book.Search(v.ctx(), v.user, q)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "search.html", s.newSearchPage(v, q, found))
}

const searchPageSize = 20

func (s *Server) newSearchPage(v *visit, q cases.Query, found cases.Results) searchPage {
	w, names := v.words, employeeFilters
	scope := "search.own"
	if v.user.IsAdvisor() {
		names, scope = advisorFilters, "search.all"
	}
	fields := append([]string{"q", "sort"}, names...)
	address := func(change, to string) string {
		return withQuery("/search", v.keptFields(append(fields, change), change, to))
	}
	p := searchPage{
		frame:   s.frame(v, w.T("search.title")),
		Box:     searchBox{q.Text},
		Lead:    w.T(scope),
		Filters: s.filterFields(v, names, nil),
		Found:   foundInWords(v, found),
		Unknown: found.Unknown,
		Best:    sortLink{address("sort", ""), !q.Newest},
		Newest:  sortLink{address("sort", string(cases.ByNewest)), q.Newest},
	}
	p.Wide = v.user.IsAdvisor()
	for _, name := range names {
		p.Narrowed = p.Narrowed || v.get(name) != ""
	}
	if found.Cut {
		p.Cut = w.T("search.cut")
	}
	for _, h := range found.Hits {
		p.Hits = append(p.Hits, s.newHitView(v, h))
	}
	if q.Page > 1 {
		p.Previous = address("page", fmt.Sprint(q.Page-1))
	}
	if found.Total > q.Page*q.Size {
		p.Next = address("page", fmt.Sprint(q.Page+1))
	}
	if len(found.Hits) == 0 {
		p.Try = waysOut(v, q)
	}
	return p
}

func foundInWords(v *visit, found cases.Results) string {
	if found.Total > cases.CountCap {
		return v.words.T("search.found_many", "N", cases.CountCap)
	}
	if found.Empty {
		return v.words.T("search.everything", "Count", found.Total)
	}
	return v.words.T("search.found", "Count", found.Total)
}

// waysOut offers what to try when nothing was found, one click each.
func waysOut(v *visit, q cases.Query) []link {
	var out []link
	if plain := strings.NewReplacer(`"`, "", "«", "", "»", "").Replace(q.Text); plain != q.Text {
		out = append(out, link{withQuery("/search", v.keptFields([]string{"q"}, "q", plain)), v.words.T("search.try_words")})
	}
	if len(v.form) > 1 && q.Text != "" {
		out = append(out, link{withQuery("/search", v.keptFields([]string{"q"}, "", "")), v.words.T("search.try_no_filter")})
	}
	return append(out, link{"/search", v.words.T("search.try_everything")})
}

// statusFor is a status in the words the person meets on her other pages.
func statusFor(v *visit, st cases.Status) statusWord {
	if v.user.IsAdvisor() {
		return officeStatus(v, st)
	}
	return filerStatus(v, st)
}

func (s *Server) newHitView(v *visit, h cases.Hit) hitView {
	at := s.local(h.SubmittedAt)
	view := hitView{
		Href: casePath(h.ID), Reference: h.Reference, Subject: h.Subject, Lang: string(h.Lang),
		LangWord: v.words.T("lang." + string(h.Lang)), Day: v.words.Date(cases.DateOf(at, s.Zone)),
		Datetime: at.Format(isoMoment), Status: statusFor(v, h.Status),
	}
	if h.Outcome != "" {
		view.Outcome = v.words.T("outcome_office." + string(h.Outcome))
	}
	view.Obligations = s.entriesInShort(v, h.Obligations)
	for _, e := range h.Excerpts {
		view.Passages = append(view.Passages, passageView{string(e.Lang), e.Before, e.After, e.Segments})
	}
	return view
}
