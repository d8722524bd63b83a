package cases

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

var (
	newcomer = User{ID: "u-newcomer", Name: "Zoé Lachapelle-Ng", Email: "Zoe.Lachapelle@example.org", Verified: true, Lang: French}
	namesake = User{ID: "u-namesake", Name: "Zoé Lachapelle", Email: "zoe@example.org", Verified: true, Lang: French}
)

func goodCall() CallDraft {
	d := goodDraft()
	d.Key = "call"
	return CallDraft{Draft: d, Channel: "phone", Caller: "new", Name: "Zoé", Email: "zoe.lachapelle@example.org", CameOn: "2026-11-19", Told: true}
}

// logged logs a call by Delphine, and gives the code of its letter.
func (o *office) logged(t *testing.T, d CallDraft) (*Case, string) {
	t.Helper()
	o.store.people[newcomer.ID], o.store.people[namesake.ID] = newcomer, namesake
	id, err := o.LogCall(ctx, delphine, d)
	wantKind(t, err, 0)
	c := o.load(t, id)
	if c.Invitation == nil || c.Invitation.Email == "" {
		return c, ""
	}
	code := o.posted(t, c)
	return o.load(t, id), code
}

// posted is the code that the letter of an invitation carries.
func (o *office) posted(t *testing.T, c *Case) string {
	t.Helper()
	to, err := o.Address(ctx, Letter{Kind: Invited, Case: c.ID, Invitation: c.Invitation.ID})
	wantKind(t, err, 0)
	return to.Code
}

func TestACallIsFiledAsOnTheDayItCame(t *testing.T) {
	o := newOffice()
	d := goodCall()
	d.CameOn, d.Urgent = "2026-11-17", true
	c, _ := o.logged(t, d)
	want(t, "filer", c.Filer, "")
	want(t, "channel", c.Channel, Phone)
	want(t, "status", c.Status, New)
	want(t, "came", DateOf(c.SubmittedAt, eastern).String(), "2026-11-17")
	want(t, "promised", c.Promised.String(), "2026-11-24")
	want(t, "reference", c.Reference, "VE-2026-0001")
	want(t, "logged by", c.Call.LoggedBy, delphine.ID)
	want(t, "logged at", c.Call.LoggedAt, o.at)
	want(t, "priority", c.Priority, Urgent)
	want(t, "invited", c.Invitation.Email, "zoe.lachapelle@example.org")
	want(t, "act", o.store.ledger[0].Act, LogCall)
	want(t, "as", o.store.ledger[0].As, AsAdvisor)
}

func TestACallSentTwiceIsOneCase(t *testing.T) {
	o := newOffice()
	first, _ := o.logged(t, goodCall())
	again, err := o.LogCall(ctx, delphine, goodCall())
	wantKind(t, err, 0)
	want(t, "case", again, first.ID)
	d := goodCall()
	d.Situation = "Autre chose."
	_, err = o.LogCall(ctx, delphine, d)
	wantKind(t, err, Conflict)
	want(t, "cases", len(o.store.cases), 1)
}

func TestACallSentAgainLaterIsAnsweredAsTheFirstTime(t *testing.T) {
	o := newOffice()
	d := goodCall()
	d.NeededBy, d.Caller, d.Person = "2026-11-20", "known", filer.ID
	first, _ := o.logged(t, d)
	o.at = o.at.AddDate(2, 0, 0)
	o.store.people[filer.ID] = disabled(filer)
	again, err := o.LogCall(ctx, delphine, d)
	wantKind(t, err, 0)
	want(t, "case", again, first.ID)
	d.Key = "another"
	_, err = o.LogCall(ctx, delphine, d)
	for field, key := range map[string]string{"needed_by": "problem.needed_by.past", "came_on": "problem.came_on.old",
		"person": "problem.person.missing"} {
		wantProblem(t, err, field, key)
	}
}

func TestAKnownCallerSeesItAtOnceAsItsFiler(t *testing.T) {
	o := newOffice()
	d := goodCall()
	d.Caller, d.Person, d.TakeUp = "known", filer.ID, true
	c, _ := o.logged(t, d)
	want(t, "filer", c.Filer, filer.ID)
	want(t, "invitation", c.Invitation == nil, true)
	want(t, "status", c.Status, InReview)
	want(t, "advisor", c.Advisor, delphine.ID)
	want(t, "her side", c.SideOf(filer), FilerSide)
	wantLetters(t, o.store.letters, lettersTo(CallLogged, c, filer))
	want(t, "entries", len(o.store.ledger), 2)
	want(t, "second entry", o.store.ledger[1].Act, TakeUp)
}

