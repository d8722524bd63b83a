package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// searchPage finds past cases: an advisor's all, an employee's own.
type searchPage struct {
	frame
	Box      searchBox
	CiteInto link // the case that something is looked for to cite in; empty as a rule
	Lead     string
	Facets   facetPart
	Found    string // how many, in words
	Range    string // which of them are on this page; empty when all are
	First    int    // the number of its first
	Paper    paperHead
	Saved    savedPart
	Export   *exportPart // nil where nothing is taken along
	Widened  widenedPart
	Meant    []meantLine
	Unknown  []string
	Cut      string

	Reindexing bool
	Hits       []hitView
	Small      string // only words that are not looked for were typed
	Nothing    string // why nothing was found
	Try        []link // and what to try
	Previous   string
	Next       string
	Newest     sortLink
	Best       sortLink
	ByAge      bool // nothing was typed that would rank: there is no choice of order
	Everything bool // nothing was asked, and the heading says how it is sorted
}

// paperHead is what only a printed list says of itself.
type paperHead struct{ Marking, Asked, Day string }

// searchBox asks anew, within what is chosen.
type searchBox struct {
	Value string
	Kept  []hiddenField
}

type hitView struct {
	Href, Reference, Subject, Lang, LangWord string
	Day, Datetime                            string
	Status                                   statusWord
	Outcome, Obligations, Precedent          string
	Passages                                 []passageView
	Cite                                     *rowButton
	Through                                  []throughLine // what found it, when no typed word did
}

type passageView struct {
	Lang          string
	Before, After bool
	Segments      []cases.Segment
}

// The facets of a search, in their order: an employee's are of what she knows of
// her own cases.
var (
	employeeFacets = []cases.Facet{cases.ByObligation, cases.ByOutcome, cases.ByPlatform, cases.ByLang, cases.ByStatus,
		cases.ByYear}
	advisorFacets = []cases.Facet{cases.ByObligation, cases.ByOutcome, cases.ByPlatform, cases.ByLang, cases.ByStatus,
		cases.ByAdvisor, cases.ByChannel, cases.ByElection, cases.ByPolitical, cases.ByPrecedent, cases.ByYear}
)

func (s *Server) search(v *visit) error {
	if to, untidy := v.tidied(); untidy {
		return v.seeOther(to)
	}
	into, err := s.citesInto(v)
	if err != nil {
		return err
	}
	n, err := s.searchNarrowing(v, into)
	if err != nil {
		return err
	}
	q := searchQuery(v, n)
	found, err := s.Book.Search(v.ctx(), v.user, q)
	if err != nil {
		return err
	}
	if found.Opens != "" && into == nil {
		return v.seeOther(casePath(found.Opens))
	}
	p := s.newSearchPage(v, q, found, n)
	p.offerToCite(v, into, found.Hits)
	if p.Saved, err = s.newSavedPart(v, found, n); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, "search.html", p)
}

// offerToCite gives each case found a button that cites it there.
func (p *searchPage) offerToCite(v *visit, into *cases.Opening, hits []cases.Hit) {
	if into == nil {
		return
	}
	p.CiteInto = link{casePath(into.Case.ID), into.Case.Reference}
	p.Box.Kept = append(p.Box.Kept, hiddenField{"cite", string(into.Case.ID)})
	for i, h := range hits {
		p.Hits[i].Cite = citeButton(v, into, h.Summary)
	}
}

func (s *Server) searchNarrowing(v *visit, into *cases.Opening) (*narrowing, error) {
	plain := url.Values{"q": {v.get("q")}}
	if into != nil {
		plain.Set("cite", string(into.Case.ID))
	}
	if isNewest(v) {
		plain.Set("sort", string(cases.ByNewest))
	}
	keepWidening(v, plain)
	if !v.user.IsAdvisor() {
		return s.readNarrowing(v, "/search", plain, employeeFacets, nil), nil
	}
	advisors, err := s.Book.Advisors(v.ctx(), v.user)
	return s.readNarrowing(v, "/search", plain, advisorFacets, advisors), err
}

// searchQuery is what the address asks for.
func searchQuery(v *visit, n *narrowing) cases.Query {
	return cases.Query{Text: v.get("q"), Filters: n.filters, Newest: isNewest(v), Plain: isPlain(v), Without: withoutOf(v),
		Page: pageOf(v), Size: searchPageSize, Reader: v.lang}
}

func isNewest(v *visit) bool { return v.get("sort") == string(cases.ByNewest) }

func pageOf(v *visit) int {
	page, err := strconv.Atoi(v.get("page"))
	if err != nil {
		return 1
	}
	return min(max(page, 1), cases.MaxPage)
}

const searchPageSize = 20

