package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/web"
)

// onlooker is a column of the matrix: who looks, and whose case it is.
type onlooker struct {
	name, person, owner string
}

var onlookers = []onlooker{
	{"nobody", nobody, noor},
	{"the owner", noor, noor},
	{"another employee", priya, noor},
	{"the advisor", marion, noor},
	{"an advisor, her own case", daniel, daniel},
	{"an advisor, her colleague's case", marion, daniel},
	{"an excluded advisor", zelda, noor},
	{"an administrator", administrator, noor},
	{"an auditor", auditor, noor},
	{"a disabled advisor", ines, noor},
}

// row is what the onlookers get, in their order. A change is sent with a
// version that is stale: who may do it hears so (409), and nothing changes.
type row [10]int

var (
	everybody  = row{200, 200, 200, 200, 200, 200, 200, 200, 200, 200}
	signedIn   = row{303, 200, 200, 200, 200, 200, 200, 200, 200, 303}
	asking     = row{401, 422, 422, 422, 422, 422, 422, 422, 422, 401}
	readCase   = row{303, 200, 404, 200, 200, 200, 404, 404, 404, 303}
	filerForm  = row{303, 200, 404, 403, 200, 403, 404, 404, 404, 303}
	filerDoes  = row{401, 409, 404, 403, 409, 403, 404, 404, 404, 401}
	officeForm = row{303, 403, 404, 200, 403, 200, 404, 404, 404, 303}
	officeDoes = row{401, 403, 404, 409, 403, 409, 404, 404, 404, 401}
	// Nothing that a newer form could say makes a case without advice one to follow.
	officeTooSoon = row{401, 403, 404, 422, 403, 422, 404, 404, 404, 401}

	forAdvisors = row{303, 403, 403, 200, 200, 200, 200, 403, 403, 303}
	adminPage   = row{303, 403, 403, 403, 403, 403, 403, 200, 403, 303}
	adminDoes   = row{401, 403, 403, 403, 403, 403, 403, 409, 403, 401}
	// A draft is its owner's alone, whatever the others are.
	ownDraftRow  = row{303, 200, 404, 404, 200, 404, 404, 404, 404, 303}
	ownDraftDoes = row{401, 409, 404, 404, 409, 404, 404, 404, 404, 401}
	oversight    = row{303, 403, 403, 403, 403, 403, 403, 200, 200, 303}
)

