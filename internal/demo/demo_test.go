package demo_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/calendar"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/store"
)

func filled(t *testing.T, now time.Time) (*cases.Book, map[string]cases.User) {
	t.Helper()
	ctx := context.Background()
	kept, err := store.Open(ctx, store.Options{Path: filepath.Join(t.TempDir(), "casebook.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	if err := kept.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	cast := map[string]cases.User{}
	for _, p := range demo.People() {
		u, err := kept.SignedIn(ctx, auth.Identity{Issuer: "https://id.example.org", Subject: p.ID, Name: p.Name, Email: p.Email, EmailVerified: true,
			Roles: demo.RolesOf(p)})
		if err != nil {
			t.Fatal(err)
		}
		cast[p.ID] = u
	}
	clock := &demo.Clock{}
	book := cases.NewBook(cases.Parts{Store: kept, Calendar: calendar.New(time.UTC), Now: clock.Now, Random: rand.Reader,
		NFC: i18n.NFC})
	if err := demo.Fill(ctx, book, clock, cast, now); err != nil {
		t.Fatal(err)
	}
	return book, cast
}

func TestTheDemonstrationShowsEveryStepOfALife(t *testing.T) {
	for _, day := range []string{"2026-11-22T23:30:00Z", "2026-12-25T08:00:00Z", "2027-03-14T07:30:00Z"} {
		now, err := time.Parse(time.RFC3339, day)
		if err != nil {
			t.Fatal(err)
		}
		book, cast := filled(t, now)
		seen, own := map[cases.Status]int{}, 0
		for _, who := range []string{demo.Noor, demo.Luc, demo.Priya} {
			list, err := book.Mine(context.Background(), cast[who])
			if err != nil {
				t.Fatal(err)
			}
			own += len(list)
			for _, c := range list {
				seen[c.Status]++
			}
		}
		for _, want := range []cases.Status{cases.New, cases.InReview, cases.AwaitingEmployee, cases.Answered} {
			if seen[want] == 0 {
				t.Errorf("%s: no case is %s", day, want)
			}
		}
		if own != 14 {
			t.Errorf("%s: got %d cases of the employees, want 14", day, own)
		}
	}
}

func TestThePastOfTheDemonstrationEndsThisWeek(t *testing.T) {
	now := time.Date(2026, time.November, 22, 15, 0, 0, 0, time.UTC)
	book, cast := filled(t, now)
	found, err := book.Search(context.Background(), cast[demo.Marion], cases.Query{Size: 100})
	if err != nil {
		t.Fatal(err)
	}
	if found.Total != 80 {
		t.Errorf("got %d cases, want 80", found.Total)
	}
	var last time.Time
	for _, h := range found.Hits {
		if h.SubmittedAt.After(now) || h.AnsweredAt.After(now.Add(24*time.Hour)) {
			t.Errorf("%s lies in the future: %v, %v", h.Reference, h.SubmittedAt, h.AnsweredAt)
		}
		if h.ExternalID != "" && h.AnsweredAt.After(last) {
			last = h.AnsweredAt
		}
	}
	if now.Sub(last) > 7*24*time.Hour {
		t.Errorf("the last past answer is of %v, want it this week", last)
	}
}

func TestNoFactOfTheDemonstrationRepeatsItsPlatform(t *testing.T) {
	for _, l := range demo.Situations() {
		name := i18n.For(cases.Lang(l.Lang)).T("platform." + string(l.Platform))
		if detail := strings.TrimSuffix(l.PlatformDetail, " (Twitter)"); strings.EqualFold(detail, name) {
			t.Errorf("%s: %q says again that it was on %s", l.ExternalID, l.PlatformDetail, name)
		}
	}
}

func TestTheOfficeOfTheDemonstrationWritesInTheLanguageOfTheCase(t *testing.T) {
	ctx := context.Background()
	book, cast := filled(t, time.Date(2026, time.November, 22, 15, 0, 0, 0, time.UTC))
	found, err := book.Search(ctx, cast[demo.Marion], cases.Query{Size: 100})
	if err != nil {
		t.Fatal(err)
	}
	english, written := regexp.MustCompile(`(?i)\b(the|this|before)\b`), 0
	for _, h := range found.Hits {
		o, err := book.Open(ctx, cast[demo.Marion], h.ID)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, n := range o.Case.Notes {
			texts = append(texts, n.Text)
		}
		for _, a := range o.Case.Annotations {
			texts = append(texts, a.Why)
		}
		for _, text := range texts {
			if got, want := english.MatchString(text), h.Lang == cases.English; text != "" && got != want {
				t.Errorf("%s is in %s, and its file says %q", h.Reference, h.Lang, text)
			}
			written++
		}
	}
	if written < 5 {
		t.Errorf("got %d texts of the office, want more to look at", written)
	}
}

func TestTheLedgerOfTheDemonstrationIsIntact(t *testing.T) {
	book, _ := filled(t, time.Date(2026, time.November, 22, 15, 0, 0, 0, time.UTC))
	if _, _, err := book.VerifyLedger(context.Background(), ""); err != nil {
		t.Error(err)
	}
}

func TestTheDemonstrationOffersWhatANewcomerCanTry(t *testing.T) {
	ctx := context.Background()
	book, cast := filled(t, time.Date(2026, time.November, 22, 15, 0, 0, 0, time.UTC))
	offers, err := book.Offers(ctx, cast[demo.Priya])
	if err != nil || len(offers) != 1 {
		t.Errorf("got %d invitations for Priya, %v; want one", len(offers), err)
	}
	list, err := book.Mine(ctx, cast[demo.Noor])
	if err != nil {
		t.Fatal(err)
	}
	toConfirm, toFollow := 0, 0
	for _, c := range list {
		o, err := book.Open(ctx, cast[demo.Noor], c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if o.Refusal(cases.ConfirmFacts) == nil {
			toConfirm++
		}
		if book.CanContinue(o.Case, cast[demo.Noor]) {
			toFollow++
		}
	}
	if toConfirm != 1 || toFollow != 1 {
		t.Errorf("got %d records to confirm and %d advices too old to follow up; want one of each", toConfirm, toFollow)
	}
}
