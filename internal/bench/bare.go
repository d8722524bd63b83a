package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"html/template"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
)

// bare is what the pages are measured against: a fiber handler that reads as
// often as the page must, by prepared statements of database/sql, and renders a
// template of html/template of as many bytes. It has no rules and no words.
type bare struct {
	db       *sql.DB
	rebind   func(string) string
	prepared sync.Map // *sql.Stmt by its text
	sessions []session
	turn     atomic.Int64
	durable  chan chan error
	fill     sync.Map // of each page, the bytes that its rows are short of
}

type session struct{ hash, person string }

// bareRoutes read what the page of that kind must read.
var bareRoutes = map[string]func(*bare, *fiber.Ctx) (bareData, error){
	"/home": (*bare).home, "/queue": (*bare).queue, "/case": (*bare).one, "/search": (*bare).search,
}

// bareData is what the template is fed.
type bareData struct {
	Name string
	Rows [][]string
	Text [][]string
	Fill template.HTML
}

var bareTemplate = template.Must(template.New("page").Parse(`<!doctype html><html lang="en"><head><title>Page</title></head><body><p>{{.Name}}</p>
{{- if .Rows}}<table><tbody>{{range .Rows}}<tr><td><a href="/cases/{{index . 0}}">{{index . 1}}</a></td><td>{{index . 2}}</td><td>{{index . 3}}</td><td>{{index . 4}}</td><td>{{index . 6}}</td><td>{{index . 8}}</td><td>{{index . 10}}</td><td>{{index . 12}}</td></tr>{{end}}</tbody></table>{{end}}
{{- range .Text}}<article>{{range .}}<p>{{.}}</p>{{end}}</article>{{end}}{{.Fill}}</body></html>`))

// serveBare is the mode of the bare server's own process.
func serveBare(address, database string) error {
	b, err := openBare(database)
	if err != nil {
		return err
	}
	go b.commit()
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/ready", func(c *fiber.Ctx) error { return c.SendString("ready") })
	for path, read := range bareRoutes {
		app.Get(path, func(c *fiber.Ctx) error { return b.show(c, path, read) })
	}
	ended, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go func() {
		<-ended.Done()
		_ = app.ShutdownWithTimeout(time.Second) // nothing of it is worth waiting for
	}()
	return app.Listen(address)
}

func openBare(database string) (*bare, error) {
	b := &bare{durable: make(chan chan error), rebind: func(q string) string { return q }}
	var err error
	if isPostgres(database) {
		b.rebind = numbered
		b.db, err = sql.Open("pgx", database)
	} else {
		b.db, err = sql.Open(sqliteDriver(), "file:"+database+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&"+
			"_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)")
	}
	if err != nil {
		return nil, err
	}
	b.db.SetMaxOpenConns(2 + runtime.NumCPU())
	b.db.SetMaxIdleConns(2 + runtime.NumCPU())
	if _, err := b.db.Exec("CREATE TABLE IF NOT EXISTS bench_rows (seq integer PRIMARY KEY, a text, b text, c text, d text, e text, f text)"); err != nil {
		return nil, err
	}
	rows, err := b.read("SELECT hash, person FROM sessions")
	for _, r := range rows {
		b.sessions = append(b.sessions, session{r[0], r[1]})
	}
	if err == nil && len(b.sessions) == 0 {
		err = fmt.Errorf("nobody has signed in")
	}
	return b, err
}

// sqliteDriver is the one compiled in.
func sqliteDriver() string {
	if slices.Contains(sql.Drivers(), "sqlite") {
		return "sqlite"
	}
	return "sqlite3"
}

// numbered writes the places of a statement as PostgreSQL does.
func numbered(q string) string {
	var b strings.Builder
	for i, part := range strings.Split(q, "?") {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	return b.String()
}

func (b *bare) statement(query string) (*sql.Stmt, error) {
	if s, ok := b.prepared.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := b.db.Prepare(b.rebind(query))
	if err == nil {
		b.prepared.Store(query, s)
	}
	return s, err
}

// read is one read: all rows, every column as text.
func (b *bare) read(query string, args ...any) ([][]string, error) {
	s, err := b.statement(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]sql.NullString, len(columns))
	places := make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	var all [][]string
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return nil, err
		}
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = v.String
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

func (b *bare) show(c *fiber.Ctx, path string, read func(*bare, *fiber.Ctx) (bareData, error)) error {
	data, err := read(b, c)
	if err != nil {
		fmt.Fprintln(os.Stderr, path, err)
		return err
	}
	fill, known := b.fill.Load(path)
	if known {
		data.Fill = fill.(template.HTML)
	}
	page := pool.Get().(*bytes.Buffer)
	defer pool.Put(page)
	page.Reset()
	if err := bareTemplate.Execute(page, data); err != nil {
		return err
	}
	if !known {
		b.fill.Store(path, template.HTML(strings.Repeat("x", max(0, c.QueryInt("bytes")-page.Len()))))
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(bytes.Clone(page.Bytes()))
}

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// commit keeps the rows that wait, all in one transaction.
func (b *bare) commit() {
	for first := range b.durable {
		waiting := []chan error{first}
		for more := true; more && len(waiting) < 64; {
			select {
			case next := <-b.durable:
				waiting = append(waiting, next)
			default:
				more = false
			}
		}
		err := b.keep(len(waiting))
		for _, w := range waiting {
			w <- err
		}
	}
}

func (b *bare) keep(n int) error {
	tx, err := b.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it does nothing
	for range n {
		text := strings.Repeat("0123456789abcdef", 4)
		_, err := tx.Exec(b.rebind("INSERT INTO bench_rows (seq, a, b, c, d, e, f) SELECT coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ? FROM bench_rows"),
			text, text, text, text, text, text)
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}