var matrix = map[string]row{
	"GET /":              signedIn,
	"GET /sign-in":       {200, 303, 303, 303, 303, 303, 303, 303, 303, 200},
	"GET /auth/sign-in":  {303, 303, 303, 303, 303, 303, 303, 303, 303, 303},
	"GET /auth/callback": {400, 400, 400, 400, 400, 400, 400, 400, 400, 400},
	"POST /sign-out":     everybody,

	"POST /auth/back-channel-logout": {400, 400, 400, 400, 400, 400, 400, 400, 400, 400},

	"GET /signed-out":           everybody,
	"GET /signed-out/clear.css": everybody,

	"GET /drafts/:draft/discard":  ownDraftRow,
	"POST /drafts/:draft/discard": ownDraftDoes,

	"GET /ask":                 signedIn,
	"POST /ask":                asking,
	"GET /cases/:id":           readCase,
	"GET /cases/:id/received":  {303, 200, 404, 303, 200, 303, 404, 404, 404, 303},
	"GET /cases/:id/write":     filerForm,
	"POST /cases/:id/write":    filerDoes,
	"GET /cases/:id/follow":    {303, 303, 404, 403, 303, 403, 404, 404, 404, 303},
	"GET /cases/:id/letter":    {303, 409, 404, 409, 409, 409, 404, 404, 404, 303},
	"GET /cases/:id/withdraw":  filerForm,
	"POST /cases/:id/withdraw": filerDoes,

	"POST /cases/:id/confirm-facts":         filerDoes,
	"GET /cases/:id/correct-facts":          {303, 409, 404, 403, 409, 403, 404, 404, 404, 303},
	"POST /cases/:id/correct-facts":         filerDoes,
	"GET /cases/:id/invite":                 {303, 403, 404, 409, 403, 409, 404, 404, 404, 303},
	"POST /cases/:id/invite":                officeDoes,
	"POST /cases/:id/revoke-invitation":     officeDoes,
	"GET /log":                              forAdvisors,
	"POST /log":                             {401, 403, 403, 422, 422, 422, 422, 403, 403, 401},
	"GET /invitations/:invitation":          {303, 404, 404, 404, 404, 404, 404, 404, 404, 303},
	"POST /invitations/:invitation/accept":  {401, 404, 404, 404, 404, 404, 404, 404, 404, 401},
	"POST /invitations/:invitation/decline": {401, 404, 404, 404, 404, 404, 404, 404, 404, 401},
	"GET /invitation-declined":              signedIn,

	"GET /queue":                                     forAdvisors,
	"POST /cases/:id/take-up":                        officeDoes,
	"GET /cases/:id/assign":                          officeForm,
	"POST /cases/:id/assign":                         officeDoes,
	"POST /cases/:id/release":                        officeDoes,
	"GET /cases/:id/classify":                        officeForm,
	"POST /cases/:id/classify":                       officeDoes,
	"GET /cases/:id/note":                            officeForm,
	"POST /cases/:id/note":                           officeDoes,
	"GET /cases/:id/annotate":                        officeForm,
	"POST /cases/:id/annotate":                       officeDoes,
	"GET /cases/:id/annotations/:annotation":         officeForm,
	"POST /cases/:id/annotations/:annotation":        officeDoes,
	"POST /cases/:id/annotations/:annotation/remove": officeDoes,
	"GET /cases/:id/question":                        officeForm,
	"POST /cases/:id/question":                       officeDoes,
	"GET /cases/:id/advise":                          officeForm,
	"POST /cases/:id/advise":                         officeDoes,
	"GET /cases/:id/similar":                         officeForm,
	"GET /cases/:id/precedent":                       {303, 403, 404, 422, 403, 422, 404, 404, 404, 303},
	"POST /cases/:id/precedent":                      officeTooSoon,
	"GET /cases/:id/cite":                            officeForm,
	"POST /cases/:id/cite":                           officeDoes,
	"POST /cases/:id/citations/:citation/remove":     officeDoes,
	"GET /cases/:id/close":                           officeForm,
	"POST /cases/:id/close":                          officeDoes,
	"POST /cases/:id/reopen":                         officeDoes,

	"GET /sessions":             signedIn,
	"POST /sessions/end":        {401, 303, 303, 303, 303, 303, 303, 303, 303, 401},
	"POST /sessions/end-others": {401, 303, 303, 303, 303, 303, 303, 303, 303, 401},
	"POST /sessions/end-all":    {401, 200, 200, 200, 200, 200, 200, 200, 200, 401},

	"GET /people":                  adminPage,
	"GET /people/:person/disable":  {303, 403, 403, 403, 403, 403, 403, 200, 403, 303},
	"POST /people/:person/disable": {401, 403, 403, 403, 403, 403, 403, 409, 403, 401},
	"GET /people/:person/enable":   {303, 403, 403, 403, 403, 403, 403, 303, 403, 303},
	"POST /people/:person/enable":  {401, 403, 403, 403, 403, 403, 403, 409, 403, 401},

	"GET /search":                      signedIn,
	"GET /search/help":                 signedIn,
	"GET /search/save":                 forAdvisors,
	"POST /search/save":                {401, 403, 403, 422, 422, 422, 422, 403, 403, 401},
	"GET /search/saved/:saved/rename":  {303, 403, 403, 404, 404, 404, 404, 403, 403, 303},
	"POST /search/saved/:saved/rename": {401, 403, 403, 404, 404, 404, 404, 403, 403, 401},
	"GET /search/saved/:saved/delete":  {303, 403, 403, 404, 404, 404, 404, 403, 403, 303},
	"POST /search/saved/:saved/delete": {401, 403, 403, 404, 404, 404, 404, 403, 403, 401},
	"POST /search/export":              {401, 403, 403, 200, 200, 200, 200, 403, 403, 401},
	"GET /reminder":                    signedIn,
	"GET /ledger":                      oversight,

	"GET /office":                   adminPage,
	"GET /office/contact":           adminPage,
	"POST /office/contact":          adminDoes,
	"GET /office/notice":            adminPage,
	"POST /office/notice":           adminDoes,
	"GET /office/standard":          adminPage,
	"POST /office/standard":         adminDoes,
	"GET /office/days":              adminPage,
	"POST /office/days":             adminDoes,
	"POST /office/days/work":        adminDoes,
	"POST /office/days/remove":      adminDoes,
	"GET /office/elections":         adminPage,
	"POST /office/elections":        adminDoes,
	"POST /office/elections/remove": adminDoes,
	"GET /office/statuses":          adminPage,
	"POST /office/statuses":         adminDoes,

	"GET /office/thesaurus":                           adminPage,
	"GET /office/thesaurus/add":                       adminPage,
	"POST /office/thesaurus/add":                      adminDoes,
	"GET /office/thesaurus/concepts/:concept":         adminPage,
	"POST /office/thesaurus/concepts/:concept":        adminDoes,
	"GET /office/thesaurus/concepts/:concept/remove":  adminPage,
	"POST /office/thesaurus/concepts/:concept/remove": adminDoes,
	"POST /office/thesaurus/export":                   {401, 403, 403, 403, 403, 403, 403, 200, 403, 401},
	"GET /office/thesaurus/load":                      adminPage,
	"POST /office/thesaurus/load":                     {401, 403, 403, 403, 403, 403, 403, 422, 403, 401},

	"GET /privacy":          everybody,
	"GET /privacy/:version": everybody,
	"GET /accessibility":    everybody,
	"GET /contact":          everybody,
	"GET /healthz":          everybody,
	"GET /readyz":           everybody,
	"GET /robots.txt":       everybody,
	"GET /favicon.ico":      everybody,
	"GET /assets/*":         everybody,
	"GET /demo/letters":     signedIn,
}

