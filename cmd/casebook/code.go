package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

type codeCommand struct {
	Load codeLoadCommand `cmd:"" help:"Check the next version of the Code and keep it, all or nothing. / Vérifier la prochaine version du Code et la conserver, en entier ou pas du tout."`
	List codeListCommand `cmd:"" help:"List the versions of the Code. / Énumérer les versions du Code."`
	Show codeShowCommand `cmd:"" help:"Show a version of the Code. / Montrer une version du Code."`
}

// spoken is the language in which a command speaks to the office.
type spoken struct {
	Lang string `help:"Language of the messages: en or fr; as the system says when not given. / Langue des messages : en ou fr; celle du système si elle n’est pas donnée." enum:",en,fr" default:""`
}

func (s spoken) lang() cases.Lang {
	if s.Lang == "" {
		return systemLang()
	}
	return langNamed(s.Lang)
}

func (s spoken) words() *i18n.Words { return i18n.For(s.lang()) }

type codeLoadCommand struct {
	database
	spoken
	File  string `arg:"" help:"File of the version (JSON); - for standard input. / Fichier de la version (JSON); - pour l’entrée standard."`
	Check bool   `help:"Only check it: nothing is kept. / Vérifier seulement, sans rien conserver."`
}

func (c codeLoadCommand) Run(ctx context.Context, s *streams) error {
	f, err := c.opened(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		code, err := book.LoadCode(ctx, operator, f, c.Check)
		if err != nil {
			return errors.New(faultsInWords(c.words(), err))
		}
		key := "code_command.kept"
		if c.Check {
			key = "code_command.good"
		}
		fmt.Fprintln(s.messages, c.words().T(key, "Version", code.Version, "Day", c.words().Date(code.InForce)))
		return nil
	})
}

// opened opens a file to read; - is the standard input. A name that names
// nothing is the commonest mistake, and is answered in the office's language.
func (s spoken) opened(name string) (io.ReadCloser, error) {
	if name == "-" {
		return os.Stdin, nil
	}
	f, err := os.Open(name) // #nosec G304 -- named by the operator
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New(s.words().T("command.no_file", "File", name))
	}
	return f, err
}

// faultsInWords names every fault of a file, a line each.
func faultsInWords(w *i18n.Words, err error) string {
	var told *cases.Error
	if !errors.As(err, &told) {
		return err.Error()
	}
	if len(told.Problems) == 0 {
		return w.T(told.Key)
	}
	lines := []string{w.T("code_command.faults", "Count", len(told.Problems))}
	for _, p := range told.Problems {
		where := p.Field
		if where == "" {
			where = w.T("code_command.file")
		}
		lines = append(lines, "  "+where+": "+w.Named(p.Key, p.Args))
	}
	return strings.Join(lines, "\n")
}

type codeListCommand struct {
	database
	spoken
}

func (c codeListCommand) Run(ctx context.Context, s *streams) error {
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		codes, err := book.Codes(ctx)
		if err != nil {
			return err
		}
		for _, code := range codes.All() {
			fmt.Fprintf(s.out, "%3d  %s  %s  %s\n", code.Version, code.InForce, code.Digest()[:16], c.standing(codes, code))
		}
		return nil
	})
}

// standing says whether a version is in force, was, or is to come.
func (c codeListCommand) standing(codes cases.Codes, code cases.Code) string {
	key := "code_command.past"
	switch now := codes.InForce().Version; {
	case code.Version == now:
		key = "code_command.in_force"
	case code.Version > now:
		key = "code_command.to_come"
	}
	return c.words().T(key, "Day", c.words().Date(code.InForce))
}

type codeShowCommand struct {
	database
	spoken
	JSON    bool `name:"json" help:"As a file that \"code load\" reads. / Comme un fichier que lit « code load »."`
	Version int  `arg:"" help:"Number of the version. / Numéro de la version."`
}

func (c codeShowCommand) Run(ctx context.Context, s *streams) error {
	return c.question(ctx, c.words(), func(book *cases.Book) error {
		codes, err := book.Codes(ctx)
		if err != nil {
			return err
		}
		code, found := codes.Version(c.Version)
		if !found {
			return errors.New(c.words().T("code_command.unknown", "Version", c.Version))
		}
		if c.JSON {
			_, err := s.out.Write(code.File())
			return err
		}
		c.print(s.out, code)
		return nil
	})
}

func (c codeShowCommand) print(out io.Writer, code cases.Code) {
	lang := c.lang()
	fmt.Fprintln(out, c.words().T("reminder.version", "Version", code.Version, "Day", c.words().Date(code.InForce)))
	for _, e := range code.Entries {
		fmt.Fprintf(out, "%-20s %s\n%-20s %s\n", e.Code, e.Title.In(lang), "", e.Text.In(lang))
	}
	for _, r := range code.Replaces {
		line := c.words().T("code_command.gone", "Code", string(r.Code))
		if len(r.By) > 0 {
			line = c.words().T("code_command.replaced_by", "Code", string(r.Code), "By", joined(r.By))
		}
		fmt.Fprintln(out, strings.TrimSpace(line+". "+r.Reason.In(lang)))
	}
}

func joined(codes []cases.EntryCode) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, ", ")
}
