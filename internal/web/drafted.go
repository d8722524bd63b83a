package web

import (
	"net/url"
	"slices"
	"strconv"

	"example.org/casebook/internal/cases"
)

// draftedForm is a form whose text is kept before it is sent, and how it is
// shown again when it cannot be.
type draftedForm struct {
	form  cases.DraftForm
	again func(s *Server, v *visit, err error) error
}

// drafted is every such form by its route. Their posts with a field "save" keep
// the text and do nothing else.
var drafted map[string]draftedForm

func init() { // the handlers' forms lead back here
	drafted = map[string]draftedForm{
		"/ask":                {cases.DraftOfAsk, (*Server).askAgain},
		"/log":                {cases.DraftOfCall, (*Server).logAgain},
		"/cases/:id/write":    draftedAct(writeForm),
		"/cases/:id/note":     draftedAct(noteForm),
		"/cases/:id/question": draftedAct(questionForm),
		"/cases/:id/advise":   {cases.DraftOfAdvice, (*Server).adviseAgain},
	}
}

func draftedAct(a actForm) draftedForm {
	return draftedForm{a.draft, func(s *Server, v *visit, err error) error { return s.actAgain(v, a, err) }}
}

// The ways of saving: by the button, and by script as she types.
const (
	saveField = "save"
	saveAuto  = "auto"
)

// draftedAt is the form that a change is asked of, when its text is to be kept
// and nothing done.
func draftedAt(v *visit, r route) (draftedForm, bool) {
	d, found := drafted[r.path]
	return d, found && !isSafe(v.c.Method()) && v.get(saveField) != "" && !v.switching
}

// saveForm keeps what was typed. The button leads to the form as it was kept;
// script is told how it went.
func (s *Server) saveForm(v *visit, d draftedForm) error {
	saved, err := s.keep(v, v.user, d)
	switch {
	case err != nil && v.get(saveField) == saveAuto:
		return err
	case err != nil:
		return d.again(s, v, err)
	case v.get(saveField) == saveAuto:
		return v.c.JSON(s.newSaveAnswer(v, saved))
	case saved.Apart:
		return v.seeOther(draftPath(saved, "apart"))
	}
	return v.seeOther(draftPath(saved, "saved"))
}

// keep keeps the form of the request as a draft of that person.
func (s *Server) keep(v *visit, u cases.User, d draftedForm) (cases.SavedDraft, error) {
	draft := cases.SavedDraft{Form: d.form, Key: v.get("key"), Version: v.draftVersion(), Fields: typedFields(v.form)}
	if v.c.Params("id") != "" {
		id, err := v.caseID()
		if err != nil {
			return draft, err
		}
		draft.Case = id
	}
	return s.Book.SaveDraft(v.ctx(), u, draft)
}

// plumbing are the fields of a form that nobody typed. The version of the Code
// is not among them: it says among which entries she chose.
var plumbing = []string{"csrf", "key", "version", "act", "draft_version", saveField, "switch", "step", "notice", "copy", "cite"}

func typedFields(form url.Values) cases.Fields {
	fields := cases.Fields{}
	for name, values := range form {
		if !slices.Contains(plumbing, name) {
			fields[name] = values
		}
	}
	return fields
}

// draftVersion is the version of the draft that a form was typed from; 0 when
// it was never saved.
func (v *visit) draftVersion() int {
	n, err := strconv.Atoi(v.get("draft_version"))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// draftPath is where a draft is continued; said names what its page says
// first: draft.said.<name>.
func draftPath(d cases.SavedDraft, said string) string {
	path := "/" + string(d.Form)
	if d.Case != "" {
		path = casePath(d.Case) + path
	}
	q := url.Values{"draft": {d.Key}}
	if said != "" {
		q.Set("said", said)
	}
	return path + "?" + q.Encode()
}

// keepUnsent keeps a drafted form that came after its session ran into a limit,
// for the person whose session it was; whoever signs in next on that browser
// finds it only when she is the same.
func (s *Server) keepUnsent(v *visit, r route) {
	d, found := drafted[r.path]
	if !found {
		return
	}
	who, err := s.Sessions.WhoseExpired(v.ctx(), s.cookie(v.c, sessionCookie), v.get("csrf"), s.Book.Now())
	if err != nil {
		return // not known: the refusal gives the text back
	}
	u, err := s.People.User(v.ctx(), who)
	if err != nil {
		return
	}
	if saved, err := s.keep(v, u, d); err == nil {
		v.saved = &saved
	}
}

// saveAnswer tells the script how a saving went.
type saveAnswer struct {
	Said    string `json:"said"` // for the person
	Key     string `json:"key,omitempty"`
	Version int    `json:"version,omitempty"`
	Address string `json:"address,omitempty"` // of the form as it was kept
	Discard string `json:"discard,omitempty"`
	Link    string `json:"link,omitempty"` // where to go on, and its words
	Words   string `json:"words,omitempty"`
}

func (s *Server) newSaveAnswer(v *visit, d cases.SavedDraft) saveAnswer {
	said := s.savedWords(v, d)
	if d.Apart {
		said = v.words.T("draft.said.apart")
	}
	return saveAnswer{Said: said, Key: d.Key, Version: d.Version, Address: draftPath(d, ""), Discard: discardPath(d.Key)}
}

// tellScript answers a saving that was refused: why, in a sentence, and where
// to go on.
func (s *Server) tellScript(v *visit, p refusalPage) saveAnswer {
	a := saveAnswer{Said: p.Happened}
	if v.saved != nil {
		a = s.newSaveAnswer(v, *v.saved)
		a.Said = v.words.T("draft.signed_out_kept")
	}
	if !v.isSignedIn() {
		a.Link, a.Words = p.Back.Href, p.Back.Text
	}
	return a
}