func TestWhatIsWrongWithACallIsToldAtOnce(t *testing.T) {
	for _, tt := range []struct {
		sentence string
		bend     func(*CallDraft)
		fields   string
	}{
		{"nothing but the case", func(d *CallDraft) { *d = CallDraft{Draft: d.Draft} }, "channel came_on told caller"},
		{"a channel that is no call", func(d *CallDraft) { d.Channel = "web" }, "channel"},
		{"nobody chosen", func(d *CallDraft) { d.Caller = "known" }, "person"},
		{"nobody's account", func(d *CallDraft) { d.Caller, d.Person = "known", "nobody" }, "person"},
		{"herself", func(d *CallDraft) { d.Caller, d.Person = "known", delphine.ID }, "person"},
		{"her own address", func(d *CallDraft) { d.Email = " DELPHINE@example.org " }, "invite_email"},
		{"no address", func(d *CallDraft) { d.Email = "zoe at example" }, "invite_email"},
		{"a name with the address", func(d *CallDraft) { d.Email = "Zoe <zoe@example.org>" }, "invite_email"},
		{"two addresses", func(d *CallDraft) { d.Email = "a@example.org, b@example.org" }, "invite_email"},
		{"a broken line", func(d *CallDraft) { d.Email = "a@example.org\r\nBcc: b@example.org" }, "invite_email"},
		{"tomorrow", func(d *CallDraft) { d.CameOn = "2026-11-20" }, "came_on"},
		{"two years ago", func(d *CallDraft) { d.CameOn = "2024-11-19" }, "came_on"},
		{"no day", func(d *CallDraft) { d.CameOn = "2026-02-30" }, "came_on"},
		{"the notice was not given, and no subject", func(d *CallDraft) { d.Told, d.Subject = false, "" }, "told subject"},
		{"too long a name", func(d *CallDraft) { d.Name = strings.Repeat("é", MaxName+1) }, "caller_name"},
	} {
		t.Run(tt.sentence, func(t *testing.T) {
			o := newOffice()
			d := goodCall()
			tt.bend(&d)
			u := delphine
			u.Email = "delphine@example.org"
			_, err := o.LogCall(ctx, u, d)
			wantKind(t, err, Invalid)
			var fields []string
			for _, p := range err.(*Error).Problems {
				fields = append(fields, p.Field)
			}
			want(t, "fields", strings.Join(fields, " "), tt.fields)
			want(t, "cases", len(o.store.cases), 0)
		})
	}
}

func TestOnlyAdvisorsLogCallsAndLookPeopleUp(t *testing.T) {
	o := newOffice()
	for _, u := range []User{filer, manager, auditor, disabled(delphine), {}} {
		_, err := o.LogCall(ctx, u, goodCall())
		wantKind(t, err, Forbidden)
		_, _, err = o.FindPeople(ctx, u, "Amara")
		wantKind(t, err, Forbidden)
	}
	want(t, "entries", len(o.store.ledger), 0)
}

func TestTooFewLettersFindNobody(t *testing.T) {
	o := newOffice()
	for typed, found := range map[string]int{"": 0, "am": 0, "a m": 0, "%%%": 0, "a'''": 0, "Ama": 1, "ama nwo": 1, "@": 0,
		" AMARA.Nwosu-Leblanc@example.org ": 1, "@example.org": 0} {
		people, more, err := o.FindPeople(ctx, delphine, typed)
		wantKind(t, err, 0)
		want(t, typed, len(people), found)
		want(t, "more", more, false)
	}
	for _, e := range o.store.ledger {
		want(t, "act", e.Act, FindPerson)
		want(t, "holds whom", e.Target+e.Digest, "")
	}
}

func TestTheFilerConfirmsOrCorrectsOnce(t *testing.T) {
	for _, act := range []Action{ConfirmFacts, CorrectFacts} {
		o := newOffice()
		c := o.plant(InReview)
		wantKind(t, deedOf(t, act).do(o, filer, Stamp{Version: c.Shared}), 0)
		k := o.kept(t)
		want(t, "settled", k.Call.IsSettled(), true)
		want(t, "confirmed", !k.Call.ConfirmedAt.IsZero(), act == ConfirmFacts)
		want(t, "the record", k.Situation, c.Situation)
		for _, again := range []Action{ConfirmFacts, CorrectFacts} {
			wantKind(t, deedOf(t, again).do(o, filer, Stamp{Version: k.Shared}), Conflict)
		}
	}
	o := newOffice()
	c := o.plant(InReview)
	c.Call = nil
	o.store.cases[c.ID] = copyOf(c)
	wantKind(t, deedOf(t, ConfirmFacts).do(o, filer, Stamp{Version: c.Shared}), Conflict)
}

func TestACorrectionIsAMessageAndTheRecordStays(t *testing.T) {
	o := newOffice()
	c := o.plant(AwaitingEmployee)
	wantKind(t, deedOf(t, CorrectFacts).do(o, filer, Stamp{Version: c.Shared}), 0)
	k := o.kept(t)
	last := k.Messages[len(k.Messages)-1]
	want(t, "kind", last.Kind, Correction)
	want(t, "text", last.Text, canary)
	want(t, "status", k.Status, InReview)
	want(t, "promised", k.Promised.String(), DateOf(o.at, eastern).AddDays(7).String())
}

func TestTheSpokenCodeIsShownToWhoInvitesWithinTheHour(t *testing.T) {
	o := newOffice()
	c, _ := o.logged(t, goodCall())
	for _, tt := range []struct {
		u     User
		after time.Duration
		shown bool
	}{{delphine, 0, true}, {delphine, 59 * time.Minute, true}, {delphine, time.Hour, false}, {edmund, 0, false}} {
		at := o.at
		o.at = at.Add(tt.after)
		opened, err := o.Open(ctx, tt.u, c.ID)
		wantKind(t, err, 0)
		want(t, "shown to "+tt.u.Name, opened.SpokenCode != "", tt.shown)
		want(t, "the letter's code is shown", opened.Case.Invitation.Code, "")
		o.at = at
	}
}

func TestNothingOfACallIsInItsLettersOrInTheLedger(t *testing.T) {
	o := newOffice()
	d := goodCall()
	d.Subject, d.Situation, d.Name, d.Email = canary, canary, canary, canary+"@example.org"
	_, code := o.logged(t, d)
	for _, kept := range []any{o.store.letters, o.store.ledger} {
		j, err := json.Marshal(kept)
		if err != nil {
			t.Fatal(err)
		}
		for _, bird := range []string{canary, "example.org", code} {
			if strings.Contains(string(j), bird) {
				t.Errorf("%q is in %s", bird, j)
			}
		}
	}
}