func TestEveryRouteStandsInTheMatrix(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	for _, r := range web.Routes() {
		name := r.Method + " " + r.Path
		declared[name] = true
		if _, ok := matrix[name]; !ok {
			t.Errorf("%s is in no row of the matrix", name)
		}
	}
	for name := range matrix {
		if !declared[name] {
			t.Errorf("%s is in the matrix and no route", name)
		}
	}
}

func TestEveryRouteAnswersEveryRoleAsDeclared(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	own := map[string]cases.CaseID{noor: h.at(noor, cases.InReview), daniel: h.at(daniel, cases.InReview)}
	for owner, id := range own {
		h.draft(owner, string(id))
	}
	before := map[string]int{noor: h.stored(own[noor]).Version, daniel: h.stored(own[daniel]).Version}
	for name, want := range matrix {
		for i, o := range onlookers {
			got := h.walk(name, o.person, own[o.owner], url.Values{"version": {"-1"}})
			if got.status != want[i] {
				t.Errorf("%s for %s: %d, want %d", name, o.name, got.status, want[i])
			}
		}
	}
	for owner, id := range own {
		if got := h.stored(id).Version; got != before[owner] {
			t.Errorf("the case of %s is at version %d, want %d: a stale form changed it", owner, got, before[owner])
		}
	}
}

// walk asks for a route of the table as somebody.
func (h *house) walk(route, person string, id cases.CaseID, form url.Values) *page {
	h.Helper()
	b := h.as(person)
	method, path, _ := strings.Cut(route, " ")
	path = h.address(path, id)
	if method == http.MethodGet {
		return b.get(path)
	}
	form.Set("csrf", b.csrf)
	return b.post(path, form)
}

// address fills the pattern of a route.
func (h *house) address(pattern string, id cases.CaseID) string {
	h.Helper()
	sheet, err := web.AssetAddress("casebook.css")
	h.must(err, "find the style sheet")
	if strings.Contains(pattern, ":annotation") {
		c := h.stored(id)
		pattern = strings.Replace(pattern, ":annotation", string(c.CurrentAnnotations()[0].ID), 1)
	}
	if strings.Contains(pattern, ":citation") {
		c := h.stored(id)
		pattern = strings.Replace(pattern, ":citation", string(c.Citations[0].ID), 1)
	}
	return strings.NewReplacer(":id", string(id), ":draft", string(id), ":version", "1", ":concept", "retweet", ":person", string(h.people[luc].ID),
		":invitation", "00000000000000000000000000", ":saved", "00000000000000000000000000", "/assets/*", sheet).Replace(pattern)
}

func TestAStrangerCannotTellTheCaseExists(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	const none = cases.CaseID("00000000000000000000000000")
	annotation, citation := string(h.stored(id).CurrentAnnotations()[0].ID), string(h.stored(id).Citations[0].ID)
	h.draft(noor, string(id))
	for _, person := range []string{priya, zelda, administrator, auditor} {
		for route := range matrix {
			if !strings.Contains(route, ":id") && !strings.Contains(route, ":draft") {
				continue
			}
			route = strings.NewReplacer(":annotation", annotation, ":citation", citation).Replace(route)
			there := h.masked(h.walk(route, person, id, url.Values{}), id)
			nowhere := h.masked(h.walk(route, person, none, url.Values{}), none)
			if there != nowhere {
				t.Errorf("%s tells %s that the case exists:\n%s\n%s", route, person, there, nowhere)
			}
		}
	}
}

// masked is a whole answer, with what may differ made equal.
func (h *house) masked(p *page, id cases.CaseID) string {
	h.Helper()
	p.is(http.StatusNotFound)
	var names []string
	for n := range p.header {
		names = append(names, n)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, n := range names {
		if n != "Date" {
			fmt.Fprintln(&b, n, p.header[n])
		}
	}
	b.WriteString(p.body)
	hidden := []string{p.header.Get("X-Request-Id"), "[number]", string(id), "[case]"}
	for _, n := range p.all("input", "name", "csrf") {
		token, _ := attr(n, "value")
		hidden = append(hidden, token, "[token]")
	}
	return strings.NewReplacer(hidden...).Replace(b.String())
}
