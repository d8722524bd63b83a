package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// draftedRoutes are the forms whose text is kept, and a text field of each.
var draftedRoutes = map[string]string{
	"/ask": "situation", "/log": "situation", "/cases/:id/write": "text", "/cases/:id/note": "text",
	"/cases/:id/question": "text", "/cases/:id/advise": "text",
}

func (h *house) draftsOf(person string) []cases.SavedDraft {
	h.Helper()
	all, err := h.book.Drafts(h.Context(), h.people[person], cases.DraftQuery{})
	h.must(err, "list drafts")
	return all
}

// typed is a drafted form in which somebody typed.
func (h *house) typed(route, text string) filling {
	h.Helper()
	x := h.fill(route, forms(h)[route], cases.English)
	x.fields.Set(draftedRoutes[route], text)
	return x
}

func (x filling) save(way string) *page {
	x.h.Helper()
	fields := url.Values{}
	for name, values := range x.fields {
		fields[name] = values
	}
	fields.Set("save", way)
	return x.post(x.address, fields)
}

// savedByScript is what the script is told.
type savedByScript struct {
	Said, Key, Address, Discard, Link string
	Version                           int
}

func (p *page) answer() (a savedByScript) {
	p.Helper()
	if err := json.Unmarshal([]byte(p.body), &a); err != nil {
		p.Fatalf("the script is told %q: %v", p.body, err)
	}
	return a
}

// autosave saves as the script does, and goes on as it does.
func (x filling) autosave() savedByScript {
	x.h.Helper()
	a := x.save("auto").is(200).answer()
	x.fields.Set("key", a.Key)
	x.fields.Set("draft_version", "1")
	if a.Version != 1 {
		x.fields.Set("draft_version", "2")
	}
	return a
}

func TestAFormSavedForLaterComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	for route, name := range draftedRoutes {
		h := newHouse(t)
		text := "  typed\r\nand <b>not</b> sent " + draftCanary
		x := h.typed(route, text)
		x.fields.Set("lang", "nonsense")
		to := x.save("later").is(http.StatusSeeOther).header.Get("Location")
		p := x.get(to).is(200)
		if got := p.form(x.address).Get(name); strings.TrimSpace(got) != strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) {
			t.Errorf("%s: the form holds %q, want %q", route, got, text)
		}
		if !strings.Contains(p.body, "Saved at 10:04.") {
			t.Errorf("%s: the page does not say when it was saved", route)
		}
		x.get("/").is(200).holds("Continue")
		if x.id == "" {
			continue
		}
		if again := x.get(x.address).is(200).form(x.address).Get(name); !strings.Contains(again, draftCanary) {
			t.Errorf("%s: coming back to it, the form holds %q", route, again)
		}
	}
}

func TestSendingConsumesTheDraft(t *testing.T) {
	t.Parallel()
	for route := range draftedRoutes {
		h := newHouse(t)
		x := h.typed(route, "typed "+draftCanary)
		x.autosave()
		late := x.copied()
		to := x.send().is(http.StatusSeeOther).header.Get("Location")
		if got := x.send().is(http.StatusSeeOther).header.Get("Location"); got != to {
			t.Errorf("%s sent twice leads to %q, then %q", route, to, got)
		}
		fields := x.fields
		fields.Set("save", "auto")
		if a := late.post(x.address, fields).is(http.StatusConflict).answer(); !strings.Contains(a.Said, "already sent") {
			t.Errorf("%s: a late saving is told %q", route, a.Said)
		}
		if got := h.draftsOf(forms(h)[route].person); len(got) != 0 {
			t.Errorf("%s: %d drafts are left, want none", route, len(got))
		}
	}
}

