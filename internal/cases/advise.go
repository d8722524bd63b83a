package cases

import "context"

// AdviceDraft is an answer as it was typed. Its codes are as they came from
// the form.
type AdviceDraft struct {
	Outcome     string
	Destination string // required when referred; may be empty otherwise
	Obligations []string
	Text        string
	WouldChange string // which other facts would change the answer; may be empty
}

// Preview checks an answer and gives it as it would be sent, without sending:
// the message the employee would read.
func (b *Book) Preview(ctx context.Context, c *Case, s Stamp, d AdviceDraft) (Message, error) {
	code, err := b.Code(ctx)
	if err != nil {
		return Message{}, err
	}
	if err := s.underCode(code); err != nil {
		return Message{}, err
	}
	advice, text, err := b.checkAdvice(code, d)
	return Message{Kind: Advised, Lang: c.AnswerLang, Text: text, At: b.now(), Advice: advice}, err
}

// Advise sends the answer. It is advice, not permission.
func (b *Book) Advise(ctx context.Context, u User, id CaseID, s Stamp, d AdviceDraft) error {
	return b.answer(ctx, u, id, s, Advise, d)
}

// Correct sends an advice that supersedes the latest one; both are kept.
func (b *Book) Correct(ctx context.Context, u User, id CaseID, s Stamp, d AdviceDraft) error {
	return b.answer(ctx, u, id, s, Correct, d)
}

func (b *Book) answer(ctx context.Context, u User, id CaseID, s Stamp, a Action, d AdviceDraft) error {
	code, err := b.Code(ctx)
	if err != nil {
		return err
	}
	return b.change(ctx, u, id, s.saying(d), a, func(x *act) error {
		if err := s.underCode(code); err != nil {
			return err
		}
		advice, text, err := b.checkAdvice(code, d)
		if err != nil {
			return err
		}
		if a == Correct {
			advice.Supersedes = x.c.CurrentAdvice().ID // allow saw that there is one
		}
		x.takeIfNobodys()
		x.c.AnsweredAt, x.c.Promised = x.at, Date{}
		x.tellFiler()
		return x.say(Advised, x.c.AnswerLang, text, advice)
	})
}

func (b *Book) checkAdvice(code Code, d AdviceDraft) (*Advice, string, error) {
	var ps problems
	text := b.tidy(d.Text)
	advice := &Advice{CodeVersion: code.Version}
	advice.Outcome = choose(&ps, "outcome", d.Outcome, ParseOutcome)
	advice.Destination = destination(&ps, advice.Outcome, d.Destination)
	advice.Obligations = code.entries(&ps, d.Obligations)
	ps.need("text", text, MaxMessage)
	advice.WouldChange = b.tidyOptional(d.WouldChange)
	ps.fit("would_change", advice.WouldChange, MaxMessage)
	return advice, text, ps.err()
}

// destination is required when the case is referred; with any other outcome it
// may be named as well.
func destination(ps *problems, o Outcome, typed string) Destination {
	if o != Referred && typed == "" {
		return ""
	}
	return choose(ps, "destination", typed, ParseDestination)
}

// entries reads the obligations that advice rests on: at least one, of this
// version.
func (c Code) entries(ps *problems, typed []string) []EntryCode {
	var codes []EntryCode
	for _, t := range typed {
		if _, known := c.Entry(EntryCode(t)); !known {
			ps.add("obligations", "problem.unknown_choice")
			return nil
		}
		codes = append(codes, EntryCode(t))
	}
	if len(codes) == 0 {
		ps.add("obligations", "problem.obligations.missing")
	}
	return distinct(codes)
}
