package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

func TestTheQueueAndTheCaseSayWhatChangedSinceSheLooked(t *testing.T) {
	t.Parallel()
	for _, l := range cases.Langs() {
		h := newHouse(t)
		w := i18n.For(l)
		id := h.at(noor, cases.InReview)
		link := "/cases/" + string(id)
		b := h.as(marion).reading(l)
		if got := b.get("/queue").is(http.StatusOK).text("span", "class", "news"); got != w.T("sight.new") {
			t.Errorf("the queue says %q, want %q", got, w.T("sight.new"))
		}
		b.get(link).is(http.StatusOK).holdsNone(w.T("news.first"))
		h.must(h.book.Add(h.Context(), h.people[noor], id, h.stamp(noor, id), "One more thing.", "en"), "add")
		h.must(h.book.WriteNote(h.Context(), h.people[daniel], id, h.stamp(daniel, id), "A word between us."), "note")
		if got := b.get("/queue?view=changed").is(http.StatusOK).text("span", "class", "news"); got != w.T("sight.changed") {
			t.Errorf("the view says %q, want %q", got, w.T("sight.changed"))
		}
		b.get(link + "/note").is(http.StatusOK) // a form shows not all, and takes nothing back
		p := b.get(link).is(http.StatusOK)
		messages := h.stored(id).Messages
		first := "#message-" + string(messages[len(messages)-1].ID)
		if len(p.all("a", "href", first)) == 0 || len(p.all("span", "class", "news")) != 2 {
			t.Errorf("%s: the case page leads to no first change, or marks not two parts", l)
		}
		if again := b.get(link).is(http.StatusOK); len(again.all("span", "class", "news")) != 0 {
			t.Error("what she has seen is still new")
		}
		b.get("/queue?view=changed").is(http.StatusOK).holdsNone(link)
	}
}

func TestTheFilerLearnsNothingOfLooksAndWords(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.at(noor, cases.InReview)
	form := url.Values{"advisor": {string(h.people[daniel].ID)}, "word": {noteCanary}}
	b := h.as(marion)
	address := "/cases/" + string(id) + "/assign"
	for name, values := range b.get(address).is(http.StatusOK).form(address) {
		if !form.Has(name) {
			form[name] = values
		}
	}
	b.post(address, form).is(http.StatusSeeOther)
	colleague := h.as(daniel)
	if p := colleague.get("/queue?view=changed").is(http.StatusOK); !strings.Contains(p.body, string(id)) {
		t.Error("the colleague's queue does not show what was given to her")
	}
	desk := colleague.get("/cases/" + string(id)).is(http.StatusOK)
	if given := i18n.For(cases.English).T("note.given", "Name", h.people[daniel].Name); !strings.Contains(desk.body, given) || !strings.Contains(desk.body, noteCanary) {
		t.Error("the word does not stand with the assignment")
	}
	h.as(noor).get("/cases/"+string(id)).is(http.StatusOK).holdsNone(noteCanary, `class="news"`)
}
