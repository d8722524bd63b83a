package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

// moveOn changes a case behind somebody's back, visibly for both sides.
func (h *house) moveOn(id cases.CaseID) {
	h.Helper()
	h.must(h.book.Add(h.Context(), h.people[noor], id, h.stamp(noor, id), "One more thing.", "en"), "add")
}

func TestAFormOfACaseThatMovedOnKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		if f.status == "" {
			continue // no case to move on
		}
		for _, l := range cases.Langs() {
			x := h.fill(route, f, l)
			h.moveOn(x.id)
			before := h.stored(x.id).Version
			p := x.send().is(http.StatusConflict)
			p.keeps(x)
			if got := p.text("h2", "id", "problems"); got != i18n.For(l).T("form.nothing_done") {
				t.Errorf("%s: the page says %q", route, got)
			}
			if got := h.stored(x.id).Version; got != before {
				t.Errorf("%s: the case is at version %d, want %d", route, got, before)
			}
			again := p.form(x.address)
			x.fields["version"], x.fields["key"] = again["version"], again["key"]
			x.send().is(http.StatusSeeOther)
		}
	}
}

func TestAnAnswerToAWithdrawnCaseKeepsItsText(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, step := range []string{"preview", "send"} {
		x := h.fill("/cases/:id/advise", forms(h)["/cases/:id/advise"], cases.French)
		x.fields.Set("step", step)
		h.withdraw(x.id)
		x.send().is(http.StatusConflict).keeps(x)
	}
}

func TestAnAnswerToACaseThatWasClosedWithoutAdviceKeepsItsText(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, step := range []string{"preview", "send", "edit"} {
		x := h.fill("/cases/:id/advise", forms(h)["/cases/:id/advise"], cases.French)
		x.fields.Set("step", step)
		h.close(x.id)
		p := x.send()
		if want := map[bool]int{true: http.StatusOK, false: http.StatusConflict}[step == "edit"]; p.status != want {
			t.Errorf("%s: got %d, want %d", step, p.status, want)
		}
		p.keeps(x)
	}
}

func TestButtonsOfACaseThatMovedOnSaySo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, path := range []string{"/take-up", "/release", "/reopen"} {
		id := h.at(noor, cases.InReview)
		b := h.as(marion)
		form := b.get("/cases/" + string(id)).form("/cases/" + string(id) + "/release")
		h.moveOn(id)
		p := b.post("/cases/"+string(id)+path, form).is(http.StatusConflict)
		if len(p.all("a", "href", "/cases/"+string(id))) == 0 {
			t.Errorf("%s: no way back to the case", path)
		}
	}
}

func TestAnnotationsNeitherStopNorBetrayThemselvesToTheFiler(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/cases/:id/write", forms(h)["/cases/:id/write"], cases.English)
	h.annotate(x.id, whyCanary)
	x.send().is(http.StatusSeeOther)
}

func TestAFormSentTwiceIsOneAct(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		first := x.send().is(http.StatusSeeOther)
		count, version := len(h.referencesOf(noor)), 0
		if x.id != "" {
			version = h.stored(x.id).Version
		}
		second := x.send()
		if route == "/cases/:id/annotations/:annotation" && second.status == http.StatusNotFound {
			t.Errorf("%s: the second sending finds nothing", route)
		} else {
			second.leadsTo(first.header.Get("Location"))
		}
		if got := len(h.referencesOf(noor)); got != count {
			t.Errorf("%s: %d cases, want %d", route, got, count)
		}
		if x.id != "" && h.stored(x.id).Version != version {
			t.Errorf("%s: the second sending changed the case", route)
		}
	}
}

func TestAFormSentAgainWithAnotherTextKeepsIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other := map[string]string{"/ask": "situation", "/cases/:id/write": "text", "/cases/:id/note": "text",
		"/cases/:id/annotate": "why", "/cases/:id/question": "text", "/cases/:id/advise": "text"}
	for route, name := range other {
		for _, l := range cases.Langs() {
			x := h.fill(route, forms(h)[route], l)
			x.send().is(http.StatusSeeOther)
			count := len(h.referencesOf(noor))
			used := x.fields.Get("key")
			x.fields.Set(name, "Another text.")
			p := x.send().is(http.StatusConflict)
			p.keeps(x)
			if !strings.Contains(p.text("main"), i18n.For(l).T("error.form_used")) {
				t.Errorf("%s: the page does not say that the form was used: %s", route, p.text("main"))
			}
			if got := p.form(x.address).Get("key"); got == used || len(got) != 26 {
				t.Errorf("%s: the form comes back with the key %q", route, got)
			}
			if got := len(h.referencesOf(noor)); got != count {
				t.Errorf("%s: %d cases, want %d", route, got, count)
			}
			if x.id != "" {
				b := h.as(zelda)
				fields := url.Values{}
				for k, v := range x.fields {
					fields[k] = v
				}
				fields.Set("csrf", b.csrf)
				b.post(x.address, fields).is(http.StatusNotFound)
			}
		}
	}
}

func TestKeysThatAreNoneBreakNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, key := range []string{"", strings.Repeat("k", 100_000), "a\x00b", "\xff\xfe", "'; --"} {
		x := h.fill("/cases/:id/note", forms(h)["/cases/:id/note"], cases.English)
		x.fields.Set("key", key)
		x.send().is(http.StatusSeeOther)
		x.fields.Set("text", "")
		x = h.refresh(x)
		x.fields.Set("key", key)
		if got := x.send().is(http.StatusUnprocessableEntity).form(x.address).Get("key"); len(got) != 26 {
			t.Errorf("the form comes back with the key %.30q", got)
		}
	}
}

func TestSwitchingTheLanguageDoesNothingAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		before := 0
		if x.id != "" {
			before = h.stored(x.id).VersionFor(x.user)
		}
		x.fields.Set("switch", "fr")
		p := x.send().is(http.StatusOK)
		p.keeps(x)
		if lang, _ := attr(p.all("html")[0], "lang"); lang != "fr" {
			t.Errorf("%s: the page is in %q", route, lang)
		}
		if x.id != "" && h.stored(x.id).VersionFor(x.user) != before {
			t.Errorf("%s: switching did it", route)
		}
	}
}

func TestTheFormOfAnotherSidesActIsNeverShown(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	for route, f := range forms(h) {
		other := map[string]string{noor: marion, marion: noor, administrator: marion}[f.person]
		if route == "/ask" || strings.Contains(route, ":person") {
			continue
		}
		for _, field := range []string{"switch", "step"} {
			form := map[string][]string{"csrf": nil, field: {"fr"}}
			if field == "step" {
				form[field] = []string{"edit"}
			}
			h.walk("POST "+route, other, id, form).is(http.StatusForbidden)
		}
	}
}

func TestMoreThanAFormHoldsIsRefusedInWords(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, l := range cases.Langs() {
		x := h.fill("/ask", forms(h)["/ask"], l)
		x.fields.Set("situation", strings.Repeat("x", web.MaxForm))
		p := x.send().is(http.StatusRequestEntityTooLarge)
		if !strings.Contains(p.text("div", "class", "refusal"), i18n.For(l).T("refusal.too_large.todo")) {
			t.Errorf("in %s the page does not say that Back still has the text: %s", l, p.text("main"))
		}
	}
}
