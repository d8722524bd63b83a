package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3" // with the tag sqlite_fts5

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// finding measures questions, one after the other, beside FTS5 over the same
// texts: its twenty best by bm25, numbers only. Ours is the whole page of twenty:
// what the person may see, filters, counts and passages with it.
type finding struct {
	setting
	kept *store.Store
	fts  *sql.DB
	asks cases.User
}

// found is what was measured of one kind of question.
type foundIn struct {
	Database, Question string
	Cases              int
	P50, P99           float64 // ms
	FTS50, FTS99       float64 // ms; 0: FTS5 has nothing like it
}

// question is a kind of question: ours in words, and FTS5's.
type question struct {
	name    string
	queries []cases.Query
	matches []string // for FTS5, one for each; none when it has nothing like it
}

// findAll measures each size on each database.
func (s setting) findAll(databases, sizes []string, out string) (err error) {
	var all []foundIn
	for _, s.kind = range databases {
		if s.kind == "postgres" {
			if s.cluster, err = startCluster(filepath.Join(s.folder, "postgres")); err != nil {
				return err
			}
			defer s.cluster.stop()
		}
		for _, text := range sizes {
			if s.size, err = strconv.Atoi(text); err != nil {
				return err
			}
			f := &finding{setting: s}
			some, err := f.measure(context.Background())
			if err != nil {
				return fmt.Errorf("%s, %d cases: %w", s.kind, s.size, err)
			}
			all = append(all, some...)
		}
	}
	body, err := json.MarshalIndent(all, "", " ")
	if err == nil && out != "" {
		err = os.WriteFile(out, body, 0o600)
	}
	return err
}

func (f *finding) measure(ctx context.Context) (all []foundIn, err error) {
	if err := f.open(ctx); err != nil {
		return nil, err
	}
	defer f.kept.Close()
	if f.fts, err = f.openFTS(ctx); err != nil {
		return nil, err
	}
	defer f.fts.Close()
	questions, err := f.questions(ctx)
	if err != nil {
		return nil, err
	}
	if f.profile {
		file, err := os.Create(filepath.Join(f.folder, fmt.Sprintf("%s-%d-questions.pprof", f.kind, f.size)))
		if err != nil {
			return nil, err
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return nil, err
		}
		defer pprof.StopCPUProfile()
	}
	if err := f.warm(ctx, questions); err != nil {
		return nil, err
	}
	fmt.Printf("\n| %s, %d cases | p50 ms | p99 ms | FTS5 p50 | FTS5 p99 |\n|---|---:|---:|---:|---:|\n", f.kind, f.size)
	for _, q := range questions {
		one, err := f.ask(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.name, err)
		}
		fmt.Printf("| %s | %.2f | %.2f | %s | %s |\n", one.Question, one.P50, one.P99, orNone(one.FTS50), orNone(one.FTS99))
		all = append(all, one)
	}
	one, err := f.askSimilar(ctx)
	if err != nil {
		return nil, err
	}
	fmt.Printf("| %s | %.2f | %.2f |  |  |\n", one.Question, one.P50, one.P99)
	return append(all, one), nil
}

// warm asks one question of each kind, so that all that is kept is there, and
// sets Go's memory as "casebook serve" then has it.
func (f *finding) warm(ctx context.Context, questions []question) error {
	for _, q := range questions {
		if _, err := f.kept.Search(ctx, f.asks, q.queries[0]); err != nil {
			return err
		}
	}
	runtime.GC()
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(max(64<<20, 2*int64(mem.HeapAlloc))) // #nosec G115 -- bytes of this machine
	return nil
}

// askSimilar measures the list of similar cases beside cases of every kind.
func (f *finding) askSimilar(ctx context.Context) (foundIn, error) {
	c := f.corpusOf()
	var took []time.Duration
	for i := range asked {
		k, _ := c.make((i * 7919) % f.size)
		began := time.Now()
		if _, err := f.kept.Similar(ctx, f.asks, k, cases.AdviceDraft{}, cases.ShownSimilar); err != nil {
			return foundIn{}, err
		}
		took = append(took, time.Since(began))
	}
	return foundIn{Database: f.kind, Question: "cases similar to one", Cases: f.size, P50: quantile(took, 0.5), P99: quantile(took, 0.99)}, nil
}

