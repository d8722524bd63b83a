// Package storetest holds what both databases must do alike: the contract of
// cases.Store, of sessions and of the outbox, as tests that are given a store.
package storetest

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/auth/authtest"
	"example.org/casebook/internal/calendar"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// Opened is a new, empty casebook.
type Opened struct {
	Store *store.Store
	SQL   *sql.DB // the same database, behind the rules
	// Another opens the same casebook once more, as another program would.
	Another func() *store.Store
	// BreakLedger makes the database refuse new entries of the ledger.
	BreakLedger []string
	// FreeLedger drops what refuses to change the ledger.
	FreeLedger []string
}

// RunSearch runs of the contract what is about the search.
func RunSearch(t *testing.T, open func(t *testing.T, o store.Options) Opened) {
	runTests(t, searchTests, open)
	runTests(t, similarTests, open)
}

func runTests(t *testing.T, tests []test, open func(t *testing.T, o store.Options) Opened) {
	for _, x := range tests {
		t.Run(x.sentence, func(t *testing.T) {
			t.Parallel()
			x.run(newWorld(t, open))
		})
	}
}

// Run runs the contract. Each test opens a store of its own.
func Run(t *testing.T, open func(t *testing.T, o store.Options) Opened) {
	groups := []struct {
		name  string
		tests []test
	}{
		{"cases", caseTests},
		{"receipts", receiptTests},
		{"transactions", transactionTests},
		{"ledger", ledgerTests},
		{"visibility", visibilityTests},
		{"queue", queueTests},
		{"search", searchTests},
		{"index", indexTests},
		{"similar cases", similarTests},
		{"facets", facetTests},
		{"citations", citationTests},
		{"people", peopleTests},
		{"code", codeTests},
		{"calls", callTests},
		{"accounts", accountTests},
		{"outbox", outboxTests},
		{"settings", settingsTests},
		{"thesaurus", thesaurusTests},
		{"saved searches", savedSearchTests},
		{"drafts", draftTests},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) { runTests(t, g.tests, open) })
	}
	t.Run("sessions", func(t *testing.T) {
		authtest.Contract(t, func(t *testing.T) auth.SessionStore {
			w := newWorld(t, open)
			for _, id := range []string{"emp-1", "emp-2"} {
				w.exec(`INSERT INTO users (id, iss, sub, name, email, lang, lang_chosen, roles, disabled, created, last_seen)
					VALUES ('` + id + `', '` + authtest.Issuer + `', '` + id + `', 'Name', '', 'en', FALSE, 'employee', FALSE,
					'2026-11-23 12:00:00', '2026-11-23 12:00:00')`)
			}
			return w.Store
		})
	})
}

type test struct {
	sentence string
	run      func(*world)
}

// world is a casebook with a clock that moves a second at each look, chance
// that is always the same, and a few people.
type world struct {
	*testing.T
	Opened
	ctx           context.Context
	book          *cases.Book
	amira, basile cases.User // employees
	chloe, dan    cases.User // advisors
	clock         *clock
	random        *dice
	zone          *time.Location // of the office
}

func newWorld(t *testing.T, open func(*testing.T, store.Options) Opened) *world {
	t.Helper()
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, ctx: t.Context(), random: newDice(), clock: newClock(), zone: zone}
	w.Opened = open(t, store.Options{Now: w.clock.now, Random: w.random, Zone: zone})
	w.book = cases.NewBook(cases.Parts{Store: w.Store, Calendar: calendar.New(zone), Now: w.clock.now,
		Random: w.random, NFC: norm.NFC.String})
	w.amira = w.signIn("amira", "Amira Example")
	w.basile = w.signIn("basile", "Basile Exemple")
	w.chloe = w.signIn("chloe", "Chloé Exemple", cases.Advisor)
	w.dan = w.signIn("dan", "Dan Example", cases.Advisor)
	return w
}