func TestARefusedFormStaysItsDraft(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.typed("/ask", "typed")
	x.autosave()
	x.fields.Set("subject", "")
	p := x.send().is(http.StatusUnprocessableEntity)
	x.fields = p.form("/ask")
	x.fields.Set("subject", "now")
	if a := x.save("auto").is(200).answer(); a.Key != x.fields.Get("key") || a.Version != 2 {
		t.Errorf("saved on as %+v, want version 2 of the same draft", a)
	}
	x.fields.Set("draft_version", "2")
	x.send().is(http.StatusSeeOther)
	if got := h.draftsOf(noor); len(got) != 0 {
		t.Errorf("%d drafts are left, want none", len(got))
	}
}

func TestTwoWindowsOnOneDraftAreBothKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.typed("/ask", "begun")
	x.autosave()
	other := filling{browser: x.copied(), address: x.address, fields: url.Values{}}
	for name, values := range x.fields {
		other.fields[name] = values
	}
	other.fields.Set("situation", "the other window")
	if a := other.save("auto").answer(); a.Version != 2 || a.Key != x.fields.Get("key") {
		t.Errorf("the first to save is told %+v", a)
	}
	x.fields.Set("situation", "this window")
	to := x.save("later").is(http.StatusSeeOther).header.Get("Location")
	x.get(to).is(200).holds("Both are kept", "this window")
	texts := ""
	for _, d := range h.draftsOf(noor) {
		texts += d.Fields.Get("situation") + "|"
	}
	if !strings.Contains(texts, "this window") || !strings.Contains(texts, "the other window") {
		t.Errorf("kept are %q, want the texts of both windows", texts)
	}
}

// Whom an advisor looked for stands in the ledger; opening her draft again is
// no search.
func TestContinuingACallLooksNobodyUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.typed("/log", "typed "+draftCanary)
	x.fields.Set("caller", "known")
	x.fields.Set("who", "Priya")
	to := x.save("later").is(http.StatusSeeOther).header.Get("Location")
	for range 2 {
		p := x.get(to).is(200).holds("Priya").holdsNone("Samplequist")
		if got := p.form("/log").Get("who"); got != "Priya" {
			t.Errorf("the form holds %q, want the name that was typed", got)
		}
	}
	if got := strings.Count(h.as(auditor).get("/ledger").is(200).body, i18n.For(cases.English).T("ledger_act.find_person")); got != 0 {
		t.Errorf("the ledger tells of %d searches for somebody, want none", got)
	}
	x.fields.Set("step", "find")
	x.send().is(200).holds("Samplequist")
	h.as(auditor).get("/ledger").holds(i18n.For(cases.English).T("ledger_act.find_person"))
}

func TestADraftIsSeenByItsOwnerAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.draft(noor, "hers")
	pages := append(lists(h), "/ask", "/ask?draft=hers", "/drafts/hers/discard", "/")
	for _, person := range []string{priya, marion, daniel, zelda, administrator, auditor} {
		b := h.as(person)
		for _, path := range pages {
			b.get(path).holdsNone(draftCanary)
		}
		b.get("/ask?draft=hers").is(http.StatusNotFound)
	}
	h.as(noor).get("/").is(200).holds(draftCanary, "Saved at 10:04.")
	h.as(noor).get("/ask?draft=hers").is(200).holds(draftCanary, "Nothing was sent yet")
	if strings.Contains(h.logged.String(), draftCanary) {
		t.Error("the log holds the words of a draft")
	}
}

func TestADiscardedDraftIsGone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.draft(noor, "hers")
	b := h.as(noor)
	const address = "/drafts/hers/discard"
	form := b.get(address).is(200).form(address)
	b.post(address, form).leadsTo("/?said=discarded")
	b.get("/?said=discarded").is(200).holds("The draft was discarded").holdsNone(draftCanary)
	b.post(address, form).is(http.StatusNotFound)
	b.get(address).is(http.StatusNotFound)
}