func orNone(ms float64) string {
	if ms == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", ms)
}

// open opens the casebook, and tells how long it took to index it anew when
// that was due.
func (f *finding) open(ctx context.Context) (err error) {
	options := store.Options{Path: place{folder: filepath.Join(f.folder, fmt.Sprintf("sqlite-%d", f.size))}.sqlite()}
	if f.cluster != nil {
		options = store.Options{DatabaseURL: f.cluster.address(fmt.Sprintf("casebook_%d", f.size))}
	}
	folder := filepath.Join(f.folder, fmt.Sprintf("%s-%d", f.kind, f.size))
	if fill := f.filling(folder, options); !fill.isThere() {
		return fmt.Errorf("there is no casebook of that size in %s: measure its pages first, which makes it", folder)
	}
	if f.kept, err = store.Open(ctx, options); err != nil {
		return err
	}
	began := time.Now()
	if err := f.kept.Migrate(ctx); err != nil {
		return err
	}
	if err := f.kept.Reindex(ctx, func(int, int) {}); err != nil {
		return err
	}
	if err := f.kept.Settle(ctx); err != nil {
		return err
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	fmt.Fprintf(f.messages, "%s, %d cases: migrated and settled in %s, %d MB from the system\n", f.kind, f.size,
		time.Since(began).Round(time.Millisecond), mem.Sys>>20)
	f.asks = cases.User{ID: "bench-advisor", Roles: cases.NewRoles(cases.Advisor)}
	return nil
}

// openFTS fills an FTS5 table with the same texts, once.
func (f *finding) openFTS(ctx context.Context) (*sql.DB, error) {
	file := filepath.Join(f.folder, fmt.Sprintf("fts-%d-%d.db", f.size, f.seed))
	_, missing := os.Stat(file)
	db, err := sql.Open("sqlite3", "file:"+file+"?_journal=OFF&_sync=OFF")
	if err != nil || missing == nil {
		return db, err
	}
	began := time.Now()
	for _, statement := range []string{
		"CREATE VIRTUAL TABLE texts USING fts5(subject, body, content='', tokenize=\"unicode61 remove_diacritics 2\")",
		"CREATE VIRTUAL TABLE words USING fts5vocab(texts, row)",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("make a table of FTS5 (is the tag sqlite_fts5 set?): %w", err)
		}
	}
	c := f.corpusOf()
	for from := 0; from < f.size; from += atOnce {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return nil, err
		}
		for i := from; i < min(from+atOnce, f.size); i++ {
			k, _ := c.make(i)
			if _, err := tx.ExecContext(ctx, "INSERT INTO texts (rowid, subject, body) VALUES (?, ?, ?)", i+1, k.Subject, bodyOf(k)); err != nil {
				return nil, err
			}
		}
		if err := tx.Commit(); err != nil {
			return nil, err
		}
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO texts (texts) VALUES ('optimize')"); err != nil {
		return nil, err
	}
	fmt.Fprintf(f.messages, "FTS5 was filled in %s\n", time.Since(began).Round(time.Second))
	return db, nil
}

func bodyOf(c *cases.Case) string {
	texts := []string{c.Situation}
	for _, m := range c.Messages {
		texts = append(texts, m.Text)
	}
	for _, a := range c.Annotations {
		texts = append(texts, a.Passage.Quote, a.Why)
	}
	for _, n := range c.Notes {
		texts = append(texts, n.Text)
	}
	return strings.Join(texts, "\n")
}

// Each kind of question is asked so often, with other words: fewer times when
// that takes long, which at a million cases FTS5 does.
const (
	asked      = 1000
	askedLeast = 100
	longEnough = 15 * time.Second
)