func (w *world) signIn(sub, name string, roles ...cases.Role) cases.User {
	w.Helper()
	u, err := w.Store.SignedIn(w.ctx, auth.Identity{Issuer: "https://id.example.org", Subject: sub, Name: name,
		Email: sub + "@example.org", Locale: cases.English, Roles: cases.NewRoles(roles...)})
	w.must(err)
	return u
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused expects a refusal of a kind.
func (w *world) refused(err error, want cases.Kind) {
	w.Helper()
	if got := cases.KindOf(err); err == nil || got != want {
		w.Fatalf("got %v (kind %d), want a refusal of kind %d", err, got, want)
	}
}

func (w *world) exec(statement string) {
	w.Helper()
	_, err := w.SQL.ExecContext(w.ctx, statement)
	w.must(err)
}

func (w *world) number(query string) int {
	w.Helper()
	var n int
	w.must(w.SQL.QueryRowContext(w.ctx, query).Scan(&n))
	return n
}

// rows counts everything that a change may write.
func (w *world) rows() map[string]int {
	w.Helper()
	counts := map[string]int{}
	for _, table := range []string{"cases", "codes", "case_salts", "exclusions", "messages", "annotations", "notes", "citations",
		"case_obligations", "calls", "invitations", "receipts", "ledger", "goqite", "search_docs", "search_fresh",
		"thesaurus_changes", "thesaurus_concepts"} {
		counts[table] = w.number("SELECT count(*) FROM " + table)
	}
	counts["last number"] = w.number("SELECT coalesce(sum(last), 0) FROM sequences")
	counts["versions"] = w.number("SELECT coalesce(sum(version), 0) FROM cases")
	return counts
}

// draft is a situation that Submit takes.
func draft(subject, situation string, lang cases.Lang) cases.Draft {
	return cases.Draft{Subject: subject, Situation: situation, Lang: string(lang), AnswerLang: string(lang),
		Facts: cases.Facts{Platform: "facebook", Stage: cases.Planned}}
}

func (w *world) file(u cases.User, d cases.Draft) cases.CaseID {
	w.Helper()
	id, err := w.book.Submit(w.ctx, u, d)
	w.must(err)
	return id
}

func (w *world) load(id cases.CaseID) *cases.Case {
	w.Helper()
	c, err := w.Store.Case(w.ctx, id)
	w.must(err)
	return c
}

// stamp is that of a form drawn now.
func (w *world) stamp(u cases.User, id cases.CaseID) cases.Stamp {
	w.Helper()
	return cases.Stamp{Version: w.load(id).VersionFor(u)}
}

// answered files a case and answers it with an annotation, a note and advice.
func (w *world) answered(filer, advisor cases.User, d cases.Draft, advice string) cases.CaseID {
	w.Helper()
	id := w.file(filer, d)
	w.must(w.book.TakeUp(w.ctx, advisor, id, w.stamp(advisor, id)))
	w.must(w.book.Advise(w.ctx, advisor, id, w.stamp(advisor, id), cases.AdviceDraft{
		Outcome: "with_precautions", Obligations: []string{"LOYALTY"}, Text: advice}))
	return id
}

// edit changes a case as no act does.
func (w *world) edit(id cases.CaseID, do func(*cases.Case)) {
	w.Helper()
	w.must(w.Store.Update(w.ctx, cases.Receipt{}, id, func(c *cases.Case) (cases.Change, error) {
		do(c)
		c.Version++
		return cases.Change{}, nil
	}))
}

// atOnce runs n calls at the same time and gives their errors.
func atOnce(n int, do func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = do(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

type clock struct {
	sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 1, 12, 15, 0, 0, 123456000, time.UTC)} }

func (c *clock) now() time.Time {
	c.Lock()
	defer c.Unlock()
	c.at = c.at.Add(time.Second)
	return c.at
}

type dice struct {
	sync.Mutex
	source *rand.ChaCha8
}

func newDice() *dice { return &dice{source: rand.NewChaCha8([32]byte{1})} }

func (d *dice) Read(p []byte) (int, error) {
	d.Lock()
	defer d.Unlock()
	return d.source.Read(p)
}
