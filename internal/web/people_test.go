package web_test

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

func (h *house) disablePath(person string) string {
	return "/people/" + string(h.people[person].ID) + "/disable"
}

// formOf is what the page's form would send.
func formOf(p *page) url.Values {
	form := url.Values{}
	for _, name := range []string{"csrf", "key", "version"} {
		for _, n := range p.all("input", "name", name) {
			v, _ := attr(n, "value")
			form.Set(name, v)
		}
	}
	return form
}

// newcomer has an account of her own, which nothing was done to but that.
func (h *house) newcomer(disabled bool) cases.UserID {
	h.Helper()
	u, err := h.store.SignedIn(h.Context(), auth.Identity{Issuer: base, Subject: rand.Text(), Name: "Nova Inventa", Roles: cases.NewRoles()})
	h.must(err, "make an account")
	if disabled {
		h.must(h.book.Disable(h.Context(), h.people[administrator], u.ID, cases.Stamp{Version: 1}, "left"), "disable it")
	}
	return u.ID
}

func TestDisablingSignsThePersonOutAndKeepsHerOut(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	hers, b := h.as(marion), h.as(administrator)
	form := formOf(b.get(h.disablePath(marion)).is(http.StatusOK))
	form.Set("disable_reason", "incident")
	for range 2 { // sent twice it is one act
		if to := b.post(h.disablePath(marion), form).is(http.StatusSeeOther).header.Get("Location"); to != "/people?said=disable" {
			t.Errorf("it leads to %s", to)
		}
	}
	hers.get("/").is(http.StatusSeeOther)
	again := h.stranger()
	again.pick(again.toProvider("/sign-in", cases.English), marion).is(http.StatusForbidden)
	if p := b.get("/people").is(http.StatusOK); !strings.Contains(p.body, "Security incident") {
		t.Error("the list does not say why")
	}
	enable := "/people/" + string(h.people[marion].ID) + "/enable"
	b.post(enable, formOf(b.get(enable).is(http.StatusOK))).is(http.StatusSeeOther)
	again = h.stranger()
	again.pick(again.toProvider("/sign-in", cases.English), marion).is(http.StatusSeeOther)
}

func TestAnAddressOfNobodyLeavesNothingInTheLedger(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	form := formOf(b.get(h.disablePath(luc)).is(http.StatusOK))
	for _, name := range []string{situationCanary, "%00", "caf%E9", "caf\xe9", strings.Repeat("a", 3000)} {
		for _, act := range []string{"disable", "enable"} {
			b.get("/people/" + name + "/" + act).is(http.StatusNotFound)
			b.post("/people/"+name+"/"+act, form).is(http.StatusNotFound)
		}
	}
	entries, err := h.store.Latest(h.Context(), 0, 1000)
	h.must(err, "read the ledger")
	for _, e := range entries {
		if e.Act == cases.ReadAccounts && len(e.Target) > 0 && e.Target != string(h.people[luc].ID) {
			t.Errorf("the ledger holds %.40q", e.Target)
		}
	}
}

func TestARefusedDecisionComesBackWithWhatWasChosen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	form := formOf(b.get(h.disablePath(luc)).is(http.StatusOK))
	p := b.post(h.disablePath(luc), form).is(http.StatusUnprocessableEntity)
	if !strings.Contains(p.body, "Choose why the account is disabled") {
		t.Error("the page does not say what is missing")
	}
	form.Set("disable_reason", "role_changed")
	form.Set("version", "7")
	p = b.post(h.disablePath(luc), form).is(http.StatusConflict)
	if !strings.Contains(p.body, `value="role_changed" checked`) {
		t.Error("the reason that was chosen is gone")
	}
	mine := formOf(b.get("/people"))
	mine.Set("version", "1")
	mine.Set("disable_reason", "left")
	b.post(h.disablePath(administrator), mine).is(http.StatusConflict)
	b.get(h.disablePath(administrator)).is(http.StatusSeeOther)
	b.get("/people/nobody/disable").is(http.StatusNotFound)
}

