package web_test

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"net/url"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/calendar"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo/provider"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/store"
	"example.org/casebook/internal/store/storetest"
	"example.org/casebook/internal/web"
)

// The invented people of the tests.
const (
	nobody        = ""
	noor          = "noor"   // an employee, who filed most cases
	luc           = "luc"    // an employee who reads French
	priya         = "priya"  // an employee who filed nothing
	marion        = "marion" // an advisor, who works on the cases
	daniel        = "daniel" // an advisor, who filed a case herself
	zelda         = "zelda"  // an advisor who is excluded from every case
	ines          = "ines"   // an advisor whose account is disabled
	administrator = "helene" // sees no case
	auditor       = "tobias" // reads the ledger
	base          = "http://localhost:8080"
)

var peopleOfTheHouse = []struct {
	id, name string
	lang     cases.Lang
	roles    cases.Roles
}{
	{noor, "Noor Testwell", cases.English, cases.NewRoles()},
	{luc, "Luc Essaimarchand", cases.French, cases.NewRoles()},
	{priya, "Priya Samplequist", cases.English, cases.NewRoles()},
	{marion, "Marion Modelblanc", cases.English, cases.NewRoles(cases.Advisor)},
	{daniel, "Daniel Fictireyes", cases.English, cases.NewRoles(cases.Advisor)},
	{zelda, "Zelda Inventa", cases.English, cases.NewRoles(cases.Advisor)},
	{ines, "Ines Imaginova", cases.English, cases.NewRoles(cases.Advisor)},
	{administrator, "Helene Exemplaire", cases.English, cases.NewRoles(cases.Administrator)},
	{auditor, "Tobias Muster", cases.English, cases.NewRoles(cases.Auditor)},
}

// house is a casebook with its people, on a real SQLite file, and a server
// whose clock stands still until a test moves it.
type house struct {
	savedCount int // of the searches that were saved
	*testing.T
	store    *store.Store
	path     string
	database string // of PostgreSQL; empty for the SQLite file
	book     *cases.Book
	sessions *auth.Sessions
	server   *web.Server
	logged   *logged
	people   map[string]cases.User
	now      time.Time
	outside  *outside
	cited    cases.CaseID // the example, once it is filed
}

// outside is the world beyond the house: the identity provider, which can be
// down.
type outside struct {
	provider *provider.Provider
	down     error
	without  bool // an end-session endpoint
}

// logged keeps what the server logs.
type logged struct {
	sync.Mutex
	bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Buffer.Write(b)
}

func (l *logged) String() string {
	l.Lock()
	defer l.Unlock()
	return l.Buffer.String()
}

// change lets a test build the house otherwise.
type change func(*web.Parts)

func newHouse(t *testing.T, changes ...change) *house {
	t.Helper()
	return newHouseOn(t, "", changes...)
}

// newHouseOn keeps its casebook in that database, which is an empty one.
func newHouseOn(t *testing.T, database string, changes ...change) *house {
	t.Helper()
	h := &house{T: t, database: database, people: map[string]cases.User{}, logged: &logged{}, outside: &outside{},
		path: storetest.NewFile(t),
		now:  time.Date(2026, time.November, 18, 15, 4, 0, 0, time.UTC)}
	h.openStore()
	h.moveIn()
	parts := h.parts()
	for _, c := range changes {
		c(&parts)
	}
	var err error
	if h.server, err = web.New(parts); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) clock() time.Time { return h.now }

func (h *house) openStore() {
	h.Helper()
	kept, err := store.Open(h.Context(), store.Options{Path: h.path, DatabaseURL: h.database, Now: h.clock, Zone: zone(h.T)})
	if err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { kept.Close() })
	h.store = kept
	h.sessions = auth.NewSessions(kept, auth.Limits{}, nil)
	h.book = cases.NewBook(cases.Parts{Store: kept, Calendar: calendar.New(zone(h.T)), Now: h.clock, Random: rand.Reader,
		NFC: i18n.NFC, Settings: cases.Settings{Contact: testOffice, Notice: i18n.DefaultNotice()}})
}

func zone(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// moveIn gives everybody an account, and disables the one who is disabled.
func (h *house) moveIn() {
	h.Helper()
	for _, p := range peopleOfTheHouse {
		u, err := h.store.SignedIn(h.Context(), auth.Identity{Issuer: base + provider.DefaultPrefix, Subject: p.id,
			Name: p.name, Email: p.id + "@example.org", Locale: p.lang, Roles: p.roles})
		if err != nil {
			h.Fatal(err)
		}
		h.people[p.id] = u
	}
	h.disable(ines)
}

// disable takes somebody's account away, as an administrator does.
func (h *house) disable(person string) {
	h.Helper()
	a, err := h.store.Account(h.Context(), h.people[person].ID)
	h.must(err, "get the account")
	h.must(h.book.Disable(h.Context(), h.people[administrator], a.ID, cases.Stamp{Version: a.Version}, "left"), "disable it")
}

func (h *house) parts() web.Parts {
	address, err := url.Parse(base)
	if err != nil {
		h.Fatal(err)
	}
	return web.Parts{Book: h.book, People: h.store, Sessions: h.sessions, SignIn: h.relyingParty(),
		BaseURL: address, Zone: zone(h.T), Version: "test",
		Log:   slog.New(slog.NewJSONHandler(h.logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Ready: h.store.Check,
		Demo: &web.Demo{Prefix: provider.DefaultPrefix + "/", Provider: theProvider(h.T).Handler(),
			Letters: func() []web.DemoLetter { return nil }}}
}

var testOffice = cases.Contact{Name: cases.Text{En: "Values Office", Fr: "Bureau des valeurs"}, Phone: "613-555-0142",
	Email: "office@example.org", Hours: cases.Text{En: "8 to 4", Fr: "De 8 h à 16 h"}}