func TestTooManyDraftsAreRefusedKindlyWithTheTextKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i := range cases.MaxDrafts {
		h.draft(noor, strings.Repeat("k", i+1))
	}
	x := h.typed("/ask", "one more "+draftCanary)
	x.save("later").is(http.StatusConflict).holds("You have 20 drafts", "one more")
	if a := x.save("auto").is(http.StatusConflict).answer(); !strings.Contains(a.Said, "You have 20 drafts") {
		t.Errorf("the script is told %q", a.Said)
	}
}

func TestADraftOfAnActThatIsNoLongerPossibleIsGivenBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.typed("/cases/:id/question", "typed "+draftCanary)
	x.autosave()
	h.advise(x.id)
	x.get(x.address).is(http.StatusConflict).holds(draftCanary)
	x.get("/").holds("Your question about " + h.stored(x.id).Reference)
}

func TestAFormWhoseSessionExpiredComesBackFilled(t *testing.T) {
	t.Parallel()
	for route, name := range draftedRoutes {
		h := newHouse(t)
		x := h.typed(route, "typed overnight "+draftCanary)
		h.now = h.now.Add(14 * time.Hour)
		p := x.send().is(http.StatusUnauthorized).holds("What you typed is kept for you").holdsNone(draftCanary)
		to, _ := attr(p.all("a", "class", "button")[0], "href")
		returnTo, err := url.Parse(to)
		h.must(err, "read the way to sign-in")
		back := returnTo.Query().Get("to")
		if strings.Contains(back, draftCanary) || !strings.HasPrefix(back, x.address+"?draft=") {
			t.Fatalf("%s: sign-in leads back to %q", route, back)
		}
		owner := forms(h)[route].person
		q := h.as(owner).get(back).is(200).holds("You were signed out. What you typed is here; nothing was sent yet.")
		if got := q.form(x.address).Get(name); !strings.Contains(got, "typed overnight") {
			t.Errorf("%s: the form holds %q", route, got)
		}
		for _, person := range []string{priya, daniel} {
			if got := h.as(person).get(back); got.status == 200 {
				t.Errorf("%s: %s, who signs in on the same browser, gets the page", route, person)
			}
			h.as(person).get("/").holdsNone(draftCanary)
		}
	}
}

func TestASavingAfterTheSessionExpiredSaysThatWhatWasTypedIsSafe(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.typed("/ask", "typed "+draftCanary)
	x.get("/sign-in")
	h.now = h.now.Add(time.Hour)
	x.get("/").leadsTo("/sign-in") // in another tab
	a := x.save("auto").is(http.StatusUnauthorized).answer()
	if !strings.Contains(a.Said, "is kept") || a.Link == "" || a.Version != 1 {
		t.Errorf("the script is told %+v", a)
	}
	x.fields.Set("draft_version", "1")
	x.fields.Set("situation", "typed on")
	if a := x.save("auto").is(http.StatusUnauthorized).answer(); a.Version != 2 {
		t.Errorf("typing on, the script is told %+v", a)
	}
}

func TestSignedOutEverywhereKeepsNothing(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(h *house, x filling){
		"signed out everywhere": func(h *house, _ filling) {
			_, err := h.sessions.EndSome(h.Context(), auth.Ending{User: h.people[noor].ID})
			h.must(err, "end")
		},
		"a forged form": func(h *house, x filling) { x.fields.Set("csrf", "forged"); h.now = h.now.Add(time.Hour) },
		"a disabled account": func(h *house, _ filling) {
			h.now = h.now.Add(time.Hour)
			h.disable(noor)
		},
		"no cookie": func(h *house, x filling) { delete(x.cookies, "casebook"); h.now = h.now.Add(time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			x := h.typed("/ask", "typed "+draftCanary)
			end(h, x)
			x.send().is(http.StatusUnauthorized).holds("typed "+draftCanary, "copy it")
			if got := h.draftsOf(noor); len(got) != 0 {
				t.Errorf("%d drafts were kept, want none", len(got))
			}
		})
	}
}
