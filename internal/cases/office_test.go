package cases

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// The people of these tests, all invented.
var (
	filer    = User{ID: "u-filer", Name: "Amara Nwosu-Leblanc", Email: "amara.nwosu-leblanc@example.org", Lang: French}
	stranger = User{ID: "u-stranger", Name: "Basile Fournier-Diaz", Lang: French}
	delphine = User{ID: "u-delphine", Name: "Delphine Achterberg", Lang: French, Roles: NewRoles(Advisor)}
	edmund   = User{ID: "u-edmund", Name: "Edmund Okoro-Pike", Lang: English, Roles: NewRoles(Advisor)}
	recused  = User{ID: "u-recused", Name: "Rosalind Quigg-Tran", Lang: English, Roles: NewRoles(Advisor)}
	manager  = User{ID: "u-manager", Name: "Ansel Marchetti-Roy", Lang: English, Roles: NewRoles(Administrator)}
	auditor  = User{ID: "u-auditor", Name: "Ottoline Desrosiers-Kim", Lang: French, Roles: NewRoles(Auditor)}
)

func disabled(u User) User { u.Disabled = true; return u }

// week is a calendar that promises an answer in seven days, five hours west of
// Greenwich.
type week struct{}

var eastern = time.FixedZone("east", -5*60*60)

func (week) PromiseFor(at time.Time) Date { return DateOf(at, eastern).AddDays(7) }
func (week) DateOf(at time.Time) Date     { return DateOf(at, eastern) }
func (week) IsBusinessDay(Date) bool      { return true }
func (week) Standard() int                { return 7 }
func (week) Holidays(int) []Holiday       { return nil }
func (w week) Observing(n int, _ []OfficeDay) Calendar {
	if n == 7 {
		return w
	}
	return days(n)
}
func (week) BusinessDaysBetween(a, b Date) (n int) {
	return b.DaysAfter(a)
}

// days is a week of another length.
type days int

func (n days) PromiseFor(at time.Time) Date          { return week{}.DateOf(at).AddDays(int(n)) }
func (days) DateOf(at time.Time) Date                { return week{}.DateOf(at) }
func (days) IsBusinessDay(Date) bool                 { return true }
func (days) BusinessDaysBetween(a, b Date) int       { return b.DaysAfter(a) }
func (n days) Standard() int                         { return int(n) }
func (days) Holidays(int) []Holiday                  { return nil }
func (days) Observing(n int, _ []OfficeDay) Calendar { return days(n) }

// office is a casebook with a clock that the test sets.
type office struct {
	*Book
	store *memory
	at    time.Time
}

var ctx = context.Background()

func newOffice() *office {
	o := &office{
		store: newMemory(filer, stranger, delphine, edmund, recused, manager, auditor),
		at:    time.Date(2026, 11, 19, 15, 0, 0, 0, time.UTC),
	}
	o.Book = NewBook(Parts{
		Store: o.store, Calendar: week{}, Now: func() time.Time { return o.at }, Random: rand.NewChaCha8([32]byte{1}),
		NFC: strings.NewReplacer("e\u0301", "é").Replace, Settings: Settings{Notice: Notice{Version: "2026-01"}},
	})
	return o
}

const (
	plantedID         CaseID       = "3x7q0c5m9t2v8b4n6k1j0h5g7f"
	plantedNote       AnnotationID = "annotation-1"
	plantedInvitation InvitationID = "4x7q0c5m9t2v8b4n6k1j0h5g7f"
	plantedCitation   CitationID   = "citation-1"
	citedID           CaseID       = "5x7q0c5m9t2v8b4n6k1j0h5g7f" // which the planted case cites
	nearID            CaseID       = "6x7q0c5m9t2v8b4n6k1j0h5g7f" // which it might cite
	situation                      = "Une pétition circule. Puis-je la signer sous mon nom?"
)

