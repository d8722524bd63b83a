package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

type thesaurusCommand struct {
	List   thesaurusListCommand   `cmd:"" help:"List the concepts of the thesaurus. / Énumérer les concepts du thésaurus."`
	Export thesaurusExportCommand `cmd:"" help:"Write the thesaurus to standard output, as a file that \"load\" reads. / Écrire le thésaurus à la sortie standard, en un fichier que lit « load »."`
	Load   thesaurusLoadCommand   `cmd:"" help:"Check a file and put its concepts in the place of all there are, all or nothing. / Vérifier un fichier et remplacer tous les concepts par les siens, en entier ou pas du tout."`
}

type thesaurusListCommand struct {
	database
	spoken
	Group string `help:"Only this group. / Seulement ce groupe." placeholder:"NAME"`
	Word  string `help:"Only concepts with this in one of their words. / Seulement les concepts dont un mot contient ceci." placeholder:"TEXT"`
}

func (c thesaurusListCommand) Run(ctx context.Context, s *streams) error {
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		now, err := book.Thesaurus(ctx, operator)
		if err != nil {
			return err
		}
		for _, x := range now.Holding(c.Word, c.Group) {
			fmt.Fprintf(s.out, "%-26s %-18s %s | %s\n", x.ID, x.Group, strings.Join(x.En, ", "), strings.Join(x.Fr, ", "))
		}
		return nil
	})
}

type thesaurusExportCommand struct {
	database
	spoken
	CSV bool `name:"csv" help:"For a spreadsheet, a word on each line. / Pour un tableur, un mot par ligne."`
}

func (c thesaurusExportCommand) Run(ctx context.Context, s *streams) error {
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		concepts, err := book.ExportThesaurus(ctx, operator)
		if err != nil {
			return err
		}
		file := cases.ConceptsJSON(concepts)
		if c.CSV {
			file = cases.ConceptsCSV(concepts)
		}
		_, err = s.out.Write(file)
		return err
	})
}

type thesaurusLoadCommand struct {
	database
	spoken
	File  string `arg:"" help:"File of concepts (JSON or CSV); - for standard input. / Fichier de concepts (JSON ou CSV); - pour l’entrée standard."`
	Check bool   `help:"Only check it: nothing is kept. / Vérifier seulement, sans rien conserver."`
}

func (c thesaurusLoadCommand) Run(ctx context.Context, s *streams) error {
	f, err := c.opened(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		done, err := book.LoadThesaurus(ctx, operator, cases.Stamp{}, f, c.Check)
		if err != nil {
			return errors.New(fileFaults(c.words(), err))
		}
		key := "thesaurus_command.kept"
		if c.Check {
			key = "thesaurus_command.good"
		}
		w := c.words()
		fmt.Fprintln(s.messages, w.T(key))
		for _, line := range []string{w.T("thesaurus.load.added", "Count", done.Added), w.T("thesaurus.load.changed", "Count", done.Changed),
			w.T("thesaurus.load.removed", "Count", done.Removed), w.T("thesaurus.load.same", "Count", done.Same),
			w.T("thesaurus.load.short", "Count", done.Short)} {
			fmt.Fprintln(s.messages, "  "+line)
		}
		return nil
	})
}

// fileFaults names every fault of a file by its line.
func fileFaults(w *i18n.Words, err error) string {
	var told *cases.Error
	if !errors.As(err, &told) || len(told.Problems) == 0 {
		return faultsInWords(w, err)
	}
	lines := []string{w.T("thesaurus_command.faults", "Count", len(told.Problems))}
	for _, p := range told.Problems {
		said := w.Named(p.Key, p.Args)
		if p.Field == "" {
			said = w.T("thesaurus_command.file", "Fault", said)
		} else {
			said = w.T("thesaurus_command.line", "Line", p.Field, "Fault", said)
		}
		lines = append(lines, "  "+said)
	}
	return strings.Join(lines, "\n")
}
