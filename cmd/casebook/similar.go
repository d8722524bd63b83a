package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/web"
)

type similarCommand struct {
	database
	spoken
	JSON       bool   `name:"json" help:"One JSON object per line: rank, reference, external_id, lang, outcome, duplicate, obligations, platform, election, same_outcome, words. / Un objet JSON par ligne : rank, reference, external_id, lang, outcome, duplicate, obligations, platform, election, same_outcome, words."`
	Limit      int    `help:"At most so many cases; never more than 20. / Au plus ce nombre de dossiers; jamais plus de 20." default:"6"`
	ExternalID string `name:"external-id" help:"The case that was imported under this id, in place of a reference. / Le dossier importé sous cet identifiant, au lieu d’un numéro de référence."`
	Text       string `placeholder:"FILE" help:"A text in place of a case, in the language of --lang: a file, or - for standard input. / Un texte au lieu d’un dossier, dans la langue de --lang : un fichier, ou - pour l’entrée standard."`
	Reference  string `arg:"" optional:"" help:"Reference number of a case. / Numéro de référence d’un dossier."`
}

// similarLine is a similar case as tools read it.
type similarLine struct {
	Rank        int               `json:"rank"`
	Reference   string            `json:"reference"`
	ExternalID  string            `json:"external_id"`
	Lang        string            `json:"lang"`
	Outcome     string            `json:"outcome"`
	Duplicate   bool              `json:"duplicate"`
	Obligations []cases.EntryCode `json:"obligations"`
	Platform    string            `json:"platform"`
	Election    bool              `json:"election"`
	SameOutcome bool              `json:"same_outcome"`
	Words       []wordPair        `json:"words"`
}

// wordPair is a word of both, as each writes it.
type wordPair struct {
	Here  string `json:"here"`
	There string `json:"there"`
}

func (c similarCommand) Run(ctx context.Context, s *streams) error {
	if !c.namesOne() {
		return errors.New(c.words().T("similar_command.which"))
	}
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		found, err := c.find(ctx, book)
		if cases.KindOf(err) == cases.NotFound {
			return errors.New(c.words().T("similar_command.no_case"))
		}
		if err != nil {
			return err
		}
		codes, err := book.Codes(ctx)
		if err != nil {
			return err
		}
		return c.print(s, codes, found)
	})
}

// namesOne reports whether one thing is named that others are to be like.
func (c similarCommand) namesOne() bool {
	named := 0
	for _, what := range []string{c.Reference, c.ExternalID, c.Text} {
		if what != "" {
			named++
		}
	}
	return named == 1
}

// find looks as the office does, and as the office leaves it in the ledger: the
// opening of the case, or a search by a text.
func (c similarCommand) find(ctx context.Context, book *cases.Book) ([]cases.SimilarCase, error) {
	var o *cases.Opening
	var err error
	switch {
	case c.Text != "":
		text, err := c.read()
		if err != nil {
			return nil, err
		}
		return book.SimilarTo(ctx, operator, c.lang(), text, c.Limit)
	case c.ExternalID != "":
		o, err = book.OpenImported(ctx, operator, c.ExternalID)
	default:
		o, err = book.OpenNamed(ctx, operator, c.Reference)
	}
	if err != nil {
		return nil, err
	}
	return book.Similar(ctx, o, cases.AdviceDraft{}, c.Limit)
}

// maxText bounds what is read of a text, in bytes: more than any situation has.
const maxText = 1 << 20

// read reads the text. It is never an argument: lists of processes and histories
// of commands show those.
func (c similarCommand) read() (string, error) {
	f, err := c.opened(c.Text)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxText))
	return strings.ToValidUTF8(string(text), ""), err
}

func (c similarCommand) print(s *streams, codes cases.Codes, found []cases.SimilarCase) error {
	for i, f := range found {
		if !c.JSON {
			c.tell(s, codes, i+1, f)
			continue
		}
		if err := json.NewEncoder(s.out).Encode(newSimilarLine(i+1, f)); err != nil {
			return err
		}
	}
	return nil
}

func newSimilarLine(rank int, f cases.SimilarCase) similarLine {
	r := f.Reasons
	line := similarLine{Rank: rank, Reference: f.Reference, ExternalID: f.ExternalID, Lang: string(f.Lang), Outcome: string(f.Outcome),
		Duplicate: f.Duplicate, Obligations: append([]cases.EntryCode{}, r.Obligations...), Platform: string(r.Platform),
		Election: r.Election, SameOutcome: r.Outcome != "", Words: []wordPair{}}
	for _, w := range r.Words {
		line.Words = append(line.Words, wordPair(w))
	}
	return line
}

// tell prints a case as the search does, and below it why it is there.
func (c similarCommand) tell(s *streams, codes cases.Codes, rank int, f cases.SimilarCase) {
	w := c.words()
	fmt.Fprintf(s.out, "%3d  %s  %s  %s\n", rank, f.Reference, f.Lang, f.Subject)
	name := func(code cases.EntryCode) string {
		e, _ := codes.Entry(code)
		return e.Title.In(c.lang())
	}
	lines := web.ReasonsInWords(w, name, codes, f.Reasons)
	if f.Duplicate {
		lines = append([]string{w.T("similar.duplicate")}, lines...)
	}
	if about := wordsShared(f.Reasons.Words); about != "" {
		lines = append(lines, w.T("similar.about")+" "+about)
	}
	for _, line := range lines {
		fmt.Fprintf(s.out, "     %s\n", line)
	}
}

func wordsShared(all []cases.SharedWord) string {
	var out []string
	for _, w := range all {
		if w.There != "" {
			w.Here += " (" + w.There + ")"
		}
		out = append(out, w.Here)
	}
	return strings.Join(out, ", ")
}