// plant puts a case into the store as if it had come to that status: Edmund has
// it, it was answered an hour ago, and Rosalind is excluded. It is a
// precedent, and cites one of two other cases.
func (o *office) plant(s Status) *Case {
	c := &Case{
		ID: plantedID, Reference: "VE-2026-0042", Version: 5, Shared: 3, Status: s, Channel: Web,
		Filer: filer.ID, Advisor: edmund.ID, Excluded: []UserID{recused.ID},
		Subject: "Pétition", Situation: situation, Lang: French, AnswerLang: French,
		Facts:    Facts{Platform: "petition", Stage: Planned},
		Promised: Date{2026, 11, 20}, Priority: Normal,
		SubmittedAt: o.at.Add(-2 * time.Hour), AnsweredAt: o.at.Add(-time.Hour), Salt: []byte("salt of the planted case"),
		Messages: []Message{{ID: "advice-1", Kind: Advised, From: edmund.ID, Lang: French, Text: "Avec des précautions.",
			At: o.at.Add(-time.Hour), Advice: &Advice{Outcome: WithPrecautions, Obligations: []EntryCode{"LOYALTY"}, CodeVersion: 1}}},
		Call: &Call{LoggedBy: edmund.ID, LoggedAt: o.at.Add(-2 * time.Hour)},
		Invitation: &Invitation{ID: plantedInvitation, Email: "invited@example.org", Lang: French, By: edmund.ID,
			At: o.at.Add(-2 * time.Hour), ExpiresAt: o.at.Add(time.Hour), State: InvitationPending},
		Precedent:   true,
		Citations:   []Citation{{ID: plantedCitation, Cited: citedID, By: edmund.ID, At: o.at.Add(-time.Hour)}},
		Annotations: []Annotation{{ID: plantedNote, Entry: "NEUTRALITY", Why: "first why", By: edmund.ID, At: o.at.Add(-time.Hour)}},
	}
	if s == Closed || s == Withdrawn {
		c.EndedAt = o.at.Add(-time.Minute)
	}
	o.store.cases[c.ID] = copyOf(c)
	o.plantOther(citedID, "VE-2025-0007")
	o.plantOther(nearID, "VE-2025-0008")
	return c
}

// plantOther puts an answered case of somebody else's beside the planted one.
func (o *office) plantOther(id CaseID, reference string) {
	o.store.cases[id] = &Case{ID: id, Reference: reference, Version: 4, Shared: 3, Status: Answered, Channel: Web, Filer: stranger.ID,
		Subject: "Une autre", Situation: situation, Lang: French, AnswerLang: French, Priority: Normal,
		SubmittedAt: o.at.AddDate(-1, 0, 0), AnsweredAt: o.at.AddDate(-1, 0, 0), Salt: []byte(id),
		Messages: []Message{{ID: MessageID("advice-of-" + id), Kind: Advised, From: edmund.ID, Lang: English, Text: "Take care.",
			At: o.at.AddDate(-1, 0, 0), Advice: &Advice{Outcome: WithPrecautions, Obligations: []EntryCode{"LOYALTY"}, CodeVersion: 1}}}}
}

// kept is the planted case as the store has it now.
func (o *office) kept(t *testing.T) *Case {
	t.Helper()
	return o.load(t, plantedID)
}

func (o *office) load(t *testing.T, id CaseID) *Case {
	t.Helper()
	c, err := o.store.Case(ctx, id)
	if err != nil {
		t.Fatalf("load case %s: %v", id, err)
	}
	return c
}

// deed is an act with everything it needs, so that only who does it, when and
// from which form can make it fail.
type deed struct {
	act Action
	by  User // somebody whose act it is
	do  func(o *office, u User, s Stamp) error
}

// canary stands in every text that a deed carries; it must never be found
// where texts do not belong.
const canary = "sunflower"

var goodAdvice = AdviceDraft{Outcome: "referred", Destination: "PSC", Obligations: []string{"NEUTRALITY"}, Text: canary, WouldChange: canary}

