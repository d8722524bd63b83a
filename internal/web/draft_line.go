package web

import (
	"maps"
	"net/url"
	"slices"

	"example.org/casebook/internal/cases"
)

// draftLine is what a form says about the keeping of its text.
type draftLine struct {
	Saved   string // "Saved at 10:42."; empty before the first saving
	Discard string // where it is discarded
	Said    string // why the form is filled in; empty when she came by herself
	Others  string // how many other drafts she has; empty when none
}

// savedNotices are what the page of a draft may be asked to say first.
var savedNotices = map[string]bool{"saved": true, "apart": true, "signed_out": true}

// resume fills an empty form with the draft that its address names, or, for a
// form of a case, with the latest of its drafts; and says of any form what is
// kept of it. NotFound for a draft that is not hers.
func (s *Server) resume(v *visit, f *form, form cases.DraftForm, id cases.CaseID) error {
	all, err := s.Book.Drafts(v.ctx(), v.user, cases.DraftQuery{})
	if err != nil {
		return err
	}
	f.Draft = &draftLine{}
	current := currentDraft(v, f, all, form, id)
	if current == nil && f.isFresh() && v.get("draft") != "" {
		return cases.ErrNotFound()
	}
	others := len(all)
	if current != nil {
		others--
		s.continueDraft(v, f, *current)
	}
	if others > 0 {
		f.Draft.Others = v.words.T("draft.others", "Count", others)
	}
	return nil
}

// currentDraft is the draft of which the form is, or that it is to go on with.
func currentDraft(v *visit, f *form, all []cases.SavedDraft, form cases.DraftForm, id cases.CaseID) *cases.SavedDraft {
	key := f.Key
	if f.isFresh() {
		key = v.get("draft")
	}
	for _, d := range all { // the latest first
		isLatest := key == "" && id != ""
		if d.Form == form && d.Case == id && (isLatest || d.Key == key) {
			return &d
		}
	}
	return nil
}

func (s *Server) continueDraft(v *visit, f *form, d cases.SavedDraft) {
	f.Draft.Saved, f.Draft.Discard = s.savedWords(v, d), discardPath(d.Key)
	if !f.isFresh() {
		if maps.EqualFunc(d.Fields, typedFields(v.form), slices.Equal[[]string]) {
			f.DraftVersion = d.Version // saved by this window, on the way to being sent
		}
		return
	}
	f.Key, f.DraftVersion, f.typedIn = d.Key, d.Version, url.Values(d.Fields)
	said := v.get("said")
	switch {
	case said == "saved": // the line beside the buttons says so
	case savedNotices[said]:
		f.Draft.Said = v.words.T("draft.said." + said)
	default:
		f.Draft.Said = v.words.T("draft.said.continued")
	}
}

// savedWords says when a draft was saved: the hour, and the day when it was
// not today.
func (s *Server) savedWords(v *visit, d cases.SavedDraft) string {
	at, now := s.local(d.SavedAt), s.local(s.Book.Now())
	if cases.DateOf(at, s.Zone) == cases.DateOf(now, s.Zone) {
		return v.words.T("draft.saved_today", "At", v.words.Clock(at))
	}
	return v.words.T("draft.saved", "At", v.words.Moment(at))
}

// givesBack puts the texts of the latest draft of a form on the refusal that is
// shown in its place: the act is not possible any more, the words are hers.
func (s *Server) givesBack(v *visit, form cases.DraftForm, id cases.CaseID) {
	if form == "" {
		return
	}
	all, err := s.Book.Drafts(v.ctx(), v.user, cases.DraftQuery{Form: form, Case: id, Key: v.get("draft")})
	if err == nil && len(all) > 0 {
		v.kept = url.Values(all[0].Fields)
	}
}
