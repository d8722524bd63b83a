package demo

import "example.org/casebook/internal/cases"

// scene is one act of a story: who acts, on which case, as she sees it.
type scene struct {
	*play
	*chapter
	user  cases.User
	seen  *cases.Case
	stamp cases.Stamp
	lang  cases.Lang // of the case: all that is written of it can be read beside it
}

// act opens the case, as a person would, and does the deed.
func (p *play) act(c *chapter, d deed) error {
	u := p.cast[d.who]
	o, err := p.book.Open(p.ctx, u, c.id)
	if err != nil {
		return err
	}
	lang := cases.Lang(c.line.Lang)
	return d.do(&scene{p, c, u, o.Case, cases.Stamp{Version: o.Case.VersionFor(u)}, lang})
}

func takeUp(s *scene) error  { return s.book.TakeUp(s.ctx, s.user, s.id, s.stamp) }
func release(s *scene) error { return s.book.Release(s.ctx, s.user, s.id, s.stamp) }

func ask(s *scene) error {
	return s.book.Ask(s.ctx, s.user, s.id, s.stamp, questionText.in(s.lang), string(s.lang))
}

func answer(s *scene) error {
	return s.book.Answer(s.ctx, s.user, s.id, s.stamp, answerText.in(s.lang), string(s.lang))
}

func followUp(s *scene) error {
	return s.book.FollowUp(s.ctx, s.user, s.id, s.stamp, followUpText.in(s.lang), string(s.lang))
}

func note(s *scene) error {
	return s.book.WriteNote(s.ctx, s.user, s.id, s.stamp, noteText.in(s.lang))
}

func urgent(s *scene) error {
	return s.book.Classify(s.ctx, s.user, s.id, s.stamp, string(cases.Urgent), string(cases.No))
}

func advise(s *scene) error {
	return s.book.Advise(s.ctx, s.user, s.id, s.stamp, s.advice(s.line.Reply))
}

func correct(s *scene) error {
	return s.book.Correct(s.ctx, s.user, s.id, s.stamp, s.advice(s.line.Reply+"\n\n"+correctionText.in(s.lang)))
}

func (s *scene) advice(words string) cases.AdviceDraft {
	d := cases.AdviceDraft{Outcome: s.line.Outcome, Obligations: append(s.line.Obligations, s.line.Reminders...), Text: words}
	if s.line.ReferTo != nil {
		d.Destination = *s.line.ReferTo
	}
	return d
}

func precedent(s *scene) error {
	return s.book.MarkPrecedent(s.ctx, s.user, s.id, s.stamp, precedentText.in(s.lang))
}

// cite cites the case of another story.
func cite(situation string) func(*scene) error {
	return func(s *scene) error {
		other, err := s.book.Open(s.ctx, s.user, s.told[situation])
		if err != nil {
			return err
		}
		return s.book.Cite(s.ctx, s.user, s.id, s.stamp, other.Case.Reference)
	}
}

// mark marks a sentence of the situation, counted from 0.
func mark(sentence int, entry string) func(*scene) error {
	return func(s *scene) error {
		all := s.seen.Sentences(cases.SituationSource)
		d := cases.AnnotationDraft{Entries: []string{entry}, Passages: all[sentence : sentence+1], Why: whyText.in(s.lang)}
		return s.book.Annotate(s.ctx, s.user, s.id, s.stamp, d)
	}
}
