package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

func discardPath(key string) string { return "/drafts/" + key + "/discard" }

// ownDraft is one of her drafts in a line.
type ownDraft struct {
	What              string // it is a draft of
	Saved             string
	Continue, Discard string
}

func (s *Server) newOwnDraft(v *visit, d cases.SavedDraft) ownDraft {
	o := ownDraft{Saved: s.savedWords(v, d), Continue: draftPath(d, ""), Discard: discardPath(d.Key)}
	subject := d.Fields.Get("subject")
	switch {
	case d.Case != "":
		o.What = v.words.T("draft.of."+string(d.Form), "Reference", d.Reference)
	case d.Fields.IsBlank("subject") && d.Form == cases.DraftOfCall:
		o.What = v.words.T("draft.of.log")
	case d.Fields.IsBlank("subject"):
		o.What = v.words.T("draft.untitled")
	default:
		o.What = cut(subject, 80)
	}
	return o
}

// cut keeps a line of a page short, whatever was typed.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// discardPage asks once more: what is discarded cannot come back.
type discardPage struct {
	frame
	Form  *form
	Draft ownDraft
}

func (s *Server) discardPage(v *visit) error { return s.showDiscard(v, nil) }

func (s *Server) discardDraft(v *visit) error {
	if v.switching {
		return s.showDiscard(v, errSwitching)
	}
	version, err := strconv.Atoi(v.get("version"))
	if err != nil {
		version = -1
	}
	if err := s.Book.DiscardDraft(v.ctx(), v.user, v.c.Params("draft"), version); err != nil {
		return s.showDiscard(v, err)
	}
	return v.seeOther("/?said=discarded")
}

func (s *Server) showDiscard(v *visit, refused error) error {
	if cases.KindOf(refused) == cases.NotFound {
		return refused
	}
	d, err := s.Book.Draft(v.ctx(), v.user, v.c.Params("draft"))
	if err != nil {
		return err
	}
	f := newForm(v, discardPath(d.Key), d.Version)
	status := fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return err
		}
	}
	p := discardPage{frame: s.frame(v, v.words.T("draft.discard.title")), Form: f, Draft: s.newOwnDraft(v, d)}
	p.switchesForm(f.ID, f.Action)
	return s.show(v, status, "discard.html", p)
}
