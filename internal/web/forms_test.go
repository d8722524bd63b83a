package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/web"
)

// formCase says who fills in a form, on a case at which status, and with what
// it succeeds.
type formCase struct {
	person string
	status cases.Status
	filled url.Values
}

// onRecorded are the forms of a case that the office recorded.
var onRecorded = map[string]bool{"/cases/:id/correct-facts": true, "/cases/:id/invite": true}

// onReopened are the forms of a case that has advice.
var onReopened = map[string]bool{"/cases/:id/precedent": true}

// forms are all forms of the program, by their routes. A route that is posted
// to and has a page fails the tests until it is here.
func forms(h *house) map[string]formCase {
	return map[string]formCase{
		"/ask": {noor, "", url.Values{"subject": {"A sign"}, "situation": {"I would like to sign."}, "platform": {"x"},
			"stage": {"planned"}, "lang": {"en"}, "answer_lang": {"fr"}}},
		"/cases/:id/write":                   {noor, cases.InReview, url.Values{"text": {"I forgot this."}, "lang": {"en"}}},
		"/cases/:id/withdraw":                {noor, cases.InReview, url.Values{"withdraw_why": {"It is settled."}, "lang": {"en"}}},
		"/cases/:id/assign":                  {marion, cases.InReview, url.Values{"advisor": {string(h.people[daniel].ID)}, "word": {"For you, please."}}},
		"/cases/:id/classify":                {marion, cases.InReview, url.Values{"priority": {"normal"}, "political": {"no"}}},
		"/cases/:id/note":                    {marion, cases.InReview, url.Values{"text": {"Call back."}}},
		"/cases/:id/annotate":                {marion, cases.InReview, url.Values{"obligations": {h.entry(2)}, "why": {"So."}}},
		"/cases/:id/annotations/:annotation": {marion, cases.InReview, url.Values{"obligations": {h.entry(2)}, "why": {"So."}}},
		"/cases/:id/question":                {marion, cases.InReview, url.Values{"text": {"When?"}, "lang": {"en"}}},
		"/cases/:id/advise": {marion, cases.InReview, url.Values{"outcome": {"no_concern"}, "obligations": {h.entry(0)},
			"text": {"Go ahead."}, "would_change": {"If you were on duty."}, "step": {"send"}}},
		"/office/contact": {administrator, "", url.Values{"name_en": {"The office"}, "phone": {"613-555-0199"}, "email": {""}}},
		"/office/notice": {administrator, "", url.Values{"summary_fr": {"Ce que vous écrivez est protégé."},
			"section_1_title_en": {"What is collected"}}},
		"/office/standard": {administrator, "", url.Values{"days": {"4"}, "follow_up_days": {"20"}}},
		"/office/days": {administrator, "", url.Values{"date": {"2026-12-24"}, "kind": {"closed"}, "name_en": {"Move"},
			"name_fr": {"Déménagement"}}},
		"/office/elections": {administrator, "", url.Values{"name_en": {"By-election"}, "name_fr": {"Élection partielle"},
			"level_of": {"federal"}, "from": {"2026-12-01"}, "to": {"2027-01-05"}}},
		"/office/statuses":            {administrator, "", url.Values{"meaning_new_en": {"It is here."}}},
		"/search/save":                {marion, "", url.Values{"search_name": {"Signs"}, "q": {"lawn sign"}, "lang": {"fr"}}},
		"/search/saved/:saved/rename": {marion, "", url.Values{"search_name": {"Signs of summer"}}},
		"/search/saved/:saved/delete": {marion, "", url.Values{}},
		"/office/thesaurus/add": {administrator, "", url.Values{"group": {"action"}, "words_en": {"kazoo\nmirliton"},
			"words_fr": {"flûtiau"}}},
		"/office/thesaurus/concepts/:concept":        {administrator, "", url.Values{"words_en": {"kazoo"}}},
		"/office/thesaurus/concepts/:concept/remove": {administrator, "", url.Values{}},
		"/office/thesaurus/load": {administrator, "", url.Values{"text": {"concept,group,language,word\n" +
			"kazoo,action,en,kazoo\nkazoo,action,fr,flûtiau\n"}}},
		"/people/:person/disable": {administrator, "", url.Values{"disable_reason": {"left"}}},
		"/people/:person/enable":  {administrator, "", url.Values{}},
		"/cases/:id/close":        {marion, cases.InReview, url.Values{"reason": {"duplicate"}}},
		"/log": {marion, "", url.Values{"caller": {"new"}, "caller_name": {"Zoe"}, "invite_email": {"zoe@example.org"}, "told": {"yes"},
			"subject": {"A sign"}, "situation": {"She would like to sign."}, "platform": {"x"}, "stage": {"planned"}}},
		"/cases/:id/correct-facts": {noor, cases.InReview, url.Values{"text": {"It was on a Tuesday."}, "lang": {"en"}}},
		"/cases/:id/precedent":     {marion, cases.InReview, url.Values{"precedent_why": {"It weighs both duties."}}},
		"/cases/:id/cite":          {marion, cases.InReview, url.Values{"reference": {h.uncited()}}},
		"/cases/:id/invite":        {marion, cases.InReview, url.Values{"invite_email": {"zoe@example.org"}, "letter_lang": {"fr"}}},
	}
}

