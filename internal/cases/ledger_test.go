package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEveryActLeavesOneEntryOfWhoActedAsWhat(t *testing.T) {
	silent := []Action{TakeUp, Assign, Release, Unmark, Reopen, Revoke, RemoveCitation} // they carry no content
	eachDeed(t, func(t *testing.T, d deed, o *office, c *Case) {
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
		if len(o.store.ledger) != 1 {
			t.Fatalf("got %d entries, want 1", len(o.store.ledger))
		}
		e := o.store.ledger[0].Event
		as := AsAdvisor
		if d.by.ID == filer.ID {
			as = AsFiler
		}
		want(t, "entry", e, Event{At: o.at, Actor: d.by.ID, As: as, Act: d.act, Case: c.ID, Target: e.Target, Digest: e.Digest})
		want(t, "digest is empty", e.Digest == "", slices.Contains(silent, d.act))
	})
}

func TestARefusedActLeavesNoEntry(t *testing.T) {
	for _, d := range deeds() {
		o := newOffice()
		o.plant(startOf(t, d.act))
		for _, u := range []User{stranger, filer, delphine, recused} {
			if u.ID != d.by.ID {
				want(t, string(d.act), d.do(o, u, Stamp{Version: 5}) != nil, true)
			}
		}
		want(t, "entries", len(o.store.ledger), 0)
	}
}

// textDraft is a draft whose every free text is the canary.
func textDraft() Draft {
	d := goodDraft()
	d.Subject, d.Situation = canary, canary
	d.Facts.PlatformDetail, d.Facts.Link, d.Facts.Audience = canary, canary, canary
	return d
}

func TestTheLedgerHoldsNoTextNoNameAndNoWordOfASearch(t *testing.T) {
	o := newOffice()
	_, err := o.Submit(ctx, filer, textDraft())
	wantKind(t, err, 0)
	for _, d := range deeds() {
		c := o.plant(startOf(t, d.act))
		wantKind(t, d.do(o, d.by, Stamp{Version: c.VersionFor(d.by)}), 0)
		_, err := o.Open(ctx, filer, c.ID)
		wantKind(t, err, 0)
	}
	_, err = o.Search(ctx, edmund, Query{Text: canary, Filters: Filters{Reference: canary}})
	wantKind(t, err, 0)
	_, err = o.Import(ctx, []Imported{past(func(in *Imported) { in.Subject, in.Situation, in.Reply = canary, canary, canary })})
	wantKind(t, err, 0)
	_, err = o.Ledger(ctx, auditor, 0)
	wantKind(t, err, 0)

	want(t, "entries", len(o.store.ledger), 1+2*len(deeds())+3)
	j, err := json.Marshal(o.store.ledger)
	if err != nil {
		t.Fatal(err)
	}
	for _, bird := range []string{canary, "Pétition", situation, "Nwosu", "Okoro", "example.org", "urgent", "LOYALTY", "referred", "VE-2026"} {
		if strings.Contains(string(j), bird) {
			t.Errorf("the ledger holds %q", bird)
		}
	}
}

func TestADigestCannotBeGuessedWithoutTheSalt(t *testing.T) {
	what := map[string]any{"text": "the same words"}
	one, two := digest([]byte("one salt"), what), digest([]byte("two salts"), what)
	want(t, "equal across salts", one == two, false)
	want(t, "equal under one salt", digest([]byte("one salt"), what) == one, true)
	want(t, "equal to that of other words", digest([]byte("one salt"), map[string]any{"text": "the same word"}) == one, false)
	want(t, "once the salt is erased", digest(nil, what) == one, false)
	want(t, "length", len(one), 64)
	want(t, "of nothing", digest([]byte("one salt"), nil), "")
}

func TestTheSameWordsInTwoCasesHaveTwoDigests(t *testing.T) {
	o := newOffice()
	for _, key := range []string{"form-1", "form-2"} {
		d := goodDraft()
		d.Key = key
		_, err := o.Submit(ctx, filer, d)
		wantKind(t, err, 0)
	}
	want(t, "equal", o.store.ledger[0].Digest == o.store.ledger[1].Digest, false)
}

func TestASessionBeginsByTheFirstOfHerOffices(t *testing.T) {
	both := User{ID: "u-both", Roles: NewRoles(Advisor, Administrator)}
	for as, people := range map[Capacity][]User{AsAdvisor: {edmund, both}, AsAdministrator: {manager}, AsAuditor: {auditor},
		AsEmployee: {filer, disabled(manager), disabled(edmund)}} {
		for _, u := range people {
			want(t, u.Name+" signs in as", u.SignsInAs(), as)
		}
	}
}