func TestAnOldSignInLeadsToANewOneAndKeepsTheForm(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	form := formOf(b.get(h.disablePath(luc)).is(http.StatusOK))
	form.Set("disable_reason", "incident")
	h.now = h.now.Add(11 * time.Minute)
	again := "/auth/sign-in?again=yes&to=" + url.QueryEscape(h.disablePath(luc))

	p := b.post(h.disablePath(luc), form).is(http.StatusUnauthorized)
	if link := p.all("a", "target", "_blank"); len(link) != 1 || !strings.Contains(p.body, `value="incident" checked`) {
		t.Errorf("got %d links to sign-in, want one, and the reason kept", len(link))
	} else if href, _ := attr(link[0], "href"); href != again {
		t.Errorf("got %s, want %s", href, again)
	}
	p = b.get(h.disablePath(luc)).is(http.StatusUnauthorized)
	if !strings.Contains(p.body, strings.ReplaceAll(again, "&", "&amp;")) {
		t.Errorf("the page does not lead to %s", again)
	}
	to := b.get(again).is(http.StatusSeeOther).header.Get("Location")
	asked, err := url.Parse(to)
	h.must(err, "parse the provider's address")
	if q := asked.Query(); q.Get("prompt") != "login" || q.Get("max_age") != "300" {
		t.Errorf("the provider is asked for %s", to)
	}
	if a, err := h.store.Account(t.Context(), h.people[luc].ID); err != nil || a.Disabled {
		t.Errorf("got %+v, %v, want it enabled", a, err)
	}
}

// She signs in again in another tab; the form that she left open is sent then.
func TestAFormLeftOpenIsGoodAfterSigningInAgain(t *testing.T) {
	t.Parallel()
	h := signInHouse(t)
	b := h.stranger()
	b.land(b.pick(b.toProvider("/sign-in", cases.English), administrator))
	old := b.copied()
	form := formOf(b.get(h.disablePath(luc)).is(http.StatusOK))
	form.Set("disable_reason", "left")

	p := b.land(b.pick(b.land(b.get("/auth/sign-in?again=yes&to="+url.QueryEscape(h.disablePath(luc)))), administrator))
	p.is(http.StatusOK)
	old.get("/").is(http.StatusSeeOther) // its token is worth nothing now
	b.post(h.disablePath(luc), form).is(http.StatusSeeOther)
	if a, err := h.store.Account(t.Context(), h.people[luc].ID); err != nil || !a.Disabled {
		t.Errorf("got %+v, %v, want it disabled", a, err)
	}
}

func TestAProviderThatDoesNotSayWhenMakesNobodyFresh(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	token, session, err := h.sessions.Begin(t.Context(), auth.Arrival{User: b.user.ID}, h.now)
	h.must(err, "begin a session")
	b.cookies["casebook"], b.csrf = token, session.CSRF
	b.get(h.disablePath(luc)).is(http.StatusUnauthorized)
}

func TestThePeoplePageTellsNothingOfWhoAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.at(noor, cases.InReview)
	b := h.as(administrator)
	office := b.get("/people").is(http.StatusOK)
	for _, person := range []string{noor, luc, priya} {
		if strings.Contains(office.body, h.people[person].Name) {
			t.Errorf("%s, an employee, is listed without being looked for", person)
		}
	}
	if !strings.Contains(office.body, h.people[marion].Name) {
		t.Error("the advisor is not listed: the test is blind")
	}
	b.get("/people?name=no").is(http.StatusOK).holdsNone(h.people[noor].Name)
	asked, silent := b.get("/people?name=noor").is(http.StatusOK), b.get("/people?name=priya").is(http.StatusOK)
	for _, p := range []*page{asked, silent} {
		p.holdsNone(anything()...)
		if strings.Contains(p.body, "<time") {
			t.Error("the page tells when an employee came")
		}
	}
	if got, want := personless(h, asked, noor), personless(h, silent, priya); got != want {
		t.Errorf("who asked is told apart from who did not:\n%s\n%s", got, want)
	}
}

// personless is the table of a page without what names the person.
func personless(h *house, p *page, person string) string {
	_, table, _ := strings.Cut(p.body, "<tbody>")
	table, _, _ = strings.Cut(table, "</tbody>")
	u := h.people[person]
	return strings.NewReplacer(u.Name, "[name]", u.Email, "[email]", string(u.ID), "[id]").Replace(table)
}

func TestAnAccountThatWasChangedIsSaidToBeChanged(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	words := i18n.For(cases.English)
	b := h.as(administrator)
	for act, other := range map[string]string{"disable": "enable", "enable": "disable"} {
		p := b.get("/people?said=" + act).is(http.StatusOK)
		p.holds(words.T("people." + act + ".done"))
		p.holdsNone(words.T("people." + other + ".done"))
	}
	b.get("/people?said=anything").is(http.StatusOK).holdsNone("notice-success")
}
