package web_test

import (
	"fmt"

	"example.org/casebook/internal/cases"
)

// Words that stand in a case and nowhere else: wherever one is found, it came
// from there.
const (
	subjectCanary   = "Zubjectcanary"
	situationCanary = "Zituationcanary"
	questionCanary  = "Zquestioncanary"
	adviceCanary    = "Zadvicecanary"
	whyCanary       = "Zwhycanary"
	oldWhyCanary    = "Zoldwhycanary"
	noteCanary      = "Znotecanary"
	factCanary      = "Zfactcanary"
	draftCanary     = "Zdraftcanary"
	searchCanary    = "Zsearchcanary"
	followCanary    = "Zfollowcanary" // why a case is a precedent
	citedCanary     = "Zcitedcanary"  // in the case that every other cites
)

// file files a situation as that person.
func (h *house) file(person, name string) cases.CaseID {
	h.Helper()
	now, err := h.book.Settings(h.Context())
	h.must(err, "read the settings")
	d := cases.Draft{Key: "file-" + name, Subject: subjectCanary + " " + name,
		Situation: situationCanary + " first sentence. A second one about a petition.", Lang: "en", AnswerLang: "en",
		Notice: now.Notice.Version,
		Facts:  cases.Facts{Platform: "facebook", Stage: cases.Planned, Audience: factCanary}}
	id, err := h.book.Submit(h.Context(), h.people[person], d)
	h.must(err, "file "+name)
	return id
}

// draft keeps a situation that was typed and not sent, under that key.
func (h *house) draft(person, key string) cases.SavedDraft {
	h.Helper()
	d, err := h.book.SaveDraft(h.Context(), h.people[person], cases.SavedDraft{Key: key, Form: cases.DraftOfAsk,
		Fields: cases.Fields{"subject": {draftCanary + " about"}, "situation": {draftCanary + " typed"}, "stage": {"planned"}}})
	h.must(err, "keep a draft")
	return d
}

func (h *house) must(err error, what string) {
	h.Helper()
	if err != nil {
		h.Fatalf("%s: %v", what, err)
	}
}

// stamp is what a form of that person would carry now.
func (h *house) stamp(person string, id cases.CaseID) cases.Stamp {
	h.Helper()
	return cases.Stamp{Version: h.stored(id).VersionFor(h.people[person])}
}

func (h *house) stored(id cases.CaseID) *cases.Case {
	h.Helper()
	c, err := h.store.Case(h.Context(), id)
	h.must(err, "load")
	return c
}

func (h *house) takeUp(id cases.CaseID) {
	h.Helper()
	h.must(h.book.TakeUp(h.Context(), h.people[marion], id, h.stamp(marion, id)), "take up")
}

func (h *house) ask(id cases.CaseID) {
	h.Helper()
	h.must(h.book.Ask(h.Context(), h.people[marion], id, h.stamp(marion, id), questionCanary+" who can see it?", "en"), "ask")
}

func (h *house) advise(id cases.CaseID) {
	h.Helper()
	d := cases.AdviceDraft{Outcome: string(cases.WithPrecautions), Obligations: []string{h.entry(0)}, Text: adviceCanary + " be careful."}
	h.must(h.book.Advise(h.Context(), h.people[marion], id, h.stamp(marion, id), d), "advise")
}

func (h *house) close(id cases.CaseID) {
	h.Helper()
	h.must(h.book.Close(h.Context(), h.people[marion], id, h.stamp(marion, id), string(cases.CloseInformation)), "close")
}

func (h *house) withdraw(id cases.CaseID) {
	h.Helper()
	c := h.stored(id)
	owner := cases.User{ID: c.Filer}
	h.must(h.book.Withdraw(h.Context(), owner, id, cases.Stamp{Version: c.Shared}, "", ""), "withdraw")
}

// entry is the code of the entry of the Code at that place.
func (h *house) entry(i int) string {
	h.Helper()
	code, err := h.book.Code(h.Context())
	h.must(err, "read the Code")
	return string(code.Entries[i].Code)
}

// mark leaves on a case everything that only advisors may see: a note, an
// annotation, an edited one, the priority and a flag.
func (h *house) mark(id cases.CaseID) {
	h.Helper()
	ctx, u := h.Context(), h.people[marion]
	h.must(h.book.WriteNote(ctx, u, id, h.stamp(marion, id), noteCanary), "note")
	h.must(h.book.Classify(ctx, u, id, h.stamp(marion, id), "urgent", "yes"), "classify")
	h.annotate(id, oldWhyCanary)
	a := h.stored(id).CurrentAnnotations()[0]
	h.must(h.book.EditAnnotation(ctx, u, id, h.stamp(marion, id), a.ID, h.entry(1), whyCanary), "edit annotation")
	h.must(h.book.Cite(ctx, u, id, h.stamp(marion, id), h.stored(h.example()).Reference), "cite")
}

