//go:build e2e

package e2e_test

import (
	"fmt"
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

// crawl is a look at every page, signed in as everyone who may see it.
type crawl struct {
	looker
	pages map[string]*browser.Page // by person; "" is nobody
	at    map[string]string        // addresses of the cases, by situation
}

func TestEveryPageIsAccessibleQuietAndFitsInBothLanguages(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			c := newCrawl(t, lang, "luc", "noor", "priya", "marion", "daniel", "helene", "tobias")
			c.accounts(t)
			c.visitAll(t)
			c.calls(t)
			c.drafts(t)
			c.savedSearches(t)
			c.office(t)
			c.thesaurus(t)
			c.refusals(t)
			c.acts(t)
			c.lately(t)
			c.endings(t)
			c.tooFast(t)
			c.VerifyLedger()
		})
	}
}

// newCrawl signs those people in; Marion, from whose queue the addresses of the
// cases are, must be one of them.
func newCrawl(t *testing.T, lang string, people ...string) *crawl {
	t.Helper()
	c := &crawl{looker: looker{site: serve(t), lang: lang}, pages: map[string]*browser.Page{}}
	b := browser.Start(t)
	c.pages[""] = b.NewPage(t)
	c.pages[""].Visit(t, c.base+"/sign-in?switch="+lang)
	for _, person := range people {
		c.pages[person] = b.NewPage(t)
		c.signIn(t, c.pages[person], person, lang, "/")
		c.pages[person].Forget()
	}
	c.at = c.addresses(t, c.pages["marion"])
	c.pages["marion"].Forget()
	return c
}

// see opens an address as the person and looks at it. A path may begin with
// the number of a situation instead of the address of its case.
func (c *crawl) see(t *testing.T, person, path string, want int) {
	t.Helper()
	t.Run(fmt.Sprintf("%s %s", person, path), func(t *testing.T) {
		p := c.pages[person]
		c.look(t, p, p.Visit(t, c.base+c.path(path)), want)
	})
}

func (c *crawl) path(path string) string {
	if len(path) >= 3 && path[0] == 's' {
		return c.at[path[:3]] + path[3:]
	}
	return path
}

// visitAll looks at what an address alone leads to.
func (c *crawl) visitAll(t *testing.T) {
	for _, v := range visits {
		for _, path := range v.paths {
			c.see(t, v.person, path, http.StatusOK)
		}
	}
	p := c.pages[""]
	t.Run("the page of the provider", func(t *testing.T) {
		c.look(t, p, p.Visit(t, c.base+"/auth/sign-in?lang="+c.lang), http.StatusOK)
	})
	t.Run("the page of the provider, expired", func(t *testing.T) {
		c.look(t, p, p.Visit(t, c.base+"/demo-sign-in/login?id=none&lang="+c.lang), http.StatusGone)
	})
}

var visits = []struct {
	person string
	paths  []string
}{
	{"", []string{"/sign-in", "/sign-in?to=%2Fask", "/signed-out", "/privacy", "/accessibility", "/contact"}},
	{"luc", []string{"/", "/ask", "s64", "s63", "s73", "s71", "s78", "s78/received", "s78/write", "s73/write", "s64/write",
		"s78/withdraw", "s64/letter", "/search", "/search/help", "/search?q=zzzqqqxxx", "/search?q=outcome:nonsense", "/search?q=%22publication%22&sort=newest",
		"/search?lang=fr&lang=en&year=2026", "/search?platform=nonsense", "/search?page=99",
		"/reminder", "/demo/letters", "/privacy", "/sessions"}},
	{"priya", []string{"/", "s75", "s79", "s70"}},
	{"marion", []string{"/", "/queue", "/queue?view=new", "/queue?view=mine", "/queue?view=unassigned", "/queue?view=employee",
		"/queue?view=answered", "/queue?from=2026-01-01", "/queue?view=changed", "/queue?view=waiting&sort=newest&lang=fr", "/queue?view=new&platform=video&lang=en&political=yes",
		"s68", "s70", "s64", "s63", "s79", "s61", "s74", "s72", "s78",
		"s68/assign", "s68/classify", "s68/note", "s68/annotate", "s68/annotate?source=situation&from=3&to=30", "s68/question",
		"s68/similar", "s70/similar", "s64/precedent", "s63/precedent", "s68/cite", "/search?q=precedent:yes", "/queue?view=answered&precedent=yes",
		"s68/advise", "s64/letter", "s64/advise", "s64/close", "/search?q=publication", "/search?q=election&platform=facebook",
		"/search/help", "/search?q=pancarte+presnce", "/search?q=buro", "/search?q=the+of", "/search?q=le", "s68?said=cited", "/search?q=election&page=2", "/search?q=pancarte&plain=1", "/search/save?q=pancarte&lang=fr", "/search?q=election&without=t.election", "/search?q=pancarte+platform:zzz",
		"/search?q=zzzqqqxxx&platform=facebook&platform=x&lang=fr", "/queue?view=answered&platform=facebook&year=2025&outcome=referred", "/reminder"}},
	{"daniel", []string{"/queue?view=mine"}},
	{"helene", []string{"/", "/ledger", "/people", "/people?name=noor", "/people?name=zzz", "/office", "/office/contact", "/office/notice", "/office/standard", "/office/days",
		"/office/elections", "/office/statuses", "/privacy/1",
		"/office/thesaurus", "/office/thesaurus?group=law", "/office/thesaurus?word=zzzz", "/office/thesaurus?hint=yes", "/office/thesaurus?try=retweet+pancarte", "/office/thesaurus/add",
		"/office/thesaurus/concepts/retweet", "/office/thesaurus/concepts/retweet/remove", "/office/thesaurus/load"}},
	{"tobias", []string{"/", "/ledger", "/ledger?below=40"}},
}
