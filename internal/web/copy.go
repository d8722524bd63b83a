package web

import (
	"strconv"
	"strings"

	"example.org/casebook/internal/cases"
)

// copyPart offers, on the page where an answer is written, the advice of other
// cases to be inserted into it.
type copyPart struct {
	Done      []string // what was inserted just now, and what to look at
	Cited     []copyOffer
	Reference field
}

// copyOffer is a case that is cited here and has advice.
type copyOffer struct{ Reference, Text, Subject, Lang, Outcome, Precedent string }

func (s *Server) copyPartOf(v *visit, o *cases.Opening, f *form) copyPart {
	p := copyPart{Reference: f.text("reference", "", 0).as(kindLine).optional()}
	for _, z := range o.Cites {
		if z.Other.Outcome == "" {
			continue
		}
		p.Cited = append(p.Cited, copyOffer{Reference: z.Other.Reference, Text: v.words.T("copy.button", "Reference", z.Other.Reference),
			Subject: z.Other.Subject, Lang: string(z.Other.Lang), Outcome: v.words.T("outcome_office." + string(z.Other.Outcome)),
			Precedent: precedentFlag(v, z.Other)})
	}
	return p
}

// copiesFrom is the reference of the case whose advice is to be inserted: a
// cited one by its button, or the one that was typed. That is typed to be
// inserted, so who goes on to look at the answer sees it inserted first.
func copiesFrom(v *visit) (reference string, asked bool) {
	if reference = v.get("copy"); reference != "" {
		return reference, true
	}
	reference = v.get("reference")
	return reference, v.get("step") == "copy" || strings.TrimSpace(reference) != ""
}

// inserted is an advice that was put into the answer, and the draft that was
// saved with it.
type inserted struct {
	cases.CopiedAdvice
	draft *cases.SavedDraft // nil when there was no room
}

// copyAdvice puts the advice of another case at the end of what she has typed,
// and keeps the whole as her draft.
func (s *Server) copyAdvice(v *visit, reference string) error {
	id, err := v.caseID()
	if err != nil {
		return err
	}
	copied, err := s.Book.CopyAdvice(v.ctx(), v.user, id, v.stamp(), reference)
	if err != nil {
		return s.adviseAgain(v, err)
	}
	typed := strings.TrimRight(v.get("text"), " \t\r\n")
	if typed != "" {
		typed += "\n\n"
	}
	v.form.Set("text", typed+copied.Text)
	v.form.Set("reference", "")
	draft, err := s.keepCopied(v)
	if err != nil {
		return err
	}
	return s.showAdviseAgain(v, errSwitching, func(p *advisePage, o *cases.Opening) {
		p.Copy.Done = inserted{copied, draft}.inWords(v, o)
	})
}

// keepCopied saves the draft with what was inserted, so that the page goes on
// from it; nil when there is no room for it.
func (s *Server) keepCopied(v *visit) (*cases.SavedDraft, error) {
	saved, err := s.keep(v, v.user, drafted["/cases/:id/advise"])
	if cases.KindOf(err) == cases.Conflict {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v.form.Set("key", saved.Key)
	v.form.Set("draft_version", strconv.Itoa(saved.Version))
	return &saved, nil
}

// inWords says what was inserted and what to look at.
func (c inserted) inWords(v *visit, o *cases.Opening) []string {
	lines := []string{v.words.T("copy.inserted", "Reference", c.Reference)}
	if c.Lang != o.Case.AnswerLang {
		lines = append(lines, v.words.T("copy.other_lang."+string(c.Lang)))
	}
	if c.Blanks > 0 {
		lines = append(lines, v.words.T("copy.blanks", "Count", c.Blanks))
	} else {
		lines = append(lines, v.words.T("copy.no_blanks"))
	}
	if c.Trimmed {
		lines = append(lines, v.words.T("copy.trimmed"))
	}
	switch {
	case c.draft == nil:
		lines = append(lines, v.words.T("copy.unkept"))
	case c.draft.Apart:
		lines = append(lines, v.words.T("draft.said.apart"))
	}
	return lines
}
