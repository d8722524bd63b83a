package web_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// invites has an advisor record a conversation with somebody not yet known, and
// answers with the letter that was sent of it and the code that was told in it.
func (h *house) invites(email string) (to cases.Addressee, spoken string) {
	h.Helper()
	id, err := h.book.LogCall(h.Context(), h.people[marion], cases.CallDraft{
		Draft: cases.Draft{Key: "call", Subject: "A photo", Situation: "As told on the telephone.", Lang: "en", AnswerLang: "en",
			Notice: "1", Facts: cases.Facts{Platform: "facebook", Stage: "posted"}},
		Channel: "phone", Caller: "new", Email: email, CameOn: "2026-11-18", Told: true})
	h.must(err, "log a call")
	to, err = h.book.Address(h.Context(), cases.Letter{Case: id, Invitation: h.stored(id).Invitation.ID})
	h.must(err, "address the invitation")
	o, err := h.book.Open(h.Context(), h.people[marion], id)
	h.must(err, "open the case")
	return to, o.SpokenCode
}

func TestALetterAndASpokenCodeMakeACaseHersOnThePage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	to, spoken := h.invites("somebody@example.org")
	b := h.as(luc)
	path := "/invitations/" + string(to.Invitation)
	b.get(path).is(http.StatusNotFound)
	fields := b.get(path + "?code=" + to.Code).is(200).form(path + "/accept")
	b.post(path+"/accept", fields).is(http.StatusUnprocessableEntity)
	fields.Set("spoken", "000 000")
	fields = b.post(path+"/accept", fields).is(http.StatusUnprocessableEntity).form(path + "/accept")
	fields.Set("spoken", spoken)
	opened := b.post(path+"/accept", fields).is(http.StatusSeeOther).header.Get("Location")
	if !strings.HasPrefix(opened, "/cases/") {
		t.Fatalf("accepting leads to %q, want the case", opened)
	}
	b.get(opened).is(200).holds("As told on the telephone.")
}

func TestALetterAloneLetsItsReaderDecline(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	to, _ := h.invites("somebody@example.org")
	b := h.as(luc)
	path := "/invitations/" + string(to.Invitation)
	fields := b.get(path + "?code=" + to.Code).is(200).form(path + "/accept")
	b.post(path+"/decline", fields).leadsTo("/invitation-declined")
	b.get(path + "?code=" + to.Code).is(http.StatusNotFound)
}