func TestAReadingAndASearchSayAsWhatThePersonActed(t *testing.T) {
	tests := []struct {
		u        User
		read     Capacity
		searched Capacity
	}{
		{filer, AsFiler, AsEmployee}, {edmund, AsAdvisor, AsAdvisor},
		{User{ID: Operator}, "", AsOperator},
	}
	for _, tt := range tests {
		o := newOffice()
		o.plant(InReview)
		if tt.read != "" {
			_, err := o.Open(ctx, tt.u, plantedID)
			wantKind(t, err, 0)
			want(t, "read as", o.store.ledger[0].As, tt.read)
		}
		_, err := o.Search(ctx, tt.u, Query{})
		wantKind(t, err, 0)
		last := o.store.ledger[len(o.store.ledger)-1]
		want(t, "searched", last.Event, Event{At: o.at, Actor: tt.u.ID, As: tt.searched, Act: SearchAct})
	}
}

func TestTheSizeOfASearchIsBounded(t *testing.T) {
	for asked, got := range map[int]int{-1: PageSize, 0: PageSize, 10: 10, CountCap: CountCap, CountCap + 1: PageSize} {
		r, err := newOffice().Search(ctx, edmund, Query{Size: asked})
		wantKind(t, err, 0)
		want(t, "size", r.Total, got)
	}
	want(t, "page", Query{Page: -3}.bounded().Page, 1)
}

func chain(n int) []Sealed {
	var all []Sealed
	var last Sealed
	for i := range n {
		last = Seal(last, Event{At: time.Date(2026, 11, 19, 15, 0, i, 1000, time.UTC), Actor: "u-edmund", As: AsAdvisor,
			Act: Advise, Case: plantedID, Target: fmt.Sprintf("message-%d", i), Digest: strings.Repeat("a1", 32)})
		all = append(all, last)
	}
	return all
}

// breakOf walks the chain; 0 when it is whole.
func breakOf(t *testing.T, all []Sealed) int64 {
	t.Helper()
	var v Verifier
	for _, s := range all {
		err := v.Next(s)
		var broken *BrokenChain
		if errors.As(err, &broken) {
			return broken.Seq
		}
		if err != nil {
			t.Fatalf("got %v, want a broken chain", err)
		}
	}
	return 0
}

func TestAWholeChainIsIntact(t *testing.T) {
	want(t, "break", breakOf(t, chain(20)), 0)
	want(t, "break of none", breakOf(t, nil), 0)
	want(t, "first", chain(1)[0].Prev, FirstPrev)
}

func TestAnyByteThatIsFlippedIsLocated(t *testing.T) {
	const length = 4
	for at := range length {
		for _, field := range reflect.VisibleFields(reflect.TypeFor[Sealed]()) {
			if field.Type.Kind() != reflect.String {
				continue
			}
			for i := range reflect.ValueOf(chain(length)[at]).FieldByIndex(field.Index).Len() {
				all := chain(length)
				v := reflect.ValueOf(&all[at]).Elem().FieldByIndex(field.Index)
				bytes := []byte(v.String())
				bytes[i] ^= 1
				v.SetString(string(bytes))
				want(t, fmt.Sprintf("%s, byte %d", field.Name, i), breakOf(t, all), int64(at+1))
			}
		}
	}
}

func TestWhatWasDoneToAChainIsLocated(t *testing.T) {
	forged := func(all []Sealed, at int) Sealed {
		e := all[at].Event
		e.Actor = "u-somebody"
		return Seal(all[at-1], e)
	}
	tests := []struct {
		sentence string
		bend     func([]Sealed) []Sealed
		want     int64
	}{
		{"a later moment", func(a []Sealed) []Sealed { a[2].At = a[2].At.Add(time.Microsecond); return a }, 3},
		{"another number", func(a []Sealed) []Sealed { a[2].Seq = 9; return a }, 3},
		{"the first is deleted", func(a []Sealed) []Sealed { return a[1:] }, 1},
		{"one is deleted", func(a []Sealed) []Sealed { return slices.Delete(a, 2, 3) }, 3},
		{"one is deleted and the rest renumbered", func(a []Sealed) []Sealed {
			a = slices.Delete(a, 2, 3)
			for i := range a {
				a[i].Seq = int64(i + 1)
			}
			return a
		}, 3},
		{"two are swapped", func(a []Sealed) []Sealed { a[2], a[3] = a[3], a[2]; return a }, 3},
		{"two events are swapped in their places", func(a []Sealed) []Sealed { a[2].Event, a[3].Event = a[3].Event, a[2].Event; return a }, 3},
		{"one is repeated", func(a []Sealed) []Sealed { return slices.Insert(a, 3, a[2]) }, 4},
		{"one is inserted", func(a []Sealed) []Sealed { return slices.Insert(a, 3, forged(a, 3)) }, 5},
		{"one is replaced and sealed anew", func(a []Sealed) []Sealed { a[3] = forged(a, 3); return a }, 5},
		{"the first is sealed as if it followed", func(a []Sealed) []Sealed { a[0].Prev = a[1].Hash; return a }, 1},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) { want(t, "break", breakOf(t, tt.bend(chain(6))), tt.want) })
	}
}

