package cases

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Imported is a past case as an import file gives it: a situation and the
// advice that was given. It becomes an answered case.
type Imported struct {
	ExternalID  string
	Lang        Lang
	Channel     Channel
	Facts       Facts
	Submitted   Date
	Subject     string
	Situation   string
	Obligations []EntryCode // and reminders: annotated on the whole case, and the advice rests on them
	Outcome     Outcome
	Destination Destination
	Reply       string
	Replied     Date
}

// ImportFault is what is wrong with one of the cases given, by its place.
type ImportFault struct {
	Index int // from 0
	Err   error
}

func (f *ImportFault) Error() string { return fmt.Sprintf("case %d: %v", f.Index+1, f.Err) }
func (f *ImportFault) Unwrap() error { return f.Err }

// Import keeps all the cases given or none. One that was imported before with
// the same content is passed over, with other content refused. It answers how
// many were new. The error is an *ImportFault when a case is to blame.
func (b *Book) Import(ctx context.Context, list []Imported) (created int, err error) {
	codes, err := b.Codes(ctx)
	if err != nil {
		return 0, err
	}
	if _, err := b.Settings(ctx); err != nil { // another program may have declared an election period
		return 0, err
	}
	err = b.store.Together(ctx, func(s Store) error {
		created = 0
		for i, in := range list {
			isNew, err := b.importOne(ctx, s, codes.On(in.Replied), in)
			if err != nil {
				return &ImportFault{i, err}
			}
			if isNew {
				created++
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return created, nil
}

func (b *Book) importOne(ctx context.Context, s Store, code Code, in Imported) (bool, error) {
	sum := in.digest()
	before, err := s.Imported(ctx, in.ExternalID)
	if err != nil {
		return false, err
	}
	if before != nil {
		if before.ExternalDigest != sum {
			return false, fmt.Errorf("external_id %q was imported before with other content (%s)", in.ExternalID, before.Reference)
		}
		return false, nil
	}
	c, err := b.importedCase(code, in)
	if err != nil {
		return false, err
	}
	c.ExternalDigest = sum
	year := in.Submitted.Year
	_, err = s.Create(ctx, Receipt{}, year, func(number int) (*Case, Change, error) {
		c.Reference = Reference(year, number)
		e := c.event(User{ID: Operator}, b.now(), ImportAct, "", in)
		return c, Change{Events: []Event{e}}, nil
	})
	return err == nil, err
}

func (in Imported) digest() string {
	j, err := json.Marshal(in)
	if err != nil {
		panic(err) // only our own plain values come here
	}
	sum := sha256.Sum256(j)
	return hex.EncodeToString(sum[:])
}

// importedCase makes an answered case of what was imported, under the Code that
// was in force on the day of the answer.
func (b *Book) importedCase(code Code, in Imported) (*Case, error) {
	if err := b.checkImported(code, &in); err != nil {
		return nil, err
	}
	c := &Case{Subject: in.Subject, Situation: in.Situation, Lang: in.Lang, AnswerLang: in.Lang,
		Facts: in.Facts, ExternalID: in.ExternalID}
	submitted, replied := b.noon(in.Submitted), b.noon(in.Replied)
	if err := b.begin(c, submitted, ""); err != nil {
		return nil, err
	}
	c.Channel, c.Status, c.Promised, c.AnsweredAt = in.Channel, Answered, Date{}, replied
	x := &act{book: b, user: User{ID: Operator}, at: replied, c: c}
	for _, e := range in.Obligations {
		if err := x.mark(Annotation{Entry: e, CodeVersion: code.Version}); err != nil {
			return nil, err
		}
	}
	return c, x.say(Advised, in.Lang, in.Reply, &Advice{Outcome: in.Outcome, Destination: in.Destination,
		Obligations: in.Obligations, CodeVersion: code.Version})
}

// noon is the moment at which something of that day is said to have happened,
// when only the day is known.
func (b *Book) noon(d Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 17, 0, 0, 0, time.UTC)
}

func (b *Book) checkImported(code Code, in *Imported) error {
	var ps problems
	in.Subject, in.Situation, in.Reply = b.tidyLine(in.Subject), b.tidy(in.Situation), b.tidy(in.Reply)
	in.Facts = b.tidyImportedFacts(in.Facts)
	if in.ExternalID == "" {
		ps.add("external_id", "problem.missing")
	}
	ps.need("subject", in.Subject, MaxSubject)
	ps.need("situation", in.Situation, MaxSituation)
	ps.need("reply", in.Reply, MaxMessage)
	ps.checkFacts(in.Facts)
	choose(&ps, "lang", string(in.Lang), ParseLang)
	choose(&ps, "channel", string(in.Channel), ParseChannel)
	choose(&ps, "outcome", string(in.Outcome), ParseOutcome)
	in.Destination = destination(&ps, in.Outcome, string(in.Destination))
	var codes []string
	for _, o := range in.Obligations {
		codes = append(codes, string(o))
	}
	in.Obligations = code.entries(&ps, codes)
	if in.Submitted.IsZero() || in.Replied.Before(in.Submitted) {
		ps.add("replied_on", "problem.replied_before")
	}
	return ps.err()
}

func (b *Book) tidyImportedFacts(f Facts) Facts {
	tidy := b.tidyFacts(f)
	tidy.ElectionPeriod = f.ElectionPeriod
	return tidy
}