// Discarding a draft, which fills in nothing, has tests of its own.
func TestEveryFormIsTested(t *testing.T) {
	t.Parallel()
	known := forms(newHouse(t))
	pages := map[string]bool{}
	for _, r := range web.Routes() {
		pages[r.Method+" "+r.Path] = true
	}
	for _, r := range web.Routes() {
		_, found := known[r.Path]
		if isForm := r.Method == http.MethodPost && pages["GET "+r.Path]; isForm && !found && !strings.HasPrefix(r.Path, "/drafts/") {
			t.Errorf("the form at %s is not tested", r.Path)
		}
	}
}

// filling is a form on somebody's screen.
type filling struct {
	*browser
	address string
	id      cases.CaseID
	fields  url.Values
}

// fill opens a form and fills it in so that it would succeed.
func (h *house) fill(route string, f formCase, l cases.Lang) filling {
	h.Helper()
	x := filling{browser: h.as(f.person).reading(l), address: route}
	if strings.Contains(route, ":person") {
		x.address = strings.Replace(route, ":person", string(h.newcomer(strings.HasSuffix(route, "/enable"))), 1)
	}
	if strings.Contains(route, ":concept") {
		x.address = strings.Replace(route, ":concept", h.freshConcept(), 1)
	}
	if strings.Contains(route, ":saved") {
		x.address = strings.Replace(route, ":saved", string(h.saved(f.person)), 1)
	}
	if f.status != "" {
		x.id = h.at(noor, f.status)
		if onRecorded[route] {
			h.record(x.id)
		}
		if onReopened[route] {
			h.advise(x.id)
			h.must(h.book.Reopen(h.Context(), h.people[marion], x.id, h.stamp(marion, x.id)), "reopen")
		}
		x.address = h.address(route, x.id)
	}
	x.fields = x.get(x.address).is(200).form(x.address)
	for name, values := range f.filled {
		x.fields[name] = values
	}
	if name := x.fields.Get("search_name"); name != "" { // each name is there once
		h.savedCount++
		x.fields.Set("search_name", fmt.Sprint(name, " ", h.savedCount))
	}
	return x
}

func (x filling) send() *page {
	x.h.Helper()
	return x.post(x.address, x.fields)
}

// Enter in a field presses the first button of its form, in the order of the
// page (HTML, 4.10.22.2 Implicit submission): it must do what the form is for.
func TestEnterInAFieldSendsTheForm(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		x := h.fill(route, f, cases.English)
		p := x.get(x.address)
		id, _ := attr(p.all("form", "action", x.address)[0], "id")
		buttons := p.all("button", "form", id)
		if len(buttons) < 2 {
			t.Errorf("%s: %d buttons outside the form, want the one that sends it and the switch", route, len(buttons))
			continue
		}
		if name, named := attr(buttons[0], "name"); named {
			t.Errorf("%s: Enter in a field does %q", route, name)
		}
	}
}

func TestEveryFormSucceedsAsFilled(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		for _, l := range cases.Langs() {
			if p := h.fill(route, f, l).send(); p.status != http.StatusSeeOther {
				t.Errorf("%s: %d, want a redirect: %s", route, p.status, p.text("ul"))
			}
		}
	}
}

// keeps says that the page still has what was typed.
func (p *page) keeps(x filling) {
	p.Helper()
	again := p.form(x.address)
	for name, values := range x.fields {
		switch name {
		case "version", "key", "csrf", "step", "notice", "act":
			continue
		}
		if hasField(p, name) && strings.Join(again[name], "|") != strings.Join(values, "|") {
			p.Errorf("%s: %s holds %.60q, want %.60q", x.address, name, again[name], values)
		}
	}
}

// hasField reports whether the field holds words; a choice shows only what can
// be chosen.
func hasField(p *page, name string) bool {
	if len(p.all("textarea", "name", name)) > 0 {
		return true
	}
	for _, n := range p.all("input", "name", name) {
		if kind, _ := attr(n, "type"); kind == "" || kind == "text" {
			return true
		}
	}
	return false
}