// example is the case that every other cites: an answered one of Luc's.
func (h *house) example() cases.CaseID {
	h.Helper()
	if h.cited != "" {
		return h.cited
	}
	id := h.fileForLuc("example", citedCanary)
	h.takeUp(id)
	a := cases.AdviceDraft{Outcome: string(cases.NoConcern), Obligations: []string{h.entry(0)},
		Text: "Bonjour Luc,\n\nRien ne s'y oppose; M. Essaimarchand peut le publier.\n\nCordialement,\nMarion Modelblanc"}
	h.must(h.book.Advise(h.Context(), h.people[marion], id, h.stamp(marion, id), a), "answer the example")
	h.exclude(zelda, id)
	h.cited = id
	return id
}

// uncited is the reference of a case that no other cites.
func (h *house) uncited() string {
	h.Helper()
	return h.stored(h.fileForLuc(fmt.Sprint("uncited ", len(h.referencesOf(luc))), "Autre")).Reference
}

// fileForLuc files a situation in French that holds none of the words that are
// looked for elsewhere.
func (h *house) fileForLuc(key, subject string) cases.CaseID {
	h.Helper()
	now, err := h.book.Settings(h.Context())
	h.must(err, "read the settings")
	id, err := h.book.Submit(h.Context(), h.people[luc], cases.Draft{Key: key, Subject: subject, Situation: "Un drapeau sur ma photo.",
		Lang: "fr", AnswerLang: "fr", Notice: now.Notice.Version, Facts: cases.Facts{Platform: "linkedin", Stage: cases.Planned}})
	h.must(err, "file "+key)
	return id
}

// follow marks a case as a precedent.
func (h *house) follow(id cases.CaseID) {
	h.Helper()
	h.must(h.book.MarkPrecedent(h.Context(), h.people[marion], id, h.stamp(marion, id), followCanary), "mark a precedent")
}

func (h *house) annotate(id cases.CaseID, why string) {
	h.Helper()
	c := h.stored(id)
	d := cases.AnnotationDraft{Entries: []string{h.entry(1)}, Passages: c.Sentences(cases.SituationSource)[:1], Why: why}
	h.must(h.book.Annotate(h.Context(), h.people[marion], id, h.stamp(marion, id), d), "annotate")
}

// exclude hides a case from somebody. The interface for it comes later; until
// then only the store can.
func (h *house) exclude(person string, id cases.CaseID) {
	h.Helper()
	err := h.store.Update(h.Context(), cases.Receipt{}, id, func(c *cases.Case) (cases.Change, error) {
		c.Excluded = append(c.Excluded, h.people[person].ID)
		return cases.Change{}, nil
	})
	h.must(err, "exclude")
}

// record makes of a case one that the office wrote down, for somebody who is
// invited too.
func (h *house) record(id cases.CaseID) {
	h.Helper()
	err := h.store.Update(h.Context(), cases.Receipt{}, id, func(c *cases.Case) (cases.Change, error) {
		c.Channel, c.Call = cases.Phone, &cases.Call{LoggedBy: h.people[daniel].ID, LoggedAt: h.now}
		c.Invitation = &cases.Invitation{ID: cases.InvitationID(id), Email: "invited@example.org", Lang: cases.French, By: h.people[daniel].ID,
			At: h.now, ExpiresAt: h.now.AddDate(0, 0, 60), State: cases.InvitationPending}
		return cases.Change{}, nil
	})
	h.must(err, "record")
}

// atEveryStatus files a case at each status of its life, marked and hidden
// from the excluded advisor.
func (h *house) atEveryStatus(owner string) map[cases.Status]cases.CaseID {
	h.Helper()
	all := map[cases.Status]cases.CaseID{}
	for _, st := range cases.Statuses() {
		all[st] = h.at(owner, st)
	}
	return all
}

// at files a case and brings it to a status.
func (h *house) at(owner string, st cases.Status) cases.CaseID {
	h.Helper()
	id := h.file(owner, fmt.Sprintf("%s %s %d", owner, st, len(h.referencesOf(owner))))
	if st != cases.New {
		h.takeUp(id)
	}
	h.mark(id)
	switch st {
	case cases.AwaitingEmployee:
		h.ask(id)
	case cases.Answered:
		h.advise(id)
		h.follow(id)
	case cases.Closed:
		h.advise(id)
		h.follow(id)
		h.close(id)
	case cases.Withdrawn:
		h.withdraw(id)
	}
	h.exclude(zelda, id)
	if got := h.stored(id).Status; got != st {
		h.Fatalf("the case is %s, want %s", got, st)
	}
	return id
}

func (h *house) referencesOf(person string) []cases.Summary {
	h.Helper()
	list, err := h.book.Mine(h.Context(), h.people[person])
	h.must(err, "list")
	return list
}