func TestTwoDifferentEventsNeverWriteTheSameBytes(t *testing.T) {
	one := Seal(Sealed{}, Event{Actor: "ab", As: "c"})
	two := Seal(Sealed{}, Event{Actor: "a", As: "bc"})
	want(t, "equal", one.Hash == two.Hash, false)
}

func TestTheZoneOfAMomentDoesNotChangeItsHash(t *testing.T) {
	at := time.Date(2026, 11, 19, 15, 0, 0, 0, time.UTC)
	want(t, "hash", Seal(Sealed{}, Event{At: at.In(eastern)}).Hash, Seal(Sealed{}, Event{At: at}).Hash)
}

func TestTheLedgerIsVerifiedFromItsFirstEntryToItsHead(t *testing.T) {
	o := newOffice()
	o.store.ledger = chain(2500) // more than one batch
	seq, hash, err := o.VerifyLedger(ctx, "")
	wantKind(t, err, 0)
	want(t, "error", err, nil)
	want(t, "number", seq, 2500)
	want(t, "hash", hash, o.store.ledger[2499].Hash)
	_, _, err = o.VerifyLedger(ctx, o.store.ledger[7].Hash)
	want(t, "with the head of an earlier day", err, nil)
}

func TestACutTailIsFoundWithTheHeadKeptElsewhere(t *testing.T) {
	o := newOffice()
	all := chain(10)
	o.store.ledger = all[:7]
	_, _, err := o.VerifyLedger(ctx, "")
	want(t, "without the head", err, nil)
	wantBreak(t, o, all[9].Hash, 8)
	o.store.ledger = nil
	wantBreak(t, o, all[0].Hash, 1)
	o.store.ledger = chain(10)
	o.store.ledger[4].Target = "another"
	wantBreak(t, o, "", 5)
}

func wantBreak(t *testing.T, o *office, head string, seq int64) {
	t.Helper()
	_, _, err := o.VerifyLedger(ctx, head)
	var broken *BrokenChain
	if !errors.As(err, &broken) {
		t.Fatalf("got %v, want a broken chain", err)
	}
	want(t, "break", broken.Seq, seq)
}

func TestOnlyAdministratorsAndAuditorsReadTheLedger(t *testing.T) {
	for _, u := range []User{filer, edmund, {}} {
		o := newOffice()
		_, err := o.Ledger(ctx, u, 0)
		wantKind(t, err, Forbidden)
		want(t, "entries", len(o.store.ledger), 0)
	}
	for u, as := range map[*User]Capacity{&auditor: AsAuditor, &manager: AsAdministrator} {
		o := newOffice()
		lines, err := o.Ledger(ctx, *u, 0)
		wantKind(t, err, 0)
		want(t, "lines", len(lines), 1)
		want(t, "act", lines[0].Act, ReadLedger)
		want(t, "as", lines[0].As, as)
	}
}

func TestAnEmployeeHasNoNameInTheLedger(t *testing.T) {
	o := newOffice()
	o.plant(InReview)
	for _, u := range []User{filer, edmund} {
		_, err := o.Open(ctx, u, plantedID)
		wantKind(t, err, 0)
	}
	_, err := o.Search(ctx, stranger, Query{})
	wantKind(t, err, 0)
	lines, err := o.Ledger(ctx, auditor, 0)
	wantKind(t, err, 0)
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%s %s %q %s", l.As, l.Act, l.Name, l.Reference))
	}
	want(t, "lines", strings.Join(got, "; "), `auditor read_ledger "Ottoline Desrosiers-Kim" ; employee search "" ; `+
		`advisor read "Edmund Okoro-Pike" VE-2026-0042; filer read "" VE-2026-0042`)
	earlier, err := o.Ledger(ctx, auditor, 2)
	wantKind(t, err, 0)
	want(t, "entries below the second", len(earlier), 1)
}