func (s *Server) newSearchPage(v *visit, q cases.Query, found cases.Results, n *narrowing) searchPage {
	w := v.words
	p := searchPage{
		frame:   s.frame(v, w.T("search.title")),
		Box:     searchBox{q.Text, append(n.kept(), keptWidening(q, found)...)},
		Lead:    w.T("search.own"),
		Facets:  n.part(found.Facets),
		Found:   foundInWords(v, found),
		Export:  newExportPart(v, found, n),
		Widened: newWidenedPart(v, q, found, n),
		Meant:   newMeantLines(v, q, found, n),
		Unknown: found.Unknown,
		First:   (q.Page-1)*q.Size + 1,
		Paper:   paperHead{s.Marking.In(v.lang), q.Text, w.Date(cases.DateOf(s.Book.Now(), s.Zone))},
		Best:    sortLink{n.with("sort", ""), !q.Newest},
		Newest:  sortLink{n.with("sort", string(cases.ByNewest)), q.Newest},
		ByAge:   found.ByAge, Everything: found.Empty,
	}
	if p.Wide = v.user.IsAdvisor(); p.Wide {
		p.Lead = w.T("search.all")
	}
	p.Reindexing = found.Reindexing
	if found.Small && found.Empty {
		p.Small = w.T("search.small")
	}
	if found.Cut {
		p.Cut = w.T("search.cut")
	}
	if found.Broad {
		p.Cut = w.T("search.broad")
	}
	for _, h := range found.Hits {
		p.Hits = append(p.Hits, s.newHitView(v, h))
	}
	if n := len(found.Hits); n > 0 && n < found.Total {
		p.Range = w.T("search.range", "From", p.First, "To", p.First+n-1)
	}
	if q.Page > 1 && len(found.Hits) > 0 {
		p.Previous = n.with("page", fmt.Sprint(q.Page-1))
	}
	if found.Total > q.Page*q.Size {
		p.Next = n.with("page", fmt.Sprint(q.Page+1))
	}
	if len(found.Hits) == 0 {
		p.Nothing, p.Try = whyNothing(v, q, found, n), waysOut(v, q, found, n)
	}
	return p
}

// whyNothing says what left a page without a case.
func whyNothing(v *visit, q cases.Query, found cases.Results, n *narrowing) string {
	switch {
	case found.Total > 0:
		return v.words.T("search.nothing.page")
	case found.Backwards:
		return v.words.T("search.nothing.backwards")
	case found.Small:
		return v.words.T("search.small")
	case found.AtLeast:
		return v.words.T("search.nothing.least")
	case q.Text != "" && n.isNarrow():
		return v.words.T("search.nothing.both")
	case q.Text != "":
		return v.words.T("search.nothing.words")
	case n.isNarrow():
		return v.words.T("search.nothing.chosen")
	}
	return v.words.T("search.nothing.yet")
}

// waysOut offers what to try when nothing was found, one click each.
func waysOut(v *visit, q cases.Query, found cases.Results, n *narrowing) []link {
	if found.Total > 0 {
		return pagesBack(v, q, found, n)
	}
	var out []link
	if plain := strings.NewReplacer(`"`, "", "«", "", "»", "").Replace(q.Text); plain != q.Text {
		out = append(out, link{n.with("q", strings.TrimSpace(plain)), v.words.T("search.try_words")})
	}
	for _, typed := range found.Unknown {
		out = append(out, link{n.with("q", strings.Join(strings.Fields(replaceWord(q.Text, typed, "")), " ")), v.words.T("search.try_without", "Typed", typed)})
	}
	out = append(out, n.removals()...)
	if q.Text != "" || n.isNarrow() {
		out = append(out, link{n.path, v.words.T("search.try_everything")})
	}
	return out
}

// pagesBack leads from beyond the list to its first page and to its last, where
// that is known and another.
func pagesBack(v *visit, q cases.Query, found cases.Results, n *narrowing) []link {
	out := []link{{n.with("page", ""), v.words.T("search.try_first")}}
	if last := (found.Total + q.Size - 1) / q.Size; last > 1 && found.Total <= cases.CountCap && !found.AtLeast {
		out = append(out, link{n.with("page", fmt.Sprint(last)), v.words.T("search.try_last")})
	}
	return out
}

func foundInWords(v *visit, found cases.Results) string {
	if found.Total > cases.CountCap {
		return v.words.T("search.found_many", "N", cases.CountCap)
	}
	if found.AtLeast && found.Total > 0 {
		return v.words.T("search.found_least", "Count", found.Total)
	}
	if found.Empty {
		return v.words.T("search.everything", "Count", found.Total)
	}
	return v.words.T("search.found", "Count", found.Total)
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
	view.Outcome = outcomeInWords(v, h.Outcome)
	view.Precedent = precedentFlag(v, h.Summary)
	view.Obligations = s.entriesInShort(v, h.Obligations)
	view.Through = newThroughLines(v, h.Through)
	for _, e := range h.Excerpts {
		view.Passages = append(view.Passages, passageView{string(e.Lang), e.Before, e.After, e.Segments})
	}
	return view
}
