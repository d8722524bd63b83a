package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/importfile"
	"example.org/casebook/internal/web"
)

// operator is who acts when a command reads or changes the casebook. She sees
// what an advisor sees, and every act of hers is in the ledger.
var operator = cases.User{ID: cases.Operator, Roles: cases.NewRoles(cases.Advisor)}

type migrateCommand struct {
	database
	spoken
}

func (c migrateCommand) Run(ctx context.Context, s *streams) error {
	kept, _, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer kept.Close()
	version, _, err := kept.Version(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.messages, c.words().T("migrate_command.done", "Version", version))
	_, err = c.reindexDue(ctx, s, kept)
	return err
}

type routesCommand struct {
	JSON bool `name:"json" help:"One JSON object per line. / Un objet JSON par ligne."`
}

func (c routesCommand) Run(s *streams) error {
	for _, r := range web.Routes() {
		if c.JSON {
			if err := json.NewEncoder(s.out).Encode(r); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(s.out, "%-6s %-45s %s\n", r.Method, r.Path, r.Policy)
	}
	return nil
}

type importCommand struct {
	database
	spoken
	File string `arg:"" help:"File to import; - for standard input. / Fichier à importer; - pour l’entrée standard."`
}

func (c importCommand) Run(ctx context.Context, s *streams) error {
	f, err := c.opened(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	lines, numbers, err := importfile.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	list := make([]cases.Imported, len(lines))
	for i, l := range lines {
		if list[i], err = l.Case(); err != nil {
			return fmt.Errorf("%s: line %d: %w", c.File, numbers[i], err)
		}
	}
	return c.importAll(ctx, s, list, numbers)
}

func (c importCommand) importAll(ctx context.Context, s *streams, list []cases.Imported, numbers []int) error {
	kept, zone, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer kept.Close()
	book, err := newBook(kept, zone, office{}, now)
	if err != nil {
		return err
	}
	created, err := book.Import(ctx, list)
	var fault *cases.ImportFault
	if errors.As(err, &fault) {
		return errors.New(c.words().T("import_command.fault", "File", c.File, "Line", numbers[fault.Index], "Fault", inWords(c.words(), fault.Err)))
	}
	if err != nil {
		return err
	}
	if err := kept.Settle(ctx); err != nil { // no program may be serving that would
		return err
	}
	w := c.words()
	fmt.Fprintln(s.messages, w.T("import_command.imported", "Count", created)+", "+w.T("import_command.there", "Count", len(list)-created))
	return nil
}

// inWords says a refusal in a sentence for the office.
func inWords(w *i18n.Words, err error) string {
	var told *cases.Error
	if !errors.As(err, &told) || len(told.Problems) == 0 {
		return err.Error()
	}
	var all []string
	for _, p := range told.Problems {
		all = append(all, p.Field+": "+w.Named(p.Key, p.Args))
	}
	return strings.Join(all, "; ")
}

// question opens a casebook that must be there, for a command that only asks.
func (d database) question(ctx context.Context, w *i18n.Words, ask func(*cases.Book) error) error {
	kept, zone, err := d.existing(ctx, w)
	if err != nil {
		return err
	}
	defer kept.Close()
	book, err := newBook(kept, zone, office{}, now)
	if err != nil {
		return err
	}
	return ask(book)
}

type searchCommand struct {
	database
	spoken
	JSON  bool     `name:"json" help:"One JSON object per line: rank, reference, external_id, lang, score. / Un objet JSON par ligne : rank, reference, external_id, lang, score."`
	Limit int      `help:"At most so many cases. / Au plus ce nombre de dossiers." default:"20"`
	Words []string `arg:"" optional:"" help:"Words, \"a phrase\", -without, field:value (lang:fr: only French cases); after -- when one begins with a dash. / Mots, \"une expression\", -sans, champ:valeur (langue:fr : seulement les dossiers en français); après -- si l’un commence par un tiret."`
}

// hitLine is a hit as tools read it.
type hitLine struct {
	Rank       int     `json:"rank"`
	Reference  string  `json:"reference"`
	ExternalID string  `json:"external_id"`
	Lang       string  `json:"lang"`
	Score      float64 `json:"score"`
}

func (c searchCommand) Run(ctx context.Context, s *streams) error {
	q := cases.Query{Text: strings.Join(c.Words, " "), Size: max(1, c.Limit)}
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		found, err := book.Search(ctx, operator, q)
		if err != nil {
			return err
		}
		words := c.words()
		if found.Reindexing {
			fmt.Fprintln(s.messages, words.T("command.reindex_due"))
		}
		if found.Small {
			fmt.Fprintln(s.messages, words.T("search.small"))
		}
		for _, u := range found.Unknown {
			fmt.Fprintln(s.messages, words.T("search.unknown"), u)
		}
		return c.print(s, found)
	})
}

func (c searchCommand) print(s *streams, found cases.Results) error {
	for i, h := range found.Hits {
		if c.JSON {
			line := hitLine{i + 1, h.Reference, h.ExternalID, string(h.Lang), h.Score}
			if err := json.NewEncoder(s.out).Encode(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(s.out, "%3d  %s  %s  %s\n", i+1, h.Reference, h.Lang, h.Subject)
	}
	return nil
}

type ledgerCommand struct {
	Verify ledgerVerifyCommand `cmd:"" help:"Say whether the ledger is intact, or where it breaks. / Dire si le registre est intact, ou bien où il se rompt."`
}

type ledgerVerifyCommand struct {
	database
	spoken
	Head string `help:"A head printed on an earlier day: it must still be in the ledger. / Une tête affichée un autre jour : elle doit encore être dans le registre."`
}

func (c ledgerVerifyCommand) Run(ctx context.Context, s *streams) error {
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		seq, hash, err := book.VerifyLedger(ctx, c.Head)
		if err != nil {
			return err
		}
		entries := "entries"
		if seq == 1 {
			entries = "entry"
		}
		fmt.Fprintf(s.out, "intact: %d %s\nhead: %s\n", seq, entries, hash)
		return nil
	})
}