func deeds() []deed {
	return []deed{
		{Add, filer, func(o *office, u User, s Stamp) error { return o.Add(ctx, u, plantedID, s, canary, "fr") }},
		{Answer, filer, func(o *office, u User, s Stamp) error { return o.Answer(ctx, u, plantedID, s, canary, "fr") }},
		{FollowUp, filer, func(o *office, u User, s Stamp) error { return o.FollowUp(ctx, u, plantedID, s, canary, "fr") }},
		{Withdraw, filer, func(o *office, u User, s Stamp) error { return o.Withdraw(ctx, u, plantedID, s, canary, "fr") }},
		{ConfirmFacts, filer, func(o *office, u User, s Stamp) error { return o.ConfirmFacts(ctx, u, plantedID, s) }},
		{CorrectFacts, filer, func(o *office, u User, s Stamp) error { return o.CorrectFacts(ctx, u, plantedID, s, canary, "fr") }},
		{Invite, delphine, func(o *office, u User, s Stamp) error {
			return o.Invite(ctx, u, plantedID, s, canary+"@example.org", "fr")
		}},
		{Revoke, delphine, func(o *office, u User, s Stamp) error { return o.Revoke(ctx, u, plantedID, s) }},
		{TakeUp, delphine, func(o *office, u User, s Stamp) error { return o.TakeUp(ctx, u, plantedID, s) }},
		{Assign, delphine, func(o *office, u User, s Stamp) error { return o.Assign(ctx, u, plantedID, s, delphine.ID, "") }},
		{Release, delphine, func(o *office, u User, s Stamp) error { return o.Release(ctx, u, plantedID, s) }},
		{Classify, delphine, func(o *office, u User, s Stamp) error { return o.Classify(ctx, u, plantedID, s, "urgent", "yes") }},
		{Annotate, delphine, func(o *office, u User, s Stamp) error {
			return o.Annotate(ctx, u, plantedID, s, AnnotationDraft{Entries: []string{"LOYALTY"}, Why: canary})
		}},
		{Reword, delphine, func(o *office, u User, s Stamp) error {
			return o.EditAnnotation(ctx, u, plantedID, s, plantedNote, "LOYALTY", canary)
		}},
		{Unmark, delphine, func(o *office, u User, s Stamp) error { return o.RemoveAnnotation(ctx, u, plantedID, s, plantedNote) }},
		{WriteNote, delphine, func(o *office, u User, s Stamp) error { return o.WriteNote(ctx, u, plantedID, s, canary) }},
		{Ask, delphine, func(o *office, u User, s Stamp) error { return o.Ask(ctx, u, plantedID, s, canary, "fr") }},
		{Advise, delphine, func(o *office, u User, s Stamp) error { return o.Advise(ctx, u, plantedID, s, goodAdvice) }},
		{Correct, delphine, func(o *office, u User, s Stamp) error { return o.Correct(ctx, u, plantedID, s, goodAdvice) }},
		{Close, delphine, func(o *office, u User, s Stamp) error { return o.Close(ctx, u, plantedID, s, "answered") }},
		{Reopen, delphine, func(o *office, u User, s Stamp) error { return o.Reopen(ctx, u, plantedID, s) }},
		{MarkPrecedent, delphine, func(o *office, u User, s Stamp) error { return o.MarkPrecedent(ctx, u, plantedID, s, canary) }},
		{UnmarkPrecedent, delphine, func(o *office, u User, s Stamp) error { return o.UnmarkPrecedent(ctx, u, plantedID, s, canary) }},
		{RemoveCitation, delphine, func(o *office, u User, s Stamp) error {
			return o.RemoveCitation(ctx, u, plantedID, s, plantedCitation)
		}},
		{Cite, delphine, func(o *office, u User, s Stamp) error { return o.Cite(ctx, u, plantedID, s, "VE-2025-0008") }},
	}
}

// eachDeed plays every act, each in an office of its own with a case from which
// it is possible.
func eachDeed(t *testing.T, play func(t *testing.T, d deed, o *office, c *Case)) {
	t.Helper()
	for _, d := range deeds() {
		t.Run(string(d.act), func(t *testing.T) {
			o := newOffice()
			play(t, d, o, o.plant(startOf(t, d.act)))
		})
	}
}

func deedOf(t *testing.T, a Action) deed {
	t.Helper()
	i := slices.IndexFunc(deeds(), func(d deed) bool { return d.act == a })
	if i < 0 {
		t.Fatalf("no deed for %s", a)
	}
	return deeds()[i]
}

// startOf is a status from which the act is possible.
func startOf(t *testing.T, a Action) Status {
	t.Helper()
	for _, s := range Statuses() {
		if _, possible := moves[a].to[s]; possible {
			return s
		}
	}
	t.Fatalf("%s is possible from nowhere", a)
	return ""
}

func goodDraft() Draft {
	return Draft{Key: "form-1", Subject: "Pétition", Situation: situation, Lang: "fr", AnswerLang: "en",
		Facts: Facts{Platform: "petition", Stage: Planned}, Notice: "2026-01"}
}

func wantKind(t *testing.T, err error, want Kind) {
	t.Helper()
	if got := KindOf(err); got != want {
		t.Errorf("got %v of kind %d, want kind %d", err, got, want)
	}
}

// wantProblem looks for the problem among all those told.
func wantProblem(t *testing.T, err error, field, key string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Kind != Invalid {
		t.Errorf("got %v, want it invalid because of %s: %s", err, field, key)
		return
	}
	if !slices.ContainsFunc(e.Problems, func(p Problem) bool { return p.Field == field && p.Key == key }) {
		t.Errorf("got %v, want among its problems %s: %s", err, field, key)
	}
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