// questions draws words by how common they are.
func (f *finding) questions(ctx context.Context) ([]question, error) {
	byShare := map[int][]string{}
	for _, oneIn := range []int{1, 2, 5, 20, 100, 10_000} {
		words, err := f.wordsOf(ctx, oneIn)
		if err != nil {
			return nil, err
		}
		byShare[oneIn] = words
	}
	of := func(name string, suffix string, plain bool, shares ...int) question {
		q := question{name: name}
		for i := range asked {
			var words []string
			for n, share := range shares {
				all := byShare[share]
				words = append(words, all[(i*(n+1)+n)%len(all)])
			}
			q.queries = append(q.queries, cases.Query{Text: strings.Join(words, " ") + suffix, Plain: plain, Size: 20})
			q.matches = append(q.matches, strings.Join(words, " OR "))
		}
		return q
	}
	all := []question{
		of("a rare word", "", true, 10_000), of("a word in 1 of 100", "", true, 100), of("a word in 1 of 5", "", true, 5),
		of("a word in 1 of 2", "", true, 2), of("two words, 1 of 5 and 1 of 20", "", true, 5, 20),
		of("three words, 1 of 2, 5 and 100", "", true, 2, 5, 100),
		of("one word, widened", "", false, 20), of("two words, widened", "", false, 5, 20), of("three words, widened", "", false, 20, 5, 100),
		of("a word in 1 of 5, of French cases that were answered", " lang:fr status:answered", true, 5),
	}
	phrase := question{name: "a phrase"}
	c := f.corpusOf()
	for i := range asked {
		k, _ := c.make((i * 7919) % f.size)
		words := strings.FieldsFunc(k.Situation, func(r rune) bool { return strings.ContainsRune(" .,;:!?\n", r) })
		if len(words) < 8 {
			continue
		}
		text := `"` + strings.Join(words[5:8], " ") + `"`
		phrase.queries = append(phrase.queries, cases.Query{Text: text, Size: 20})
		phrase.matches = append(phrase.matches, text)
	}
	return append(all, phrase), nil
}

// wordsOf are words that about one case in so many has, of ours by their stems
// a little more.
func (f *finding) wordsOf(ctx context.Context, oneIn int) (words []string, err error) {
	rows, err := f.fts.QueryContext(ctx, "SELECT term FROM words WHERE length(term) > 3 ORDER BY max(doc * 1.0 / ?1, ?1 / doc) LIMIT 12",
		max(1, float64(f.size)/float64(oneIn)))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var w string
		if err := rows.Scan(&w); err != nil {
			return nil, err
		}
		words = append(words, w)
	}
	return words, rows.Err()
}

func (f *finding) ask(ctx context.Context, q question) (foundIn, error) {
	var ours, theirs []time.Duration
	start := time.Now()
	for i, query := range q.queries {
		if i >= askedLeast && time.Since(start) > longEnough {
			break
		}
		began := time.Now()
		if _, err := f.kept.Search(ctx, f.asks, query); err != nil {
			return foundIn{}, err
		}
		ours = append(ours, time.Since(began))
		if i >= len(q.matches) {
			continue
		}
		began = time.Now()
		rows, err := f.fts.QueryContext(ctx, "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 20", q.matches[i])
		if err != nil {
			return foundIn{}, err
		}
		for rows.Next() {
		}
		if err := rows.Close(); err != nil {
			return foundIn{}, err
		}
		theirs = append(theirs, time.Since(began))
	}
	one := foundIn{Database: f.kind, Question: q.name, Cases: f.size}
	one.P50, one.P99 = quantile(ours, 0.5), quantile(ours, 0.99)
	one.FTS50, one.FTS99 = quantile(theirs, 0.5), quantile(theirs, 0.99)
	return one, nil
}

// quantile is in milliseconds; 0 of nothing.
func quantile(all []time.Duration, share float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return float64(all[min(int(share*float64(len(all))), len(all)-1)].Microseconds()) / 1000
}
