package web

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

// policy says who may ask for a route at all. What she may see of it is the
// Book's to decide.
type policy string

const (
	forAnyone         policy = "anyone"
	forProvider       policy = "identity provider" // by its signature, which the handler checks
	forSignedIn       policy = "signed in"
	forAdvisors       policy = "advisor"
	forOversight      policy = "administrator or auditor" // of the acts, not of their content
	forAdministrators policy = "administrator"
)

func (p policy) admits(u cases.User) bool {
	switch p {
	case forAnyone, forProvider:
		return true
	case forSignedIn:
		return u.ID != ""
	case forAdvisors:
		return u.IsAdvisor()
	case forAdministrators:
		return u.Roles.Has(cases.Administrator)
	case forOversight:
		return u.Roles.Has(cases.Administrator) || u.Roles.Has(cases.Auditor)
	}
	return false
}

// route is one line of the table.
type route struct {
	method, path string
	policy       policy
	handler      func(*Server, *visit) error
}

// routes is every address of the program. A test walks it with every role.
var routes = []route{
	{"GET", "/", forSignedIn, (*Server).home},
	{"GET", "/sign-in", forAnyone, (*Server).signInPage},
	{"GET", "/auth/sign-in", forAnyone, (*Server).beginSignIn},
	{"GET", "/auth/callback", forAnyone, (*Server).finishSignIn},
	{"POST", auth.BackChannelPath, forProvider, (*Server).backChannelLogout},
	{"POST", "/sign-out", forAnyone, (*Server).signOut},
	{"GET", "/signed-out", forAnyone, (*Server).signedOut},
	{"GET", "/signed-out/clear.css", forAnyone, (*Server).clearCache},

	{"GET", "/ask", forSignedIn, (*Server).askPage},
	{"POST", "/ask", forSignedIn, (*Server).submit},
	{"GET", "/drafts/:draft/discard", forSignedIn, (*Server).discardPage},
	{"POST", "/drafts/:draft/discard", forSignedIn, (*Server).discardDraft},
	{"GET", "/cases/:id", forSignedIn, (*Server).showCase},
	{"GET", "/cases/:id/received", forSignedIn, (*Server).received},
	{"GET", "/cases/:id/write", forSignedIn, shows(writeForm)},
	{"POST", "/cases/:id/write", forSignedIn, does(writeForm)},
	{"GET", "/cases/:id/follow", forSignedIn, (*Server).follow},
	{"GET", "/cases/:id/letter", forSignedIn, (*Server).letter},
	{"GET", "/cases/:id/withdraw", forSignedIn, shows(withdrawForm)},
	{"POST", "/cases/:id/withdraw", forSignedIn, does(withdrawForm)},

	{"POST", "/cases/:id/confirm-facts", forSignedIn, (*Server).confirmFacts},
	{"GET", "/cases/:id/correct-facts", forSignedIn, shows(correctForm)},
	{"POST", "/cases/:id/correct-facts", forSignedIn, does(correctForm)},
	{"GET", "/invitations/:invitation", forSignedIn, (*Server).invitation},
	{"POST", "/invitations/:invitation/accept", forSignedIn, (*Server).acceptInvitation},
	{"POST", "/invitations/:invitation/decline", forSignedIn, (*Server).declineInvitation},
	{"GET", declinedPath, forSignedIn, (*Server).invitationDeclined},

	{"GET", "/log", forAdvisors, (*Server).logPage},
	{"POST", "/log", forAdvisors, (*Server).logCall},
	{"GET", "/cases/:id/invite", forSignedIn, shows(inviteForm)},
	{"POST", "/cases/:id/invite", forSignedIn, does(inviteForm)},
	{"POST", "/cases/:id/revoke-invitation", forSignedIn, (*Server).revokeInvitation},

	{"GET", "/queue", forAdvisors, (*Server).queue},
	{"POST", "/cases/:id/take-up", forSignedIn, (*Server).takeUp},
	{"GET", "/cases/:id/assign", forSignedIn, shows(assignForm)},
	{"POST", "/cases/:id/assign", forSignedIn, does(assignForm)},
	{"POST", "/cases/:id/release", forSignedIn, (*Server).release},
	{"GET", "/cases/:id/classify", forSignedIn, shows(classifyForm)},
	{"POST", "/cases/:id/classify", forSignedIn, does(classifyForm)},
	{"GET", "/cases/:id/note", forSignedIn, shows(noteForm)},
	{"POST", "/cases/:id/note", forSignedIn, does(noteForm)},
	{"GET", "/cases/:id/annotate", forSignedIn, (*Server).annotatePage},
	{"POST", "/cases/:id/annotate", forSignedIn, (*Server).annotate},
	{"GET", "/cases/:id/annotations/:annotation", forSignedIn, (*Server).annotationPage},
	{"POST", "/cases/:id/annotations/:annotation", forSignedIn, (*Server).editAnnotation},
	{"POST", "/cases/:id/annotations/:annotation/remove", forSignedIn, (*Server).removeAnnotation},
	{"GET", "/cases/:id/question", forSignedIn, shows(questionForm)},
	{"POST", "/cases/:id/question", forSignedIn, does(questionForm)},
	{"GET", "/cases/:id/advise", forSignedIn, (*Server).advisePage},
	{"POST", "/cases/:id/advise", forSignedIn, (*Server).advise},
	{"GET", "/cases/:id/similar", forSignedIn, (*Server).similarPage},
	{"GET", "/cases/:id/precedent", forSignedIn, shows(precedentForm)},
	{"POST", "/cases/:id/precedent", forSignedIn, does(precedentForm)},
	{"GET", "/cases/:id/cite", forSignedIn, shows(citeForm)},
	{"POST", "/cases/:id/cite", forSignedIn, does(citeForm)},
	{"POST", "/cases/:id/citations/:citation/remove", forSignedIn, (*Server).removeCitation},
	{"GET", "/cases/:id/close", forSignedIn, shows(closeForm)},
	{"POST", "/cases/:id/close", forSignedIn, does(closeForm)},
	{"POST", "/cases/:id/reopen", forSignedIn, (*Server).reopen},

	{"GET", "/sessions", forSignedIn, (*Server).sessionsPage},
	{"POST", "/sessions/end", forSignedIn, (*Server).endSession},
	{"POST", "/sessions/end-others", forSignedIn, (*Server).endOtherSessions},
	{"POST", "/sessions/end-all", forSignedIn, (*Server).endAllSessions},

	{"GET", "/people", forAdministrators, (*Server).people},
	{"GET", "/people/:person/disable", forAdministrators, showsAccount(disableForm)},
	{"POST", "/people/:person/disable", forAdministrators, doesAccount(disableForm)},
	{"GET", "/people/:person/enable", forAdministrators, showsAccount(enableForm)},
	{"POST", "/people/:person/enable", forAdministrators, doesAccount(enableForm)},

	{"GET", "/search", forSignedIn, (*Server).search},
	{"GET", searchHelpPath, forSignedIn, (*Server).searchHelp},
	{"GET", saveSearchPath, forAdvisors, (*Server).saveSearchForm},
	{"POST", saveSearchPath, forAdvisors, (*Server).saveSearch},
	{"GET", "/search/saved/:saved/rename", forAdvisors, showsSaved(renameSearchForm)},
	{"POST", "/search/saved/:saved/rename", forAdvisors, doesSaved(renameSearchForm)},
	{"GET", "/search/saved/:saved/delete", forAdvisors, showsSaved(deleteSearchForm)},
	{"POST", "/search/saved/:saved/delete", forAdvisors, doesSaved(deleteSearchForm)},
	{"POST", "/search/export", forAdvisors, (*Server).exportList},
	{"GET", "/reminder", forSignedIn, (*Server).reminder},
	{"GET", "/ledger", forOversight, (*Server).ledger},

	{"GET", "/office", forAdministrators, (*Server).officePage},
	{"GET", "/office/contact", forAdministrators, showsSetting(contactForm)},
	{"POST", "/office/contact", forAdministrators, doesSetting(contactForm)},
	{"GET", "/office/notice", forAdministrators, showsSetting(noticeForm)},
	{"POST", "/office/notice", forAdministrators, doesSetting(noticeForm)},
	{"GET", "/office/standard", forAdministrators, showsSetting(standardForm)},
	{"POST", "/office/standard", forAdministrators, doesSetting(standardForm)},
	{"GET", "/office/days", forAdministrators, showsSetting(daysForm)},
	{"POST", "/office/days", forAdministrators, doesSetting(daysForm)},
	{"POST", "/office/days/work", forAdministrators, (*Server).workDay},
	{"POST", "/office/days/remove", forAdministrators, (*Server).removeDay},
	{"GET", "/office/elections", forAdministrators, showsSetting(electionsForm)},
	{"POST", "/office/elections", forAdministrators, doesSetting(electionsForm)},
	{"POST", "/office/elections/remove", forAdministrators, (*Server).removeElection},
	{"GET", "/office/statuses", forAdministrators, showsSetting(meaningsForm)},
	{"POST", "/office/statuses", forAdministrators, doesSetting(meaningsForm)},
	{"GET", "/office/thesaurus", forAdministrators, (*Server).thesaurusPage},
	{"GET", "/office/thesaurus/add", forAdministrators, (*Server).addConceptPage},
	{"POST", "/office/thesaurus/add", forAdministrators, (*Server).addConcept},
	{"GET", "/office/thesaurus/concepts/:concept", forAdministrators, (*Server).conceptPage},
	{"POST", "/office/thesaurus/concepts/:concept", forAdministrators, (*Server).setConcept},
	{"GET", "/office/thesaurus/concepts/:concept/remove", forAdministrators, (*Server).removeConceptPage},
	{"POST", "/office/thesaurus/concepts/:concept/remove", forAdministrators, (*Server).removeConcept},
	{"POST", "/office/thesaurus/export", forAdministrators, (*Server).exportThesaurus},
	{"GET", "/office/thesaurus/load", forAdministrators, (*Server).loadThesaurusPage},
	{"POST", "/office/thesaurus/load", forAdministrators, (*Server).loadThesaurus},

	{"GET", "/privacy", forAnyone, (*Server).privacy},
	{"GET", "/privacy/:version", forAnyone, (*Server).privacyOf},
	{"GET", "/accessibility", forAnyone, (*Server).accessibility},
	{"GET", "/contact", forAnyone, (*Server).contact},
	{"GET", "/healthz", forAnyone, (*Server).health},
	{"GET", "/readyz", forAnyone, (*Server).ready},
	{"GET", "/favicon.ico", forAnyone, (*Server).favicon},
	{"GET", "/robots.txt", forAnyone, (*Server).robots},
	{"GET", assetsRoute, forAnyone, (*Server).serveAsset},
	{"GET", lettersPath, forSignedIn, (*Server).demoLetters},
}

