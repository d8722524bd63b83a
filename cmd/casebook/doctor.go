package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/store"
)

type doctorCommand struct {
	database
	spoken
}

// Run looks at everything that can be wrong with a casebook and changes nothing.
func (c doctorCommand) Run(ctx context.Context, s *streams) error {
	o, err := c.options(false)
	if err != nil {
		return err
	}
	if _, err := os.Stat(o.Path); o.DatabaseURL == "" && err != nil {
		return errors.New(c.words().T("command.no_casebook", "Folder", c.Data))
	}
	kept, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	defer kept.Close()
	book, err := newBook(kept, o.Zone, office{}, now)
	if err != nil {
		return err
	}
	return doctor{streams: s, words: c.words(), kept: kept, book: book}.look(ctx)
}

// doctor looks at a casebook, a line for each thing.
type doctor struct {
	*streams
	words *i18n.Words
	kept  *store.Store
	book  *cases.Book
}

// look goes on after a fault, but not past an old schema, in which nothing is
// where this version looks for it.
func (d doctor) look(ctx context.Context) error {
	faults := 0
	for _, x := range []struct {
		name string
		look func(context.Context) (sound bool, said string, err error)
	}{
		{"schema", d.schema}, {"file", d.file}, {"ledger", d.ledger}, {"index", d.index},
	} {
		sound, said, err := x.look(ctx)
		if err != nil {
			return err
		}
		if said != "" {
			fmt.Fprintln(d.out, d.words.T("doctor_command.line", "What", d.words.T("doctor_command."+x.name), "Said", said))
		}
		if !sound {
			faults++
			if x.name == "schema" {
				break
			}
		}
	}
	if faults > 0 {
		return errors.New(d.words.T("doctor_command.faults", "Count", faults))
	}
	return nil
}

func (d doctor) schema(ctx context.Context) (bool, string, error) {
	have, want, err := d.kept.Version(ctx)
	if err != nil || have == want {
		return true, d.words.T("doctor_command.schema_good", "Version", have), err
	}
	return false, d.words.T("doctor_command.schema_old", "Version", have, "Wanted", want), nil
}

// file is only SQLite's; a PostgreSQL server looks after its own.
func (d doctor) file(ctx context.Context) (bool, string, error) {
	faults, looked, err := d.kept.CheckFile(ctx)
	if err != nil || !looked {
		return true, "", err
	}
	if len(faults) > 0 {
		return false, d.words.T("doctor_command.file_bad") + "\n  " + strings.Join(faults, "\n  "), nil
	}
	return true, d.words.T("doctor_command.file_good"), nil
}

func (d doctor) ledger(ctx context.Context) (bool, string, error) {
	seq, _, err := d.book.VerifyLedger(ctx, "")
	if err != nil {
		return false, err.Error(), nil
	}
	return true, d.words.T("doctor_command.ledger_good", "Count", int(seq)), nil
}

func (d doctor) index(ctx context.Context) (bool, string, error) {
	bar := newProgress(d.messages, d.words.T("doctor_command.reading"))
	found, err := d.kept.CheckIndex(ctx, bar.at)
	bar.end()
	if err != nil {
		return false, "", err
	}
	var said []string
	say := func(key string, n int) {
		if n > 0 {
			said = append(said, d.words.T("doctor_command.index_"+key, "Count", n))
		}
	}
	if found.IsSound() {
		said = append(said, d.words.T("doctor_command.index_good", "Count", found.Cases))
	}
	say("wrong", found.Wrong)
	say("lost", found.Lost)
	say("stray", found.Stray)
	say("due", found.Due)
	say("changed", found.Changed)
	if len(found.References) > 0 {
		said = append(said, d.words.T("doctor_command.index_named", "References", strings.Join(found.References, ", ")))
	}
	if !found.IsSound() {
		said = append(said, d.words.T("doctor_command.index_mend"))
	}
	return found.IsSound(), strings.Join(said, "\n  "), nil
}
