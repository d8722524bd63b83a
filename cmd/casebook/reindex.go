package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"example.org/casebook/internal/store"
)

type reindexCommand struct {
	database
	spoken
	All bool `help:"Every case, also those that are indexed as this version reads them: what mends an index that doctor finds wrong. / Tous les dossiers, même ceux qui sont indexés comme cette version les lit : c’est ce qui répare un index où doctor trouve des fautes."`
}

func (c reindexCommand) Run(ctx context.Context, s *streams) error {
	kept, _, err := c.existing(ctx, c.words())
	if err != nil {
		return err
	}
	defer kept.Close()
	if c.All {
		return c.reindex(ctx, s, kept.ReindexAll)
	}
	did, err := c.reindexDue(ctx, s, kept)
	if err == nil && !did {
		fmt.Fprintln(s.messages, c.words().T("reindex_command.none"))
	}
	return err
}

// reindexDue indexes the cases that an older version indexed; false when there
// is none.
func (l spoken) reindexDue(ctx context.Context, s *streams, kept *store.Store) (bool, error) {
	due, err := kept.ReindexDue(ctx)
	if err != nil {
		return false, err
	}
	if due == 0 { // of one that was interrupted the last step may be left
		return false, kept.Reindex(ctx, func(int, int) {})
	}
	return true, l.reindex(ctx, s, kept.Reindex)
}

func (l spoken) reindex(ctx context.Context, s *streams, do func(context.Context, func(done, of int)) error) error {
	useMemory(ctx, reindexLimit)
	w := l.words()
	bar := newProgress(s.messages, w.T("reindex_command.doing"))
	err := do(ctx, bar.at)
	bar.end()
	if err != nil {
		return err
	}
	fmt.Fprintln(s.messages, w.T("reindex_command.done", "Count", bar.done))
	return nil
}

// progress is a bar on a terminal, and nothing elsewhere: a file of messages is
// not made better by a thousand lines of it.
type progress struct {
	to    io.Writer
	title string
	bar   *progressbar.ProgressBar
	done  int
}

func newProgress(to io.Writer, title string) *progress { return &progress{to: to, title: title} }

func (p *progress) at(done, of int) {
	p.done = done
	f, isFile := p.to.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) { // #nosec G115 -- a descriptor is a small number
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(of, progressbar.OptionSetWriter(p.to), progressbar.OptionSetDescription(p.title),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(time.Second/5), progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set(done)
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