// Addresses that other files need too.
const (
	assetsRoute = "/assets/*"
	lettersPath = "/demo/letters"
)

// Route is a line of the table as tools and tests read it.
type Route struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Policy string `json:"policy"`
}

// Routes lists the table.
func Routes() []Route {
	var out []Route
	for _, r := range routes {
		out = append(out, Route{r.method, r.path, string(r.policy)})
	}
	slices.SortFunc(out, func(a, b Route) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return out
}

// mount puts the table's routes on the server, each behind its policy.
func (s *Server) mount() {
	for _, r := range routes {
		if r.path == lettersPath && s.Demo == nil {
			continue
		}
		s.app.Add(r.method, r.path, s.behind(r))
		if r.method == fiber.MethodGet {
			s.app.Add(fiber.MethodHead, r.path, s.behind(r))
		}
	}
	s.mountProvider()
	s.app.Use(s.noSuchPage)
}

// behind asks the route's policy first. Who is not signed in is led to sign-in
// and back; a change cannot be led back, so its page says what happened.
func (s *Server) behind(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		v := visitOf(c)
		switch {
		case r.policy.admits(v.user):
			return s.handle(r, v)
		case v.isSignedIn():
			return &cases.Error{Kind: cases.Forbidden, Key: "error.forbidden"}
		case isSafe(c.Method()):
			return v.seeOther(signInPath(c.OriginalURL()))
		}
		s.keepUnsent(v, r)
		return errSessionEnded
	}
}

// handle lets the handler answer. All it says of the Code is of one moment.
func (s *Server) handle(r route, v *visit) (err error) {
	if v.isSignedIn() && r.path != assetsRoute {
		if v.codes, err = s.Book.Codes(v.ctx()); err != nil {
			return err
		}
	}
	if d, saves := draftedAt(v, r); saves {
		return s.saveForm(v, d)
	}
	return r.handler(s, v)
}

// noSuchPage answers what is in no line of the table.
func (s *Server) noSuchPage(*fiber.Ctx) error {
	return cases.ErrNotFound()
}
