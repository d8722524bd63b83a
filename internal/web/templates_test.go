package web

import (
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/jba/templatecheck"
	"github.com/valyala/fasthttp"

	"example.org/casebook/internal/cases"
)

// pageStructs says which struct each page is fed.
var pageStructs = map[string]any{
	"home.html": homePage{}, "ask.html": askPage{}, "sign_in.html": signInPage{}, "signed_out.html": signedOutPage{},
	"queue.html": queuePage{}, "search.html": searchPage{}, "saved_search.html": savedSearchPage{}, "search_help.html": searchHelpPage{}, "reminder.html": reminderPage{}, "ledger.html": ledgerPage{},
	"letters.html": lettersPage{}, "privacy.html": privacyPage{}, "accessibility.html": plainPage{}, "contact.html": plainPage{},
	"refusal.html": refusalPage{}, "cases/act.html": actPage{}, "cases/advise.html": advisePage{}, "cases/preview.html": previewPage{}, "cases/letter.html": letterPage{},
	"cases/annotate.html": annotatePage{}, "cases/filer.html": filerPage{}, "cases/office.html": officePage{}, "cases/similar.html": similarPage{},
	"cases/received.html": receivedPage{}, "sessions.html": sessionsPage{}, "discard.html": discardPage{}, "people.html": peoplePage{}, "person.html": accountPage{},
	"office/thesaurus.html": thesaurusPage{}, "office/concept.html": conceptPage{},
	"office/concept_remove.html": removeConceptPage{}, "office/thesaurus_load.html": loadThesaurusPage{},
	"office/home.html": settingsPage{}, "office/setting.html": settingPage{},
	"log.html": logPage{}, "invitation.html": invitationPage{}, "invitation_declined.html": plainPage{},
}

// parsedPages are the pages as the server has them.
func parsedPages(t *testing.T) *pages {
	t.Helper()
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	all, err := parsePages(a)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryPageFitsItsStruct(t *testing.T) {
	t.Parallel()
	all := parsedPages(t)
	for _, l := range cases.Langs() {
		for name := range all.byLang[l] {
			page, err := all.page(l, name)
			if err != nil {
				t.Error(err)
				continue
			}
			fed, known := pageStructs[name]
			if !known {
				t.Errorf("%s is in no row of the table", name)
				continue
			}
			if err := templatecheck.CheckHTML(page.Lookup("layout"), fed); err != nil {
				t.Errorf("%s in %s: %v", name, l, err)
			}
		}
		if len(all.byLang[l]) != len(pageStructs) {
			t.Errorf("%d pages in %s, want %d", len(all.byLang[l]), l, len(pageStructs))
		}
	}
}

func TestEveryPartThatIsDrawnOnceFitsItsStruct(t *testing.T) {
	t.Parallel()
	page, err := parsedPages(t).page(cases.French, "queue.html")
	if err != nil {
		t.Fatal(err)
	}
	if err := templatecheck.CheckHTML(page.Lookup("queue-row"), queueRow{}); err != nil {
		t.Error(err)
	}
}

func TestAPageThatBreaksHalfwayIsNotSent(t *testing.T) {
	t.Parallel()
	s, app := &Server{pages: parsedPages(t)}, fiber.New()
	c := app.AcquireCtx(&fasthttp.RequestCtx{})
	defer app.ReleaseCtx(c)
	err := s.show(visitOf(c), fiber.StatusOK, "home.html", struct{ Title string }{"x"})
	if body := c.Response().Body(); err == nil || len(body) > 0 {
		t.Errorf("fed with another page's struct: got %v and %q, want an error and nothing sent", err, body)
	}
}

func TestEveryAssetHasAKindAndAnAddress(t *testing.T) {
	t.Parallel()
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range a.names() {
		if kind := kindOf(name); kind == kindOf("licence.txt") && !strings.HasSuffix(name, ".txt") {
			t.Errorf("%s would be served as %s", name, kind)
		}
		if !strings.HasPrefix(a.address(name), "/assets/") {
			t.Errorf("%s is at %s", name, a.address(name))
		}
	}
}
